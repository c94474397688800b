/** Interbank operation codes (positions 33-34) that book a payment back: unpaid, rejected or returned. */
const RETURNS = new Set('03 33 34 38 10 26 27 98 B3 B4 12 C3 C4 C5 A3 A4'.split(' '));

/** Codes by which the bank or the creditor reverses a booking. */
const REVERSALS = new Set('A5 A6 B5 B6'.split(' '));

/** True for an operation that returns a payment. */
export function isReturn(operation: string): boolean {
  return RETURNS.has(operation.toUpperCase());
}

/** True for an operation that reverses a booking. */
export function isReversal(operation: string): boolean {
  return REVERSALS.has(operation.toUpperCase());
}
