import type { AmountFormat, DayFormat } from '@lettrage/formats';

/** Comma, groups parted by a blank. Stands here, not in a library: the adapter's entry lists the profiles and loads nothing. */
export const FRENCH: AmountFormat = { decimal: ',', thousands: [' '] };

/** Decimal point, no groups. */
export const POINT: AmountFormat = { decimal: '.' };

/** A column by its header (compared without case, accents and punctuation) or by position from 0. */
export type Column = string | number;

/** The first of these columns that the file has. */
export type Columns = readonly Column[];

/** Where the amount stands and what gives it its sign. */
export type AmountRule =
  | { readonly kind: 'signed'; readonly column: Columns }
  | {
      readonly kind: 'debit-credit';
      readonly debit: Columns;
      readonly credit: Columns;
      /** How money out is written in the debit column; `either`: as the file's first debit is. */
      readonly debitSign: 'negative' | 'positive' | 'either';
    }
  | {
      readonly kind: 'absolute';
      readonly column: Columns;
      readonly direction: Columns;
      /** Values of the direction column, normalised like headers. */
      readonly received: readonly string[];
      readonly paid: readonly string[];
    };

/** How a file of this layout is known. */
export type Recognition =
  /** The header line holds exactly these columns, or these and others. */
  | { readonly kind: 'exact' | 'contains'; readonly columns: readonly string[] }
  /** No header: the first line looks so, and lines below have this many cells with a day in the first. */
  | { readonly kind: 'first-line'; readonly pattern: RegExp; readonly cells: number };

/** One bank's export, as data. What is left out is found out from the file, and refused if it cannot be proven. */
export interface CsvProfile {
  /** Without the `csv.` that `--format` and `source.format` put before it. */
  readonly id: string;
  readonly title: string;
  readonly recognise: readonly Recognition[];
  /** Charset where the bytes are no UTF-8; default windows-1252. */
  readonly encoding?: 'windows-1252' | 'iso-8859-15';
  readonly bookingDate: Columns;
  readonly valueDate?: Columns;
  /** Joined in this order; a text that another one holds already is not repeated. */
  readonly label: readonly Columns[];
  readonly counterpartyName?: Columns;
  readonly counterpartyIban?: Columns;
  readonly bankReference?: Columns;
  readonly additional?: readonly Columns[];
  /** IBAN or number of the account. */
  readonly account?: Columns;
  /** Parts one account in several, such as Revolut's products. */
  readonly product?: Columns;
  readonly currencyColumn?: Columns;
  /** If there is no such column or cell. */
  readonly currency?: string;
  readonly amount: AmountRule;
  /** A fee apart from the amount, positive, that leaves the account with it. */
  readonly fee?: Columns;
  readonly numbers?: AmountFormat;
  readonly balance?: Columns;
  readonly balanceNumbers?: AmountFormat;
  readonly dates?: readonly DayFormat[];
  /** Normalised values of a state column; lines in any other state are refused. */
  readonly status?: {
    readonly column: Columns;
    readonly booked: readonly string[];
    readonly pending?: readonly string[];
    readonly skipped: readonly string[];
  };
  /** Order where neither balances nor days prove one. */
  readonly newestFirst?: boolean;
  /**
   * Facts in the lines above the header, matched against their cells joined by `;`, with groups `iban`, `number`,
   * `currency`, `from`, `to`, `balance`, `balanceDate`, `count`.
   */
  readonly above?: readonly RegExp[];
}

const PREFIX = 'csv.';

/** Public id of a profile: `csv.qonto`. */
export function formatId(profile: { readonly id: string }): string {
  return PREFIX + profile.id;
}

/** A header or value without case, accents, blanks and punctuation: `Date de l'opération` → `datedeloperation`. */
export function normalise(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}
