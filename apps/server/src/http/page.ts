import { HttpProblem } from './http-problem.js';

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
  if (value < 1 || value > LARGEST_PAGE) throw new HttpProblem(400, 'bad-limit', `limit must be between 1 and ${LARGEST_PAGE}.`);
  return value;
}

/** Cursors are opaque to callers: the place of the last entry, in base64. */
export function cursorOf(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Reads a cursor of `length` parts; a foreign one is refused, not guessed at. */
export function placeOf(cursor: string | undefined, length: number): (string | number)[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(place) && place.length === length && place.every((part) => typeof part === 'string' || typeof part === 'number')) return place;
  } catch {
    // Said below.
  }
  throw new HttpProblem(400, 'bad-cursor', 'The cursor is not one of this list; start without it.');
}
