import type { OperationsContext } from '../context.js';

/** Ids of the adapters that have something to pull. */
export async function pullable(context: OperationsContext): Promise<ReadonlySet<string>> {
  const { registry } = context.adapters;
  return new Set([...(await registry.idsWith('invoiceSource')), ...(await registry.idsWith('statementSource'))]);
}
