import { isUuid, wantLane } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { LANE } from '../reconcile/request-reconcile.js';
import { listConnections, openConnection } from '../setup/connections.js';

/** A call that claims to come from a platform, with its body as it came. */
export interface WebhookCall {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The address of a connection's webhook, below that of the API: it names the company and the connection. */
export function webhookPath(companyId: string, connectionId: string): string {
  return `/v1/hooks/${companyId}.${connectionId}`;
}

/**
 * Takes a platform's call: one that its connection finds genuine makes the connection be asked for what is new, soon and
 * once however many calls come. What the call says is not used, so calls may come twice, late, in any order or be
 * recorded ones: the platform's own list and our cursor decide what is new.
 *
 * @param id `<company>.<connection>`
 * @returns false where there is no such connection, or the call is not genuine, without saying which
 */
export async function receiveWebhook(context: OperationsContext, id: string, call: WebhookCall): Promise<boolean> {
  const [companyId = '', connectionId = '', ...more] = id.split('.');
  if (more.length > 0 || !isUuid(companyId) || !isUuid(connectionId)) return false;
  const connections = await context.database.withCompany(companyId, (tx) => listConnections(tx));
  const connection = connections.find((one) => one.id === connectionId && one.state !== 'disabled');
  if (!connection) return false;
  const adapter = await openConnection(context, companyId, connection);
  try {
    if ((await adapter.members.statusSource?.isGenuine?.(call)) !== true) return false;
  } finally {
    adapter.close();
  }
  await context.database.withCompany(companyId, (tx) => wantLane(tx, LANE.sync));
  return true;
}
