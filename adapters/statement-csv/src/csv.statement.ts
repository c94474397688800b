import {
  formatMinor,
  isIban,
  type AccountIdentity,
  type Counterparty,
  type Day,
  type StatementLine,
  type TransactionLine,
} from '@lettrage/adapter-sdk';
import type { LineReferences } from '@lettrage/formats';
import type { AboveFacts } from './csv.layout.js';
import type { Movement } from './csv.movement.js';
import { proveOrder, type BalanceProof } from './csv.balance.js';

/** What the statements of one file share. */
export interface CsvContext {
  /** Such as `csv.qonto`. */
  readonly format: string;
  readonly file?: string;
  readonly above: AboveFacts;
  readonly newestFirst: boolean;
  readonly references: LineReferences;
  readonly emit: (line: StatementLine) => void;
  readonly warn: (code: string, message: string, line: number) => void;
}

/** Rows kept to put them in order and to prove the balances before the statement line goes out. */
const HELD = 20_000;

/**
 * The statement of one account of a file. Holds the rows until all are in, so that the oldest comes first and the
 * opening balance stands at the head; a longer file is handed on in its own order as it is read.
 */
export class CsvStatement {
  private held: Movement[] = [];
  private streaming = false;
  private order: BalanceProof | undefined;
  private count = 0;
  private sum = 0n;
  private firstLine = 0;

  constructor(
    /** IBAN or number; undefined if the file names none. */
    private readonly account: string | undefined,
    private readonly currency: string,
    private readonly context: CsvContext,
  ) {}

  /** Takes a movement; true if it wants to be the one that streams, because it holds too many. */
  add(movement: Movement): boolean {
    if (this.firstLine === 0) this.firstLine = movement.line;
    if (this.streaming) {
      this.order!.next(movement);
      this.transaction(movement);
      return false;
    }
    this.held.push(movement);
    return this.held.length >= HELD;
  }

  /** From here on every movement is handed on at once. */
  stream(): void {
    this.order = proveOrder(this.held, this.context.newestFirst);
    this.streaming = true;
    this.head(this.order.newestFirst ? undefined : this.order.first());
    for (const movement of this.held) this.transaction(movement);
    this.held = [];
  }

  /** Ends the statement: whatever is held goes out, oldest first. */
  end(): void {
    const proof = (this.order ??= proveOrder(this.held, this.context.newestFirst));
    if (!this.streaming) {
      this.head(proof.opening());
      for (const movement of proof.newestFirst ? this.held.reverse() : this.held) this.transaction(movement);
    }
    for (const { line, expected, found } of proof.breaks) {
      const text = `the balance ${this.written(found)} does not follow from the line before (expected ${this.written(expected)}); is a line missing?`;
      this.context.warn('balance-step', text, line);
    }
    const closing = proof.closing();
    const { above } = this.context;
    const opening = proof.opening();
    const stated =
      above.balance === undefined
        ? undefined
        : { amount: above.balance, ...(above.balanceDate ? { date: above.balanceDate } : {}) };
    this.context.emit({
      type: 'statement-end',
      ...(closing ? { closing: this.dated(closing) } : stated ? { closing: stated } : {}),
      count: this.count,
      sum: this.written(this.sum),
      ...(opening && closing
        ? { balanced: proof.breaks.length === 0 && opening.minor + this.sum === closing.minor }
        : {}),
    });
  }

  private head(opening: { minor: bigint; date: Day } | undefined): void {
    const { format, file, above } = this.context;
    this.context.emit({
      type: 'statement',
      account: this.identity(),
      ...(above.from ? { from: above.from } : {}),
      ...(above.to ? { to: above.to } : {}),
      ...(opening ? { opening: this.dated(opening) } : {}),
      source: { format, ...(file === undefined ? {} : { file }) },
    });
  }

  private identity(): AccountIdentity {
    if (this.account === undefined) return { currency: this.currency };
    return isIban(this.account)
      ? { iban: this.account, currency: this.currency }
      : { number: this.account, currency: this.currency };
  }

  private transaction(movement: Movement): void {
    const { label, bankReference, fee } = movement;
    const amount = this.written(movement.minor);
    const counterparty = counterpartyOf(movement);
    this.count++;
    if (movement.status === 'booked') this.sum += movement.minor;
    // Keys are added one by one: spreading conditional parts costs more than all else that is done with a line.
    const line: Mutable<TransactionLine> = {
      type: 'transaction',
      ref: this.context.references.next({
        account: this.account ?? '',
        bookingDate: movement.bookingDate,
        amount,
        currency: this.currency,
        bankReference,
        text: label ?? movement.additional,
        counterparty,
      }),
      bookingDate: movement.bookingDate,
      amount,
      currency: this.currency,
      status: movement.status,
      reversal: false,
      origin: { line: movement.line },
    };
    if (movement.valueDate !== undefined) line.valueDate = movement.valueDate;
    if (bankReference !== undefined) line.bankReference = bankReference;
    if (label !== undefined) line.remittance = label;
    if (counterparty !== undefined) line.counterparty = counterparty;
    if (fee !== undefined) line.charges = [{ amount: this.written(fee), currency: this.currency, included: true }];
    if (movement.additional !== undefined) line.additional = movement.additional;
    this.context.emit(line);
  }

  private dated({ minor, date }: { minor: bigint; date: Day }): { amount: string; date: Day } {
    return { amount: this.written(minor), date };
  }

  private written(minor: bigint): string {
    return formatMinor(minor, this.currency);
  }
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

function counterpartyOf({ counterpartyName: name, counterpartyIban: iban }: Movement): Counterparty | undefined {
  if (name === undefined) return iban === undefined ? undefined : { iban };
  return iban === undefined ? { name } : { name, iban };
}
