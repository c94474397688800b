import { DelimitedError, DelimitedReader, type DelimitedRow } from './delimited-reader.js';

/** Delimiters tried, in the order in which a tie is decided. */
export const DELIMITERS = [';', ',', '\t', '|'] as const;

/** The first records of a text under one delimiter; what cannot be cut gives those before it. */
export function firstRows(text: string, delimiter: string, limit = 60, quote?: string): readonly DelimitedRow[] {
  const reader = new DelimitedReader({ delimiter, quote });
  try {
    const rows = reader.push(text);
    return (rows.length > 0 ? rows : reader.end()).slice(0, limit);
  } catch (error) {
    if (error instanceof DelimitedError) return [];
    throw error;
  }
}

/**
 * The delimiter under which most records have the same number of cells, more than one; undefined if no delimiter cuts
 * anything. A tie goes to the one that gives more cells: decimal commas cut every line of a semicolon file in two.
 */
export function detectDelimiter(text: string): string | undefined {
  let best: { delimiter: string; score: number } | undefined;
  for (const delimiter of DELIMITERS) {
    const counts = new Map<number, number>();
    for (const row of firstRows(text, delimiter)) counts.set(row.cells.length, (counts.get(row.cells.length) ?? 0) + 1);
    counts.delete(1);
    for (const [cells, rows] of counts) {
      const score = rows * Math.min(cells, 20);
      if (!best || score > best.score) best = { delimiter, score };
    }
  }
  return best?.delimiter;
}
