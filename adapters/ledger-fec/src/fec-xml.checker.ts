import { StreamDecoder, XmlStream } from '@lettrage/formats';
import { CASH_COLUMNS, fecColumns, type FecColumn } from './fec-columns.js';
import type { FecPeriod } from './fec-file-name.js';
import type { FecLayout } from './fec-header.js';
import type { FecRecord } from './fec-record.js';
import type { LongYear } from './fec-long-year.js';
import { RecordReader } from './fec-record.js';
import type { FecReport } from './fec-report.js';
import { FecDates } from './fec-values.js';
import { childrenOf, ChildOrder } from './fec-xml-schema.js';

const COLUMNS: readonly FecColumn[] = [...fecColumns('debit-credit'), ...CASH_COLUMNS];
const SCHEMA = /formatA47A-I-(VII-1|VIII-3|VIII-5|VIII-7)\.xsd/;
const DAYS: ReadonlySet<string> = new Set([
  'DateCloture',
  'EcritureDate',
  'PieceDate',
  'DateLet',
  'ValidDate',
  'DateRglt',
]);
const AMOUNTS: ReadonlySet<string> = new Set(['Debit', 'Credit', 'Montant']);
/** The schema spells the auxiliary's fields in two ways. */
const OTHER_NAMES: Readonly<Record<string, string>> = { CompteAuxNum: 'CompAuxNum', CompteAuxLib: 'CompAuxLib' };

/** What the checks of a record need of the file. */
export interface XmlContext {
  readonly report: FecReport;
  readonly period: FecPeriod | undefined;
  readonly today: string;
  readonly longYear: LongYear;
  readonly take: (record: FecRecord) => void;
}

/**
 * Checks the XML form: well-formed, the order of the schema, its ways to write days and amounts, then every line by the
 * rules of the flat file, as its record would be.
 */
export class FecXmlChecker {
  private readonly decoder = new StreamDecoder({ xml: true, fallback: 'iso-8859-15' });
  private readonly stream: XmlStream;
  private readonly open: { name: string; order: ChildOrder | undefined }[] = [];
  private readonly values = new Map<string, string>();
  private children = childrenOf(false, true);
  private isCash = false;
  private records: RecordReader | undefined;
  private text = '';
  private failed = false;
  private count = 0;

  constructor(private readonly context: XmlContext) {
    this.stream = new XmlStream({
      open: (name, attributes) => this.opened(name, attributes),
      text: (text) => (this.text += text),
      close: (name) => this.closed(name),
    });
  }

  push(bytes: Uint8Array): void {
    this.read(() => this.stream.write(this.decoder.push(bytes)));
  }

  end(): void {
    this.read(() => {
      this.stream.write(this.decoder.end());
      this.stream.end();
    });
    for (const warning of this.decoder.warnings) {
      const rule = warning.includes('mixes') ? 'fec-charset-mixed' : 'fec-xml-encoding';
      this.context.report.add(rule, `Of its characters: ${warning}.`, 'line 1');
    }
    if (!this.failed && this.count === 0) {
      this.context.report.add('fec-no-entries', 'The file holds no entries.', 'line 1');
    }
  }

  private read(step: () => void): void {
    if (this.failed) return;
    try {
      step();
    } catch (error) {
      this.failed = true;
      const message = error instanceof Error ? error.message : 'it cannot be read';
      this.context.report.add('fec-xml-malformed', `The file is not XML: ${message}.`, this.place());
    }
  }

  private opened(name: string, attributes: Readonly<Record<string, string>>): void {
    this.text = '';
    for (const attribute in attributes) {
      if (!/^(?:xmlns|xsi:)/.test(attribute)) this.say(`${name} has the attribute ${attribute}.`);
    }
    const parent = this.open.at(-1);
    if (parent === undefined) this.begin(name, Object.values(attributes).join(' '));
    else this.say(parent.order?.take(name));
    const children = this.children.get(name);
    const order = children === undefined ? undefined : new ChildOrder(name, children, name === 'ligne');
    this.open.push({ name, order });
    if (name === 'journal') this.forget('JournalCode', 'JournalLib');
    if (name === 'ecriture') this.forget(...COLUMNS.slice(2));
    if (name === 'ligne') this.values.set(LINE, '');
  }

  /** The root names its schema, which says which variant it is. */
  private begin(name: string, attributes: string): void {
    const variant = SCHEMA.exec(attributes)?.[1];
    if (variant === undefined) {
      this.context.report.add('fec-xml-schema', 'The root names no schema formatA47A-I-….xsd.', this.place());
    }
    this.isCash = variant === 'VIII-5' || variant === 'VIII-7';
    this.children = childrenOf(this.isCash, variant === undefined || variant === 'VII-1');
    this.say(new ChildOrder('the file', this.children.get('')!, false).take(name));
    const { report, today, period, longYear } = this.context;
    const layout = layoutOf(this.isCash);
    this.records = new RecordReader({ layout, report, dates: new FecDates(), longYear, today, ...period });
  }

  private closed(name: string): void {
    const { order } = this.open.pop()!;
    this.say(order?.end());
    if (name === 'ligne') this.line();
    else if (order === undefined) this.value(OTHER_NAMES[name] ?? name, this.text.trim());
    this.text = '';
  }

  private value(name: string, text: string): void {
    const key = this.values.has(LINE) && this.open.at(-1)?.name === 'ligne' ? `${LINE}${name}` : name;
    const plain = asBytes(text);
    this.values.set(key, DAYS.has(name) ? this.day(name, plain) : AMOUNTS.has(name) ? this.amount(name, plain) : plain);
  }

  /** `YYYY-MM-DD`, or with a time as the schema allows, becomes `YYYYMMDD`; what is none stays for the record's checks. */
  private day(name: string, text: string): string {
    const day = /^(\d{4})-(\d\d)-(\d\d)(?:T[\d:.+Z-]+)?$/.exec(text);
    if (day) return day[1]! + day[2]! + day[3]!;
    if (text !== '') this.add('fec-date-format', `${name} "${text.slice(0, 60)}" is not written YYYY-MM-DD.`);
    return '';
  }

  private amount(name: string, text: string): string {
    if (/,/.test(text)) this.add('fec-xml-decimal', `${name} "${text.slice(0, 60)}" has a comma.`);
    return text.replace('.', ',');
  }

  private line(): void {
    this.count++;
    const own = (column: string): string | undefined => this.values.get(`${LINE}${column}`);
    const shared = (column: string): string => this.values.get(column) ?? '';
    const account = own('CompteNum') ?? '';
    // Lettering stands on the entry; it is meant for its third parties.
    const isLettered = own('EcritureLet') !== undefined || /^4[01256]/.test(account);
    const fields = COLUMNS.map((column) => {
      if (column === 'EcritureLet' || column === 'DateLet') return own(column) ?? (isLettered ? shared(column) : '');
      return own(column) ?? shared(column);
    });
    this.sides(fields, own('Montant'), own('Sens'));
    const record = this.records!.readFields(
      this.isCash ? fields : fields.slice(0, -CASH_COLUMNS.length),
      this.stream.line,
    );
    for (const key of [...this.values.keys()]) if (key.startsWith(LINE)) this.values.delete(key);
    this.context.take(record);
  }

  /** Debit and Credit of a line that has one of them, or Montant and Sens. */
  private sides(fields: string[], amount: string | undefined, direction: string | undefined): void {
    const [debit, credit] = [COLUMNS.indexOf('Debit'), COLUMNS.indexOf('Credit')];
    if (amount === undefined) {
      if (fields[debit] === '' && fields[credit] !== '') fields[debit] = '0,00';
      else if (fields[credit] === '' && fields[debit] !== '') fields[credit] = '0,00';
      return;
    }
    if (direction === undefined) this.add('fec-direction-missing', 'Montant has no Sens.');
    else if (!/^(?:[DC]|[+-]1)$/i.test(direction)) this.add('fec-direction', `Sens "${direction}" is neither D nor C.`);
    const isDebit = /^(?:D|\+1)$/i.test(direction ?? '');
    fields[debit] = isDebit ? amount : '0,00';
    fields[credit] = isDebit ? '0,00' : amount;
  }

  private forget(...columns: readonly string[]): void {
    for (const column of columns) this.values.delete(column);
  }

  private say(message: string | undefined): void {
    if (message !== undefined) this.add('fec-xml-structure', message);
  }

  private add(rule: Parameters<FecReport['add']>[0], message: string): void {
    this.context.report.add(rule, message, this.place());
  }

  private place(): string {
    return `line ${this.stream.line}${this.stream.path === '' ? '' : `, /${this.stream.path}`}`;
  }
}

/** Records hold bytes as characters; see FecLineReader. */
function asBytes(text: string): string {
  return /[^\0-\x7f]/.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
}

/** Marks values of the line, which stand beside those of its entry. */
const LINE = 'ligne/';

function layoutOf(isCash: boolean): FecLayout {
  const columns = isCash ? COLUMNS : COLUMNS.slice(0, -CASH_COLUMNS.length);
  const at = Object.fromEntries([...COLUMNS, 'Montant', 'Sens'].map((name) => [name, -1])) as Record<FecColumn, number>;
  columns.forEach((column, i) => (at[column] = i));
  return { separator: '\t', width: columns.length, at, hasDirection: false, isCash, hasHeader: false };
}
