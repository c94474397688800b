import type { Address, AllowanceOrCharge, Contact, Period } from '../model/index.js';

/** A company as a sales program knows it. */
export interface DraftParty {
  readonly name: string;
  readonly tradingName?: string;
  /** 9 digits. A buyer with a SIREN and a French address makes the invoice B2B. */
  readonly siren?: string;
  /** 14 digits. */
  readonly siret?: string;
  /** A French seller without one gets the number its SIREN implies, unless it is under the franchise. */
  readonly vatNumber?: string;
  readonly address: Address & { readonly countryCode: string };
  /** French electronic address (scheme 0225); the SIREN if absent. */
  readonly electronicAddress?: string;
  readonly contact?: Contact;
  /** BT-33: legal form, capital, register. Seller only. */
  readonly legalInformation?: string;
}

/** A line before anything is computed. Decimal strings. */
export interface DraftLine {
  readonly name: string;
  readonly description?: string;
  readonly quantity: string;
  /** UN/ECE Rec 20; default C62, a piece. */
  readonly unit?: string;
  /** Net price of one unit (or of `baseQuantity`), without VAT, up to 6 decimals. */
  readonly price: string;
  readonly baseQuantity?: string;
  /** In percent, default `20.00`; ignored for category O. */
  readonly vatRate?: string;
  /** Default S, or Z at rate 0; E needs `vatExemption`. */
  readonly vatCategory?: string;
  readonly allowances?: readonly AllowanceOrCharge[];
  readonly charges?: readonly AllowanceOrCharge[];
  readonly period?: Period;
  readonly sellersIdentifier?: string;
  readonly purchaseOrderLine?: string;
}

/** What is needed for a French invoice; everything else follows. */
export interface InvoiceDraft {
  readonly number: string;
  /** `YYYY-MM-DD`. */
  readonly issueDate: string;
  readonly dueDate?: string;
  /** Default 380. */
  readonly typeCode?: string;
  /** Default EUR. */
  readonly currency?: string;
  /** Letter of the frame BT-23. Default `services`. */
  readonly operation?: 'goods' | 'services' | 'mixed';
  /** Frame BT-23 when it is not normal (1), already paid (2) or final after deposits (4), which are worked out. */
  readonly frame?: string;
  readonly seller: DraftParty;
  readonly buyer: DraftParty;
  readonly lines: readonly DraftLine[];
  readonly documentAllowances?: readonly AllowanceOrCharge[];
  readonly documentCharges?: readonly AllowanceOrCharge[];
  /** BT-72. */
  readonly deliveryDate?: string;
  /** BG-14. */
  readonly period?: Period;
  /** Delivery address if it is not the buyer's. */
  readonly deliverTo?: { readonly name?: string; readonly address: Address };
  readonly payment?: {
    readonly iban?: string;
    readonly bic?: string;
    readonly accountName?: string;
    readonly reference?: string;
    readonly meansCode?: string;
  };
  readonly paymentTerms?: string;
  readonly purchaseOrder?: string;
  readonly salesOrder?: string;
  readonly contract?: string;
  readonly buyerReference?: string;
  /** Deposits already invoiced: their sum is prepaid (BT-113), each a preceding invoice. */
  readonly deposits?: readonly { readonly number: string; readonly date: string; readonly amount: string }[];
  /** Paid before the invoice was issued, with VAT, beside deposits. */
  readonly prepaid?: string;
  /** BT-114, signed: only rounds the amount to pay. */
  readonly rounding?: string;
  /** The invoice a credit note or corrective invoice concerns. */
  readonly precedingInvoices?: readonly { readonly number: string; readonly date: string }[];
  /** True: VAT on debits (BT-8 = 3). False: on receipt (432). Absent: not stated. */
  readonly vatOnDebits?: boolean;
  /** Why category E applies: `franchise` (article 293 B) or a reason. */
  readonly vatExemption?: 'franchise' | { readonly text: string; readonly code?: string };
  /** Replaces or adds notes by subject code. */
  readonly notes?: readonly { readonly subjectCode?: string; readonly note: string }[];
}
