import {
  AmountError,
  compact,
  formatMinor,
  isIban,
  parseMinor,
  type Day,
  type StatementLine,
  type TransactionLine,
} from '@lettrage/adapter-sdk';
import { DayFormatError, show, type LineReferences } from '@lettrage/formats';
import { readCellAmount, readCellDay } from '@lettrage/statement-tables/reading';
import { plainDay, type QifDialect } from './qif.choice.js';
import type { QifField } from './qif.records.js';

/** What the statements of one file share. */
export interface QifContext {
  readonly file?: string;
  readonly dialect: QifDialect;
  readonly references: LineReferences;
  readonly emit: (line: StatementLine) => void;
  readonly problem: (severity: 'error' | 'warning', code: string, message: string, line: number, path?: string) => void;
}

class FieldError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly field: QifField,
  ) {
    super(message);
  }
}

const OPENING = /^(?:opening balance|solde initial|solde d['’]ouverture|anfangssaldo|saldo inicial|saldo iniziale)$/i;

/** The movements under one `!Type:` header. */
export class QifStatement {
  private count = 0;
  private sum = 0n;
  private started = false;
  private readonly currency: string;
  private readonly account: string | undefined;

  constructor(
    name: string | undefined,
    private readonly context: QifContext,
  ) {
    this.currency = context.dialect.currency ?? 'EUR';
    this.account = context.dialect.account ?? name;
  }

  /** Takes a record. */
  take(fields: readonly QifField[], line: number): void {
    try {
      this.record(fields, line);
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      this.start();
      this.context.problem('error', error.code, error.message, error.field.line, error.field.code);
    }
  }

  /** Ends the statement. */
  end(): void {
    this.start();
    this.context.emit({ type: 'statement-end', count: this.count, sum: formatMinor(this.sum, this.currency) });
  }

  private record(fields: readonly QifField[], line: number): void {
    const first = (code: string): QifField | undefined =>
      fields.find((field) => field.code === code && field.text !== '');
    const [date, amount] = [first('D'), first('T') ?? first('U')];
    if (!date) throw new FieldError('bad-date', 'the record has no day (line D)', { code: 'D', text: '', line });
    if (!amount) throw new FieldError('bad-amount', 'the record has no amount (line T)', { code: 'T', text: '', line });
    const bookingDate = this.day(date);
    const minor = this.minor(amount);
    const payee = oneLine(first('P')?.text);
    const category = first('L')?.text;
    // The programs' way to tell a balance: a record that transfers from the account to itself.
    if (
      payee !== undefined &&
      OPENING.test(payee) &&
      !this.started &&
      (category === undefined || category.startsWith('['))
    ) {
      this.start({ amount: formatMinor(minor, this.currency), date: bookingDate });
      return;
    }
    this.start();
    this.checkSplits(fields, minor, line);
    this.transaction({
      bookingDate,
      minor,
      payee,
      memo: memoOf(fields),
      additional: additionalOf(fields, first),
      line,
    });
  }

  private transaction(record: {
    bookingDate: Day;
    minor: bigint;
    payee?: string;
    memo?: string;
    additional?: string;
    line: number;
  }): void {
    const { bookingDate, minor, payee, memo, additional, line } = record;
    const amount = formatMinor(minor, this.currency);
    const remittance = memo ?? payee;
    const counterparty = payee === undefined ? undefined : { name: payee };
    const transaction: TransactionLine = {
      type: 'transaction',
      ref: this.context.references.next({
        account: this.account ?? '',
        bookingDate,
        amount,
        currency: this.currency,
        text: remittance ?? additional,
        counterparty,
      }),
      bookingDate,
      amount,
      currency: this.currency,
      status: 'booked',
      reversal: false,
      ...(remittance === undefined ? {} : { remittance }),
      ...(counterparty ? { counterparty } : {}),
      ...(additional === undefined ? {} : { additional }),
      origin: { line },
    };
    this.count++;
    this.sum += minor;
    this.context.emit(transaction);
  }

  private start(opening?: { amount: string; date: Day }): void {
    if (this.started) return;
    this.started = true;
    const { account, currency } = this;
    const identity =
      account === undefined ? {} : isIban(compact(account)) ? { iban: compact(account) } : { number: account };
    this.context.emit({
      type: 'statement',
      account: { ...identity, currency },
      ...(opening ? { opening } : {}),
      source: { format: 'qif', ...(this.context.file === undefined ? {} : { file: this.context.file }) },
    });
  }

  private checkSplits(fields: readonly QifField[], total: bigint, line: number): void {
    const splits = fields.filter(({ code, text }) => code === '$' && text !== '');
    if (splits.length === 0) return;
    const sum = splits.reduce((all, field) => all + this.minor(field), 0n);
    if (sum === total) return;
    const [has, is] = [formatMinor(sum, this.currency), formatMinor(total, this.currency)];
    this.context.problem(
      'warning',
      'split-sum',
      `the parts add up to ${has}, the record has ${is}; the record counts`,
      line,
      '$',
    );
  }

  private minor(field: QifField): bigint {
    try {
      return parseMinor(readCellAmount(field.text, this.context.dialect.numbers).text, this.currency);
    } catch (error) {
      if (!(error instanceof AmountError)) throw error;
      throw new FieldError('bad-amount', error.message, field);
    }
  }

  private day(field: QifField): Day {
    try {
      return readCellDay(plainDay(field.text), this.context.dialect.dates);
    } catch (error) {
      if (!(error instanceof DayFormatError)) throw error;
      throw new FieldError('bad-date', error.message, field);
    }
  }
}

function oneLine(text: string | undefined): string | undefined {
  return text?.replace(/\s+/g, ' ').trim() || undefined;
}

function memoOf(fields: readonly QifField[]): string | undefined {
  return oneLine(
    fields
      .filter(({ code }) => code === 'M')
      .map(({ text }) => text)
      .join(' '),
  );
}

/** Number, category, address and the parts of a split: what has no field of its own. */
function additionalOf(fields: readonly QifField[], first: (code: string) => QifField | undefined): string | undefined {
  const splits = fields.filter(({ code, text }) => 'SE$'.includes(code) && text !== '').map(({ text }) => show(text));
  const address = fields.filter(({ code, text }) => code === 'A' && text !== '').map(({ text }) => show(text));
  return oneLine([first('N')?.text ?? '', first('L')?.text ?? '', ...address, ...splits].join(' '));
}
