import type { XmlElement } from '../../../xml/xml-tree.js';
import { all } from '../xml-path.js';

/** All notes of an invoice in one text, as the French sheet reads the codes in them (`#BAR#B2B#PMT#…`). */
export function notesOf(invoice: XmlElement): string {
  return all(invoice, 'cbc:Note')
    .map(({ text }) => text)
    .join('');
}

/** How often a code stands in the notes. */
export function countOf(invoice: XmlElement, code: string): number {
  return notesOf(invoice).split(`#${code}#`).length - 1;
}

/** What stands behind the first note of a code, up to the next mark; empty if there is none. */
export function noteOf(invoice: XmlElement, code: string): string {
  const [, ...behind] = notesOf(invoice).split(`#${code}#`);
  return behind.join(`#${code}#`).split('#')[0]!;
}

const TREATMENTS = ['B2B', 'B2BINT', 'B2C', 'B2CINT', 'OUTOFSCOPE', 'ARCHIVEONLY'];

/** How many treatments the notes with the code BAR name. */
export function treatmentsOf(invoice: XmlElement): number {
  const notes = all(invoice, 'cbc:Note')
    .map(({ text }) => text)
    .filter((text) => text.includes('#BAR#'));
  const text = `${notes.join('')}#`;
  return TREATMENTS.reduce((count, treatment) => count + text.split(`BAR#${treatment}#`).length - 1, 0);
}
