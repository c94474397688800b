import { formatMinor, isCurrency, isIban, type Counterparty, type TransactionLine } from '@lettrage/adapter-sdk';
import { show, type LineReferences } from '@lettrage/formats';
import { dayOf, minorOf, OfxProblem, type OfxFields } from './ofx.values.js';

/** A `STMTTRN` with the aggregates inside it. */
export interface OfxTransaction {
  readonly line: number;
  readonly pending: boolean;
  readonly own: Map<string, string>;
  readonly payee: OfxFields;
  readonly to: OfxFields;
  readonly currency: OfxFields;
  readonly original: OfxFields;
}

/** Tags that have a field of their own; all others go to `additional`. */
const USED = new Set(['TRNTYPE', 'DTPOSTED', 'DTTRAN', 'DTAVAIL', 'TRNAMT', 'FITID', 'NAME', 'MEMO', 'EXTDNAME']);

/** Reads a transaction; throws {@link OfxProblem}. */
export function transactionLine(
  { line, pending, own, payee, to, currency: stated, original }: OfxTransaction,
  account: string,
  kept: string | undefined,
  references: LineReferences,
): { readonly line: TransactionLine; readonly minor: bigint } {
  if (kept === undefined) throw new OfxProblem('no-currency', 'the statement names no currency', 'CURDEF');
  const currency = currencyOf(stated, kept);
  const minor = minorOf(own.get('TRNAMT') ?? '', currency, 'STMTTRN/TRNAMT');
  const posted = own.get('DTPOSTED') ?? own.get('DTTRAN') ?? '';
  const bookingDate = dayOf(posted);
  if (bookingDate === undefined)
    throw new OfxProblem('bad-date', `"${show(posted)}" is not a day (expected YYYYMMDD)`, 'STMTTRN/DTPOSTED');
  const valueDate = dayOf(own.get('DTAVAIL'));
  const bankReference = own.get('FITID');
  const name = payee.get('NAME') ?? own.get('NAME');
  const remittance = remittanceOf(own);
  const counterparty = counterpartyOf(name, to);
  const additional = additionalOf(own, payee, to, original, stated);
  const amount = formatMinor(minor, currency);
  const type = own.get('TRNTYPE');
  const ref = references.next({
    account,
    bookingDate,
    amount,
    currency,
    bankReference,
    text: remittance,
    counterparty,
  });
  // Key by key: spreading conditional parts costs more than all else that is done with a line.
  const built: Building<TransactionLine> = { type: 'transaction', ref, bookingDate } as TransactionLine;
  if (valueDate !== undefined) built.valueDate = valueDate;
  built.amount = amount;
  built.currency = currency;
  built.status = pending ? 'pending' : 'booked';
  built.reversal = false;
  if (bankReference !== undefined) built.bankReference = bankReference;
  if (remittance !== undefined) built.remittance = remittance;
  if (counterparty !== undefined) built.counterparty = counterparty;
  if (type !== undefined) built.code = { proprietary: type };
  if (additional !== '') built.additional = additional;
  built.origin = { line };
  return { minor, line: built };
}

/** Of a transaction's own amount: that of its `CURRENCY`, else the one the account is kept in. */
function currencyOf(stated: OfxFields, kept: string): string {
  const currency = stated.get('CURSYM')?.toUpperCase() ?? kept;
  if (isCurrency(currency)) return currency;
  const message = `"${show(currency)}" is not a currency (expected an ISO 4217 code)`;
  throw new OfxProblem('bad-currency', message, 'STMTTRN/CURRENCY');
}

type Building<T> = { -readonly [Key in keyof T]: T[Key] };

/** Banks put the label in `NAME` and go on, or begin again, in `MEMO`. */
function remittanceOf(own: OfxFields): string | undefined {
  const name = own.get('NAME') ?? '';
  const [more, note] = [own.get('EXTDNAME') ?? '', own.get('MEMO') ?? ''];
  const memo = more === '' ? note : `${more} ${note}`.trim();
  const text = memo.startsWith(name) ? memo : `${name} ${memo}`;
  return text.trim() || undefined;
}

function counterpartyOf(name: string | undefined, to: OfxFields): Counterparty | undefined {
  const iban = to.size === 0 ? '' : (to.get('ACCTID') ?? '').replace(/\s/g, '').toUpperCase();
  if (iban === '' || !isIban(iban)) return name === undefined ? undefined : { name };
  return { ...(name === undefined ? {} : { name }), iban };
}

function additionalOf(own: OfxFields, payee: OfxFields, to: OfxFields, original: OfxFields, stated: OfxFields): string {
  let told = '';
  const tell = (label: string, value: string): void => {
    told += `${told === '' ? '' : '; '}${label} ${value}`;
  };
  for (const tag of own.keys()) if (!USED.has(tag)) tell(tag, own.get(tag)!);
  for (const [tag, value] of payee) if (tag !== 'NAME') tell(`PAYEE ${tag}`, value);
  if (to.size > 0) {
    const iban = (to.get('ACCTID') ?? '').replace(/\s/g, '').toUpperCase();
    for (const [tag, value] of to) if (tag !== 'ACCTID' || !isIban(iban)) tell(`TO ${tag}`, value);
  }
  for (const [tag, value] of original) tell(`ORIGINAL ${tag}`, value);
  for (const [tag, value] of stated) if (tag !== 'CURSYM') tell(tag, value);
  return told;
}
