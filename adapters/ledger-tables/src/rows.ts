import type { JournalEntry, JournalLine, LineAmounts } from '@lettrage/adapter-sdk';
import type { LineFacts } from './layout.js';

/** What one record books. */
export type Row = Pick<LineFacts, 'line' | 'amount' | 'isDebit' | 'contra' | 'contraLine'>;

/** One record a line. A negative debit is a credit; a zero line keeps the side it stands on, which is debit. */
export function singleRows(entry: JournalEntry, amounts: readonly LineAmounts[]): readonly Row[] {
  const signed = amounts.map(({ debit, credit }) => debit - credit);
  return entry.lines.map((line, i) => {
    const minor = signed[i]!;
    const isDebit = minor >= 0n;
    const other = signed.findIndex((each) => (isDebit ? each < 0n : each > 0n));
    const contra = other === -1 ? '' : nameOf(entry.lines[other]!);
    return { line, amount: isDebit ? minor : -minor, isDebit, contra, contraLine: undefined };
  });
}

/**
 * Debit lines against credit lines, each used up in its order: the account of the side with more lines comes first and
 * the other is its contra account, so that an entry of one line against n is n records. Zero lines book nothing.
 */
export function pairedRows(entry: JournalEntry, amounts: readonly LineAmounts[]): readonly Row[] {
  const open = entry.lines.map((line, i) => ({ line, rest: amounts[i]!.debit - amounts[i]!.credit }));
  const debits = open.filter(({ rest }) => rest > 0n);
  const credits = open.filter(({ rest }) => rest < 0n).map(({ line, rest }) => ({ line, rest: -rest }));
  const isDebit = debits.length >= credits.length;
  const [many, few] = isDebit ? [debits, credits] : [credits, debits];
  const rows: Row[] = [];
  let against = 0;
  for (const each of many) {
    while (each.rest > 0n) {
      const other = few[against]!;
      const amount = each.rest < other.rest ? each.rest : other.rest;
      rows.push({ line: each.line, amount, isDebit, contra: nameOf(other.line), contraLine: other.line });
      each.rest -= amount;
      other.rest -= amount;
      if (other.rest === 0n) against++;
    }
  }
  return rows;
}

function nameOf({ account, auxiliary }: JournalLine): string {
  return auxiliary ?? account;
}
