import {
  amountOfEntry,
  balancedAmounts,
  decimalsOf,
  formatMinor,
  refuseEntry,
  type Day,
  type JournalEntry,
  type JournalLine,
  type LineAmounts,
} from '@lettrage/adapter-sdk';
import type { PlainText } from '@lettrage/formats';
import type { FecColumn } from './fec-columns.js';
import type { FecLosses } from './fec-losses.js';
import type { FecOptions } from './fec-options.js';

const CURRENCY = 'EUR';

/** What all lines of an entry share. Days are `YYYY-MM-DD`. */
export interface FecHead {
  readonly journal: string;
  readonly journalLabel: string;
  readonly number: string;
  readonly date: Day;
  readonly piece: string;
  readonly pieceDate: Day;
  readonly validDate: Day;
  readonly modeOfSettlement: string;
  readonly client: string;
}

/** A line of an entry, its texts fit for the file. */
export interface FecLine {
  readonly account: string;
  readonly accountLabel: string;
  readonly auxiliary: string;
  readonly auxiliaryLabel: string;
  readonly label: string;
  readonly amounts: LineAmounts;
  readonly lettering: { readonly code: string; readonly date: Day } | undefined;
  /** Amount with a decimal point and currency; blank where the line has none. */
  readonly foreign: readonly [amount: string, currency: string];
}

/** Reads entries as the file needs them, or refuses them with entry and field named. */
export class FecEntries {
  constructor(
    private readonly options: FecOptions,
    private readonly texts: PlainText,
    private readonly losses: FecLosses,
  ) {}

  /** Head and lines of an entry. Throws `AdapterError('rejected')` naming the entry. */
  read(entry: JournalEntry): { head: FecHead; lines: readonly FecLine[] } {
    const amounts = balancedAmounts(entry);
    const { opening, closing } = this.options;
    if (closing !== undefined && opening !== undefined && (entry.date < opening || entry.date > closing)) {
      refuseEntry(entry, `is dated ${entry.date}, outside the financial year from ${opening} to ${closing}`);
    }
    const lines: FecLine[] = new Array<FecLine>(entry.lines.length);
    for (let i = 0; i < lines.length; i++) lines[i] = this.line(entry, entry.lines[i]!, i, amounts[i]!);
    return { head: this.head(entry), lines };
  }

  private head(entry: JournalEntry): FecHead {
    return {
      journal: this.required(entry, 'JournalCode', entry.journal),
      journalLabel: this.required(entry, 'JournalLib', entry.journalLabel),
      number: this.required(entry, 'EcritureNum', entry.number),
      date: entry.date,
      piece: this.required(entry, 'PieceRef', entry.piece),
      pieceDate: entry.pieceDate,
      // An entry that no one dated as validated was so at the latest when it was booked for good.
      validDate: entry.validatedOn ?? entry.date,
      modeOfSettlement: modeOf(entry),
      client: this.texts.clean(entry.lines.find(({ auxiliaryLabel }) => auxiliaryLabel)?.auxiliaryLabel ?? ''),
    };
  }

  private line(entry: JournalEntry, line: JournalLine, index: number, amounts: LineAmounts): FecLine {
    if (!/^\d{3}[0-9A-Za-z]*$/.test(line.account)) {
      refuseEntry(
        entry,
        `line ${index + 1}: account "${line.account}" must be three digits of the chart, then digits or letters`,
      );
    }
    const auxiliary = line.auxiliary === undefined ? '' : this.text(entry, 'CompAuxNum', line.auxiliary);
    if (line.dueDate !== undefined) this.losses.add('left-out', 'due-date', entry);
    return {
      account: line.account,
      accountLabel: this.required(entry, 'CompteLib', line.accountLabel, index),
      auxiliary,
      auxiliaryLabel: auxiliary === '' ? '' : this.text(entry, 'CompAuxLib', line.auxiliaryLabel ?? '') || auxiliary,
      label: this.required(entry, 'EcritureLib', line.label ?? entry.label, index),
      amounts,
      lettering: this.lettering(entry, line),
      foreign: line.foreign === undefined ? NO_FOREIGN : foreignOf(entry, line.foreign, `line ${index + 1}`),
    };
  }

  /**
   * A letter dated after the closing did not exist at the closing: it is blank in that year's file. Lower-case codes
   * mark groups that are still open; they never reach a FEC.
   */
  private lettering(entry: JournalEntry, { lettering }: JournalLine): { code: string; date: Day } | undefined {
    const { closing } = this.options;
    if (lettering === undefined) return undefined;
    const isLate = closing !== undefined && lettering.date > closing;
    if (!isLate && !/^[a-z]+$/.test(lettering.code)) {
      return { code: this.texts.clean(lettering.code), date: lettering.date };
    }
    this.losses.add('left-out', 'lettering', entry);
    return undefined;
  }

  /** A text that must not be blank; `index` is its line's. The place is put in words only where it is told. */
  private required(entry: JournalEntry, field: string, source: string, index?: number): string {
    const cleaned = this.text(entry, field, source);
    if (cleaned !== '') return cleaned;
    return refuseEntry(entry, `${index === undefined ? '' : `line ${index + 1}: `}${field} is blank`);
  }

  private text(entry: JournalEntry, field: string, source: string): string {
    const cleaned = this.texts.clean(source);
    if (cleaned !== source) this.losses.add('changed', field, entry);
    return cleaned;
  }
}

/** Debit and credit with a sign for the decimals. */
export function sidesOf({ debit, credit }: LineAmounts, decimal: ',' | '.'): readonly [string, string] {
  return [amountText(debit, decimal), amountText(credit, decimal)];
}

/** `Montant` and whether it is a debit. */
export function directedOf({ debit, credit }: LineAmounts, decimal: ',' | '.'): readonly [string, boolean] {
  const isDebit = debit !== 0n || credit === 0n;
  return [amountText(isDebit ? debit : credit, decimal), isDebit];
}

/** What the cash-basis columns of a line hold. */
export function cashFields(columns: readonly FecColumn[], head: FecHead, line: FecLine, day: (day: Day) => string) {
  const values: Partial<Record<FecColumn, string>> = {
    DateRglt: day(line.lettering?.date ?? head.date),
    ModeRglt: head.modeOfSettlement,
    NatOp: '',
    IdClient: head.client,
  };
  return columns.map((column) => values[column] ?? '');
}

function amountText(minor: bigint, decimal: ',' | '.'): string {
  if (minor === 0n) return decimal === ',' ? '0,00' : '0.00';
  const text = formatMinor(minor, CURRENCY);
  return decimal === ',' ? text.replace('.', ',') : text;
}

const NO_FOREIGN = ['', ''] as const;

function foreignOf(
  entry: JournalEntry,
  { amount, currency }: NonNullable<JournalLine['foreign']>,
  where: string,
): readonly [string, string] {
  try {
    decimalsOf(currency);
  } catch {
    refuseEntry(entry, `${where}: "${currency}" is not an ISO 4217 currency`);
  }
  return [formatMinor(amountOfEntry(entry, amount, currency, `${where}: foreign amount`), currency), currency];
}

/** The means of payment, told from the accounts of money. */
function modeOf({ lines }: JournalEntry): string {
  if (lines.some(({ account }) => account.startsWith('53'))) return 'Espèces';
  if (lines.some(({ account }) => account.startsWith('5112'))) return 'Chèque';
  if (lines.some(({ account }) => /^511[34]/.test(account))) return 'Prélèvement';
  return 'Virement';
}
