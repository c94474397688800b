import type { Problem } from '@lettrage/domain';
import type { XmlElement } from '../../../xml/xml-tree.js';
import type { BilingualText } from '../../rule.js';
import type { SheetDocument } from '../sheet-document.js';
import { number, truth } from '../xml-path.js';
import { ASSERTIONS } from './facturx-assertions.js';
import { demandsOn } from './facturx-demands.js';
import { EN16931, EXTENDED } from './facturx-full-profiles.js';
import { BASIC, BASIC_WL, MINIMUM } from './facturx-small-profiles.js';

/** The profiles of Factur-X, each with a schema of its own. */
export type FacturxSchema = 'minimum' | 'basicwl' | 'basic' | 'en16931' | 'extended';

const NAMES: Readonly<Record<FacturxSchema, string>> = {
  minimum: 'MINIMUM',
  basicwl: 'BASIC WL',
  basic: 'BASIC',
  en16931: 'EN 16931',
  extended: 'EXTENDED',
};
const TYPES: Readonly<Record<FacturxSchema, string>> = {
  minimum: MINIMUM,
  basicwl: BASIC_WL,
  basic: BASIC,
  en16931: EN16931,
  extended: EXTENDED,
};

/** An element a type may hold, and how often. */
interface Child {
  readonly name: string;
  readonly type: string;
  readonly least: number;
  readonly most: number;
  /** Place among its brothers. */
  readonly place: number;
}

type Schema = ReadonlyMap<string, ReadonlyMap<string, Child>>;

/** Attributes of values, `!` where they must be there. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  id: 'schemeID',
  amount: 'currencyID',
  measure: 'unitCode',
  code: 'listID listVersionID',
  reason: 'listID',
  binary: 'mimeCode! filename!',
  dateString: 'format!',
};
/** Values that stand one element deeper. */
const WRAPPED: Readonly<Record<string, readonly [element: string, type: string]>> = {
  dateTime: ['DateTimeString', 'dateString'],
  date: ['DateString', 'dateString'],
  formatted: ['DateTimeString', 'dateString'],
  indicator: ['Indicator', 'boolean'],
};
const NUMERIC = new Set(['amount', 'measure', 'number']);
/** Attributes any document may carry. */
const TECHNICAL = new Set(['schemaLocation', 'noNamespaceSchemaLocation']);
/** Identifiers that say nothing without their scheme, by parent where the name alone does not tell. */
const WITH_SCHEME = new Set(['GlobalID', 'SpecifiedTaxRegistration/ID', 'URIUniversalCommunication/URIID']);

const schemas = new Map<FacturxSchema, Schema>();

function schemaOf(profile: FacturxSchema): Schema {
  let known = schemas.get(profile);
  if (!known) schemas.set(profile, (known = read(TYPES[profile])));
  return known;
}

function read(text: string): Schema {
  const types = text.trim().split(/\n {2}(?! )/);
  return new Map(
    types.map((line) => {
      const [type, children] = line.split('=');
      const words = children!.trim().split(/\s+/).filter(Boolean);
      return [type!.trim(), new Map(words.map((word, place) => childOf(word, place)))];
    }),
  );
}

function childOf(word: string, place: number): [string, Child] {
  const [, name, type, often] = /^(\w+)(?::(\w+))?([?*+]|\{\d+,\d+\})?$/.exec(word)!;
  const [least, most] = often?.startsWith('{') ? often.slice(1, -1).split(',').map(Number) : TIMES[often ?? '1']!;
  return [name!, { name: name!, type: type ?? name!, least: least, most: most, place }];
}

const TIMES: Readonly<Record<string, readonly [number, number]>> = {
  '1': [1, 1],
  '?': [0, 1],
  '*': [0, Infinity],
  '+': [1, Infinity],
};

const assertions = new Map<string, string>();
for (const [kind, words] of Object.entries(ASSERTIONS)) {
  for (const word of words.trim().split(/\s+/)) {
    const [name, id] = word.split(':');
    assertions.set(`${kind} ${name!}`, `FX-SCH-A-${id!.padStart(6, '0')}`);
  }
}

/**
 * Holds a CII document to the schema of a Factur-X profile: elements it does not have, that are missing, too many or out
 * of order, attributes, and values that are no number or no true or false. One problem per place, located by XPath; the
 * rule is the number of the assertion of the Factur-X sheets (`FX-SCH-A-…`) where they say the same, else
 * `facturx-element`, `facturx-order`, `facturx-attribute` or `facturx-value`. Linear in the size of the document.
 */
export function facturxStructure(document: SheetDocument, profile: FacturxSchema, lang: 'en' | 'fr'): Problem[] {
  const check = new StructureCheck(document, profile, lang);
  if (document.root.name === 'rsm:CrossIndustryInvoice') check.element(document.root, 'CrossIndustryInvoice');
  return check.problems;
}

class StructureCheck {
  readonly problems: Problem[] = [];
  private readonly schema: Schema;

  constructor(
    private readonly document: SheetDocument,
    private readonly profile: FacturxSchema,
    private readonly lang: 'en' | 'fr',
  ) {
    this.schema = schemaOf(profile);
  }

  element(element: XmlElement, type: string): void {
    const children = this.schema.get(type);
    if (children) this.group(element, children);
    else this.value(element, type);
  }

  private group(element: XmlElement, children: ReadonlyMap<string, Child>): void {
    const counts = new Map<string, number>();
    let last = -1;
    for (const one of element.children) {
      const child = children.get(one.local);
      if (!child) {
        this.tell('facturx-element', one, unknownIn(one.local, NAMES[this.profile]));
        continue;
      }
      if (child.place < last) this.tell('facturx-order', one, misplaced(one.local, element.local));
      last = Math.max(last, child.place);
      counts.set(one.local, (counts.get(one.local) ?? 0) + 1);
      this.element(one, child.type);
    }
    for (const child of children.values()) this.count(element, child, counts.get(child.name) ?? 0);
    for (const { child, often } of demandsOn(element, this.profile)) {
      const known = children.get(child);
      // What the schema refuses has been told already.
      const count = counts.get(child) ?? 0;
      if (known && count >= known.least && count <= known.most) {
        this.count(element, { ...known, least: often === 'one' ? 1 : 0, most: 1 }, count);
      }
    }
    if (element.children.length === 0 && element.text.trim() !== '') {
      this.tell('facturx-value', element, noText(element.local));
    }
    this.attributes(element, '');
  }

  private count(element: XmlElement, { name, least, most }: Child, count: number): void {
    if (count >= least && count <= most) return;
    const kind = least === 1 && most === 1 ? 'one' : count < least ? 'least' : 'most';
    const rule = assertions.get(`${kind} ${name}`) ?? assertions.get(`one ${name}`) ?? 'facturx-element';
    this.tell(rule, element, count < least ? missing(name, element.local) : tooMany(name, element.local, most));
  }

  private value(element: XmlElement, type: string): void {
    const wrapped = WRAPPED[type];
    if (wrapped) {
      this.wrapped(element, ...wrapped);
      return;
    }
    this.attributes(element, ATTRIBUTES[type] ?? '');
    const key = `${element.parent?.local ?? ''}/${element.local}`;
    if ((WITH_SCHEME.has(element.local) || WITH_SCHEME.has(key)) && !element.attributes.has('schemeID')) {
      this.tell(assertions.get('required @schemeID')!, element, lacksAttribute('schemeID', element.local));
    }
    if (element.children.length > 0) {
      this.tell('facturx-element', element.children[0]!, unknownIn(element.children[0]!.local, NAMES[this.profile]));
    } else if (NUMERIC.has(type) && !number(element)) {
      this.tell('facturx-value', element, noNumber(element.text.trim()));
    } else if (type === 'boolean' && truth(element) === undefined) {
      this.tell('facturx-value', element, noTruth(element.text.trim()));
    }
  }

  /** A day or an indicator: exactly one element of a name, which holds the value. */
  private wrapped(element: XmlElement, name: string, type: string): void {
    const inside = element.children.filter((child) => child.local === name);
    const foreign = element.children.find((child) => child.local !== name);
    if (foreign) this.tell('facturx-element', foreign, unknownIn(foreign.local, NAMES[this.profile]));
    if (inside.length !== 1) {
      this.tell('facturx-element', element, missing(name, element.local));
    }
    for (const one of inside) this.value(one, type);
  }

  private attributes(element: XmlElement, known: string): void {
    const names = known.split(' ');
    for (const name of element.attributes.keys()) {
      if (TECHNICAL.has(name) || names.includes(name) || names.includes(`${name}!`)) continue;
      this.tell('facturx-attribute', element, unknownAttribute(name, element.local));
    }
    for (const name of names) {
      if (!name.endsWith('!') || element.attributes.has(name.slice(0, -1))) continue;
      const bare = name.slice(0, -1);
      const rule = assertions.get(`required @${bare}`) ?? 'facturx-attribute';
      this.tell(rule, element, lacksAttribute(bare, element.local));
    }
  }

  private tell(rule: string, element: XmlElement, text: BilingualText): void {
    this.problems.push({
      severity: 'fatal',
      rule,
      message: text[this.lang],
      location: this.document.xpathOf(element),
    });
  }
}

const unknownIn = (name: string, profile: string): BilingualText => ({
  en: `${name} is no element the profile ${profile} has here: take it out, or name a profile (BT-24) that has it.`,
  fr: `${name} n'existe pas ici dans le profil ${profile} : retirez-le, ou indiquez un profil (BT-24) qui l'admet.`,
});
const misplaced = (name: string, parent: string): BilingualText => ({
  en: `${name} stands too late in ${parent}: the schema gives the order of elements.`,
  fr: `${name} vient trop tard dans ${parent} : le schéma impose l'ordre des éléments.`,
});
const noText = (name: string): BilingualText => ({
  en: `${name} holds elements, no text.`,
  fr: `${name} contient des éléments, pas de texte.`,
});
const missing = (name: string, parent: string): BilingualText => ({
  en: `${name} is missing in ${parent}.`,
  fr: `${name} manque dans ${parent}.`,
});
const tooMany = (name: string, parent: string, most: number): BilingualText => ({
  en: `${name} stands more than ${most === 1 ? 'once' : `${most} times`} in ${parent}.`,
  fr: `${name} figure plus ${most === 1 ? "d'une fois" : `de ${most} fois`} dans ${parent}.`,
});
const unknownAttribute = (name: string, element: string): BilingualText => ({
  en: `The attribute ${name} is not one of ${element}.`,
  fr: `L'attribut ${name} n'existe pas sur ${element}.`,
});
const lacksAttribute = (name: string, element: string): BilingualText => ({
  en: `The attribute ${name} is missing on ${element}.`,
  fr: `L'attribut ${name} manque sur ${element}.`,
});
const noNumber = (text: string): BilingualText => ({
  en: `A number is expected, with a point and without blanks [${text}].`,
  fr: `Un nombre est attendu, avec un point et sans espace [${text}].`,
});
const noTruth = (text: string): BilingualText => ({
  en: `true or false is expected [${text}].`,
  fr: `true ou false est attendu [${text}].`,
});
