import { ibanCheckDigits, isIban } from '@lettrage/domain';

/** Letters of an account number count as digits in the key: A J 1, B K S 2 … I R Z 9. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LETTER_DIGITS = '12345678912345678923456789';

/** The two-digit RIB key of bank (5), branch (5) and account (11 digits or capital letters). */
export function ribKey(bank: string, branch: string, account: string): string {
  const digits = account.replace(/[A-Z]/g, (letter) => LETTER_DIGITS[LETTERS.indexOf(letter)]!);
  const remainder = (89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(digits)) % 97n;
  return String(97n - remainder).padStart(2, '0');
}

/** The IBAN of a French bank, branch and account; undefined where they have not the French shape. */
export function frenchIban(bank: string, branch: string, account: string): string | undefined {
  const number = account.toUpperCase();
  if (!/^\d{5}$/.test(bank) || !/^\d{5}$/.test(branch) || !/^[0-9A-Z]{11}$/.test(number)) return undefined;
  const bban = `${bank}${branch}${number}${ribKey(bank, branch, number)}`;
  const iban = `FR${ibanCheckDigits('FR', bban)}${bban}`;
  return isIban(iban) ? iban : undefined;
}
