import type {
  AccountIdentity,
  Counterparty,
  Day,
  ReadStatementOptions,
  StatementLine,
  TransactionLine,
} from '@lettrage/adapter-sdk';
import {
  decodeChunks,
  decodeText,
  frenchIban,
  LineReferences,
  show,
  StreamDecoder,
  tryReadDay,
} from '@lettrage/formats';
import { defined, FeedbackLines } from './feedback.lines.js';
import { written } from './pain002.amount.js';
import { RecordCutter, type FixedRecord } from './cfonb240.records.js';

const START = /^31\d{6}[0-9A-Za-z]{2}\d{6}/;
/** Bill statements and notices share the record family and not the layout. */
const BILLS = /^6/;
/** Our own transfers that came back: money in. All other returns are direct debits charged back: money out. */
const TRANSFERS = new Set(['12', 'C3', 'C5', '06', '21']);
const CURRENCY = 'EUR';

/** How sure it is that this is a CFONB240. */
export function sniffCfonb240(head: Uint8Array): number {
  const text = decodeText(head).text.replace(/^[\r\n]+/, '');
  if (!START.test(text)) return 0;
  const first = /^[^\r\n]*/.exec(text)![0];
  // A line of 120 is CFONB120, of 160 the older orders; the next record tells where there are no line ends.
  if (first.length > 240) return /^3[1349]/.test(first.slice(240)) ? 1 : 0;
  return first.length > 160 || first.length === 240 ? 0.9 : 0;
}

/** Reads lists of returned direct debits and transfers (records 31, 34, 39). */
export async function* readCfonb240(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadStatementOptions,
): AsyncGenerator<readonly StatementLine[]> {
  const decoder = new StreamDecoder();
  const cutter = new RecordCutter(240);
  const file = new Cfonb240File(options.file);
  for await (const text of decodeChunks(chunks, decoder)) {
    options.signal?.throwIfAborted();
    for (const record of cutter.push(text)) file.take(record);
    if (!file.lines.empty) yield file.lines.take();
  }
  for (const record of cutter.end()) file.take(record);
  file.end(cutter.number);
  for (const text of decoder.warnings) file.lines.problem('warning', 'encoding', text, 1);
  if (!file.lines.empty) yield file.lines.take();
}

interface List {
  readonly operation: string;
  readonly account: AccountIdentity;
  readonly known: boolean;
  total: bigint;
  unread: boolean;
}

/** The lists of one file, record by record. */
class Cfonb240File {
  readonly lines: FeedbackLines;
  private readonly references = new LineReferences();
  private list: List | undefined;
  private lists = 0;

  constructor(file: string | undefined) {
    this.lines = new FeedbackLines('cfonb240', file);
  }

  take(record: FixedRecord): void {
    const code = record.text.slice(0, 2);
    if (code === '31') this.begin(record);
    else if (this.list === undefined) {
      // Nothing counts before the first header; what is no list at all is said once, at the end.
      if (this.lists > 0) this.unknown(record);
    } else if (code === '34') this.detail(record, this.list);
    else if (code === '39') this.total(record, this.list);
    else this.unknown(record);
  }

  end(last: number): void {
    if (this.list !== undefined) {
      const text = 'the file ends before the total (record 39) of its list; it is cut short, ask for it again';
      this.lines.problem('error', 'cut-short', text, last);
      this.lines.end();
    }
    if (this.lists === 0) {
      const text = 'this is no CFONB240 file (expected records of 240 characters that begin with 31)';
      this.lines.problem('error', 'not-cfonb240', text, 1);
    }
  }

  private begin({ text, number }: FixedRecord): void {
    if (this.list !== undefined)
      this.lines.problem('error', 'no-total', 'a list begins before the total (39) of the one before', number, '1-2');
    this.lists++;
    const operation = text.slice(8, 10).trim();
    const known = !BILLS.test(operation);
    const account = accountOf(text, 21) ?? accountOf(text, 77) ?? { currency: CURRENCY };
    this.list = { operation, account, known, total: 0n, unread: false };
    if (!known) {
      const told = `operation ${show(operation)} (bills) is not read, only returned direct debits and transfers`;
      this.lines.problem('warning', 'not-supported', told, number, '9-10');
      return;
    }
    if (text.slice(16, 17) === 'F')
      this.lines.problem('error', 'bad-currency', 'the list is in francs, which is not read', number, '17');
    this.lines.begin(String(this.lists), undefined, account, undefined);
  }

  private detail({ text, number, short }: FixedRecord, list: List): void {
    if (!list.known) return;
    const digits = text.slice(228, 240);
    const day = dayOf(text.slice(10, 16));
    if (short || !/^\d{12}$/.test(digits) || day === undefined) {
      const what =
        day === undefined
          ? `"${show(text.slice(10, 16))}" is no day (DDMMYY)`
          : `"${show(digits)}" is no amount (12 digits)`;
      list.unread = true;
      this.lines.problem(
        'error',
        day === undefined ? 'bad-date' : 'bad-amount',
        `${what}; the return is left out`,
        number,
        day === undefined ? '11-16' : '229-240',
      );
      return;
    }
    const minor = BigInt(digits);
    list.total += minor;
    const operation = text.slice(8, 10).trim().toUpperCase() || list.operation;
    const signed = TRANSFERS.has(operation) ? minor : -minor;
    this.lines.add(this.line(text, number, { list, operation, signed, day }), signed);
  }

  private line(
    text: string,
    number: number,
    facts: { list: List; operation: string; signed: bigint; day: Day },
  ): TransactionLine {
    const { list, operation, signed, day } = facts;
    const owner = list.account.iban ?? list.account.number ?? '';
    const [first, second] = [partyAt(text, 21), partyAt(text, 77)];
    const isOurs = (party: Counterparty | undefined): boolean =>
      party?.iban !== undefined && party.iban === list.account.iban;
    const counterparty = isOurs(second) ? first : isOurs(first) || first === undefined ? second : first;
    const description = text.slice(128, 216).replace(/\s+/g, ' ').trim();
    const bankReference = text.slice(222, 228).trim() || undefined;
    const settled = dayOf(text.slice(216, 222));
    const told = [
      labelled('issuer', text.slice(66, 72)),
      labelled('presenter', text.slice(122, 128)),
      settled === undefined ? undefined : `original settlement ${settled}`,
    ];
    const amount = written(signed, CURRENCY);
    const remittance = description === '' ? undefined : description;
    const ref = this.references.next({
      account: owner,
      bookingDate: day,
      amount,
      currency: CURRENCY,
      bankReference,
      text: remittance,
      counterparty,
    });
    return defined<TransactionLine>({
      type: 'transaction',
      ref,
      bookingDate: day,
      amount,
      currency: CURRENCY,
      status: 'booked',
      reversal: false,
      bankReference,
      remittance,
      counterparty,
      code: operation === '' ? undefined : { proprietary: operation },
      return: defined({ text: remittance }),
      additional: told.filter((part) => part !== undefined).join('; ') || undefined,
      origin: { line: number },
    });
  }

  private total({ text, number }: FixedRecord, list: List): void {
    this.list = undefined;
    if (!list.known) return;
    const digits = text.slice(228, 240);
    if (!/^\d{12}$/.test(digits))
      this.lines.problem('error', 'bad-amount', `"${show(digits)}" is no total (12 digits)`, number, '229-240');
    else if (!list.unread && BigInt(digits) !== list.total) {
      const said = `the list says ${written(BigInt(digits), CURRENCY)} in all, its returns add up to ${written(list.total, CURRENCY)}`;
      this.lines.problem('error', 'totals-differ', said, number, '229-240');
    }
    this.lines.end();
  }

  private unknown({ text, number }: FixedRecord): void {
    if (text.trim() === '') return;
    this.lines.problem(
      'error',
      'bad-record',
      `a record "${show(text.slice(0, 2))}" where 34 or 39 is expected`,
      number,
      '1-2',
    );
  }
}

/** Bank 5, branch 5, account 11 and name 24 from a position (from 0) on. */
function partyAt(text: string, from: number): Counterparty | undefined {
  const account = accountOf(text, from);
  const name = text.slice(from + 21, from + 45).trim();
  if (account?.iban === undefined && name === '') return undefined;
  return { ...(name === '' ? {} : { name }), ...(account?.iban === undefined ? {} : { iban: account.iban }) };
}

function accountOf(text: string, from: number): AccountIdentity | undefined {
  const [bank, branch, account] = [
    text.slice(from, from + 5),
    text.slice(from + 5, from + 10),
    text.slice(from + 10, from + 21),
  ];
  const iban = frenchIban(bank, branch, account.trim());
  if (iban !== undefined) return { iban, currency: CURRENCY };
  const number = [bank.trim(), branch.trim(), account.trim()].filter(Boolean).join(' ');
  return number === '' ? undefined : { number, currency: CURRENCY };
}

function dayOf(field: string): Day | undefined {
  return tryReadDay(field, ['DDMMYY']);
}

function labelled(label: string, field: string): string | undefined {
  const value = field.trim();
  return value === '' || /^0+$/.test(value) ? undefined : `${label} ${value}`;
}
