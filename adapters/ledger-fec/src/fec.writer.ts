import {
  AdapterError,
  decimalsOf,
  formatMinor,
  parseMinor,
  type Day,
  type JournalEntry,
  type JournalLine,
  type LedgerExporter,
  type LedgerWriteOptions,
} from '@lettrage/adapter-sdk';
import { encodeText } from '@lettrage/formats';
import { fecColumns } from './fec-columns.js';
import { compactDay, fecFileName, readFecOptions, type FecOptions } from './fec-options.js';
import { TextCleaner } from './fec-text.js';

const CURRENCY = 'EUR';
const CHUNK = 1 << 16;

/** Writes the French accounting file. Entries come out in the order they come in. */
export const fecWriter: LedgerExporter = {
  async *write(entries: AsyncIterable<JournalEntry>, { options }: LedgerWriteOptions): AsyncIterable<Uint8Array> {
    const fec = new FecLines(readFecOptions(options));
    let text = fec.header();
    for await (const entry of entries) {
      text += fec.entry(entry);
      if (text.length < CHUNK) continue;
      yield fec.encode(text);
      text = '';
    }
    if (text !== '') yield fec.encode(text);
  },

  fileName({ options }: LedgerWriteOptions): string {
    return fecFileName(readFecOptions(options));
  },
};

/** Turns entries into lines of the file, or refuses them with entry and field named. */
class FecLines {
  private readonly cleaner: TextCleaner;

  constructor(private readonly options: FecOptions) {
    this.cleaner = new TextCleaner(options.encoding);
  }

  header(): string {
    return `${fecColumns(this.options.amounts).join(this.options.separator)}\r\n`;
  }

  encode(text: string): Uint8Array {
    return encodeText(text, this.options.encoding).bytes;
  }

  /** The lines of an entry. Throws `AdapterError('rejected')` naming the entry. */
  entry(entry: JournalEntry): string {
    if (entry.lines.length === 0) refuse(entry, 'has no lines');
    const { opening, closing } = this.options;
    if (closing !== undefined && opening !== undefined && (entry.date < opening || entry.date > closing)) {
      refuse(entry, `is dated ${entry.date}, outside the financial year from ${opening} to ${closing}`);
    }
    const amounts = entry.lines.map((line, i) => amountsOf(entry, line, i));
    requireBalance(entry, amounts);
    const head = this.head(entry);
    return entry.lines.map((line, i) => this.line(entry, line, i, amounts[i]!, head)).join('');
  }

  private head(entry: JournalEntry): readonly string[] {
    return [
      this.required(entry, 'JournalCode', entry.journal),
      this.required(entry, 'JournalLib', entry.journalLabel),
      this.required(entry, 'EcritureNum', entry.number),
      compactDay(entry.date),
      this.required(entry, 'PieceRef', entry.piece),
      compactDay(entry.pieceDate),
      // An entry that no one dated as validated was so at the latest when it was booked for good.
      compactDay(entry.validatedOn ?? entry.date),
    ];
  }

  private line(
    entry: JournalEntry,
    line: JournalLine,
    index: number,
    amounts: LineAmounts,
    [journal, journalLabel, number, date, piece, pieceDate, validDate]: readonly string[],
  ): string {
    const where = `line ${index + 1}`;
    if (!/^\d{3}[0-9A-Za-z]*$/.test(line.account)) {
      refuse(entry, `${where}: account "${line.account}" must be three digits of the chart, then digits or letters`);
    }
    const auxiliary = line.auxiliary === undefined ? '' : this.cleaner.clean(line.auxiliary);
    const auxiliaryLabel = auxiliary === '' ? '' : this.cleaner.clean(line.auxiliaryLabel ?? '') || auxiliary;
    const lettering = this.lettering(line);
    const fields = [
      journal,
      journalLabel,
      number,
      date,
      line.account,
      this.required(entry, `${where}: CompteLib`, line.accountLabel),
      auxiliary,
      auxiliaryLabel,
      piece,
      pieceDate,
      this.required(entry, `${where}: EcritureLib`, line.label ?? entry.label),
      ...this.amountFields(amounts),
      lettering === undefined ? '' : this.cleaner.clean(lettering.code),
      lettering === undefined ? '' : compactDay(lettering.date),
      validDate,
      ...foreignFields(entry, line, where),
    ];
    return `${fields.join(this.options.separator)}\r\n`;
  }

  /** A letter dated after the closing did not exist at the closing: it is blank in that year's file. */
  private lettering(line: JournalLine): { code: string; date: Day } | undefined {
    const { closing } = this.options;
    if (line.lettering === undefined || (closing !== undefined && line.lettering.date > closing)) return undefined;
    return line.lettering;
  }

  private amountFields({ debit, credit }: LineAmounts): readonly string[] {
    if (this.options.amounts === 'debit-credit') return [decimalComma(debit, CURRENCY), decimalComma(credit, CURRENCY)];
    return debit === 0n && credit !== 0n ? [decimalComma(credit, CURRENCY), 'C'] : [decimalComma(debit, CURRENCY), 'D'];
  }

  private required(entry: JournalEntry, field: string, text: string): string {
    const cleaned = this.cleaner.clean(text);
    return cleaned === '' ? refuse(entry, `${field} is blank`) : cleaned;
  }
}

interface LineAmounts {
  readonly debit: bigint;
  readonly credit: bigint;
}

function amountsOf(entry: JournalEntry, line: JournalLine, index: number): LineAmounts {
  const debit = minorOf(entry, line.debit, CURRENCY, `line ${index + 1}: debit`);
  const credit = minorOf(entry, line.credit, CURRENCY, `line ${index + 1}: credit`);
  if (debit !== 0n && credit !== 0n) refuse(entry, `line ${index + 1} has a debit and a credit; make two lines of it`);
  return { debit, credit };
}

function requireBalance(entry: JournalEntry, amounts: readonly LineAmounts[]): void {
  let debits = 0n;
  let credits = 0n;
  for (const { debit, credit } of amounts) {
    debits += debit;
    credits += credit;
  }
  if (debits === credits) return;
  refuse(entry, `is not balanced: debits ${formatMinor(debits, CURRENCY)}, credits ${formatMinor(credits, CURRENCY)}`);
}

function foreignFields(entry: JournalEntry, line: JournalLine, where: string): readonly [string, string] {
  if (line.foreign === undefined) return ['', ''];
  const { amount, currency } = line.foreign;
  try {
    decimalsOf(currency);
  } catch {
    refuse(entry, `${where}: "${currency}" is not an ISO 4217 currency`);
  }
  return [decimalComma(minorOf(entry, amount, currency, `${where}: foreign amount`), currency), currency];
}

function minorOf(entry: JournalEntry, amount: string, currency: string, field: string): bigint {
  if (amount === '0.00') return 0n;
  try {
    return parseMinor(amount, currency);
  } catch (error) {
    return refuse(entry, `${field}: ${error instanceof Error ? error.message : 'is not an amount'}`);
  }
}

function decimalComma(minor: bigint, currency: string): string {
  return minor === 0n && currency === CURRENCY ? '0,00' : formatMinor(minor, currency).replace('.', ',');
}

function refuse(entry: JournalEntry, message: string): never {
  throw new AdapterError(
    'rejected',
    `Entry ${entry.number} of journal ${entry.journal} ${message}. Nothing was written; correct the entry.`,
  );
}
