/** A profile of Factur-X. */
export interface FacturxProfile {
  /** What `--profile` takes. */
  readonly id: string;
  /** What people call it. */
  readonly title: string;
  /** BT-24 values that mean it. */
  readonly specifications: readonly string[];
  /** `fx:ConformanceLevel` of the XMP metadata. */
  readonly conformanceLevel: string;
  /** How the XML relates to the page: all the page tells (`Alternative`) or a part of it (`Data`). */
  readonly relationship: 'Alternative' | 'Data';
}

/** All profiles a Factur-X can be in; the first specification of each is the one written. */
export const PROFILES: readonly FacturxProfile[] = [
  {
    id: 'minimum',
    title: 'MINIMUM',
    relationship: 'Data',
    specifications: ['urn:factur-x.eu:1p0:minimum', 'urn:zugferd.de:2p0:minimum'],
    conformanceLevel: 'MINIMUM',
  },
  {
    id: 'basicwl',
    title: 'BASIC WL',
    relationship: 'Data',
    specifications: ['urn:factur-x.eu:1p0:basicwl', 'urn:zugferd.de:2p0:basicwl'],
    conformanceLevel: 'BASIC WL',
  },
  {
    id: 'basic',
    title: 'BASIC',
    relationship: 'Alternative',
    specifications: [
      'urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic',
      'urn:cen.eu:en16931:2017#compliant#urn:zugferd.de:2p0:basic',
    ],
    conformanceLevel: 'BASIC',
  },
  {
    id: 'en16931',
    title: 'EN 16931',
    relationship: 'Alternative',
    specifications: ['urn:cen.eu:en16931:2017'],
    conformanceLevel: 'EN 16931',
  },
  {
    id: 'extended',
    title: 'EXTENDED',
    relationship: 'Alternative',
    specifications: [
      'urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended',
      'urn:cen.eu:en16931:2017#conformant#urn:zugferd.de:2p0:extended',
    ],
    conformanceLevel: 'EXTENDED',
  },
  {
    id: 'extended-ctc-fr',
    title: 'EXTENDED-CTC-FR',
    relationship: 'Alternative',
    specifications: ['urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr'],
    conformanceLevel: 'EXTENDED',
  },
];

/** The profile written unless another is asked for. */
export const EN16931: FacturxProfile = PROFILES.find((profile) => profile.id === 'en16931')!;

/** Profiles that can be written: inside a PDF, EXTENDED stands for the French extension too. */
export const WRITABLE: readonly FacturxProfile[] = PROFILES.filter((profile) => profile.id !== 'extended-ctc-fr');

/** The profile of a specification identifier; undefined if it is none of Factur-X. */
export function profileOf(specification: string | undefined): FacturxProfile | undefined {
  return PROFILES.find((profile) => profile.specifications.includes(specification ?? ''));
}
