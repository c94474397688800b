import type { Day } from './day.js';

/** A balanced journal entry in its public shape (interfaces: Journal entries). Amounts are decimal strings. */
export interface JournalEntry {
  readonly journal: string;
  readonly journalLabel: string;
  /** Continuous per journal and financial year. */
  readonly number: string;
  readonly date: Day;
  readonly piece: string;
  readonly pieceDate: Day;
  readonly label: string;
  readonly validatedOn?: Day;
  readonly lines: readonly JournalLine[];
}

/** One line of an entry: debit or credit, never both. */
export interface JournalLine {
  readonly account: string;
  readonly accountLabel: string;
  readonly auxiliary?: string;
  readonly auxiliaryLabel?: string;
  readonly label?: string;
  /** Number of the invoice a third-party line belongs to, where that is not the entry's own document. */
  readonly piece?: string;
  readonly debit: string;
  readonly credit: string;
  readonly lettering?: { readonly code: string; readonly date: Day };
  readonly foreign?: { readonly amount: string; readonly currency: string };
  readonly dueDate?: Day;
}
