import { readFileSync, statSync } from 'node:fs';

type StatementReading = typeof import('./statement-reading.js');
export type Matching = typeof import('./matching.js');

const FOLDER = new URL('./bundle/', import.meta.url);
const MADE_OF = new URL('made-of.json', FOLDER);

/**
 * The modules that read statements, from the bundle the build makes of them: to find and open two hundred files takes
 * longer than to read a statement. From the files themselves where there is no bundle or one was compiled since.
 */
export async function statementReading(): Promise<StatementReading> {
  if (isCurrent()) return (await import(new URL('statement-reading.mjs', FOLDER).href)) as StatementReading;
  return import('./statement-reading.js');
}

/** The modules that match files, in the same way. */
export async function matching(): Promise<Matching> {
  if (isCurrent()) return (await import(new URL('matching.mjs', FOLDER).href)) as Matching;
  return import('./matching.js');
}

/** The module that reads open items in a thread of its own; none where the sources are run as they are. */
export function openItemsWorker(): URL | undefined {
  if (isCurrent()) return new URL('open-items.worker.mjs', FOLDER);
  return import.meta.url.endsWith('.js') ? new URL('./open-items.worker.js', import.meta.url) : undefined;
}

let current: boolean | undefined;

/** True if what the bundle was made of is as old as it was then: notes of the compiler and their times. */
function isCurrent(): boolean {
  return (current ??= isAsOld());
}

function isAsOld(): boolean {
  try {
    const madeOf = JSON.parse(readFileSync(MADE_OF, 'utf8')) as Readonly<Record<string, number>>;
    return Object.entries(madeOf).every(([path, time]) => statSync(new URL(path, MADE_OF)).mtimeMs === time);
  } catch {
    return false;
  }
}
