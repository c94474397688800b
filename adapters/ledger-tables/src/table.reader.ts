import { AdapterError, type LedgerFileLine, type LedgerReadOptions, type LedgerSource } from '@lettrage/adapter-sdk';
import { DelimitedReader, StreamDecoder, tryReadDay, type DelimitedRow } from '@lettrage/formats';
import { positionsOf } from './describe-layout.js';
import type { AmountOf, DayStyle, Field, Holds, Layout } from './layout.js';
import { LAYOUTS } from './layouts/index.js';

const NEEDED: readonly Holds[] = ['date', 'piece'];

/**
 * Reads files back that are laid out as this adapter writes them. A format without documents' numbers, or whose records
 * book one account against another, cannot give open items and is refused by name.
 */
export const tableReader: LedgerSource = {
  async *read(chunks, options) {
    const layout = layoutOf(options);
    const table = new TableReader(layout, options.file ?? layout.fileName);
    const decoder = decoderOf(layout);
    for await (const chunk of chunks) {
      const lines = table.push(decoder.push(chunk));
      if (lines.length > 0) yield lines;
    }
    const last = [...table.push(decoder.end()), ...table.end()];
    if (last.length > 0) yield last;
  },
};

/** Text of a file: the set of its layout, and for UTF-8 what the bytes are if they are not. */
function decoderOf({ charset }: Layout): { push(bytes: Uint8Array): string; end(): string } {
  if (charset === 'utf-8') return new StreamDecoder();
  const decoder = new TextDecoder(charset);
  // `stream` to the last: without it Node 20 turns 0x80-0x9F of windows-1252 into control characters.
  return { push: (bytes) => decoder.decode(bytes, { stream: true }), end: () => '' };
}

/** True for formats that can be read back. */
export function isReadable({ fields, isPaired }: Layout): boolean {
  const held = new Set(fields.map(({ holds }) => holds));
  return (
    isPaired !== true &&
    NEEDED.every((wanted) => held.has(wanted)) &&
    (held.has('account') || held.has('account or auxiliary'))
  );
}

function layoutOf({ format, options = {} }: LedgerReadOptions): Layout {
  const layout = LAYOUTS.find(({ id }) => id === format);
  if (layout === undefined || !isReadable(layout)) {
    const readable = LAYOUTS.filter(isReadable).map(({ id }) => id);
    throw new AdapterError('config', `The format "${format}" cannot be read back. These can: ${readable.join(', ')}.`, {
      field: '/format',
    });
  }
  return { ...layout, ...layout.configure?.(options) };
}

/** Turns the text of a file into lines of entries, record by record. */
class TableReader {
  private readonly rows: DelimitedReader | undefined;
  private readonly positions: readonly (readonly [number, number])[];
  private readonly parties = new Map<string, { readonly account: string; readonly label: string }>();
  private readonly header: number;
  private rest = '';
  private line = 0;

  constructor(
    private readonly layout: Layout,
    private readonly file: string,
  ) {
    const hasQuotes = layout.escape === 'quotes' || layout.fields.some(({ quoted }) => quoted);
    this.rows =
      layout.separator === '' || !hasQuotes ? undefined : new DelimitedReader({ delimiter: layout.separator });
    this.positions = positionsOf(layout.fields);
    this.header = layout.header?.({}, layout.fields, undefined).length ?? 0;
  }

  push(text: string): LedgerFileLine[] {
    if (this.rows) return this.rowsOf(() => this.rows!.push(text));
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop()!;
    return lines.flatMap((line) => this.record(line.endsWith('\r') ? line.slice(0, -1) : line, ++this.line));
  }

  end(): LedgerFileLine[] {
    if (this.rows) return this.rowsOf(() => this.rows!.end());
    return this.rest === '' ? [] : this.record(this.rest, ++this.line);
  }

  private rowsOf(read: () => DelimitedRow[]): LedgerFileLine[] {
    let rows: DelimitedRow[];
    try {
      rows = read();
    } catch (error) {
      this.fail(this.line + 1, error instanceof Error ? error.message : 'it cannot be cut into records');
    }
    return rows.flatMap(({ cells, line }) => {
      this.line = line;
      return line <= this.header ? [] : this.cells(cells, line);
    });
  }

  private record(text: string, line: number): LedgerFileLine[] {
    if (line <= this.header || text === '') return [];
    const { separator, parties, type, fields } = this.layout;
    if (separator !== '') return this.cells(text.split(separator), line);
    if (parties !== undefined && text.startsWith(parties.type)) {
      this.party(cut(text, positionsOf(parties.fields)), parties.fields);
      return [];
    }
    if (type !== undefined && !text.startsWith(type)) return [];
    if (text.length < this.positions.at(-1)![0] - 1 && text.trimEnd().length < amountEnd(fields, this.positions)) {
      this.fail(line, `the record has ${text.length} characters instead of ${this.layout.length}`);
    }
    return [this.lineOf(cut(text, this.positions), line)];
  }

  private cells(cells: readonly string[], line: number): LedgerFileLine[] {
    const { parties, fields } = this.layout;
    if (parties !== undefined && cells[0] === parties.type) {
      this.party(cells, parties.fields);
      return [];
    }
    if (cells.length !== fields.length) {
      this.fail(line, `the record has ${cells.length} fields instead of ${fields.length}`);
    }
    return [this.lineOf(cells, line)];
  }

  /** A record of a customer or supplier says what it is called and which account collects it. */
  private party(cells: readonly string[], fields: readonly Field[]): void {
    const at = (holds: Holds): string => (cells[fields.findIndex((field) => field.holds === holds)] ?? '').trim();
    this.parties.set(at('auxiliary'), { account: at('account'), label: at('accountLabel') });
  }

  private lineOf(cells: readonly string[], line: number): LedgerFileLine {
    const held: Partial<Record<Holds, string>> = {};
    const amounts: Partial<Record<AmountOf, string>> = {};
    let isDebit = true;
    const { fields, decimal } = this.layout;
    for (let i = 0; i < fields.length; i++) {
      const field = fields[i]!;
      const text = cells[i]!.trim();
      if (field.role === 'side') isDebit = text === field.debit;
      if (field.holds !== undefined) held[field.holds] = field.is.kind === 'day' ? this.day(text, field, line) : text;
      if (field.is.kind === 'amount') amounts[field.is.of] = this.amount(text, field, decimal, line);
    }
    const { debit, credit, amount, balance } = amounts;
    if (debit !== undefined && credit !== undefined) return this.fileLine(held, debit, credit, line);
    const size = amount ?? balance?.replace('-', '') ?? this.fail(line, 'it has no amount');
    const onDebit = balance === undefined ? isDebit : !balance.startsWith('-');
    return this.fileLine(held, onDebit ? size : '0.00', onDebit ? '0.00' : size, line);
  }

  private fileLine(
    held: Readonly<Partial<Record<Holds, string>>>,
    debit: string,
    credit: string,
    line: number,
  ): LedgerFileLine {
    const { account, auxiliary } = this.accountsOf(held);
    const { letter, dueDate, label, piece, pieceDate, number, accountLabel } = held;
    if (account === '') this.fail(line, 'the account is blank');
    if (held.date === undefined || held.date === '') this.fail(line, 'the date is blank');
    return {
      line,
      journal: held.journal ?? '',
      date: held.date,
      account,
      debit,
      credit,
      ...present({ auxiliary, letter, dueDate, label, piece, pieceDate, number }),
      ...present(
        auxiliary === '' ? { accountLabel } : { auxiliaryLabel: accountLabel ?? this.parties.get(auxiliary)?.label },
      ),
    };
  }

  /**
   * One field for both: a customer's or supplier's record says which account collects it; without one, what is not a
   * number is a supplier where it begins with F, else a customer.
   */
  private accountsOf(held: Readonly<Partial<Record<Holds, string>>>): { account: string; auxiliary: string } {
    const both = held['account or auxiliary'];
    if (both === undefined) return { account: held.account ?? '', auxiliary: held.auxiliary ?? '' };
    const collective = this.parties.get(both)?.account;
    if (collective) return { account: collective, auxiliary: both };
    if (/^[1-8]\d{2}/.test(both) || both === '') return { account: both, auxiliary: '' };
    return { account: both.startsWith('F') ? '401000' : '411000', auxiliary: both };
  }

  private day(text: string, field: Field, line: number): string {
    if (text === '' || field.is.kind !== 'day') return '';
    const day = tryReadDay(text, [FORMATS[field.is.style]]);
    return day ?? this.fail(line, `${field.name} "${text}" is not a day (${field.is.style})`);
  }

  private amount(text: string, field: Field, decimal: string, line: number): string {
    if (field.cents && /^\d+$/.test(text)) return decimalOf(BigInt(text));
    const plain = text.replace(decimal, '.');
    if (text === '') return '0.00';
    if (!field.cents && /^-?\d{1,16}(?:\.\d\d)$/.test(plain)) return plain.replace(/^0+(?=\d)/, '');
    return this.fail(line, `${field.name} "${text}" is not an amount`);
  }

  private fail(line: number, message: string): never {
    throw new AdapterError('malformed', `${this.file}, line ${line}: ${message}. Nothing was read; correct the file.`);
  }
}

const FORMATS: Readonly<Record<DayStyle, string>> = {
  yyyymmdd: 'YYYYMMDD',
  ddmmyyyy: 'DDMMYYYY',
  ddmmyy: 'DDMMYY',
  ddmm: 'DDMM',
  'dd/mm/yyyy': 'DD/MM/YYYY',
  'dd.mm.yyyy': 'DD.MM.YYYY',
  'mm/dd/yyyy': 'MM/DD/YYYY',
  'yyyy-mm-dd': 'YYYY-MM-DD',
};

function cut(text: string, positions: readonly (readonly [number, number])[]): string[] {
  return positions.map(([from, to]) => text.slice(from - 1, to));
}

function amountEnd(fields: readonly Field[], positions: readonly (readonly [number, number])[]): number {
  return positions[fields.findIndex(({ is }) => is.kind === 'amount')]?.[1] ?? 0;
}

function decimalOf(cents: bigint): string {
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}

/** The keys that hold something: absent means the key is left out. */
function present<T extends Readonly<Record<string, string | undefined>>>(values: T): { [Key in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value)) as { [Key in keyof T]?: string };
}
