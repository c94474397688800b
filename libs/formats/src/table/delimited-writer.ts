/** Layout of a delimited file we write. */
export interface DelimitedLayout {
  readonly delimiter: ',' | ';' | '\t' | '|';
  readonly eol?: '\n' | '\r\n';
  /**
   * Columns (from 0) that hold text for people: a cell there that a spreadsheet would take for a formula gets a
   * leading apostrophe. Amounts are not in this list and stay numbers.
   */
  readonly textColumns?: ReadonlySet<number>;
}

const FORMULA = /^[=+\-@\t\r]/;

/** A text that no spreadsheet runs as a formula. */
export function guardFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** One line with its end: cells quoted where they must be (RFC 4180), quotes doubled. */
export function delimitedLine(cells: readonly string[], layout: DelimitedLayout): string {
  const texts = cells.map((cell, column) =>
    quote(layout.textColumns?.has(column) ? guardFormula(cell) : cell, layout.delimiter),
  );
  return texts.join(layout.delimiter) + (layout.eol ?? '\n');
}

function quote(cell: string, delimiter: string): string {
  const special = cell.includes(delimiter) || cell.includes('"') || cell.includes('\n') || cell.includes('\r');
  return special || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell;
}
