import type { LedgerChecker, MakeLedgerChecker, Problem } from '@lettrage/adapter-sdk';
import { EntryCheck } from './fec-entries.js';
import { readFecFileName, type FecPeriod } from './fec-file-name.js';
import { readFecHeader } from './fec-header.js';
import { LabelCheck } from './fec-labels.js';
import { LetterGroups } from './fec-letter-groups.js';
import { FecLineReader, type FecLines } from './fec-lines.js';
import { RecordReader, type FecRecord } from './fec-record.js';
import { LongYear } from './fec-long-year.js';
import { FecReport } from './fec-report.js';
import { FecDates } from './fec-values.js';
import { FecXmlChecker } from './fec-xml.checker.js';

/**
 * Checks a FEC of any variant, flat or XML, against the text of law and good practice, as a stream. `today` gives the day of
 * hand-over, YYYYMMDD. Rules are in {@link FEC_RULES}.
 */
export function createFecChecker(today: () => string): LedgerChecker {
  return {
    module: import.meta.url,
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

/** The checker whose day of hand-over is that of the clock; the default export, so that a thread can make it. */
const makeFecChecker: MakeLedgerChecker = ({ now }) =>
  createFecChecker(() => now().toISOString().slice(0, 10).replaceAll('-', ''));
export default makeFecChecker;

/** A line longer than this is looked at as a record; blanks alone have the wrong number of fields then. */
const BLANK_LINE = 200;
const LETTER_BEGIN = 0x21;
/** A TAB may stand before it, a `|` only after. */
const LETTER_END = 0x7c;

/** A byte-order mark and white space, which may stand before the first `<`. */
const BEFORE_XML: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf, 0x20, 0x09, 0x0a, 0x0d]);
const LESS_THAN = 0x3c;

/** The checks of one file, line by line. */
class FecCheck {
  private readonly lines: FecLineReader;
  private readonly entries: EntryCheck;
  private readonly letters: LetterGroups;
  private readonly labels: LabelCheck;
  private readonly longYear: LongYear;
  private records: RecordReader | undefined;
  /** Bytes that do not show yet whether the file is XML; undefined once it is known. */
  private head: Uint8Array | undefined = new Uint8Array(0);
  private xml: FecXmlChecker | undefined;
  private count = 0;
  private hasContent = false;
  private sawHeader = false;

  constructor(
    private readonly report: FecReport,
    private readonly period: FecPeriod | undefined,
    private readonly today: string,
  ) {
    this.lines = new FecLineReader(report, (lines, from, to, line) => this.line(lines, from, to, line));
    this.entries = new EntryCheck(report);
    this.letters = new LetterGroups(report);
    this.labels = new LabelCheck(report);
    this.longYear = new LongYear(report);
  }

  push(bytes: Uint8Array): void {
    this.hasContent ||= bytes.length > 0;
    if (this.head === undefined) return this.feed(bytes);
    const head = Buffer.concat([this.head, bytes]);
    const first = head.findIndex((byte) => !BEFORE_XML.has(byte));
    this.head = head;
    if (first === -1) return;
    this.head = undefined;
    if (head[first] === LESS_THAN) this.xml = this.xmlChecker();
    this.feed(head);
  }

  end(): void {
    if (this.head !== undefined) this.feed(this.head);
    if (this.xml !== undefined) this.xml.end();
    else this.endFlat();
    this.entries.end();
    this.letters.end();
    this.longYear.end();
  }

  private feed(bytes: Uint8Array): void {
    if (this.xml === undefined) this.lines.push(bytes);
    else this.xml.push(bytes);
  }

  private xmlChecker(): FecXmlChecker {
    const { report, period, today, longYear } = this;
    return new FecXmlChecker({ report, period, today, longYear, take: (record) => this.record(record) });
  }

  private endFlat(): void {
    this.lines.end();
    if (!this.hasContent) {
      this.report.add('fec-empty-file', 'The file is empty.', 'line 1');
    } else if (!this.sawHeader && !this.lines.isStopped) {
      this.report.add('fec-no-header', 'The file holds only empty lines.', 'line 1');
    } else if (this.records !== undefined && this.count === 0) {
      this.report.add('fec-no-entries', 'The file holds no entries.', 'line 1');
    }
  }

  private record(record: FecRecord): void {
    this.count++;
    this.entries.add(record);
    this.letters.add(record);
    this.labels.add(record);
  }

  private line(lines: FecLines, from: number, to: number, line: number): boolean {
    if (isBlank(lines, from, to)) {
      this.report.add('fec-empty-line', `Line ${line} is empty.`, `line ${line}`);
      return true;
    }
    this.sawHeader = true;
    if (this.records === undefined) {
      this.header(lines, from, to, line);
      return true;
    }
    const record = this.records.read(lines, from, to, line);
    if (record === undefined) {
      this.entries.skip();
      this.letters.skip();
      return false;
    }
    this.record(record);
    return true;
  }

  private header(lines: FecLines, from: number, to: number, line: number): void {
    const layout = readFecHeader(lines.text.slice(from, to), this.report);
    if (layout === undefined) return this.lines.stop();
    this.records = new RecordReader({
      layout,
      report: this.report,
      dates: new FecDates(),
      longYear: this.longYear,
      today: this.today,
      ...this.period,
    });
    if (!layout.hasHeader) this.line(lines, from, to, line);
  }
}

function isBlank({ bytes, text }: FecLines, from: number, to: number): boolean {
  // A line that begins with a letter, as nearly all do, is not looked at further.
  if (to - from >= BLANK_LINE) return false;
  if (from < to && LETTER_BEGIN <= bytes[from]! && bytes[from]! < LETTER_END) return false;
  // A record of nothing but separators holds no more than a line without any.
  return /^[\s|]*$/.test(text.slice(from, to));
}
