import type { ProblemLine, StatementLine } from '@lettrage/domain';
import { LineReferences } from '@lettrage/formats';
import { factsIn, type AboveFacts } from './above-facts.js';
import { MovementReader } from './movement.reader.js';
import type { Movement, RowProblem } from './movement.js';
import { currencyOfCountry } from './region.js';
import type { TableLayout } from './table-layout.js';
import type { TableRow } from './table-row.js';
import { TableStatements } from './table-statements.js';

/** What is known of the file beside its table. */
export interface TableFileOptions {
  /** `csv` or `xlsx`: stands before the profile in `source.format`. */
  readonly prefix: string;
  readonly file?: string;
  /** What messages call a row; default `line`. */
  readonly place?: string;
}

/** So many refused rows are no damaged statement: the rest is not told one by one. */
const MOST_ERRORS = 1_000;
const WARNINGS_KEPT = 5;

/** Turns the rows of one file whose layout is known into statement lines; constant memory. */
export class TableFile {
  /** True once nothing further will be read. */
  stopped = false;
  private lines: StatementLine[] = [];
  private readonly statements: TableStatements;
  private readonly movements: MovementReader;
  private readonly facts: AboveFacts;
  /** Kept back for one row: the next may go on with its text. */
  private last: Movement | undefined;
  private errors = 0;
  private warnings = 0;
  private balances = 0;

  constructor(
    private readonly layout: TableLayout,
    private readonly options: TableFileOptions,
  ) {
    this.facts = factsIn(layout, layout.aboveRows);
    this.movements = new MovementReader(
      layout,
      this.currency() ?? currencyOfCountry(this.facts.account) ?? layout.likelyCurrency ?? 'EUR',
    );
    this.statements = new TableStatements(this.facts, {
      format: `${options.prefix}.${layout.profile.id}`,
      file: options.file,
      newestFirst: layout.profile.newestFirst ?? false,
      references: new LineReferences(),
      emit: (line) => this.lines.push(line),
      warn: (code, message, line) => this.problem('warning', code, message, line),
    });
  }

  /** Reads rows; those of the header and above it are passed over. */
  take(rows: readonly TableRow[]): void {
    const { headerLine } = this.layout;
    for (const row of rows) if (row.line > headerLine && !this.stopped) this.row(row);
  }

  /** Ends the statements. */
  end(warnings: readonly string[] = []): void {
    const { layout, facts } = this;
    this.flush();
    this.statements.end();
    const { count } = this.statements;
    if (facts.count !== undefined && /^\d{1,9}$/.test(facts.count) && Number(facts.count) !== count)
      this.problem('warning', 'totals-differ', `the file says ${facts.count} lines, ${count} were read`, 1);
    if (this.currency() === undefined && this.movements.assumed)
      this.problem(
        'warning',
        'currency-assumed',
        `the file names no currency; amounts without one are read as ${this.movements.currency}`,
        Math.max(1, layout.headerLine),
      );
    if (count === 0 && this.errors === 0)
      this.problem(
        'warning',
        'no-transaction',
        `a file of ${layout.profile.title} without a single movement`,
        Math.max(1, layout.headerLine),
      );
    for (const text of warnings) this.problem('warning', 'encoding', text, 1);
  }

  /** What was read since the last call. */
  takeLines(): readonly StatementLine[] {
    const { lines } = this;
    this.lines = [];
    return lines;
  }

  /** Adds a problem of the file itself, such as a table that cannot be cut. */
  problem(severity: 'error' | 'warning', code: string, message: string, line: number, path?: string): void {
    this.lines.push(tableProblem(this.options, severity, code, message, line, path));
  }

  private currency(): string | undefined {
    return this.facts.currency ?? this.layout.headerCurrency ?? this.layout.profile.currency;
  }

  private row(row: TableRow): void {
    const plain = this.movements.plain(row);
    if (plain !== undefined) {
      this.flush();
      this.last = plain;
      return;
    }
    const result = this.movements.read(row);
    if (result.kind === 'movements') {
      for (const movement of result.movements) {
        this.flush();
        this.last = movement;
      }
      if (result.warning) this.warn(result.warning);
    } else if (result.kind === 'problem') this.refuse(result.problem);
    else if (result.kind === 'continuation') this.goOn(result.text);
    else if (result.kind === 'caption') this.section(row);
    else if (result.kind === 'balance') {
      this.flush();
      if (this.balances++ < 1_000) this.statements.balance(result, this.movements.currency);
    }
  }

  private flush(): void {
    if (this.last) this.statements.add(this.last);
    this.last = undefined;
  }

  private goOn(text: string): void {
    if (this.last && (this.last.label?.length ?? 0) < 10_000)
      this.last.label = this.last.label === undefined ? text : `${this.last.label} ${text}`;
  }

  private section(row: TableRow): void {
    this.flush();
    this.statements.section(factsIn(this.layout, [row]));
  }

  private refuse({ code, message, column, line }: RowProblem): void {
    this.flush();
    this.problem('error', code, `${column}: ${message}`, line, column);
    if (++this.errors < MOST_ERRORS) return;
    this.problem('error', 'too-many-errors', `${MOST_ERRORS} rows were refused; the rest is not read`, line);
    this.stopped = true;
  }

  private warn({ code, message, column, line }: RowProblem): void {
    if (this.warnings++ < WARNINGS_KEPT)
      this.problem('warning', code, `${column}: ${message}; the movement is read without it`, line, column);
  }
}

/** A problem line of a table; names file and line. */
export function tableProblem(
  options: TableFileOptions,
  severity: 'error' | 'warning',
  code: string,
  message: string,
  line: number,
  path?: string,
): ProblemLine {
  const where = `${options.file ? `${options.file}, ` : ''}${options.place ?? 'line'} ${line}`;
  return {
    type: 'problem',
    severity,
    code,
    message: `${where}: ${message}`,
    origin: { line, ...(path ? { path } : {}) },
  };
}
