import type { OperationsContext } from '../context.js';

/** Ids of the adapters that have something to pull. */
export async function pullable(context: OperationsContext): Promise<ReadonlySet<string>> {
  const { registry } = context.adapters;
  const sources = ['invoiceSource', 'statementSource', 'payoutSource', 'statusSource'] as const;
  return new Set((await Promise.all(sources.map((source) => registry.idsWith(source)))).flat());
}
