import type { ReportHead } from './report-document.js';

/**
 * A report of transactions to the tax administration (flux 10, XML `Report` with a `TransactionsReport`): 10.1 for
 * invoices to or from businesses abroad, one by one; 10.3 for what was sold to private buyers, added up by day and
 * category. Amounts are decimal strings in euros, without tax unless said; days `YYYY-MM-DD`.
 */
export interface TransactionReport extends ReportHead {
  /** 10.1. */
  readonly invoices: readonly ReportedInvoice[];
  /** 10.3. */
  readonly days: readonly DayOfSales[];
}

/** What was sold to private buyers on one day, of one category. */
export interface DayOfSales {
  readonly day: string;
  /** TLB1 goods, TPS1 services, TNT1 not taxed in France, TMA1 under the margin scheme. */
  readonly category: string;
  readonly net: string;
  readonly vat: string;
  /** How many sales; credit notes count too. */
  readonly count: number;
  readonly parts: readonly { readonly rate: string; readonly net: string; readonly vat: string }[];
}

/** A party of an invoice of 10.1, by the identifier its country gives it. */
export interface ReportedParty {
  readonly id: string;
  /** 0002 SIREN, 0223 VAT number of the Union, 0227 country and name elsewhere, 0228 RIDET, 0229 Tahiti. */
  readonly scheme: string;
  readonly vatNumber?: string;
  readonly country?: string;
}

/** An invoice to or from a business abroad. */
export interface ReportedInvoice {
  readonly number: string;
  readonly issueDate: string;
  readonly typeCode: string;
  readonly currency: string;
  readonly dueDate?: string;
  /** BT-8 as UNTDID 2005: 3, 35, 432. */
  readonly taxPoint?: string;
  /** BT-23. */
  readonly frame: string;
  readonly preceding: readonly { readonly number: string; readonly issueDate?: string }[];
  readonly seller: ReportedParty;
  readonly buyer: ReportedParty;
  readonly deliveryDate?: string;
  readonly deliveryCountry?: string;
  readonly net: string;
  readonly vat: string;
  readonly parts: readonly ReportedBucket[];
}

/** An entry of the VAT breakdown (BG-23). */
export interface ReportedBucket {
  readonly category: string;
  readonly rate: string;
  readonly net: string;
  readonly vat: string;
  readonly reason?: string;
  readonly reasonCode?: string;
}
