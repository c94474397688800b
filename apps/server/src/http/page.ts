import { isDay } from '@lettrage/domain';
import { isUuid } from '@lettrage/persistence';
import { badParameter } from './http-problem.js';

/** One page of a list and the cursor of the next. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** Most entries a page may have. */
export const LARGEST_PAGE = 200;

/** The `limit` of a request: 1 to 200, 50 by default. */
export function limitOf(limit: string | undefined): number {
  if (limit === undefined) return 50;
  const value = /^\d{1,4}$/.test(limit) ? Number.parseInt(limit, 10) : 0;
  if (value < 1 || value > LARGEST_PAGE) throw badParameter('limit', `must be between 1 and ${LARGEST_PAGE}.`);
  return value;
}

/** What the places of lists are made of; a cursor that holds anything else is not one of ours. */
const PARTS = {
  day: (part: unknown): boolean => typeof part === 'string' && isDay(part),
  uuid: (part: unknown): boolean => typeof part === 'string' && isUuid(part),
  text: (part: unknown): boolean => typeof part === 'string' && part.length <= 500 && !part.includes('\u0000'),
  number: (part: unknown): boolean => Number.isSafeInteger(part) && (part as number) >= 0,
} as const;

type Part = keyof typeof PARTS;
type ValueOf<Name extends Part> = Name extends 'number' ? number : string;
/** A place in a list whose order is that of these parts. */
export type Place<Parts extends readonly Part[]> = { [Index in keyof Parts]: ValueOf<Parts[Index]> };

/** Cursors are opaque to callers: the place of the last entry, in base64. */
export function cursorOf(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Reads the cursor of a list with these parts; a foreign one is refused, not guessed at. */
export function placeOf<const Parts extends readonly Part[]>(
  cursor: string | undefined,
  parts: Parts,
): Place<Parts> | undefined {
  if (cursor === undefined) return undefined;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(place) &&
      place.length === parts.length &&
      parts.every((part, index) => PARTS[part](place[index]))
    ) {
      return place as unknown as Place<Parts>;
    }
  } catch {
    // Said below.
  }
  throw badParameter('cursor', 'is not one of this list; start without it.');
}

/** The page of a list of at most `size` entries; `place` is that of an entry in the list's order. */
export function pageOf<T>(
  items: readonly T[],
  size: number,
  place: (last: T) => readonly (string | number)[],
): Page<T> {
  const last = items.at(-1);
  return { items, ...(last !== undefined && items.length === size ? { next: cursorOf(place(last)) } : {}) };
}

/** One of the known values of a parameter. */
export function oneOf<T extends string>(text: string, known: readonly T[], parameter: string): T {
  const value = known.find((each) => each === text);
  if (value === undefined) throw badParameter(parameter, `must be one of ${known.join(', ')}.`);
  return value;
}

/** Several of the known values of a parameter, separated by commas. */
export function listOf<T extends string>(
  text: string | undefined,
  known: readonly T[],
  parameter: string,
): T[] | undefined {
  return text === undefined ? undefined : text.split(',').map((each) => oneOf(each, known, parameter));
}

/** An id in a parameter. */
export function optionalUuid(text: string | undefined, parameter: string): string | undefined {
  if (text === undefined || isUuid(text)) return text;
  throw badParameter(parameter, 'must be a UUID.');
}
