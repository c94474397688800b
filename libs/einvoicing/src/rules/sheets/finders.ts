import type { XmlElement } from '../../xml/xml-tree.js';
import type { SheetDocument } from './sheet-document.js';

/** Elements of a document that rules are judged on. */
export type Finder = (document: SheetDocument) => readonly XmlElement[];

const finders = new Map<string, Finder>();

/**
 * Elements at one of the given paths from the root, root included, path by path. A document knows its places, so that
 * nothing is searched for.
 */
export function at(...paths: readonly string[]): Finder {
  const key = paths.join('|');
  const known = finders.get(key);
  if (known) return known;
  const split = paths.map((path) => path.split('/'));
  const [only] = split;
  const find: Finder =
    split.length === 1 ? (document) => atPath(document, only!) : (document) => document.fact(together);
  const together: Finder = (document) => {
    const found: XmlElement[] = [];
    for (const steps of split) for (const element of atPath(document, steps)) found.push(element);
    return found;
  };
  finders.set(key, find);
  return find;
}

const NONE: readonly XmlElement[] = [];

function atPath(document: SheetDocument, steps: readonly string[]): readonly XmlElement[] {
  return document.root.name === steps[0] ? document.atPath(steps, 1) : NONE;
}

/** Elements of a name below parents of the given names, the nearest first, wherever they stand. */
export function anywhere(...upwards: readonly string[]): Finder {
  const [name, ...parents] = upwards;
  return (document) =>
    document.named(name!).filter((element) => {
      let one = element.parent;
      for (const parent of parents) {
        if (one?.name !== parent) return false;
        one = one.parent;
      }
      return true;
    });
}

/** Only those of the elements that carry an attribute of one of the values. */
export function having(on: Finder, attribute: string, ...values: readonly string[]): Finder {
  return (document) => on(document).filter((element) => values.includes(element.attributes.get(attribute) ?? ''));
}
