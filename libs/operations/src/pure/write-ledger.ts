import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LedgerLoss, LedgerNotice } from '@lettrage/adapter-sdk';
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
  /** Name of the company, for the notice. */
  readonly company?: string;
}

/** A file that is being written: its bytes stream. What they held beside is known when they have all been read. */
export interface LedgerFile {
  readonly path: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** What the format could not carry as it was. */
  losses(): readonly LedgerLoss[];
  /** The document that the format's rules want beside the file; undefined where they want none. */
  notice(): LedgerNotice | undefined;
}

/**
 * Writes journal entries (NDJSON) in an accounting format. The bytes stream; where an entry is refused the stream
 * throws, and the caller's file never appears.
 *
 * @throws InputError if no adapter writes the format
 */
export async function writeLedger(host: AdapterHost, request: WriteLedgerRequest): Promise<LedgerFile> {
  const id = await host.registry.idOfFormat(request.format, 'ledgerExporter');
  if (id === undefined)
    throw new InputError(
      'unknown-format',
      `There is no accounting format "${request.format}". Known: ${(await formatsOf(host)).join(', ')}.`,
    );
  const exporter = (await host.open(id)).members.ledgerExporter!;
  const { format, options } = request;
  const folder = await stat(request.out).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const journals = new Map<string, string>();
  let losses: readonly LedgerLoss[] = [];
  const report = (told: readonly LedgerLoss[]): void => {
    losses = told;
  };
  const bytes = written(request.entries, journals, (entries) => exporter.write(entries, { format, options, report }));
  return {
    path: folder ? join(request.out, exporter.fileName({ format, options })) : request.out,
    bytes,
    losses: () => losses,
    notice: () =>
      exporter.notice?.(
        { format, options },
        { company: request.company ?? '', journals: [...journals].map(([code, label]) => ({ code, label })) },
      ),
  };
}

/**
 * What `write` makes of the entries. What is wrong with the input comes out of the adapter as it went in: the host takes
 * an error it does not know for the adapter's own fault.
 */
async function* written(
  file: string,
  journals: Map<string, string>,
  write: (entries: AsyncIterable<JournalEntry>) => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let failure: { readonly error: unknown } | undefined;
  const onFailure = (error: unknown): void => {
    failure = { error };
  };
  const onEntry = ({ journal, journalLabel }: JournalEntry): void => {
    if (!journals.has(journal)) journals.set(journal, journalLabel);
  };
  try {
    yield* write(readJournalFile(sourceOf(file).chunks, { file, onFailure, onEntry }));
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
