import { createHash, type Hash } from 'node:crypto';
import { basename } from 'node:path';
import { fileSource } from '@lettrage/adapter-host';
import type { ImportReport } from '@lettrage/billing';
import { hasErrors, type Day, type OpenItem, type Problem } from '@lettrage/domain';
import { readOpenItems } from '@lettrage/formats';
import { newId } from '@lettrage/persistence';
import { billingOf } from '../billing-of.js';
import type { OperationsContext, Progress } from '../context.js';
import { readLedgerOpenItems } from '../pure/ledger-open-items.js';
import { requestProjections, requestReconcile } from '../reconcile/request-reconcile.js';

/** How an open-items file is imported. */
export interface ImportOpenItemsOptions {
  /** The day the file shows the books of. */
  readonly asOf: Day;
  /** The file holds changes only: what it does not name is not gone. */
  readonly partial?: boolean;
  readonly dryRun?: boolean;
  readonly name?: string;
  /** `csv` or `ndjson` (found by content), or an accounting format an adapter reads back, such as `fec`. */
  readonly format?: string;
  readonly onProgress?: Progress;
}

/** Billing's report, or, where the file is refused, what is wrong with it. */
export interface ImportOpenItemsReport {
  readonly file: string;
  readonly asOf: Day;
  readonly dryRun: boolean;
  readonly refused: boolean;
  readonly problems: readonly Problem[];
  readonly report?: ImportReport;
}

/**
 * Imports open items (CSV or NDJSON, interfaces: Open items; or an accounting file) as the snapshot of a day.
 *
 * The whole file is read and checked first: one unreadable line refuses the file, with every problem named, and
 * nothing is stored. Importing the same snapshot again changes nothing.
 */
export async function importOpenItems(
  context: OperationsContext,
  companyId: string,
  path: string,
  options: ImportOpenItemsOptions,
): Promise<ImportOpenItemsReport> {
  const file = options.name ?? basename(path);
  const { items, problems, sha256 } = isAccounting(options.format)
    ? await readLedger(context, path, file, options.format)
    : await readFile(path, file, options.onProgress);
  const refused = hasErrors(problems);
  const outcome = { file, asOf: options.asOf, dryRun: options.dryRun ?? false, refused, problems };
  if (refused) return outcome;
  const report = await context.database.withCompany(companyId, async (tx) => {
    const result = await billingOf(context, tx).importOpenItems(items, {
      asOf: options.asOf,
      partial: options.partial ?? false,
      origin: 'import',
      dryRun: options.dryRun ?? false,
      onProgress: (done, total) => options.onProgress?.({ what: `storing ${file}`, done, total, unit: 'items' }),
    });
    if (!options.dryRun) {
      await tx.query(
        `insert into books.import_run (company_id, id, kind, file_name, sha256, as_of, report) values ($1, $2, 'open-items', $3, $4, $5, $6)`,
        [companyId, newId(), file, sha256, options.asOf, JSON.stringify(result)],
      );
      await requestReconcile(tx);
      await requestProjections(tx);
    }
    return result;
  });
  return { ...outcome, report };
}

function isAccounting(format: string | undefined): format is string {
  return format !== undefined && format !== 'csv' && format !== 'ndjson';
}

/** The unlettered customer lines of an accounting file. */
async function readLedger(context: OperationsContext, path: string, file: string, format: string) {
  const hash = createHash('sha256');
  const { items } = await readLedgerOpenItems(context.adapters, hashed(path, hash), { format, file });
  const problems: Problem[] = [];
  return { items, problems, sha256: hash.digest() };
}

async function* hashed(path: string, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of fileSource(path).chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

async function readFile(path: string, file: string, onProgress: Progress | undefined) {
  const hash = createHash('sha256');
  const items: OpenItem[] = [];
  const problems: Problem[] = [];
  for await (const batch of readOpenItems(hashed(path, hash), { file })) {
    problems.push(...batch.problems);
    for (const { item } of batch.items) items.push(item);
    onProgress?.({ what: `reading ${file}`, done: items.length, total: 0, unit: 'items' });
  }
  return { items, problems, sha256: hash.digest() };
}
