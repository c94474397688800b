import type { BillingEvent } from '@lettrage/domain';
import { DeliveryStore, JournalStore, type CompanyTransaction } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { readCompany } from '../setup/companies.js';
import { listConnections, type Connection } from '../setup/connections.js';
import { messageAdapters, projectStatuses } from '../status/project-statuses.js';
import { statusEventsOf } from './status-events.js';

const PAGE = 500;

/**
 * The deliveries projector: turns billing events into deliveries of each outgoing connection, in the same transaction as
 * its cursor, so that a killed process repeats and loses nothing. Each connection has a cursor of its own: one that is
 * added later is told of what came before it too, from the day it is released from. On hold it gets held deliveries.
 *
 * @returns the number of events read, of all connections
 */
export async function projectDeliveries(context: OperationsContext, companyId: string): Promise<number> {
  // Platforms of electronic invoices take messages, which have a projector of their own.
  await projectStatuses(context, companyId);
  const platforms = await messageAdapters(context);
  const sinks = await context.adapters.registry.idsWith('statusSink');
  const adapters = sinks.filter((id) => !platforms.includes(id));
  const connections = await context.database.withCompany(companyId, (tx) => listConnections(tx));
  let total = 0;
  for (const { id } of connections.filter((connection) => receives(connection, adapters))) {
    for (;;) {
      const read = await context.database.withCompany(companyId, (tx) => projectPage(tx, id));
      total += read;
      if (read < PAGE) break;
    }
  }
  return total;
}

function receives(connection: Connection, adapters: readonly string[]): boolean {
  return connection.state !== 'disabled' && adapters.includes(connection.adapter);
}

async function projectPage(tx: CompanyTransaction, connectionId: string): Promise<number> {
  const journal = new JournalStore(tx);
  const projector = `deliveries:${connectionId}`;
  const position = await journal.lockCursor(projector);
  const events = await journal.eventsAfter(position, PAGE);
  if (events.length === 0) return 0;
  const company = await readCompany(tx);
  // Read under the cursor's lock: a page that starts after a release sees it.
  const connection = (await listConnections(tx)).find((one) => one.id === connectionId);
  if (connection === undefined) return 0;
  const fact = { id: company.id, name: company.name, ...(company.siren ? { siren: company.siren } : {}) };
  const rows = events
    .filter((event) => !isItsOwn(event, connection))
    .flatMap((event) => statusEventsOf(event, fact))
    // A released connection is told of nothing before the day it was released from.
    .filter(
      (event) =>
        connection.state === 'hold' || connection.releaseFrom === undefined || event.day >= connection.releaseFrom,
    )
    .map((event) => ({ connectionId, event, held: connection.state === 'hold' }));
  await new DeliveryStore(tx).add(rows);
  await journal.moveCursor(projector, events.at(-1)!.position);
  return events.length;
}

/** A payment recorded in the connected system itself is no news there: telling it would pay twice. */
function isItsOwn(event: BillingEvent, connection: Connection): boolean {
  return (
    event.type === 'payment.recorded' &&
    event.data.payment.kind === 'recorded' &&
    event.data.payment.connection === connection.id
  );
}
