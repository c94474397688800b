import { isForeignWord, meaningsOf, type Language, type Meaning } from './header-words.js';
import type { TableRow } from './table-row.js';

/** Columns found in a header by their words, and how well it is understood. */
export interface GenericHeader {
  readonly columns: Readonly<Partial<Record<Meaning, number>>>;
  /** Columns of the same meaning, best first: several texts make one remittance text. */
  readonly texts: readonly number[];
  readonly notes: readonly number[];
  readonly language: Language;
  /** Number of columns understood. */
  readonly score: number;
  /** What is still wanted: `date`, `amount`. */
  readonly missing: readonly string[];
}

interface Claim {
  readonly column: number;
  readonly meaning: Meaning;
  readonly rank: number;
}

/** Reads a row as a header of known words. A column of another kind of list makes it none. */
export function genericHeader(row: TableRow): GenericHeader {
  const cells = row.cells.slice(0, 100);
  const votes = { en: 0, other: 0 };
  const claims: Claim[] = [];
  if (!cells.some(isForeignWord)) {
    for (const [column, cell] of cells.entries()) {
      if (cell === '' || cell.length > 80) continue;
      const matches = meaningsOf(cell);
      for (const { meaning, rank } of matches) claims.push({ column, meaning, rank });
      const languages = new Set(matches.map(({ language }) => language));
      if (languages.size === 1) votes[matches[0]!.language]++;
    }
  }
  const columns = assign(claims);
  const texts = allOf('label', claims, columns);
  const missing = missingIn(columns);
  return {
    columns,
    texts,
    notes: allOf('note', claims, columns),
    // A header of words that several languages share is no English one.
    language: votes.en > votes.other ? 'en' : votes.other > 0 || votes.en === 0 ? 'other' : 'en',
    score: Object.keys(columns).length,
    missing,
  };
}

/**
 * One column a meaning, one meaning a column. What few words mean goes first: a column `Valuta` is the currency only
 * where it is not the value day, `IBAN` the account only where it is not the other side's.
 */
function assign(claims: readonly Claim[]): Partial<Record<Meaning, number>> {
  const columns: Partial<Record<Meaning, number>> = {};
  const taken = new Set<number>();
  const single = (claim: Claim): boolean =>
    !claims.some(({ column, meaning }) => column === claim.column && meaning !== claim.meaning);
  const ordered = [...claims].sort(
    (a, b) => Number(single(b)) - Number(single(a)) || a.rank - b.rank || a.column - b.column,
  );
  for (const { column, meaning } of ordered) {
    if (columns[meaning] !== undefined || taken.has(column)) continue;
    columns[meaning] = column;
    taken.add(column);
  }
  return columns;
}

function allOf(
  meaning: Meaning,
  claims: readonly Claim[],
  columns: Partial<Record<Meaning, number>>,
): readonly number[] {
  const used = new Set(
    Object.entries(columns)
      .filter(([name]) => name !== meaning)
      .map(([, column]) => column),
  );
  const own = claims.filter((claim) => claim.meaning === meaning && !used.has(claim.column));
  return [...new Set([...own].sort((a, b) => a.rank - b.rank).map(({ column }) => column))];
}

function missingIn(columns: Partial<Record<Meaning, number>>): string[] {
  const byAmount = columns.amount !== undefined || (columns.debit !== undefined && columns.credit !== undefined);
  return [
    ...(columns.bookingDate === undefined ? ['date'] : []),
    ...(byAmount ? [] : ['amount (or debit and credit)']),
  ];
}
