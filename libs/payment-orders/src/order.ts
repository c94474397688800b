/** What is to be collected (direct debits) or paid back (transfers) from one account, as one file for the bank. */
export interface PaymentOrder {
  /** Unique for the bank, at most 35 characters; the blocks of the file are named after it. */
  readonly messageId: string;
  readonly account: OrderParty;
  /** Who sends the file, where that is another than the holder of the account. */
  readonly initiator?: string;
  /** SEPA creditor identifier (ICS in France), for direct debits. */
  readonly creditorId?: string;
  readonly payments: readonly OrderPayment[];
}

/** A party with its account. */
export interface OrderParty {
  readonly name: string;
  readonly iban: string;
  readonly bic?: string;
}

/** One direct debit or refund. Amounts are positive decimal strings. */
export interface OrderPayment {
  readonly counterparty: OrderParty;
  readonly amount: string;
  /** Default EUR, the only one SEPA knows. */
  readonly currency?: string;
  /** Day of collection or payment. */
  readonly date: string;
  /** Default: made of the invoice, so that the bank's statement names it when the money comes, or comes back. */
  readonly endToEndId?: string;
  readonly invoices?: readonly OrderInvoice[];
  readonly remittance?: string;
  readonly mandate?: Mandate;
}

/** An invoice a payment is for, with its part of the amount. */
export interface OrderInvoice {
  readonly number: string;
  readonly amount: string;
}

/** The mandate of a direct debit. */
export interface Mandate {
  /** RUM in France, at most 35 characters. */
  readonly id: string;
  readonly signedOn: string;
  readonly sequence: Sequence;
  readonly scheme: Scheme;
  /** Day of the last collection; a mandate not used for 36 months has lapsed. */
  readonly lastCollectedOn?: string;
  /** What the debtor's bank still knows the mandate by; the first collection after a change tells it. */
  readonly amendment?: MandateAmendment;
}

/** What changed in a mandate: its reference, the debtor's account, or both. */
export interface MandateAmendment {
  readonly originalId?: string;
  readonly originalIban?: string;
}

/** First, one of a series, last of it, or one alone. */
export type Sequence = 'FRST' | 'RCUR' | 'FNAL' | 'OOFF';
export type Scheme = 'CORE' | 'B2B';

export const SEQUENCES: readonly Sequence[] = ['FRST', 'RCUR', 'FNAL', 'OOFF'];
export const SCHEMES: readonly Scheme[] = ['CORE', 'B2B'];

/** Message versions that can be written. */
export const PAYMENT_FORMATS = ['pain.008.001.02', 'pain.008.001.08', 'pain.001.001.03', 'pain.001.001.09'] as const;
export type PaymentFormat = (typeof PAYMENT_FORMATS)[number];

/** True for a format of direct debits, false for one of transfers. */
export function isCollection(format: PaymentFormat): boolean {
  return format.startsWith('pain.008');
}
