import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { newId } from '../new-id.js';
import { createTestDatabase, type TestDatabase } from '../testing/index.js';
import { BooksFixture, openItem } from './testing/books-fixture.js';

const DAY = parseDay('2026-02-11');

describe('payments recorded elsewhere, documents and numbers', () => {
  let test: TestDatabase;
  let books: BooksFixture;

  beforeAll(async () => {
    test = await createTestDatabase();
  });
  beforeEach(async () => {
    books = await BooksFixture.open(test.database);
    await books.import([
      openItem('FA1', '100.00'),
      openItem('FA2', '50.00'),
      openItem('AV1', '-100.00', { kind: 'credit-note' }),
    ]);
  });
  afterAll(() => test.drop());

  const typed = (externalId: string, number: string, amount: bigint) =>
    books.run((billing) =>
      billing.recordPayment({
        externalId,
        customerCode: 'C1',
        day: DAY,
        amount,
        currency: 'EUR',
        means: 'transfer',
        allocations: [{ number, amount }],
      }),
    );
  const types = async (): Promise<string[]> => (await books.events()).slice(3).map((event) => event.type);

  it('a payment typed in the ERP is recorded once', async () => {
    const first = await typed('pay-7', 'FA1', 10000n);
    expect(first).toMatchObject({ outcome: 'recorded' });
    expect(await typed('pay-7', 'FA1', 10000n)).toEqual({ ...first, outcome: 'known' });
    expect(await books.item('FA1')).toMatchObject({ open: 0n });
    expect(await types()).toEqual(['payment.recorded']);
    expect(await books.violations()).toEqual([]);
  });

  it('a payment typed after the bank line settled the item is the same money: known, no event', async () => {
    await books.apply(await books.pays(await books.line('100.00'), { FA1: '100.00' }));
    expect(await typed('pay-8', 'FA1', 10000n)).toMatchObject({ outcome: 'known' });
    expect(await typed('pay-8', 'FA1', 10000n)).toMatchObject({ outcome: 'known' });
    expect(await types()).toEqual(['payment.recorded']);
    expect(await books.query('select external_id from books.payment')).toEqual([{ external_id: 'pay-8' }]);
  });

  it('a payment that contradicts an allocation made here is a conflict for a person, and is not entered', async () => {
    await books.apply(await books.pays(await books.line('60.00'), { FA1: '60.00' }));
    const outcome = await typed('pay-9', 'FA1', 10000n);
    expect(outcome).toMatchObject({ outcome: 'conflict' });
    expect(await typed('pay-9', 'FA1', 10000n)).toMatchObject({ outcome: 'conflict' });
    expect(await books.query('select 1 from books.task')).toHaveLength(1);
    expect(await books.item('FA1')).toMatchObject({ open: 4000n });
    expect(await books.query('select 1 from books.payment')).toHaveLength(1);
  });

  it('our own write that comes back from the source is known', async () => {
    const [applied] = await books.apply(await books.pays(await books.line('50.00'), { FA2: '50.00' }));
    const connection = newId();
    await books.query(
      `insert into books.connection (company_id, id, name, adapter) values ($1, $2, 'erp', 'erp-dolibarr')`,
      [books.companyId, connection],
    );
    const { paymentId } = applied as { paymentId: string };
    await books.run((billing) => billing.knowPayment(paymentId, connection, '4711'));
    const back = await books.run((billing) =>
      billing.recordPayment({
        connectionId: connection,
        externalId: '4711',
        customerCode: 'C1',
        day: DAY,
        amount: 5000n,
        currency: 'EUR',
        means: 'transfer',
        allocations: [{ number: 'FA2', amount: 5000n }],
      }),
    );
    expect(back).toEqual({ outcome: 'known', paymentId });
    expect(await types()).toEqual(['payment.recorded']);
  });

  it('a line of another amount does not confirm a payment', async () => {
    const recorded = (await typed('pay-7', 'FA1', 10000n)) as { paymentId: string };
    const line = await books.line('99.00');
    const attempt = books.run((billing) =>
      billing.confirmPayment({ transactionId: line, paymentId: recorded.paymentId, by: 'engine' }),
    );
    await expect(attempt).rejects.toMatchObject({ code: 'amount-mismatch' });
  });

  it('an unknown customer or item is refused by name', async () => {
    await expect(typed('pay-1', 'FA99', 100n)).rejects.toThrow('customer C1 has no item FA99');
  });

  it('a credit note cancels the whole invoice; a smaller one only sets off', async () => {
    const [invoice, note] = [await books.item('FA1'), await books.item('AV1')];
    const whole = await books.run((billing) =>
      billing.cancelByCreditNote({ invoiceId: invoice.id, creditNoteId: note.id, day: DAY, by: 'anna' }),
    );
    expect(whole).toMatchObject({ cancelled: true });
    const event = (await books.events()).at(-1)!;
    expect(event.data).toMatchObject({
      payment: { kind: 'netting', amount: '0.00' },
      allocations: [
        { item: { number: 'FA1' }, stateAfter: 'cancelled' },
        { item: { number: 'AV1' }, amount: '-100.00', stateAfter: 'paid' },
      ],
    });
    await books.import([openItem('AV2', '-20.00', { kind: 'credit-note' })], { partial: true });
    const part = await books.run(async (billing) =>
      billing.cancelByCreditNote({
        invoiceId: (await books.item('FA2')).id,
        creditNoteId: (await books.item('AV2')).id,
        day: DAY,
        by: 'anna',
      }),
    );
    expect(part).toMatchObject({ cancelled: false });
    expect(await books.item('FA2')).toMatchObject({ open: 3000n });
    expect(await books.violations()).toEqual([]);
  });

  it('a dispute is opened and closed once each', async () => {
    const { id: itemId } = await books.item('FA1');
    const set = (disputed: boolean) =>
      books.run((billing) => billing.dispute({ itemId, disputed, reason: 'goods damaged', day: DAY, by: 'anna' }));
    await set(true);
    await set(true);
    await set(false);
    expect(await types()).toEqual(['item.disputed', 'item.disputed']);
    expect(await books.query('select disputed, dispute_reason from books.item where id = $1', [itemId])).toEqual([
      { disputed: false, dispute_reason: null },
    ]);
  });

  it('documents issued at once from eight connections have gapless numbers, also when some roll back', async () => {
    const customerId = (await books.item('FA1')).customerId;
    const issue = (fail: boolean) =>
      books.run(async (billing) => {
        const issued = await billing.issueInvoice({
          kind: 'invoice',
          customerId,
          series: 'FA2026',
          issueDate: DAY,
          dueDate: DAY,
          currency: 'EUR',
          vat: [{ rate: '20.00', base: 1000n, tax: 200n }],
          vatDue: 'debit',
        });
        if (fail) throw new Error('planned failure');
        return issued;
      });
    const attempts = await Promise.allSettled(Array.from({ length: 24 }, (_, index) => issue(index % 4 === 3)));
    expect(attempts.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(18);
    const rows = await books.query<{ number: string; total: bigint }>(
      `select number, total from books.item where origin = 'issued' order by number`,
    );
    expect(rows.map((row) => row.number)).toEqual(
      Array.from({ length: 18 }, (_, index) => `FA2026-${String(index + 1).padStart(6, '0')}`),
    );
    expect(rows[0]!.total).toBe(1200n);
  });

  it('a credit note issued here is negative', async () => {
    const customerId = (await books.item('FA1')).customerId;
    await books.run((billing) =>
      billing.issueInvoice({
        kind: 'credit-note',
        customerId,
        series: 'AV2026',
        issueDate: DAY,
        dueDate: DAY,
        currency: 'EUR',
        vat: [{ rate: '20.00', base: 1000n, tax: 200n }],
        vatDue: 'debit',
      }),
    );
    expect(await books.item('AV2026-000001')).toMatchObject({ total: -1200n, open: -1200n });
  });
});
