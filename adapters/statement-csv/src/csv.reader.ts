import type { ReadStatementOptions, StatementLine, StatementReader } from '@lettrage/adapter-sdk';
import { decodeText, DelimitedError, DelimitedReader, StreamDecoder } from '@lettrage/formats';
import {
  candidateTables,
  charsetOfHeader,
  proposeProfile,
  recogniseTable,
  TableFile,
  tableProblem,
  type CandidateTable,
  type LayoutRefusal,
  type TableLayout,
} from '@lettrage/statement-tables/reading';
import { LineUnwrapper, quotingOf, unwrapLines, type Quoting } from './csv.quoting.js';

const HEAD = 65_536;
/** Bytes that hold the mark of another format, and those a header stands in. */
const [START, HEADER] = [512, 8_192];
const PREFIX = 'csv';
/** Starts of formats that also hold commas and semicolons. */
const OTHER_FORMATS = /^\s*(?:<|OFXHEADER|:20:|\{1:|![A-Z]+:|!Option|%PDF|PK|0[14]\d{5}.{4}\d{5}|UNA|UNB\+|\{|\[)/i;

/** Reads CSV statements of known banks and of headers in plain words; see `@lettrage/statement-tables`. */
export const csvReader: StatementReader = {
  sniff(head) {
    // What is of another format is not worth the search for its charset.
    if (OTHER_FORMATS.test(decodeText(head.subarray(0, START)).text)) return 0;
    const { text } = textOf(head);
    if (text.trim() === '' || text.includes('\u0000') || OTHER_FORMATS.test(text)) return 0;
    const layout = recogniseTable(tablesOf(text, head.length < HEAD), PREFIX);
    if ('profile' in layout) return layout.profile.recognise.length > 0 ? 0.95 : 0.7;
    // Known columns whose days or decimals prove nothing: still ours, to say so.
    return layout.code === 'unknown-layout' ? (/[;,\t|]/.test(text) ? 0.1 : 0) : 0.6;
  },

  async *read(chunks, options) {
    const input = chunks[Symbol.asyncIterator]();
    const { head, ended } = await readHead(input);
    // Exactly the same bytes decide, however the chunks are cut.
    const { text, fallback } = textOf(head.subarray(0, HEAD));
    const layout = layoutOf(text, ended && head.length <= HEAD, options.profile);
    if (!('profile' in layout)) {
      yield [tableProblem({ prefix: PREFIX, file: options.file }, 'error', layout.code, layout.message, layout.line)];
      return;
    }
    const how = { ...quotingOf(text), ...(fallback === undefined ? {} : { fallback }) };
    yield* readFile(layout, how, withHead(head, ended ? undefined : input), options);
  },

  async proposeProfile(chunks) {
    const { head, ended } = await readHead(chunks[Symbol.asyncIterator]());
    const { text } = textOf(head.subarray(0, HEAD));
    const profile = proposeProfile(tablesOf(text, ended && head.length <= HEAD), PREFIX);
    return profile && `${JSON.stringify(profile, undefined, 2)}\n`;
  },
};

const MACINTOSH = /[\u017d\u02c6\u008f\u0090\u009d]/;

/** The start of a file as text, and the charset of bytes that are no UTF-8 where it is not the usual one. */
function textOf(head: Uint8Array): { readonly text: string; readonly fallback?: string } {
  const { text, charset } = decodeText(head);
  if (charset === 'utf-8' || charset.startsWith('utf-16')) return { text };
  // Old Macintosh programs end lines with CR alone; é, è, ê, ù and à of theirs are no letters in a Western text.
  if (!text.includes('\n') && text.includes('\r') && MACINTOSH.test(text))
    return { text: decodeText(head, { fallback: 'macintosh' }).text, fallback: 'macintosh' };
  // The header stands at the start: no need to decode the rest in every charset.
  const start = head.subarray(0, HEADER);
  const fallback = charsetOfHeader((label) =>
    label === 'windows-1252' ? text : decodeText(start, { fallback: label }).text,
  );
  return fallback === undefined ? { text } : { text: decodeText(head, { fallback }).text, fallback };
}

function layoutOf(start: string, whole: boolean, profile: string | undefined): TableLayout | LayoutRefusal {
  if (start.trim() === '') return { code: 'empty-file', message: 'the file is empty', line: 1 };
  return recogniseTable(tablesOf(start, whole), PREFIX, profile);
}

/** The start of a file cut in each way it may be, whatever stands around its lines and cells. */
function tablesOf(start: string, whole: boolean): readonly CandidateTable[] {
  const { quote, wrapped } = quotingOf(start);
  return candidateTables(wrapped ? unwrapLines(start) : start, whole, quote);
}

/** Reads one file whose layout is known. */
async function* readFile(
  layout: TableLayout,
  { fallback, quote, wrapped }: Quoting & { readonly fallback?: string },
  chunks: AsyncIterable<Uint8Array>,
  options: ReadStatementOptions,
): AsyncIterable<readonly StatementLine[]> {
  const decoder = new StreamDecoder({ fallback: layout.profile.encoding ?? fallback });
  const rows = new DelimitedReader({ delimiter: layout.delimiter, quote });
  const lines = wrapped ? new LineUnwrapper() : undefined;
  const plain = (text: string): string => (lines === undefined ? text : lines.push(text));
  const file = new TableFile(layout, { prefix: PREFIX, file: options.file });
  try {
    for await (const chunk of chunks) {
      options.signal?.throwIfAborted();
      file.take(rows.push(plain(decoder.push(chunk))));
      const read = file.takeLines();
      if (read.length > 0) yield read;
      if (file.stopped) break;
    }
    file.take(rows.push(plain(decoder.end()) + (lines?.end() ?? '')));
    file.take(rows.end());
  } catch (error) {
    if (!(error instanceof DelimitedError)) throw error;
    file.problem('error', 'bad-table', error.message, error.line);
  }
  file.end(decoder.warnings);
  yield file.takeLines();
}

/** The first 64 KiB, or all if there is less. What was read beyond stays in `head`. */
async function readHead(input: AsyncIterator<Uint8Array>): Promise<{ head: Uint8Array; ended: boolean }> {
  const parts: Uint8Array[] = [];
  for (let size = 0; size < HEAD;) {
    const next = await input.next();
    if (next.done) return { head: joinParts(parts), ended: true };
    parts.push(next.value);
    size += next.value.length;
  }
  return { head: joinParts(parts), ended: false };
}

function joinParts(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

async function* withHead(head: Uint8Array, rest: AsyncIterator<Uint8Array> | undefined): AsyncIterable<Uint8Array> {
  yield head;
  while (rest) {
    const next = await rest.next();
    if (next.done) return;
    yield next.value;
  }
}
