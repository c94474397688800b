import { formatMinor, parseMinor, type JournalEntry, type JournalLine } from '@lettrage/domain';
import { AdapterError } from './adapter-error.js';

/** Debit and credit of a line, minor units of the books' currency; one of them is zero. */
export interface LineAmounts {
  readonly debit: bigint;
  readonly credit: bigint;
}

/**
 * Debit and credit of every line of an entry, once the entry is known to balance exactly.
 *
 * Throws `AdapterError('rejected')` naming the entry where it has no lines, a line has both sides or an amount that is
 * none, or debits and credits differ: no format may carry such an entry.
 */
export function balancedAmounts(entry: JournalEntry, currency = 'EUR'): readonly LineAmounts[] {
  if (entry.lines.length === 0) refuseEntry(entry, 'has no lines');
  const amounts = entry.lines.map((line, i) => amountsOf(entry, line, i, currency));
  let debits = 0n;
  let credits = 0n;
  for (const { debit, credit } of amounts) {
    debits += debit;
    credits += credit;
  }
  if (debits !== credits) {
    refuseEntry(
      entry,
      `is not balanced: debits ${formatMinor(debits, currency)}, credits ${formatMinor(credits, currency)}`,
    );
  }
  return amounts;
}

/** Minor units of an amount of an entry; throws `AdapterError('rejected')` naming entry and field where it is none. */
export function amountOfEntry(entry: JournalEntry, amount: string, currency: string, field: string): bigint {
  try {
    return parseMinor(amount, currency);
  } catch (error) {
    return refuseEntry(entry, `${field}: ${error instanceof Error ? error.message : 'is not an amount'}`);
  }
}

/** Refuses an entry by name. The message goes on after the entry's name: `is not balanced: …`. */
export function refuseEntry(entry: JournalEntry, message: string): never {
  throw new AdapterError(
    'rejected',
    `Entry ${entry.number} of journal ${entry.journal} ${message}. Nothing was written; correct the entry.`,
  );
}

function amountsOf(entry: JournalEntry, line: JournalLine, index: number, currency: string): LineAmounts {
  // Half of all amounts are the zero of the other side, and no message is needed for one.
  const debit = line.debit === '0.00' ? 0n : sideOf(entry, line, index, 'debit', currency);
  const credit = line.credit === '0.00' ? 0n : sideOf(entry, line, index, 'credit', currency);
  if (debit !== 0n && credit !== 0n) {
    refuseEntry(entry, `line ${index + 1} has a debit and a credit; make two lines of it`);
  }
  return { debit, credit };
}

function sideOf(
  entry: JournalEntry,
  line: JournalLine,
  index: number,
  side: 'debit' | 'credit',
  currency: string,
): bigint {
  try {
    return parseMinor(line[side], currency);
  } catch {
    return amountOfEntry(entry, line[side], currency, `line ${index + 1}: ${side}`);
  }
}
