import {
  AmountError,
  compact,
  formatMinor,
  isIban,
  parseMinor,
  type AccountIdentity,
  type DatedAmount,
  type Day,
  type StatementLine,
  type TransactionLine,
} from '@lettrage/domain';
import type { LineReferences } from '@lettrage/formats';
import type { AboveFacts } from './above-facts.js';
import { proveOrder, type BalanceProof } from './balance-proof.js';
import type { Movement } from './movement.js';

/** What the statements of one file share. */
export interface StatementContext {
  /** Such as `csv.qonto`. */
  readonly format: string;
  readonly file?: string;
  readonly newestFirst: boolean;
  readonly references: LineReferences;
  readonly emit: (line: StatementLine) => void;
  readonly warn: (code: string, message: string, line: number) => void;
}

/** A balance that a line of its own states. */
export interface StatedBalance {
  readonly minor: bigint;
  readonly date?: Day;
  /** Movements of the statement that were read before it. */
  readonly after: number;
}

/** Rows kept to put them in order and to prove the balances before the statement line goes out. */
const HELD = 20_000;

/**
 * The statement of one account of a file. Holds the rows until all are in, so that the oldest comes first and the
 * opening balance stands at the head; a longer file is handed on in its own order as it is read.
 */
export class TableStatement {
  /** Balances told by lines without movement, in the order of the file. */
  readonly stated: StatedBalance[] = [];
  count = 0;
  private firstDay: Day | undefined;
  private held: Movement[] = [];
  private streaming = false;
  private order: BalanceProof | undefined;
  private printed = 0;
  private sum = 0n;

  constructor(
    /** IBAN or number; undefined if the file names none. */
    private readonly account: string | undefined,
    readonly currency: string,
    private readonly facts: AboveFacts,
    private readonly context: StatementContext,
  ) {}

  /** Takes a movement; true if it wants to be the one that streams, because it holds too many. */
  add(movement: Movement): boolean {
    this.count++;
    if (this.firstDay === undefined || movement.bookingDate < this.firstDay) this.firstDay = movement.bookingDate;
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
    this.head(this.order.newestFirst ? undefined : this.firstBalance(this.order));
    for (const movement of this.held) this.transaction(movement);
    this.held = [];
  }

  /** Ends the statement: whatever is held goes out, oldest first. */
  end(): void {
    const proof = (this.order ??= proveOrder(this.held, this.context.newestFirst));
    const opening = this.opening(proof);
    const closing = this.closing(proof);
    if (!this.streaming) {
      this.head(opening);
      for (const movement of proof.newestFirst ? this.held.reverse() : this.held) this.transaction(movement);
    }
    for (const { line, expected, found } of proof.breaks) {
      const text = `the balance ${this.written(found)} does not follow from the line before (expected ${this.written(expected)}); is a line missing?`;
      this.context.warn('balance-step', text, line);
    }
    this.context.emit({
      type: 'statement-end',
      ...(closing ? { closing } : {}),
      count: this.printed,
      sum: this.written(this.sum),
      ...(opening && closing ? { balanced: proof.breaks.length === 0 && this.follows(opening, closing) } : {}),
    });
  }

  private follows(opening: DatedAmount, closing: DatedAmount): boolean {
    return parseMinor(opening.amount, this.currency) + this.sum === parseMinor(closing.amount, this.currency);
  }

  private firstBalance(proof: BalanceProof): DatedAmount | undefined {
    const first = proof.first();
    return first && this.dated(first);
  }

  /** From the balance column, else a line that states it, else the lines above the table. */
  private opening(proof: BalanceProof): DatedAmount | undefined {
    const proven = proof.opening();
    if (proven) return this.dated(proven);
    const stated = this.statedAt(proof.newestFirst ? this.count : 0, proof.newestFirst ? 'last' : 'first');
    if (stated) return stated;
    const { facts } = this;
    return this.told(facts.opening, facts.from) ?? (this.opensWithBalance ? this.toldBalance() : undefined);
  }

  private closing(proof: BalanceProof): DatedAmount | undefined {
    const proven = proof.closing();
    if (proven) return this.dated(proven);
    const stated = this.statedAt(proof.newestFirst ? 0 : this.count, proof.newestFirst ? 'first' : 'last');
    return stated ?? (this.opensWithBalance ? undefined : this.toldBalance());
  }

  private toldBalance(): DatedAmount | undefined {
    return this.told(this.facts.balance, this.facts.balanceDate);
  }

  /** A balance above the table of a day before the period, or before every movement, is the one it opens with. */
  private get opensWithBalance(): boolean {
    const { balanceDate, from } = this.facts;
    const first = from ?? this.firstDay;
    return balanceDate !== undefined && first !== undefined && balanceDate < first;
  }

  /** The balance told where so many movements had been read. */
  private statedAt(after: number, which: 'first' | 'last'): DatedAmount | undefined {
    const found = this.stated.filter((balance) => balance.after === after);
    // With no movement between them the first line is the opening balance, the last the closing one.
    const balance =
      this.count === 0 ? this.stated.at(which === 'first' ? 0 : -1) : found.at(which === 'first' ? 0 : -1);
    return balance && { amount: this.written(balance.minor), ...(balance.date ? { date: balance.date } : {}) };
  }

  private told(amount: string | undefined, date: Day | undefined): DatedAmount | undefined {
    if (amount === undefined) return undefined;
    try {
      return { amount: this.written(parseMinor(amount, this.currency)), ...(date ? { date } : {}) };
    } catch (error) {
      if (error instanceof AmountError) return undefined;
      throw error;
    }
  }

  private head(opening: DatedAmount | undefined): void {
    const { format, file } = this.context;
    const { from, to } = this.facts;
    this.context.emit({
      type: 'statement',
      account: this.identity(),
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
      ...(opening ? { opening } : {}),
      source: { format, ...(file === undefined ? {} : { file }) },
    });
  }

  private identity(): AccountIdentity {
    const { account, currency } = this;
    if (account === undefined) return { currency };
    return isIban(compact(account)) ? { iban: account, currency } : { number: account, currency };
  }

  private transaction(movement: Movement): void {
    const { label, bankReference, counterparty } = movement;
    const amount = this.written(movement.minor);
    this.printed++;
    if (movement.status === 'booked') this.sum += movement.minor;
    // Keys are added one by one: spreading conditional parts costs more than all else that is done with a line.
    const ref = this.context.references.next({
      account: this.account ?? '',
      bookingDate: movement.bookingDate,
      amount,
      currency: this.currency,
      bankReference,
      endToEndId: movement.endToEndId,
      text: label ?? movement.additional,
      counterparty,
    });
    const line: Mutable<TransactionLine> = new TableLine(ref, movement, amount, this.currency);
    if (movement.valueDate !== undefined) line.valueDate = movement.valueDate;
    if (bankReference !== undefined) line.bankReference = bankReference;
    if (label !== undefined) line.remittance = label;
    if (counterparty !== undefined) line.counterparty = counterparty;
    if (movement.additional !== undefined) line.additional = movement.additional;
    this.rarely(line, movement);
    this.context.emit(line);
  }

  /** What few layouts have. */
  private rarely(line: Mutable<TransactionLine>, movement: Movement): void {
    if (movement.endToEndId !== undefined) line.endToEndId = movement.endToEndId;
    if (movement.mandateId !== undefined) line.mandateId = movement.mandateId;
    if (movement.paymentInformationId !== undefined) line.paymentInformationId = movement.paymentInformationId;
    if (movement.structuredReference !== undefined) line.structuredReference = movement.structuredReference;
    if (movement.code !== undefined) line.code = { proprietary: movement.code };
    if (movement.original !== undefined) line.original = movement.original;
    if (movement.returnReason !== undefined) line.return = { reason: movement.returnReason };
    if (movement.fee !== undefined)
      line.charges = [{ amount: this.written(movement.fee), currency: this.currency, included: true }];
  }

  private dated({ minor, date }: { minor: bigint; date: Day }): DatedAmount {
    return { amount: this.written(minor), date };
  }

  private written(minor: bigint): string {
    return formatMinor(minor, this.currency);
  }
}

/**
 * A bank line made by a constructor: the engine moves objects of one literal to where they live long if many survived its
 * first look, and then a file of many lines takes half as much time again.
 */
class TableLine implements TransactionLine {
  readonly type: 'transaction';
  readonly ref: string;
  readonly bookingDate: Day;
  readonly amount: string;
  readonly currency: string;
  readonly status: Movement['status'];
  readonly reversal: boolean;
  readonly origin: { readonly line: number };

  // In this order they are written.
  constructor(ref: string, { bookingDate, status, line }: Movement, amount: string, currency: string) {
    this.type = 'transaction';
    this.ref = ref;
    this.bookingDate = bookingDate;
    this.amount = amount;
    this.currency = currency;
    this.status = status;
    this.reversal = false;
    this.origin = { line };
  }
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
