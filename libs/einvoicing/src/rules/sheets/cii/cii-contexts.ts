import type { XmlElement } from '../../../xml/xml-tree.js';
import type { SheetDocument } from '../sheet-document.js';
import type { RuleGroup } from '../sheet-rule.js';
import { at, type Finder } from '../finders.js';
import { root } from '../sheet-rule.js';
import { all, first, truth } from '../xml-path.js';

export const INVOICE = root('rsm:CrossIndustryInvoice');
export const TRANSACTION = 'rsm:SupplyChainTradeTransaction';
export const SETTLEMENT = `${TRANSACTION}/ram:ApplicableHeaderTradeSettlement`;
export const AGREEMENT = `${TRANSACTION}/ram:ApplicableHeaderTradeAgreement`;
export const DELIVERY = `${TRANSACTION}/ram:ApplicableHeaderTradeDelivery`;
export const LINE = 'ram:IncludedSupplyChainTradeLineItem';
export const LINE_AMOUNT =
  'ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount';

/** Elements at a path below the root of an invoice; nothing in a fragment. */
export function atPath(path: string): Finder {
  return at(`rsm:CrossIndustryInvoice/${path}`);
}

/** Allowances (false) or charges (true) below the header or the line settlement, as the sheet tells them apart: by word. */
export function entries(charge: boolean, parent: string): RuleGroup['on'] {
  return (document) =>
    document
      .namedBelow(parent, 'ram:SpecifiedTradeAllowanceCharge')
      .filter((entry) =>
        all(entry, 'ram:ChargeIndicator/udt:Indicator').some((indicator) => indicator.text === String(charge)),
      );
}

/** True for a charge, false for an allowance, undefined if it does not say. */
export function isCharge(entry: XmlElement): boolean | undefined {
  return truth(first(entry, 'ram:ChargeIndicator/udt:Indicator'));
}

/** True if a tax is VAT. */
export function isVat(tax: XmlElement): boolean {
  return all(tax, 'ram:TypeCode').some((type) => type.text.toUpperCase() === 'VAT');
}

/** True if a tax is of a category, as written. */
export function isOfCategory(tax: XmlElement, code: string): boolean {
  return all(tax, 'ram:CategoryCode').some((category) => category.text === code);
}

/** True if a party has a tax registration of one of the schemes, be it empty. */
export function hasRegistration(party: XmlElement, ...schemes: string[]): boolean {
  return all(party, 'ram:SpecifiedTaxRegistration/ram:ID').some((id) =>
    schemes.includes(id.attributes.get('schemeID') ?? ''),
  );
}

/** VAT breakdown entries of the header settlement. */
export function breakdown(document: SheetDocument): readonly XmlElement[] {
  return document.namedBelow('ram:ApplicableHeaderTradeSettlement', 'ram:ApplicableTradeTax');
}

/** Taxes of lines. */
export function lineTaxes(document: SheetDocument): readonly XmlElement[] {
  return document.namedBelow('ram:SpecifiedLineTradeSettlement', 'ram:ApplicableTradeTax');
}
