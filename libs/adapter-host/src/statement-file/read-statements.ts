import { InputError } from '@lettrage/adapter-sdk';
import type { StatementLine } from '@lettrage/adapter-sdk';
import type { AdapterHost } from '../adapter.host.js';
import type { ArchiveLimits } from './archive.limits.js';
import type { ByteSource } from './byte-source.js';
import { chooseReader } from './choose-reader.js';
import type { ReaderCandidate } from './choose-reader.js';
import { openStatementFile } from './open-statement-file.js';
import type { StatementFile } from './statement-file.js';

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
 * {@link InputError} for a file that is in no known format or cannot be unpacked; bad lines come as problems. Memory
 * stays constant but for a zip that comes as a stream.
 */
export async function* readStatements(
  source: ByteSource,
  readers: readonly ReaderCandidate[],
  options: ReadStatementsOptions = {},
): AsyncGenerator<readonly StatementLine[]> {
  let empty = true;
  for await (const file of openStatementFile(source, options.limits)) {
    empty = false;
    const isNamed = options.format !== undefined || options.profile !== undefined;
    const own = isNamed ? undefined : await options.profileFor?.(file);
    const chosen = chooseReader(file, readers, own?.format ?? options.format);
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
