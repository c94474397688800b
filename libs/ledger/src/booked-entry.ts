import type { Day, JournalEntry, JournalLine } from '@lettrage/domain';

/** An entry made from an event: balanced, not yet numbered. */
export interface BookedEntry extends Omit<JournalEntry, 'number' | 'lines'> {
  /** The event it comes from, and which of that event's entries it is, from 1. */
  readonly event: { readonly id: string; readonly position: number };
  readonly ordinal: number;
  /** The day of the event; `date` is later where that day is locked. */
  readonly eventDay: Day;
  /** Last locked day when its event was appended; absent: none, or an event of before that was recorded. */
  readonly lock?: { readonly through?: Day };
  readonly lines: readonly BookedLine[];
}

/** What a line is about, for lettering and for finding it again. */
export interface LineLinks {
  readonly item?: string;
  /** The payment whose money it is; for a returned payment the one given back. */
  readonly payment?: string;
  /** The allocation it carries out or (an undo) takes back: always the id of the original. */
  readonly allocation?: string;
  /** The bank line. */
  readonly transaction?: string;
  /** On advances: the first deposit invoice of the pool that is received or deducted. */
  readonly deposit?: string;
}

/** A line with its place in the entry (from 1) and its links. */
export interface BookedLine extends JournalLine, LineLinks {
  readonly ordinal: number;
}

/** An entry with its number in the journal and financial year. */
export interface NumberedEntry extends BookedEntry {
  readonly number: string;
  /** Counter of the number, from 1. */
  readonly sequence: number;
  /** Closing day of the financial year it belongs to. */
  readonly fiscalYear: Day;
}
