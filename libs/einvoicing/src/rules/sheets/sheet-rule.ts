import type { XmlElement } from '../../xml/xml-tree.js';
import type { BilingualText } from '../rule.js';
import type { SheetDocument } from './sheet-document.js';

/** What must hold for an element. */
export interface Predicate {
  (element: XmlElement, document: SheetDocument): boolean;
  /** Element (`ram:Name`) or attribute (`@unitCode`) without which, anywhere in the document, it holds for every element. */
  readonly needs?: string;
}

/** Says what a predicate is about, so that it is not asked of documents that have none of it. */
export function about(needs: string, holds: (element: XmlElement, document: SheetDocument) => boolean): Predicate {
  return Object.assign((element: XmlElement, document: SheetDocument) => holds(element, document), { needs });
}

/** A rule of a sheet, judged on each element its group names. */
export interface SheetRule {
  readonly id: string;
  readonly severity: 'fatal' | 'warning';
  readonly holds: Predicate;
  /** Where the rule is not one of the standard's model, whose texts are known by identifier. */
  readonly text?: BilingualText;
  /** The value found there, for the message. */
  readonly found?: (element: XmlElement) => string | undefined;
}

/** Rules that are judged on the same elements. */
export interface RuleGroup {
  readonly on: (document: SheetDocument) => Iterable<XmlElement>;
  readonly rules: readonly SheetRule[];
}

/** Fatal rules on the same elements: identifier and what must hold. */
export function judge(on: RuleGroup['on'], rules: Readonly<Record<string, Predicate>>): RuleGroup {
  return { on, rules: Object.entries(rules).map(([id, holds]) => ({ id, severity: 'fatal', holds })) };
}

/** Warnings on the same elements. */
export function warn(on: RuleGroup['on'], rules: Readonly<Record<string, Predicate>>): RuleGroup {
  return { on, rules: Object.entries(rules).map(([id, holds]) => ({ id, severity: 'warning', holds })) };
}

/** All elements of the given names. */
export function named(...names: string[]): RuleGroup['on'] {
  if (names.length === 1) return (document) => document.named(names[0]!);
  const together = (document: SheetDocument): XmlElement[] => names.flatMap((name) => document.named(name));
  return (document) => document.fact(together);
}

/** Elements of a name whose parent has one of the given names. */
export function below(parents: readonly string[], name: string): RuleGroup['on'] {
  if (parents.length === 1) return (document) => document.namedBelow(parents[0]!, name);
  const found = (document: SheetDocument): XmlElement[] =>
    document.named(name).filter((element) => parents.includes(element.parent?.name ?? ''));
  return (document) => document.fact(found);
}

/** The root, if it has one of the given names. */
export function root(...names: string[]): RuleGroup['on'] {
  return (document) => (names.includes(document.root.name) ? [document.root] : []);
}
