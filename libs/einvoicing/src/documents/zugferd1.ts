import { canonicalName, NAMESPACES } from '../xml/xml-names.js';
import type { XmlElement } from '../xml/xml-tree.js';

/** Namespaces of ZUGFeRD 1.0 (2014), which predates EN 16931 and the CII of today. */
const ZUGFERD1 = 'urn:ferd:CrossIndustryDocument:invoice:1p0';
const NAMESPACE: Readonly<Record<string, string>> = {
  [ZUGFERD1]: NAMESPACES.rsm,
  'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12': NAMESPACES.ram,
  'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15': NAMESPACES.udt,
  'urn:un:unece:uncefact:data:standard:QualifiedDataType:12': NAMESPACES.qdt,
};

/** Elements that only changed their name since. */
const RENAMED: Readonly<Record<string, string>> = {
  CrossIndustryDocument: 'CrossIndustryInvoice',
  SpecifiedExchangedDocumentContext: 'ExchangedDocumentContext',
  HeaderExchangedDocument: 'ExchangedDocument',
  SpecifiedSupplyChainTradeTransaction: 'SupplyChainTradeTransaction',
  ApplicableSupplyChainTradeAgreement: 'ApplicableHeaderTradeAgreement',
  ApplicableSupplyChainTradeDelivery: 'ApplicableHeaderTradeDelivery',
  ApplicableSupplyChainTradeSettlement: 'ApplicableHeaderTradeSettlement',
  SpecifiedTradeSettlementMonetarySummation: 'SpecifiedTradeSettlementHeaderMonetarySummation',
  SpecifiedSupplyChainTradeAgreement: 'SpecifiedLineTradeAgreement',
  SpecifiedSupplyChainTradeDelivery: 'SpecifiedLineTradeDelivery',
  SpecifiedSupplyChainTradeSettlement: 'SpecifiedLineTradeSettlement',
  ApplicablePercent: 'RateApplicablePercent',
  AllowanceChargeReason: 'Reason',
};

/** Names that moved by what stands around them. */
function nameOf(local: string, parent: XmlElement | undefined): string {
  const above = parent?.name;
  if (local === 'SpecifiedTradeSettlementMonetarySummation' && above === 'ram:SpecifiedLineTradeSettlement')
    return 'SpecifiedTradeSettlementLineMonetarySummation';
  // The number of a document that is referred to was called ID.
  if (local === 'ID' && above !== undefined && above.endsWith('ReferencedDocument')) return 'IssuerAssignedID';
  return RENAMED[local] ?? local;
}

/** True for the root of a ZUGFeRD 1.0 invoice. */
export function isZugferd1(root: XmlElement): boolean {
  return root.uri === ZUGFERD1 && root.local === 'CrossIndustryDocument';
}

/** The document with the names of today, so that the one reader reads both. Values are not touched. */
export function modernised(element: XmlElement, parent?: XmlElement): XmlElement {
  const uri = NAMESPACE[element.uri] ?? element.uri;
  const local = nameOf(element.local, parent);
  const children: XmlElement[] = [];
  const { parent: _old, ...rest } = element;
  const renamed: XmlElement = {
    ...rest,
    uri,
    local,
    name: canonicalName(uri, local),
    children,
    ...(parent ? { parent } : {}),
  };
  for (const child of element.children) children.push(modernised(child, renamed));
  return renamed;
}
