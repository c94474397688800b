import {
  formatMinor,
  type AccountIdentity,
  type DatedAmount,
  type Day,
  type StatementLine,
} from '@lettrage/adapter-sdk';
import { show, type LineReferences } from '@lettrage/formats';
import { accountOf } from './cfonb.account.js';
import { currencyOf, dayOf, signedMinor } from './cfonb.amount.js';
import { balanceFields, Owner, ownerKey } from './cfonb.layout.js';
import { CfonbMovement } from './cfonb.movement.js';
import type { CfonbRecord } from './cfonb.records.js';

/** What the statements of one file share. */
export interface CfonbContext {
  readonly file?: string;
  readonly references: LineReferences;
  readonly emit: (line: StatementLine) => void;
  readonly problem: (severity: 'error' | 'warning', code: string, message: string, line: number, path?: string) => void;
}

/** A balance with its day. */
export interface CfonbBalance {
  readonly minor: bigint;
  readonly date?: Day;
}

/** One statement: 01, movements with their complements, 07. Holds one movement at a time. */
export class CfonbStatement {
  readonly key: string;
  readonly account: AccountIdentity;
  readonly currency: string;
  readonly opening: CfonbBalance | undefined;
  private readonly owner: Owner;
  private movement: CfonbMovement | undefined;
  private count = 0;
  private sum = 0n;
  /** Records that were refused: what they moved is not known. */
  private unread = 0;

  /** Opens a statement with its 01, or with the record found in its place. Throws `CfonbProblem`. */
  constructor(
    { text, number }: CfonbRecord,
    private readonly context: CfonbContext,
  ) {
    this.key = ownerKey(text);
    this.owner = new Owner(text);
    const fields = balanceFields(text);
    this.currency = currencyOf(fields.currency);
    this.account = accountOf(fields, this.currency);
    this.opening = text.startsWith('01') ? this.balance(text, number) : undefined;
    this.context.emit({
      type: 'statement',
      account: this.account,
      ...(this.opening ? { opening: this.written(this.opening) } : {}),
      source: { format: 'cfonb120', ...(context.file === undefined ? {} : { file: context.file }) },
    });
  }

  /** True if nothing followed its 01. */
  get isEmpty(): boolean {
    return this.count === 0 && this.movement === undefined;
  }

  /** True if a record is of the account and currency of this statement. */
  owns(record: string): boolean {
    return this.owner.isSame(record) || ownerKey(record) === this.key;
  }

  /** Takes a 04; throws `CfonbProblem`. */
  take({ text, number }: CfonbRecord): void {
    this.flush();
    this.movement = new CfonbMovement(text, number, this.currency);
    const { badValueDate } = this.movement;
    if (badValueDate !== undefined)
      this.context.problem(
        'warning',
        'bad-date',
        `"${show(badValueDate)}" is not a value date (expected DDMMYY); it is left out`,
        number,
        '43-48',
      );
  }

  /** Takes a 05; one that follows no movement is told. */
  complement({ text, number }: CfonbRecord): void {
    if (this.movement) this.movement.complement(text);
    else
      this.context.problem(
        'warning',
        'complement-alone',
        'a complement (05) without its movement (04) is passed over',
        number,
      );
  }

  /** A record of this statement was refused: its movement ends here, and the balances prove nothing any more. */
  refuse(): void {
    this.flush();
    this.unread++;
  }

  /** Ends with its 07; throws `CfonbProblem`. Gives the closing balance. */
  close({ text, number }: CfonbRecord): CfonbBalance {
    const closing = this.balance(text, number);
    this.flush();
    const { opening } = this;
    const adds = opening !== undefined && opening.minor + this.sum === closing.minor;
    if (opening && !adds) {
      const message = `opening ${this.amount(opening.minor)} and the movements ${this.amount(this.sum)} do not make the closing balance ${this.amount(closing.minor)}`;
      this.context.problem('warning', 'not-balanced', message, number);
    }
    this.end(closing, opening === undefined ? undefined : adds && this.unread === 0);
    return closing;
  }

  /** Ends without its 07. */
  abandon(): void {
    this.flush();
    this.end(undefined, undefined);
  }

  private end(closing: CfonbBalance | undefined, balanced: boolean | undefined): void {
    this.context.emit({
      type: 'statement-end',
      ...(closing ? { closing: this.written(closing) } : {}),
      count: this.count,
      sum: this.amount(this.sum),
      ...(balanced === undefined ? {} : { balanced }),
    });
  }

  private flush(): void {
    if (!this.movement) return;
    const line = this.movement.line(this.account.iban ?? this.account.number ?? '', this.context.references);
    this.count++;
    this.sum += this.movement.minor;
    this.movement = undefined;
    this.context.emit(line);
  }

  private balance(text: string, number: number): CfonbBalance {
    const fields = balanceFields(text);
    const minor = signedMinor(text.slice(90, 104), fields.decimals, this.currency);
    const date = dayOf(fields.date);
    if (date === undefined)
      this.context.problem(
        'warning',
        'bad-date',
        `"${show(fields.date)}" is not a balance date (expected DDMMYY); it is left out`,
        number,
        '35-40',
      );
    return { minor, ...(date === undefined ? {} : { date }) };
  }

  private written({ minor, date }: CfonbBalance): DatedAmount {
    return { amount: this.amount(minor), ...(date === undefined ? {} : { date }) };
  }

  private amount(minor: bigint): string {
    return formatMinor(minor, this.currency);
  }
}
