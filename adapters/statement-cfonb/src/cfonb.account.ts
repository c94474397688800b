import { ibanCheckDigits, isIban, type AccountIdentity } from '@lettrage/adapter-sdk';
import type { OwnerFields } from './cfonb.layout.js';

/** Letters of an account number count as digits in the key: A J 1, B K S 2 … I R Z 9. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LETTER_DIGITS = '12345678912345678923456789';

/** The two-digit RIB key of bank (5), branch (5) and account (11 digits or letters). */
export function ribKey(bank: string, branch: string, account: string): string {
  const digits = account.replace(/[A-Z]/g, (letter) => LETTER_DIGITS[LETTERS.indexOf(letter)]!);
  const remainder = (89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(digits)) % 97n;
  return String(97n - remainder).padStart(2, '0');
}

/**
 * The account of a record: its IBAN where bank, branch and account have the French shape, else the number as written.
 */
export function accountOf(fields: OwnerFields, currency: string): AccountIdentity {
  const account = fields.account.toUpperCase();
  if (/^\d{5}$/.test(fields.bank) && /^\d{5}$/.test(fields.branch) && /^[0-9A-Z]{11}$/.test(account)) {
    const bban = `${fields.bank}${fields.branch}${account}${ribKey(fields.bank, fields.branch, account)}`;
    const iban = `FR${ibanCheckDigits('FR', bban)}${bban}`;
    if (isIban(iban)) return { iban, currency };
  }
  const number = [fields.bank, fields.branch, account].filter(Boolean).join(' ');
  return number === '' ? { currency } : { number, currency };
}
