import { Decimal } from '../../arithmetic/decimal.js';
import type { XmlElement } from '../../xml/xml-tree.js';

const steps = new Map<string, readonly string[]>();

function stepsOf(path: string): readonly string[] {
  let known = steps.get(path);
  if (!known) steps.set(path, (known = path.split('/')));
  return known;
}

/** All elements at a path of child steps, such as `cac:Party/cbc:EndpointID`, in document order. */
export function all(element: XmlElement, path: string): XmlElement[] {
  const found: XmlElement[] = [];
  collect(element, stepsOf(path), 0, found);
  return found;
}

function collect(element: XmlElement, path: readonly string[], depth: number, found: XmlElement[]): void {
  const step = path[depth];
  const isLast = depth === path.length - 1;
  for (const child of element.children) {
    if (child.name !== step) continue;
    if (isLast) found.push(child);
    else collect(child, path, depth + 1, found);
  }
}

/** The first element at a path. */
export function first(element: XmlElement, path: string): XmlElement | undefined {
  return descend(element, stepsOf(path), 0);
}

function descend(element: XmlElement, path: readonly string[], depth: number): XmlElement | undefined {
  if (depth === path.length) return element;
  const step = path[depth];
  for (const child of element.children) {
    if (child.name !== step) continue;
    const found = descend(child, path, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** True if there is an element at one of the paths, be it empty. */
export function has(element: XmlElement, ...paths: string[]): boolean {
  return paths.some((path) => first(element, path) !== undefined);
}

/** True if an element at a path holds one of the texts, as it is written. */
export function reads(element: XmlElement, path: string, ...texts: readonly string[]): boolean {
  return all(element, path).some(({ text }) => texts.includes(text));
}

/** True if the first element at a path says something. */
export function filled(element: XmlElement, path: string): boolean {
  return normal(first(element, path)) !== '';
}

/** Text of an element with blanks collapsed (`normalize-space`); empty if there is none. */
export function normal(element: XmlElement | undefined): string {
  return element === undefined ? '' : collapse(element.text);
}

const BLANK = /[ \t\r\n]/;
const BLANKS = /[ \t\r\n]+/g;

/** `normalize-space` of a text. */
export function collapse(text: string | undefined): string {
  if (text === undefined) return '';
  const trimmed = text.trim();
  return BLANK.test(trimmed) ? trimmed.replace(BLANKS, ' ') : trimmed;
}

/** Text of the first element at a path as it is written; undefined if there is none. */
export function raw(element: XmlElement, path: string): string | undefined {
  return first(element, path)?.text;
}

/** An attribute of the first element at a path; undefined if there is none. */
export function attribute(element: XmlElement, path: string, name: string): string | undefined {
  return first(element, path)?.attributes.get(name);
}

/** True if one of the elements at a path has the attribute. */
export function hasAttribute(element: XmlElement, path: string, name: string): boolean {
  return all(element, path).some((found) => found.attributes.has(name));
}

/** Numbers by their text: several rules ask for the same amount, and rates and quantities repeat from line to line. */
const numbers = new Map<string, Decimal | undefined>();
/** Documents made of ever new numbers must not grow the table for ever, nor long texts fill it. */
const MOST_NUMBERS = 4_096;
const LONGEST_KEPT = 12;

/** The decimal number in an element (`xs:decimal`); undefined if there is none or it is no number. */
export function number(element: XmlElement | undefined): Decimal | undefined {
  if (element === undefined) return undefined;
  const { text } = element;
  if (text.length > LONGEST_KEPT) return numberOf(text);
  const known = numbers.get(text);
  if (known !== undefined || numbers.has(text)) return known;
  if (numbers.size >= MOST_NUMBERS) numbers.clear();
  const value = numberOf(text);
  numbers.set(text, value);
  return value;
}

function numberOf(written: string): Decimal | undefined {
  const text = written.trim();
  return /^[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})$/.test(text) ? new Decimal(text.replace(/^\+/, '')) : undefined;
}

/** The decimal number in the first element at a path. */
export function numberAt(element: XmlElement, path: string): Decimal | undefined {
  return number(first(element, path));
}

/** True or false of an XML boolean (`true`, `1`, `false`, `0`); undefined if it is none. */
export function truth(element: XmlElement | undefined): boolean | undefined {
  const text = element?.text.trim();
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

/** At most so many digits after the point as written; nothing written has none. */
export function decimalsAtMost(element: XmlElement, path: string, most: number): boolean {
  return decimalsIn(raw(element, path) ?? '') <= most;
}

/** Characters after the first point of a text. */
export function decimalsIn(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

/** Rounds to cents as XPath does: halves towards positive infinity. */
export function cents(value: Decimal): Decimal {
  // Most amounts have no more than cents: nothing to round.
  return value.decimalPlaces() <= 2 ? value : value.times(100).plus('0.5').floor().dividedBy(100);
}

/** Rounds to a whole number as XPath does. */
export function whole(value: Decimal): Decimal {
  return value.isInteger() ? value : value.plus('0.5').floor();
}
