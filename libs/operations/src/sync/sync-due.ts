import { isAdapterError } from '@lettrage/adapter-sdk';
import { ConnectionStore, TaskStore, type Connection } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { listConnections } from '../setup/connections.js';
import { pullable } from './pullable.js';
import { sync } from './sync-connection.js';

/**
 * Pulls from every connection of a company, as the scheduler does: one that fails is noted, asked about where only a
 * person can mend it, and holds up no other.
 *
 * @returns the connections that failed
 */
export async function syncDue(context: OperationsContext, companyId: string): Promise<string[]> {
  const connections = await context.database.withCompany(companyId, (tx) => listConnections(tx));
  const sources = await pullable(context);
  const failed: string[] = [];
  for (const connection of connections) {
    if (connection.state === 'disabled' || !sources.has(connection.adapter)) continue;
    try {
      await sync(context, companyId, connection.id);
    } catch (error) {
      if (!isAdapterError(error)) throw error;
      failed.push(connection.name);
      await note(context, companyId, connection, error);
    }
  }
  return failed;
}

async function note(
  context: OperationsContext,
  companyId: string,
  connection: Connection,
  error: Error & { kind: string },
): Promise<void> {
  await context.database.withCompany(companyId, async (tx) => {
    await new ConnectionStore(tx).noteRun(connection.id, error.message);
    // What passes by itself is tried again; a login or a setting is a person's.
    if (error.kind !== 'auth' && error.kind !== 'config') return;
    await new TaskStore(tx).add({
      kind: 'connection',
      onceKey: `${connection.id} ${error.message}`,
      message: `${connection.name} brings nothing any more: ${error.message} Mend the connection; nothing is lost meanwhile.`,
      data: { connection: connection.id },
    });
  });
}
