import { isCurrency } from '@lettrage/adapter-sdk';
import type { FecColumn } from './fec-columns.js';
import type { FecLayout } from './fec-header.js';
import { FieldCutter } from './fec-fields.js';
import { shown, type FecLines } from './fec-lines.js';
import type { LongYear } from './fec-long-year.js';
import type { FecReport } from './fec-report.js';
import type { FecRule } from './fec-rules.js';
import { readFecAmount, type FecDates } from './fec-values.js';

/** A record as the checks of entries, sequences and letters need it. Texts are bytes as characters. */
export interface FecRecord {
  readonly line: number;
  readonly journal: string;
  readonly journalLabel: string;
  readonly number: string;
  readonly date: string;
  readonly account: string;
  readonly accountLabel: string;
  readonly auxiliary: string;
  readonly auxiliaryLabel: string;
  readonly piece: string;
  readonly label: string;
  /** Blank unless it is a day. */
  readonly validDate: string;
  readonly letter: string;
  /** Debit less credit in millionths; undefined if it cannot be read. */
  readonly balance: bigint | undefined;
}

/** What the records are measured against. */
export interface RecordContext {
  readonly layout: FecLayout;
  readonly report: FecReport;
  readonly dates: FecDates;
  readonly longYear: LongYear;
  readonly from?: string;
  readonly to?: string;
  readonly isYear?: boolean;
  /** Day of hand-over, YYYYMMDD. */
  readonly today: string;
}

const OBLIGATORY: readonly FecColumn[] = [
  'JournalCode',
  'JournalLib',
  'EcritureNum',
  'EcritureDate',
  'CompteNum',
  'CompteLib',
  'PieceRef',
  'PieceDate',
  'EcritureLib',
  'ValidDate',
  'DateRglt',
  'ModeRglt',
];
const MAY_BE_BLANK_IN_CASH: readonly FecColumn[] = ['JournalCode', 'JournalLib', 'CompteNum', 'CompteLib'];
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;
/** The control character of a text, as U+001B; undefined where it holds none. */
function controlIn(field: string): string | undefined {
  const sign = CONTROL.exec(field)?.[0];
  return sign === undefined ? undefined : `U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
const WITH_MEANING = /[\p{L}\p{N}]/u;

/** Positions by what they hold, numbers in one flat object: the checker looks each up a million times. */
type Positions = ReturnType<typeof positionsOf>;

function positionsOf({ at, width, hasDirection }: FecLayout) {
  // Past the end rather than -1: reading an element that never was is slow.
  const of = (column: FecColumn): number => (at[column] === -1 ? width : at[column]);
  return {
    journal: of('JournalCode'),
    journalLabel: of('JournalLib'),
    number: of('EcritureNum'),
    date: of('EcritureDate'),
    account: of('CompteNum'),
    accountLabel: of('CompteLib'),
    auxiliary: of('CompAuxNum'),
    auxiliaryLabel: of('CompAuxLib'),
    piece: of('PieceRef'),
    pieceDate: of('PieceDate'),
    label: of('EcritureLib'),
    amount: of(hasDirection ? 'Montant' : 'Debit'),
    direction: of(hasDirection ? 'Sens' : 'Credit'),
    letter: of('EcritureLet'),
    letterDate: of('DateLet'),
    validDate: of('ValidDate'),
    foreignAmount: of('Montantdevise'),
    currency: of('Idevise'),
    settledOn: of('DateRglt'),
  };
}

/**
 * Columns that are judged together, where the file has both: that one is missing was said of the header, and need not be
 * said of every line again.
 */
function pairsOf({ at, hasDirection }: FecLayout) {
  const both = (one: FecColumn, other: FecColumn): boolean => at[one] !== -1 && at[other] !== -1;
  return {
    sides: hasDirection ? both('Montant', 'Sens') : both('Debit', 'Credit'),
    auxiliary: both('CompAuxNum', 'CompAuxLib'),
    letter: both('EcritureLet', 'DateLet'),
    currency: both('Montantdevise', 'Idevise'),
  };
}

function isBlank(text: string): boolean {
  return text === '' || (text.charCodeAt(0) <= 32 && text.trim() === '');
}

function trimmed(text: string | undefined): string {
  return text === undefined ? '' : text.trim();
}

/** Checks the fields of a record one by one and reads what the further checks need. */
export class RecordReader {
  private readonly obligatory: readonly { readonly column: FecColumn; readonly at: number }[];
  private readonly positions: Positions;
  private readonly cutter: FieldCutter;
  private readonly has: ReturnType<typeof pairsOf>;

  constructor(private readonly context: RecordContext) {
    const { at, isCash } = context.layout;
    context.report.columns = at;
    this.has = pairsOf(context.layout);
    this.positions = positionsOf(context.layout);
    this.cutter = new FieldCutter(context.layout.separator, context.layout.width);
    this.obligatory = OBLIGATORY.filter(
      (column) => at[column] !== -1 && !(isCash && MAY_BE_BLANK_IN_CASH.includes(column)),
    ).map((column) => ({ column, at: at[column] }));
  }

  /** The record, or undefined where the line is none. */
  read(lines: FecLines, from: number, to: number, line: number): FecRecord | undefined {
    const cut = this.cutter.cut(lines, from, to);
    return cut === undefined ? this.unusual(lines.text.slice(from, to), line) : this.checked(cut, line);
  }

  /** A line with a sign or a number of fields that others have not. */
  private unusual(text: string, line: number): FecRecord | undefined {
    const { layout } = this.context;
    const fields = text.split(layout.separator);
    const other = layout.separator === '\t' ? '|' : '\t';
    if (fields.length !== layout.width) {
      this.wrongCount(text, fields.length, other, line);
      return undefined;
    }
    if (text.includes(other)) {
      const name = other === '|' ? other : 'TAB';
      this.each(fields, line, 'fec-separator-in-text', (field) => (field.includes(other) ? name : undefined));
    }
    if (CONTROL.test(text)) this.each(fields, line, 'fec-control-character', controlIn);
    return this.checked(fields, line);
  }

  /** The record of fields that were read already, one a column of the layout. */
  readFields(fields: readonly string[], line: number): FecRecord {
    return this.checked(fields, line);
  }

  private wrongCount(text: string, count: number, other: string, line: number): void {
    const { layout, report } = this.context;
    if (text.split(other).length === layout.width) {
      report.add('fec-two-separators', `Line ${line} has another separator than the header.`, `line ${line}`);
      return;
    }
    report.add('fec-field-count', `Line ${line} has ${count} fields, the header ${layout.width}.`, `line ${line}`);
  }

  /** Reports the fields that hold a sign they must not; `signOf` names it. */
  private each(
    fields: readonly string[],
    line: number,
    rule: FecRule,
    signOf: (field: string) => string | undefined,
  ): void {
    const { report } = this.context;
    fields.forEach((field, at) => {
      const sign = signOf(field);
      if (sign === undefined) return;
      report.add(rule, `"${shown(field)}" holds ${sign}.`, report.placeAt(line, at));
    });
  }

  private checked(fields: readonly string[], line: number): FecRecord {
    const at = this.positions;
    for (const { column, at: position } of this.obligatory) {
      if (isBlank(fields[position]!)) this.say('fec-blank-field', column, line, `${column} is blank.`);
    }
    const record: FecRecord = {
      line,
      journal: fields[at.journal] ?? '',
      journalLabel: fields[at.journalLabel] ?? '',
      number: trimmed(fields[at.number]),
      date: this.date('EcritureDate', fields[at.date], line),
      account: trimmed(fields[at.account]),
      accountLabel: fields[at.accountLabel] ?? '',
      auxiliary: trimmed(fields[at.auxiliary]),
      auxiliaryLabel: trimmed(fields[at.auxiliaryLabel]),
      piece: fields[at.piece] ?? '',
      label: trimmed(fields[at.label]),
      validDate: this.date('ValidDate', fields[at.validDate], line),
      letter: trimmed(fields[at.letter]),
      balance: !this.has.sides
        ? undefined
        : this.context.layout.hasDirection
          ? this.directedAmount(fields[at.amount]!, trimmed(fields[at.direction]), line)
          : this.debitLessCredit(fields[at.amount]!, fields[at.direction]!, line),
    };
    const letterDate = fields[at.letterDate];
    this.checkDates(record, this.date('PieceDate', fields[at.pieceDate], line), this.date('DateLet', letterDate, line));
    if (at.settledOn < fields.length) this.date('DateRglt', fields[at.settledOn], line);
    this.checkAccount(record);
    if (this.has.letter) this.checkLetter(record, trimmed(letterDate));
    this.checkCurrency(trimmed(fields[at.foreignAmount]), trimmed(fields[at.currency]), line);
    return record;
  }

  /** The day, or blank where the field holds none; what it holds instead is reported. */
  private date(column: FecColumn, text: string | undefined, line: number): string {
    const day = trimmed(text);
    if (day === '') return '';
    const defect = this.context.dates.defectOf(day);
    if (defect !== undefined) {
      const what = defect === 'fec-date-format' ? 'is not written YYYYMMDD' : 'is a day that does not exist';
      this.say(defect, column, line, `${column} "${shown(day)}" ${what}.`);
      return '';
    }
    if (day < '19000101' || day > '20991231') {
      this.say('fec-year-range', column, line, `${column} "${day}" lies outside 1900 to 2099.`);
    }
    return day;
  }

  private amount(column: FecColumn, text: string, line: number): bigint | undefined {
    const amount = readFecAmount(text);
    if (amount.defect !== undefined) {
      this.say(amount.defect, column, line, `${column} "${shown(text)}" is not an amount as the text wants it.`);
      return undefined;
    }
    if (amount.decimals > 2 && column !== 'Montantdevise') {
      this.say('fec-amount-decimals', column, line, `${column} "${shown(text)}" has more than two decimals.`);
    }
    if (amount.value < 0n && column !== 'Montantdevise') {
      this.say('fec-negative-amount', column, line, `${column} "${shown(text)}" is negative.`);
    }
    return amount.value;
  }

  private debitLessCredit(debitText: string, creditText: string, line: number): bigint | undefined {
    if (debitText.trim() === '' && creditText.trim() === '') {
      this.say('fec-blank-field', 'Debit', line, 'Debit and Credit are blank.');
      return undefined;
    }
    const debit = this.amount('Debit', debitText, line);
    const credit = this.amount('Credit', creditText, line);
    if (debit === undefined || credit === undefined) return undefined;
    if (debit !== 0n && credit !== 0n) {
      this.say(
        'fec-debit-and-credit',
        'Debit',
        line,
        `Debit "${shown(debitText)}" and Credit "${shown(creditText)}" are both filled.`,
      );
    } else if (debit === 0n && credit === 0n) this.say('fec-zero-line', 'Debit', line, 'Debit and Credit are both 0.');
    return debit - credit;
  }

  private directedAmount(text: string, direction: string, line: number): bigint | undefined {
    const isNone = text.trim() === '';
    if (isNone) this.say('fec-blank-field', 'Montant', line, 'Montant is blank.');
    const amount = isNone ? undefined : this.amount('Montant', text, line);
    if (amount === 0n) this.say('fec-zero-line', 'Montant', line, 'Montant is 0.');
    if (direction === '') this.say('fec-direction-missing', 'Sens', line, 'Montant has no Sens.');
    else if (!/^(?:D|C|\+1|-1)$/.test(direction)) {
      this.say('fec-direction', 'Sens', line, `Sens "${shown(direction)}" is neither D nor C.`);
    } else if (amount !== undefined) return direction === 'D' || direction === '+1' ? amount : -amount;
    return undefined;
  }

  private checkDates(record: FecRecord, pieceDate: string, letterDate: string): void {
    const { line, date, validDate } = record;
    const { to, today } = this.context;
    if (date !== '') this.checkYear(record);
    if (validDate !== '' && validDate < date) {
      this.say(
        'fec-valid-before-entry',
        'ValidDate',
        line,
        `ValidDate ${validDate} is earlier than EcritureDate ${date}.`,
      );
    }
    if (validDate > today) {
      this.say('fec-valid-in-future', 'ValidDate', line, `ValidDate ${validDate} is later than today, ${today}.`);
    }
    if (date !== '' && pieceDate > date) {
      this.say(
        'fec-piece-after-entry',
        'PieceDate',
        line,
        `PieceDate ${pieceDate} is later than EcritureDate ${date}.`,
      );
    }
    if (to !== undefined && letterDate > to) {
      this.say('fec-letter-after-closing', 'DateLet', line, `DateLet ${letterDate} is later than the closing ${to}.`);
    }
  }

  private checkYear(record: FecRecord): void {
    const { from, to, isYear, longYear, report } = this.context;
    if (from === undefined || to === undefined) return;
    const { date, line } = record;
    const isHeld = isYear === true && longYear.isHeld(record, from);
    if (date >= from && date <= to) return;
    const told = [`EcritureDate ${date} lies outside ${from} to ${to}.`, report.place(line, 'EcritureDate')] as const;
    if (isHeld) longYear.hold(...told);
    else report.add('fec-date-outside-year', ...told);
  }

  private checkAccount({ line, account, auxiliary, auxiliaryLabel, label }: FecRecord): void {
    if (account !== '' && !/^\d{3}/.test(account)) {
      this.say(
        'fec-account-digits',
        'CompteNum',
        line,
        `CompteNum "${shown(account)}" does not begin with three digits.`,
      );
    } else if (account.startsWith('0') || account.startsWith('9')) {
      this.say('fec-account-class', 'CompteNum', line, `CompteNum "${shown(account)}" is in no class of the chart.`);
    }
    if ((auxiliary === '') !== (auxiliaryLabel === '') && this.has.auxiliary) {
      const message =
        auxiliary === '' ? 'CompAuxLib is filled, CompAuxNum is blank.' : 'CompAuxNum is filled, CompAuxLib is blank.';
      this.say('fec-auxiliary-label', auxiliary === '' ? 'CompAuxNum' : 'CompAuxLib', line, message);
    }
    if (auxiliary !== '' && account !== '' && !/^4[01256]/.test(account)) {
      const message = `Account ${shown(account)} has the auxiliary "${shown(auxiliary)}".`;
      this.say('fec-auxiliary-account', 'CompAuxNum', line, message);
    }
    if (label !== '' && !/[A-Za-z0-9]/.test(label) && !WITH_MEANING.test(shown(label))) {
      this.say('fec-label-meaningless', 'EcritureLib', line, `EcritureLib "${shown(label)}" is only punctuation.`);
    }
  }

  private checkLetter({ line, letter }: FecRecord, letterDate: string): void {
    if (letter !== '' && letterDate === '') {
      this.say('fec-letter-without-date', 'DateLet', line, `EcritureLet "${shown(letter)}" has no DateLet.`);
    } else if (letter === '' && letterDate !== '') {
      this.say('fec-date-without-letter', 'EcritureLet', line, `DateLet "${shown(letterDate)}" has no EcritureLet.`);
    }
  }

  private checkCurrency(amount: string, currency: string, line: number): void {
    if (amount === '' && currency === '') return;
    if (amount !== '') this.amount('Montantdevise', amount, line);
    if (this.has.currency) {
      if (currency === '') this.say('fec-currency-pair', 'Idevise', line, 'Montantdevise has no Idevise.');
      else if (amount === '') this.say('fec-currency-pair', 'Montantdevise', line, 'Idevise has no Montantdevise.');
    }
    if (currency !== '' && !isCurrency(currency)) {
      this.say('fec-currency-code', 'Idevise', line, `Idevise "${shown(currency)}" is not an ISO 4217 code.`);
    }
  }

  private say(rule: FecRule, column: FecColumn, line: number, message: string): void {
    const { report } = this.context;
    report.add(rule, message, report.place(line, column));
  }
}
