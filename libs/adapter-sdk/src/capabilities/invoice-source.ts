import type { Problem } from '@lettrage/domain';
import type { Cursor } from './cursor.js';

/**
 * Reads changed customers, invoices, credit notes and payments already recorded in another system, after a cursor.
 *
 * ```ts
 * let page = await source.changes(undefined);
 * while (page.more) page = await source.changes(page.cursor);
 * ```
 */
export interface InvoiceSource {
  /** One page of changes after `cursor` (absent: everything). Pages may overlap; records are known by `externalId`. */
  changes(cursor: Cursor | undefined): Promise<InvoicePage>;
}

/** One page of an {@link InvoiceSource}. */
export interface InvoicePage {
  readonly customers: readonly SourceCustomer[];
  readonly invoices: readonly SourceInvoice[];
  readonly payments: readonly SourcePayment[];
  readonly cursor: Cursor;
  readonly more: boolean;
  /** Records that could not be read exactly and were left out, each named, so that one bad record blocks no other. */
  readonly problems?: readonly Problem[];
}

/** A customer in the other system. */
export interface SourceCustomer {
  readonly externalId: string;
  readonly code: string;
  readonly name: string;
  readonly siren?: string;
  readonly vatNumber?: string;
  readonly ibans?: readonly string[];
  readonly account?: string;
}

/** An invoice, credit note or deposit in the other system; amounts are decimal strings, a credit note's negative. */
export interface SourceInvoice {
  readonly externalId: string;
  readonly customerExternalId: string;
  readonly number: string;
  readonly kind: 'invoice' | 'credit-note' | 'deposit';
  readonly issueDate: string;
  readonly dueDate: string;
  readonly currency: string;
  readonly total: string;
  readonly open: string;
  readonly paymentReference?: string;
  readonly orderReference?: string;
  readonly vat?: readonly { readonly rate: string; readonly base: string; readonly tax: string }[];
  readonly vatDue?: 'debit' | 'receipt';
  readonly typeCode?: string;
}

/** A payment that was recorded there, by a person or by us. */
export interface SourcePayment {
  readonly externalId: string;
  readonly customerExternalId?: string;
  readonly day: string;
  readonly amount: string;
  readonly currency: string;
  readonly means?: string;
  /** The reference we gave it when we wrote it, so that our own writes come back as known. */
  readonly reference?: string;
  readonly allocations: readonly { readonly invoiceExternalId: string; readonly amount: string }[];
}
