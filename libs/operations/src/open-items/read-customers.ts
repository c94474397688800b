import { compact, InputError, isIban, isSiren, type CustomerIdentity, type Problem } from '@lettrage/domain';
import { parse } from 'csv-parse/sync';

/** Columns of a customers file; what else stands in it is left out with a warning. */
export const CUSTOMER_COLUMNS = ['id', 'name', 'ibans', 'siren', 'group_id', 'account'] as const;

type Column = (typeof CUSTOMER_COLUMNS)[number];
type Cells = Readonly<Record<Column, string>>;

/** Customers are a list, not a stream: what is longer is another file. */
const LARGEST = 100 * 1024 * 1024;

/**
 * Reads customers from CSV (comma or semicolon, header line, UTF-8): `id` and `name` are required, `ibans` are
 * separated by spaces; the columns may bear the names open items give them (`customer_id`, `customer_ibans` …).
 * Bad rows become problems that name line, field and remedy.
 *
 * @throws InputError where nothing can be read at all: another encoding, no header with the required columns
 */
export function readCustomers(
  bytes: Uint8Array,
  file: string,
): { customers: CustomerIdentity[]; problems: readonly Problem[] } {
  const rows = rowsOf(textOf(bytes, file), file);
  const [header, ...records] = rows;
  if (!header) throw unreadable('empty', `${file} is empty: expected customers with the header line ${shape}`);
  const reading = new Reading(file);
  const columns = reading.header(header.record);
  const customers = records.flatMap(({ record, info }) => reading.customer(columns(record), info.lines) ?? []);
  if (records.length === 0) reading.warn('line 1', 'customers-empty', 'the file holds a header and no customer');
  return { customers, problems: reading.problems };
}

const shape = CUSTOMER_COLUMNS.join(',');

class Reading {
  readonly problems: Problem[] = [];
  private readonly lines = new Map<string, number>();

  constructor(private readonly file: string) {}

  /** Where each column stands. */
  header(cells: readonly string[]): (record: readonly string[]) => Cells {
    const names = cells.map((cell) =>
      cell
        .trim()
        .toLowerCase()
        .replace(/^customer_/, ''),
    );
    const missing = ['id', 'name'].filter((name) => !names.includes(name));
    if (missing.length > 0)
      throw unreadable('columns', `${this.file} lacks the column ${missing.join(', ')}: name the columns ${shape}`);
    const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
    if (twice !== undefined) throw unreadable('columns', `${this.file} has the column ${twice} twice: keep one`);
    const unknown = names.filter((name) => name !== '' && !CUSTOMER_COLUMNS.some((column) => column === name));
    if (unknown.length > 0)
      this.warn('line 1', 'customers-column', `unknown and left out: ${unknown.join(', ').slice(0, 200)}`);
    return (record) =>
      Object.fromEntries(
        CUSTOMER_COLUMNS.map((column) => [column, record[names.indexOf(column)]?.trim() ?? '']),
      ) as Cells;
  }

  /** The customer of a row, or undefined where it is refused. */
  customer(cells: Cells, line: number): CustomerIdentity | undefined {
    const place = `line ${line}`;
    const before = this.problems.length;
    for (const column of ['id', 'name'] as const)
      if (cells[column] === '')
        this.refuse(`${place}, ${column}`, 'customer-missing', `${column} is empty; fill it in`);
    const earlier = this.lines.get(cells.id);
    if (cells.id !== '' && earlier !== undefined)
      this.refuse(
        `${place}, id`,
        'customer-duplicate',
        `"${cells.id}" already stands on line ${earlier}; keep one of the two`,
      );
    this.lines.set(cells.id, earlier ?? line);
    if (cells.siren !== '' && !isSiren(compact(cells.siren)))
      this.refuse(
        `${place}, siren`,
        'siren',
        `"${cells.siren}" is not a SIREN: 9 digits, the last of which checks the others`,
      );
    const ibans = cells.ibans.split(/\s+/).filter((iban) => iban !== '');
    for (const iban of ibans)
      if (!isIban(compact(iban)))
        this.refuse(
          `${place}, ibans`,
          'iban',
          `"${iban}" is not an IBAN; write each without spaces, and a space between two`,
        );
    if (this.problems.length > before) return undefined;
    return {
      id: cells.id,
      name: cells.name,
      ibans: ibans.map(compact),
      ...(cells.siren === '' ? {} : { siren: compact(cells.siren) }),
      ...(cells.group_id === '' ? {} : { groupId: cells.group_id }),
      ...(cells.account === '' ? {} : { account: cells.account }),
    };
  }

  warn(place: string, rule: string, message: string): void {
    this.problems.push({ severity: 'warning', rule, message, location: `${this.file}, ${place}` });
  }

  private refuse(place: string, rule: string, message: string): void {
    this.problems.push({ severity: 'error', rule, message, location: `${this.file}, ${place}` });
  }
}

function textOf(bytes: Uint8Array, file: string): string {
  if (bytes.length > LARGEST) throw unreadable('too-large', `${file} is larger than 100 MB: split it`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable('encoding', `${file} is not UTF-8: save it as "CSV UTF-8"`);
  }
}

interface CsvRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function rowsOf(text: string, file: string): CsvRow[] {
  const header = text.split(/\r?\n/, 1)[0] ?? '';
  const delimiter = header.includes(';') ? ';' : ',';
  try {
    return parse(text, { bom: true, delimiter, info: true, skip_empty_lines: true }) as unknown as CsvRow[];
  } catch (error) {
    const { message, lines } = error as Error & { lines?: number };
    const place = lines === undefined ? '' : ` at line ${lines}`;
    throw unreadable('csv', `${file} cannot be read as CSV${place}: ${message} Check quotes and delimiters.`);
  }
}

function unreadable(rule: string, message: string): InputError {
  return new InputError(`customers-${rule}`, `${message}.`.replace(/\.\.$/, '.'));
}
