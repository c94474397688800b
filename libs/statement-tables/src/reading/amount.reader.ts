import { plainMinor, show } from '@lettrage/formats';
import { directionWord } from '../profile.js';
import { CellError, type RowCells } from './row-cells.js';
import type { AmountColumns, SideColumns } from './table-layout.js';

type DebitCredit = Extract<AmountColumns, { kind: 'debit-credit' }>;
type Directed = Extract<AmountColumns, { kind: 'absolute' }>;
type Sided = Extract<AmountColumns, { kind: 'sided' }>;

/** A side of a transfer that moves the account. */
export interface SideMove {
  readonly own: SideColumns;
  readonly other: SideColumns;
  readonly sign: 1n | -1n;
}

const [ZERO, NINE] = [48, 57];
const NOTHING = /^(?:[-\u2013\u2014]+|null|n\/?a|nil)$/i;

/** The cell, or nothing where its text says that the other column is the one filled. */
function filled(text: string): string {
  // Nearly all are empty or begin with a digit.
  const first = text.charCodeAt(0);
  if (text === '' || (first >= ZERO && first <= NINE)) return text;
  return NOTHING.test(text) ? '' : text;
}

/** Reads signed amounts by the rule of a layout. All methods throw {@link CellError}. */
export class AmountReader {
  /** Sign the debit column has in this file, once seen. */
  private debitSign: 1n | -1n | undefined;

  constructor(
    private readonly amount: AmountColumns,
    private readonly cells: RowCells,
  ) {}

  /** Signed minor units of the row in hand. */
  read(currency: string): bigint {
    const { amount, cells } = this;
    if (amount.kind === 'signed') return cells.minor(cells.text(amount.column), amount.column, currency);
    if (amount.kind === 'debit-credit') return this.debitOrCredit(amount, currency);
    if (amount.kind === 'absolute') return this.directed(amount, currency);
    throw new CellError('bad-amount', 'a transfer has two amounts', amount.source.amount);
  }

  /** True if the row says of an amount without sign that it is owed or was paid: by its column or its direction. */
  isPaid(position: number): boolean {
    const { amount, cells } = this;
    if (amount.kind === 'debit-credit') return position === amount.debit;
    return amount.kind === 'absolute' && amount.paid.includes(directionWord(cells.text(amount.direction)));
  }

  /** The sides of a transfer that move the account: one, or both in an exchange. */
  sides(): readonly SideMove[] {
    const { amount } = this;
    if (amount.kind !== 'sided') return [];
    const direction = this.direction(amount);
    const out: SideMove = { own: amount.source, other: amount.target, sign: -1n };
    const into: SideMove = { own: amount.target, other: amount.source, sign: 1n };
    if (amount.exchanged.includes(direction)) return [out, into];
    return amount.paid.includes(direction) ? [out] : [into];
  }

  /**
   * The same of a row with one amount of nothing but digits, sign and decimal sign; undefined for any other, and until
   * the sign of debits is known, which the careful reading finds.
   */
  plain(row: readonly string[], point: number, decimals: number): bigint | undefined {
    const { amount } = this;
    if (amount.kind === 'signed') return plainMinor(row[amount.column] ?? '', point, decimals);
    if (amount.kind !== 'debit-credit') return undefined;
    const debit = row[amount.debit] ?? '';
    const credit = row[amount.credit] ?? '';
    if (debit === '') return plainMinor(credit, point, decimals);
    const out = credit === '' ? plainMinor(debit, point, decimals) : undefined;
    if (out === undefined || out === 0n) return undefined;
    const isNegative = out < 0n;
    if (this.debitSign !== (isNegative ? -1n : 1n)) return undefined;
    return isNegative ? out : -out;
  }

  private direction(amount: Directed | Sided): string {
    const text = this.cells.text(amount.direction);
    const direction = directionWord(text);
    const known = [...amount.received, ...amount.paid, ...('exchanged' in amount ? amount.exchanged : [])];
    if (known.includes(direction)) return direction;
    throw new CellError('bad-direction', `"${show(text)}" says neither received nor paid`, amount.direction);
  }

  private directed(amount: Directed, currency: string): bigint {
    const received = amount.received.includes(this.direction(amount));
    const minor = this.cells.minor(this.cells.text(amount.column), amount.column, currency);
    // Some exports sign the amount and say the direction too; the two must agree.
    if (minor < 0n && received)
      throw new CellError(
        'bad-amount',
        'the amount has a minus sign although its row says that money came in',
        amount.column,
      );
    return received || minor < 0n ? minor : -minor;
  }

  private debitOrCredit(amount: DebitCredit, currency: string): bigint {
    const { cells } = this;
    const debit = filled(cells.text(amount.debit));
    const credit = filled(cells.text(amount.credit));
    if (debit === '' && credit === '')
      throw new CellError('no-amount', 'neither debit nor credit is filled', amount.debit);
    const out = debit === '' ? 0n : cells.minor(debit, amount.debit, currency);
    const into = credit === '' ? 0n : cells.minor(credit, amount.credit, currency);
    if (out !== 0n && into !== 0n) {
      const message = `both debit "${show(debit)}" and credit "${show(credit)}" are filled`;
      throw new CellError('two-amounts', message, amount.debit);
    }
    return out === 0n ? into : this.paid(out, debit, amount);
  }

  /** Money out as a negative amount. A debit of the other sign than the file's others would be money in, or a slip. */
  private paid(out: bigint, text: string, { debit, debitSign: rule }: DebitCredit): bigint {
    const sign = out < 0n ? -1n : 1n;
    this.debitSign ??= rule === 'negative' ? -1n : rule === 'positive' ? 1n : sign;
    if (sign !== this.debitSign) {
      const message = `the debit "${show(text)}" has another sign than the debits of this file; it is not guessed which way the money went`;
      throw new CellError('debit-sign', message, debit);
    }
    return sign === -1n ? out : -out;
  }
}
