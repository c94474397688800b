import {
  InputError,
  formatMinor,
  isCurrency,
  isDay,
  parseMinor,
  type Day,
  type JournalEntry,
  type JournalLine,
  type Problem,
} from '@lettrage/domain';

/** Settings of the reader. */
export interface JournalEntryReaderOptions {
  /** Currency of debits and credits; default EUR. */
  readonly currency?: string;
  /** Name of the file, for the messages. */
  readonly file?: string;
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
  for await (const line of lines) {
    number++;
    if (line.trim() === '') continue;
    yield parseJournalEntry(line, number, options);
  }
  if (number === 0)
    throw fail('empty', `${where(options, 1)}: the file is empty; expected one journal entry per line`, 'line 1');
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
  const entry = readEntry(reader, value);
  requireBalance(reader, entry);
  return entry;
}

/** Debit less credit of an entry, minor units of `currency`. */
export function entryBalance(entry: JournalEntry, currency: string): bigint {
  return entry.lines.reduce(
    (sum, line) => sum + parseMinor(line.debit, currency) - parseMinor(line.credit, currency),
    0n,
  );
}

function readEntry(reader: FieldReader, value: unknown): JournalEntry {
  const entry = reader.object(value, '');
  const validatedOn = reader.optionalDay(entry, 'validatedOn', '');
  const lines = entry['lines'];
  if (!Array.isArray(lines) || lines.length === 0) {
    reader.fail('lines', 'lines', 'must be a list of at least one line');
  }
  return {
    journal: reader.text(entry, 'journal', ''),
    journalLabel: reader.text(entry, 'journalLabel', ''),
    number: reader.text(entry, 'number', ''),
    date: reader.day(entry, 'date', ''),
    piece: reader.text(entry, 'piece', ''),
    pieceDate: reader.day(entry, 'pieceDate', ''),
    label: reader.text(entry, 'label', ''),
    ...(validatedOn === undefined ? {} : { validatedOn }),
    lines: lines.map((line: unknown, i) => readLine(reader, line, `lines[${i}]`)),
  };
}

function readLine(reader: FieldReader, value: unknown, path: string): JournalLine {
  const line = reader.object(value, path);
  const [debit, credit] = reader.sides(line, path);
  const auxiliary = reader.optionalText(line, 'auxiliary', path);
  const auxiliaryLabel = reader.optionalText(line, 'auxiliaryLabel', path);
  const label = reader.optionalText(line, 'label', path);
  const dueDate = reader.optionalDay(line, 'dueDate', path);
  const lettering = line['lettering'] === undefined ? undefined : reader.object(line['lettering'], `${path}.lettering`);
  const foreign = line['foreign'] === undefined ? undefined : reader.object(line['foreign'], `${path}.foreign`);
  return {
    account: reader.text(line, 'account', path),
    accountLabel: reader.text(line, 'accountLabel', path),
    ...(auxiliary === undefined ? {} : { auxiliary }),
    ...(auxiliaryLabel === undefined ? {} : { auxiliaryLabel }),
    ...(label === undefined ? {} : { label }),
    debit,
    credit,
    ...(lettering === undefined
      ? {}
      : {
          lettering: {
            code: reader.text(lettering, 'code', `${path}.lettering`),
            date: reader.day(lettering, 'date', `${path}.lettering`),
          },
        }),
    ...(foreign === undefined ? {} : { foreign: readForeign(reader, foreign, `${path}.foreign`) }),
    ...(dueDate === undefined ? {} : { dueDate }),
  };
}

function readForeign(reader: FieldReader, foreign: Fields, path: string): { amount: string; currency: string } {
  const currency = reader.text(foreign, 'currency', path);
  if (!isCurrency(currency)) {
    reader.fail('currency', `${path}.currency`, `"${currency}" is not an ISO 4217 code such as USD`);
  }
  return { amount: reader.amount(foreign, 'amount', path, currency), currency };
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

  object(value: unknown, path: string): Fields {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
    return this.fail('object', path || 'the line', 'must be a JSON object');
  }

  text(fields: Fields, name: string, path: string): string {
    return this.optionalText(fields, name, path) ?? this.fail('required', join(path, name), 'is missing');
  }

  optionalText(fields: Fields, name: string, path: string): string | undefined {
    const value = fields[name];
    if (value === undefined) return undefined;
    if (typeof value !== 'string' || value === '') {
      this.fail('text', join(path, name), 'must be a text that is not empty (leave the key out where there is none)');
    }
    return value;
  }

  day(fields: Fields, name: string, path: string): Day {
    const text = this.text(fields, name, path);
    if (!isDay(text)) this.fail('day', join(path, name), `"${text}" is not a calendar day (expected YYYY-MM-DD)`);
    return text;
  }

  optionalDay(fields: Fields, name: string, path: string): Day | undefined {
    return fields[name] === undefined ? undefined : this.day(fields, name, path);
  }

  /** Debit and credit of a line as written, added to the sums. */
  sides(line: Fields, path: string): readonly [string, string] {
    const debit = this.minor(line, 'debit', path, this.currency);
    const credit = this.minor(line, 'credit', path, this.currency);
    if (debit !== 0n && credit !== 0n) {
      this.fail('debit-and-credit', path, 'has a debit and a credit; make two lines of it');
    }
    this.debits += debit;
    this.credits += credit;
    return [line['debit'] as string, line['credit'] as string];
  }

  /** The amount as written, once it is known to be exact in the currency. */
  amount(fields: Fields, name: string, path: string, currency: string): string {
    this.minor(fields, name, path, currency);
    return fields[name] as string;
  }

  private minor(fields: Fields, name: string, path: string, currency: string): bigint {
    const value = fields[name];
    // Half of all amounts are the zero of the other side.
    if (value === '0.00') return 0n;
    if (typeof value === 'number') {
      this.fail('amount', join(path, name), 'is a JSON number; write amounts as text, such as "1200.50"');
    }
    const text = this.text(fields, name, path);
    try {
      return parseMinor(text, currency);
    } catch (error) {
      return this.fail('amount', join(path, name), error instanceof Error ? error.message : 'is not an amount');
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

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function where(options: JournalEntryReaderOptions, number: number): string {
  return options.file === undefined ? `line ${number}` : `${options.file}:${number}`;
}

function fail(rule: string, message: string, location: string): InputError {
  const problem: Problem = { severity: 'error', rule: `journal-entry-${rule}`, message, location };
  return new InputError(problem.rule, message, [problem]);
}
