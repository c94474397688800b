import { InputError } from '@lettrage/adapter-sdk';
import type { PayoutLine, PayoutReader } from '@lettrage/adapter-sdk';
import type { AdapterHost } from '../adapter.host.js';
import type { ByteSource } from '../statement-file/byte-source.js';
import { openStatementFile } from '../statement-file/open-statement-file.js';
import type { StatementFile } from '../statement-file/statement-file.js';

/** A reader that can be chosen, with what the user calls it by. */
export interface PayoutReaderCandidate {
  /** Id of the adapter. */
  readonly id: string;
  readonly reader: PayoutReader;
}

/** All payout readers of the host, opened. */
export async function payoutReaders(host: AdapterHost, signal?: AbortSignal): Promise<PayoutReaderCandidate[]> {
  const readers: PayoutReaderCandidate[] = [];
  for (const id of await host.registry.idsWith('payoutReader')) {
    const { members } = await host.open(id, signal ? { signal } : {});
    readers.push({ id, reader: members.payoutReader! });
  }
  return readers;
}

/**
 * The payouts of a provider's report, archives opened, and what is wrong with it. Throws {@link InputError} for a file
 * that no reader knows, or whose archive cannot be unpacked; anything else comes as a problem.
 */
export async function* readPayouts(
  source: ByteSource,
  readers: readonly PayoutReaderCandidate[],
  options: { readonly format?: string; readonly signal?: AbortSignal } = {},
): AsyncGenerator<readonly PayoutLine[]> {
  let empty = true;
  for await (const file of openStatementFile(source)) {
    empty = false;
    const { reader } = chosen(file, readers, options.format);
    yield* reader.read(file.chunks, { file: file.name, ...(options.signal ? { signal: options.signal } : {}) });
  }
  if (empty) throw new InputError('empty-file', `${source.name} holds nothing to read.`);
}

function chosen(
  { name, head }: Pick<StatementFile, 'name' | 'head'>,
  readers: readonly PayoutReaderCandidate[],
  format: string | undefined,
): PayoutReaderCandidate {
  const known = readers.map(({ id }) => id).join(', ');
  if (format !== undefined) {
    const named = readers.find(({ id }) => id === format || id === `payout-${format}`);
    if (named) return named;
    throw new InputError('unknown-format', `There is no payout report "${format}". Supported: ${known}.`);
  }
  if (head.length === 0) throw new InputError('empty-file', `${name} is empty.`);
  const scored = readers
    .map((candidate) => ({ candidate, score: candidate.reader.sniff(head) }))
    // Below what is recognised as well: the reader says which column is missing.
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  if (!best) {
    throw new InputError('unknown-format', `${name} is no payout report known here. Supported: ${known}.`);
  }
  if (second?.score === best.score)
    throw new InputError(
      'ambiguous-format',
      `${name} could be ${best.candidate.id} or ${second.candidate.id}. Say which with --format.`,
    );
  return best.candidate;
}
