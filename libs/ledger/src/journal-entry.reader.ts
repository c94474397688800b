import {
  InputError,
  decimalsOf,
  formatMinor,
  isCurrency,
  isDay,
  parseMinor,
  type JournalEntry,
  type Problem,
} from '@lettrage/domain';
import { JournalLineScanner } from './journal-line.scanner.js';

/** Settings of the reader. */
export interface JournalEntryReaderOptions {
  /** Currency of debits and credits; default EUR. */
  readonly currency?: string;
  /** Name of the file, for the messages. */
  readonly file?: string;
}

/** Settings of {@link readJournalFile}. */
export interface JournalFileOptions extends JournalEntryReaderOptions {
  readonly onEntry?: (entry: JournalEntry) => void;
  readonly onFailure?: (error: unknown) => void;
}

/**
 * Reads journal entries from NDJSON (interfaces: Journal entries), one object a line; blank lines are skipped.
 *
 * `lines` yields lines without their line end. Throws {@link InputError} at the first line that is not a sound,
 * balanced entry, naming file, line, field and remedy; nothing is repaired, no amount passes through a float.
 */
export async function* readJournalEntries(
  lines: AsyncIterable<string> | Iterable<string>,
  options: JournalEntryReaderOptions = {},
): AsyncIterable<JournalEntry> {
  let number = 0;
  let isEmpty = true;
  for await (const line of lines) {
    number++;
    if (line.trim() === '') continue;
    isEmpty = false;
    yield parseJournalEntry(line, number, options);
  }
  if (isEmpty) throw emptyFile(options);
}

/**
 * Reads journal entries from the bytes of an NDJSON file; see {@link readJournalEntries}.
 *
 * Lines are cut from whole chunks: a million lines handed on one by one cost more than reading them. Bytes that are no
 * UTF-8 are refused, naming the line. `onEntry` sees each entry, and `onFailure` what is thrown, for a caller whose
 * consumer hides them.
 */
export async function* readJournalFile(
  chunks: AsyncIterable<Uint8Array>,
  options: JournalFileOptions = {},
): AsyncIterable<JournalEntry> {
  const file = new JournalFile(options);
  let isEmpty = true;
  try {
    for await (const lines of wholeLines(chunks)) {
      file.take(lines);
      for (let entry = file.next(); entry !== undefined; entry = file.next()) {
        isEmpty = false;
        options.onEntry?.(entry);
        yield entry;
      }
    }
    if (isEmpty) throw emptyFile(options);
  } catch (error) {
    options.onFailure?.(error);
    throw error;
  }
}

/** The chunks cut after their last line end; the end of the file ends its last line. */
async function* wholeLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(LF) + 1;
    if (end === 0) {
      parts.push(chunk);
      continue;
    }
    parts.push(chunk.subarray(0, end));
    yield parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    parts = [chunk.subarray(end)];
  }
  const rest = Buffer.concat(parts);
  if (rest.length > 0) yield Buffer.concat([rest, Uint8Array.of(LF)]);
}

const LF = 0x0a;
const CR = 0x0d;

/** The lines of a file: scanned where they are as programs write them, else read as JSON. */
class JournalFile {
  /** Lines begun so far. */
  lines = 0;
  private readonly scanner: JournalLineScanner | undefined;
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;

  constructor(private readonly options: JournalEntryReaderOptions) {
    if (decimalsOf(options.currency ?? 'EUR') === 2) this.scanner = new JournalLineScanner();
  }

  /** Takes whole lines. */
  take(bytes: Uint8Array): void {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
    this.scanner?.take(bytes);
  }

  /** The entry of the next line that is not blank; undefined after the last. */
  next(): JournalEntry | undefined {
    while (this.at < this.bytes.length) {
      const from = this.at;
      const end = this.bytes.indexOf(LF, from);
      this.at = end + 1;
      this.lines++;
      if (end === from) continue;
      const entry = this.scanner?.scan(from, this.bytes[end - 1] === CR ? end - 1 : end);
      if (entry !== undefined) return entry;
      const text = this.decoded(from, end);
      if (text.trim() !== '') return parseJournalEntry(text, this.lines, this.options);
    }
    return undefined;
  }

  private decoded(from: number, to: number): string {
    try {
      return this.decoder.decode(this.bytes.subarray(from, to));
    } catch {
      const place = where(this.options, this.lines);
      throw fail('encoding', `${place}: the bytes here are not UTF-8; write the file in UTF-8`, `line ${this.lines}`);
    }
  }
}

/** Reads one line; `number` is its line number, for the messages. Throws {@link InputError}. */
export function parseJournalEntry(text: string, number: number, options: JournalEntryReaderOptions = {}): JournalEntry {
  let value: unknown;
  try {
    value = JSON.parse(number === 1 ? text.replace(/^\uFEFF/, '') : text);
  } catch {
    throw fail(
      'json',
      `${where(options, number)}: not a JSON object; expected one journal entry per line`,
      `line ${number}`,
    );
  }
  const reader = new FieldReader(options, number);
  checkEntry(reader, value);
  return value as JournalEntry;
}

/** Checks every field of an entry in place: what JSON gave is handed on as it is, nothing is copied or repaired. */
function checkEntry(reader: FieldReader, value: unknown): void {
  const entry = reader.object(value, ENTRY);
  reader.text(entry, 'journal', ENTRY);
  reader.text(entry, 'journalLabel', ENTRY);
  reader.text(entry, 'number', ENTRY);
  reader.day(entry, 'date', ENTRY);
  reader.text(entry, 'piece', ENTRY);
  reader.day(entry, 'pieceDate', ENTRY);
  reader.text(entry, 'label', ENTRY);
  reader.optionalDay(entry, 'validatedOn', ENTRY);
  const lines = entry['lines'];
  if (!Array.isArray(lines) || lines.length === 0) {
    reader.fail('lines', 'lines', 'must be a list of at least one line');
  }
  for (let i = 0; i < lines.length; i++) checkLine(reader, lines[i], { line: i });
  requireBalance(reader, entry as unknown as JournalEntry);
}

function checkLine(reader: FieldReader, value: unknown, place: Place): void {
  const line = reader.object(value, place);
  reader.sides(line, place);
  reader.optionalText(line, 'auxiliary', place);
  reader.optionalText(line, 'auxiliaryLabel', place);
  reader.optionalText(line, 'label', place);
  reader.optionalText(line, 'piece', place);
  reader.optionalDay(line, 'dueDate', place);
  reader.text(line, 'account', place);
  reader.text(line, 'accountLabel', place);
  const { lettering, foreign } = line;
  if (lettering !== undefined) {
    const part = { ...place, part: 'lettering' };
    const fields = reader.object(lettering, part);
    reader.text(fields, 'code', part);
    reader.day(fields, 'date', part);
  }
  if (foreign !== undefined) checkForeign(reader, foreign, { ...place, part: 'foreign' });
}

function checkForeign(reader: FieldReader, value: unknown, place: Place): void {
  const foreign = reader.object(value, place);
  const currency = reader.text(foreign, 'currency', place);
  if (!isCurrency(currency)) {
    reader.fail('currency', pathOf(place, 'currency'), `"${currency}" is not an ISO 4217 code such as USD`);
  }
  reader.amount(foreign, 'amount', place, currency);
}

function requireBalance(reader: FieldReader, entry: JournalEntry): void {
  const { debits, credits } = reader;
  if (debits === credits) return;
  reader.fail(
    'unbalanced',
    'lines',
    `entry ${entry.number} of journal ${entry.journal} is not balanced: debits ${reader.write(debits)}, credits ${reader.write(credits)}; correct the entry`,
  );
}

/** Where a field stands: of the entry, of a line, or of a part of a line. Its path is made only for a message. */
interface Place {
  readonly line?: number;
  readonly part?: string;
}

const ENTRY: Place = {};

function pathOf({ line, part }: Place, name?: string): string {
  const parts = [line === undefined ? undefined : `lines[${line}]`, part, name];
  return parts.filter((each) => each !== undefined).join('.');
}

/** Days that were looked at: a file has few different ones. */
const KNOWN_DAYS = new Set<string>();
const KNOWN_DAYS_LIMIT = 10_000;

function isKnownDay(text: string): boolean {
  if (KNOWN_DAYS.has(text)) return true;
  if (!isDay(text)) return false;
  if (KNOWN_DAYS.size >= KNOWN_DAYS_LIMIT) KNOWN_DAYS.clear();
  KNOWN_DAYS.add(text);
  return true;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads fields of one line of the file and says where a bad one is. */
class FieldReader {
  readonly currency: string;
  /** Sums of the lines read so far, minor units. */
  debits = 0n;
  credits = 0n;

  constructor(
    private readonly options: JournalEntryReaderOptions,
    private readonly number: number,
  ) {
    this.currency = options.currency ?? 'EUR';
  }

  object(value: unknown, place: Place): Fields {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
    return this.fail('object', pathOf(place) || 'the line', 'must be a JSON object');
  }

  text(fields: Fields, name: string, place: Place): string {
    return this.optionalText(fields, name, place) ?? this.fail('required', pathOf(place, name), 'is missing');
  }

  optionalText(fields: Fields, name: string, place: Place): string | undefined {
    const value = fields[name];
    if (value === undefined || (typeof value === 'string' && value !== '')) return value;
    return this.fail(
      'text',
      pathOf(place, name),
      'must be a text that is not empty (leave the key out where there is none)',
    );
  }

  day(fields: Fields, name: string, place: Place): string {
    const text = this.text(fields, name, place);
    if (isKnownDay(text)) return text;
    return this.fail('day', pathOf(place, name), `"${text}" is not a calendar day (expected YYYY-MM-DD)`);
  }

  optionalDay(fields: Fields, name: string, place: Place): void {
    if (fields[name] !== undefined) this.day(fields, name, place);
  }

  /** Debit and credit of a line, added to the sums. */
  sides(line: Fields, place: Place): void {
    const debit = this.minor(line, 'debit', place, this.currency);
    const credit = this.minor(line, 'credit', place, this.currency);
    if (debit !== 0n && credit !== 0n) {
      this.fail('debit-and-credit', pathOf(place), 'has a debit and a credit; make two lines of it');
    }
    this.debits += debit;
    this.credits += credit;
  }

  /** Checks that an amount is exact in its currency. */
  amount(fields: Fields, name: string, place: Place, currency: string): void {
    this.minor(fields, name, place, currency);
  }

  private minor(fields: Fields, name: string, place: Place, currency: string): bigint {
    const value = fields[name];
    // Half of all amounts are the zero of the other side.
    if (value === '0.00') return 0n;
    if (typeof value === 'number') {
      this.fail('amount', pathOf(place, name), 'is a JSON number; write amounts as text, such as "1200.50"');
    }
    const text = this.text(fields, name, place);
    try {
      return parseMinor(text, currency);
    } catch (error) {
      return this.fail('amount', pathOf(place, name), error instanceof Error ? error.message : 'is not an amount');
    }
  }

  write(minor: bigint): string {
    return formatMinor(minor, this.currency);
  }

  fail(rule: string, field: string, message: string): never {
    const isEntry = rule === 'unbalanced';
    const text = `${where(this.options, this.number)}: ${isEntry ? message : `${field} ${message}`}`;
    throw fail(rule, text, `line ${this.number}, ${field}`);
  }
}

function where(options: JournalEntryReaderOptions, number: number): string {
  return options.file === undefined ? `line ${number}` : `${options.file}:${number}`;
}

function emptyFile(options: JournalEntryReaderOptions): InputError {
  return fail('empty', `${where(options, 1)}: the file is empty; expected one journal entry per line`, 'line 1');
}

function fail(rule: string, message: string, location: string): InputError {
  const problem: Problem = { severity: 'error', rule: `journal-entry-${rule}`, message, location };
  return new InputError(problem.rule, message, [problem]);
}
