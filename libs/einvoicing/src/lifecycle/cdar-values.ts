import type { Problem } from '@lettrage/domain';
import { isDecimal } from '../arithmetic/decimal.js';
import type { XmlElement } from '../xml/xml-tree.js';
import { xpathOf } from '../xml/xml-tree.js';
import type { XmlNode } from '../xml/xml-writer.js';
import type { CdarKind } from './cdar-fields.js';
import { fromDateTime, fromFormattedDate, toFormattedDate, type MessageZone } from './wall-clock.js';

/** Prefix and namespace of every name in a life-cycle message. */
export const CDAR_NAMESPACES = {
  rsm: 'urn:un:unece:uncefact:data:standard:CrossDomainAcknowledgementAndResponse:100',
  qdt: 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
  ram: 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
  udt: 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
} as const;

/** What reading or writing a value needs besides it. */
export interface ValueScope {
  readonly zone: MessageZone;
  report(problem: Problem): void;
}

/** Reads the value of an element; undefined if there is none or it is reported. */
export function readValue(kind: CdarKind, element: XmlElement, scope: ValueScope): unknown {
  element.taken = true;
  const text = element.text.trim();
  switch (kind) {
    case 'text':
      return text === '' ? undefined : text;
    case 'decimal':
      return readDecimal(element, text, scope);
    case 'identifier':
      return text === '' ? undefined : identifier(element, text);
    case 'instant':
    case 'day':
      return readDate(element, scope);
    case 'indicator':
      return readIndicator(element, scope);
    case 'amount':
      return readNumber(element, text, scope, 'amount', 'currency', 'currencyID');
    case 'measure':
      return readNumber(element, text, scope, 'value', 'unit', 'unitCode');
    case 'binary':
      return readBinary(element, text.replace(/\s+/g, ''), scope);
    case 'uri':
    case 'phone':
      return readCommunication(kind, element);
    case 'object':
      return undefined;
  }
}

/** Writes a value; undefined if it cannot be, which is reported. */
export function writeValue(kind: CdarKind, tag: string, value: unknown, scope: ValueScope): XmlNode | undefined {
  switch (kind) {
    case 'identifier':
      return identifierNode(tag, value as Identified);
    case 'instant':
      return dateNode(tag, value as string, 'udt:DateTimeString', scope);
    case 'day':
      return dateNode(tag, value as string, 'qdt:DateTimeString', scope);
    case 'indicator':
      return { tag, children: [{ tag: 'udt:Indicator', text: String(value) }] };
    case 'amount': {
      const { amount, currency } = value as { amount: string; currency?: string };
      return { tag, text: amount, ...(currency === undefined ? {} : { attributes: { currencyID: currency } }) };
    }
    case 'measure': {
      const { value: number, unit } = value as { value: string; unit?: string };
      return { tag, text: number, ...(unit === undefined ? {} : { attributes: { unitCode: unit } }) };
    }
    case 'binary': {
      const { content = '', ...attributes } = value as { content?: string; mimeCode?: string; filename?: string };
      return { tag, text: content, attributes };
    }
    case 'uri':
      return { tag, children: [identifierNode('ram:URIID', value as Identified)] };
    case 'phone':
      return { tag, children: [{ tag: 'ram:CompleteNumber', text: value as string }] };
    default:
      return { tag, text: value as string };
  }
}

interface Identified {
  readonly value: string;
  readonly scheme?: string;
}

function identifierNode(tag: string, { value, scheme }: Identified): XmlNode {
  return { tag, text: value, ...(scheme === undefined ? {} : { attributes: { schemeID: scheme } }) };
}

function identifier(element: XmlElement, value: string): Identified {
  return { value, ...attribute(element, 'schemeID', 'scheme') };
}

function attribute(element: XmlElement, name: string, key: string): Record<string, string> {
  const value = element.attributes.get(name)?.trim();
  return value ? { [key]: value } : {};
}

function readDate(element: XmlElement, scope: ValueScope): string | undefined {
  const inner = element.children.find(({ local }) => local === 'DateTimeString' || local === 'DateTime');
  if (!inner) return undefined;
  inner.taken = true;
  const text = inner.text.trim();
  const format = inner.attributes.get('format')?.trim();
  const value =
    inner.local === 'DateTime'
      ? fromDateTime(text, scope.zone)
      : fromFormattedDate({ text, ...(format === undefined ? {} : { format }) }, scope.zone);
  if (value === undefined) {
    const message = `"${text}" is no date of format ${format ?? '(none)'}: it was left out. Expected YYYYMMDDHHMMSS (204) or YYYYMMDD (102).`;
    scope.report({ severity: 'fatal', rule: 'cdar-date', message, location: xpathOf(inner) });
  }
  return value;
}

function dateNode(tag: string, value: string, inner: string, scope: ValueScope): XmlNode | undefined {
  const date = toFormattedDate(value, scope.zone);
  if (!date) {
    const message = `"${value}" is no date: expected an instant such as 2026-10-05T08:00:00Z or a day such as 2026-10-05.`;
    scope.report({ severity: 'fatal', rule: 'cdar-date', message, location: tag });
    return undefined;
  }
  const { format, text } = date;
  return {
    tag,
    children: [
      format === undefined && inner.startsWith('udt')
        ? { tag: 'udt:DateTime', text }
        : { tag: inner, text, attributes: { format: format ?? '102' } },
    ],
  };
}

function readIndicator(element: XmlElement, scope: ValueScope): boolean | undefined {
  const inner = element.children.find(({ local }) => local === 'Indicator' || local === 'IndicatorString');
  if (!inner) return undefined;
  inner.taken = true;
  const text = inner.text.trim().toLowerCase();
  if (['true', '1'].includes(text)) return true;
  if (['false', '0'].includes(text)) return false;
  const message = `"${inner.text.trim()}" is neither true nor false: it was left out.`;
  scope.report({ severity: 'fatal', rule: 'cdar-indicator', message, location: xpathOf(inner) });
  return undefined;
}

function readNumber(
  element: XmlElement,
  text: string,
  scope: ValueScope,
  key: string,
  unitKey: string,
  unit: string,
): Record<string, string> | undefined {
  const value = readDecimal(element, text, scope);
  return value === undefined ? undefined : { [key]: value, ...attribute(element, unit, unitKey) };
}

/** A number as the schema allows it (`+5`, `.5`, `5.`), given back with a digit on each side of the point. */
function readDecimal(element: XmlElement, text: string, scope: ValueScope): string | undefined {
  const plain = text
    .replace(/^\+/, '')
    .replace(/^(-?)\./, '$10.')
    .replace(/\.$/, '');
  if (isDecimal(plain) && !/^\+-/.test(text)) return plain;
  const message = `"${text}" is no decimal number: it was left out. Expected digits with a point, such as 12000.00.`;
  scope.report({ severity: 'fatal', rule: 'cdar-number', message, location: xpathOf(element) });
  return undefined;
}

function readBinary(element: XmlElement, content: string, scope: ValueScope): Record<string, string> | undefined {
  if (isBase64(content))
    return {
      content,
      ...attribute(element, 'mimeCode', 'mimeCode'),
      ...attribute(element, 'filename', 'filename'),
    };
  const message = 'The attachment is no base64: it was left out.';
  scope.report({ severity: 'fatal', rule: 'cdar-attachment', message, location: xpathOf(element) });
  return undefined;
}

/** True for base64 without blanks and with its padding. */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

function readCommunication(kind: 'uri' | 'phone', element: XmlElement): unknown {
  const inner = element.children.find(({ local }) => local === (kind === 'uri' ? 'URIID' : 'CompleteNumber'));
  const text = inner?.text.trim();
  if (!inner || !text) return undefined;
  inner.taken = true;
  element.taken = false;
  return kind === 'uri' ? identifier(inner, text) : text;
}
