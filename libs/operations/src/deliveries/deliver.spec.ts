import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { DeliveryStore, newId } from '@lettrage/persistence';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { reconcile } from '../reconcile/reconcile.js';
import { addConnection, releaseConnection } from '../setup/connections.js';
import { bankLine, CompanyFixture } from '../testing/company-fixture.js';
import { FaultReceiver, type Fault } from '../testing/fault-receiver.js';
import { deliver, planDeliveries, type DeliverReport } from './deliver.js';
import { projectDeliveries } from './project-deliveries.js';

let test: TestDatabase;
const receivers: FaultReceiver[] = [];
beforeAll(async () => {
  process.env['DELIVER_SPEC_SECRET'] = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
  test = await createTestDatabase({ poolSize: 10 });
});
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});
afterAll(() => test.drop());

async function connected(
  faultOf: (request: number, id: string) => Fault,
): Promise<{ books: CompanyFixture; receiver: FaultReceiver }> {
  const receiver = await FaultReceiver.start(faultOf);
  receivers.push(receiver);
  const books = await CompanyFixture.open(test, {
    adapters: { 'status-webhook': () => import('@lettrage/status-webhook') },
    settings: { allowedNetworks: ['127.0.0.0/8'] },
  });
  await connect(books, receiver, 'hook');
  return { books, receiver };
}

function connect(books: CompanyFixture, receiver: FaultReceiver, name: string): Promise<string> {
  const config = { url: receiver.url, secret: 'env:DELIVER_SPEC_SECRET' };
  return addConnection(books.context, books.companyId, { name, adapter: 'status-webhook', config });
}

const numberOf = (n: number): string => `FA2026-${String(1000 + n).padStart(6, '0')}`;

/** Invoices of 100.00, each paid in two halves: two statuses of each, in order. */
async function paidInHalves(books: CompanyFixture, invoices: number): Promise<void> {
  const all = Array.from({ length: invoices }, (_, n) => n);
  await books.items(...all.map((n) => ({ number: numberOf(n), total: '100.00' })));
  await books.statement([
    ...all.map((n) => bankLine(`a${n}`, '2026-02-10', '60.00', `ACOMPTE ${numberOf(n)}`)),
    ...all.map((n) => bankLine(`b${n}`, '2026-03-10', '40.00', `SOLDE ${numberOf(n)}`)),
  ]);
  await reconcile(books.context, books.companyId);
  await books.run(async (tx, billing) => {
    const lines = await tx.query<{ id: string; ref: string; amount: bigint }>(
      `select id, ref, amount from books.bank_transaction where company_id = $1 and state <> 'matched' order by ref`,
      [books.companyId],
    );
    for (const { id, ref, amount } of lines) {
      const [item] = await tx.query<{ id: string }>(`select id from books.item where company_id = $1 and number = $2`, [
        books.companyId,
        numberOf(Number(ref.slice(1))),
      ]);
      const allocations = [{ itemId: item!.id, amount }];
      await billing.accept({ transactionId: id, choice: { kind: 'custom', allocations }, by: 'anna' });
    }
  });
  await projectDeliveries(books.context, books.companyId);
}

/** Delivers until nothing waits, without waiting for back-off. */
async function untilQuiet(books: CompanyFixture, runs = 40): Promise<DeliverReport[]> {
  const reports: DeliverReport[] = [];
  for (let run = 0; run < runs; run++) {
    await books.query(`update books.delivery set next_attempt_at = null where company_id = $1`);
    reports.push(...(await deliver(books.context, books.companyId)));
    const [left] = await books.query<{ n: number }>(
      `select count(*)::int as n from books.delivery where company_id = $1 and state in ('pending', 'sending')`,
    );
    if (left!.n === 0) break;
  }
  return reports;
}

function states(books: CompanyFixture): Promise<Record<string, number>> {
  return books
    .query<{ state: string; n: number }>(
      'select state, count(*)::int as n from books.delivery where company_id = $1 group by state order by state',
    )
    .then((rows) => Object.fromEntries(rows.map(({ state, n }) => [state, n])));
}

const tasks = (books: CompanyFixture) =>
  books.query<{ state: string; message: string }>(
    `select state, message from books.task where company_id = $1 and kind = 'delivery' order by id`,
  );

describe('the queue of statuses', () => {
  it('is held until a person releases the connection; what is older than that day is never sent', async () => {
    const { books, receiver } = await connected(() => 'ok');
    await paidInHalves(books, 3);
    const [report] = await deliver(books.context, books.companyId);
    expect(report).toMatchObject({ state: 'hold', sent: 0, held: 6 });
    const planned = await planDeliveries(books.context, books.companyId);
    expect(planned[0]).toEqual({
      connection: 'hook',
      type: 'invoice.partly-paid',
      document: numberOf(0),
      amount: '60.00',
      currency: 'EUR',
      day: '2026-02-10',
      state: 'held',
    });
    expect(await releaseConnection(books.context, books.companyId, 'hook', parseDay('2026-03-01'))).toEqual({
      opened: 3,
      cancelled: 3,
    });
    await untilQuiet(books);
    expect(await states(books)).toEqual({ cancelled: 3, delivered: 3 });
    expect(receiver.effects.map(({ type }) => type)).toEqual(['invoice.paid', 'invoice.paid', 'invoice.paid']);
  });

  it('holds nothing of history', async () => {
    const { books } = await connected(() => 'ok');
    await books.items({ number: numberOf(1), total: '100.00', open: '0.00', issued: '2025-03-01' });
    await books.statement([bankLine('old', '2025-12-10', '100.00', `VIR ${numberOf(1)}`)]);
    await reconcile(books.context, books.companyId);
    expect(await states(books)).toEqual({});
  });

  it('is the same after a replay', async () => {
    const { books } = await connected(() => 'ok');
    await paidInHalves(books, 3);
    const rows = () =>
      books.query('select id, status_event_id, state from books.delivery where company_id = $1 order by id');
    const before = await rows();
    await books.query(`update books.projector set position = 0 where company_id = $1 and name like 'deliveries:%'`);
    await projectDeliveries(books.context, books.companyId);
    expect(await rows()).toEqual(before);
    expect(before).toHaveLength(6);
  });

  it('tells a connection that is added later too, from the day it is released from', async () => {
    const { books, receiver } = await connected(() => 'ok');
    await paidInHalves(books, 2);
    await connect(books, receiver, 'later');
    await releaseConnection(books.context, books.companyId, 'later', parseDay('2026-03-01'));
    await untilQuiet(books);
    expect(receiver.effects).toHaveLength(2);
  });

  it('opens what a projector stored on hold just after the release', async () => {
    const { books, receiver } = await connected(() => 'ok');
    await paidInHalves(books, 1);
    await releaseConnection(books.context, books.companyId, 'hook', parseDay('2026-01-01'));
    await books.query(`update books.delivery set state = 'held' where company_id = $1`);
    await untilQuiet(books);
    expect(receiver.effects).toHaveLength(2);
  });
});

describe('a receiver that misbehaves', () => {
  const script: readonly Fault[] = [
    'ok',
    'error-500',
    'busy-429',
    'reset-after-accepting',
    'truncated',
    'reset',
    'slow',
    'ok',
  ];

  it('takes each status exactly once, in order per document, whatever it answers', async () => {
    const { books, receiver } = await connected((request) => script[request % script.length]!);
    await paidInHalves(books, 12);
    await releaseConnection(books.context, books.companyId, 'hook', parseDay('2026-01-01'));
    await untilQuiet(books);
    expect(await states(books)).toEqual({ delivered: 24 });
    expect(receiver.effects).toHaveLength(24);
    expect(receiver.requests).toBeGreaterThan(24);
    for (const positions of receiver.order()) expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(receiver.order()).toHaveLength(12);
  }, 60_000);

  it('that asks to wait is asked again no sooner, and the document waits as a whole', async () => {
    const { books, receiver } = await connected(() => 'busy-429');
    await paidInHalves(books, 1);
    await releaseConnection(books.context, books.companyId, 'hook', parseDay('2026-01-01'));
    const [first] = await deliver(books.context, books.companyId);
    expect(first).toMatchObject({ later: 1, sent: 0 });
    const [waits] = await books.query<{ later: boolean }>(
      `select next_attempt_at > created_at as later from books.delivery where company_id = $1 and attempts = 1`,
    );
    expect(waits!.later).toBe(true);
    expect(receiver.requests).toBeLessThanOrEqual(2);
  });

  it('becomes a dead letter and one task after the last attempt; driven again, it goes out and the task is closed', async () => {
    let down = true;
    const { books, receiver } = await connected(() => (down ? 'error-500' : 'ok'));
    await paidInHalves(books, 1);
    await releaseConnection(books.context, books.companyId, 'hook', parseDay('2026-01-01'));
    await untilQuiet(books, 14);
    expect(await states(books)).toEqual({ dead: 1, pending: 1 });
    expect(await tasks(books)).toMatchObject([{ state: 'open', message: expect.stringContaining('not delivered') }]);
    down = false;
    await untilQuiet(books, 3);
    expect(receiver.effects).toEqual([]);
    const [dead] = await books.query<{ id: string }>(
      `select id from books.delivery where company_id = $1 and state = 'dead'`,
    );
    await books.run((tx) => new DeliveryStore(tx).redrive(dead!.id));
    await untilQuiet(books);
    expect(receiver.effects.map(({ type }) => type)).toEqual(['invoice.partly-paid', 'invoice.paid']);
    expect(await tasks(books)).toMatchObject([{ state: 'done' }]);
  }, 60_000);

  it('that refuses a status gets the next of the document only when a person has dealt with it', async () => {
    let refused: string | undefined;
    const { books, receiver } = await connected((_request, id) => ((refused ??= id) === id ? 'refused-422' : 'ok'));
    await paidInHalves(books, 1);
    await releaseConnection(books.context, books.companyId, 'hook', parseDay('2026-01-01'));
    await untilQuiet(books, 3);
    expect(await states(books)).toEqual({ pending: 1, rejected: 1 });
    expect(await tasks(books)).toHaveLength(1);
    await books.query(`update books.task set state = 'done' where company_id = $1 and kind = 'delivery'`);
    await untilQuiet(books);
    expect(receiver.effects.map(({ type }) => type)).toEqual(['invoice.paid']);
  });

  it('does not keep another connection from its statuses', async () => {
    const { books, receiver } = await connected(() => 'ok');
    const config = { url: receiver.url, secret: 'env:DELIVER_SPEC_MISSING' };
    await paidInHalves(books, 1);
    await books.run((tx) =>
      tx.query(
        `insert into books.connection (company_id, id, name, adapter, config, state, release_from) values ($1, '00000000-0000-7000-8000-000000000000', 'broken', 'status-webhook', $2, 'released', '2026-01-01')`,
        [books.companyId, JSON.stringify({ ...config, url: 'not an address' })],
      ),
    );
    await releaseConnection(books.context, books.companyId, 'hook', parseDay('2026-01-01'));
    await expect(deliver(books.context, books.companyId)).rejects.toThrow(/url/);
    expect(receiver.effects).toHaveLength(2);
  });
});

describe('a connection that cannot be used', () => {
  it('asks a person at the first refusal, sends nothing more and loses nothing', async () => {
    const { books, receiver } = await connected(() => 'ok');
    process.env['DELIVER_SPEC_GONE'] = process.env['DELIVER_SPEC_SECRET'];
    const config = { url: receiver.url, secret: 'env:DELIVER_SPEC_GONE' };
    const later = { name: 'later', adapter: 'status-webhook', config };
    await addConnection(books.context, books.companyId, later);
    delete process.env['DELIVER_SPEC_GONE'];
    await paidInHalves(books, 8);
    await releaseConnection(books.context, books.companyId, 'later', parseDay('2026-01-01'));
    await deliver(books.context, books.companyId, 'later');
    const tasks = await books.query<{ message: string }>(
      `select message from books.task where company_id = $1 and kind = 'connection'`,
    );
    expect(tasks).toHaveLength(1);
    expect(tasks[0]!.message).toContain('DELIVER_SPEC_GONE');
    const [tried] = await books.query<{ tried: bigint; waiting: bigint }>(
      `select count(*) filter (where attempts > 0) as tried, count(*) filter (where d.state = 'pending') as waiting
         from books.delivery d join books.connection c on c.company_id = d.company_id and c.id = d.connection_id
        where d.company_id = $1 and c.name = 'later'`,
    );
    expect(tried!.waiting).toBe(16n);
    expect(tried!.tried).toBeLessThan(16n);
    expect(receiver.requests).toBe(0);
  });
});

describe('leases', () => {
  it('an outcome that comes after the lease was taken over is not recorded', async () => {
    const { books } = await connected(() => 'ok');
    await paidInHalves(books, 1);
    await releaseConnection(books.context, books.companyId, 'hook', parseDay('2026-01-01'));
    const [connection] = await books.query<{ id: string }>('select id from books.connection where company_id = $1');
    const [mine, theirs] = [newId(), newId()];
    const [claimed] = await books.run((tx) => new DeliveryStore(tx).claim(connection!.id, mine, 5, 60));
    expect(await books.run((tx) => new DeliveryStore(tx).claim(connection!.id, theirs, 5, 60))).toEqual([]);
    await books.query(
      `update books.delivery set lease_until = now() - interval '1 s' where company_id = $1 and id = $2`,
      claimed!.id,
    );
    const [taken] = await books.run((tx) => new DeliveryStore(tx).claim(connection!.id, theirs, 5, 60));
    expect(taken!.id).toBe(claimed!.id);
    const record = (token: string) =>
      books.run((tx) => new DeliveryStore(tx).record(claimed!.id, token, { state: 'delivered', outcome: {} }));
    expect(await record(mine)).toBe(false);
    expect(await record(theirs)).toBe(true);
  });

  it('several workers at once send nothing twice and keep the order', async () => {
    const { books, receiver } = await connected(() => 'slow');
    await paidInHalves(books, 15);
    await releaseConnection(books.context, books.companyId, 'hook', parseDay('2026-01-01'));
    await Promise.all([1, 2, 3].map(() => deliver(books.context, books.companyId)));
    await untilQuiet(books);
    expect(receiver.requests).toBe(30);
    for (const positions of receiver.order()) expect(positions).toEqual([...positions].sort((a, b) => a - b));
  }, 60_000);
});
