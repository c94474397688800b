import { SaxesParser, type SaxesAttributeNS, type SaxesTagNS } from 'saxes';
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

/** Stops the parser at the first thing that makes the document unreadable. */
class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

/**
 * Parses an XML text into a tree. A document type declaration, nesting deeper than the limit and malformed XML are
 * refused with one problem naming the line; nothing external is ever resolved.
 */
export function parseXml(text: string, limits: XmlLimits = DEFAULT_LIMITS): { root?: XmlElement; problems: Problem[] } {
  try {
    const root = buildTree(text, limits);
    return root
      ? { root, problems: [] }
      : { problems: [fatal('xml', 'The document is empty: expected an XML invoice.', 1)] };
  } catch (error) {
    if (error instanceof Refusal) return { problems: [error.problem] };
    throw error;
  }
}

/** A class, not a literal: a document has very many, and engines are quickest with one shape for all. */
class ParsedElement implements XmlElement {
  readonly uri: string;
  readonly local: string;
  readonly name: string;
  readonly prefix: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[] = [];
  text = '';
  taken = false;

  constructor(
    tag: SaxesTagNS,
    readonly parent: XmlElement | undefined,
    readonly line: number,
  ) {
    this.uri = tag.uri;
    this.local = tag.local;
    this.name = canonicalName(tag.uri, tag.local);
    this.prefix = tag.prefix;
    this.attributes = attributesOf(tag.attributes);
  }
}

function buildTree(text: string, limits: XmlLimits): XmlElement | undefined {
  const parser = new SaxesParser({ xmlns: true, position: false });
  let root: XmlElement | undefined;
  let current: XmlElement | undefined;
  let depth = 0;
  let count = 0;
  parser.on('doctype', () => {
    throw new Refusal(
      fatal('xml-doctype', 'The document has a DOCTYPE, which an invoice must not have: remove it.', parser.line),
    );
  });
  parser.on('error', (error) => {
    throw new Refusal(
      fatal('xml', `The XML is not well formed: ${error.message.replace(/^\d+:\d+: /, '')}.`, parser.line),
    );
  });
  parser.on('opentag', (tag) => {
    if (++depth > limits.depth)
      throw new Refusal(fatal('xml-depth', `Elements are nested deeper than ${limits.depth}.`, parser.line));
    if (++count > limits.elements)
      throw new Refusal(fatal('xml-size', `The document has more than ${limits.elements} elements.`, parser.line));
    const element = new ParsedElement(tag, current, parser.line);
    if (current) current.children.push(element);
    else root = element;
    current = element;
  });
  parser.on('text', (chunk) => {
    if (current) current.text += chunk;
  });
  parser.on('cdata', (chunk) => {
    if (current) current.text += chunk;
  });
  parser.on('closetag', () => {
    current = current?.parent;
    depth--;
  });
  parser.write(text.startsWith('\ufeff') ? text.slice(1) : text).close();
  return root;
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** Attributes by local name, without namespace declarations. */
function attributesOf(attributes: Readonly<Record<string, SaxesAttributeNS>>): ReadonlyMap<string, string> {
  let found: Map<string, string> | undefined;
  for (const key in attributes) {
    const { uri, local, value } = attributes[key]!;
    if (uri !== XMLNS && local !== 'xmlns') (found ??= new Map()).set(local, value);
  }
  return found ?? NO_ATTRIBUTES;
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
  if (element.taken) return [];
  if (element.children.length === 0) return element.text.trim() === '' ? [] : [element];
  return element.children.flatMap(untakenLeaves);
}
