import type { ReadStatementOptions, StatementLine, StatementReader } from '@lettrage/adapter-sdk';
import { decodeChunks, decodeText, LineReferences, StreamDecoder } from '@lettrage/formats';
import { FieldReader, type SwiftField } from './mt940.fields.js';
import { SwiftStatement, type SwiftContext } from './mt940.statement.js';
import { SwiftProblem } from './mt940.values.js';

const START = /(?:^|[\r\n]|\{4:)[\u0000-\u001f]*:20:/;
const ACCOUNT = /[\r\n]:25P?:/;
const BODY = /[\r\n]:(?:60[FM]|34F|61|28C?):/;
/** So many refused fields are no damaged statement: the rest is not told one by one. */
const MOST_ERRORS = 1_000;
/** Fields that open a statement where a bank leaves out `:20:` between two. */
const OPENING = /^(?:25P?|28C?|60[FM])$/;

/** Reads MT940 and MT942 messages, by content; constant memory. */
export const mt940Reader: StatementReader = {
  sniff(head) {
    const { text } = decodeText(head);
    const at = START.exec(text)?.index;
    if (at === undefined || /^\s*</.test(text)) return 0;
    const rest = text.slice(at);
    if (!BODY.test(rest)) return ACCOUNT.test(rest) ? 0.6 : 0;
    return ACCOUNT.test(rest) ? (at < 500 ? 1 : 0.9) : 0.7;
  },

  async *read(chunks, options) {
    const decoder = new StreamDecoder();
    const fields = new FieldReader();
    const file = new SwiftFile(options);
    for await (const text of decodeChunks(chunks, decoder)) {
      options.signal?.throwIfAborted();
      file.take(fields.push(text));
      if (file.lines.length > 0) yield file.takeLines();
      if (file.stopped || fields.endless) break;
    }
    if (!file.stopped) file.end(fields, decoder.warnings);
    if (file.lines.length > 0) yield file.takeLines();
  },
};

/** The messages of one file, field by field. */
class SwiftFile {
  lines: StatementLine[] = [];
  /** True once nothing further will be read. */
  stopped = false;
  private statement: SwiftStatement | undefined;
  private readonly context: SwiftContext;
  private statements = 0;
  private errors = 0;

  constructor(private readonly options: ReadStatementOptions) {
    this.context = {
      file: options.file,
      references: new LineReferences(),
      emit: (line) => this.lines.push(line),
      problem: (...told) => this.problem(...told),
      closed: new Map(),
    };
  }

  take(fields: readonly SwiftField[]): void {
    for (const field of fields) {
      if (this.stopped) return;
      if (field.tag === '20' || (this.statement?.hasClosing && OPENING.test(field.tag))) this.next(field);
      // Nothing counts before the first message.
      else if (this.statement) this.guarded(this.statement, field);
    }
  }

  /** Everything is in. */
  end(reader: FieldReader, warnings: readonly string[]): void {
    const { fields, terminated } = reader.end();
    const last = fields.at(-1);
    // A balance without comma is a whole amount, unless the file ends there.
    const cutBalance = !terminated && /^6[02]/.test(last?.tag ?? '') && !last!.lines.join('').includes(',');
    this.take(cutBalance ? fields.slice(0, -1) : fields);
    const cut = !terminated && last?.tag === '61' && this.statement !== undefined;
    // A movement at the very end of the file, without a line end, may have lost digits.
    if (cut) this.statement!.drop();
    this.statement?.end();
    if (cut)
      this.problem('error', 'cut-short', 'the file ends within a movement, which is left out', reader.line, ':61:');
    if (cutBalance)
      this.problem(
        'error',
        'cut-short',
        'the file ends within a balance, which is left out',
        reader.line,
        `:${last!.tag}:`,
      );
    if (reader.endless)
      this.problem(
        'error',
        'endless-line',
        'a line is longer than a megabyte; nothing is read from there on',
        reader.line,
      );
    else if (this.statements === 0) {
      if (reader.line === 0) this.problem('error', 'empty-file', 'the file is empty', 1);
      else
        this.problem(
          'error',
          'not-mt940',
          'this is no MT940 or MT942 message (expected a line that begins with :20:)',
          1,
        );
    }
    if (reader.sawControl)
      this.problem('warning', 'control-characters', 'the file holds control characters, which are passed over', 1);
    for (const text of warnings) this.problem('warning', 'encoding', text, 1);
  }

  takeLines(): readonly StatementLine[] {
    const { lines } = this;
    this.lines = [];
    return lines;
  }

  private next(field: SwiftField): void {
    this.statement?.end();
    this.statements++;
    this.statement = new SwiftStatement(field.line, this.context);
    this.guarded(this.statement, field);
  }

  private guarded(statement: SwiftStatement, field: SwiftField): void {
    try {
      statement.take(field);
    } catch (error) {
      if (!(error instanceof SwiftProblem)) throw error;
      // What is only warned of leaves the proof to the balances.
      if (error.severity === 'error') statement.refuse();
      this.problem(error.severity, error.code, error.message, field.line, error.path);
    }
    if (this.errors < MOST_ERRORS) return;
    statement.end();
    this.problem('error', 'too-many-errors', `${MOST_ERRORS} fields were refused; the rest is not read`, field.line);
    this.stopped = true;
  }

  private problem(severity: 'error' | 'warning', code: string, message: string, line: number, path?: string): void {
    if (severity === 'error') this.errors++;
    this.lines.push({
      type: 'problem',
      severity,
      code,
      message: `${this.options.file ? `${this.options.file}, ` : ''}line ${line}: ${message}`,
      origin: { line, ...(path === undefined ? {} : { path }) },
    });
  }
}
