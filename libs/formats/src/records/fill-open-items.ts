import { grown, type OpenItemSink, type Problem } from '@lettrage/domain';
import { DelimitedReader } from '../table/delimited-reader.js';
import { PlainRows } from './plain-rows.js';
import {
  headerDelimiter,
  isHeaded,
  OpenItemRows,
  readOpenItems,
  requireText,
  uncut,
  type ReadRecordsOptions,
} from './read-open-items.js';
import { utf8Bytes } from './text-chunks.js';

/**
 * Reads open items as {@link readOpenItems} does, in the same order and with the same problems, into a sink that can take
 * them as they stand in the bytes of the file: a million rows of which no texts and objects are made.
 */
export async function fillOpenItems(
  chunks: AsyncIterable<Uint8Array>,
  sink: OpenItemSink,
  options: ReadRecordsOptions = {},
): Promise<Problem[]> {
  const pieces = utf8Bytes(chunks, options.file)[Symbol.asyncIterator]();
  const decoder = new TextDecoder();
  const first: Uint8Array[] = [];
  let head = '';
  while (!isHeaded(head)) {
    const next = await pieces.next();
    if (next.done) break;
    first.push(next.value);
    head += decoder.decode(next.value, { stream: true });
  }
  requireText(head, options);
  const all = withFirst(first, pieces);
  const isTable = !head.trimStart().startsWith('{');
  // Carriage returns alone end the lines of hardly any file.
  if (isTable && !/^[^\n]*?\r(?!\n)/.test(head)) return new TableFilling(sink, head, options).read(all);
  const problems: Problem[] = [];
  for await (const batch of readOpenItems(all, options)) {
    for (const { item } of batch.items) sink.add(item);
    problems.push(...batch.problems);
  }
  return problems;
}

async function* withFirst(first: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  yield* first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

const LINE_FEED = 10;
const QUOTE = 34;
/** A line that goes on longer than this without an end is given to the reader, which refuses it. */
const LONG_LINE = 1_000_000;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** A table on its way into a sink. */
class TableFilling {
  private readonly rows: OpenItemRows;
  private readonly reader: DelimitedReader;
  private readonly delimiter: string;
  private readonly problems: Problem[] = [];
  private plain: PlainRows | undefined;
  /** What was read and not yet taken, up to `used`. */
  private bytes = new Uint8Array(1 << 17);
  private used = 0;

  constructor(
    private readonly sink: OpenItemSink,
    head: string,
    private readonly options: ReadRecordsOptions,
  ) {
    this.rows = new OpenItemRows(options.file);
    this.delimiter = headerDelimiter(head);
    this.reader = new DelimitedReader({ delimiter: this.delimiter });
  }

  /** The problems of the table, whose sound rows went into the sink. */
  async read(chunks: AsyncIterable<Uint8Array>): Promise<Problem[]> {
    let isFirst = true;
    try {
      for await (const chunk of chunks) {
        this.append(chunk);
        if (isFirst && this.used < BYTE_ORDER_MARK.length) continue;
        if (isFirst && BYTE_ORDER_MARK.every((byte, at) => this.bytes[at] === byte)) this.drop(BYTE_ORDER_MARK.length);
        isFirst = false;
        const end = this.bytes.subarray(0, this.used).lastIndexOf(LINE_FEED) + 1;
        this.lines(end);
        this.drop(end);
        if (this.used > LONG_LINE) {
          const whole = lettersEnd(this.bytes, this.used);
          this.byRules(0, whole);
          this.drop(whole);
        }
      }
      this.byRules(0, this.used);
      this.keep(this.reader.end());
    } catch (error) {
      this.problems.push(uncut(error, this.options.file));
    }
    return this.problems;
  }

  private append(chunk: Uint8Array): void {
    if (this.used + chunk.length > this.bytes.length) this.bytes = grown(this.bytes, this.used + chunk.length);
    this.bytes.set(chunk, this.used);
    this.used += chunk.length;
  }

  /** Forgets the first bytes. */
  private drop(count: number): void {
    this.bytes.copyWithin(0, count, this.used);
    this.used -= count;
  }

  /** Whole lines up to `end`: each by its bytes where it is plain, else by the rules. */
  private lines(end: number): void {
    const { bytes } = this;
    let at = 0;
    // Where a quote opens a cell, a line may be half a row.
    const isQuoted = !this.reader.isBetween || bytes.subarray(0, end).includes(QUOTE);
    while (at < end && !isQuoted) {
      const { plain, reader } = this;
      if (!plain) {
        const next = bytes.indexOf(LINE_FEED, at) + 1;
        this.byRules(at, next);
        at = next;
        const { names } = this.rows;
        if (names) this.plain = new PlainRows(this.rows.builder, this.sink, this.delimiter.charCodeAt(0), names);
        continue;
      }
      const isCut = plain.cut(bytes, at);
      const next = plain.lineEnd;
      if (!isCut) this.byRules(at, next);
      else {
        if (!plain.take(bytes, reader.nextLine)) this.byCells(plain, reader.nextLine);
        reader.passLine();
      }
      at = next;
    }
    if (at < end) this.byRules(at, end);
  }

  /** The line that was cut last. A customer of whom nothing was to be said is known from then on. */
  private byCells(plain: PlainRows, line: number): void {
    const cells = this.text(plain.lineStart, plain.textEnd).split(this.delimiter);
    if (this.keep([{ cells, line }])) plain.know(this.bytes, this.sink.lastOwner);
  }

  private byRules(from: number, to: number): void {
    this.keep(this.reader.push(this.text(from, to)));
  }

  /** Bytes that were proven to be UTF-8. */
  private text(from: number, to: number): string {
    return Buffer.from(this.bytes.buffer).toString('utf8', from, to);
  }

  /** True if an item was made, and nothing said of it. */
  private keep(rows: ReturnType<DelimitedReader['push']>): boolean {
    const { items, problems } = this.rows.take(rows);
    for (const { item } of items) this.sink.add(item);
    for (const problem of problems) this.problems.push(problem);
    return items.length > 0 && problems.length === 0;
  }
}

/** Where the last letter begins that may not be whole, or the end. */
function lettersEnd(bytes: Uint8Array, end: number): number {
  let at = end;
  while (at > end - 4 && (bytes[at - 1]! & 0xc0) === 0x80) at -= 1;
  return bytes[at - 1]! >= 0xc0 ? at - 1 : end;
}
