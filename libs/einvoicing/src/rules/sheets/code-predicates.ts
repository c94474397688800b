import type { XmlElement } from '../../xml/xml-tree.js';
import { collapse } from './xml-path.js';

/** True if the element's text is one code of a list: no blanks inside, nothing missing. */
export function inList(list: ReadonlySet<string>): (element: XmlElement) => boolean {
  return (element) => list.has(collapse(element.text));
}

/** True if an attribute is one code of a list. */
export function attributeInList(name: string, list: ReadonlySet<string>): (element: XmlElement) => boolean {
  return (element) => list.has(collapse(element.attributes.get(name)));
}

/** Elements that carry an attribute. */
export function carrying(name: string): (element: XmlElement) => boolean {
  return (element) => element.attributes.has(name);
}
