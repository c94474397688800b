import { DeliveryStore, JournalStore, type CompanyTransaction } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { readCompany } from '../setup/companies.js';
import { listConnections } from '../setup/connections.js';
import { statusEventsOf } from './status-events.js';

const PROJECTOR = 'deliveries';
const PAGE = 500;

/**
 * The deliveries projector: turns billing events into one delivery per outgoing connection, in the same transaction as
 * its cursor, so that a killed process repeats and loses nothing. A connection on hold gets held deliveries.
 *
 * @returns the number of events read
 */
export async function projectDeliveries(context: OperationsContext, companyId: string): Promise<number> {
  let total = 0;
  for (;;) {
    const read = await context.database.withCompany(companyId, (tx) => projectPage(context, tx));
    total += read;
    if (read < PAGE) return total;
  }
}

async function projectPage(context: OperationsContext, tx: CompanyTransaction): Promise<number> {
  const journal = new JournalStore(tx);
  const position = await journal.lockCursor(PROJECTOR);
  const events = await journal.eventsAfter(position, PAGE);
  if (events.length === 0) return 0;
  const company = await readCompany(tx);
  const adapters = await context.adapters.registry.idsWith('statusSink');
  const sinks = (await listConnections(tx)).filter((connection) => connection.state !== 'disabled' && adapters.includes(connection.adapter));
  const fact = { id: company.id, name: company.name, ...(company.siren ? { siren: company.siren } : {}) };
  const rows = events
    .flatMap((event) => statusEventsOf(event, fact))
    .flatMap((event) => sinks.map((sink) => ({ sink, event })))
    // A released connection is told of nothing before the day it was released from.
    .filter(({ sink, event }) => sink.state === 'hold' || sink.releaseFrom === undefined || event.day >= sink.releaseFrom)
    .map(({ sink, event }) => ({ connectionId: sink.id, event, held: sink.state === 'hold' }));
  await new DeliveryStore(tx).add(rows);
  await journal.moveCursor(PROJECTOR, events.at(-1)!.position);
  return events.length;
}
