import type { Day } from './day.js';

/** What an open item is. `payment` and `on-account` are receipts not yet used; they and credit notes are negative. */
export type OpenItemKind = 'invoice' | 'credit-note' | 'deposit' | 'payment' | 'on-account';

/** One VAT rate of an item: base and tax in minor units of the item's currency; `rate` in percent, as text ("20.00"). */
export interface VatShare {
  readonly rate: string;
  readonly base: bigint;
  readonly tax: bigint;
}

/** A customer as open items name it. */
export interface CustomerIdentity {
  /** The customer's code in the source system (`customer_id`). */
  readonly id: string;
  readonly name: string;
  readonly ibans: readonly string[];
  readonly siren?: string;
  /** Ledger account of the customer (`customer_account`). */
  readonly account?: string;
  /** Customers that pay for each other share it. */
  readonly groupId?: string;
}

/**
 * An item that waits for money, or money that waits for an item (interfaces: Open items).
 * Amounts are minor units of `currency`, signed: a credit note, a payment and an on-account credit are negative.
 */
export interface OpenItem {
  readonly number: string;
  readonly kind: OpenItemKind;
  readonly customer: CustomerIdentity;
  readonly issueDate: Day;
  readonly dueDate: Day;
  readonly currency: string;
  /** What the document asks for. */
  readonly total: bigint;
  readonly open: bigint;
  readonly paymentReference?: string;
  readonly orderReference?: string;
  readonly discount?: { readonly percent: string; readonly until: Day };
  readonly vat?: readonly VatShare[];
  /** When the seller's VAT falls due: at issue (`debit`) or when it is paid (`receipt`). */
  readonly vatDue?: 'debit' | 'receipt';
  /** UNTDID 1001 document type, such as 380 or 381. */
  readonly typeCode?: string;
  readonly externalId?: string;
  /**
   * Numbers of the deposit invoices a final invoice deducts, or the one a credit note of a deposit takes back (EN 16931
   * BT-25), without spaces inside.
   */
  readonly deducts?: readonly string[];
}

/**
 * An open item as it stands in the bytes of a file, for those who keep a million of them: nothing is made of it that is
 * not kept. Good until the next one is given.
 */
export interface PlainOpenItem {
  readonly bytes: Uint8Array;
  /** Where its number stands, in ASCII letters. */
  readonly numberFrom: number;
  readonly numberTo: number;
  /** Under which number the sink has its customer; see `lastOwner`. */
  readonly owner: number;
  readonly kind: OpenItemKind;
  readonly issueDate: Day;
  readonly dueDate: Day;
  readonly currency: string;
  /** Minor units, neither negative nor above 31 bits, like `open`. */
  readonly total: number;
  readonly open: number;
  /** Where its references stand; empty where it has none. It has no discount. */
  readonly paymentFrom: number;
  readonly paymentTo: number;
  readonly orderFrom: number;
  readonly orderTo: number;
}

/** What takes open items in their order, as they are read. */
export interface OpenItemSink {
  /** The number of the customer of the item taken last. */
  readonly lastOwner: number;
  add(item: OpenItem): void;
  addPlain(item: PlainOpenItem): void;
}
