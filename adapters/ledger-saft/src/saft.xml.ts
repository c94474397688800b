import { refuseEntry, type JournalEntry } from '@lettrage/adapter-sdk';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** An element with text. */
export function element(name: string, text: string): string {
  return `<${name}>${/[&<>]/.test(text) ? text.replace(/[&<>]/g, (sign) => ENTITIES[sign]!) : text}</${name}>`;
}

/** Text of at most `length` characters in which nothing stands that XML cannot hold. */
export function saftText(text: string, length: number): string {
  const clean = text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]+/gu, ' ').trim() || '-';
  return clean.length <= length ? clean : [...clean].slice(0, length).join('');
}

/** A code, which is never cut: refused where it is longer than its element. */
export function idOf(entry: JournalEntry, field: string, text: string, length: number): string {
  if (text.length <= length) return text;
  return refuseEntry(
    entry,
    `has the ${field} "${text.slice(0, 60)}", ${text.length} characters where SAF-T has ${length}`,
  );
}
