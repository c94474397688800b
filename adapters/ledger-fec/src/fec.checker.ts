import type { LedgerChecker, Problem } from '@lettrage/adapter-sdk';
import { EntryCheck } from './fec-entries.js';
import { readFecFileName, type FecPeriod } from './fec-file-name.js';
import { readFecHeader } from './fec-header.js';
import { LabelCheck } from './fec-labels.js';
import { LetterGroups } from './fec-letter-groups.js';
import { FecLineReader } from './fec-lines.js';
import { RecordReader } from './fec-record.js';
import { FecReport } from './fec-report.js';
import { FecDates } from './fec-values.js';

/**
 * Checks a FEC of any flat variant against the text of law and good practice, as a stream. `today` gives the day of
 * hand-over, YYYYMMDD. Rules are in {@link FEC_RULES}.
 */
export function createFecChecker(today: () => string): LedgerChecker {
  return {
    async *check(chunks: AsyncIterable<Uint8Array>, { file }: { file?: string }): AsyncIterable<Problem> {
      const report = new FecReport();
      const check = new FecCheck(report, readFecFileName(file, report), today());
      for await (const chunk of chunks) {
        check.push(chunk);
        yield* report.take();
      }
      check.end();
      report.close();
      yield* report.take();
    },
  };
}

/** A line longer than this is looked at as a record; blanks alone have the wrong number of fields then. */
const BLANK_LINE = 200;

/** The checks of one file, line by line. */
class FecCheck {
  private readonly lines: FecLineReader;
  private readonly entries: EntryCheck;
  private readonly letters: LetterGroups;
  private readonly labels: LabelCheck;
  private records: RecordReader | undefined;
  private count = 0;
  private hasContent = false;
  private sawHeader = false;

  constructor(
    private readonly report: FecReport,
    private readonly period: FecPeriod | undefined,
    private readonly today: string,
  ) {
    this.lines = new FecLineReader(report, (text, line, isPlain) => this.line(text, line, isPlain));
    this.entries = new EntryCheck(report);
    this.letters = new LetterGroups(report);
    this.labels = new LabelCheck(report);
  }

  push(bytes: Uint8Array): void {
    this.hasContent ||= bytes.length > 0;
    this.lines.push(bytes);
  }

  end(): void {
    this.lines.end();
    if (!this.hasContent) {
      this.report.add('fec-empty-file', 'The file is empty.', 'line 1');
    } else if (!this.sawHeader && !this.lines.isStopped) {
      this.report.add('fec-no-header', 'The file holds only empty lines.', 'line 1');
    } else if (this.records !== undefined && this.count === 0) {
      this.report.add('fec-no-entries', 'The file holds no entries.', 'line 1');
    }
    this.entries.end();
    this.letters.end();
  }

  private line(text: string, line: number, isPlain = false): void {
    if (text.length < BLANK_LINE && text.trim() === '' && !text.includes('\t')) {
      this.report.add('fec-empty-line', `Line ${line} is empty.`, `line ${line}`);
      return;
    }
    this.sawHeader = true;
    if (this.records === undefined) return this.header(text, line);
    const record = this.records.read(text, line, isPlain);
    if (record === undefined) {
      this.entries.skip();
      this.letters.skip();
      return;
    }
    this.count++;
    this.entries.add(record);
    this.letters.add(record);
    this.labels.add(record);
  }

  private header(text: string, line: number): void {
    const layout = readFecHeader(text, this.report);
    if (layout === undefined) return this.lines.stop();
    this.records = new RecordReader({
      layout,
      report: this.report,
      dates: new FecDates(),
      today: this.today,
      ...this.period,
    });
    if (!layout.hasHeader) this.line(text, line);
  }
}
