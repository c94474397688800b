import type { FecColumn } from './fec-columns.js';
import { owned, shown } from './fec-lines.js';
import type { FecRecord } from './fec-record.js';
import type { FecReport } from './fec-report.js';
import type { FecRule } from './fec-rules.js';
import { SequenceCheck } from './fec-sequence.js';
import { shownAmount } from './fec-values.js';

/** The entry being read. */
interface OpenEntry {
  readonly journal: string;
  number: string;
  /** Its number was held to the sequence. */
  isCounted: boolean;
  readonly date: string;
  readonly piece: string;
  readonly line: number;
  lines: number;
  balance: bigint;
  readable: boolean;
  touchesResult: boolean;
  touchesIncome: boolean;
  readonly told: Set<FecRule>;
}

function isFilled({ journal, date, piece }: Pick<FecRecord, 'journal' | 'date' | 'piece'>): boolean {
  return journal.trim() !== '' && date !== '' && piece.trim() !== '';
}

const OPENING_CODE = /^(?:AN|ANO|ANC|RAN|A-N|OUV|NOUV)\d*$/i;
const OPENING_LABEL = /nouveau|ouverture/i;
const CENTRALISATION = /centralis/i;

/**
 * Puts records together to entries and checks them whole: balance, one date, journal and document, numbers, order.
 * Holds one entry at a time.
 */
export class EntryCheck {
  private readonly sequence: SequenceCheck;
  private readonly order: ValidationOrder;
  private entry: OpenEntry | undefined;
  private total = 0n;
  private readable = true;
  private skipped = false;
  private sawOther = false;
  private openingTold = false;
  private readonly centralised = new Set<string>();
  /** Label of the journal that was looked at last and is none of centralisation. */
  private plainJournal: string | undefined;

  constructor(private readonly report: FecReport) {
    this.sequence = new SequenceCheck(report);
    this.order = new ValidationOrder(report);
  }

  /** A line that is no record: its entry and the file can no longer be added up. */
  skip(): void {
    this.readable = false;
    // It may have been the last line of this entry or the first of the next.
    this.skipped = true;
    if (this.entry !== undefined) this.entry.readable = false;
  }

  add(record: FecRecord): void {
    if (this.entry === undefined || this.beginsEntry(this.entry, record)) this.begin(record);
    const entry = this.entry!;
    if (!entry.isCounted) this.number(entry, record);
    entry.lines++;
    if (record.balance === undefined) {
      entry.readable = false;
      this.readable = false;
    } else {
      entry.balance += record.balance;
      this.total += record.balance;
    }
    entry.touchesResult ||= record.account.startsWith('12');
    entry.touchesIncome ||= record.account.startsWith('6') || record.account.startsWith('7');
    this.checkSame(entry, record);
    this.checkCentralisation(record);
  }

  end(): void {
    this.finish();
    this.sequence.end();
    this.order.end();
    if (this.total !== 0n && this.readable) {
      this.report.add(
        'fec-file-unbalanced',
        `Debits less credits of the file are ${shownAmount(this.total)}.`,
        'whole file',
      );
    }
  }

  /**
   * A new number begins a new entry. So does the same number after an entry that is balanced already, in another
   * journal (which counts by itself), or with another date or document (a number used twice).
   */
  private beginsEntry(entry: OpenEntry, record: FecRecord): boolean {
    const isBlank = record.number === '' || entry.number === '';
    if (!isBlank && record.number !== entry.number) return true;
    const isOtherJournal = record.journal !== entry.journal;
    const isWhole = entry.lines >= 2 && entry.balance === 0n && entry.readable;
    if (!isBlank && !isOtherJournal && !isWhole) return false;
    const isOther = record.date !== entry.date || record.piece !== entry.piece;
    // A number that is blank is said to be; its line belongs to the entry it stands in.
    if (isBlank || isWhole) return isOtherJournal || isOther;
    // Nothing but the number is the same: an entry of another journal, though the one before is off or was not read.
    return isOther && isFilled(record) && isFilled(entry);
  }

  /** Takes the number of an entry, and its place in the sequence once a line tells the journal too. */
  private number(entry: OpenEntry, { number, journal, line }: FecRecord): void {
    if (entry.number === '') entry.number = number;
    if (entry.number !== '' && journal.trim() !== '') this.count(entry, journal, line);
  }

  private count(entry: OpenEntry, journal: string, line: number): void {
    entry.isCounted = true;
    // Without their journals, numbers cannot be held to a sequence of each.
    if (this.report.columns.JournalCode !== -1) this.sequence.add(journal, entry.number, line);
  }

  private begin(record: FecRecord): void {
    this.finish();
    const { journal, date, piece, line } = record;
    this.entry = {
      journal,
      number: '',
      isCounted: false,
      date,
      piece,
      line,
      lines: 0,
      balance: 0n,
      readable: !this.skipped,
      touchesResult: false,
      touchesIncome: false,
      told: new Set(),
    };
    this.skipped = false;
    this.order.add(record, this.checkOpening(record));
  }

  private finish(): void {
    const { entry } = this;
    if (entry === undefined) return;
    if (!entry.isCounted) this.count(entry, entry.journal, entry.line);
    const name = (): string => `Entry "${shown(entry.number)}" of journal ${shown(entry.journal)}`;
    if (entry.balance !== 0n && entry.readable) {
      const message = `${name()} is out of balance by ${shownAmount(entry.balance)}.`;
      this.report.add('fec-entry-unbalanced', message, `line ${entry.line}`);
    }
    if (entry.touchesResult && entry.touchesIncome) {
      this.report.add('fec-closing-entry', `${name()} closes income or expense accounts.`, `line ${entry.line}`);
    }
  }

  private checkSame(entry: OpenEntry, record: FecRecord): void {
    this.same(entry, record, 'fec-entry-two-dates', 'EcritureDate', entry.date, record.date);
    this.same(entry, record, 'fec-entry-two-journals', 'JournalCode', entry.journal, record.journal);
    this.same(entry, record, 'fec-entry-two-pieces', 'PieceRef', entry.piece, record.piece);
  }

  private same(
    entry: OpenEntry,
    { line }: FecRecord,
    rule: FecRule,
    column: FecColumn,
    first: string,
    other: string,
  ): void {
    if (first === other || first.trim() === '' || other.trim() === '' || entry.told.has(rule)) return;
    entry.told.add(rule);
    const message = `Entry "${shown(entry.number)}" has the ${column} "${shown(first)}" and "${shown(other)}".`;
    this.report.add(rule, message, this.report.place(line, column));
  }

  /** True for a balance brought forward. */
  private checkOpening({ journal, journalLabel, line }: FecRecord): boolean {
    const isOpening = OPENING_CODE.test(journal.trim()) || OPENING_LABEL.test(journalLabel);
    if (!isOpening) this.sawOther = true;
    else if (this.sawOther && !this.openingTold) {
      this.openingTold = true;
      const message = `Opening entries of journal ${shown(journal)} stand behind other entries.`;
      this.report.add('fec-opening-not-first', message, this.report.place(line, 'JournalCode'));
    }
    return isOpening;
  }

  private checkCentralisation({ journal, journalLabel, label, line }: FecRecord): void {
    if (journalLabel !== this.plainJournal) {
      if (CENTRALISATION.test(journal) || CENTRALISATION.test(journalLabel)) return this.sayCentralised(journal, line);
      this.plainJournal = journalLabel;
    }
    if (CENTRALISATION.test(label)) this.sayCentralised(journal, line);
  }

  private sayCentralised(journal: string, line: number): void {
    if (this.centralised.has(journal)) return;
    this.centralised.add(journal);
    this.report.add('fec-centralisation', `Journal ${shown(journal)} holds centralisation entries.`, `line ${line}`);
  }
}

/** Breaks that may turn out to be none; a file with more has been told of a thousand already. */
const HELD = 2_000;

/**
 * Entries come in the order of their validation. A file written journal by journal begins anew with each journal;
 * that is no fault unless a journal comes back later, which shows that the journals are mixed after all. Balances
 * brought forward come first whenever they were validated.
 */
class ValidationOrder {
  private readonly seen = new Set<string>();
  private journal: string | undefined;
  private last = '';
  private mixed = false;
  private wasOpening = false;
  private held: { message: () => string; line: number }[] = [];

  constructor(private readonly report: FecReport) {}

  add({ journal, number, validDate, line }: FecRecord, isOpening: boolean): void {
    if (this.wasOpening && !isOpening) this.last = '';
    this.wasOpening = isOpening;
    const isNewJournal = journal !== this.journal;
    if (isNewJournal && this.seen.has(journal)) this.mixed = true;
    this.seen.add(journal);
    this.journal = journal;
    if (validDate === '') return;
    if (validDate < this.last) {
      const { last } = this;
      const [copy, day] = [owned(number), owned(validDate)];
      const message = (): string => `Entry "${shown(copy)}", validated ${day}, follows one validated ${last}.`;
      if (!isNewJournal) this.say(message, line);
      else if (this.held.length < HELD) this.held.push({ message, line });
    }
    this.last = validDate;
    if (this.mixed) this.release();
  }

  end(): void {
    if (this.mixed) this.release();
  }

  private release(): void {
    for (const { message, line } of this.held) this.say(message, line);
    this.held = [];
  }

  private say(message: () => string, line: number): void {
    this.report.add('fec-order-of-validation', message, this.report.place(line, 'ValidDate'));
  }
}
