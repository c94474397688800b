/** A profile of Factur-X. */
export interface FacturxProfile {
  /** What `--profile` takes. */
  readonly id: string;
  /** BT-24 values that mean it. */
  readonly specifications: readonly string[];
  /** `fx:ConformanceLevel` of the XMP metadata. */
  readonly conformanceLevel: string;
}

/** All profiles a Factur-X can be in, for reading; EN 16931 is the one written. */
export const PROFILES: readonly FacturxProfile[] = [
  {
    id: 'minimum',
    specifications: ['urn:factur-x.eu:1p0:minimum', 'urn:zugferd.de:2p0:minimum'],
    conformanceLevel: 'MINIMUM',
  },
  {
    id: 'basicwl',
    specifications: ['urn:factur-x.eu:1p0:basicwl', 'urn:zugferd.de:2p0:basicwl'],
    conformanceLevel: 'BASIC WL',
  },
  {
    id: 'basic',
    specifications: [
      'urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic',
      'urn:cen.eu:en16931:2017#compliant#urn:zugferd.de:2p0:basic',
    ],
    conformanceLevel: 'BASIC',
  },
  { id: 'en16931', specifications: ['urn:cen.eu:en16931:2017'], conformanceLevel: 'EN 16931' },
  {
    id: 'extended',
    specifications: [
      'urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended',
      'urn:cen.eu:en16931:2017#conformant#urn:zugferd.de:2p0:extended',
    ],
    conformanceLevel: 'EXTENDED',
  },
  {
    id: 'extended-ctc-fr',
    specifications: ['urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr'],
    conformanceLevel: 'EXTENDED',
  },
];

/** The profile written. */
export const EN16931: FacturxProfile = PROFILES.find((profile) => profile.id === 'en16931')!;

/** The profile of a specification identifier; undefined if it is none of Factur-X. */
export function profileOf(specification: string | undefined): FacturxProfile | undefined {
  return PROFILES.find((profile) => profile.specifications.includes(specification ?? ''));
}
