import {
  formatMinor,
  formatScaled,
  isCurrency,
  isIban,
  type Charge,
  type TransactionLine,
} from '@lettrage/adapter-sdk';
import { CfonbProblem, scaledMinor, signedMinor } from './cfonb.amount.js';

/** What the complements (05) of one movement say. `notes` is what has no field of its own. */
export interface Complements {
  payerName?: string;
  beneficiaryName?: string;
  ultimateDebtor?: string;
  ultimateCreditor?: string;
  iban?: string;
  endToEndId?: string;
  paymentInformationId?: string;
  structuredReference?: string;
  mandateId?: string;
  original?: TransactionLine['original'];
  readonly charges: Charge[];
  /** Free labels and remittance text, in file order. */
  readonly texts: string[];
  readonly notes: string[];
}

/** No complement yet. */
export function noComplements(): Complements {
  return { charges: [], texts: [], notes: [] };
}

type Single =
  | 'payerName'
  | 'beneficiaryName'
  | 'ultimateDebtor'
  | 'ultimateCreditor'
  | 'endToEndId'
  | 'paymentInformationId'
  | 'structuredReference'
  | 'mandateId';

/** Qualifiers that fill one field; with `parts` it is the first 35 characters, and the rest goes to the notes. */
const SINGLES: ReadonlyMap<string, { readonly field: Single; readonly parts?: string }> = new Map([
  ['NPY', { field: 'payerName' }],
  ['NBE', { field: 'beneficiaryName' }],
  ['NPO', { field: 'ultimateDebtor' }],
  ['NBU', { field: 'ultimateCreditor' }],
  ['RCN', { field: 'endToEndId', parts: 'purpose' }],
  ['REF', { field: 'paymentInformationId', parts: 'instruction' }],
  ['LCS', { field: 'structuredReference', parts: 'LCS' }],
  ['RUM', { field: 'mandateId', parts: 'sequence' }],
]);

const NOTED = new Set(['IPY', 'IBE', 'IPO', 'IBU']);
const ACCOUNTS = new Set(['CBE', 'CPY']);
/** The end-to-end reference agreed for "there is none". */
const NOT_PROVIDED = /^NOT ?PROVIDED$/i;

/** Adds a complement (05) to those of its movement. `amount` is the movement's field, which legacy complements repeat. */
export function addComplement(to: Complements, record: string, amount: string): void {
  const qualifier = record.slice(45, 48).toUpperCase();
  const single = SINGLES.get(qualifier);
  if (single) {
    addSingle(to, single, qualifier, record);
    return;
  }
  const information = record.slice(48, 118);
  if (qualifier === 'LIB') addText(to, information);
  else if (qualifier === 'LCC' || qualifier === 'LC2') addRemittance(to, qualifier, information);
  else if (qualifier === 'MMO') addOriginal(to, information);
  else if (qualifier === 'FEE') addCharge(to, information);
  else if (ACCOUNTS.has(qualifier)) addAccount(to, qualifier, information);
  else if (NOTED.has(qualifier)) note(to, `${qualifier} ${information}`);
  else if (isLegacy(record, amount)) addText(to, record.slice(40, 81));
  else note(to, record.slice(40, 45).trim() === '' ? `${record.slice(45, 48)} ${record.slice(48)}` : record.slice(40));
}

function addSingle(
  to: Complements,
  { field, parts }: { field: Single; parts?: string },
  qualifier: string,
  record: string,
): void {
  const value = record.slice(48, parts === undefined ? 118 : 83).trim();
  const second = parts === undefined ? '' : record.slice(83, 118).trim();
  if (second !== '') note(to, `${parts} ${second}`);
  if (value === '' || (field === 'endToEndId' && NOT_PROVIDED.test(value))) return;
  // The first counts; another one is kept where a person can see it.
  if (to[field] === undefined) to[field] = value;
  else if (to[field] !== value) note(to, `${qualifier} ${value}`);
}

function addText(to: Complements, text: string): void {
  const trimmed = text.trim();
  if (trimmed !== '') to.texts.push(trimmed);
}

/** Remittance lines are slices of one text: LC2 goes on where LCC ended, without a blank if that was full. */
function addRemittance(to: Complements, qualifier: string, information: string): void {
  const last = to.texts.at(-1);
  if (qualifier === 'LC2' && last !== undefined && last.length === 70) {
    to.texts[to.texts.length - 1] = (last + information).trimEnd();
  } else addText(to, information);
}

/** MMO: currency, decimals, amount, and the rate with its decimals. The raw text stays in the notes. */
function addOriginal(to: Complements, information: string): void {
  note(to, `MMO ${information}`);
  const amount = foreignAmount(information);
  if (amount === undefined || to.original) return;
  const rate = rateOf(information);
  to.original = { ...amount, ...(rate === undefined ? {} : { rate }) };
}

/** FEE has the shape of MMO; what it holds was taken by the bank and lies inside the movement's amount. */
function addCharge(to: Complements, information: string): void {
  note(to, `FEE ${information}`);
  const amount = foreignAmount(information);
  if (amount) to.charges.push({ ...amount, included: true });
}

function foreignAmount(information: string): { amount: string; currency: string } | undefined {
  const currency = information.slice(0, 3).toUpperCase();
  const digits = information.slice(4, 18).trim();
  if (!isCurrency(currency) || !/^\d{1,14}$/.test(digits)) return undefined;
  try {
    const minor = scaledMinor(digits, information.slice(3, 4).trim(), currency, '53-66');
    return { amount: formatMinor(minor, currency), currency };
  } catch (error) {
    if (error instanceof CfonbProblem) return undefined;
    throw error;
  }
}

function rateOf(information: string): string | undefined {
  const decimals = information.slice(18, 20).trim();
  const digits = information.slice(20, 31).trim();
  if (!/^\d{1,2}$/.test(decimals) || !/^\d{1,11}$/.test(digits) || /^0+$/.test(digits)) return undefined;
  const places = Number(decimals);
  return places <= 11 ? formatScaled(BigInt(digits), places) : undefined;
}

function addAccount(to: Complements, qualifier: string, information: string): void {
  const iban = (information.trim().split(/\s{2,}/)[0] ?? '').replace(/\s/g, '').toUpperCase();
  if (to.iban === undefined && isIban(iban)) {
    to.iban = iban;
    const rest = information
      .trim()
      .slice((information.trim().split(/\s{2,}/)[0] ?? '').length)
      .trim();
    if (rest !== '') note(to, `${qualifier} ${rest}`);
  } else note(to, `${qualifier} ${information}`);
}

/** Some banks write complements without a qualifier: the label at 41-81 and the movement's amount once more. */
function isLegacy(record: string, amount: string): boolean {
  const repeated = record.slice(90, 104);
  if (repeated.toUpperCase() !== amount.toUpperCase()) return false;
  try {
    signedMinor(repeated, '2', 'EUR');
    return true;
  } catch (error) {
    if (error instanceof CfonbProblem) return false;
    throw error;
  }
}

function note(to: Complements, text: string): void {
  const plain = text.replace(/\s+/g, ' ').trim();
  if (plain.length > 3 || !/^[A-Z]{3}$/.test(plain)) to.notes.push(plain);
}
