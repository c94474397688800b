import type { AmountFormat, DayFormat } from '@lettrage/formats';

/** Comma, groups parted by a blank. Stands here, not in a library: the list of profiles loads nothing. */
export const FRENCH: AmountFormat = { decimal: ',', thousands: [' '] };

/** Comma, groups parted by a point. */
export const COMMA: AmountFormat = { decimal: ',', thousands: ['.', ' ', "'"] };

/** Decimal point; groups parted by a comma, where there are any. */
export const POINT: AmountFormat = { decimal: '.', thousands: [',', ' ', "'"] };

/** A column by its header (compared without case, accents and punctuation) or by position from 0. */
export type Column = string | number;

/** The first of these columns that the file has. */
export type Columns = readonly Column[];

/** Where the amount stands and what gives it its sign. */
export type AmountRule = SignedAmount | DebitCreditAmount | DirectedAmount | SidedAmount;

/** One column, signed. */
export interface SignedAmount {
  readonly kind: 'signed';
  readonly column: Columns;
}

/** A column for money out, one for money in. */
export interface DebitCreditAmount {
  readonly kind: 'debit-credit';
  readonly debit: Columns;
  readonly credit: Columns;
  /** How money out is written in the debit column; `either`: as the file's first debit is. */
  readonly debitSign: 'negative' | 'positive' | 'either';
}

/** One column without sign and one that says which way the money went. */
export interface DirectedAmount {
  readonly kind: 'absolute';
  readonly column: Columns;
  readonly direction: Columns;
  /** Values of the direction column, normalised like headers. */
  readonly received: readonly string[];
  readonly paid: readonly string[];
}

/** Both sides of a transfer in one row, each with its currency; a direction says which side is the account's. */
export interface SidedAmount {
  readonly kind: 'sided';
  readonly direction: Columns;
  readonly received: readonly string[];
  readonly paid: readonly string[];
  /** An exchange between two balances of the account: a movement on each. */
  readonly exchanged: readonly string[];
  readonly source: TransferSide;
  readonly target: TransferSide;
}

/** One side of a {@link SidedAmount}; the fee leaves the account with the amount. */
export interface TransferSide {
  readonly amount: Columns;
  readonly currency: Columns;
  readonly fee?: Columns;
  readonly name?: Columns;
}

/** How a file of this layout is known. */
export type Recognition =
  /** The header line holds exactly these columns, or these and others. */
  | { readonly kind: 'exact' | 'contains'; readonly columns: readonly string[] }
  /** No header: the first line looks so (cells joined by `;`); `data` if that line is a movement already. */
  | { readonly kind: 'first-line'; readonly pattern: RegExp; readonly cells?: number; readonly data?: boolean };

/** What the values of a column say of a row. Normalised like headers. */
export interface StateRule {
  readonly column: Columns;
  readonly booked: readonly string[];
  readonly pending?: readonly string[];
  readonly skipped: readonly string[];
  /** What any other value means; default `refused`. */
  readonly otherwise?: 'booked' | 'refused';
}

/** One bank's export, as data. What is left out is found out from the file, and refused if it cannot be proven. */
export interface TableProfile {
  /** Without the `csv.` or `xlsx.` that `--format` and `source.format` put before it. */
  readonly id: string;
  readonly title: string;
  readonly recognise: readonly Recognition[];
  /** Charset where the bytes are no UTF-8; default windows-1252. */
  readonly encoding?: 'windows-1252' | 'iso-8859-15' | 'macintosh' | 'windows-1250';
  readonly bookingDate: Columns;
  readonly valueDate?: Columns;
  /** Joined in this order; a text that another one holds already is not repeated. */
  readonly label: readonly Columns[];
  readonly additional?: readonly Columns[];
  readonly counterpartyName?: Columns;
  readonly counterpartyIban?: Columns;
  readonly counterpartyBic?: Columns;
  readonly ultimateName?: Columns;
  readonly bankReference?: Columns;
  readonly endToEndId?: Columns;
  readonly mandateId?: Columns;
  readonly paymentInformationId?: Columns;
  readonly structuredReference?: Columns;
  readonly returnReason?: Columns;
  /** The bank's own code or word for the kind of movement. */
  readonly code?: Columns;
  /** IBAN or number of the account. */
  readonly account?: Columns;
  /** Parts one account in several, such as Revolut's products. */
  readonly product?: Columns;
  readonly currencyColumn?: Columns;
  /** If there is no such column or cell. */
  readonly currency?: string;
  readonly amount: AmountRule;
  /** Amount in the currency of the payment, where that is another. */
  readonly original?: { readonly amount: Columns; readonly currency: Columns; readonly rate?: Columns };
  /** A fee of the movement. */
  readonly fee?: Columns;
  /** True if the amount is what is left after the fee; otherwise the fee leaves the account beside the amount. */
  readonly feeIncluded?: boolean;
  /** How amounts are written where the file itself does not prove it. */
  readonly numbers?: AmountFormat;
  readonly balance?: Columns;
  readonly balanceNumbers?: AmountFormat;
  /** Order of days where the file itself does not prove it; default day first but for English headers. */
  readonly dates?: readonly DayFormat[];
  /** Only `dates`, whatever the file seems to prove: the user says so. */
  readonly datesFixed?: boolean;
  readonly states?: readonly StateRule[];
  /** Order where neither balances nor days prove one. */
  readonly newestFirst?: boolean;
  /**
   * Facts in the lines above the header (or between the movements), matched against their cells joined by `;`, with
   * groups `iban`, `number`, `currency`, `from`, `to`, `opening`, `balance`, `balanceDate`, `count`.
   */
  readonly above?: readonly RegExp[];
}

const PLAIN = /^[a-z0-9]+$/;
const FOREIGN_LETTERS = /[ßæðøþđıłœ]/;
/** Letters of no accent that Unicode could take off. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', ð: 'd', ø: 'o', þ: 'th', đ: 'd', ı: 'i', ł: 'l', œ: 'oe' },
};

/**
 * A header or value without case, accents, blanks and punctuation: `Date de l'opération` → `datedeloperation`. Greek and
 * Cyrillic letters stay.
 */
export function normalise(text: string): string {
  if (PLAIN.test(text)) return text;
  let plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  if (FOREIGN_LETTERS.test(plain)) plain = plain.replace(/[ßæðøþđıłœ]/g, (letter) => PLAIN_LETTERS[letter]!);
  return plain.replace(/[^a-z0-9\u03b1-\u03c9\u0430-\u045f\u0491]/g, '');
}

/** A value of a column of directions as such values are compared: {@link normalise}, but `+` and `-` are words. */
export function directionWord(text: string): string {
  if (text.length === 1 && '+-\u2013\u2212'.includes(text)) return text === '+' ? 'plus' : 'minus';
  return normalise(text);
}
