import { NOTE_SUBJECTS } from '../codes/reference.codes.js';
import type { Invoice, InvoiceNote } from '../model/index.js';
import type { Binding } from '../xml/xml-binding.js';
import { children, take } from '../xml/xml-binding.js';

/** BG-1: the subject stands in front of the text between hashes, `#PMT#text`. One element holds one note. */
export const NOTES: Binding<Invoice> = {
  write: (invoice) =>
    (invoice.notes ?? []).map(({ subjectCode, note = '' }) => ({
      tag: 'cbc:Note',
      text: subjectCode === undefined ? note : `#${subjectCode}#${note}`,
    })),
  read: (parent, invoice) => {
    const notes = children(parent, 'cbc:Note').flatMap((element) => {
      const written = take(element);
      return written === undefined ? [] : notesIn(written);
    });
    if (notes.length) invoice.notes = notes;
  },
};

/**
 * The notes of one element: writers that may give one only put several behind each other, `#C1#t1#C2#t2##t3`, the last
 * without a subject. Only subjects of the list divide, so that other hashes stay text.
 */
export function notesIn(written: string): InvoiceNote[] {
  const marks = [...written.matchAll(/#([A-Z0-9]{3})?#/g)].filter(([, code], index) =>
    code === undefined ? index > 0 : NOTE_SUBJECTS.has(code),
  );
  const [first] = marks;
  if (!first || first.index > 0 || first[1] === undefined) return [{ note: written }];
  return marks.map((mark, index) => {
    const note = written.slice(mark.index + mark[0].length, marks[index + 1]?.index).trim();
    return {
      ...(mark[1] === undefined ? {} : { subjectCode: mark[1] }),
      ...(note === '' ? {} : { note }),
    };
  });
}
