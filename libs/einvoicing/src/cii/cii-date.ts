import { isDay } from '@lettrage/domain';
import type { Binding, StringKey, XmlScope } from '../xml/xml-binding.js';
import { assign, child, take } from '../xml/xml-binding.js';
import type { XmlElement } from '../xml/xml-tree.js';
import { xpathOf } from '../xml/xml-tree.js';

/** `2026-01-05` → `20260105` (UN/CEFACT format 102). */
export function toFormat102(day: string): string {
  return day.replaceAll('-', '');
}

/** `20260105` → `2026-01-05`; undefined if it is no day that exists. */
export function fromFormat102(text: string): string | undefined {
  if (!/^\d{8}$/.test(text)) return undefined;
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  return isDay(day) ? day : undefined;
}

/** A day in format 102 inside `udt:DateTimeString`, or another inner tag. */
export function day<M>(tag: string, key: StringKey<M>, inner = 'udt:DateTimeString'): Binding<M> {
  return {
    write: (model) => {
      const value = model[key] as string | undefined;
      return value === undefined
        ? []
        : [{ tag, children: [{ tag: inner, attributes: { format: '102' }, text: toFormat102(value) }] }];
    },
    read: (parent, model, scope) => {
      const outer = child(parent, tag);
      const element = outer && child(outer, inner);
      const written = take(element);
      if (written !== undefined) assign(model, key, readDay(written, element!, scope));
      else if (outer) assign(model, key, readInstant(outer, scope));
    },
  };
}

/** The day of an ISO date or instant (`udt:DateTime`), which some writers use instead. */
function readInstant(outer: XmlElement, scope: XmlScope): string | undefined {
  const element = child(outer, 'udt:DateTime') ?? child(outer, 'udt:Date');
  const written = take(element);
  if (written === undefined) return undefined;
  const found = written.slice(0, 10);
  return isDay(found) ? found : readDay(written, element!, scope);
}

/** Reads a format 102 day or reports it and leaves the term out. */
export function readDay(written: string, element: XmlElement, scope: XmlScope): string | undefined {
  const format = element.attributes.get('format');
  const read = format === undefined || format === '102' ? fromFormat102(written) : undefined;
  if (read === undefined) {
    scope.report({
      severity: 'fatal',
      rule: 'cii-date',
      message: `"${written}" (format ${format ?? 'absent'}) is not a day that exists: write YYYYMMDD with format 102.`,
      location: xpathOf(element),
    });
  }
  return read;
}
