import type { Problem } from '@lettrage/domain';
import { childrenOf, parseXml, untakenLeaves, xpathOf, type XmlElement } from '../xml/xml-tree.js';
import { ILLEGAL_IN_XML, writeXml, type XmlNode } from '../xml/xml-writer.js';
import { CDAR_FIELDS, type CdarField } from './cdar-fields.js';
import { emptyCodes } from './cdar-empty-codes.js';
import { checkCdarStructure } from './cdar-structure.js';
import { CDAR_NAMESPACES, readValue, writeValue, type ValueScope } from './cdar-values.js';
import type { LifecycleMessage } from './lifecycle-message.js';
import type { MessageZone } from './wall-clock.js';

/** How instants stand in messages: the standard defines no zone, an installation has one. */
export interface CdarOptions {
  /** Default UTC. */
  readonly zone?: MessageZone;
}

/** A message that was read, and what was wrong or not understood on the way. */
export interface ReadLifecycleMessage {
  readonly message?: LifecycleMessage;
  readonly problems: readonly Problem[];
}

/**
 * Reads a life-cycle message (CDAR D22B, any prefixes). Never throws on a bad document: no XML, a DOCTYPE or another root
 * give problems and no message; an unreadable date or number gives a fatal problem with its XPath and is left out; what
 * the schema refuses (unknown, repeated, missing or misplaced elements) is fatal too, and the rest is read all the same.
 */
export function readCdar(text: string, options: CdarOptions = {}): ReadLifecycleMessage {
  const { root, problems } = parseXml(text);
  if (!root) return { problems };
  if (root.local !== 'CrossDomainAcknowledgementAndResponse' || root.uri !== CDAR_NAMESPACES.rsm) {
    const message = `The root is ${root.local} in the namespace "${root.uri}"; expected CrossDomainAcknowledgementAndResponse in "${CDAR_NAMESPACES.rsm}". Is this another kind of document?`;
    return { problems: [{ severity: 'fatal', rule: 'cdar-root', message, location: `line ${root.line}` }] };
  }
  const found: Problem[] = [];
  const scope: ValueScope = { zone: options.zone ?? 'UTC', report: (problem) => found.push(problem) };
  const message: Record<string, unknown> = {};
  found.push(...checkCdarStructure(root), ...emptyCodes(root));
  readFields(CDAR_FIELDS, root, message, CDAR_NAMESPACES.rsm, scope);
  for (const element of untakenLeaves(root)) {
    const said = `"${element.text.trim().slice(0, 60)}" has no place in the model of life-cycle messages: it was not read.`;
    found.push({ severity: 'warning', rule: 'cdar-not-read', message: said, location: xpathOf(element) });
  }
  return { message: message, problems: found };
}

/** True if a text looks like a life-cycle message; for sniffing, on any prefix of a document. */
export function looksLikeCdar(head: string): boolean {
  return head.includes(CDAR_NAMESPACES.rsm) && /<(?:[\w.-]+:)?CrossDomainAcknowledgementAndResponse[\s>]/.test(head);
}

/**
 * Writes a life-cycle message in the element order of CDAR D22B. Values are written as they are: run
 * `checkLifecycleMessage` before. A date that is none is left out with a fatal problem.
 */
export function writeCdar(
  message: LifecycleMessage,
  options: CdarOptions = {},
): { xml: string; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const scope: ValueScope = { zone: options.zone ?? 'UTC', report: (problem) => problems.push(problem) };
  const children = writeFields(CDAR_FIELDS, message as Record<string, unknown>, 'rsm', scope);
  const attributes = Object.fromEntries(
    Object.entries(CDAR_NAMESPACES).map(([prefix, uri]) => [`xmlns:${prefix}`, uri]),
  );
  const root: XmlNode = { tag: 'rsm:CrossDomainAcknowledgementAndResponse', attributes, children };
  return { xml: writeXml(legible(root, problems)), problems };
}

function readFields(
  fields: readonly CdarField[],
  parent: XmlElement,
  into: Record<string, unknown>,
  uri: string,
  scope: ValueScope,
): void {
  for (const field of fields) {
    const elements = childrenOf(parent, uri, field.tag);
    if (field.key === undefined) {
      if (elements[0]) readFields(field.fields ?? [], elements[0], into, CDAR_NAMESPACES.ram, scope);
      continue;
    }
    const values = (field.list ? elements : elements.slice(0, 1))
      .map((element) => readOne(field, element, scope))
      .filter((value) => value !== undefined);
    if (values.length) into[field.key] = field.list ? values : values[0];
  }
}

function readOne(field: CdarField, element: XmlElement, scope: ValueScope): unknown {
  if (field.kind !== 'object') return readValue(field.kind, element, scope);
  const inner: Record<string, unknown> = {};
  readFields(field.fields ?? [], element, inner, CDAR_NAMESPACES.ram, scope);
  return inner;
}

function writeFields(
  fields: readonly CdarField[],
  from: Record<string, unknown>,
  prefix: 'rsm' | 'ram',
  scope: ValueScope,
): XmlNode[] {
  return fields.flatMap((field): XmlNode[] => {
    const tag = `${prefix}:${field.tag}`;
    if (field.key === undefined) {
      const children = writeFields(field.fields ?? [], from, 'ram', scope);
      return children.length ? [{ tag, children }] : [];
    }
    const value = from[field.key];
    if (value === undefined) return [];
    return (field.list ? (value as readonly unknown[]) : [value]).flatMap((each): XmlNode | XmlNode[] => {
      if (field.kind === 'object')
        return [{ tag, children: writeFields(field.fields ?? [], each as Record<string, unknown>, 'ram', scope) }];
      return writeValue(field.kind, tag, each, scope) ?? [];
    });
  });
}

function legible(node: XmlNode, problems: Problem[]): XmlNode {
  const text = node.text?.replace(ILLEGAL_IN_XML, '');
  if (text !== node.text) {
    const message = 'A control character was left out: XML cannot carry it.';
    problems.push({ severity: 'warning', rule: 'xml-character', message, location: node.tag });
  }
  return {
    ...node,
    ...(text === undefined ? {} : { text }),
    ...(node.children ? { children: node.children.map((inner) => legible(inner, problems)) } : {}),
  };
}
