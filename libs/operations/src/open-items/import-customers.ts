import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { fileSource } from '@lettrage/adapter-host';
import type { ImportCustomersReport } from '@lettrage/billing';
import { hasErrors, type Problem } from '@lettrage/domain';
import { newId } from '@lettrage/persistence';
import { billingOf } from '../billing-of.js';
import type { OperationsContext } from '../context.js';
import { requestReconcile } from '../reconcile/request-reconcile.js';
import { readCustomers } from './read-customers.js';

/** Billing's report, or, where the file is refused, what is wrong with it. */
export interface CustomersImport {
  readonly file: string;
  readonly dryRun: boolean;
  readonly refused: boolean;
  readonly problems: readonly Problem[];
  readonly report?: ImportCustomersReport;
}

/**
 * Imports customers (CSV: id, name, ibans, siren, group_id, account) by their code: new ones are added, known ones
 * brought up to what the file says. One bad line refuses the file; what the file leaves out stays as it is.
 *
 * @throws InputError where the file cannot be read at all
 */
export async function importCustomersFile(
  context: OperationsContext,
  companyId: string,
  path: string,
  options: { readonly dryRun?: boolean; readonly name?: string } = {},
): Promise<CustomersImport> {
  const file = options.name ?? basename(path);
  const dryRun = options.dryRun ?? false;
  const parts: Uint8Array[] = [];
  for await (const chunk of fileSource(path).chunks) parts.push(chunk);
  const bytes = Buffer.concat(parts);
  const { customers, problems } = readCustomers(bytes, file);
  if (hasErrors(problems)) return { file, dryRun, refused: true, problems };

  const report = await context.database.withCompany(companyId, async (tx) => {
    const result = await billingOf(context, tx).importCustomers(customers, { dryRun });
    if (!dryRun) {
      await tx.query(
        `insert into books.import_run (company_id, id, kind, file_name, sha256, as_of, report) values ($1, $2, 'customers', $3, $4, $5, $6)`,
        [
          companyId,
          newId(),
          file,
          createHash('sha256').update(bytes).digest(),
          context.now().toISOString().slice(0, 10),
          JSON.stringify(result),
        ],
      );
      await requestReconcile(tx);
    }
    return result;
  });
  return { file, dryRun, refused: false, problems, report };
}
