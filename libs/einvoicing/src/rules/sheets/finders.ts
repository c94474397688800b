import type { XmlElement } from '../../xml/xml-tree.js';
import type { SheetDocument } from './sheet-document.js';

/** Elements of a document that rules are judged on. */
export type Finder = (document: SheetDocument) => readonly XmlElement[];

const finders = new Map<string, Finder>();

/**
 * Elements at one of the given paths from the root, root included. Looked for from the element up, so that a document
 * without them costs nothing, and found once per document, whoever asks.
 */
export function at(...paths: readonly string[]): Finder {
  const key = paths.join('|');
  const known = finders.get(key);
  if (known) return (document) => document.fact(known);
  const find: Finder = (document) => paths.flatMap((path) => atPath(document, path.split('/')));
  finders.set(key, find);
  return (document) => document.fact(find);
}

function atPath(document: SheetDocument, steps: readonly string[]): XmlElement[] {
  return document.named(steps.at(-1)!).filter((element) => {
    let one: XmlElement | undefined = element;
    for (let index = steps.length - 1; index >= 0; index--) {
      if (one?.name !== steps[index]) return false;
      one = one?.parent;
    }
    return one === undefined;
  });
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
