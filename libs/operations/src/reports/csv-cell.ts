/** A cell of a CSV for a spreadsheet. What it would run as a formula is text: it gets an apostrophe. */
export function csvCell(cell: string, separator: string): string {
  const isNumber = /^-?\d+([.,]\d+)?$/.test(cell);
  const safe = !isNumber && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return safe.includes(separator) || /["\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
