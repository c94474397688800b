/** Interbank operation codes (positions 33-34) that book a payment back: unpaid, rejected or returned. */
const RETURNS = new Set('03 33 34 38 10 26 27 98 B3 B4 12 C3 C4 C5 A3 A4'.split(' '));

/** Codes by which the bank or the creditor reverses a booking. */
const REVERSALS = new Set('A5 A6 B5 B6'.split(' '));

/** What an interbank operation code says of its movement. */
export interface Operation {
  /** In capitals. */
  readonly code: string;
  /** It returns a payment. */
  readonly isReturn: boolean;
  /** It reverses a booking. */
  readonly isReversal: boolean;
}

/** A file has millions of movements and some dozen codes. */
const OPERATIONS = new Map<string, Operation>();
const OPERATIONS_KEPT = 1_000;

/** The operation of positions 33-34 as written, blanks removed. */
export function operationOf(written: string): Operation {
  let operation = OPERATIONS.get(written);
  if (operation === undefined) {
    const code = written.toUpperCase();
    operation = { code, isReturn: RETURNS.has(code), isReversal: REVERSALS.has(code) };
    if (OPERATIONS.size >= OPERATIONS_KEPT) OPERATIONS.clear();
    OPERATIONS.set(written, operation);
  }
  return operation;
}
