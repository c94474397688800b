import { isDay, type Problem } from '@lettrage/domain';
import { component, placeOf, type Segment } from './edifact-syntax.js';

/** A model object while it is being read. */
export type Draft<M> = { -readonly [K in keyof M]: M[K] };

/** Tells of something wrong in a segment. */
export class SegmentReport {
  readonly problems: Problem[] = [];

  /** A problem at a segment; fatal unless said. */
  tell(rule: string, message: string, segment: Segment, severity: Problem['severity'] = 'fatal'): void {
    this.problems.push({ severity, rule, message, location: placeOf(segment) });
  }
}

/** Sets a key if there is something to set and nothing yet. */
export function assign<M, K extends keyof M>(model: Draft<M>, key: K, value: M[K] | undefined): void {
  if (value !== undefined && model[key] === undefined) model[key] = value;
}

/** Takes a component of a segment: marks it as read. */
export function take(segment: Segment | undefined, element: number, index = 0): string | undefined {
  const text = component(segment, element, index);
  if (segment) segment.taken = true;
  return text;
}

/** Reads a number with point or comma; a problem and nothing if it is none. */
export function takeNumber(
  segment: Segment | undefined,
  element: number,
  index: number,
  report: SegmentReport,
): string | undefined {
  const text = take(segment, element, index);
  if (text === undefined || !segment) return undefined;
  const match = /^(-?)(\d{0,30})(?:[.,](\d{0,30}))?$/.exec(text);
  const [, minus = '', whole = '', fraction = ''] = match ?? [];
  if (!match || (whole === '' && fraction === '')) {
    report.tell('edifact-number', `"${text}" is no number.`, segment);
    return undefined;
  }
  return `${minus}${whole || '0'}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Reads the days of a DTM: one, or two of a period (format 718). */
export function takeDays(segment: Segment | undefined, report: SegmentReport): string[] {
  if (!segment) return [];
  const text = take(segment, 0, 1)?.replaceAll('-', '');
  const format = component(segment, 0, 2) ?? (text?.length === 16 ? '718' : '102');
  const size = { '101': 6, '102': 8, '203': 8, '204': 8, '718': 8 }[format];
  if (text === undefined) return [];
  const parts = format === '718' ? [text.slice(0, 8), text.slice(8)] : [size === undefined ? '' : text.slice(0, size)];
  const days = parts.map((part) => dayOf(part));
  if (days.every((day) => day !== undefined)) return days;
  report.tell('edifact-date', `"${text}" is no date of format ${format}.`, segment);
  return [];
}

function dayOf(text: string): string | undefined {
  const full = text.length === 6 ? `20${text}` : text;
  if (!/^\d{8}$/.test(full)) return undefined;
  const day = `${full.slice(0, 4)}-${full.slice(4, 6)}-${full.slice(6)}`;
  return isDay(day) ? day : undefined;
}

/** The components of an element from one on, those that are filled, joined by blanks: wrapped text. */
export function takeText(segment: Segment, element: number, from = 0): string | undefined {
  const parts = (segment.elements[element] ?? []).slice(from).map((part) => part.trim());
  segment.taken = true;
  const text = parts.filter((part) => part !== '').join(' ');
  return text === '' ? undefined : text;
}

/** Breaks a text at blanks into pieces of at most so many characters; a longer word is cut. */
export function wrap(text: string, length: number): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > length) {
    const blank = rest.lastIndexOf(' ', length);
    const end = blank > 0 ? blank : length;
    pieces.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === '' ? pieces : [...pieces, rest];
}
