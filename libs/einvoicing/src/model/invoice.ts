import type { InvoiceLine } from './invoice-line.js';
import type { Address, AllowanceOrCharge, Identifier, Party, Payee, TaxRepresentative } from './party.js';

/**
 * An invoice in the semantic model of EN 16931-1, with the terms of Factur-X EXTENDED and of the French extension that
 * are in use (marked *extension*). Plain data, safe to print as JSON.
 *
 * Keys are the standard's names in camelCase; inside a group the group's own name is left out (`seller.name` is the
 * "Seller name", BT-27). Amounts, quantities, prices and rates are decimal strings with a point, days `YYYY-MM-DD`.
 * What is absent has no key. Every key is optional because a document that lacks a mandatory term must still be read,
 * shown and checked: presence is the business of the rules.
 */
export interface Invoice {
  /** BT-1 Invoice number. */
  readonly invoiceNumber?: string;
  /** BT-2 Invoice issue date. */
  readonly invoiceIssueDate?: string;
  /** BT-3 Invoice type code (UNTDID 1001): 380 invoice, 381 credit note, 384 corrective, 386 deposit… */
  readonly invoiceTypeCode?: string;
  /** BT-5 Invoice currency code (ISO 4217). */
  readonly invoiceCurrencyCode?: string;
  /** BT-6 VAT accounting currency code, when VAT is accounted in another currency. */
  readonly vatAccountingCurrencyCode?: string;
  /** BT-7 Value added tax point date. Excludes BT-8. */
  readonly valueAddedTaxPointDate?: string;
  /** BT-8 Value added tax point date code, UNTDID 2005: 3 invoice date (debits), 35 delivery, 432 payment. */
  readonly valueAddedTaxPointDateCode?: string;
  /** BT-9 Payment due date. */
  readonly paymentDueDate?: string;
  /** BT-10 Buyer reference. */
  readonly buyerReference?: string;
  /** BT-11 Project reference. */
  readonly projectReference?: string;
  /** BT-12 Contract reference. */
  readonly contractReference?: string;
  /** BT-13 Purchase order reference. */
  readonly purchaseOrderReference?: string;
  /** BT-14 Sales order reference. */
  readonly salesOrderReference?: string;
  /** BT-15 Receiving advice reference. */
  readonly receivingAdviceReference?: string;
  /** BT-16 Despatch advice reference. */
  readonly despatchAdviceReference?: string;
  /** BT-17 Tender or lot reference. */
  readonly tenderOrLotReference?: string;
  /** BT-18 Invoiced object identifier; scheme: UNTDID 1153. */
  readonly invoicedObjectIdentifier?: Identifier;
  /** Extension: invoiced objects beyond BT-18, each of another scheme (AFL, AVV…). */
  readonly furtherInvoicedObjectIdentifiers?: readonly Identifier[];
  /** BT-19 Buyer accounting reference. */
  readonly buyerAccountingReference?: string;
  /** BT-20 Payment terms. */
  readonly paymentTerms?: string;
  /** BG-1 Invoice notes. */
  readonly notes?: readonly InvoiceNote[];
  /** BG-2 Process control. */
  readonly processControl?: ProcessControl;
  /** BG-3 Preceding invoice references. */
  readonly precedingInvoiceReferences?: readonly PrecedingInvoiceReference[];
  /** BG-4 Seller. */
  readonly seller?: Party;
  /** BG-7 Buyer. */
  readonly buyer?: Party;
  /** BG-10 Payee, if not the seller. */
  readonly payee?: Payee;
  /** Extension: who pays, if not the buyer. */
  readonly payer?: Party;
  /** Extension: who issues the invoice in the seller's name. */
  readonly invoicer?: Party;
  /** Extension: to whom the invoice is addressed, if not the buyer. */
  readonly invoicee?: Party;
  /** Extension: the seller's agent. */
  readonly salesAgent?: Party;
  /** Extension: the buyer's agent. */
  readonly buyerAgent?: Party;
  /** BG-11 Seller tax representative party. */
  readonly sellerTaxRepresentative?: TaxRepresentative;
  /** BG-13 Delivery information. */
  readonly deliveryInformation?: DeliveryInformation;
  /** BG-16 Payment instructions. */
  readonly paymentInstructions?: PaymentInstructions;
  /** Extension: instalments, where the amount falls due on several days; BT-9 is the first of them. */
  readonly paymentInstalments?: readonly PaymentInstalment[];
  /** BG-20 Document level allowances. */
  readonly documentLevelAllowances?: readonly AllowanceOrCharge[];
  /** BG-21 Document level charges. */
  readonly documentLevelCharges?: readonly AllowanceOrCharge[];
  /** BG-22 Document totals. */
  readonly documentTotals?: DocumentTotals;
  /** BG-23 VAT breakdown. */
  readonly vatBreakdown?: readonly VatBreakdown[];
  /** BG-24 Additional supporting documents. */
  readonly additionalSupportingDocuments?: readonly SupportingDocument[];
  /** BG-25 Invoice lines. */
  readonly lines?: readonly InvoiceLine[];
}

/** BG-1 Invoice note. */
export interface InvoiceNote {
  /** BT-21 Invoice note subject code (UNTDID 4451): PMT, PMD, AAB, BAR… */
  readonly subjectCode?: string;
  /** BT-22 Invoice note. */
  readonly note?: string;
}

/** BG-2 Process control. */
export interface ProcessControl {
  /** BT-23 Business process type; in France the invoicing frame (B1, S1, M1…). */
  readonly businessProcessType?: string;
  /** BT-24 Specification identifier, such as `urn:cen.eu:en16931:2017`. */
  readonly specificationIdentifier?: string;
}

/** BG-3 Preceding invoice reference. */
export interface PrecedingInvoiceReference {
  /** BT-25 Preceding invoice reference. */
  readonly reference?: string;
  /** BT-26 Preceding invoice issue date. */
  readonly issueDate?: string;
  /** Extension: type of the preceding document (UNTDID 1001). */
  readonly typeCode?: string;
}

/** Extension: a part of the amount due with a day of its own. */
export interface PaymentInstalment {
  readonly dueDate?: string;
  readonly amount?: string;
  readonly terms?: string;
}

/** BG-13 Delivery information. */
export interface DeliveryInformation {
  /** BT-70 Deliver to party name. */
  readonly deliverToPartyName?: string;
  /** BT-71 Deliver to location identifier. */
  readonly deliverToLocationIdentifier?: Identifier;
  /** BT-72 Actual delivery date. */
  readonly actualDeliveryDate?: string;
  /** BG-14 Invoicing period. */
  readonly invoicingPeriod?: Period;
  /** BG-15 Deliver to address (BT-75…BT-80, BT-165). */
  readonly deliverToAddress?: Address;
}

/** BG-14 Invoicing period or BG-26 Invoice line period. */
export interface Period {
  /** BT-73 or BT-134: first day. */
  readonly startDate?: string;
  /** BT-74 or BT-135: last day. */
  readonly endDate?: string;
}

/** BG-16 Payment instructions. */
export interface PaymentInstructions {
  /** BT-81 Payment means type code (UNTDID 4461): 30 credit transfer, 58 SEPA credit transfer, 59 SEPA direct debit… */
  readonly paymentMeansTypeCode?: string;
  /** BT-82 Payment means text. */
  readonly paymentMeansText?: string;
  /** BT-83 Remittance information. */
  readonly remittanceInformation?: string;
  /** BG-17 Credit transfers. */
  readonly creditTransfers?: readonly CreditTransfer[];
  /** BG-18 Payment card information. */
  readonly paymentCardInformation?: PaymentCard;
  /** BG-19 Direct debit. */
  readonly directDebit?: DirectDebit;
}

/** BG-17 Credit transfer. */
export interface CreditTransfer {
  /** BT-84 Payment account identifier: an IBAN, without spaces, or a national account number. */
  readonly paymentAccountIdentifier?: string;
  /** BT-85 Payment account name. */
  readonly paymentAccountName?: string;
  /** BT-86 Payment service provider identifier (BIC). */
  readonly paymentServiceProviderIdentifier?: string;
}

/** BG-18 Payment card information. */
export interface PaymentCard {
  /** BT-87 Payment card primary account number: the last 4 to 6 digits at most. */
  readonly primaryAccountNumber?: string;
  /** BT-88 Payment card holder name. */
  readonly holderName?: string;
}

/** BG-19 Direct debit. */
export interface DirectDebit {
  /** BT-89 Mandate reference identifier. */
  readonly mandateReferenceIdentifier?: string;
  /** BT-90 Bank assigned creditor identifier. */
  readonly bankAssignedCreditorIdentifier?: string;
  /** BT-91 Debited account identifier. */
  readonly debitedAccountIdentifier?: string;
}

/** BG-22 Document totals. In the invoice currency but BT-111. */
export interface DocumentTotals {
  /** BT-106 Sum of invoice line net amount. */
  readonly sumOfInvoiceLineNetAmount?: string;
  /** BT-107 Sum of allowances on document level. */
  readonly sumOfAllowancesOnDocumentLevel?: string;
  /** BT-108 Sum of charges on document level. */
  readonly sumOfChargesOnDocumentLevel?: string;
  /** BT-109 Invoice total amount without VAT. */
  readonly invoiceTotalAmountWithoutVat?: string;
  /** BT-110 Invoice total VAT amount. */
  readonly invoiceTotalVatAmount?: string;
  /** BT-111 Invoice total VAT amount in accounting currency (BT-6). */
  readonly invoiceTotalVatAmountInAccountingCurrency?: string;
  /** BT-112 Invoice total amount with VAT. */
  readonly invoiceTotalAmountWithVat?: string;
  /** BT-113 Paid amount. */
  readonly paidAmount?: string;
  /** BT-114 Rounding amount: only rounds the payable amount. */
  readonly roundingAmount?: string;
  /** BT-115 Amount due for payment. */
  readonly amountDueForPayment?: string;
}

/** BG-23 VAT breakdown: one bucket of category and rate. */
export interface VatBreakdown {
  /** BT-116 VAT category taxable amount. */
  readonly vatCategoryTaxableAmount?: string;
  /** BT-117 VAT category tax amount. */
  readonly vatCategoryTaxAmount?: string;
  /** BT-118 VAT category code (UNTDID 5305): S, Z, E, AE, K, G, O, L, M. */
  readonly vatCategoryCode?: string;
  /** BT-119 VAT category rate, in percent. */
  readonly vatCategoryRate?: string;
  /** BT-120 VAT exemption reason text. */
  readonly vatExemptionReasonText?: string;
  /** BT-121 VAT exemption reason code (VATEX). */
  readonly vatExemptionReasonCode?: string;
}

/** BG-24 Additional supporting document. */
export interface SupportingDocument {
  /** BT-122 Supporting document reference. */
  readonly reference?: string;
  /** BT-123 Supporting document description; in France one of a closed list (LISIBLE, BON_LIVRAISON…). */
  readonly description?: string;
  /** BT-124 External document location. */
  readonly externalDocumentLocation?: string;
  /** BT-125 Attached document. */
  readonly attachedDocument?: AttachedDocument;
}

/** BT-125 Attached document. */
export interface AttachedDocument {
  /** The bytes in base64. */
  readonly content?: string;
  /** BT-125-1 Attached document Mime code. */
  readonly mimeCode?: string;
  /** BT-125-2 Attached document filename. */
  readonly filename?: string;
}
