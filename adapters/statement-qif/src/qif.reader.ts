import type { ReadStatementOptions, StatementLine, StatementReader } from '@lettrage/adapter-sdk';
import { decodeChunks, decodeText, LineReferences, show, StreamDecoder } from '@lettrage/formats';
import { dialectOf, type QifDialect } from './qif.choice.js';
import { QifRecords, type QifPiece } from './qif.records.js';
import { QifStatement, type QifContext } from './qif.statement.js';

const HEAD = 65_536;
const START = /^\s*!(?:Type:(?:Bank|Cash|CCard|Oth [AL]|Invst|Cat|Class|Memorized)|Account|Option:|Clear:)/i;
const MOVEMENTS = /^Type:\s*(?:Bank|Cash|CCard|Oth [AL])\b/i;
/** So many refused records are no damaged statement: the rest is not told one by one. */
const MOST_ERRORS = 1_000;

/** Reads QIF statements; days and decimals are proven by the file or said by the profile. */
export const qifReader: StatementReader = {
  sniff(head) {
    return START.test(decodeText(head).text) ? 1 : 0;
  },

  async *read(chunks, options) {
    const { head, rest } = await headOf(chunks);
    // Exactly the same bytes decide, however the chunks are cut.
    const start = decodeText(head.subarray(0, HEAD)).text;
    const dialect = START.test(start) ? dialectOf(start, options.profile) : noQif(start);
    if ('code' in dialect) {
      yield [
        {
          type: 'problem',
          severity: 'error',
          code: dialect.code,
          message: named(options, 1, dialect.message),
          origin: { line: 1 },
        },
      ];
      return;
    }
    const file = new QifFile(dialect, options);
    const decoder = new StreamDecoder();
    for await (const text of decodeChunks(rest, decoder)) {
      options.signal?.throwIfAborted();
      file.take(text);
      const lines = file.takeLines();
      if (lines.length > 0) yield lines;
      if (file.stopped) break;
    }
    file.end(decoder.warnings);
    yield file.takeLines();
  },
};

/** The statements of one file, record by record. */
class QifFile {
  /** True once nothing further will be read. */
  stopped = false;
  private lines: StatementLine[] = [];
  private readonly records = new QifRecords();
  private readonly context: QifContext;
  private statement: QifStatement | undefined;
  /** Under what header the records stand. */
  private section: 'movements' | 'account' | 'other' = 'other';
  private account: string | undefined;
  private statements = 0;
  private errors = 0;

  constructor(
    dialect: QifDialect,
    private readonly options: ReadStatementOptions,
  ) {
    this.context = {
      file: options.file,
      dialect,
      references: new LineReferences(),
      emit: (line) => this.lines.push(line),
      problem: (...told) => this.problem(...told),
    };
  }

  take(text: string): void {
    for (const piece of this.records.push(text)) if (!this.stopped) this.piece(piece);
    this.stopped ||= this.records.refused !== undefined;
  }

  end(warnings: readonly string[]): void {
    const { pieces, open } = this.records.end();
    for (const piece of pieces) if (!this.stopped) this.piece(piece);
    this.statement?.end();
    this.statement = undefined;
    const { refused, line } = this.records;
    if (refused !== undefined) this.problem('error', 'bad-file', `${refused}; nothing is read from there on`, line);
    // What stands open where the file is cut may have lost digits.
    else if (open && this.section === 'movements')
      this.problem(
        'error',
        'cut-short',
        'the file ends within a record (no ^ after it); that record is left out',
        line,
      );
    else if (this.statements === 0)
      this.problem('warning', 'no-statement', 'the file holds no bank, cash or card account', 1);
    if (this.statements > 0 && this.context.dialect.currency === undefined)
      this.problem('warning', 'currency-assumed', 'QIF names no currency; its amounts are read as EUR', 1);
    for (const text of warnings) this.problem('warning', 'encoding', text, 1);
  }

  takeLines(): readonly StatementLine[] {
    const { lines } = this;
    this.lines = [];
    return lines;
  }

  private piece(piece: QifPiece): void {
    if (piece.kind === 'header') this.header(piece.name, piece.line);
    else if (this.section === 'movements') this.statement!.take(piece.fields, piece.line);
    else if (this.section === 'account')
      this.account = piece.fields.find(({ code }) => code === 'N')?.text || undefined;
    if (this.errors < MOST_ERRORS || this.stopped) return;
    this.problem('error', 'too-many-errors', `${MOST_ERRORS} records were refused; the rest is not read`, piece.line);
    this.stopped = true;
  }

  private header(name: string, line: number): void {
    if (/^(?:Option|Clear):/i.test(name)) return;
    this.statement?.end();
    this.statement = undefined;
    if (/^Account\b/i.test(name)) this.section = 'account';
    else if (MOVEMENTS.test(name)) {
      this.section = 'movements';
      this.statements++;
      this.statement = new QifStatement(this.account, this.context);
      this.account = undefined;
    } else {
      this.section = 'other';
      if (/^Type:\s*Invst/i.test(name))
        this.problem(
          'warning',
          'not-supported',
          'the movements of a securities account are not read',
          line,
          '!Type:Invst',
        );
      else if (!/^Type:/i.test(name))
        this.problem(
          'warning',
          'unknown-header',
          `the header "!${show(name)}" is not known; what is below it is not read`,
          line,
        );
    }
  }

  private problem(severity: 'error' | 'warning', code: string, message: string, line: number, path?: string): void {
    if (severity === 'error') this.errors++;
    this.lines.push({
      type: 'problem',
      severity,
      code,
      message: named(this.options, line, message),
      origin: { line, ...(path === undefined ? {} : { path }) },
    });
  }
}

function named(options: ReadStatementOptions, line: number, message: string): string {
  return `${options.file ? `${options.file}, ` : ''}line ${line}: ${message}`;
}

function noQif(start: string): { code: string; message: string } {
  return start.trim() === ''
    ? { code: 'empty-file', message: 'the file is empty' }
    : { code: 'not-qif', message: 'this is no QIF file (expected a header such as !Type:Bank)' };
}

/** The first 64 KiB, and the whole stream again. */
async function headOf(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; rest: AsyncIterable<Uint8Array> }> {
  const input = chunks[Symbol.asyncIterator]();
  const parts: Uint8Array[] = [];
  let ended = false;
  for (let size = 0; size < HEAD && !ended;) {
    const next = await input.next();
    if (next.done) ended = true;
    else {
      parts.push(next.value);
      size += next.value.length;
    }
  }
  async function* rest(): AsyncIterable<Uint8Array> {
    yield* parts;
    while (!ended) {
      const next = await input.next();
      if (next.done) return;
      yield next.value;
    }
  }
  return { head: Buffer.concat(parts), rest: rest() };
}
