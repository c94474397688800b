import { isDay } from '@lettrage/domain';
import type { Identifier } from '../model/index.js';
import type { Binding, StringKey, XmlScope } from '../xml/xml-binding.js';
import { assign, child, take, takeAmount } from '../xml/xml-binding.js';
import type { XmlElement } from '../xml/xml-tree.js';
import { xpathOf } from '../xml/xml-tree.js';
import type { XmlNode } from '../xml/xml-writer.js';

/** A day (`xs:date`); a time zone that some writers add is left out, as the day is one of the calendar. */
export function day<M>(tag: string, key: StringKey<M>): Binding<M> {
  return {
    write: (model) => {
      const value = model[key] as string | undefined;
      return value === undefined ? [] : [{ tag, text: value }];
    },
    read: (parent, model, scope) => assign(model, key, takeDay(child(parent, tag), scope)),
  };
}

/** Reads a day or reports it and leaves the term out. */
export function takeDay(element: XmlElement | undefined, scope: XmlScope): string | undefined {
  const written = take(element);
  if (written === undefined) return undefined;
  const found = /^(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?$/.exec(written)?.[1];
  if (found !== undefined && isDay(found)) return found;
  scope.report({
    severity: 'fatal',
    rule: 'ubl-date',
    message: `"${written}" is not a day that exists: write YYYY-MM-DD.`,
    location: xpathOf(element!),
  });
  return undefined;
}

/** An amount with the currency of the invoice. */
export function money<M>(tag: string, key: StringKey<M>): Binding<M> {
  return {
    write: (model, scope) => {
      const value = model[key] as string | undefined;
      return value === undefined ? [] : [amountNode(tag, value, scope.currency)];
    },
    read: (parent, model, scope) => assign(model, key, takeAmount(child(parent, tag), scope.currency, scope)),
  };
}

/** An amount element; UBL wants a currency on each. */
export function amountNode(tag: string, value: string, currency: string | undefined): XmlNode {
  return { tag, ...(currency === undefined ? {} : { attributes: { currencyID: currency } }), text: value };
}

/** An identifier with its scheme in one element. */
export function identifier<M>(tag: string, key: keyof M, attribute = 'schemeID'): Binding<M> {
  return {
    write: (model) => (model[key] === undefined ? [] : [identifierNode(tag, model[key] as Identifier, attribute)]),
    read: (parent, model) => assign(model, key, takeIdentifier(child(parent, tag), attribute)),
  };
}

/** Writes an identifier with its scheme. */
export function identifierNode(tag: string, { value, scheme }: Identifier, attribute = 'schemeID'): XmlNode {
  return { tag, ...(scheme === undefined ? {} : { attributes: { [attribute]: scheme } }), text: value };
}

/** Reads an identifier with its scheme; undefined if empty. */
export function takeIdentifier(element: XmlElement | undefined, attribute = 'schemeID'): Identifier | undefined {
  const value = take(element);
  const scheme = element?.attributes.get(attribute)?.trim();
  return value === undefined ? undefined : { value, ...(scheme ? { scheme } : {}) };
}

/** A quantity with its unit in an attribute. */
export function unitAttribute(unit: string | undefined): Pick<XmlNode, 'attributes'> {
  return unit === undefined ? {} : { attributes: { unitCode: unit } };
}

/** The tax scheme each category and registration names. */
export function taxScheme(id = 'VAT'): XmlNode {
  return { tag: 'cac:TaxScheme', children: [{ tag: 'cbc:ID', text: id }] };
}
