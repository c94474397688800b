import type { TransactionLine } from '@lettrage/adapter-sdk';
import type { LineReferences } from '@lettrage/formats';
import { written } from './camt.amount.js';
import { child, textAt, type CamtElement } from './camt.element.js';
import type { EntryFacts } from './camt.entry.js';
import { addDetail, addEntry, AdditionalText } from './camt.additional.js';
import {
  chargesOf,
  codeOf,
  defined,
  originalOf,
  remittanceOf,
  returnOf,
  structuredReferenceOf,
  writtenCharges,
} from './camt.fields.js';
import { addAmounts, addCharges } from './camt.other-amounts.js';
import { partySides, type AccountHolder, type PartySides } from './camt.party.js';

/** The account an entry belongs to and the references given out so far in the file. */
export interface TransactionContext {
  readonly account: string;
  readonly holder: AccountHolder;
  readonly references: LineReferences;
  /** Path of the entry, such as `BkToCstmrStmt/Stmt[1]/Ntry[3]`. */
  readonly path: string;
}

/** One transaction to write. */
export interface TransactionPart {
  readonly entry: CamtElement;
  readonly facts: EntryFacts;
  readonly detail?: CamtElement;
  /** Batch information of the detail's own `NtryDtls`; the entry's first where it has none. */
  readonly group?: CamtElement;
  /** Details that could not be parted into movements of their own. */
  readonly parts?: readonly CamtElement[];
  readonly minor: bigint;
  /** Index and number of parts, of an entry that has several. */
  readonly batch?: { readonly index: number; readonly count: number };
  /** Remittance instead of the detail's own. */
  readonly remittance?: string;
}

type Building<T> = { -readonly [Key in keyof T]: T[Key] };

/** Builds the public line of an entry or of one of its details. Throws `CamtProblem`. */
export function transactionLine(part: TransactionPart, context: TransactionContext): TransactionLine {
  const { entry, facts, detail, minor, batch } = part;
  const references = child(detail, 'Refs');
  const entryReference = textAt(entry, 'AcctSvcrRef');
  const bankReference = textAt(references, 'AcctSvcrRef') ?? entryReference;
  const endToEndId = provided(textAt(references, 'EndToEndId'));
  const mandateId = provided(textAt(references, 'MndtId'));
  const paymentInformationId = provided(
    textAt(references, 'PmtInfId') ?? textAt(part.group ?? facts.batch, 'PmtInfId'),
  );
  const remittance = part.remittance ?? remittanceOf(detail);
  const structuredReference = structuredReferenceOf(detail);
  const sides = partySides(detail, { credit: minor >= 0n, reversal: facts.reversal }, context.holder);
  const { counterparty } = sides;
  // The bank's text on an entry tells of one movement; on several it would be told several times over.
  const words = wordsOf(entry, detail, batch === undefined);
  const amount = written(minor, facts.currency);
  const text = remittance ?? identityText(facts, detail, words);
  const ref = context.references.next({
    account: context.account,
    bookingDate: facts.bookingDate,
    amount,
    currency: facts.currency,
    bankReference,
    endToEndId,
    text: structuredReference === undefined ? text : `${structuredReference} ${remittance ?? ''}`,
    counterparty,
    index: batch?.index,
  });
  // Key by key and in the order of the interface: a copy without the undefined ones costs more than reading the entry.
  const line: Building<TransactionLine> = {
    type: 'transaction',
    ref,
    bookingDate: facts.bookingDate,
  } as TransactionLine;
  if (facts.valueDate !== undefined) line.valueDate = facts.valueDate;
  line.amount = amount;
  line.currency = facts.currency;
  line.status = facts.status;
  line.reversal = facts.reversal;
  const named = bankReference ?? textAt(entry, 'NtryRef');
  if (named !== undefined) line.bankReference = named;
  if (endToEndId !== undefined) line.endToEndId = endToEndId;
  if (mandateId !== undefined) line.mandateId = mandateId;
  if (paymentInformationId !== undefined) line.paymentInformationId = paymentInformationId;
  if (structuredReference !== undefined) line.structuredReference = structuredReference;
  if (remittance !== undefined) line.remittance = remittance;
  if (counterparty !== undefined) line.counterparty = counterparty;
  addMoney(line, part);
  addBatch(line, part, bankReference);
  const additional = additionalOf(part, line, words, sides, bankReference, context);
  if (additional !== undefined) line.additional = additional;
  line.origin = {
    line: (detail ?? entry).line,
    path: batch && detail ? `${context.path}/TxDtls[${batch.index}]` : context.path,
  };
  return line;
}

/** Code, original amount, charges and return. */
function addMoney(line: Building<TransactionLine>, { entry, facts, detail, batch }: TransactionPart): void {
  const code = codeOf(detail, entry);
  if (code !== undefined) line.code = code;
  const original = originalIn(detail, batch ? undefined : entry, facts.currency);
  if (original !== undefined) line.original = original;
  const own = chargesOf(detail);
  const charges = writtenCharges(own.length > 0 || batch ? own : chargesOf(entry));
  if (charges !== undefined) line.charges = charges;
  const returned = returnOf(detail);
  if (returned !== undefined) line.return = returned;
}

/** The detail's, else the entry's; a rate that only the entry tells belongs to the detail's amount in that currency. */
function originalIn(
  detail: CamtElement | undefined,
  entry: CamtElement | undefined,
  currency: string,
): TransactionLine['original'] {
  const own = originalOf(detail, currency);
  const whole = own?.rate === undefined ? originalOf(entry, currency) : undefined;
  if (own === undefined || whole?.rate === undefined || whole.currency !== own.currency) return own ?? whole;
  return { ...own, rate: whole.rate };
}

function addBatch(
  line: Building<TransactionLine>,
  { entry, facts, group = facts.batch, batch }: TransactionPart,
  bankReference: string | undefined,
): void {
  if (batch === undefined) return;
  const ref =
    textAt(group, 'PmtInfId') ??
    textAt(group, 'MsgId') ??
    textAt(entry, 'AcctSvcrRef') ??
    bankReference ??
    textAt(entry, 'NtryRef');
  line.batch = defined({ ref, ...batch, total: written(facts.minor, facts.currency) });
}

function additionalOf(
  { entry, facts, detail, parts, group = facts.batch, batch }: TransactionPart,
  line: TransactionLine,
  words: readonly string[],
  sides: PartySides,
  bankReference: string | undefined,
  context: TransactionContext,
): string | undefined {
  const additional = new AdditionalText();
  for (const word of words) additional.add(word);
  // The references of the entry that gave way to the detail's tie the line to other messages of the same money.
  const number = textAt(entry, 'NtryRef');
  if (number !== line.bankReference) additional.add(number, 'NtryRef');
  const entryReference = textAt(entry, 'AcctSvcrRef');
  if (entryReference !== bankReference) additional.add(entryReference, 'AcctSvcrRef');
  addEntry(additional, entry, group, detail === undefined && batch === undefined);
  if (detail !== undefined) addDetail(additional, detail, sides);
  addMoneyTold(additional, entry, detail, line);
  for (const each of parts?.slice(0, MOST_TOLD) ?? []) addPart(additional, each, line, context);
  return additional.empty ? undefined : additional.toString();
}

/** Of an entry whose details make one line, so many are told of one by one; a text has its cap anyway. */
const MOST_TOLD = 200;

/** What a detail would have said in fields of a line of its own. */
function addPart(
  additional: AdditionalText,
  detail: CamtElement,
  line: TransactionLine,
  { holder }: TransactionContext,
): void {
  const references = child(detail, 'Refs');
  for (const name of ['AcctSvcrRef', 'EndToEndId', 'MndtId', 'PmtInfId'])
    additional.add(textAt(references, name), name);
  const credit = !line.amount.startsWith('-');
  const sides = partySides(detail, { credit, reversal: line.reversal }, holder);
  const { name, iban, ultimateName } = sides.counterparty ?? {};
  for (const text of [name, iban, ultimateName]) additional.add(text, credit ? 'Dbtr' : 'Cdtr');
  addDetail(additional, detail, sides);
  addAmounts(additional, detail, line);
}

/** Amounts and charges beyond the fields: the detail's; the entry's where it stands for the detail, charges once. */
function addMoneyTold(
  additional: AdditionalText,
  entry: CamtElement,
  detail: CamtElement | undefined,
  line: TransactionLine,
): void {
  addAmounts(additional, detail, line);
  addCharges(additional, detail);
  if (line.batch === undefined && child(detail, 'AmtDtls') === undefined) addAmounts(additional, entry, line);
  if (line.batch === undefined) addCharges(additional, entry);
  else if (line.batch.index === 1) {
    const charges = writtenCharges(chargesOf(entry)) ?? [];
    for (const { amount, currency } of charges) additional.add(`${amount} ${currency}`, 'Ntry/Chrgs');
  }
}

/** What the bank says in words. */
function wordsOf(entry: CamtElement, detail: CamtElement | undefined, single: boolean): readonly string[] {
  const own = single ? textAt(entry, 'AddtlNtryInf') : undefined;
  const told = textAt(detail, 'AddtlTxInf');
  if (own === undefined) return told === undefined ? NO_WORDS : [told];
  return told === undefined ? [own] : [own, told];
}

const NO_WORDS: readonly string[] = [];

/** References that tell two movements apart which have no text; never the entry's number, which is the statement's. */
const TELLING = ['MsgId', 'InstrId', 'TxId', 'UETR', 'ChqNb', 'ClrSysRef', 'AcctOwnrTxId', 'AcctSvcrTxId', 'PrcgId'];

function identityText(
  facts: EntryFacts,
  detail: CamtElement | undefined,
  words: readonly string[],
): string | undefined {
  const references = child(detail, 'Refs');
  const told = TELLING.map((name) => textAt(references, name));
  const batch = detail === undefined ? textAt(facts.batch, 'MsgId') : undefined;
  const parts = [...words, batch, ...told].filter((part) => provided(part) !== undefined);
  return parts.length === 0 ? undefined : parts.join(' ');
}

/** `NOTPROVIDED` is the filler agreed where a reference is mandatory and there is none. */
function provided(text: string | undefined): string | undefined {
  return text === 'NOTPROVIDED' ? undefined : text;
}
