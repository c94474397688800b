import { createHash } from 'node:crypto';
import type { Cursor } from './capabilities/cursor.js';

/** A file as a folder or server lists it. */
export interface ListedFile {
  readonly name: string;
  readonly size: number;
  /** When it was last changed, as the listing says it. */
  readonly modified: string;
}

/** Which files of a listing are wanted. */
export interface ListingOptions {
  /** Names with `*` and `?`, such as `*.xml`; capital letters count as small ones. Absent: every name. */
  readonly pattern?: string;
  /** A file changed less than this many seconds ago may still be written. 5 unless said otherwise. */
  readonly settleSeconds?: number;
  readonly now: Date;
  /** Most files of one batch; 20 unless said otherwise. */
  readonly most?: number;
}

/** The next files to fetch, and the cursor that knows them. */
export interface ListingBatch<File extends ListedFile> {
  readonly files: readonly (File & { readonly id: string })[];
  readonly cursor: Cursor;
  readonly more: boolean;
}

/** Names programs give to files they are still writing. */
const UNFINISHED = /^[.~]|\.(part|partial|tmp|temp|filepart|crdownload)$/i;
/** Bytes of one batch: all of it is held in memory. The first file is always taken. */
const MOST_BYTES = 64 << 20;

/**
 * The files of a listing that were not fetched before, oldest first. The cursor holds a mark of every file that lies
 * there and was fetched, not the last date: a file that is moved in keeps the date it was written at, and would be
 * missed. A file that changed is fetched again. Marks of files that are gone are forgotten.
 */
export function nextFiles<File extends ListedFile>(
  listing: readonly File[],
  cursor: Cursor | undefined,
  options: ListingOptions,
): ListingBatch<File> {
  const fetched = new Set(typeof cursor?.['fetched'] === 'string' ? cursor['fetched'].split(' ') : []);
  const settled = options.now.getTime() - (options.settleSeconds ?? 5) * 1000;
  const wanted = listing
    .filter((file) => !UNFINISHED.test(file.name) && matchesPattern(file.name, options.pattern ?? '*'))
    .map((file) => ({ ...file, id: markOf(file) }));
  const waiting = wanted
    .filter((file) => !fetched.has(file.id) && !(Date.parse(file.modified) > settled))
    .sort((a, b) => compare(a.modified, b.modified) || compare(a.name, b.name));

  const files: (File & { readonly id: string })[] = [];
  let bytes = 0;
  for (const file of waiting) {
    bytes += file.size;
    if (files.length > 0 && (files.length >= (options.most ?? 20) || bytes > MOST_BYTES)) break;
    files.push(file);
  }
  const taken = new Set(files.map((file) => file.id));
  const marks = wanted.map((file) => file.id).filter((id) => fetched.has(id) || taken.has(id));
  return { files, cursor: { fetched: marks.sort().join(' ') }, more: files.length < waiting.length };
}

/** Whether a name matches a pattern of `*` (any letters) and `?` (one letter), whatever the case. Linear in practice and never worse than length × length. */
export function matchesPattern(name: string, pattern: string): boolean {
  const text = name.toLowerCase();
  const wanted = pattern.toLowerCase();
  let [i, j, star, mark] = [0, 0, -1, 0];
  while (i < text.length) {
    if (j < wanted.length && wanted[j] !== '*' && (wanted[j] === '?' || wanted[j] === text[i])) {
      i++;
      j++;
    } else if (wanted[j] === '*') {
      star = j++;
      mark = i;
    } else if (star >= 0) {
      // The last star takes one letter more.
      j = star + 1;
      i = ++mark;
    } else return false;
  }
  while (wanted[j] === '*') j++;
  return j === wanted.length;
}

function markOf({ name, size, modified }: ListedFile): string {
  return createHash('sha256').update(`${name}\0${size}\0${modified}`).digest('hex').slice(0, 16);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
