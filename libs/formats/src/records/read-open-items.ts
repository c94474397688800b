import { InputError, type OpenItem, type Problem } from '@lettrage/domain';
import { DelimitedError, DelimitedReader, unwrapFormula, type DelimitedRow } from '../table/delimited-reader.js';
import { OpenItemBuilder } from './build-open-item.js';
import {
  camelCase,
  OPEN_ITEM_COLUMNS,
  rawOpenItem,
  REQUIRED_COLUMNS,
  type OpenItemColumn,
  type RawOpenItem,
} from './open-item-columns.js';
import { problemAt, shown } from './problem-at.js';
import { linesOf, utf8Chunks } from './text-chunks.js';

/** An open item and the line of the file it stands on, from 1. */
export interface OpenItemRow {
  readonly item: OpenItem;
  readonly line: number;
}

/** What one piece of the file gave. */
export interface OpenItemBatch {
  readonly items: readonly OpenItemRow[];
  readonly problems: readonly Problem[];
}

/** What the caller knows about the file. */
export interface ReadRecordsOptions {
  /** Name for messages. */
  readonly file?: string;
}

/**
 * Reads open items from CSV (comma or semicolon, header line) or NDJSON, UTF-8, as they arrive. Bad rows become
 * problems that name line, field and remedy; sound rows go on. Throws {@link InputError} where nothing can be read at
 * all: an empty file, another encoding, no header with the required columns.
 */
export async function* readOpenItems(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadRecordsOptions = {},
): AsyncIterable<OpenItemBatch> {
  const texts = utf8Chunks(chunks, options.file)[Symbol.asyncIterator]();
  let head = '';
  while (!isHeaded(head)) {
    const next = await texts.next();
    if (next.done) break;
    head += next.value;
  }
  requireText(head, options);
  const all = withHead(head, texts);
  yield* head.trimStart().startsWith('{') ? readJson(all, options) : readCsv(all, options);
}

/** Reads a whole file of open items; see {@link readOpenItems}. */
export async function collectOpenItems(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadRecordsOptions = {},
): Promise<{ items: OpenItem[]; problems: Problem[] }> {
  const items: OpenItem[] = [];
  const problems: Problem[] = [];
  for await (const batch of readOpenItems(chunks, options)) {
    for (const { item } of batch.items) items.push(item);
    problems.push(...batch.problems);
  }
  return { items, problems };
}

/** A header that goes on longer than this is none: what was read is looked at as it is. */
const LONGEST_HEADER = 1_000_000;
const HEADED = /^\s*\S[^\n\r]*[\n\r]/;

/** True if the text reaches the end of the header line, or so far that there can be none. */
export function isHeaded(text: string): boolean {
  return text.length > LONGEST_HEADER || HEADED.test(text);
}

/** Throws {@link InputError} if the file has nothing in it. */
export function requireText(head: string, options: ReadRecordsOptions): void {
  if (head.trim() === '') throw unreadable('empty', 'is empty: expected open items with a header line', options);
}

async function* withHead(head: string, rest: AsyncIterator<string>): AsyncIterable<string> {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function* readCsv(texts: AsyncIterable<string>, { file }: ReadRecordsOptions): AsyncIterable<OpenItemBatch> {
  const rows = new OpenItemRows(file);
  let reader: DelimitedReader | undefined;
  try {
    for await (const text of texts) {
      reader ??= new DelimitedReader({ delimiter: headerDelimiter(text) });
      yield rows.take(reader.push(text));
    }
    if (reader) yield rows.take(reader.end());
  } catch (error) {
    yield { items: [], problems: [uncut(error, file)] };
  }
}

/** The problem of a file that cannot be cut into rows; throws any other error. */
export function uncut(error: unknown, file: string | undefined): Problem {
  if (!(error instanceof DelimitedError)) throw error;
  const message = `${error.message}: check the quotes of this line`;
  return problemAt('error', 'open-item-csv', message, { file, line: error.line });
}

/** Makes open items of the rows of a CSV file, the first of which is its header. */
export class OpenItemRows {
  readonly builder: OpenItemBuilder;
  private known: Header | undefined;

  constructor(private readonly file: string | undefined) {
    this.builder = new OpenItemBuilder(file);
  }

  /** The names of the columns as they are compared, once the header was taken. */
  get names(): readonly string[] | undefined {
    return this.known?.names;
  }

  /** Throws {@link InputError} if the header lacks a required column. */
  take(rows: readonly DelimitedRow[]): OpenItemBatch {
    const { file, builder } = this;
    const problems: Problem[] = [];
    const items: OpenItemRow[] = [];
    for (const row of rows) {
      const header = this.known;
      if (!header) {
        this.known = readHeader(row, file, problems);
        continue;
      }
      if (row.cells.length !== header.names.length) {
        const message = `the line has ${row.cells.length} cells, the header ${header.names.length}: check quotes and delimiters`;
        problems.push(problemAt('error', 'open-item-cells', message, { file, line: row.line }));
        continue;
      }
      const item = builder.build(header.read(row.cells), row.line, problems);
      if (item) items.push({ item, line: row.line });
    }
    return { items, problems };
  }
}

/** A semicolon where there are as many of them in the header line as commas. */
export function headerDelimiter(text: string): string {
  const line = text.trimStart().split(/[\r\n]/, 1)[0]!;
  return line.split(';').length >= line.split(',').length ? ';' : ',';
}

interface Header {
  readonly names: readonly string[];
  readonly read: (cells: readonly string[]) => RawOpenItem;
}

function readHeader(row: DelimitedRow, file: string | undefined, problems: Problem[]): Header {
  const names = row.cells.map((cell) => cell.trim().toLowerCase());
  const missing = REQUIRED_COLUMNS.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    const message = `lacks the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}; its header has ${names.map(shown).slice(0, 30).join(', ')}: name the columns as documented (${OPEN_ITEM_COLUMNS.join(',')})`;
    throw unreadable('columns', message, file === undefined ? {} : { file });
  }
  const repeated = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (repeated !== undefined)
    throw unreadable(
      'columns',
      `has the column ${shown(repeated)} twice: keep one`,
      file === undefined ? {} : { file },
    );
  for (const name of names) {
    if (name !== '' && !(OPEN_ITEM_COLUMNS as readonly string[]).includes(name)) {
      problems.push(
        problemAt('warning', 'open-item-column', `the column ${shown(name)} is unknown and left out`, {
          file,
          line: row.line,
        }),
      );
    }
  }
  const at = OPEN_ITEM_COLUMNS.map((column) => names.indexOf(column));
  const read = (cells: readonly string[]): RawOpenItem =>
    rawOpenItem((column) => {
      const index = at[column]!;
      return index < 0 ? '' : unwrapFormula(cells[index]!).trim();
    });
  return { names, read };
}

async function* readJson(texts: AsyncIterable<string>, { file }: ReadRecordsOptions): AsyncIterable<OpenItemBatch> {
  const builder = new OpenItemBuilder(file);
  for await (const lines of linesOf(texts, file)) {
    const problems: Problem[] = [];
    const items: OpenItemRow[] = [];
    for (const { text, line } of lines) {
      const raw = rawOf(text, { file, line }, problems);
      const item = raw && builder.build(raw, line, problems);
      if (item) items.push({ item, line });
    }
    yield { items, problems };
  }
}

/** A JSON object as a raw row: texts only, since a JSON number may have lost cents already. */
function rawOf(
  text: string,
  place: { file: string | undefined; line: number },
  problems: Problem[],
): RawOpenItem | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    problems.push(problemAt('error', 'open-item-json', 'the line is not JSON: write one object a line', place));
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push(problemAt('error', 'open-item-json', 'the line is not a JSON object', place));
    return undefined;
  }
  const object = value as Record<string, unknown>;
  const raw: Record<string, string> = {};
  let sound = true;
  for (const column of OPEN_ITEM_COLUMNS) {
    const given = object[camelCase(column)];
    const cell =
      Array.isArray(given) && given.every((one) => typeof one === 'string') ? given.join(' ') : (given ?? '');
    if (typeof cell === 'string') raw[column] = cell.trim();
    else {
      problems.push(
        problemAt(
          'error',
          'open-item-json',
          `${camelCase(column)} must be a string (amounts too: "1200.00")`,
          place,
          camelCase(column),
        ),
      );
      sound = false;
    }
  }
  return sound ? (raw as Record<OpenItemColumn, string>) : undefined;
}

function unreadable(rule: string, what: string, { file }: ReadRecordsOptions): InputError {
  const message = `${file ?? 'the file'} ${what}`;
  return new InputError(`open-items-${rule}`, message, [
    { severity: 'fatal', rule: `open-items-${rule}`, message, ...(file !== undefined && { location: file }) },
  ]);
}
