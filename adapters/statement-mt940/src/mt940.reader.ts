import type { StatementReader } from '@lettrage/adapter-sdk';
import {
  decodeText,
  LineReferences,
  MOST_STATEMENT_ERRORS,
  readStatementText,
  StatementOutput,
  StreamDecoder,
  type StatementText,
} from '@lettrage/formats';
import { SwiftAmounts } from './mt940.amount.js';
import { FieldReader, type SwiftField } from './mt940.fields.js';
import { SwiftStatement, type SwiftContext } from './mt940.statement.js';
import { SwiftProblem } from './mt940.values.js';

/** Control characters may stand before it; line ends are left out of them, or a file of blank lines took seconds. */
const START = /(?:^|[\r\n]|\{4:)[\u0000-\u0009\u000b\u000c\u000e-\u001f]*:20:/;
const ACCOUNT = /[\r\n]:25P?:/;
const BODY = /[\r\n]:(?:60[FM]|34F|61|28C?):/;
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

  read: (chunks, { file, signal }) => readStatementText(chunks, new SwiftFile(file), new StreamDecoder(), signal),
};

/** The messages of one file, field by field. */
class SwiftFile implements StatementText {
  readonly output: StatementOutput;
  private readonly fields = new FieldReader();
  private readonly context: SwiftContext;
  private statement: SwiftStatement | undefined;
  private statements = 0;
  /** Messages that held nothing. */
  private hollow = 0;
  /** Too much was refused. */
  private refused = false;

  constructor(file: string | undefined) {
    this.output = new StatementOutput(file);
    const { emit, problem } = this.output;
    const amounts = new SwiftAmounts((message, line, path) =>
      problem('warning', 'unusual-amount', message, line, path),
    );
    this.context = { file, references: new LineReferences(), emit, problem, amounts, closed: new Map() };
  }

  get stopped(): boolean {
    return this.refused || this.fields.endless;
  }

  take(text: string): void {
    this.takeFields(this.fields.push(text));
  }

  private takeFields(fields: readonly SwiftField[]): void {
    for (const field of fields) {
      if (this.refused) return;
      if (field.tag === '20' || (this.statement?.hasClosing && OPENING.test(field.tag))) this.next(field);
      // Nothing counts before the first message.
      else if (this.statement) this.guarded(this.statement, field);
    }
  }

  end({ warnings }: StreamDecoder): void {
    if (this.refused) return;
    const { problem } = this.output;
    const { fields: reader } = this;
    const { fields, terminated } = reader.end();
    const last = fields.at(-1);
    // A balance without comma is a whole amount, unless the file ends there; one with groups may lack its end as well.
    const cutBalance = !terminated && /^6[02]/.test(last?.tag ?? '') && !/^[^.]*,\d*\s*$/.test(last!.lines.join(''));
    this.takeFields(cutBalance ? fields.slice(0, -1) : fields);
    const cut = !terminated && last?.tag === '61' && this.statement !== undefined;
    // A movement at the very end of the file, without a line end, may have lost digits.
    if (cut) this.statement!.drop();
    this.statement?.end();
    if (cut) problem('error', 'cut-short', 'the file ends within a movement, which is left out', reader.line, ':61:');
    if (cutBalance)
      problem('error', 'cut-short', 'the file ends within a balance, which is left out', reader.line, `:${last!.tag}:`);
    if (reader.endless)
      problem('error', 'endless-line', 'a line is longer than a megabyte; nothing is read from there on', reader.line);
    else if (this.statements === 0) {
      if (reader.line === 0) problem('error', 'empty-file', 'the file is empty', 1);
      else
        problem('error', 'not-mt940', 'this is no MT940 or MT942 message (expected a line that begins with :20:)', 1);
    }
    if (reader.sawControl)
      problem('warning', 'control-characters', 'the file holds control characters, which are passed over', 1);
    for (const text of warnings) problem('warning', 'encoding', text, 1);
  }

  private next(field: SwiftField): void {
    this.statement?.end();
    if (this.statement?.isEmpty && ++this.hollow >= MOST_STATEMENT_ERRORS) {
      const text = `${MOST_STATEMENT_ERRORS} messages hold neither account, balance nor movement; the rest is not read`;
      this.output.problem('error', 'too-many-errors', text, field.line);
      this.refused = true;
      return;
    }
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
      this.output.problem(error.severity, error.code, error.message, field.line, error.path);
    }
    if (this.output.errors < MOST_STATEMENT_ERRORS) return;
    statement.end();
    this.output.problem(
      'error',
      'too-many-errors',
      `${MOST_STATEMENT_ERRORS} fields were refused; the rest is not read`,
      field.line,
    );
    this.refused = true;
  }
}
