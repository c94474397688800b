import type { XmlElement } from '../../../xml/xml-tree.js';
import type { RuleGroup } from '../sheet-rule.js';
import { below, named, root } from '../sheet-rule.js';
import { all, attribute, first, has, normal, truth } from '../xml-path.js';

export const INVOICE = root('ubl:Invoice', 'cn:CreditNote');
export const LINE_NAMES = ['cac:InvoiceLine', 'cac:CreditNoteLine'] as const;
export const LINES = named(...LINE_NAMES);
export const SELLER = 'cac:AccountingSupplierParty/cac:Party';
export const BUYER = 'cac:AccountingCustomerParty/cac:Party';

/** Allowances (false) or charges (true) whose parent is one of the given elements; anywhere without parents. */
export function entries(charge: boolean, parents?: readonly string[]): RuleGroup['on'] {
  return (document) =>
    document
      .named('cac:AllowanceCharge')
      .filter(
        (entry) => isCharge(entry) === charge && (parents === undefined || parents.includes(entry.parent?.name ?? '')),
      );
}

export const DOCUMENT_NAMES = ['ubl:Invoice', 'cn:CreditNote'] as const;

/** True for a charge, false for an allowance, undefined if it does not say. */
export function isCharge(entry: XmlElement): boolean | undefined {
  return truth(first(entry, 'cbc:ChargeIndicator'));
}

/** True if a tax category or tax registration is of the scheme VAT, in any case of letters. */
export function isVat(element: XmlElement): boolean {
  return all(element, 'cac:TaxScheme/cbc:ID').some((id) => normal(id).toUpperCase() === 'VAT');
}

/** VAT categories (`cac:TaxCategory`) of an element. */
export function vatCategories(element: XmlElement, path: string): XmlElement[] {
  return all(element, path).filter(isVat);
}

/** The VAT identifier of a party (BT-31, BT-48, BT-63), be it empty. */
export function hasVatIdentifier(party: XmlElement): boolean {
  return vatCategories(party, 'cac:PartyTaxScheme').some((scheme) => has(scheme, 'cbc:CompanyID'));
}

/** Periods of lines; all other periods are periods of the invoice. */
export const LINE_PERIODS = below(LINE_NAMES, 'cac:InvoicePeriod');

/** Periods of the invoice itself and of whatever is no line. */
export const OTHER_PERIODS: RuleGroup['on'] = (document) =>
  document
    .named('cac:InvoicePeriod')
    .filter((period) => !(LINE_NAMES as readonly string[]).includes(period.parent?.name ?? ''));

/** Values of an element's text at a path. */
export function values(element: XmlElement, path: string): string[] {
  return all(element, path).map((found) => found.text);
}

/** True if two lists of values share one. */
export function share(one: readonly string[], other: readonly string[]): boolean {
  return one.some((value) => other.includes(value));
}

/** The scheme of an identifier. */
export function schemeOf(element: XmlElement, path: string): string | undefined {
  return attribute(element, path, 'schemeID');
}
