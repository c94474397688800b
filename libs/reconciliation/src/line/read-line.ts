import { compact, isBelgianReference, isCreditorReference, isIban, isQrReference, parseMinor } from '@lettrage/domain';
import type { Day, TransactionLine } from '@lettrage/domain';
import { amountKey, foldedNameKey, fullNameKey, wordKeys } from '../keys/item-keys.js';
import type { LineKeys } from '../model.js';
import { BREAK, foldName, namesWithin, nameWords, spellings } from '../payer/name.js';
import { partsOfAdditional } from './bank-notes.js';
import { atomsOf, compactReference, eachHit, normaliseText, type Atom } from '../text/normalise.js';
import { INVOICE_WORDS, MONTH_OF, NAME_FILLERS, LEGAL_FORMS, FILLER_WORDS } from '../text/vocabulary.js';
import { readReferences, type Mention } from './read-references.js';

/** A month the text names, 1 … 12, with its year if that follows. */
export interface NamedMonth {
  readonly word: string;
  readonly month: number;
  readonly year?: string;
}

/** True if a day is in a named month. */
export function isMonthOf({ month, year }: NamedMonth, day: Day): boolean {
  return Number.parseInt(day.slice(5, 7), 10) === month && (year === undefined || year === day.slice(0, 4));
}

/** A bank line, read once: what its text may refer to and who it says paid. */
export interface ReadLine {
  readonly line: TransactionLine;
  /** Minor units, signed. */
  readonly amount: bigint;
  readonly mentions: readonly Mention[];
  readonly fields: readonly (readonly Atom[])[];
  /** Every word of the text fields. */
  readonly words: ReadonlySet<string>;
  /** Free text of the line, normalised, without the bank's own codes. */
  readonly text: string;
  /** The same with them. */
  readonly told: string;
  /** Telling words of the payer's name as the bank gives it; empty where the line is only a label. */
  readonly payerName: readonly string[];
  /** The line is one label, whose name field, if any, was taken out of it: what stands at its end may be cut. */
  readonly isLabel: boolean;
  /** The payer's account, if the bank gives one that can be an account. */
  readonly account: string | undefined;
  /** Telling words of the label in order: where there is no name field, the name is among them. */
  readonly labelName: readonly string[];
  /** Telling words after "POUR", "P/C" or "OBO", or of the ultimate debtor. */
  readonly onBehalfOf: readonly string[] | undefined;
  /** Months named in the text. */
  readonly months: readonly NamedMonth[];
}

const ON_BEHALF =
  /(?:^|[ /])(?:P\/C|P\.C\.?|PC|PCO|POUR LE COMPTE DE|POUR COMPTE(?: DE)?|POUR CPTE?(?: DE)?|POUR|O\/B\/O|OBO|ON BEHALF OF|B\/O)(?: +| *: *|$)/;

/** Place of the end-to-end id among the fields. */
export const END_TO_END_FIELD = 2;
/** Place of the bank's own codes among the fields, after reference, remittance, end-to-end id and additional text. */
export const NOTED_FIELD = 4;

/** A line is read for its keys and again to be decided: the second time what was read is still known. */
const READ = new WeakMap<TransactionLine, ReadLine>();

/** Reads a bank line. Pure; linear in the length of its texts. */
export function readLine(line: TransactionLine): ReadLine {
  let read = READ.get(line);
  if (read === undefined) READ.set(line, (read = readAnew(line)));
  return read;
}

/** True if the text has one of these words. */
export function says({ words }: ReadLine, wanted: ReadonlySet<string>): boolean {
  for (const word of words) if (wanted.has(word)) return true;
  return false;
}

/** Forgets what was read of a line that is decided. */
export function forget(line: TransactionLine): void {
  READ.delete(line);
}

function readAnew(line: TransactionLine): ReadLine {
  const { said, noted } = partsOfAdditional(line.additional);
  const texts = [line.structuredReference, line.remittance, line.endToEndId, said, noted].map((text) =>
    normaliseText(text ?? ''),
  );
  const fields = texts.map(atomsOf);
  const text = `${texts[1]!} ${texts[3]!}`.trim();
  const mentions: Mention[] = [];
  fields.forEach((atoms, field) => {
    if (atoms.length > 0) for (const mention of readReferences(atoms, field)) mentions.push(mention);
  });
  for (const mention of checkedReferences(texts)) mentions.push(mention);
  const payerName = nameWords(line.counterparty?.name ?? '').slice(0, MOST_WORDS);
  const isLabel = payerName.length === 0 || isTakenFromText(line);
  const labelName = payerName.length > 0 ? [] : labelWords(text);
  const onBehalfOf = behalf(line, text);
  const words = new Set<string>();
  for (const atoms of fields) for (const atom of atoms) if (!atom.digits) words.add(atom.text);
  const months = monthsOf(fields.slice(0, NOTED_FIELD).flat(), isLabel);
  addNumericMonths(text, months);
  return {
    line,
    amount: parseMinor(line.amount, line.currency),
    mentions,
    fields,
    words,
    text,
    told: texts[NOTED_FIELD] === '' ? text : `${text} ${texts[NOTED_FIELD]!}`,
    payerName,
    isLabel,
    account: payerIban(line),
    labelName,
    onBehalfOf,
    months,
  };
}

/** `VIR SEPA RECU /DE ACME /MOTIF FACT 12 ET`: the reader has read the name in the text, and has no other field. */
function isTakenFromText({ counterparty, remittance, endToEndId, code }: TransactionLine): boolean {
  const name = counterparty?.name;
  if (name === undefined || counterparty?.iban !== undefined || endToEndId !== undefined) return false;
  return code?.domain === undefined && (remittance ?? '').includes(name);
}

/** Month names with the year after them. The last word of a label may be cut: `MAI` of MAINTENANCE is no month. */
function monthsOf(atoms: readonly Atom[], label: boolean): NamedMonth[] {
  const months: NamedMonth[] = [];
  atoms.forEach(({ text, digits }, at) => {
    const month = digits ? undefined : MONTH_OF.get(text);
    const mayBeCut = label && at === atoms.length - 1 && text.length <= 4;
    if (month === undefined || mayBeCut) return;
    const next = atoms[at + 1]?.text ?? '';
    months.push({ word: text, month, ...(/^20\d\d$/.test(next) && { year: next }) });
  });
  return months;
}

/** `07/2026`, `07-2026`, `07 2026`, `07/26`, `2026-07`, `M07`: months in digits, neither part of a date nor of a number. */
function addNumericMonths(text: string, months: NamedMonth[]): void {
  if (!MONTH_DIGITS.test(text)) return;
  for (const pattern of MONTHS_IN_DIGITS) {
    pattern.lastIndex = 0;
    for (let hit = pattern.exec(text); hit; hit = pattern.exec(text)) {
      const { month, year } = hit.groups!;
      months.push({
        word: hit[0],
        month: Number.parseInt(month!, 10),
        ...(year !== undefined && { year: year.length === 2 ? `20${year}` : year }),
      });
    }
  }
}

const MONTH_DIGITS = /0[1-9]|1[0-2]/;

const MONTHS_IN_DIGITS: readonly RegExp[] = [
  /(?<![A-Z0-9/.-])(?<!\d[ /.-])(?<month>0[1-9]|1[0-2])[/.-]? ?(?<year>20[2-9]\d)(?![A-Z0-9]|[/.-]\d)/g,
  /(?<![A-Z0-9/.-])(?<!\d[ /.-])(?<month>0[1-9]|1[0-2])[/.-](?<year>[2-9]\d)(?![A-Z0-9]|[/.-]\d)/g,
  /(?<![A-Z0-9/.-])(?<year>20[2-9]\d)[/.-](?<month>0[1-9]|1[0-2])(?![A-Z0-9]|[/.-]\d)/g,
  /(?<![A-Z0-9])M(?<month>0[1-9]|1[0-2])(?![A-Z0-9])/g,
];

/** References with check digits, also in printed groups: creditor references (RF), Swiss QR, Belgian structured. */
function checkedReferences(texts: readonly string[]): Mention[] {
  const mentions: Mention[] = [];
  const add = (reference: string, field: number): void => {
    mentions.push({
      keys: [{ key: `ref:${reference}`, form: 'reference' }],
      text: reference,
      field,
      from: -1,
      to: -1,
      context: 'invoice',
      credit: false,
    });
  };
  texts.forEach((text, field) => {
    if (text.length < SHORTEST_CHECKED) return;
    eachHit(CREDITOR_REFERENCE, text, (_, at) => {
      const run = compactReference(text.slice(at, at + 60)).slice(0, 25);
      for (let length = 5; length <= run.length; length++) {
        const candidate = run.slice(0, length);
        if (isCreditorReference(candidate)) add(candidate, field);
      }
    });
    eachHit(DIGITS_IN_GROUPS, text, (run) => {
      const digits = run.replace(/\D/g, '');
      if (isBelgianReference(digits) || isQrReference(digits)) add(digits, field);
    });
  });
  return mentions;
}

const SHORTEST_CHECKED = 5;
const CREDITOR_REFERENCE = /(?<![A-Z0-9])RF ?\d\d/g;
const DIGITS_IN_GROUPS = /(?<!\d)\d[\d /.+]{10,40}\d(?!\d)/g;

/** A payer's name stands among the first words of a label. */
const MOST_WORDS = 80;

/** What banks put before the parts of a label. A name does not reach across one: `/ORDP/ROBERT M/REMI/3352`, `SVWZ+RE 12`. */
const TAG =
  /(?<![A-Z0-9])(?:EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE)\+|\/(?:EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|BENM|ORDP|REMI|PURP|CSID|ISDT|OCMT|RTRN|NAME|IBAN|BIC|NPY|NPO|NBE|RCN|LCC|IPY|CPY|DE|MOTIF|REF|ADDR|INFO|ROC|INV)(?=[/ ]|$)/g;

/** What may be a whole name of two to four words in the text beside a name field. */
export function namesInText({ text, payerName }: ReadLine): string[][] {
  return payerName.length === 0 ? [] : namesWithin(foldName(labelWords(text))).filter(({ length }) => length >= 2);
}

function labelWords(text: string): string[] {
  const words =
    text
      .replace(/['.]/g, (mark) => (mark === '.' ? '' : ' '))
      .replace(TAG, ' | ')
      .match(/[A-Z0-9]+|\|/g) ?? [];
  const telling = words
    .slice(0, MOST_WORDS)
    .filter(
      (word) =>
        word === BREAK ||
        (word.length >= 2 &&
          /^[A-Z]/.test(word) &&
          !/\d{2}/.test(word) &&
          !LEGAL_FORMS.has(word) &&
          !NAME_FILLERS.has(word)),
    );
  return telling.every((word) => word === BREAK) ? [] : telling;
}

/** French public accountants, who pay for every town hall and school of a district. */
const PUBLIC_ACCOUNTANT =
  /^(?:SGC|SERVICES? DE GESTION COMPTABLE|TRESORERIE|TRESOR PUBLIC|PAIERIE|DGFIP|DRFIP|DDFIP|CENTRE DES FINANCES PUBLIQUES)(?![A-Z0-9])/;
/** What the bodies they pay for are called. */
const PUBLIC_BODY =
  /(?<![A-Z0-9])(?:COMMUNE|VILLE|MAIRIE|COMMUNAUTE|METROPOLE|DEPARTEMENT|REGION|SYNDICAT|CCAS|EHPAD|LYCEE|COLLEGE|ECOLE|SDIS|HOPITAL)(?![A-Z0-9])/;

function behalf(line: TransactionLine, text: string): readonly string[] | undefined {
  const name = line.counterparty?.name ?? '';
  const ultimate = nameWords(line.counterparty?.ultimateName ?? '');
  if (ultimate.length > 0 && fullNameKey(ultimate) !== fullNameKey(nameWords(name))) return ultimate;
  const body = PUBLIC_ACCOUNTANT.test(normaliseText(name)) ? PUBLIC_BODY.exec(text) : null;
  if (body) return labelWords(text.slice(body.index));
  const marker = ON_BEHALF.exec(text);
  if (!marker) return undefined;
  const rest = text.slice(marker.index + marker[0].length);
  const first = /^[A-Z]+/.exec(rest)?.[0] ?? '';
  const aboutInvoice =
    rest !== '' && (first === '' || INVOICE_WORDS.has(first) || FILLER_WORDS.has(first) || NAME_FILLERS.has(first));
  if (aboutInvoice && first !== 'LE' && first !== 'LA') return undefined;
  const words = labelWords(rest);
  const end = words.indexOf(BREAK, 1);
  return words.slice(words[0] === BREAK ? 1 : 0, end < 0 ? undefined : end);
}

/** The keys under which the book is asked about a line. */
export function lineKeys(read: ReadLine): LineKeys {
  const { line } = read;
  const items = new Set<string>();
  const expand = new Set<string>();
  for (const mention of read.mentions) {
    for (const { key, form } of mention.keys) {
      items.add(key);
      if (form !== 'sequence' || mention.context === 'invoice') expand.add(key);
    }
  }
  const absolute = read.amount < 0n ? -read.amount : read.amount;
  items.add(amountKey(line.currency, absolute));
  if (read.amount < 0n) items.add(amountKey(line.currency, read.amount));
  return {
    transaction: line.ref,
    items: [...items],
    expand: [...expand],
    customers: payerKeys(read),
    past: pastKeys(line),
  };
}

function payerKeys(read: ReadLine): string[] {
  const keys = new Set<string>();
  if (read.account) keys.add(`iban:${read.account}`);
  for (const printed of [read.payerName, read.onBehalfOf ?? [], read.labelName]) {
    if (printed.length === 0) continue;
    if (printed !== read.labelName) keys.add(fullNameKey(printed));
    if (printed !== read.payerName) for (const name of namesWithin(foldName(printed))) keys.add(foldedNameKey(name));
    for (const words of spellings(printed))
      for (const word of words) if (word !== BREAK) for (const key of wordKeys(word)) keys.add(key);
  }
  for (const name of namesInText(read)) keys.add(foldedNameKey(name));
  return [...keys];
}

function payerIban(line: TransactionLine): string | undefined {
  const iban = line.counterparty?.iban ? compact(line.counterparty.iban) : undefined;
  return iban && (isIban(iban) || !/^[A-Z]{2}\d{2}/.test(iban)) ? iban : undefined;
}

/** What ties a returned payment to the one it returns. */
export function pastKeys(line: TransactionLine): string[] {
  const keys: string[] = [];
  if (line.endToEndId) keys.push(`e2e:${line.endToEndId}`);
  if (line.mandateId) keys.push(`mandate:${line.mandateId}`);
  // Only what goes out is given back: every collection of a batch would ask for all the others.
  if (line.paymentInformationId && line.amount.startsWith('-')) keys.push(`batch:${line.paymentInformationId}`);
  return keys;
}
