import type { XmlElement } from '../../xml/xml-tree.js';

/** A place in the shape of the document: the elements there, in document order, and the places below it. */
interface Place {
  readonly elements: XmlElement[];
  readonly below: Map<string, Place>;
}

const NONE: readonly XmlElement[] = [];

/**
 * A written document as the official rule sheets see it: every element by name, and what several rules ask is worked
 * out once. Building it is linear in the number of elements.
 */
export class SheetDocument {
  private readonly byName = new Map<string, XmlElement[]>();
  private readonly shape: Place;
  /** How often each attribute occurs, by `@name`. */
  private readonly attributes = new Map<string, number>();
  private readonly facts = new Map<unknown, unknown>();
  private readonly positions = new Map<XmlElement, Map<XmlElement, number>>();
  private readonly belowParents = new Map<string, Map<string, readonly XmlElement[]>>();

  constructor(readonly root: XmlElement) {
    this.shape = { elements: [], below: new Map() };
    this.visit(root, this.shape);
  }

  /** All elements of a name, anywhere, in document order. */
  named(name: string): readonly XmlElement[] {
    return this.byName.get(name) ?? NONE;
  }

  /** Names of the elements there are. */
  names(): string[] {
    return [...this.byName.keys()];
  }

  /** True if there is an element (`ram:Name`) or an attribute (`@unitCode`) of that name anywhere. */
  contains(name: string): boolean {
    return this.byName.has(name) || this.attributes.has(name);
  }

  /** Elements of a name below a parent of another name (`cac:TaxTotal`, `cac:TaxSubtotal`). */
  namedBelow(parent: string, name: string): readonly XmlElement[] {
    const elements = this.byName.get(name);
    if (!elements) return NONE;
    let byParent = this.belowParents.get(name);
    if (!byParent) this.belowParents.set(name, (byParent = byParentName(elements)));
    return byParent.get(parent) ?? NONE;
  }

  /** All elements at a path below the root, such as `cac:InvoicePeriod`, `cbc:StartTime`, in document order; `from` is its first step. */
  atPath(steps: readonly string[], from = 0): readonly XmlElement[] {
    let place = this.shape;
    for (let step = from; step < steps.length; step++) {
      const next = place.below.get(steps[step]!);
      if (!next) return NONE;
      place = next;
    }
    return place.elements;
  }

  /** How often an attribute occurs in the whole document. */
  attributeCount(name: string): number {
    return this.attributes.get(`@${name}`) ?? 0;
  }

  /** A fact computed once per document, however many rules ask for it. */
  fact<T>(compute: (document: SheetDocument) => T): T {
    const known = this.facts.get(compute);
    if (known !== undefined || this.facts.has(compute)) return known as T;
    const found = compute(this);
    this.facts.set(compute, found);
    return found;
  }

  /** XPath of an element with prefixes as written; positions are looked up in a table, so that many problems stay cheap. */
  xpathOf(element: XmlElement): string {
    const name = element.prefix ? `${element.prefix}:${element.local}` : element.local;
    if (!element.parent) return `/${name}`;
    const position = this.positionOf(element, element.parent);
    return `${this.xpathOf(element.parent)}/${name}${position === undefined ? '' : `[${position}]`}`;
  }

  private positionOf(element: XmlElement, parent: XmlElement): number | undefined {
    let table = this.positions.get(parent);
    if (!table) this.positions.set(parent, (table = positionsAmongEqualNames(parent)));
    return table.get(element);
  }

  private countAttributes({ attributes }: XmlElement): void {
    for (const name of attributes.keys()) {
      const key = attributeKey(name);
      this.attributes.set(key, (this.attributes.get(key) ?? 0) + 1);
    }
  }

  private visit(element: XmlElement, place: Place): void {
    place.elements.push(element);
    const same = this.byName.get(element.name);
    if (same) same.push(element);
    else this.byName.set(element.name, [element]);
    if (element.attributes.size > 0) this.countAttributes(element);
    for (const child of element.children) {
      let next = place.below.get(child.name);
      if (!next) place.below.set(child.name, (next = { elements: [], below: new Map() }));
      this.visit(child, next);
    }
  }
}

const attributeKeys = new Map<string, string>();
/** Documents that invent names must not grow the table for ever. */
const MOST_ATTRIBUTES = 1_000;

/** `@name`, made once: the same few attributes stand on every amount. */
function attributeKey(name: string): string {
  let key = attributeKeys.get(name);
  if (key === undefined) {
    key = `@${name}`;
    if (attributeKeys.size < MOST_ATTRIBUTES) attributeKeys.set(name, key);
  }
  return key;
}

/** Elements by the name of their parent. */
function byParentName(elements: readonly XmlElement[]): Map<string, XmlElement[]> {
  const byParent = new Map<string, XmlElement[]>();
  for (const element of elements) {
    const parent = element.parent?.name ?? '';
    const same = byParent.get(parent);
    if (same) same.push(element);
    else byParent.set(parent, [element]);
  }
  return byParent;
}

/** Position from 1 of each child that has brothers of its name. */
function positionsAmongEqualNames(parent: XmlElement): Map<XmlElement, number> {
  const groups = new Map<string, XmlElement[]>();
  for (const child of parent.children) {
    const group = groups.get(child.name);
    if (group) group.push(child);
    else groups.set(child.name, [child]);
  }
  const positions = new Map<XmlElement, number>();
  for (const group of groups.values()) {
    if (group.length > 1) group.forEach((child, index) => positions.set(child, index + 1));
  }
  return positions;
}
