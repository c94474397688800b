import { readFile, stat } from 'node:fs/promises';
import { openStatementFile, statementReaders, type AdapterHost } from '@lettrage/adapter-host';
import { InputError } from '@lettrage/domain';
import { sourceOf } from './read-statement-files.js';

/** A profile is a page of JSON. */
const LARGEST_PROFILE = 1 << 20;

/**
 * What `--profile` names: the id of a layout, or a file that holds a profile of the user's own. Such a file is given to
 * the reader as JSON, and names in `format` which reader that is.
 *
 * @throws InputError for a file that holds no profile
 */
export async function profileChoice(
  profile: string | undefined,
): Promise<{ readonly profile?: string; readonly format?: string }> {
  if (profile === undefined) return {};
  const isFile = await stat(profile).then(
    (found) => found.isFile() && found.size <= LARGEST_PROFILE,
    () => false,
  );
  if (!isFile) {
    if (!/[/\\]|\.json$/i.test(profile)) return { profile };
    throw new InputError('unreadable-file', `The profile ${profile} cannot be read: there is no such file.`);
  }
  const text = await readFile(profile, 'utf8');
  return { profile: text, format: formatIn(text, profile) };
}

function formatIn(text: string, file: string): string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InputError('bad-profile', `${file} is no profile: ${(error as Error).message}.`);
  }
  const format = (json as { format?: unknown } | null)?.format;
  if (typeof format === 'string') return format;
  throw new InputError('bad-profile', `${file} is no profile: it has no "format" (such as "statement-csv").`);
}

/**
 * A profile for a file whose layout is not known, as JSON for a person to check and keep. The readers that can propose
 * one are asked in the order of how surely they know the file.
 *
 * @throws InputError if the file is no table of days and amounts
 */
export async function proposeStatementProfile(host: AdapterHost, path: string): Promise<string> {
  const readers = (await statementReaders(host)).filter(({ reader }) => reader.proposeProfile !== undefined);
  for await (const file of openStatementFile(sourceOf(path))) {
    const scored = readers.map(({ reader }) => ({ reader, score: reader.sniff(file.head) }));
    const best = scored.sort((a, b) => b.score - a.score)[0];
    const profile = best && best.score > 0 ? await best.reader.proposeProfile!(file.chunks) : undefined;
    if (profile !== undefined) return profile;
    throw new InputError(
      'no-table',
      `${file.name} holds no table with a column of days and one of amounts; there is no profile to propose.`,
    );
  }
  throw new InputError('empty-file', `${path} holds nothing to read.`);
}
