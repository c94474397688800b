import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { AdapterHost } from '@lettrage/adapter-host';
import { InputError } from '@lettrage/domain';
import { readJournalEntries } from '@lettrage/ledger';
import { sourceOf } from './read-statement-files.js';

/** What `lettrage ledger write` is asked. */
export interface WriteLedgerRequest {
  readonly format: string;
  readonly entries: string;
  /** A file, or a folder in which the format's rules name the file. */
  readonly out: string;
  readonly options: Readonly<Record<string, string>>;
}

/**
 * Writes journal entries (NDJSON) in an accounting format. The bytes stream; where an entry is refused the stream
 * throws, and the caller's file never appears.
 *
 * @throws InputError if no adapter writes the format
 */
export async function writeLedger(
  host: AdapterHost,
  request: WriteLedgerRequest,
): Promise<{ path: string; bytes: AsyncIterable<Uint8Array> }> {
  const id = await host.registry.idOfFormat(request.format, 'ledgerExporter');
  if (id === undefined)
    throw new InputError(
      'unknown-format',
      `There is no accounting format "${request.format}". Known: ${(await formatsOf(host)).join(', ')}.`,
    );
  const { members } = await host.open(id);
  const options = { format: request.format, options: request.options };
  const folder = await stat(request.out).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const lines = createInterface({ input: Readable.from(sourceOf(request.entries).chunks), crlfDelay: Infinity });
  const source = rememberingError(readJournalEntries(lines, { file: request.entries }));
  return {
    path: folder ? join(request.out, members.ledgerExporter!.fileName(options)) : request.out,
    bytes: source.through((entries) => members.ledgerExporter!.write(entries, options)),
  };
}

/**
 * Lets what is wrong with the input come out of the adapter as it went in: the host takes an error it does not know
 * for the adapter's own fault.
 */
function rememberingError<T>(input: AsyncIterable<T>) {
  let failure: { readonly error: unknown } | undefined;
  async function* remembering(): AsyncGenerator<T> {
    try {
      yield* input;
    } catch (error) {
      failure = { error };
      throw error;
    }
  }
  return {
    async *through<Out>(work: (input: AsyncIterable<T>) => AsyncIterable<Out>): AsyncGenerator<Out> {
      try {
        yield* work(remembering());
      } catch (error) {
        throw failure === undefined ? error : failure.error;
      }
    },
  };
}

async function formatsOf(host: AdapterHost): Promise<string[]> {
  const manifests = await host.registry.manifests();
  return manifests
    .filter((manifest) => manifest.capabilities.includes('ledgerExporter'))
    .flatMap((manifest) => manifest.formats?.map((format) => format.id) ?? [manifest.id]);
}
