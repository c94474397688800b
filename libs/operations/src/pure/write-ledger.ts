import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LedgerLoss } from '@lettrage/adapter-sdk';
import type { AdapterHost } from '@lettrage/adapter-host';
import { InputError, type JournalEntry } from '@lettrage/domain';
import { readJournalFile } from '@lettrage/ledger';
import { sourceOf } from './read-statement-files.js';

/** What `lettrage ledger write` is asked. */
export interface WriteLedgerRequest {
  readonly format: string;
  readonly entries: string;
  /** A file, or a folder in which the format's rules name the file. */
  readonly out: string;
  readonly options: Readonly<Record<string, string>>;
  /** Called when all is written with what the format could not carry as it was. */
  readonly onLosses?: (losses: readonly LedgerLoss[]) => void;
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
  const { format, options, onLosses } = request;
  const asked = { format, options, ...(onLosses === undefined ? {} : { report: onLosses }) };
  const folder = await stat(request.out).then(
    (found) => found.isDirectory(),
    () => false,
  );
  return {
    path: folder ? join(request.out, members.ledgerExporter!.fileName({ format, options })) : request.out,
    bytes: written(sourceOf(request.entries).chunks, request.entries, (entries) =>
      members.ledgerExporter!.write(entries, asked),
    ),
  };
}

/**
 * What `write` makes of the entries. What is wrong with the input comes out of the adapter as it went in: the host takes
 * an error it does not know for the adapter's own fault.
 */
async function* written(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
  write: (entries: AsyncIterable<JournalEntry>) => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let failure: { readonly error: unknown } | undefined;
  const onFailure = (error: unknown): void => {
    failure = { error };
  };
  try {
    yield* write(readJournalFile(chunks, { file, onFailure }));
  } catch (error) {
    throw failure === undefined ? error : failure.error;
  }
}

async function formatsOf(host: AdapterHost): Promise<string[]> {
  const manifests = await host.registry.manifests();
  return manifests
    .filter((manifest) => manifest.capabilities.includes('ledgerExporter'))
    .flatMap((manifest) => manifest.formats?.map((format) => format.id) ?? [manifest.id]);
}
