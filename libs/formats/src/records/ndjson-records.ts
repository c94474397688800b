import {
  AmountError,
  isCurrency,
  isDay,
  parseMinor,
  type Advice,
  type HistoryRecord,
  type Problem,
  type TransactionLine,
} from '@lettrage/domain';
import { problemAt, shown, type RecordPlace } from './problem-at.js';
import type { ReadRecordsOptions } from './read-open-items.js';
import { linesOf, utf8Chunks } from './text-chunks.js';

/** Records of an NDJSON file with the problems of those that were refused. */
export interface RecordFile<Record> {
  readonly records: readonly Record[];
  readonly problems: readonly Problem[];
}

/** Reads history (interfaces: History): transactions a person or the books of record have confirmed, oldest first. */
export async function readHistory(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadRecordsOptions = {},
): Promise<RecordFile<HistoryRecord>> {
  return readRecords(chunks, options, historyOf);
}

/** Reads advice (interfaces: Advice). Whether an advice explains a line is the engine's to say. */
export async function readAdvice(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadRecordsOptions = {},
): Promise<RecordFile<Advice>> {
  return readRecords(chunks, options, adviceOf);
}

/** Reads transactions of statement lines (interfaces: Statement lines); lines of other types are skipped. */
export async function readTransactions(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadRecordsOptions = {},
): Promise<RecordFile<TransactionLine>> {
  return readRecords(chunks, options, (value, check) =>
    value['type'] === 'transaction' ? transactionOf(value, check, '') : undefined,
  );
}

/** Writes records as NDJSON, one object a line. */
export function writeNdjson(records: Iterable<unknown>): string {
  let text = '';
  for (const record of records) text += `${JSON.stringify(record)}\n`;
  return text;
}

type Json = Readonly<Record<string, unknown>>;

/** Collects what is wrong with one record. */
class Check {
  sound = true;

  constructor(
    private readonly place: RecordPlace,
    private readonly problems: Problem[],
  ) {}

  refuse(field: string, message: string): void {
    this.sound = false;
    this.problems.push(problemAt('error', 'record', `${field} ${message}`, this.place, field));
  }

  text(value: unknown, field: string): string {
    if (typeof value === 'string' && value !== '') return value;
    this.refuse(field, 'must be a text that is not empty');
    return '';
  }

  amount(value: unknown, currency: string, field: string): string {
    try {
      parseMinor(typeof value === 'string' ? value : '', currency);
      return value as string;
    } catch (error) {
      if (!(error instanceof AmountError) && !(error instanceof RangeError)) throw error;
      this.refuse(
        field,
        `must be a decimal string such as "1200.50", not ${shown(JSON.stringify(value) ?? 'nothing')}`,
      );
      return '0';
    }
  }

  object(value: unknown, field: string): Json {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
    this.refuse(field, 'must be a JSON object');
    return {};
  }

  list(value: unknown, field: string): readonly unknown[] {
    if (value === undefined) return [];
    if (Array.isArray(value)) return value;
    this.refuse(field, 'must be a JSON list');
    return [];
  }
}

async function readRecords<T>(
  chunks: AsyncIterable<Uint8Array>,
  { file }: ReadRecordsOptions,
  read: (value: Json, check: Check) => T | undefined,
): Promise<RecordFile<T>> {
  const records: T[] = [];
  const problems: Problem[] = [];
  for await (const lines of linesOf(utf8Chunks(chunks, file), file)) {
    for (const { text, line } of lines) {
      const check = new Check({ file, line }, problems);
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        check.refuse('line', 'is not JSON: write one object a line');
        continue;
      }
      const record = read(check.object(value, 'line'), check);
      if (record !== undefined && check.sound) records.push(record);
    }
  }
  return { records, problems };
}

function historyOf(value: Json, check: Check): HistoryRecord {
  const transaction = transactionOf(check.object(value['transaction'], 'transaction'), check, 'transaction.');
  const allocations = check.list(value['allocations'], 'allocations').map((entry, index) => {
    const one = check.object(entry, `allocations[${index}]`);
    const field = `allocations[${index}]`;
    return {
      invoice: check.text(one['invoice'], `${field}.invoice`),
      amount: check.amount(one['amount'], transaction.currency, `${field}.amount`),
      ...(one['adjustment'] !== undefined && {
        adjustment: adjustmentOf(one['adjustment'], transaction.currency, check, `${field}.adjustment`),
      }),
    };
  });
  const customer = value['customer'] === undefined ? undefined : check.text(value['customer'], 'customer');
  return { transaction, ...(customer !== undefined && { customer }), ...(allocations.length > 0 && { allocations }) };
}

const ADJUSTMENTS = ['discount', 'bank-fee', 'rounding', 'write-off', 'exchange'] as const;

function adjustmentOf(
  value: unknown,
  currency: string,
  check: Check,
  field: string,
): { kind: (typeof ADJUSTMENTS)[number]; amount: string } {
  const one = check.object(value, field);
  const kind = ADJUSTMENTS.find((known) => known === one['kind']);
  if (!kind) check.refuse(`${field}.kind`, `must be one of ${ADJUSTMENTS.join(', ')}`);
  return { kind: kind ?? 'write-off', amount: check.amount(one['amount'], currency, `${field}.amount`) };
}

/** Fields of a transaction line that are texts, and those that hold texts alone. */
const TEXTS = [
  'bankReference',
  'endToEndId',
  'mandateId',
  'paymentInformationId',
  'structuredReference',
  'remittance',
  'additional',
] as const;
const HOLDING_TEXTS = ['counterparty', 'code', 'return'] as const;

/** Checks what is read of a transaction line; what is empty counts as absent. */
function transactionOf(value: Json, check: Check, path: string): TransactionLine {
  const currency = check.text(value['currency'], `${path}currency`);
  if (currency !== '' && !isCurrency(currency))
    check.refuse(`${path}currency`, `"${shown(currency)}" is no ISO 4217 code`);
  else if (currency !== '') check.amount(value['amount'], currency, `${path}amount`);
  check.text(value['ref'], `${path}ref`);
  const day = check.text(value['bookingDate'], `${path}bookingDate`);
  if (day !== '' && !isDay(day)) check.refuse(`${path}bookingDate`, 'must be a day YYYY-MM-DD');
  const { type: _, ...rest } = withoutEmpty(value);
  for (const field of TEXTS) if (field in rest) check.text(rest[field], path + field);
  for (const field of HOLDING_TEXTS) {
    if (!(field in rest)) continue;
    const part = withoutEmpty(check.object(rest[field], path + field));
    for (const [name, text] of Object.entries(part)) check.text(text, `${path}${field}.${name}`);
    rest[field] = part;
  }
  for (const field of ['original', 'batch']) if (field in rest) check.object(rest[field], path + field);
  for (const charge of check.list(rest['charges'], `${path}charges`)) check.object(charge, `${path}charges`);
  const { status = 'booked' } = rest;
  if (status !== 'booked' && status !== 'pending') check.refuse(`${path}status`, 'must be one of booked, pending');
  return { type: 'transaction', status, reversal: false, ...rest } as unknown as TransactionLine;
}

function withoutEmpty(value: Json): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null && one !== ''));
}

const ADVICE_KINDS: readonly Advice['kind'][] = ['remittance', 'cheque-slip', 'payout', 'direct-debits'];

function adviceOf(value: Json, check: Check): Advice {
  const kind = ADVICE_KINDS.find((known) => known === value['kind']);
  if (!kind) check.refuse('kind', `must be one of ${ADVICE_KINDS.join(', ')}`);
  // An advice has no currency of its own: two decimals are checked here, the line's currency when it is compared.
  const amount = (given: unknown, field: string): string => check.amount(given, 'EUR', field);
  const optional = (given: unknown, field: string): string | undefined =>
    given === undefined ? undefined : check.text(given, field);
  const items = check.list(value['items'], 'items').map((entry, index) => {
    const field = `items[${index}]`;
    const one = check.object(entry, field);
    const [invoice, payer, ref] = [
      optional(one['invoice'], `${field}.invoice`),
      optional(one['payer'], `${field}.payer`),
      optional(one['ref'], `${field}.ref`),
    ];
    return {
      amount: amount(one['amount'], `${field}.amount`),
      ...(invoice !== undefined && { invoice }),
      ...(payer !== undefined && { payer }),
      ...(ref !== undefined && { ref }),
      ...(one['fee'] !== undefined && { fee: amount(one['fee'], `${field}.fee`) }),
    };
  });
  const date = optional(value['date'], 'date');
  if (date !== undefined && date !== '' && !isDay(date)) check.refuse('date', 'must be a day YYYY-MM-DD');
  const payer = optional(value['payer'], 'payer');
  const day = date !== undefined && isDay(date) ? date : undefined;
  return {
    kind: kind ?? 'remittance',
    total: amount(value['total'], 'total'),
    items,
    ...(payer !== undefined && { payer }),
    ...(day !== undefined && { date: day }),
  };
}
