import type { ExportBatch } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { exportLedger, type ExportReport } from './export-ledger.js';
import type { ExportOptions } from './export-plan.js';
import { handOverExport, readExport, waitingExports } from './read-export.js';

/** Puts a file where it is wanted, whole or not at all; the same name again must take the old one's place. */
export type WriteExport = (fileName: string, bytes: AsyncIterable<Uint8Array>) => Promise<void>;

/** What was handed over. */
export interface HandedOver {
  /** Batches made before that nobody had had, because the process ended too early: the same bytes under the same name. */
  readonly again: readonly ExportBatch[];
  /** The new one; absent where there was only room for a file of before. */
  readonly report?: ExportReport;
}

/**
 * Makes an export and hands it over: first every transfer to this destination that was made and never arrived, then what
 * is new. A batch counts as had only after its file is written, so a process killed at any moment leaves a file to be
 * written again, never a gap and never an entry in two batches.
 *
 * @param write called once per file, in the order of the batches
 * @param options.room how many files may be written; a path that is one file has room for one
 */
export async function exportAndHandOver(
  context: OperationsContext,
  companyId: string,
  request: ExportOptions,
  write: WriteExport,
  options: { readonly room?: number } = {},
): Promise<HandedOver> {
  const waiting = request.dryRun ? [] : await waitingExports(context, companyId, request.destination ?? request.format);
  const again = waiting.slice(0, options.room);
  for (const { id, fileName } of again) await handOver(context, companyId, { id, fileName }, write);
  if (again.length >= (options.room ?? Infinity)) return { again };
  const report = await exportLedger(context, companyId, request);
  const { id, fileName } = report;
  if (id !== undefined) await handOver(context, companyId, { id, fileName }, write);
  return { again, report };
}

async function handOver(
  context: OperationsContext,
  companyId: string,
  batch: { readonly id: string; readonly fileName: string },
  write: WriteExport,
): Promise<void> {
  const { bytes } = await readExport(context, companyId, { id: batch.id });
  await write(batch.fileName, bytes);
  await handOverExport(context, companyId, batch.id);
}
