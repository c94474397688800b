import type { XmlElement } from '../../../xml/xml-tree.js';

/** How often the sheets want an element where the schema is more lenient. */
export interface Demand {
  readonly child: string;
  readonly often: 'one' | 'most';
}

const one = (...names: readonly string[]): Demand[] => names.map((child) => ({ child, often: 'one' }));
const most = (...names: readonly string[]): Demand[] => names.map((child) => ({ child, often: 'most' }));

const SELLER = one('Name', 'PostalTradeAddress');
const REPRESENTATIVE = one('Name', 'PostalTradeAddress', 'SpecifiedTaxRegistration');
const BUYER = [...SELLER, ...most('ID', 'SpecifiedTaxRegistration')];

const COMMON: Readonly<Record<string, readonly Demand[]>> = {
  SellerTradeParty: SELLER,
  BuyerTradeParty: [...BUYER, ...most('GlobalID')],
  SellerTaxRepresentativeTradeParty: REPRESENTATIVE,
  PayeeTradeParty: [...one('Name'), ...most('ID', 'GlobalID')],
  ShipToTradeParty: most('ID', 'GlobalID'),
  URIUniversalCommunication: one('URIID'),
  EmailURIUniversalCommunication: one('URIID'),
  TelephoneUniversalCommunication: one('CompleteNumber'),
};

const OTHER_PARTY = [...one('Name'), ...most('ID', 'SpecifiedTaxRegistration')];

/** EXTENDED lets a party have several global identifiers, and has more parties. */
const OF_EXTENDED: Readonly<Record<string, readonly Demand[]>> = {
  ...COMMON,
  BuyerTradeParty: BUYER,
  PayeeTradeParty: [...one('Name'), ...most('ID')],
  ShipToTradeParty: most('ID'),
  BuyerTaxRepresentativeTradeParty: [...one('Name', 'SpecifiedTaxRegistration'), ...most('ID')],
  ...Object.fromEntries(
    ['BuyerAgent', 'SalesAgent', 'ProductEndUser', 'Payer', 'Invoicee', 'Invoicer'].map((role) => [
      `${role}TradeParty`,
      OTHER_PARTY,
    ]),
  ),
  FaxUniversalCommunication: one('CompleteNumber'),
  IncludedNote: one('Content'),
};

const OF_MINIMUM: Readonly<Record<string, readonly Demand[]>> = { SellerTradeParty: one('PostalTradeAddress') };
const NUMBERED = one('IssuerAssignedID');
const TYPED = one('IssuerAssignedID', 'TypeCode');

/** What is asked of an element of a profile beyond its schema. */
export function demandsOn({ local, parent }: XmlElement, profile: string): readonly Demand[] {
  if (profile === 'minimum') {
    const isBuyer = local === 'SpecifiedLegalOrganization' && parent?.local === 'BuyerTradeParty';
    return isBuyer ? one('ID') : (OF_MINIMUM[local] ?? []);
  }
  if (profile === 'en16931' || profile === 'extended') {
    if (local === 'AdditionalReferencedDocument') return TYPED;
    if (local.endsWith('ReferencedDocument')) return NUMBERED;
  }
  return (profile === 'extended' ? OF_EXTENDED : COMMON)[local] ?? [];
}
