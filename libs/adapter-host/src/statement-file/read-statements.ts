import { InputError } from '@lettrage/adapter-sdk';
import type { StatementLine } from '@lettrage/adapter-sdk';
import type { AdapterHost } from '../adapter.host.js';
import type { ArchiveLimits } from './archive.limits.js';
import type { ByteSource } from './byte-source.js';
import { chooseReader } from './choose-reader.js';
import type { ChosenReader, ReaderCandidate } from './choose-reader.js';
import { openStatementFile } from './open-statement-file.js';
import type { StatementFile } from './statement-file.js';
import { UnreadFiles } from './unread-files.js';

/** A reader and the profile it is to read by. */
export interface ProfileChoice {
  readonly format: string;
  readonly profile: string;
}

/** What is known of a file before it is read. */
export type StatementFileHead = Pick<StatementFile, 'name' | 'head'>;

/** How to read statements. */
export interface ReadStatementsOptions {
  /** Format or adapter the user named; found by content otherwise. */
  readonly format?: string;
  /** Profile the user named (`--profile`). */
  readonly profile?: string;
  /** Asked for each file where the user named neither: a layout of his own that the file has. */
  readonly profileFor?: (file: StatementFileHead) => Promise<ProfileChoice | undefined>;
  readonly limits?: ArchiveLimits;
  readonly signal?: AbortSignal;
}

/** All statement readers of the host, opened. */
export async function statementReaders(host: AdapterHost, signal?: AbortSignal): Promise<ReaderCandidate[]> {
  const readers: ReaderCandidate[] = [];
  // One after the other: readers share modules, and loading them at once is no faster.
  for (const id of await host.registry.idsWith('statementReader')) {
    const { manifest, members } = await host.open(id, signal ? { signal } : {});
    const formats = manifest.formats ? { formats: manifest.formats } : {};
    readers.push({ id, title: manifest.title, reader: members.statementReader!, ...formats });
  }
  return readers;
}

/**
 * The statement lines of a file of any supported format, archives opened, in arrays as they are read. Throws
 * {@link InputError} for a file that cannot be unpacked, and for files in no known format after the lines of the others
 * in their archive; bad lines come as problems. Memory stays constant but for a zip that comes as a stream.
 */
export async function* readStatements(
  source: ByteSource,
  readers: readonly ReaderCandidate[],
  options: ReadStatementsOptions = {},
): AsyncGenerator<readonly StatementLine[]> {
  let empty = true;
  let read = 0;
  const unread = new UnreadFiles();
  for await (const file of openStatementFile(source, options.limits)) {
    empty = false;
    const isNamed = options.format !== undefined || options.profile !== undefined;
    const own = isNamed ? undefined : await options.profileFor?.(file);
    const chosen = chosenFor(file, readers, own?.format ?? options.format);
    if (chosen instanceof InputError) {
      await unread.add(file, chosen);
      continue;
    }
    read++;
    const { candidate, profile = own?.profile ?? options.profile } = chosen;
    const input = rememberingError(file.chunks);
    try {
      yield* candidate.reader.read(input.chunks, {
        file: file.name,
        ...(profile === undefined ? {} : { profile }),
        ...(options.signal ? { signal: options.signal } : {}),
      });
    } catch (error) {
      throw input.failure?.error ?? error;
    }
  }
  if (empty) throw new InputError('empty-file', `${source.name} holds nothing to read.`);
  const told = unread.told(read > 0);
  if (told.length > 0) yield told;
}

/** The reader of a file, or why there is none. */
function chosenFor(
  file: StatementFile,
  readers: readonly ReaderCandidate[],
  format?: string,
): ChosenReader | InputError {
  try {
    return chooseReader(file, readers, format);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

/**
 * Bytes that remember how they failed: what is wrong with a file or its archive comes out of the adapter as an error
 * that looks like the adapter's own.
 */
function rememberingError(chunks: AsyncIterable<Uint8Array>) {
  const state: { failure?: { readonly error: unknown } } = {};
  async function* remembering(): AsyncGenerator<Uint8Array> {
    try {
      yield* chunks;
    } catch (error) {
      state.failure = { error };
      throw error;
    }
  }
  return Object.assign(state, { chunks: remembering() });
}
