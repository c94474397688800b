import { createHash } from 'node:crypto';
import { ExportStore, type ExportBatch } from '@lettrage/persistence';
import { InputError } from '@lettrage/domain';
import type { OperationsContext } from '../context.js';

/** A kept batch and its bytes as they were handed over. */
export interface KeptExport {
  readonly batch: ExportBatch;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * A batch by its id or number, to be handed over again: the same bytes, read piece by piece.
 *
 * @throws InputError `unknown-export`
 */
export async function readExport(
  context: OperationsContext,
  companyId: string,
  by: { readonly id: string } | { readonly number: number },
): Promise<KeptExport> {
  const batch = await context.database.withCompany(companyId, (tx) => new ExportStore(tx).find(by));
  if (batch === undefined)
    throw new InputError('unknown-export', `There is no export ${'id' in by ? by.id : `number ${by.number}`}.`);
  return { batch, bytes: piecesOf(context, companyId, batch) };
}

/** Batches of a company, newest first. */
export function listExports(context: OperationsContext, companyId: string, limit = 50): Promise<ExportBatch[]> {
  return context.database.withCompany(companyId, (tx) => new ExportStore(tx).list(limit));
}

/**
 * Notes that whoever asked for a batch has its bytes. Until then a transfer is handed over again instead of a new one
 * being made, so a process killed between the two loses nothing and repeats nothing.
 */
export function handOverExport(context: OperationsContext, companyId: string, id: string): Promise<void> {
  return context.database.withCompany(companyId, (tx) => new ExportStore(tx).handOver(id));
}

/** Transfers made for a destination that nobody has had yet, oldest first. */
export function waitingExports(
  context: OperationsContext,
  companyId: string,
  destination: string,
): Promise<ExportBatch[]> {
  return context.database.withCompany(companyId, (tx) => new ExportStore(tx).waiting(destination));
}

/** Pieces never change, so each may be read in a transaction of its own. Other bytes than were written end in an error. */
async function* piecesOf(
  context: OperationsContext,
  companyId: string,
  { id, number, sha256 }: ExportBatch,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for (let ordinal = 0; ; ordinal++) {
    const piece = await context.database.withCompany(companyId, (tx) => new ExportStore(tx).chunk(id, ordinal));
    if (piece === undefined) break;
    hash.update(piece);
    yield piece;
  }
  if (hash.digest('hex') === sha256) return;
  throw new InputError(
    'export-damaged',
    `The kept file of export ${number} is not the one that was written; it was not handed over. Restore the database from a backup.`,
  );
}
