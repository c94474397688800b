import { NextPlace } from '../text/next-place.js';

/** A record of a delimited file. */
export interface DelimitedRow {
  readonly cells: readonly string[];
  /** Line of the file on which the record starts, from 1. */
  readonly line: number;
  /** The file ends within or right after this record, without a line end: it may be cut. */
  readonly open?: true;
}

/** How a delimited file is laid out. */
export interface DelimitedOptions {
  readonly delimiter: string;
  /** Default `"`. */
  readonly quote?: string;
  /** Characters a record may have; default one million. */
  readonly recordLimit?: number;
}

/** A delimited file that cannot be cut into records. */
export class DelimitedError extends Error {
  override readonly name = 'DelimitedError';

  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

const RECORD_LIMIT = 1_000_000;
const CR = 13;
/** Cells for which room is made ahead: a row of a million cells must not cost each row behind it as much. */
const MOST_EXPECTED = 64;

/**
 * Cuts delimited text that arrives in pieces into records (RFC 4180, cells over several lines included, and what banks
 * make of it: a quote inside an unquoted cell is text, so is what follows a closing quote). Line ends are LF, CRLF, or
 * CR where the first line ends so. Empty lines are left out.
 *
 * Own code because a statement reader must reach 25 MB/s with everything it does; `csv-parse` alone takes that long.
 * A property test compares the two.
 */
export class DelimitedReader {
  private readonly delimiter: string;
  private readonly quote: string;
  private readonly limit: number;
  private newline: '\n' | '\r' | undefined;
  private rest = '';
  private line = 1;
  /** Cells of the line before. */
  private usual = 1;
  private quotes = new NextPlace('', '"');
  private delimiters = this.quotes;

  constructor(options: DelimitedOptions) {
    this.delimiter = options.delimiter;
    this.quote = options.quote ?? '"';
    this.limit = options.recordLimit ?? RECORD_LIMIT;
  }

  /** True where the next text begins a record. */
  get isBetween(): boolean {
    return this.rest === '';
  }

  /** The line of the file on which the next record starts. */
  get nextLine(): number {
    return this.line;
  }

  /** Passes over a line that was read elsewhere; only between two records. */
  passLine(): void {
    this.line += 1;
  }

  /** The records that `text` completes. Throws {@link DelimitedError}. */
  push(text: string): DelimitedRow[] {
    return this.cut(this.rest + text, false);
  }

  /** The last record, if the file does not end with a line end. Throws {@link DelimitedError} on an open quote. */
  end(): DelimitedRow[] {
    const rows = this.cut(this.rest, true);
    const last = rows.pop();
    return last ? [...rows, { ...last, open: true }] : rows;
  }

  private cut(text: string, last: boolean): DelimitedRow[] {
    const rows: DelimitedRow[] = [];
    this.rest = text;
    if (!last && !this.findNewline(text)) return rows;
    this.quotes = new NextPlace(text, this.quote);
    this.delimiters = new NextPlace(text, this.delimiter);
    let at = 0;
    while (at < text.length) {
      const next = this.record(text, at, last, rows);
      if (next === -1) break;
      at = next;
    }
    this.rest = text.slice(at);
    if (this.rest.length > this.limit) {
      throw new DelimitedError(`a record longer than ${this.limit} characters; is a quote left open?`, this.line);
    }
    return rows;
  }

  /** Whether the kind of line end is known; a CR at the very end may still be half of a CRLF. */
  private findNewline(text: string): boolean {
    if (this.newline !== undefined) return true;
    const found = /\r\n|\n|\r(?=[^\n])/.exec(text)?.[0];
    if (found !== undefined) this.newline = found === '\r' ? '\r' : '\n';
    else if (text.length > this.limit) throw new DelimitedError(`a line longer than ${this.limit} characters`, 1);
    return this.newline !== undefined;
  }

  /** Reads one record from `start`; where the next starts, or -1 if the record is not complete yet. */
  private record(text: string, start: number, last: boolean, rows: DelimitedRow[]): number {
    const newline = this.newline ?? '\n';
    const end = text.indexOf(newline, start);
    if (end === -1 && !last) return -1;
    const lineEnd = end === -1 ? text.length : end;
    const to = lineEnd > start && text.charCodeAt(lineEnd - 1) === CR ? lineEnd - 1 : lineEnd;
    const cells =
      this.quotes.after(start) < to ? this.wholeQuoted(text.slice(start, to)) : this.unquoted(text, start, to);
    if (cells === undefined) return this.quotedRecord(text, start, newline, last, rows);
    this.take(cells, 1, rows);
    return end === -1 ? text.length : end + 1;
  }

  /** The cells of a line without quotes. Cut straight from the text: `split` takes twice as long. */
  private unquoted(text: string, start: number, to: number): string[] {
    const { delimiters } = this;
    const width = this.delimiter.length;
    // Rows of a table have the same number of cells; a list that grows takes twice the room.
    const cells = new Array<string>(this.usual);
    let from = start;
    let count = 0;
    for (let end = delimiters.after(from); end < to; end = delimiters.after(from)) {
      cells[count++] = text.slice(from, end);
      from = end + width;
    }
    cells[count++] = text.slice(from, to);
    if (cells.length > count) cells.length = count;
    this.usual = Math.min(count, MOST_EXPECTED);
    return cells;
  }

  /**
   * The cells of a line all of whose cells are quoted and none holds a quote or a line end: how many banks write, and
   * quickly cut. Undefined for any other line.
   */
  private wholeQuoted(line: string): string[] | undefined {
    const { quote } = this;
    if (line.length < 2 || !line.startsWith(quote) || !line.endsWith(quote)) return undefined;
    const cells = line.slice(1, -1).split(quote + this.delimiter + quote);
    for (const cell of cells) if (cell.includes(quote)) return undefined;
    return cells;
  }

  private quotedRecord(text: string, start: number, newline: string, last: boolean, rows: DelimitedRow[]): number {
    const { delimiter, quote } = this;
    const cells: string[] = [];
    let lines = 1;
    let at = start;
    for (;;) {
      let cell = '';
      if (text.startsWith(quote, at)) {
        const closing = closingQuote(text, at + 1, quote);
        if (closing === -1) {
          if (last) throw new DelimitedError('a quote opened here is never closed', this.line);
          return -1;
        }
        cell = text.slice(at + 1, closing);
        if (cell.includes(quote)) cell = cell.replaceAll(quote + quote, quote);
        if (cell.includes(newline)) lines += cell.split(newline).length - 1;
        at = closing + 1;
        // Nearly always the next cell follows at once.
        if (text.startsWith(delimiter, at)) {
          cells.push(cell);
          at += delimiter.length;
          continue;
        }
        // The closing quote may be the first of a doubled one that the next piece completes.
        if (at >= text.length && !last) return -1;
      }
      const lineEnd = indexOrEnd(text, newline, at);
      if (lineEnd === text.length && !last) return -1;
      const cellEnd = Math.min(indexOrEnd(text, delimiter, at), lineEnd);
      const tail = text.slice(at, cellEnd);
      cells.push(cell + (cellEnd === lineEnd ? withoutCr(tail) : tail));
      if (cellEnd === lineEnd) {
        this.take(cells, lines, rows);
        return Math.min(lineEnd + 1, text.length);
      }
      at = cellEnd + 1;
    }
  }

  private take(cells: string[], lines: number, rows: DelimitedRow[]): void {
    if (cells.length > 1 || cells[0] !== '') rows.push({ cells, line: this.line });
    this.line += lines;
  }
}

function withoutCr(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

function indexOrEnd(text: string, wanted: string, from: number): number {
  const index = text.indexOf(wanted, from);
  return index === -1 ? text.length : index;
}

/** Index of the quote that closes a cell; doubled quotes are text. -1 if there is none. */
function closingQuote(text: string, from: number, quote: string): number {
  let at = text.indexOf(quote, from);
  while (at !== -1 && text.startsWith(quote, at + 1)) at = text.indexOf(quote, at + 2);
  return at;
}

/** `="0000123"`, by which exports keep a spreadsheet from reading a number, becomes `0000123`; other cells stay. */
export function unwrapFormula(cell: string): string {
  if (!cell.startsWith('=')) return cell;
  return /^="([^"]*)"$/.exec(cell)?.[1] ?? cell;
}
