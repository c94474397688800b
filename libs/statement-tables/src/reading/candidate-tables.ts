import { DELIMITERS, firstRows } from '@lettrage/formats';
import type { CandidateTable } from './table-row.js';

const SAMPLE = 5_000;

/**
 * The start of a text cut under each delimiter it could have. `whole`: the text is all there is, so that its last line
 * counts without a line end. `quote` is what stands around cells, `"` as a rule.
 */
export function candidateTables(text: string, whole: boolean, quote?: string): readonly CandidateTable[] {
  const start = whole && !text.endsWith('\n') ? `${text}\n` : text;
  return DELIMITERS.map((delimiter) => ({ delimiter, rows: firstRows(start, delimiter, SAMPLE, quote) }));
}
