import { isCurrency, isDay, PAYOUT_ITEM_KINDS, payoutFault as sumFault } from '@lettrage/adapter-sdk';
import type { ProviderPayout } from '@lettrage/adapter-sdk';

/** Shapes at the boundary: what an adapter hands over is looked at before anything believes it. */

const AMOUNT = /^-?\d{1,18}(\.\d{1,10})?$/;
const MOST_RECORDS = 50_000;

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isAmount = (value: unknown): boolean => typeof value === 'string' && AMOUNT.test(value);
const isCivilDay = (value: unknown): boolean => typeof value === 'string' && isDay(value);

/** What is wrong with a statement line, or undefined. */
export function statementLineFault(line: unknown): string | undefined {
  if (!isPlain(line)) return 'a statement line is not an object';
  switch (line['type']) {
    case 'statement':
      return isPlain(line['account']) && isPlain(line['source'])
        ? undefined
        : 'a statement has no account or no source';
    case 'transaction':
      if (!isText(line['ref'])) return 'a transaction has no ref';
      if (!isCivilDay(line['bookingDate'])) return 'a transaction has no booking day';
      if (!isAmount(line['amount'])) return 'the amount of a transaction is not a decimal string';
      if (!isText(line['currency'])) return 'a transaction has no currency';
      return line['status'] === 'booked' || line['status'] === 'pending'
        ? undefined
        : 'a transaction is neither booked nor pending';
    case 'statement-end':
      return isAmount(line['sum']) && Number.isInteger(line['count'])
        ? undefined
        : 'the end of a statement has no sum or no count';
    case 'problem':
      return isText(line['message']) && isText(line['code']) ? undefined : 'a problem has no code or no message';
    default:
      return 'a statement line has an unknown type';
  }
}

/** What is wrong with lines of an accounting file, or undefined. */
export function ledgerLinesFault(lines: unknown): string | undefined {
  if (!Array.isArray(lines)) return 'read() yields something else than arrays of lines';
  for (const line of lines as unknown[]) {
    if (!isPlain(line)) return 'a ledger line is not an object';
    if (!isText(line['account'])) return 'a ledger line has no account';
    if (!isCivilDay(line['date'])) return 'a ledger line has no day';
    if (!isAmount(line['debit']) || !isAmount(line['credit'])) return 'an amount of a ledger line is no decimal string';
  }
  return undefined;
}

/** True for a flat, printable cursor. */
export function isCursor(value: unknown): boolean {
  return isPlain(value) && Object.values(value).every((each) => ['string', 'number', 'boolean'].includes(typeof each));
}

/** What is wrong with a page of an invoice source, or undefined. */
export function invoicePageFault(page: unknown): string | undefined {
  if (!isPlain(page)) return 'a page is not an object';
  for (const part of ['customers', 'invoices', 'payments']) {
    const records = page[part];
    if (!Array.isArray(records)) return `a page has no ${part}`;
    if (records.length > MOST_RECORDS) return `a page has ${records.length} ${part}; the most is ${MOST_RECORDS}`;
    if (!records.every((each) => isPlain(each) && isText(each['externalId'])))
      return `one of the ${part} has no external id`;
  }
  if (!isCursor(page['cursor'])) return 'the cursor is not flat';
  if (typeof page['more'] !== 'boolean') return 'a page does not say whether more follow';
  return (
    (page['invoices'] as Plain[]).map(invoiceFault).find(Boolean) ??
    (page['payments'] as Plain[]).map(paymentFault).find(Boolean)
  );
}

function invoiceFault(invoice: Plain): string | undefined {
  const name = `invoice ${String(invoice['externalId'])}`;
  if (!isText(invoice['number']) || !isText(invoice['customerExternalId']))
    return `${name} has no number or no customer`;
  if (!isAmount(invoice['total']) || !isAmount(invoice['open']))
    return `${name}: total or open is not a decimal string`;
  if (!isCivilDay(invoice['issueDate']) || !isCivilDay(invoice['dueDate']))
    return `${name}: issue or due day is not a day`;
  return isText(invoice['currency']) ? undefined : `${name} has no currency`;
}

function paymentFault(payment: Plain): string | undefined {
  const name = `payment ${String(payment['externalId'])}`;
  if (!isAmount(payment['amount']) || !isCivilDay(payment['day'])) return `${name}: amount or day cannot be read`;
  return Array.isArray(payment['allocations']) ? undefined : `${name} has no list of allocations`;
}

/** What is wrong with the answer of a statement source, or undefined. */
export function fetchedFilesFault(answer: unknown): string | undefined {
  if (!isPlain(answer) || !Array.isArray(answer['files'])) return 'fetched files are not a list';
  const sound = answer['files'].every(
    (file) => isPlain(file) && isText(file['id']) && isText(file['name']) && file['bytes'] instanceof Uint8Array,
  );
  if (!sound) return 'a fetched file has no id, no name or no bytes';
  if (typeof answer['more'] !== 'boolean') return 'a page does not say whether more follow';
  return isCursor(answer['cursor']) ? undefined : 'the cursor is not flat';
}

/** What is wrong with lines of a payout report, or undefined. */
export function payoutLinesFault(lines: unknown): string | undefined {
  if (!Array.isArray(lines)) return 'read() yields something else than arrays of lines';
  for (const line of lines as unknown[]) {
    if (!isPlain(line)) return 'a line of a payout report is not an object';
    const fault = line['type'] === 'problem' ? problemsFault([line['problem']]) : payoutFault(line['payout']);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** What is wrong with a page of a payout source, or undefined. */
export function payoutPageFault(page: unknown): string | undefined {
  if (!isPlain(page) || !Array.isArray(page['payouts'])) return 'a page has no payouts';
  const fault = page['payouts'].map(payoutFault).find(Boolean);
  if (fault !== undefined) return fault;
  if (page['problems'] !== undefined && problemsFault(page['problems'])) return problemsFault(page['problems']);
  if (typeof page['more'] !== 'boolean') return 'a page does not say whether more follow';
  return isCursor(page['cursor']) ? undefined : 'the cursor is not flat';
}

/** Its shape, and whether its sums are those of its items: books are made of it. */
function payoutFault(payout: unknown): string | undefined {
  if (!isPlain(payout) || !isText(payout['id']) || !isText(payout['provider']))
    return 'a payout has no provider or no id';
  const name = `payout ${payout['id']}`;
  const { currency, items } = payout;
  if (!isCivilDay(payout['arrival'])) return `${name} has no day of arrival`;
  if (typeof currency !== 'string' || !isCurrency(currency)) return `${name} has no currency`;
  if (!Array.isArray(items) || items.length > MOST_RECORDS * 4) return `${name} has no list of items, or too many`;
  const unsound = (items as unknown[]).find((item) => !isPayoutItem(item));
  if (unsound !== undefined) return `an item of ${name} has no kind, id, amount, fee or references`;
  const fault = sumFault(payout as unknown as ProviderPayout);
  return fault === undefined ? undefined : `${name}: ${fault}`;
}

function isPayoutItem(item: unknown): boolean {
  if (!isPlain(item) || !isText(item['id']) || !isAmount(item['amount']) || !isAmount(item['fee'])) return false;
  const { feeVat, day, references } = item;
  return (
    PAYOUT_ITEM_KINDS.some((kind) => kind === item['kind']) &&
    (feeVat === undefined || isAmount(feeVat)) &&
    (day === undefined || isCivilDay(day)) &&
    Array.isArray(references) &&
    references.every((one) => isPlain(one) && isText(one['key']) && isText(one['value']))
  );
}

/** What is wrong with a page of a status source, or undefined. */
export function statusPageFault(page: unknown): string | undefined {
  if (!isPlain(page) || !Array.isArray(page['documents'])) return 'a status page has no list of documents';
  const sound = page['documents'].every(
    (one) =>
      isPlain(one) &&
      isText(one['id']) &&
      isText(one['name']) &&
      isText(one['receivedAt']) &&
      one['bytes'] instanceof Uint8Array &&
      (one['kind'] === 'status' || one['kind'] === 'invoice'),
  );
  if (!sound) return 'a status document has no id, name, kind, instant or bytes';
  if (typeof page['more'] !== 'boolean') return 'a page does not say whether more follow';
  return isCursor(page['cursor']) ? undefined : 'the cursor is not flat';
}

/** What is wrong with a list of problems, or undefined. */
export function problemsFault(problems: unknown): string | undefined {
  const sound =
    Array.isArray(problems) &&
    problems.every((each) => isPlain(each) && isText(each['message']) && isText(each['severity']));
  return sound ? undefined : 'problems are not a list of problems';
}
