import type { StatementReader } from '@lettrage/adapter-sdk';
import {
  decodeText,
  LineReferences,
  MOST_STATEMENT_ERRORS,
  readStatementText,
  show,
  startOfChunks,
  StatementOutput,
  StreamDecoder,
  type StatementText,
} from '@lettrage/formats';
import { dialectOf, type QifDialect } from './qif.choice.js';
import { QifRecords, type QifPiece } from './qif.records.js';
import { QifStatement, type QifContext } from './qif.statement.js';

const HEAD = 65_536;
const START = /^\s*!(?:Type:(?:Bank|Cash|CCard|Oth [AL]|Invst|Cat|Class|Memorized)|Account|Option:|Clear:)/i;
const MOVEMENTS = /^Type:\s*(?:Bank|Cash|CCard|Oth [AL])\b/i;

/** Reads QIF statements; days and decimals are proven by the file or said by the profile. */
export const qifReader: StatementReader = {
  sniff(head) {
    return START.test(decodeText(head).text) ? 1 : 0;
  },

  async *read(chunks, { file, profile, signal }) {
    const { start, chunks: whole } = await startOfChunks(chunks, HEAD);
    // Exactly the same bytes decide, however the chunks are cut.
    const head = decodeText(start.subarray(0, HEAD)).text;
    const dialect = START.test(head) ? dialectOf(head, profile) : noQif(head);
    const output = new StatementOutput(file);
    if ('code' in dialect) {
      output.problem('error', dialect.code, dialect.message, 1);
      yield output.take();
      return;
    }
    yield* readStatementText(whole, new QifFile(dialect, output, file), new StreamDecoder(), signal);
  },
};

/** The statements of one file, record by record. */
class QifFile implements StatementText {
  stopped = false;
  private readonly records = new QifRecords();
  private readonly context: QifContext;
  private statement: QifStatement | undefined;
  /** Under what header the records stand. */
  private section: 'movements' | 'account' | 'other' = 'other';
  private account: string | undefined;
  private statements = 0;

  constructor(
    dialect: QifDialect,
    readonly output: StatementOutput,
    file: string | undefined,
  ) {
    const { emit, problem } = output;
    this.context = { file, dialect, references: new LineReferences(), emit, problem };
  }

  take(text: string): void {
    for (const piece of this.records.push(text)) if (!this.stopped) this.piece(piece);
    this.stopped ||= this.records.refused !== undefined;
  }

  end({ warnings }: StreamDecoder): void {
    const { problem } = this.output;
    const { pieces, open } = this.records.end();
    for (const piece of pieces) if (!this.stopped) this.piece(piece);
    this.statement?.end();
    this.statement = undefined;
    const { refused, line } = this.records;
    if (refused !== undefined) problem('error', 'bad-file', `${refused}; nothing is read from there on`, line);
    // What stands open where the file is cut may have lost digits.
    else if (open && this.section === 'movements')
      problem('error', 'cut-short', 'the file ends within a record (no ^ after it); that record is left out', line);
    else if (this.statements === 0)
      problem('warning', 'no-statement', 'the file holds no bank, cash or card account', 1);
    if (this.statements > 0 && this.context.dialect.currency === undefined)
      problem('warning', 'currency-assumed', 'QIF names no currency; its amounts are read as EUR', 1);
    for (const text of warnings) problem('warning', 'encoding', text, 1);
  }

  private piece(piece: QifPiece): void {
    if (piece.kind === 'header') this.header(piece.name, piece.line);
    else if (this.section === 'movements') this.statement!.take(piece.fields, piece.line);
    else if (this.section === 'account')
      this.account = piece.fields.find(({ code }) => code === 'N')?.text || undefined;
    if (this.output.errors < MOST_STATEMENT_ERRORS || this.stopped) return;
    this.output.problem(
      'error',
      'too-many-errors',
      `${MOST_STATEMENT_ERRORS} records were refused; the rest is not read`,
      piece.line,
    );
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
        this.output.problem(
          'warning',
          'not-supported',
          'the movements of a securities account are not read',
          line,
          '!Type:Invst',
        );
      else if (!/^Type:/i.test(name))
        this.output.problem(
          'warning',
          'unknown-header',
          `the header "!${show(name)}" is not known; what is below it is not read`,
          line,
        );
    }
  }
}

function noQif(start: string): { code: string; message: string } {
  return start.trim() === ''
    ? { code: 'empty-file', message: 'the file is empty' }
    : { code: 'not-qif', message: 'this is no QIF file (expected a header such as !Type:Bank)' };
}
