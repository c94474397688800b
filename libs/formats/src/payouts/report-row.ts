import { AmountError, decimalsOf, isCurrency, parseMinor, type Day, type Problem } from '@lettrage/domain';
import { readAmount, show } from '../values/amount.js';
import { tryReadDay, type DayFormat } from '../values/read-day.js';

/** The columns of a report as its header has them. */
export interface ReportColumns {
  /** The names as written. */
  readonly header: readonly string[];
  /** Position of each field that is there. */
  readonly positions: ReadonlyMap<string, number>;
  readonly names: Readonly<Record<string, readonly string[]>>;
}

/** A cell that cannot be read exactly, with line, column and remedy. */
export class CellError extends Error {
  override readonly name = 'CellError';

  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

/** A name of a column without what exports vary in: case, accents, punctuation. */
export function columnName(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** The merchant's own columns of a header: looked for once a file. */
const EXTRAS = new WeakMap<ReportColumns, readonly { readonly name: string; readonly at: number }[]>();

/** One row of a report; cells are asked for by field. */
export class ReportRow {
  constructor(
    readonly line: number,
    /** Id of the layout the header is of. */
    readonly layout: string,
    private readonly cells: readonly string[],
    private readonly columns: ReportColumns,
  ) {}

  /** True where the report has the column. */
  has(field: string): boolean {
    return this.columns.positions.has(field);
  }

  /** The cell without blanks around it; empty where the column is missing. */
  text(field: string): string {
    const at = this.columns.positions.get(field);
    return at === undefined ? '' : (this.cells[at] ?? '').trim();
  }

  /** The cell, which must not be empty. */
  needed(field: string): string {
    const text = this.text(field);
    return text === '' ? this.refuse(field, 'is empty') : text;
  }

  /** ISO 4217 code in capitals. */
  currency(field: string): string {
    const code = this.needed(field).toUpperCase();
    return isCurrency(code) ? code : this.refuse(field, `"${show(code)}" is no ISO 4217 code`);
  }

  /** Minor units; the decimal sign is found by the currency's decimals, and what is ambiguous is refused. */
  amount(field: string, currency: string): bigint {
    const text = this.needed(field);
    const decimal = decimalSign(text, decimalsOf(currency));
    if (decimal === undefined)
      return this.refuse(field, `"${show(text)}" may be thousands or decimals: export it with all decimals`);
    try {
      const thousands = [' ', "'", decimal === '.' ? ',' : '.'];
      return parseMinor(readAmount(text, { decimal, thousands }), currency);
    } catch (error) {
      if (error instanceof AmountError) return this.refuse(field, error.message);
      throw error;
    }
  }

  /** Like {@link amount}; zero where the cell is empty or the column missing. */
  amountOrZero(field: string, currency: string): bigint {
    return this.text(field) === '' ? 0n : this.amount(field, currency);
  }

  /** The day as written, in one of the formats. */
  day(field: string, formats: readonly DayFormat[]): Day {
    const text = this.needed(field);
    return (
      tryReadDay(text, formats) ?? this.refuse(field, `"${show(text)}" is no day written as ${formats.join(' or ')}`)
    );
  }

  /** Columns of the merchant's own: name and value of those whose header `named` recognises and whose cell is filled. */
  extras(named: (header: string) => string | undefined): { readonly name: string; readonly value: string }[] {
    let extras = EXTRAS.get(this.columns);
    if (extras === undefined) {
      extras = this.columns.header.flatMap((header, at) => {
        const name = named(header);
        return name === undefined ? [] : [{ name, at }];
      });
      EXTRAS.set(this.columns, extras);
    }
    return extras.flatMap(({ name, at }) => {
      const value = (this.cells[at] ?? '').trim();
      return value === '' ? [] : [{ name, value }];
    });
  }

  /** Refuses the row for the cell of a field. */
  refuse(field: string, why: string): never {
    const at = this.columns.positions.get(field);
    const name = at === undefined ? (this.columns.names[field]?.[0] ?? field) : this.columns.header[at]!;
    throw new CellError({
      severity: 'error',
      rule: 'bad-cell',
      message: `${name}: ${why}. Export the report again, unchanged.`,
      location: `line ${this.line}, column ${show(name)}`,
    });
  }
}

/** The decimal sign of an amount of a currency with so many decimals; undefined where it may be either. */
function decimalSign(text: string, decimals: number): '.' | ',' | undefined {
  const signs = [...text.matchAll(/[.,]/g)];
  const last = signs.at(-1);
  if (!last) return '.';
  const sign = last[0] as '.' | ',';
  const other = sign === '.' ? ',' : '.';
  const behind = /^\d*/.exec(text.slice(last.index + 1))![0].length;
  // A sign that comes more than once parts thousands.
  if (signs.filter(([each]) => each === sign).length > 1) return other;
  if (behind === 3 && decimals === 0) return other;
  if (behind === 3 && decimals !== 3) return signs.length > 1 ? sign : undefined;
  return sign;
}
