import type { DeliveryInformation, Period, PrecedingInvoiceReference } from './invoice.js';
import type { AllowanceOrCharge, Identifier, Party } from './party.js';

/** BG-25 Invoice line. */
export interface InvoiceLine {
  /** BT-126 Invoice line identifier. */
  readonly identifier?: string;
  /** Extension: the line this one is a part of (BT-126 of that line). */
  readonly parentLineIdentifier?: string;
  /** Extension: status of the line. */
  readonly lineStatusCode?: string;
  /** Extension: kind of line (EXT-FR-FE-163): DETAIL, GROUP or INFORMATION. */
  readonly lineSubtypeCode?: string;
  /** BT-127 Invoice line note. */
  readonly note?: string;
  /** Extension: subject of the note (UNTDID 4451). */
  readonly noteSubjectCode?: string;
  /** BT-128 Invoice line object identifier; scheme: UNTDID 1153. */
  readonly objectIdentifier?: Identifier;
  /** Extension: objects beyond BT-128, each of another scheme (AFL invoice number, AVV frame of a part…). */
  readonly furtherObjectIdentifiers?: readonly Identifier[];
  /** BT-129 Invoiced quantity. */
  readonly invoicedQuantity?: string;
  /** BT-130 Invoiced quantity unit of measure code (UN/ECE Rec 20 and 21): C62 piece, HUR hour, DAY, MON… */
  readonly invoicedQuantityUnitOfMeasureCode?: string;
  /** BT-131 Invoice line net amount, without VAT. */
  readonly netAmount?: string;
  /** Extension: VAT of the part a GROUP line stands for (EXT-FR-FE-181). */
  readonly vatAmount?: string;
  /** Extension: the same in the accounting currency (EXT-FR-FE-182). */
  readonly vatAmountInAccountingCurrency?: string;
  /** Extension: amount with VAT of the part a GROUP line stands for (EXT-FR-FE-184). */
  readonly amountWithVat?: string;
  /** BT-132 Referenced purchase order line reference. */
  readonly referencedPurchaseOrderLineReference?: string;
  /** Extension: the purchase order of the line, where lines are of several orders. */
  readonly purchaseOrderReference?: string;
  /** Extension: the despatch advice of the line. */
  readonly despatchAdviceReference?: string;
  /** Extension: the preceding invoices of the line. */
  readonly precedingInvoiceReferences?: readonly PrecedingInvoiceReference[];
  /** Extension: where and when the line was delivered. */
  readonly deliveryInformation?: DeliveryInformation;
  /** Extension: who sells the item, in an invoice for several sellers. */
  readonly itemSeller?: Party;
  /** BT-133 Invoice line Buyer accounting reference. */
  readonly buyerAccountingReference?: string;
  /** BG-26 Invoice line period. */
  readonly period?: Period;
  /** BG-27 Invoice line allowances. */
  readonly allowances?: readonly AllowanceOrCharge[];
  /** BG-28 Invoice line charges. */
  readonly charges?: readonly AllowanceOrCharge[];
  /** BG-29 Price details. */
  readonly priceDetails?: PriceDetails;
  /** BG-30 Line VAT information. */
  readonly vatInformation?: LineVatInformation;
  /** BG-31 Item information. */
  readonly itemInformation?: ItemInformation;
}

/** BG-29 Price details. */
export interface PriceDetails {
  /** BT-146 Item net price, without VAT, after the discount. */
  readonly itemNetPrice?: string;
  /** BT-147 Item price discount. */
  readonly itemPriceDiscount?: string;
  /** BT-148 Item gross price, without VAT, before the discount. */
  readonly itemGrossPrice?: string;
  /** BT-149 Item price base quantity: the price is for so many units; 1 if absent. */
  readonly itemPriceBaseQuantity?: string;
  /** BT-150 Item price base quantity unit of measure code. */
  readonly itemPriceBaseQuantityUnitOfMeasureCode?: string;
}

/** BG-30 Line VAT information. */
export interface LineVatInformation {
  /** BT-151 Invoiced item VAT category code. */
  readonly invoicedItemVatCategoryCode?: string;
  /** BT-152 Invoiced item VAT rate, in percent. */
  readonly invoicedItemVatRate?: string;
  /** Extension: why no VAT is charged, as text. */
  readonly vatExemptionReasonText?: string;
  /** Extension: why no VAT is charged (VATEX). */
  readonly vatExemptionReasonCode?: string;
}

/** BG-31 Item information. */
export interface ItemInformation {
  /** BT-153 Item name. */
  readonly name?: string;
  /** BT-154 Item description. */
  readonly description?: string;
  /** BT-155 Item Seller's identifier. */
  readonly sellersIdentifier?: string;
  /** BT-156 Item Buyer's identifier. */
  readonly buyersIdentifier?: string;
  /** BT-157 Item standard identifier; scheme: ISO 6523 (0160 GTIN). */
  readonly standardIdentifier?: Identifier;
  /** BT-158 Item classification identifiers; scheme: UNTDID 7143. */
  readonly classificationIdentifiers?: readonly ItemClassification[];
  /** BT-159 Item country of origin (ISO 3166-1 alpha-2). */
  readonly countryOfOrigin?: string;
  /** BG-32 Item attributes. */
  readonly attributes?: readonly ItemAttribute[];
}

/** BT-158 Item classification identifier. */
export interface ItemClassification extends Identifier {
  /** BT-158-2 Scheme version identifier. */
  readonly schemeVersion?: string;
}

/** BG-32 Item attribute. */
export interface ItemAttribute {
  /** BT-160 Item attribute name. */
  readonly name?: string;
  /** BT-161 Item attribute value. */
  readonly value?: string;
  /** Extension: code of the attribute, beside or instead of its name. */
  readonly code?: string;
  /** Extension: measured value instead of BT-161. */
  readonly measuredValue?: string;
  /** Extension: unit of the measured value (UN/ECE Rec 20). */
  readonly measuredValueUnit?: string;
}
