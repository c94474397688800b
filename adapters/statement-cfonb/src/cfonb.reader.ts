import { formatMinor, type StatementReader } from '@lettrage/adapter-sdk';
import {
  decodeText,
  LineReferences,
  MOST_STATEMENT_ERRORS,
  readStatementText,
  show,
  StatementOutput,
  StreamDecoder,
  type StatementText,
  type TellProblem,
} from '@lettrage/formats';
import { CfonbProblem } from './cfonb.amount.js';
import { ownerKey } from './cfonb.layout.js';
import { RecordSplitter, type CfonbRecord } from './cfonb.records.js';
import { CfonbStatement, type CfonbBalance, type CfonbContext } from './cfonb.statement.js';

const START = /^0[14]\d{5}.{4}\d{5}(?:[A-Za-z]{3}|\s{3}).{2}.{11}.{2}\d{6}/;
const AMOUNT = /^\d{13}[{}A-Ra-réèÉÈ]$/;

/** Reads CFONB120 statements, by content; constant memory. */
export const cfonbReader: StatementReader = {
  sniff(head) {
    const text = decodeText(head).text.replace(/^[\r\n]+/, '');
    if (!START.test(text)) return 0;
    const first = /^[^\r\n]*/.exec(text)![0].slice(0, 120);
    if (first.length < 104) return 0;
    if (!AMOUNT.test(first.slice(90, 104))) return 0.6;
    return first.startsWith('01') ? 1 : 0.9;
  },

  read: (chunks, { file, signal }) => readStatementText(chunks, new CfonbFile(file), new StreamDecoder(), signal),
};

/** Last closing balance of an account in the file. */
interface Closed extends CfonbBalance {
  readonly currency: string;
}

/** The statements of one file, record by record. */
class CfonbFile implements StatementText {
  readonly output: StatementOutput;
  stopped = false;
  private readonly records = new RecordSplitter();
  private statement: CfonbStatement | undefined;
  private readonly closed = new Map<string, Closed>();
  private readonly context: CfonbContext;
  private started = false;
  private statements = 0;
  /** Statements that held nothing. */
  private hollow = 0;
  private last = 0;

  constructor(file: string | undefined) {
    this.output = new StatementOutput(file, 'record');
    const { emit } = this.output;
    this.context = { file, references: new LineReferences(), emit, problem: this.problem };
  }

  take(text: string): void {
    this.takeRecords(this.records.push(text));
  }

  private takeRecords(records: readonly CfonbRecord[]): void {
    for (const record of records) {
      if (this.stopped) return;
      this.last = record.number;
      if (!this.started && !/^0[1457]/.test(record.text)) {
        this.refuseFile(record);
        return;
      }
      this.started = true;
      this.guarded(record);
    }
  }

  /** Everything is in: an open statement means that the file is cut short. */
  end({ warnings }: StreamDecoder): void {
    if (!this.stopped) this.takeRecords(this.records.end());
    if (this.stopped) return;
    if (this.statement) {
      this.statement.abandon();
      this.statement = undefined;
      this.problem(
        'error',
        'cut-short',
        'the file ends before the closing balance (07) of its last statement',
        this.last,
      );
    } else if (!this.started) {
      this.problem('error', 'empty-file', 'the file is empty', 1);
    } else if (this.statements === 0 && this.output.errors === 0) {
      this.problem('warning', 'no-statement', 'the file holds no statement', 1);
    }
    for (const text of warnings) this.problem('warning', 'encoding', text, 1);
  }

  private guarded(record: CfonbRecord): void {
    try {
      this.record(record);
    } catch (error) {
      if (!(error instanceof CfonbProblem)) throw error;
      this.statement?.refuse();
      this.problem('error', error.code, error.message, record.number, error.path);
    }
    if (this.output.errors < MOST_STATEMENT_ERRORS) return;
    this.statement?.abandon();
    this.statement = undefined;
    this.problem(
      'error',
      'too-many-errors',
      `${MOST_STATEMENT_ERRORS} records were refused; the rest is not read`,
      record.number,
    );
    this.stopped = true;
  }

  private record(record: CfonbRecord): void {
    const { text } = record;
    if (record.length !== 'right') throw new CfonbProblem(`${record.length}-record`, lengthMessage(record), '1-120');
    if (text.startsWith('05')) this.statementOf(record).complement(record);
    else if (text.startsWith('04')) this.statementOf(record).take(record);
    else if (text.startsWith('01')) this.open(record);
    else if (text.startsWith('07')) this.close(record);
    else
      throw new CfonbProblem(
        'bad-record',
        `"${show(text.slice(0, 2))}" is no record code (expected 01, 04, 05 or 07)`,
        '1-2',
      );
  }

  private open(record: CfonbRecord): void {
    if (this.statement) {
      if (this.statement.isEmpty && ++this.hollow >= MOST_STATEMENT_ERRORS) {
        this.giveUp(record);
        return;
      }
      this.statement.abandon();
      this.statement = undefined;
      this.problem(
        'warning',
        'no-closing',
        'the statement before has no closing balance (07), so its sum cannot be proven',
        record.number,
      );
    }
    this.statement = this.begin(record);
    const before = this.closed.get(this.statement.key);
    const { opening, currency } = this.statement;
    if (!before || !opening || before.minor === opening.minor) return;
    const amounts = `${formatMinor(before.minor, currency)} of ${before.date ?? 'an unknown day'} but the next opens with ${formatMinor(opening.minor, currency)} of ${opening.date ?? 'an unknown day'}`;
    this.problem(
      'warning',
      'gap',
      `the last statement of this account closes with ${amounts}; is a statement missing?`,
      record.number,
    );
  }

  private giveUp(record: CfonbRecord): void {
    this.statement?.abandon();
    this.statement = undefined;
    const text = `${MOST_STATEMENT_ERRORS} statements hold neither movement nor closing balance (07); the rest is not read`;
    this.problem('error', 'too-many-errors', text, record.number);
    this.stopped = true;
  }

  private begin(record: CfonbRecord): CfonbStatement {
    this.statements++;
    return new CfonbStatement(record, this.context);
  }

  /** The open statement, which must be of the record's account; without a 01 before, one without opening balance. */
  private statementOf(record: CfonbRecord): CfonbStatement {
    if (!this.statement) {
      this.statement = this.begin(record);
      this.problem(
        'warning',
        'no-opening',
        'the statement has no opening balance (01), so its sum cannot be proven',
        record.number,
      );
    }
    if (!this.statement.owns(record.text)) {
      const text = `the record names another account or currency (${show(ownerKey(record.text))}) than the statement it stands in (${show(this.statement.key)})`;
      throw new CfonbProblem('wrong-account', text, '3-32');
    }
    return this.statement;
  }

  private close(record: CfonbRecord): void {
    const statement = this.statementOf(record);
    const closing = statement.close(record);
    this.closed.set(statement.key, { ...closing, currency: statement.currency });
    this.statement = undefined;
  }

  private refuseFile(record: CfonbRecord): void {
    const found = show(record.text.slice(0, 30).trim());
    this.problem(
      'error',
      'not-cfonb',
      `this is no CFONB120 file: it begins with "${found}" (expected records of 120 characters that begin with 01, 04, 05 or 07)`,
      record.number,
    );
    this.stopped = true;
  }

  private readonly problem: TellProblem = (severity, code, message, record, positions) => {
    const path = positions === undefined ? undefined : `positions ${positions}`;
    this.output.problem(severity, code, message, record, path);
  };
}

function lengthMessage({ text, length }: CfonbRecord): string {
  return length === 'short'
    ? `the record ends after ${text.trimEnd().length} of 120 characters`
    : 'the line is longer than 120 characters';
}
