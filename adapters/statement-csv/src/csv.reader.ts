import type { ProblemLine, ReadStatementOptions, StatementLine, StatementReader } from '@lettrage/adapter-sdk';
import {
  decodeText,
  DelimitedError,
  DelimitedReader,
  LineReferences,
  StreamDecoder,
  type DelimitedRow,
} from '@lettrage/formats';
import type { CsvLayout } from './csv.layout.js';
import { MovementReader } from './csv.movement.js';
import { formatId } from './csv.profile.js';
import { recogniseCsv } from './csv.recognise.js';
import { CsvStatements } from './csv.statements.js';

const HEAD = 65_536;
/** Starts of formats that also hold commas and semicolons. */
const OTHER_FORMATS = /^\s*(?:<|OFXHEADER|:20:|\{1:|!Type:|%PDF|PK)/i;

/** Reads CSV statements of known banks and of headers in plain words; see `profiles/`. */
export const csvReader: StatementReader = {
  sniff(head) {
    const { text } = decodeText(head);
    if (text.trim() === '' || text.includes('\u0000') || OTHER_FORMATS.test(text)) return 0;
    const layout = recogniseCsv(text);
    if ('profile' in layout) return layout.profile.recognise.length > 0 ? 0.95 : 0.7;
    // Known columns whose days or decimals prove nothing: still ours, to say so.
    return layout.code === 'unknown-layout' ? (/[;,\t|]/.test(text) ? 0.1 : 0) : 0.6;
  },

  async *read(chunks, options) {
    const input = chunks[Symbol.asyncIterator]();
    const { head, ended } = await readHead(input);
    // Exactly the same bytes decide, however the chunks are cut.
    const start = decodeText(head.subarray(0, HEAD)).text;
    const layout =
      start.trim() === ''
        ? undefined
        : recogniseCsv(ended && head.length <= HEAD && !start.endsWith('\n') ? `${start}\n` : start, options.profile);
    if (layout === undefined || !('profile' in layout)) {
      const refusal = layout ?? { code: 'empty-file', message: 'the file is empty', line: 1 };
      yield [problem(options, 'error', refusal.code, refusal.message, refusal.line)];
      return;
    }
    const file = new CsvFile(layout, options);
    yield* file.read(withHead(head, ended ? undefined : input));
  },
};

/** Reads one file whose layout is known. */
class CsvFile {
  private lines: StatementLine[] = [];
  private readonly decoder: StreamDecoder;
  private readonly rows: DelimitedReader;
  private readonly statements: CsvStatements;
  private movements: MovementReader | undefined;
  private unread = 0;

  constructor(
    private readonly layout: CsvLayout,
    private readonly options: ReadStatementOptions,
  ) {
    this.decoder = new StreamDecoder({ fallback: layout.profile.encoding });
    this.rows = new DelimitedReader({ delimiter: layout.delimiter });
    this.statements = new CsvStatements({
      format: formatId(layout.profile),
      file: options.file,
      above: layout.above,
      newestFirst: layout.profile.newestFirst ?? false,
      references: new LineReferences(),
      emit: (line) => this.lines.push(line),
      warn: (code, message, line) => this.problem('warning', code, message, line),
    });
  }

  async *read(chunks: AsyncIterable<Uint8Array>): AsyncIterable<readonly StatementLine[]> {
    try {
      for await (const chunk of chunks) {
        this.options.signal?.throwIfAborted();
        this.take(this.rows.push(this.decoder.push(chunk)));
        if (this.lines.length > 0) yield this.takeLines();
      }
      this.take(this.rows.push(this.decoder.end()));
      this.take(this.rows.end());
    } catch (error) {
      if (!(error instanceof DelimitedError)) throw error;
      this.problem('error', 'bad-table', error.message, error.line);
    }
    this.finish();
    yield this.takeLines();
  }

  private take(rows: readonly DelimitedRow[]): void {
    const { headerLine, header } = this.layout;
    for (const row of rows) {
      if (row.line === headerLine) this.movements = new MovementReader(this.layout, header.length > 0 ? row.cells : []);
      if (row.line <= headerLine) continue;
      const result = this.movements!.read(row);
      if ('movement' in result) this.statements.add(result.movement);
      else if ('problem' in result) {
        this.unread++;
        const { code, message, column, line } = result.problem;
        this.problem('error', code, `${column}: ${message}`, line, column);
      }
    }
  }

  private finish(): void {
    const { above, profile, optional } = this.layout;
    this.statements.end();
    const { count } = this.statements;
    if (above.count !== undefined && /^\d{1,9}$/.test(above.count) && Number(above.count) !== count) {
      this.problem('warning', 'totals-differ', `the file says ${above.count} lines, ${count} were read`, 1);
    }
    if (
      count > 0 &&
      optional.currencyColumn === undefined &&
      profile.currency === undefined &&
      above.currency === undefined
    ) {
      this.problem(
        'warning',
        'currency-assumed',
        'the file names no currency; its amounts are read as EUR',
        this.layout.headerLine,
      );
    }
    if (count === 0 && this.unread === 0) {
      this.problem(
        'warning',
        'no-transaction',
        `a file of ${profile.title} without a single movement`,
        this.layout.headerLine,
      );
    }
    for (const text of this.decoder.warnings) this.problem('warning', 'encoding', text, 1);
  }

  private problem(severity: 'error' | 'warning', code: string, message: string, line: number, path?: string): void {
    this.lines.push(problem(this.options, severity, code, message, line, path));
  }

  private takeLines(): readonly StatementLine[] {
    const { lines } = this;
    this.lines = [];
    return lines;
  }
}

function problem(
  options: ReadStatementOptions,
  severity: 'error' | 'warning',
  code: string,
  message: string,
  line: number,
  path?: string,
): ProblemLine {
  const where = `${options.file ? `${options.file}, ` : ''}line ${line}`;
  return {
    type: 'problem',
    severity,
    code,
    message: `${where}: ${message}`,
    origin: { line, ...(path ? { path } : {}) },
  };
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
