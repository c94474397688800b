import type { Problem } from '@lettrage/domain';
import { xpathOf, type XmlElement } from '../xml/xml-tree.js';
import { CDAR_FIELDS, type CdarField } from './cdar-fields.js';
import { CDAR_NAMESPACES } from './cdar-values.js';

/** So many places are named; a file with more is another kind of document. */
const MOST = 100;

const { rsm, ram, udt, qdt } = CDAR_NAMESPACES;

/** What stands inside a value; `one` of them, or each at most once in this order. */
const INSIDE: Partial<Record<CdarField['kind'], { uri: string; tags: readonly string[]; one: boolean }>> = {
  instant: { uri: udt, tags: ['DateTimeString', 'DateTime'], one: true },
  day: { uri: qdt, tags: ['DateTimeString'], one: true },
  indicator: { uri: udt, tags: ['IndicatorString', 'Indicator'], one: true },
  uri: { uri: ram, tags: ['URIID', 'CompleteNumber'], one: false },
  phone: { uri: ram, tags: ['URIID', 'CompleteNumber'], one: false },
};

/**
 * Compares a message with the schema of CDAR D22B: unknown elements, elements out of order, single ones that repeat,
 * missing ones, text between elements. One fatal problem per place with its XPath, the first hundred; every element told
 * of is marked as taken.
 */
export function checkCdarStructure(root: XmlElement): Problem[] {
  const found: Problem[] = [];
  const report = (message: string, element: XmlElement): void => {
    element.taken = true;
    if (found.length < MOST)
      found.push({ severity: 'fatal', rule: 'cdar-schema', message, location: xpathOf(element) });
  };
  checkChildren(root, CDAR_FIELDS, rsm, report);
  return found;
}

type Report = (message: string, element: XmlElement) => void;

function checkChildren(parent: XmlElement, fields: readonly CdarField[], uri: string, report: Report): void {
  const places = new Map(fields.map((field, index) => [field.tag, { field, index }]));
  const counts = new Map<string, number>();
  let reached = -1;
  for (const element of parent.children) {
    const place = element.uri === uri ? places.get(element.local) : undefined;
    if (!place) {
      report(`${element.local} is not in the schema of life-cycle messages at this place.`, element);
      continue;
    }
    const { field, index } = place;
    const count = (counts.get(field.tag) ?? 0) + 1;
    counts.set(field.tag, count);
    if (count > 1 && !field.list) {
      report(`${element.local} may stand here once only; the first is read.`, element);
      continue;
    }
    if (index < reached)
      report(`${element.local} is out of order: the schema wants it before ${fields[reached]!.tag}.`, element);
    reached = Math.max(reached, index);
    checkInside(element, field, report);
  }
  for (const field of fields)
    if (field.required && !counts.has(field.tag))
      report(`${field.tag} is missing in ${parent.local}: the schema of life-cycle messages asks for it.`, parent);
  if (hasText(parent)) report(`${parent.local} holds text between its elements.`, parent);
}

function checkInside(element: XmlElement, field: CdarField, report: Report): void {
  if (field.kind === 'object') return checkChildren(element, field.fields ?? [], ram, report);
  const inside = INSIDE[field.kind];
  const odd = element.children.find(({ uri, local }) => uri !== inside?.uri || !inside.tags.includes(local));
  if (odd) return report(`${odd.local} is not in the schema of life-cycle messages at this place.`, odd);
  if (!inside) return;
  const nested = element.children.flatMap(({ children }) => children)[0];
  if (nested) return report(`${nested.local} is not in the schema of life-cycle messages at this place.`, nested);
  const order = element.children.map(({ local }) => inside.tags.indexOf(local));
  if (inside.one && order.length !== 1)
    report(`${element.local} holds ${order.length} values; the schema wants one ${inside.tags.join(' or ')}.`, element);
  else if (order.some((place, index) => index > 0 && place <= order[index - 1]!))
    report(`${element.local} repeats a value, or holds them out of order.`, element);
  if (hasText(element)) report(`${element.local} holds text between its elements.`, element);
}

function hasText(element: XmlElement): boolean {
  return element.text.trim() !== '';
}
