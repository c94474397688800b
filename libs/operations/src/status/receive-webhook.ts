import { isUuid, wantLane } from '@lettrage/persistence';
import { isAdapterError } from '@lettrage/adapter-sdk';
import type { OperationsContext } from '../context.js';
import { LANE } from '../reconcile/request-reconcile.js';
import { listConnections, openConnection, type Connection } from '../setup/connections.js';

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
  if (!(await isGenuine(context, companyId, connection, call))) return false;
  await context.database.withCompany(companyId, (tx) => wantLane(tx, LANE.sync));
  return true;
}

/** A connection that cannot be opened finds nothing genuine: whoever calls learns nothing of it. */
async function isGenuine(
  context: OperationsContext,
  companyId: string,
  connection: Connection,
  call: WebhookCall,
): Promise<boolean> {
  try {
    const adapter = await openConnection(context, companyId, connection);
    try {
      return (await adapter.members.statusSource?.isGenuine?.(call)) === true;
    } finally {
      adapter.close();
    }
  } catch (error) {
    if (!isAdapterError(error)) throw error;
    context.log.warn({ err: error, connection: connection.id }, 'a webhook could not be checked');
    return false;
  }
}
