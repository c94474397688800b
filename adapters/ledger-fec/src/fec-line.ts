import {
  amountOfEntry,
  decimalsOf,
  formatMinor,
  refuseEntry,
  type Day,
  type JournalEntry,
  type JournalLine,
} from '@lettrage/adapter-sdk';
import type { PlainText } from '@lettrage/formats';
import type { FecColumn } from './fec-columns.js';
import type { FecLosses } from './fec-losses.js';
import { NamedCodes, NO_CODE, type NamedCode } from './fec-named-codes.js';
import type { FecOptions } from './fec-options.js';
import { sidesOfEntry, type LineSides } from './fec-sides.js';

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
  readonly account: NamedCode;
  /** Both its texts are blank where the line has none. */
  readonly auxiliary: NamedCode;
  readonly label: string;
  readonly sides: LineSides;
  readonly lettering: { readonly code: string; readonly date: Day } | undefined;
  /** Amount with a decimal point and currency; blank where the line has none. */
  readonly foreign: readonly [amount: string, currency: string];
}

/** The label of the entry as the file has it, once a line needed it. */
interface CommonLabel {
  text: string | undefined;
}

/** Reads entries as the file needs them, or refuses them with entry and field named. */
export class FecEntries {
  private readonly accounts: NamedCodes;
  private readonly auxiliaries: NamedCodes;

  constructor(
    private readonly options: FecOptions,
    private readonly texts: PlainText,
    private readonly losses: FecLosses,
  ) {
    this.accounts = new NamedCodes(texts, false);
    this.auxiliaries = new NamedCodes(texts, true);
  }

  /** Head, lines and sum in cents of an entry. Throws `AdapterError('rejected')` naming the entry. */
  read(entry: JournalEntry): { head: FecHead; lines: readonly FecLine[]; total: bigint } {
    const { sides, total } = sidesOfEntry(entry);
    const { opening, closing } = this.options;
    if (closing !== undefined && opening !== undefined && (entry.date < opening || entry.date > closing)) {
      refuseEntry(entry, `is dated ${entry.date}, outside the financial year from ${opening} to ${closing}`);
    }
    const lines: FecLine[] = new Array<FecLine>(entry.lines.length);
    const common: CommonLabel = { text: undefined };
    for (let i = 0; i < lines.length; i++) lines[i] = this.line(entry, i, sides[i]!, common);
    return { head: this.head(entry), lines, total };
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

  private line(entry: JournalEntry, index: number, sides: LineSides, common: CommonLabel): FecLine {
    const line = entry.lines[index]!;
    const { foreign } = line;
    if (line.dueDate !== undefined) this.losses.add('left-out', 'due-date', entry);
    return {
      account: this.account(entry, line, index),
      auxiliary: line.auxiliary === undefined ? NO_CODE : this.auxiliary(entry, line, index),
      label:
        line.label === undefined
          ? this.commonLabel(entry, index, common)
          : this.required(entry, 'EcritureLib', line.label, index),
      sides,
      lettering: this.lettering(entry, line),
      foreign: foreign === undefined ? NO_FOREIGN : foreignOf(entry, foreign, `line ${index + 1}`),
    };
  }

  private account(entry: JournalEntry, { account, accountLabel }: JournalLine, index: number): NamedCode {
    if (!ACCOUNT.test(account)) {
      refuseEntry(
        entry,
        `line ${index + 1}: account "${account}" must be three digits of the chart, then digits or letters`,
      );
    }
    const named = this.accounts.of(account, accountLabel);
    if (named.isLabelChanged) this.losses.add('changed', 'CompteLib', entry);
    if (named.label === '') refuseEntry(entry, `line ${index + 1}: CompteLib is blank`);
    return named;
  }

  private auxiliary(entry: JournalEntry, { auxiliary, auxiliaryLabel }: JournalLine, index: number): NamedCode {
    const named = this.auxiliaries.of(auxiliary!, auxiliaryLabel ?? '');
    if (named.isCodeChanged) this.losses.add('changed', 'CompAuxNum', entry);
    if (named.code === '') return NO_CODE;
    if (named.takenBy !== undefined) {
      refuseEntry(
        entry,
        `line ${index + 1}: CompAuxNum "${auxiliary}" would be written "${named.code}", as "${named.takenBy}" is`,
      );
    }
    if (named.isLabelChanged) this.losses.add('changed', 'CompAuxLib', entry);
    return named;
  }

  /** The label of the entry, for its lines that have none of their own: made fit once. */
  private commonLabel(entry: JournalEntry, index: number, common: CommonLabel): string {
    if (common.text === undefined) common.text = this.required(entry, 'EcritureLib', entry.label, index);
    else if (common.text !== entry.label) this.losses.add('changed', 'EcritureLib', entry);
    return common.text;
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

const ACCOUNT = /^\d{3}[0-9A-Za-z]*$/;
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
