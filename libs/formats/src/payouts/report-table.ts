import type { Problem } from '@lettrage/domain';
import { DelimitedError, DelimitedReader, unwrapFormula, type DelimitedRow } from '../table/delimited-reader.js';
import { detectDelimiter, firstRows } from '../table/detect-delimiter.js';
import { decodeChunks, decodeText, StreamDecoder } from '../text/stream-decoder.js';
import { columnName, ReportRow, type ReportColumns } from './report-row.js';

/** A report of a payment provider, known by the names of its columns in the languages it is exported in. */
export interface ReportLayout {
  readonly id: string;
  /** For messages, such as `Stripe payout reconciliation`. */
  readonly title: string;
  /** Names of each field's column, in every language; the first is the one a message asks for. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** Fields without which the report cannot be read. */
  readonly required: readonly string[];
}

/** What a report is read with. */
export interface ReportOptions {
  /** Name of the file, for messages. */
  readonly file?: string;
  readonly signal?: AbortSignal;
  /** Where the report comes from in the provider's own pages: the remedy of a missing column. */
  readonly where: string;
  /** Most rows; a payout is held in memory. */
  readonly most?: number;
}

/** Characters the delimiter and the header are looked for in. */
const HEAD = 65_536;
/** A header stands within these records; what is above it is a title. */
const HEADER_WITHIN = 20;
const MOST_ROWS = 200_000;

/** Of the columns needed, the share from which a header is one of a report that lacks some. */
const NEARLY = 0.6;

/**
 * How sure these first bytes are a report of one of the layouts: 1 where its header is there, below one half where that
 * lacks some of its columns, else 0. Never throws.
 */
export function sniffReport(head: Uint8Array, layouts: readonly ReportLayout[]): number {
  const { text } = decodeText(head.subarray(0, HEAD));
  const delimiter = detectDelimiter(text);
  if (delimiter === undefined) return 0;
  const { layout, nearest } = findHeader(firstRows(text, delimiter, HEADER_WITHIN), layouts);
  if (layout) return 1;
  if (!nearest) return 0;
  const { required } = nearest.layout;
  const share = (required.length - nearest.missing.length) / required.length;
  return share >= NEARLY ? share * 0.4 : 0;
}

/**
 * The rows of a provider's report, or what is wrong with it. Encodings are found by the bytes, the delimiter and the
 * header by their content; a missing column, a cut row and a quote left open are problems that name line and remedy.
 */
export async function* readReport(
  chunks: AsyncIterable<Uint8Array>,
  layouts: readonly ReportLayout[],
  options: ReportOptions,
): AsyncGenerator<ReportRow | Problem> {
  const decoder = new StreamDecoder();
  const table = new ReportTable(layouts, options);
  try {
    for await (const text of decodeChunks(chunks, decoder)) {
      options.signal?.throwIfAborted();
      yield* table.push(text);
      if (table.isDone) return;
    }
    yield* table.end();
  } catch (error) {
    if (!(error instanceof DelimitedError)) throw error;
    yield problem(`line ${error.line}`, 'bad-table', `The table cannot be read: ${error.message}. Export it again.`);
  }
}

/** Cuts text into rows once the head shows delimiter and header. */
class ReportTable {
  /** Nothing more is read: the report is none, or too long. */
  isDone = false;
  private head = '';
  private reader: DelimitedReader | undefined;
  private above: DelimitedRow[] = [];
  private found: { layout: ReportLayout; columns: ReportColumns } | undefined;
  private rows = 0;

  constructor(
    private readonly layouts: readonly ReportLayout[],
    private readonly options: ReportOptions,
  ) {}

  *push(text: string): Generator<ReportRow | Problem> {
    if (this.reader) return yield* this.take(this.reader.push(text));
    this.head += text;
    if (this.head.length >= HEAD) yield* this.open();
  }

  *end(): Generator<ReportRow | Problem> {
    if (!this.reader) yield* this.open();
    if (this.isDone || !this.reader) return;
    yield* this.take(this.reader.end());
    if (!this.found && !this.isDone) yield this.noHeader();
  }

  private *open(): Generator<ReportRow | Problem> {
    const delimiter = detectDelimiter(this.head.slice(0, HEAD)) ?? ',';
    this.reader = new DelimitedReader({ delimiter });
    const text = this.head;
    this.head = '';
    yield* this.take(this.reader.push(text));
  }

  private *take(rows: readonly DelimitedRow[]): Generator<ReportRow | Problem> {
    for (const row of rows) {
      if (this.isDone) return;
      if (this.found) yield* this.row(row, this.found);
      else yield* this.lookForHeader(row);
    }
  }

  private *lookForHeader(row: DelimitedRow): Generator<Problem> {
    this.above.push(row);
    const { layout, columns } = findHeader([row], this.layouts);
    if (layout) this.found = { layout, columns };
    else if (this.above.length >= HEADER_WITHIN) {
      this.isDone = true;
      yield this.noHeader();
    }
  }

  private *row(
    row: DelimitedRow,
    { layout, columns }: { layout: ReportLayout; columns: ReportColumns },
  ): Generator<ReportRow | Problem> {
    if (row.cells.every((cell) => cell.trim() === '')) return;
    if (++this.rows > (this.options.most ?? MOST_ROWS)) {
      this.isDone = true;
      yield problem(
        `line ${row.line}`,
        'report-too-long',
        `The report has more than ${this.options.most ?? MOST_ROWS} rows. Export shorter periods.`,
      );
      return;
    }
    const cells = row.cells.map(unwrapFormula);
    // A cell too many or too few moves the others under names that are not theirs.
    if (filledLength(cells) > columns.header.length || cells.length < columns.header.length) {
      const says = `The row has ${cells.length} cells and the header ${columns.header.length}: the file was cut or edited. Export it again.`;
      yield problem(`line ${row.line}`, 'odd-row', says);
      return;
    }
    yield new ReportRow(row.line, layout.id, cells, columns);
  }

  private noHeader(): Problem {
    this.isDone = true;
    const { nearest } = findHeader(this.above, this.layouts);
    const { title } = nearest?.layout ?? this.layouts[0]!;
    if (!nearest || nearest.missing.length === nearest.layout.required.length) {
      const known = this.layouts.map((layout) => layout.title).join(', ');
      return problem(
        'line 1',
        'unknown-report',
        `This is none of the reports known here (${known}). ${this.options.where}`,
      );
    }
    const names = nearest.missing.map((field) => `“${nearest.layout.columns[field]![0]}”`).join(', ');
    const says = `The header of the ${title} report has no column ${names}. ${this.options.where}`;
    return problem(`line ${nearest.line}`, 'missing-column', says);
  }
}

interface Nearest {
  readonly layout: ReportLayout;
  readonly missing: readonly string[];
  readonly line: number;
}

/** The first record that is the header of a layout, and else the one that lacks least. */
function findHeader(
  rows: readonly DelimitedRow[],
  layouts: readonly ReportLayout[],
): { layout?: ReportLayout; columns: ReportColumns; nearest?: Nearest } {
  let nearest: Nearest | undefined;
  for (const row of rows) {
    const header = row.cells.map(columnName);
    for (const layout of layouts) {
      const positions = positionsOf(header, layout);
      const missing = layout.required.filter((field) => !positions.has(field));
      if (missing.length === 0)
        return {
          layout,
          columns: { header: named(row.cells), positions, names: layout.columns },
        };
      if (!nearest || missing.length < nearest.missing.length) nearest = { layout, missing, line: row.line };
    }
  }
  return { columns: { header: [], positions: new Map(), names: {} }, ...(nearest ? { nearest } : {}) };
}

/** The names of the columns, without blank ones at the end. */
function named(cells: readonly string[]): string[] {
  return cells.slice(0, filledLength(cells)).map((cell) => cell.trim());
}

function filledLength(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
}

function positionsOf(header: readonly string[], layout: ReportLayout): Map<string, number> {
  const positions = new Map<string, number>();
  for (const [field, names] of Object.entries(layout.columns)) {
    const at = names.map((name) => header.indexOf(columnName(name))).find((index) => index !== -1);
    if (at !== undefined) positions.set(field, at);
  }
  return positions;
}

function problem(location: string, rule: string, message: string): Problem {
  return { severity: 'error', rule, message, location };
}
