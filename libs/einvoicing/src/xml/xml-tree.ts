import { XmlError, XmlStream, type XmlAttributes } from '@lettrage/formats';
import type { Problem } from '@lettrage/domain';
import { canonicalName } from './xml-names.js';

/** An element of a parsed document, by namespace URI and local name. */
export interface XmlElement {
  readonly uri: string;
  readonly local: string;
  /** Prefixed by our own prefix of a known namespace (`cac:Party`), whatever prefix the document uses; else `{uri}local`. */
  readonly name: string;
  /** Prefix as written, for messages only. */
  readonly prefix: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  readonly parent?: XmlElement | undefined;
  readonly line: number;
  /** Text directly inside, joined. */
  text: string;
  /** Set when a term has been read from it; what stays unset was not understood and is reported. */
  taken: boolean;
}

/** Limits against documents made to exhaust a reader. */
export interface XmlLimits {
  readonly depth: number;
  readonly elements: number;
}

const DEFAULT_LIMITS: XmlLimits = { depth: 32, elements: 2_000_000 };
/** Attachments stand in one text: what is larger than this is no invoice, whatever it holds. */
const LONGEST_TEXT = 150_000_000;

/**
 * Parses an XML text into a tree. A document type declaration, nesting deeper than the limit and malformed XML are
 * refused with one problem naming the line; nothing external is ever resolved.
 */
export function parseXml(text: string, limits: XmlLimits = DEFAULT_LIMITS): { root?: XmlElement; problems: Problem[] } {
  if (text.trim() === '') return { problems: [fatal('xml', 'The document is empty: expected an XML invoice.', 1)] };
  const tree = new TreeBuilder(limits);
  // The scanner counts levels of its own; the tree says it first, in the words of invoices.
  const stream = new XmlStream(tree, { depth: limits.depth + 1, text: LONGEST_TEXT });
  tree.stream = stream;
  try {
    stream.write(text);
    stream.end();
    return { root: tree.root!, problems: [] };
  } catch (error) {
    if (error instanceof Refusal) return { problems: [error.problem] };
    if (error instanceof XmlError) return { problems: [notWellFormed(error)] };
    throw error;
  }
}

function notWellFormed({ message, line }: XmlError): Problem {
  return message.includes('DOCTYPE')
    ? fatal('xml-doctype', 'The document has a DOCTYPE, which an invoice must not have: remove it.', line)
    : fatal('xml', `The XML is not well formed: ${message}.`, line);
}

/** Stops the parser at the first thing that makes the document unreadable. */
class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

/** What elements without children share: most of a document are such. */
const CHILDLESS: XmlElement[] = [];

/** A class, not a literal: a document has very many, and engines are quickest with one shape for all. */
class ParsedElement implements XmlElement {
  children: XmlElement[] = CHILDLESS;
  text = '';
  taken = false;

  constructor(
    readonly uri: string,
    readonly local: string,
    readonly name: string,
    readonly prefix: string,
    readonly attributes: ReadonlyMap<string, string>,
    readonly parent: ParsedElement | undefined,
    readonly line: number,
    /** Namespaces in force inside. */
    readonly scope: Scope,
  ) {}
}

/** Namespaces by prefix; `''` is the default one. */
type Scope = ReadonlyMap<string, string>;

/** What a start tag carries: its attributes by local name, and the namespaces it declares. */
interface Carried {
  readonly values: ReadonlyMap<string, string>;
  readonly declared: readonly (readonly [prefix: string, uri: string])[];
  /** Prefixes its attributes use. */
  readonly prefixes: readonly string[];
}

const NOTHING: Carried = { values: new Map(), declared: [], prefixes: [] };
const NO_NAMESPACE: Scope = new Map([
  ['', ''],
  ['xml', 'http://www.w3.org/XML/1998/namespace'],
]);

class TreeBuilder {
  root: XmlElement | undefined;
  stream!: XmlStream;
  private current: ParsedElement | undefined;
  private depth = 0;
  private count = 0;
  /** The scanner hands out one object for attributes written alike, so they are looked at once. */
  private readonly carried = new WeakMap<XmlAttributes, Carried>();

  private attributesBefore: XmlAttributes | undefined;
  private carriedBefore = NOTHING;

  constructor(private readonly limits: XmlLimits) {}

  open(local: string, attributes: XmlAttributes, prefix: string): void {
    const { line } = this.stream;
    if (++this.depth > this.limits.depth)
      throw new Refusal(fatal('xml-depth', `Elements are nested deeper than ${this.limits.depth}.`, line));
    if (++this.count > this.limits.elements)
      throw new Refusal(fatal('xml-size', `The document has more than ${this.limits.elements} elements.`, line));
    const { values, declared, prefixes } = this.carriedBy(attributes);
    const outer = this.current?.scope ?? NO_NAMESPACE;
    const scope = declared.length === 0 ? outer : new Map([...outer, ...declared]);
    for (const used of prefixes) if (!scope.has(used)) throw unbound(used, line);
    const uri = scope.get(prefix);
    if (uri === undefined) throw unbound(prefix, line);
    const name = canonicalName(uri, local);
    const element = new ParsedElement(uri, local, name, prefix, values, this.current, line, scope);
    const parent = this.current;
    if (!parent) this.root = element;
    else if (parent.children === CHILDLESS) parent.children = [element];
    else parent.children.push(element);
    this.current = element;
  }

  text(text: string): void {
    if (this.current) this.current.text += text;
  }

  close(): void {
    this.current = this.current?.parent;
    this.depth--;
  }

  private carriedBy(attributes: XmlAttributes): Carried {
    if (attributes === this.attributesBefore) return this.carriedBefore;
    let known = this.carried.get(attributes);
    if (!known) this.carried.set(attributes, (known = read(attributes)));
    this.attributesBefore = attributes;
    this.carriedBefore = known;
    return known;
  }
}

function read(attributes: XmlAttributes): Carried {
  const names = Object.keys(attributes);
  if (names.length === 0) return NOTHING;
  const values = new Map<string, string>();
  const declared: [string, string][] = [];
  const prefixes: string[] = [];
  for (const name of names) {
    const colon = name.indexOf(':');
    const [prefix, local] = colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)];
    if (name === 'xmlns') declared.push(['', attributes[name]!]);
    else if (prefix === 'xmlns') declared.push([local, attributes[name]!]);
    else values.set(local, attributes[name]!);
    if (prefix !== '' && prefix !== 'xmlns') prefixes.push(prefix);
  }
  return { values, declared, prefixes };
}

function unbound(prefix: string, line: number): Refusal {
  return new Refusal(fatal('xml', `The XML is not well formed: unbound namespace prefix: "${prefix}".`, line));
}

function fatal(rule: string, message: string, line: number): Problem {
  return { severity: 'fatal', rule, message, location: `line ${line}` };
}

/** First child of that name. */
export function childOf(element: XmlElement, uri: string, local: string): XmlElement | undefined {
  return element.children.find((child) => child.local === local && child.uri === uri);
}

/** All children of that name, in document order. */
export function childrenOf(element: XmlElement, uri: string, local: string): XmlElement[] {
  return element.children.filter((child) => child.local === local && child.uri === uri);
}

/** XPath of an element with prefixes as written and positions among equal names, such as `/rsm:A/ram:B[2]`. */
export function xpathOf(element: XmlElement): string {
  const name = element.prefix ? `${element.prefix}:${element.local}` : element.local;
  if (!element.parent) return `/${name}`;
  const same = childrenOf(element.parent, element.uri, element.local);
  const position = same.length > 1 ? `[${same.indexOf(element) + 1}]` : '';
  return `${xpathOf(element.parent)}/${name}${position}`;
}

/** Every leaf with text that no term was read from, in document order. */
export function untakenLeaves(element: XmlElement): XmlElement[] {
  const leaves: XmlElement[] = [];
  collectUntaken(element, leaves);
  return leaves;
}

function collectUntaken(element: XmlElement, leaves: XmlElement[]): void {
  if (element.taken) return;
  for (const child of element.children) collectUntaken(child, leaves);
  if (element.children.length === 0 && element.text.trim() !== '') leaves.push(element);
}
