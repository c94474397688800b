import {
  formatMinor,
  isCurrency,
  isIban,
  type AccountIdentity,
  type DatedAmount,
  type Day,
  type StatementLine,
} from '@lettrage/adapter-sdk';
import { show, type LineReferences } from '@lettrage/formats';
import type { SwiftAmounts } from './mt940.amount.js';
import type { SwiftField } from './mt940.fields.js';
import { SwiftMovement } from './mt940.movement.js';
import { shortDay, SwiftProblem } from './mt940.values.js';

/** What the messages of one file share. */
export interface SwiftContext {
  readonly file?: string;
  readonly references: LineReferences;
  readonly emit: (line: StatementLine) => void;
  readonly problem: (severity: 'error' | 'warning', code: string, message: string, line: number, path?: string) => void;
  /** How the file writes its amounts. */
  readonly amounts: SwiftAmounts;
  /** Last closing balance of each account of the file. */
  readonly closed: Map<string, SwiftBalance>;
}

/** A balance; `minor` is signed. */
export interface SwiftBalance {
  readonly minor: bigint;
  readonly currency: string;
  readonly date: Day;
}

/** The comma may be missing from a whole amount; how the amount is written is judged apart. */
const BALANCE = /^R?([CD])(\d{6})([A-Z]{3})([\d.,' ]*\d[\d.,' ]*)$/;
/** Balances that some programs write where there is nothing to tell. */
const EMPTY_BALANCE = /^\d?[CD]?0*,?0*$/;
const BIC = /^[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;

/** One message: a page of a statement (MT940) or a report (MT942). Holds one movement at a time. */
export class SwiftStatement {
  /** A closing balance was met. */
  hasClosing = false;
  private readonly head = new Map<string, string>();
  private opening: SwiftBalance | undefined;
  private closing: SwiftBalance | undefined;
  private currency: string | undefined;
  private account: AccountIdentity = {};
  private movement: SwiftMovement | undefined;
  private started = false;
  private interim = false;
  private count = 0;
  private sum = 0n;
  private unread = 0;
  private readonly totals = { C: { count: 0, sum: 0n }, D: { count: 0, sum: 0n } };

  constructor(
    private readonly line: number,
    private readonly context: SwiftContext,
  ) {}

  /** Takes a field of the message. Throws `SwiftProblem`. */
  take(field: SwiftField): void {
    if (field.tag === '86' || field.tag === 'NS') {
      // Before the first movement and after the closing balance it is about the statement.
      if (!this.hasClosing) this.movement?.add(field);
      return;
    }
    this.flush();
    if (field.tag === '61') this.begin(field);
    else this.takeFrame(field, field.lines.join('').trim());
  }

  /** Takes a field that is about the statement. */
  private takeFrame(field: SwiftField, text: string): void {
    if (field.tag.startsWith('60')) this.opening = this.balance(text, field);
    else if (field.tag.startsWith('62')) {
      this.hasClosing = true;
      this.closing = this.balance(text, field);
    } else if (field.tag.startsWith('90')) this.checkTotal(field.tag === '90C' ? 'C' : 'D', text, field.line);
    else if (field.tag === '34F' || field.tag.startsWith('13')) {
      this.interim = true;
      if (isCurrency(text.slice(0, 3))) this.currency ??= text.slice(0, 3);
    } else if (!this.head.has(field.tag)) this.head.set(field.tag, field.tag === '25P' ? field.lines.join('\n') : text);
  }

  /** A field was refused: the balances prove nothing any more. */
  refuse(): void {
    this.unread++;
  }

  /** True if the message held neither account, balance nor movement. */
  get isEmpty(): boolean {
    return this.count === 0 && this.opening === undefined && this.closing === undefined && this.head.size <= 1;
  }

  /** Drops the movement in hand: the file ends within it. */
  drop(): void {
    this.movement = undefined;
    this.unread++;
  }

  /** Ends the message. */
  end(): void {
    this.flush();
    this.start();
    const { opening, closing } = this;
    const known = opening !== undefined && closing !== undefined && opening.currency === closing.currency;
    const adds = known && opening.minor + this.sum === closing.minor;
    if (known && !adds) {
      const text = `opening ${this.written(opening).amount} and the movements ${this.amount(this.sum)} do not make the closing balance ${this.written(closing).amount}`;
      this.context.problem('warning', 'not-balanced', text, this.line);
    }
    if (!this.interim && !this.hasClosing)
      this.context.problem(
        'warning',
        'no-closing',
        'the statement has no closing balance (:62F:), so its sum cannot be proven',
        this.line,
      );
    if (closing) this.context.closed.set(this.key(), closing);
    this.context.emit({
      type: 'statement-end',
      ...(closing ? { closing: this.written(closing) } : {}),
      count: this.count,
      sum: this.amount(this.sum),
      ...(known ? { balanced: adds && this.unread === 0 } : {}),
    });
  }

  private begin(field: SwiftField): void {
    this.start();
    if (this.currency === undefined)
      throw new SwiftProblem(
        'no-currency',
        'the movement stands before any balance, so its currency is not known',
        ':61:',
      );
    this.movement = new SwiftMovement(field, this.currency, this.context.amounts);
    for (const { code, message } of this.movement.warnings)
      this.context.problem('warning', code, message, field.line, ':61:');
  }

  private flush(): void {
    const { movement } = this;
    if (!movement) return;
    this.movement = undefined;
    const line = movement.line(this.account.iban ?? this.account.number ?? '', this.context.references);
    this.count++;
    if (movement.status === 'booked') this.sum += movement.minor;
    const side = this.totals[movement.minor < 0n ? 'D' : 'C'];
    side.count++;
    side.sum += movement.minor < 0n ? -movement.minor : movement.minor;
    this.context.emit(line);
  }

  /** Emits the statement line once. */
  private start(): void {
    if (this.started) return;
    this.started = true;
    this.account = this.identity();
    const id = this.head.get('20');
    const sequence = this.head.get('28C') ?? this.head.get('28');
    const { file } = this.context;
    this.context.emit({
      type: 'statement',
      ...(id ? { id } : {}),
      ...(sequence ? { sequence } : {}),
      account: this.account,
      ...(this.opening ? { opening: this.written(this.opening) } : {}),
      source: { format: this.interim ? 'mt942' : 'mt940', ...(file === undefined ? {} : { file }) },
    });
    this.checkStart();
  }

  private checkStart(): void {
    if (this.account.iban === undefined && this.account.number === undefined)
      this.context.problem('warning', 'no-account', 'the statement names no account (:25:)', this.line);
    if (!this.interim && !this.opening)
      this.context.problem(
        'warning',
        'no-opening',
        'the statement has no opening balance (:60F:), so its sum cannot be proven',
        this.line,
      );
    const before = this.context.closed.get(this.key());
    if (!before || !this.opening || before.minor === this.opening.minor) return;
    const text = `the last statement of this account closes with ${this.written(before).amount} of ${before.date} but this one opens with ${this.written(this.opening).amount} of ${this.opening.date}; is a statement missing?`;
    this.context.problem('warning', 'gap', text, this.line);
  }

  /** `:25:` holds an IBAN, or bank and account parted by a slash, with the currency behind at some banks. */
  private identity(): AccountIdentity {
    const [written = '', second = ''] = (this.head.get('25') ?? this.head.get('25P') ?? '').split('\n');
    const plain = written.replace(/\s/g, '').toUpperCase();
    const suffix = /[A-Z]{3}$/.exec(plain)?.[0] ?? '';
    const bare = isCurrency(suffix) ? plain.slice(0, -3) : plain;
    const parts = [...plain.split('/'), ...bare.split('/')];
    const iban = parts.find((part) => isIban(part));
    const bic = [second.trim(), ...parts].find((part) => BIC.test(part) && part !== iban);
    this.currency ??= isCurrency(suffix) ? suffix : undefined;
    return {
      ...(iban !== undefined ? { iban } : plain === '' ? {} : { number: withoutBic(bare === '' ? plain : bare) }),
      ...(this.currency === undefined ? {} : { currency: this.currency }),
      ...(bic === undefined ? {} : { bic }),
    };
  }

  private balance(text: string, { tag, line }: SwiftField): SwiftBalance | undefined {
    const path = `:${tag}:`;
    const [, mark, date = '', currency = '', amount = ''] = BALANCE.exec(text.toUpperCase()) ?? [];
    if (mark === undefined || !isCurrency(currency)) {
      const message = `"${show(text)}" is not a balance (expected C or D, YYMMDD, a currency and an amount with a comma)`;
      throw new SwiftProblem('bad-balance', message, path, EMPTY_BALANCE.test(text) ? 'warning' : 'error');
    }
    this.currency ??= currency;
    if (currency !== this.currency)
      throw new SwiftProblem('bad-balance', `the balance is in ${currency}, the statement in ${this.currency}`, path);
    const { day, moved } = shortDay(date, path);
    if (moved)
      this.context.problem(
        'warning',
        'impossible-date',
        `"${date}" does not exist; it is read as ${day}, the last day of that month`,
        line,
        path,
      );
    const unsigned = this.context.amounts.minor(amount.trim(), currency, path, line);
    return { minor: mark === 'C' ? unsigned : -unsigned, currency, date: day };
  }

  /** `:90D:2EUR80,25`: number and sum of the debits, credits in `:90C:`. */
  private checkTotal(side: 'C' | 'D', text: string, line: number): void {
    const [, count, currency = '', amount = ''] = /^(\d{1,9})([A-Z]{3})([\d.,' ]*\d[\d.,' ]*)$/.exec(text) ?? [];
    if (count === undefined || currency !== this.currency) {
      this.context.problem(
        'warning',
        'bad-total',
        `"${show(text)}" is not a total (expected a number, the currency and an amount)`,
        line,
        `:90${side}:`,
      );
      return;
    }
    const { count: counted, sum } = this.totals[side];
    if (Number(count) === counted && this.context.amounts.minor(amount, currency, `:90${side}:`, line) === sum) return;
    const message = `the file says ${show(text)} in all, ${counted} movements of ${this.amount(sum)} were read`;
    this.context.problem('warning', 'totals-differ', message, line, `:90${side}:`);
  }

  private key(): string {
    return `${this.account.iban ?? this.account.number ?? ''} ${this.currency ?? ''}`;
  }

  private written({ minor, currency, date }: SwiftBalance): DatedAmount {
    return { amount: formatMinor(minor, currency), date };
  }

  private amount(minor: bigint): string {
    return this.currency === undefined ? '0' : formatMinor(minor, this.currency);
  }
}

/** Nordic banks put their BIC before the number of the account, German ones their bank code, which is part of it. */
function withoutBic(number: string): string {
  const [bank = '', account = '', ...more] = number.split('/');
  return BIC.test(bank) && account !== '' && more.length === 0 ? account : number;
}
