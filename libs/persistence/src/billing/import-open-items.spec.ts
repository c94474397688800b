import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { createTestDatabase, type TestDatabase } from '../testing/index.js';
import { BooksFixture, openItem } from './testing/books-fixture.js';

describe('importing open items', () => {
  let test: TestDatabase;
  let books: BooksFixture;

  beforeAll(async () => {
    test = await createTestDatabase();
  });
  beforeEach(async () => {
    books = await BooksFixture.open(test.database);
  });
  afterAll(() => test.drop());

  const types = async (): Promise<string[]> => (await books.events()).map((event) => event.type);
  const everything = async (): Promise<unknown> => {
    const tables = [
      'customer',
      'customer_iban',
      'item',
      'item_key',
      'customer_key',
      'payment',
      'allocation',
      'event',
      'task',
    ];
    const rows: unknown[] = [];
    for (const table of tables) rows.push(await books.query(`select * from books.${table} order by 1, 2, 3`));
    return rows;
  };

  it('the first import books total − open as one opening settlement for each item', async () => {
    const report = await books.import([openItem('FA1', '70.00', { total: '100.00' }), openItem('FA2', '50.00')]);
    expect(report).toMatchObject({
      read: 2,
      new: 2,
      known: 0,
      openingSettlements: 1,
      conflictCount: 0,
      refusedCount: 0,
    });
    expect(await books.item('FA1')).toMatchObject({ total: 10000n, settled: 3000n });
    const events = await books.events();
    expect(events.map((event) => event.type)).toEqual(['item.recorded', 'payment.recorded', 'item.recorded']);
    expect(events[0]!.data).toMatchObject({ open: '100.00', history: false, origin: 'import' });
    expect(events[1]!.data).toMatchObject({
      payment: { kind: 'opening', amount: '30.00' },
      allocations: [{ openBefore: '100.00', openAfter: '70.00', stateAfter: 'partly-paid' }],
    });
    expect(await books.violations()).toEqual([]);
  });

  it('the same snapshot again changes nothing', async () => {
    const items = [
      openItem('FA1', '70.00', { total: '100.00', ibans: ['FR7630006000011234567890189'] }),
      openItem('OA1', '-20.00', { kind: 'on-account' }),
      openItem('AV1', '-10.00', { kind: 'credit-note', customer: 'C2' }),
    ];
    await books.import(items);
    const before = await everything();
    expect(await books.import(items)).toMatchObject({ new: 0, known: 3, changed: 0, gone: 0, settledThere: 0 });
    expect(await everything()).toEqual(before);
  });

  it('a dry run reports and stores nothing', async () => {
    expect(await books.import([openItem('FA1', '70.00', { total: '100.00' })], { dryRun: true })).toMatchObject({
      new: 1,
      openingSettlements: 1,
    });
    expect(await books.query('select 1 from books.item')).toEqual([]);
    expect(await books.query('select 1 from books.customer')).toEqual([]);
    expect(await types()).toEqual([]);
  });

  it('a fact that is no money is taken over and announced; what the file leaves out stays', async () => {
    await books.import([openItem('FA1', '70.00', { orderReference: 'BC12' })]);
    const report = await books.import(
      [openItem('FA1', '70.00', { dueDate: '2026-03-01', paymentReference: 'RF18539007547034' })],
      { asOf: '2026-02-28' },
    );
    expect(report).toMatchObject({ changed: 1, known: 0 });
    const [row] = await books.query(`select due_date, order_reference, payment_reference from books.item`);
    expect(row).toEqual({ due_date: '2026-03-01', order_reference: 'BC12', payment_reference: 'RF18539007547034' });
    expect((await books.events()).at(-1)).toMatchObject({
      type: 'item.changed',
      data: {
        before: { dueDate: '2026-02-04' },
        after: { dueDate: '2026-03-01', paymentReference: 'RF18539007547034' },
      },
    });
    expect(await books.query(`select 1 from books.item_key where key = 'ref:RF18539007547034'`)).toHaveLength(1);
  });

  it('what was settled here and is still open there is only reported', async () => {
    await books.import([openItem('FA1', '100.00')]);
    await books.apply(await books.pays(await books.line('100.00'), { FA1: '100.00' }));
    const report = await books.import([openItem('FA1', '100.00')], { asOf: '2026-02-11' });
    expect(report).toMatchObject({ settledOnlyHere: 1, settledThere: 0, conflictCount: 0 });
    expect(await books.item('FA1')).toMatchObject({ open: 0n });
    const caughtUp = await books.import([openItem('FA1', '0.00', { total: '100.00' })], { asOf: '2026-02-12' });
    expect(caughtUp).toMatchObject({ known: 1, settledOnlyHere: 0, settledThere: 0 });
    expect(await types()).toEqual(['item.recorded', 'payment.recorded']);
    expect(await books.violations()).toEqual([]);
  });

  it('what only the source saw paid becomes a recorded payment, which the bank line confirms and does not double', async () => {
    await books.import([openItem('FA1', '100.00')]);
    const report = await books.import([openItem('FA1', '0.00', { total: '100.00' })], { asOf: '2026-02-11' });
    expect(report).toMatchObject({ settledThere: 1, conflictCount: 0 });
    expect(await books.item('FA1')).toMatchObject({ open: 0n });
    const [payment] = await books.query<{ id: string; kind: string; amount: bigint }>(
      'select id, kind, amount from books.payment',
    );
    expect(payment).toMatchObject({ kind: 'recorded', amount: 10000n });
    const line = await books.line('100.00');
    await books.run((billing) => billing.confirmPayment({ transactionId: line, paymentId: payment!.id, by: 'engine' }));
    expect(await types()).toEqual(['item.recorded', 'payment.recorded', 'payment.confirmed']);
    expect(await books.query('select 1 from books.payment')).toHaveLength(1);
    const twice = books.run(async (billing) =>
      billing.confirmPayment({ transactionId: await books.line('100.00'), paymentId: payment!.id, by: 'engine' }),
    );
    await expect(twice).rejects.toMatchObject({ code: 'already-decided' });
    expect(await books.violations()).toEqual([]);
  });

  it('an invoice and its credit note settled there are one netting, not two payments', async () => {
    await books.import([openItem('FA1', '100.00'), openItem('AV1', '-100.00', { kind: 'credit-note' })]);
    await books.import(
      [
        openItem('FA1', '0.00', { total: '100.00' }),
        openItem('AV1', '0.00', { kind: 'credit-note', total: '-100.00' }),
      ],
      { asOf: '2026-02-11' },
    );
    const payments = await books.query('select kind, amount from books.payment');
    expect(payments).toEqual([{ kind: 'netting', amount: 0n }]);
    expect(await books.violations()).toEqual([]);
  });

  it('different payments on both sides are a conflict for a person, once', async () => {
    await books.import([openItem('FA1', '100.00')]);
    await books.apply(await books.pays(await books.line('40.00'), { FA1: '40.00' }));
    const snapshot = [openItem('FA1', '30.00', { total: '100.00' })];
    expect(await books.import(snapshot, { asOf: '2026-02-11' })).toMatchObject({ conflictCount: 1, settledThere: 0 });
    expect(await books.import(snapshot, { asOf: '2026-02-11' })).toMatchObject({ conflictCount: 1 });
    expect(await books.item('FA1')).toMatchObject({ open: 6000n });
    const tasks = await books.query<{ message: string }>('select message from books.task');
    expect(tasks).toHaveLength(1);
    expect(tasks[0]!.message).toContain('open at the source was 100.00 and is now 30.00, but here 60.00 is open');
  });

  it('a total that differs is never overwritten', async () => {
    await books.import([openItem('FA1', '100.00')]);
    expect(await books.import([openItem('FA1', '110.00')], { asOf: '2026-02-11' })).toMatchObject({
      conflictCount: 1,
      changed: 0,
    });
    expect(await books.item('FA1')).toMatchObject({ total: 10000n });
  });

  it('what left the snapshot is gone, not settled; a delta says nothing of what it leaves out; it may come back', async () => {
    await books.import([openItem('FA1', '100.00'), openItem('FA2', '50.00')]);
    expect(await books.import([openItem('FA2', '50.00')], { asOf: '2026-02-11', partial: true })).toMatchObject({
      gone: 0,
    });
    const report = await books.import([openItem('FA2', '50.00')], { asOf: '2026-02-11' });
    expect(report).toMatchObject({ gone: 1, details: { gone: [{ customer: 'C1', number: 'FA1' }] } });
    expect(await books.item('FA1')).toMatchObject({ open: 10000n });
    expect(await books.query('select number from books.item where source_gone')).toEqual([{ number: 'FA1' }]);
    await books.import([openItem('FA1', '100.00'), openItem('FA2', '50.00')], { asOf: '2026-02-12' });
    expect(await books.query('select number from books.item where source_gone')).toEqual([]);
  });

  it('an older snapshot that comes late overwrites nothing and misses nothing', async () => {
    await books.import(
      [openItem('FA1', '60.00', { total: '100.00' }), openItem('FA2', '50.00', { issueDate: '2026-01-20' })],
      { asOf: '2026-02-11' },
    );
    const late = await books.import([openItem('FA1', '100.00')], { asOf: '2026-01-10' });
    expect(late).toMatchObject({ gone: 0, conflictCount: 0, settledThere: 0 });
    expect(await books.item('FA1')).toMatchObject({ open: 6000n });
  });

  it('instalments are told apart by their due dates, also when the first is paid and no longer there', async () => {
    const rows = [
      openItem('FA1', '40.00', { dueDate: '2026-02-01' }),
      openItem('FA1', '30.00', { dueDate: '2026-03-01' }),
      openItem('FA1', '30.00', { dueDate: '2026-04-01' }),
    ];
    await books.import(rows);
    expect(await books.item('FA1', 3)).toMatchObject({ open: 3000n });
    expect(await books.import(rows.slice(1), { asOf: '2026-02-11' })).toMatchObject({ known: 2, new: 0, gone: 1 });
  });

  it('refuses a repeated row, naming both, and rows that cannot be right; the others are stored', async () => {
    const report = await books.import([
      openItem('FA1', '10.00'),
      openItem('FA1', '20.00'),
      openItem('FA2', '110.00', { total: '100.00' }),
      openItem('FA3', '-5.00'),
      openItem('FA4', '5.00', { currency: 'XXY' }),
      openItem('FA5', '5.00'),
    ]);
    expect(report).toMatchObject({ new: 1, refusedCount: 5 });
    expect(report.refused.map((finding) => finding.number)).toEqual(['FA2', 'FA3', 'FA4', 'FA1', 'FA1']);
  });

  it('says what is missing for an entry or a 212', async () => {
    const vat = [{ rate: '20.00', base: 10000n, tax: 2000n }];
    const report = await books.import([openItem('FA1', '120.00', { vat, vatDue: 'debit' }), openItem('FA2', '50.00')]);
    expect(report.missing).toMatchObject([
      { what: 'customer_siren', count: 2 },
      { what: 'vat', count: 1 },
      { what: 'vat_due', count: 1 },
    ]);
    const [row] = await books.query(`select vat from books.item where number = 'FA1'`);
    expect(row).toEqual({ vat: [{ rate: '20.00', base: '100.00', tax: '20.00' }] });
  });

  it('old paid invoices are history: recorded, neither booked nor announced', async () => {
    const live = await BooksFixture.open(test.database, '2026-01-01');
    const items = Array.from({ length: 5_000 }, (_, index) =>
      openItem(`FA2024-${index}`, '0.00', { total: '100.00', issueDate: '2024-05-01', customer: `C${index % 50}` }),
    );
    const report = await live.import([...items, openItem('FA2025-1', '100.00', { issueDate: '2025-12-20' })], {
      asOf: '2026-01-01',
    });
    expect(report).toMatchObject({ new: 5_001, history: 5_000 });
    const loud = await live.query<{ type: string; n: number }>(
      `select type, count(*)::int as n from books.event where not coalesce((data->>'history')::boolean, false) group by type`,
    );
    expect(loud).toEqual([{ type: 'item.recorded', n: 1 }]);
    expect(await live.violations()).toEqual([]);
  }, 120_000);

  it('receipts not used yet lie on account; a row the source used up meanwhile is a conflict', async () => {
    await books.import([
      openItem('OA1', '-40.00', { kind: 'on-account' }),
      openItem('PA1', '-25.00', { kind: 'payment', customer: 'C2' }),
    ]);
    const payments = await books.query('select number, amount, allocated from books.payment order by number');
    expect(payments).toEqual([
      { number: 'OA1', amount: 4000n, allocated: 0n },
      { number: 'PA1', amount: 2500n, allocated: 0n },
    ]);
    const report = await books.import(
      [
        openItem('OA1', '-10.00', { kind: 'on-account', total: '-40.00' }),
        openItem('PA1', '-25.00', { kind: 'payment', customer: 'C2' }),
      ],
      { asOf: '2026-02-11' },
    );
    expect(report).toMatchObject({ conflictCount: 1, known: 1 });
  });

  it('two imports of one file at once store it once', async () => {
    const items = Array.from({ length: 200 }, (_, index) =>
      openItem(`FA${index}`, '10.00', { customer: `C${index % 7}` }),
    );
    const reports = await Promise.all([books.import(items), books.import(items), books.import(items)]);
    expect(reports.map((report) => report.new).sort((a, b) => a - b)).toEqual([0, 0, 200]);
    expect(await books.query('select 1 from books.item')).toHaveLength(200);
    expect(await books.violations()).toEqual([]);
  });

  it('a customer learns what the file knows and keeps what it leaves out', async () => {
    await books.import([openItem('FA1', '10.00', { ibans: ['FR7630006000011234567890189'] })]);
    await books.import(
      [
        {
          ...openItem('FA2', '10.00'),
          customer: { id: 'C1', name: 'New name', ibans: ['DE89370400440532013000'], siren: '552100554' },
        },
      ],
      {
        asOf: '2026-02-01',
        partial: true,
      },
    );
    const [customer] = await books.query(`select name, siren from books.customer`);
    expect(customer).toEqual({ name: 'New name', siren: '552100554' });
    const ibans = await books.query<{ key: string }>(
      `select key from books.customer_key where key like 'iban:%' order by key`,
    );
    expect(ibans.map((row) => row.key)).toEqual(['iban:DE89370400440532013000', 'iban:FR7630006000011234567890189']);
  });

  it('the day of the report is the snapshot, also for an opening settlement of an item issued later', async () => {
    await books.import([openItem('FA1', '50.00', { total: '100.00', issueDate: '2026-02-20' })], {
      asOf: '2026-02-15',
    });
    const [payment] = await books.query<{ day: string }>('select day from books.payment');
    expect(payment!.day).toBe(parseDay('2026-02-20'));
  });
});
