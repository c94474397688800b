import { ibanCheckDigits, isLuhn, mod97 } from '@lettrage/domain';
import type { Random } from './random.js';

/** Codes of French banks (code banque) with their BIC, so that account numbers look like those on real statements. */
const FRENCH_BANKS = [
  ['30004', 'BNPAFRPP'],
  ['30003', 'SOGEFRPP'],
  ['13106', 'AGRIFRPP831'],
  ['10278', 'CMCIFR2A'],
  ['13135', 'CEPAFRPP313'],
  ['10907', 'CCBPFRPPBDX'],
  ['30002', 'CRLYFRPP'],
  ['20041', 'PSSTFRPPTOU'],
] as const;

const FOREIGN_BANKS = {
  BE: ['001', 'GEBABEBB'],
  DE: ['37040044', 'COBADEFF'],
  LU: ['001', 'BCEELULL'],
  CH: ['00762', 'BCVLCH2L'],
} as const;

/** A bank account of an invented holder. */
export interface DemoAccount {
  readonly iban: string;
  readonly bic: string;
}

/**
 * An invented SIREN with a right Luhn digit. It begins with 000, which the register has given to nobody we know of, so
 * that a demonstration never names a real company.
 */
export function inventedSiren(serial: number): string {
  return withLuhnDigit(`000${String(serial).padStart(5, '0')}`);
}

/** The SIRET of the first establishment of a SIREN. */
export function headOfficeSiret(siren: string): string {
  return withLuhnDigit(`${siren}0001`);
}

function withLuhnDigit(body: string): string {
  for (let check = 0; check < 10; check++) if (isLuhn(`${body}${check}`)) return `${body}${check}`;
  throw new RangeError(`no check digit for ${body}`);
}

/** The French VAT number of a SIREN: key = (12 + 3 × (SIREN mod 97)) mod 97. */
export function frenchVatNumber(siren: string): string {
  return `FR${String((12 + 3 * mod97(siren)) % 97).padStart(2, '0')}${siren}`;
}

/** An IBAN of a French account with a right national key (clé RIB) and right check digits. Digits only. */
export function frenchIban(bank: string, branch: string, account: string): string {
  const sum = 89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(account);
  const key = String(97n - (sum % 97n)).padStart(2, '0');
  const bban = `${bank}${branch}${account}${key}`;
  return `FR${ibanCheckDigits('FR', bban)}${bban}`;
}

/** An account at a bank of the country; the country's own check digits are right where the table knows them. */
export function inventedAccount(country: string, random: Random): DemoAccount {
  if (country === 'FR') {
    const [bank, bic] = random.pick(FRENCH_BANKS);
    return { iban: frenchIban(bank, `0${random.digits(4)}`, `00${random.digits(9)}`), bic };
  }
  const [bank, bic] = FOREIGN_BANKS[country as keyof typeof FOREIGN_BANKS];
  const bban = `${bank}${nationalAccount(country, bank, random)}`;
  return { iban: `${country}${ibanCheckDigits(country, bban)}${bban}`, bic };
}

function nationalAccount(country: string, bank: string, random: Random): string {
  if (country === 'DE') return random.digits(10);
  if (country === 'LU') return random.digits(13);
  if (country === 'CH') return random.digits(12);
  const account = random.digits(7);
  return `${account}${String(BigInt(bank + account) % 97n || 97n).padStart(2, '0')}`;
}
