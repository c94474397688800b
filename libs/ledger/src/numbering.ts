import { addDays, fiscalYearEnd, yearOf, type Day } from '@lettrage/domain';
import type { BookedEntry, NumberedEntry } from './booked-entry.js';

/** Last number given per journal and financial year; the key is {@link counterKey}. Plain data. */
export type EntryCounters = Readonly<Record<string, number>>;

/** Key of a counter: the journal and the closing day of the financial year. */
export function counterKey(journal: string, fiscalYear: Day): string {
  return `${journal}|${fiscalYear}`;
}

/** The day an entry is booked on: its own, or the first day after the locked ones. The entry keeps the event's day. */
export function firstOpenDay(day: Day, lockedThrough: Day | undefined): Day {
  return lockedThrough === undefined || day > lockedThrough ? day : addDays(lockedThrough, 1);
}

/** How entries are dated and numbered. */
export interface NumberingRules {
  /** Month and day the financial year closes, `"12-31"`. */
  readonly closing: string;
  /** Last locked day now, for events that do not say themselves what it was; nothing is booked on it or before. */
  readonly lockedThrough?: Day;
}

/**
 * Dates and numbers entries in the order given: continuous per journal and financial year, from 1, without gaps.
 * Returns the counters to store with the entries, in the same transaction.
 */
export function numberEntries(
  entries: readonly BookedEntry[],
  counters: EntryCounters,
  rules: NumberingRules,
): { entries: NumberedEntry[]; counters: EntryCounters } {
  const next: Record<string, number> = { ...counters };
  const numbered = entries.map((entry) => {
    // What its event knew of locks, so that a replay after a later lock dates it as at first.
    const date = firstOpenDay(entry.date, entry.lock === undefined ? rules.lockedThrough : entry.lock.through);
    const fiscalYear = fiscalYearEnd(date, rules.closing);
    const key = counterKey(entry.journal, fiscalYear);
    const sequence = (next[key] ?? 0) + 1;
    next[key] = sequence;
    return { ...entry, date, number: entryNumber(entry.journal, fiscalYear, sequence), sequence, fiscalYear };
  });
  return { entries: numbered, counters: next };
}

/** The number as people read it: `VE2026-000001`. A seventh digit is added when it is needed. */
export function entryNumber(journal: string, fiscalYear: Day, sequence: number): string {
  return `${journal}${yearOf(fiscalYear)}-${String(sequence).padStart(6, '0')}`;
}
