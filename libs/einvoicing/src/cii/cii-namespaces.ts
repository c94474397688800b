/** Namespaces of CrossIndustryInvoice, D16B and D22B alike. */
export const CII_NAMESPACES = {
  rsm: 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
  qdt: 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
  ram: 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
  udt: 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
} as const;

/** Namespace URI of a prefixed tag of ours, such as `ram:ID`. */
export function namespaceOf(tag: string): string {
  return CII_NAMESPACES[tag.slice(0, tag.indexOf(':')) as keyof typeof CII_NAMESPACES];
}
