import type { StatusOutcome } from '@lettrage/adapter-sdk';
import { delayBeforeRetry, type OpenAdapter } from '@lettrage/adapter-host';
import { DeliveryStore, newId, TaskStore, type CompanyTransaction, type Delivery, type DeliveryState } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { listConnections, openConnection, type Connection } from '../setup/connections.js';
import { projectDeliveries } from './project-deliveries.js';

/** Longer than any single send may take, so that a live worker never loses its lease. */
const LEASE_SECONDS = 120;
const SUBJECTS_AT_ONCE = 20;

/** What a run of deliveries did, per connection. */
export interface DeliverReport {
  readonly connection: string;
  readonly adapter: string;
  readonly state: Connection['state'];
  readonly sent: number;
  readonly already: number;
  readonly later: number;
  readonly unsupported: number;
  readonly rejected: number;
  readonly dead: number;
  readonly held: number;
}

/** One delivery a dry run would send. */
export interface PlannedDelivery {
  readonly connection: string;
  readonly type: string;
  readonly document: string;
  readonly amount: string;
  readonly currency: string;
  readonly day: string;
  readonly state: DeliveryState;
}

/** What would be sent, nothing is: target, document, amount and day of each waiting or held delivery. */
export async function planDeliveries(context: OperationsContext, companyId: string): Promise<PlannedDelivery[]> {
  await projectDeliveries(context, companyId);
  return context.database.withCompany(companyId, async (tx) => {
    const names = new Map((await listConnections(tx)).map((connection) => [connection.id, connection.name]));
    const deliveries = await new DeliveryStore(tx).list({ states: ['held', 'pending', 'sending', 'unknown'], limit: 100_000 });
    return deliveries.map((delivery) => ({
      connection: names.get(delivery.connectionId) ?? delivery.connectionId,
      type: delivery.type,
      document: delivery.payload.invoice?.number ?? delivery.subject,
      amount: delivery.payload.payment?.amount ?? '',
      currency: delivery.payload.payment?.currency ?? '',
      day: delivery.day,
      state: delivery.state,
    }));
  });
}

/** Sends what is due on every released connection of a company, or on one. Returns when nothing is due any more. */
export async function deliver(context: OperationsContext, companyId: string, only?: string): Promise<DeliverReport[]> {
  await projectDeliveries(context, companyId);
  const connections = await context.database.withCompany(companyId, (tx) => listConnections(tx));
  const sinks = await context.adapters.registry.idsWith('statusSink');
  const reports: DeliverReport[] = [];
  for (const connection of connections) {
    if (only !== undefined && connection.id !== only && connection.name !== only) continue;
    if (!sinks.includes(connection.adapter)) continue;
    reports.push(await deliverConnection(context, companyId, connection));
  }
  return reports;
}

async function deliverConnection(context: OperationsContext, companyId: string, connection: Connection): Promise<DeliverReport> {
  const count: Record<string, number> = {};
  const adapter = connection.state === 'released' ? await openConnection(context, companyId, connection) : undefined;
  try {
    while (adapter !== undefined) {
      const token = newId();
      const claimed = await context.database.withCompany(companyId, (tx) =>
        new DeliveryStore(tx).claim(connection.id, token, SUBJECTS_AT_ONCE, LEASE_SECONDS),
      );
      if (claimed.length === 0) break;
      for (const delivery of claimed) {
        const status = await sendOne(context, companyId, connection, adapter, delivery, token);
        count[status] = (count[status] ?? 0) + 1;
      }
    }
  } finally {
    adapter?.close();
  }
  const states = await context.database.withCompany(companyId, (tx) => new DeliveryStore(tx).counts());
  return {
    connection: connection.name,
    adapter: connection.adapter,
    state: connection.state,
    sent: count['done'] ?? 0,
    already: count['already'] ?? 0,
    later: count['later'] ?? 0,
    unsupported: count['unsupported'] ?? 0,
    rejected: count['rejected'] ?? 0,
    dead: count['dead'] ?? 0,
    held: states.find((row) => row.connectionId === connection.id && row.state === 'held')?.count ?? 0,
  };
}

/** Claim is committed, send happens outside any transaction, the outcome is recorded under the lease's token. */
async function sendOne(
  context: OperationsContext,
  companyId: string,
  connection: Connection,
  adapter: OpenAdapter,
  delivery: Delivery,
  token: string,
): Promise<StatusOutcome['status'] | 'dead' | 'lost'> {
  const { outcomes } = await adapter.push([delivery.payload]);
  const outcome = outcomes[0]!;
  const delay = outcome.status === 'later' ? delayBeforeRetry(delivery.attempts, Math.random(), outcome.retryAfter) : undefined;
  const dead = outcome.status === 'later' && delay === undefined;
  return context.database.withCompany(companyId, async (tx) => {
    const kept = await new DeliveryStore(tx).record(delivery.id, token, {
      state: dead ? 'dead' : STATE_OF[outcome.status],
      outcome,
      ...(outcome.externalId === undefined ? {} : { externalId: outcome.externalId }),
      ...(delay === undefined ? {} : { retryInSeconds: delay }),
    });
    if (!kept) return 'lost';
    if (dead || outcome.status === 'unsupported' || outcome.status === 'rejected') await askPerson(tx, connection, delivery, outcome, dead);
    return dead ? 'dead' : outcome.status;
  });
}

/** What no retry can mend is a person's task. */
async function askPerson(tx: CompanyTransaction, connection: Connection, delivery: Delivery, outcome: StatusOutcome, dead: boolean): Promise<void> {
  const document = delivery.payload.invoice?.number ?? delivery.subject;
  const why = outcome.message ?? (dead ? 'no answer after many attempts' : outcome.status);
  await new TaskStore(tx).add({
    kind: 'delivery',
    onceKey: delivery.id,
    message: `${connection.name}: ${delivery.type} of ${document} was not delivered (${why}). Do it by hand there, or drive the delivery again.`,
    data: { delivery: delivery.id, connection: connection.id, status: dead ? 'dead' : outcome.status },
  });
}

const STATE_OF: Readonly<Record<StatusOutcome['status'], DeliveryState>> = {
  done: 'delivered',
  already: 'delivered',
  unsupported: 'unsupported',
  rejected: 'rejected',
  later: 'pending',
};
