import type { Day } from './day.js';

/**
 * Statement lines, the one shape in which every reader hands over a bank statement (interfaces: Statement lines).
 * Plain data; amounts are decimal strings; a key that does not apply is left out.
 */
export type StatementLine = StatementHead | TransactionLine | StatementEnd | ProblemLine;

/** An amount on a day, such as an opening balance. */
export interface DatedAmount {
  readonly amount: string;
  readonly date?: Day;
}

/** The bank account a statement is about. */
export interface AccountIdentity {
  readonly iban?: string;
  readonly number?: string;
  readonly currency?: string;
  readonly bic?: string;
}

/** Opens a statement. */
export interface StatementHead {
  readonly type: 'statement';
  readonly id?: string;
  readonly sequence?: string;
  readonly account: AccountIdentity;
  readonly from?: Day;
  readonly to?: Day;
  readonly opening?: DatedAmount;
  /** The bank's identifier of the message it came in; other messages of the same money name it. */
  readonly messageId?: string;
  /** Of a statement that comes in several pages. */
  readonly page?: { readonly number: number; readonly last?: boolean };
  /** What the bank says besides: other balances, whether it is a copy. */
  readonly additional?: string;
  readonly source: { readonly format: string; readonly file?: string };
}

/** The other side of a movement. */
export interface Counterparty {
  readonly name?: string;
  readonly iban?: string;
  readonly bic?: string;
  readonly ultimateName?: string;
}

/** The bank's code for the kind of movement (ISO 20022 external code list, or the bank's own). */
export interface BankTransactionCode {
  readonly domain?: string;
  readonly family?: string;
  readonly subfamily?: string;
  readonly proprietary?: string;
}

/** A charge the bank took. `included`: already inside the transaction's amount. */
export interface Charge {
  readonly amount: string;
  readonly currency: string;
  readonly included?: boolean;
}

/** Where in the file something stands. */
export interface Origin {
  readonly line?: number;
  readonly path?: string;
}

/** One movement. `amount` is signed, the account holder's view: received positive, paid negative. */
export interface TransactionLine {
  readonly type: 'transaction';
  /** Identity of the line; see `lineReferences` in `@lettrage/formats`. */
  readonly ref: string;
  readonly bookingDate: Day;
  readonly valueDate?: Day;
  readonly amount: string;
  readonly currency: string;
  readonly status: 'booked' | 'pending';
  /** The bank takes an earlier booking back; the sign of `amount` is already the booked direction. */
  readonly reversal: boolean;
  readonly bankReference?: string;
  readonly endToEndId?: string;
  readonly mandateId?: string;
  readonly paymentInformationId?: string;
  readonly structuredReference?: string;
  readonly remittance?: string;
  readonly counterparty?: Counterparty;
  readonly code?: BankTransactionCode;
  readonly original?: { readonly amount: string; readonly currency: string; readonly rate?: string };
  readonly charges?: readonly Charge[];
  readonly return?: { readonly reason?: string; readonly text?: string };
  readonly batch?: { readonly ref?: string; readonly index: number; readonly count: number; readonly total: string };
  readonly additional?: string;
  readonly origin?: Origin;
}

/** Closes a statement. `sum` is Σ booked amounts; `balanced` is left out where the format gives no balances. */
export interface StatementEnd {
  readonly type: 'statement-end';
  readonly closing?: DatedAmount;
  readonly count: number;
  readonly sum: string;
  readonly balanced?: boolean;
  /** What the bank says at the end of the statement. */
  readonly additional?: string;
}

/** Something wrong with the file, in the place of the line it spoils. */
export interface ProblemLine {
  readonly type: 'problem';
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly origin?: Origin;
}
