import { AdapterError, formatScaled, isCurrency, type LedgerFileLine, type LedgerSource } from '@lettrage/adapter-sdk';
import { StreamDecoder } from '@lettrage/formats';
import { readFecHeader, type FecLayout } from './fec-header.js';
import type { FecColumn } from './fec-columns.js';
import { FecReport } from './fec-report.js';
import { FecDates, readFecAmount } from './fec-values.js';

/** Amounts are read in millionths; the books have hundredths. */
const TO_CENTS = 10_000n;
const NEEDED: readonly FecColumn[] = ['EcritureDate', 'CompteNum', 'PieceRef'];

/**
 * Reads the lines of a flat FEC of any variant back: UTF-8 or ISO 8859-15, TAB or `|`, Debit and Credit or Montant and
 * Sens. What a checker would only warn of is taken as it is; a day or an amount that cannot be read refuses the file.
 */
export const fecReader: LedgerSource = {
  async *read(chunks, { format, file = 'the FEC' }) {
    if (format !== 'fec') {
      throw new AdapterError('config', `The format "${format}" cannot be read back; export the flat file (fec).`, {
        field: '/format',
      });
    }
    const fec = new FecFile(file);
    const decoder = new StreamDecoder({ fallback: 'iso-8859-15' });
    for await (const chunk of chunks) {
      const lines = fec.push(decoder.push(chunk));
      if (lines.length > 0) yield lines;
    }
    const last = fec.end(decoder.end());
    if (last.length > 0) yield last;
  },
};

/** Turns the text of a FEC into lines of entries. */
class FecFile {
  private readonly dates = new FecDates();
  private layout: FecLayout | undefined;
  private rest = '';
  private line = 0;

  constructor(private readonly file: string) {}

  push(text: string): LedgerFileLine[] {
    // A CR at the end may be half of a CR LF.
    const all = this.rest + text;
    const held = all.endsWith('\r') ? 1 : 0;
    const lines = all.slice(0, all.length - held).split(/\r\n|\n|\r/);
    this.rest = lines.pop()! + (held === 1 ? '\r' : '');
    return lines.flatMap((line) => this.record(line));
  }

  end(text: string): LedgerFileLine[] {
    const lines = [...this.push(text), ...this.record(this.rest.replace(/\r$/, ''))];
    if (this.layout === undefined) this.fail('it is empty');
    return lines;
  }

  private record(text: string): LedgerFileLine[] {
    this.line++;
    if (text === '') return [];
    if (this.layout === undefined) {
      this.layout = this.header(text);
      if (this.layout.hasHeader) return [];
    }
    const { separator, width } = this.layout;
    const fields = text.split(separator);
    if (fields.length !== width) this.fail(`it has ${fields.length} fields instead of ${width}`);
    return [this.lineOf(fields, this.layout)];
  }

  private header(text: string): FecLayout {
    if (/^\s*</.test(text)) this.fail('it is the XML form; give the flat file');
    const report = new FecReport();
    const layout = readFecHeader(text, report);
    const [problem] = report.take().filter(({ severity }) => severity !== 'warning');
    if (layout === undefined) this.fail(problem?.message ?? 'its first line holds no names of columns');
    const missing = NEEDED.filter((column) => layout.at[column] === -1);
    if (missing.length > 0) this.fail(`the column ${missing.join(', ')} is missing`);
    return layout;
  }

  private lineOf(fields: readonly string[], { at, hasDirection }: FecLayout): LedgerFileLine {
    const text = (column: FecColumn): string => (at[column] === -1 ? '' : fields[at[column]]!.trim());
    const day = (column: FecColumn): string => this.day(column, text(column));
    const [debit, credit] = hasDirection
      ? this.directed(text('Montant'), text('Sens'))
      : this.sides(text('Debit'), text('Credit'));
    const account = text('CompteNum');
    if (account === '') this.fail('CompteNum is blank');
    const date = day('EcritureDate');
    if (date === '') this.fail('EcritureDate is blank');
    const foreign = this.foreign(text('Montantdevise'), text('Idevise'));
    return {
      line: this.line,
      journal: text('JournalCode'),
      date,
      account,
      debit,
      credit,
      ...present({
        number: text('EcritureNum'),
        accountLabel: text('CompteLib'),
        auxiliary: text('CompAuxNum'),
        auxiliaryLabel: text('CompAuxLib'),
        piece: text('PieceRef'),
        pieceDate: day('PieceDate'),
        label: text('EcritureLib'),
        letter: text('EcritureLet'),
      }),
      ...(foreign === undefined ? {} : { foreign }),
    };
  }

  private sides(debitText: string, creditText: string): readonly [string, string] {
    const balance = this.amount('Debit', debitText) - this.amount('Credit', creditText);
    return balance < 0n ? ['0.00', cents(-balance)] : [cents(balance), '0.00'];
  }

  private directed(amountText: string, direction: string): readonly [string, string] {
    const amount = this.amount('Montant', amountText);
    if (!/^(?:[DC]|[+-]1)$/i.test(direction)) this.fail(`Sens "${direction}" is neither D nor C`);
    const balance = /^(?:D|\+1)$/i.test(direction) ? amount : -amount;
    return balance < 0n ? ['0.00', cents(-balance)] : [cents(balance), '0.00'];
  }

  /** Hundredths. */
  private amount(column: FecColumn, text: string): bigint {
    const amount = readFecAmount(text);
    if (amount.defect !== undefined || amount.decimals > 2) this.fail(`${column} "${text}" is not an amount of cents`);
    return amount.value / TO_CENTS;
  }

  private foreign(text: string, currency: string): { amount: string; currency: string } | undefined {
    if (text === '' || !isCurrency(currency)) return undefined;
    const amount = readFecAmount(text);
    if (amount.defect !== undefined) this.fail(`Montantdevise "${text}" is not an amount`);
    const decimals = Math.max(amount.decimals, 2);
    return { amount: formatScaled(amount.value / 10n ** BigInt(6 - decimals), decimals), currency };
  }

  private day(column: FecColumn, text: string): string {
    if (text === '') return '';
    if (this.dates.defectOf(text) !== undefined) this.fail(`${column} "${text}" is not a day (YYYYMMDD)`);
    return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  }

  private fail(message: string): never {
    throw new AdapterError(
      'malformed',
      `${this.file}, line ${Math.max(this.line, 1)}: ${message}. Nothing was read; check it with lettrage ledger check.`,
    );
  }
}

function cents(minor: bigint): string {
  return formatScaled(minor, 2);
}

/** The keys that hold something: absent means the key is left out. */
function present<T extends Readonly<Record<string, string>>>(values: T): { [Key in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')) as {
    [Key in keyof T]?: string;
  };
}
