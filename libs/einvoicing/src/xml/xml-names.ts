/** Namespaces of the invoice syntaxes with the prefixes their specifications use. */
export const NAMESPACES = {
  rsm: 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
  qdt: 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
  ram: 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
  udt: 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
  ubl: 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2',
  cn: 'urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2',
  cac: 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
  cbc: 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
  ext: 'urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2',
} as const;

const PREFIXES = new Map<string, string>(Object.entries(NAMESPACES).map(([prefix, uri]) => [uri, prefix]));
/** One string object per name: equal names are then compared by identity, which the many paths of the rules live on. */
const names = new Map<string, Map<string, string>>();
/** Documents made of random names must not grow the table for ever. */
const MOST_NAMES = 5_000;

/** The name of an element with the prefix of its specification, such as `cac:Party`; `{uri}local` in other namespaces. */
export function canonicalName(uri: string, local: string): string {
  let ofNamespace = names.get(uri);
  const known = ofNamespace?.get(local);
  if (known !== undefined) return known;
  const prefix = PREFIXES.get(uri);
  const name = prefix === undefined ? `{${uri}}${local}` : `${prefix}:${local}`;
  if (prefix === undefined) return name;
  if (!ofNamespace) names.set(uri, (ofNamespace = new Map()));
  if (ofNamespace.size < MOST_NAMES) ofNamespace.set(local, name);
  return name;
}
