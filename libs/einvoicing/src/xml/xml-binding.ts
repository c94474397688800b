import type { Problem } from '@lettrage/domain';
import { amountDecimals, isDecimal } from '../arithmetic/decimal.js';
import type { XmlElement } from './xml-tree.js';
import { xpathOf } from './xml-tree.js';
import type { XmlNode } from './xml-writer.js';

/** What a codec needs to know of the document it is in. */
export interface XmlScope {
  /** Prefix of problem identifiers: `cii-number`, `ubl-date`. */
  readonly syntax: 'cii' | 'ubl';
  readonly currency: string | undefined;
  readonly accountingCurrency: string | undefined;
  /** UBL: number of the invoice, which its lines refer to. */
  readonly invoiceNumber?: string | undefined;
  /** UBL: true for EXTENDED-CTC-FR, which has parties the core does not know. */
  readonly isExtended?: boolean;
  report(problem: Problem): void;
}

/** A model object while it is being read. */
export type Draft<M> = { -readonly [K in keyof M]: M[K] };
export type StringKey<M> = {
  [K in keyof M]-?: string extends NonNullable<M[K]> ? (NonNullable<M[K]> extends string ? K : never) : never;
}[keyof M];
export type ObjectKey<M, V> = { [K in keyof M]-?: NonNullable<M[K]> extends V ? K : never }[keyof M];

/**
 * One place of a syntax and the term that lives there. The same list of bindings writes and reads, in schema
 * order, so what is written is what is read back.
 */
export interface Binding<M> {
  write(model: M, scope: XmlScope): XmlNode[];
  read(parent: XmlElement, model: Draft<M>, scope: XmlScope): void;
}

/** Writes all bindings in order. */
export function writeAll<M>(bindings: readonly Binding<M>[], model: M, scope: XmlScope): XmlNode[] {
  return bindings.flatMap((binding) => binding.write(model, scope));
}

/** Reads all bindings from an element into a model object. */
export function readAll<M>(
  bindings: readonly Binding<M>[],
  parent: XmlElement,
  model: Draft<M>,
  scope: XmlScope,
): void {
  for (const binding of bindings) binding.read(parent, model, scope);
}

/** First child by its prefixed tag (`ram:ID`), whatever prefix the document uses. */
export function child(parent: XmlElement, tag: string): XmlElement | undefined {
  for (const element of parent.children) if (element.name === tag) return element;
  return undefined;
}

/** All children by their prefixed tag. */
export function children(parent: XmlElement, tag: string): XmlElement[] {
  return parent.children.filter((element) => element.name === tag);
}

/** The text of a leaf, trimmed, marked as read; undefined if there is none. */
export function take(element: XmlElement | undefined): string | undefined {
  if (!element) return undefined;
  element.taken = true;
  const text = element.text.trim();
  return text === '' ? undefined : text;
}

/** A text or code. */
export function text<M>(tag: string, key: StringKey<M>): Binding<M> {
  return leaf(
    tag,
    key,
    (value) => value,
    (element) => take(element),
  );
}

/** An amount: at least the currency's decimals when read (`100` EUR is `100.00`), nothing cut. */
export function amount<M>(tag: string, key: StringKey<M>): Binding<M> {
  return leaf(
    tag,
    key,
    (value) => value,
    (element, scope) => padded(takeNumber(element, scope), amountDecimals(scope.currency)),
  );
}

/** A quantity, price or rate, as written. */
export function number<M>(tag: string, key: StringKey<M>): Binding<M> {
  return leaf(tag, key, (value) => value, takeNumber);
}

/** A constant the syntax demands and the model does not carry. */
export function constant<M>(tag: string, value: string): Binding<M> {
  return {
    write: () => [{ tag, text: value }],
    read: (parent) => {
      const element = child(parent, tag);
      if (element?.text.trim() === value) element.taken = true;
    },
  };
}

/** An element that only groups terms of the same model object; left out when empty unless `always`. */
export function group<M>(tag: string, bindings: readonly Binding<M>[], always = false): Binding<M> {
  return {
    write: (model, scope) => {
      const inner = writeAll(bindings, model, scope);
      return inner.length || always ? [{ tag, children: inner }] : [];
    },
    read: (parent, model, scope) => {
      const element = child(parent, tag);
      if (element) readAll(bindings, element, model, scope);
    },
  };
}

/** An element that is an object of the model. */
export function object<M, V extends object>(
  tag: string,
  key: ObjectKey<M, V>,
  bindings: readonly Binding<V>[],
  always = false,
): Binding<M> {
  return {
    write: (model, scope) => {
      const value = model[key] as V | undefined;
      const inner = value === undefined ? [] : writeAll(bindings, value, scope);
      return inner.length || always ? [{ tag, children: inner }] : [];
    },
    read: (parent, model, scope) => {
      const element = child(parent, tag);
      if (!element) return;
      const value = {} as Draft<V>;
      readAll(bindings, element, value, scope);
      if (Object.keys(value).length) assign(model, key, value);
    },
  };
}

/** Several model terms that share one object but stand directly in the parent element. */
export function inlined<M, V extends object>(key: ObjectKey<M, V>, bindings: readonly Binding<V>[]): Binding<M> {
  return {
    write: (model, scope) => (model[key] === undefined ? [] : writeAll(bindings, model[key] as V, scope)),
    read: (parent, model, scope) => {
      const value = { ...(model[key] as V | undefined) } as Draft<V>;
      readAll(bindings, parent, value, scope);
      if (Object.keys(value).length) assign(model, key, value);
    },
  };
}

/** A repeated element, each one an object of a list. `accepts` picks those of a list that shares its tag with others. */
export function list<M, V extends object>(
  tag: string,
  key: ObjectKey<M, readonly V[]>,
  bindings: readonly Binding<V>[],
  accepts: (element: XmlElement) => boolean = () => true,
): Binding<M> {
  return {
    write: (model, scope) =>
      ((model[key] ?? []) as readonly V[]).map((entry) => ({ tag, children: writeAll(bindings, entry, scope) })),
    read: (parent, model, scope) => {
      const entries = children(parent, tag)
        .filter(accepts)
        .map((element) => {
          const entry = {} as Draft<V>;
          readAll(bindings, element, entry, scope);
          return entry;
        });
      if (entries.length) assign(model, key, entries);
    },
  };
}

function leaf<M>(
  tag: string,
  key: StringKey<M>,
  toText: (value: string) => string,
  fromElement: (element: XmlElement | undefined, scope: XmlScope) => string | undefined,
): Binding<M> {
  return {
    write: (model) => {
      const value = model[key] as string | undefined;
      return value === undefined ? [] : [{ tag, text: toText(value) }];
    },
    read: (parent, model, scope) => assign(model, key, fromElement(child(parent, tag), scope)),
  };
}

/** Sets a key unless the value is absent: absent terms have no key. */
export function assign<M>(model: Draft<M>, key: keyof M, value: unknown): void {
  if (value !== undefined) (model as Record<keyof M, unknown>)[key] = value;
}

/** A number as a plain decimal string; anything else is a problem and leaves the term out, never a guess. */
export function takeNumber(element: XmlElement | undefined, scope: XmlScope): string | undefined {
  const written = take(element);
  if (written === undefined) return undefined;
  const plain = written
    .replace(/^\+/, '')
    .replace(/^(-?)\./, '$10.')
    .replace(/\.$/, '');
  if (isDecimal(plain)) return plain;
  scope.report({
    severity: 'fatal',
    rule: `${scope.syntax}-number`,
    message: `"${written}" is not a number: write digits with a decimal point, such as 1200.50.`,
    location: xpathOf(element!),
  });
  return undefined;
}

function padded(value: string | undefined, decimals: number): string | undefined {
  if (value === undefined || decimals === 0) return value;
  const [whole, fraction = ''] = value.split('.') as [string, string?];
  return `${whole}.${fraction.padEnd(decimals, '0')}`;
}

/** Completes an amount to the decimals of a currency. */
export function takeAmount(
  element: XmlElement | undefined,
  currency: string | undefined,
  scope: XmlScope,
): string | undefined {
  return padded(takeNumber(element, scope), amountDecimals(currency));
}
