import type { StatusOutcome } from '@lettrage/adapter-sdk';
import { delayBeforeRetry, reactionTo, type OpenAdapter } from '@lettrage/adapter-host';
import {
  type CompanyTransaction,
  ConnectionStore,
  type Delivery,
  type DeliveryState,
  DeliveryStore,
  newId,
  TaskStore,
} from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { listConnections, openConnection, type Connection } from '../setup/connections.js';
import { noteDispatch, withFile } from '../sending/event-file.js';
import { projectDeliveries } from './project-deliveries.js';

const LEASE_SECONDS = 180;
/** A send takes a minute at most (the host's limit of a call); none is begun whose lease could end before it does. */
const LATEST_START_MS = (LEASE_SECONDS - 75) * 1000;
const SUBJECTS_AT_ONCE = 40;
/** Subjects are independent of each other, and waiting for one answer after the other takes longest. */
const SENDS_AT_ONCE = 4;

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
    const deliveries = await new DeliveryStore(tx).list({
      states: ['held', 'pending', 'sending', 'unknown'],
      limit: 100_000,
    });
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

/**
 * Sends what is due on every released connection of a company, or on one. Returns when nothing is due any more.
 *
 * @throws the first error of a connection that cannot be opened, after the others have been served
 */
export async function deliver(context: OperationsContext, companyId: string, only?: string): Promise<DeliverReport[]> {
  await projectDeliveries(context, companyId);
  const connections = await context.database.withCompany(companyId, (tx) => listConnections(tx));
  const sinks = await context.adapters.registry.idsWith('statusSink');
  const reports: DeliverReport[] = [];
  const failures: unknown[] = [];
  for (const connection of connections) {
    if (only !== undefined && connection.id !== only && connection.name !== only) continue;
    if (!sinks.includes(connection.adapter)) continue;
    try {
      reports.push(await deliverConnection(context, companyId, connection));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return reports;
}

async function deliverConnection(
  context: OperationsContext,
  companyId: string,
  connection: Connection,
): Promise<DeliverReport> {
  const count: Record<string, number> = {};
  if (connection.state === 'released') await sendDue(context, companyId, connection, count);
  const states = await context.database.withCompany(companyId, (tx) => new DeliveryStore(tx).counts());
  return {
    connection: connection.name,
    adapter: connection.adapter,
    state: connection.state,
    sent: count['done'] ?? 0,
    already: count['already'] ?? 0,
    later: (count['later'] ?? 0) + (count['broken'] ?? 0),
    unsupported: count['unsupported'] ?? 0,
    rejected: count['rejected'] ?? 0,
    dead: count['dead'] ?? 0,
    held: states.find((row) => row.connectionId === connection.id && row.state === 'held')?.count ?? 0,
  };
}

async function sendDue(
  context: OperationsContext,
  companyId: string,
  connection: Connection,
  count: Record<string, number>,
): Promise<void> {
  const store = <T>(work: (deliveries: DeliveryStore) => Promise<T>): Promise<T> =>
    context.database.withCompany(companyId, (tx) => work(new DeliveryStore(tx)));
  const { releaseFrom } = connection;
  // What a projector that had read the connection on hold stored just after its release.
  if (releaseFrom !== undefined) await store((deliveries) => deliveries.release(connection.id, releaseFrom));
  const adapter = await openConnection(context, companyId, connection);
  try {
    for (;;) {
      const token = newId();
      const latestStart = performance.now() + LATEST_START_MS;
      const claimed = await store((deliveries) =>
        deliveries.claim(connection.id, token, SUBJECTS_AT_ONCE, LEASE_SECONDS),
      );
      if (claimed.length === 0) return;
      const waiting = [...claimed];
      let broken = false;
      const sender = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          if (broken || performance.now() > latestStart) return void waiting.push(next);
          const status = await sendOne(context, companyId, connection, adapter, next, token);
          if (status === 'broken') broken = true;
          count[status] = (count[status] ?? 0) + 1;
        }
      };
      await Promise.all(Array.from({ length: SENDS_AT_ONCE }, sender));
      if (waiting.length > 0) {
        const ids = waiting.map(({ id }) => id);
        await store((deliveries) => deliveries.giveBack(ids, token));
      }
      // A person must mend it first; every other delivery would fail in the same way.
      if (broken) return;
    }
  } finally {
    adapter.close();
  }
}

/** Claim is committed, send happens outside any transaction, the outcome is recorded under the lease's token. */
async function sendOne(
  context: OperationsContext,
  companyId: string,
  connection: Connection,
  adapter: OpenAdapter,
  delivery: Delivery,
  token: string,
): Promise<StatusOutcome['status'] | 'dead' | 'lost' | 'broken'> {
  const { outcomes, error } = await adapter.push([await withFile(context, companyId, delivery.payload)]);
  const broken = error !== undefined && ['configuration', 'credentials'].includes(reactionTo(error));
  const outcome = outcomes[0]!;
  const delay =
    outcome.status === 'later' ? delayBeforeRetry(delivery.attempts, Math.random(), outcome.retryAfter) : undefined;
  const dead = outcome.status === 'later' && delay === undefined;
  return context.database.withCompany(companyId, async (tx) => {
    const store = new DeliveryStore(tx);
    const state = dead ? 'dead' : STATE_OF[outcome.status];
    const kept = await store.record(delivery.id, token, {
      state,
      outcome,
      ...(outcome.externalId === undefined ? {} : { externalId: outcome.externalId }),
      ...(delay === undefined ? {} : { retryInSeconds: delay }),
    });
    if (!kept) return 'lost';
    await noteDispatch(tx, delivery, state, outcome);
    if (broken) {
      await askForConnection(tx, connection, error.message);
      return 'broken';
    }
    if (state === 'delivered') await store.settleTask(delivery.id);
    else if (state !== 'pending') await askPerson(store, connection, delivery, outcome, dead);
    return dead ? 'dead' : outcome.status;
  });
}

/** A refused key or a wrong address is said once, at the first refusal, and not after twelve. */
async function askForConnection(tx: CompanyTransaction, connection: Connection, why: string): Promise<void> {
  await new ConnectionStore(tx).noteRun(connection.id, why);
  await new TaskStore(tx).add({
    kind: 'connection',
    onceKey: `${connection.id} ${why}`,
    message: `${connection.name} refuses statuses: ${why} Mend the connection; what is due waits.`,
    data: { connection: connection.id },
  });
}

/** What no retry can mend is a person's task. */
async function askPerson(
  store: DeliveryStore,
  connection: Connection,
  delivery: Delivery,
  outcome: StatusOutcome,
  dead: boolean,
): Promise<void> {
  const document = delivery.payload.invoice?.number ?? delivery.subject;
  const why = outcome.message ?? (dead ? 'no answer after many attempts' : outcome.status);
  const blocks =
    outcome.status === 'unsupported' ? '' : ' Until this task is closed, later statuses of the document wait.';
  await store.ask(
    delivery.id,
    `${connection.name}: ${delivery.type} of ${document} was not delivered (${why}). Do it by hand there, or drive the delivery again.${blocks}`,
    { delivery: delivery.id, connection: connection.id, status: dead ? 'dead' : outcome.status },
  );
}

const STATE_OF: Readonly<Record<StatusOutcome['status'], DeliveryState>> = {
  done: 'delivered',
  already: 'delivered',
  unsupported: 'unsupported',
  rejected: 'rejected',
  later: 'pending',
};
