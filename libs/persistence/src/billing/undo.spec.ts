import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { newId } from '../new-id.js';
import { createTestDatabase, type TestDatabase } from '../testing/index.js';
import { BooksFixture, openItem } from './testing/books-fixture.js';

const DAY = parseDay('2026-03-15');

describe('undo', () => {
  let test: TestDatabase;
  let books: BooksFixture;

  beforeAll(async () => {
    test = await createTestDatabase();
  });
  beforeEach(async () => {
    books = await BooksFixture.open(test.database);
    await books.import([openItem('FA1', '100.00'), openItem('FA2', '50.00'), openItem('FA3', '10.00')]);
  });
  afterAll(() => test.drop());

  const allocationOf = async (number: string): Promise<string> => {
    const { id } = await books.item(number);
    const rows = await books.query<{ id: string }>(
      'select id from books.allocation where item_id = $1 and undoes is null order by event_position desc',
      [id],
    );
    return rows[0]!.id;
  };
  const stateOf = async (line: string): Promise<unknown> =>
    (await books.query('select state, person_only from books.bank_transaction where id = $1', [line]))[0];

  it('takes back one allocation and touches no neighbour', async () => {
    const line = await books.line('150.00');
    await books.apply(await books.pays(line, { FA1: '100.00', FA2: '50.00' }));
    const other = await books.line('10.00');
    await books.apply(await books.pays(other, { FA3: '10.00' }));
    const before = await books.query('select * from books.allocation order by id');
    const id = await allocationOf('FA1');
    const outcome = await books.run((billing) =>
      billing.undo({ allocationIds: [id], by: 'anna', day: DAY, reason: 'wrong invoice' }),
    );
    expect(outcome).toMatchObject({ outcome: 'undone', transactionIds: [line] });
    expect(await books.item('FA1')).toMatchObject({ open: 10000n });
    expect(await books.item('FA2')).toMatchObject({ open: 0n });
    expect(await books.item('FA3')).toMatchObject({ open: 0n });
    const after = await books.query<{ id: string }>('select * from books.allocation order by id');
    expect(after.filter((row) => !outcome.allocationIds.includes(row.id))).toEqual(before);
    expect(after.filter((row) => outcome.allocationIds.includes(row.id))).toMatchObject([
      { amount: -10000n, undoes: id, day: '2026-03-15' },
    ]);
    expect(await stateOf(line)).toEqual({ state: 'proposed', person_only: true });
    expect(await stateOf(other)).toEqual({ state: 'matched', person_only: false });
    const events = await books.events();
    const undone = events.at(-1)!;
    expect(undone).toMatchObject({
      type: 'allocation.undone',
      day: '2026-03-15',
      reverses: events.find((event) => event.type === 'payment.recorded')!.id,
      data: {
        onAccountBefore: '0.00',
        onAccountAfter: '100.00',
        reason: 'wrong invoice',
        allocations: [{ stateAfter: 'issued', undoes: id }],
      },
    });
    expect(await books.violations()).toEqual([]);
  });

  it('takes back a whole decision, and a person decides the line again from the money on account', async () => {
    const line = await books.line('150.00');
    const [applied] = await books.apply(
      await books.pays(line, {
        FA1: { amount: '99.00', adjustment: { kind: 'rounding', amount: '1.00' } },
        FA2: '50.00',
      }),
    );
    const decisionId = (applied as { decisionId: string }).decisionId;
    await books.run((billing) => billing.undo({ decisionId, by: 'anna', day: DAY }));
    expect(await books.item('FA1')).toMatchObject({ open: 10000n });
    expect(await books.item('FA2')).toMatchObject({ open: 5000n });
    await expect(books.run((billing) => billing.undo({ decisionId, by: 'anna', day: DAY }))).rejects.toMatchObject({
      code: 'already-undone',
    });
    const engine = await books.apply(await books.pays(line, { FA2: '50.00' }));
    expect(engine).toMatchObject([{ outcome: 'refused', code: 'person-only' }]);
    const again = await books.apply({ ...(await books.pays(line, { FA2: '50.00', FA1: '100.00' })), by: 'anna' });
    expect(again).toMatchObject([{ outcome: 'applied' }]);
    const last = (await books.events()).at(-1)!;
    expect(last).toMatchObject({
      type: 'payment.allocated',
      data: { onAccountBefore: '150.00', onAccountAfter: '0.00' },
    });
    expect(await books.query('select 1 from books.payment')).toHaveLength(1);
    expect(await books.violations()).toEqual([]);
  });

  it('the same undo sent twice at once is done once', async () => {
    const line = await books.line('100.00');
    await books.apply(await books.pays(line, { FA1: '100.00' }));
    const id = await allocationOf('FA1');
    const attempts = await Promise.allSettled(
      [1, 2, 3].map(() => books.run((billing) => billing.undo({ allocationIds: [id], by: 'anna', day: DAY }))),
    );
    expect(attempts.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(1);
    for (const attempt of attempts)
      if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ code: 'already-undone' });
    expect(await books.item('FA1')).toMatchObject({ open: 10000n });
    expect(await books.violations()).toEqual([]);
  });

  it('a credit note alone cannot be taken back where the payment would then settle more than it has', async () => {
    await books.import([openItem('AV1', '-20.00', { kind: 'credit-note' })], { partial: true });
    const line = await books.line('80.00');
    await books.apply(await books.pays(line, { FA1: '100.00', AV1: '-20.00' }));
    const [invoice, note] = [await allocationOf('FA1'), await allocationOf('AV1')];
    await expect(
      books.run((billing) => billing.undo({ allocationIds: [note], by: 'anna', day: DAY })),
    ).rejects.toMatchObject({ code: 'over-allocated' });
    await books.run((billing) => billing.undo({ allocationIds: [invoice], by: 'anna', day: DAY }));
    await books.run((billing) => billing.undo({ allocationIds: [note], by: 'anna', day: DAY }));
    expect(await books.item('AV1')).toMatchObject({ open: -2000n });
    expect(await books.violations()).toEqual([]);
  });

  it('an undo cannot itself be undone, and an unknown allocation is not found', async () => {
    const line = await books.line('100.00');
    await books.apply(await books.pays(line, { FA1: '100.00' }));
    const { allocationIds } = await books.run(async (billing) =>
      billing.undo({ allocationIds: [await allocationOf('FA1')], by: 'anna', day: DAY }),
    );
    await expect(books.run((billing) => billing.undo({ allocationIds, by: 'anna', day: DAY }))).rejects.toMatchObject({
      code: 'not-undoable',
    });
    await expect(
      books.run((billing) => billing.undo({ allocationIds: [newId()], by: 'anna', day: DAY })),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('a line that proved to be no customer money is withdrawn and set aside', async () => {
    const line = await books.line('100.00');
    await books.apply(await books.pays(line, { FA1: '100.00' }));
    const tooEarly = await books.run((billing) =>
      billing.setAside({ transactionId: line, category: 'loan', by: 'anna' }),
    );
    expect(tooEarly).toMatchObject({ outcome: 'refused', code: 'already-decided' });
    await books.run(async (billing) =>
      billing.undo({ allocationIds: [await allocationOf('FA1')], by: 'anna', day: DAY }),
    );
    const outcome = await books.run((billing) =>
      billing.setAside({ transactionId: line, category: 'loan', by: 'anna' }),
    );
    expect(outcome).toMatchObject({ outcome: 'applied' });
    const events = await books.events();
    const recorded = events.find((event) => event.type === 'payment.recorded')!;
    expect(events.slice(-2)).toMatchObject([
      { type: 'payment.withdrawn', reverses: recorded.id },
      { type: 'transaction.set-aside' },
    ]);
    expect(await books.query(`select 1 from books.item_key k join books.payment p on p.id = k.item_id`)).toEqual([]);
    await books.run((billing) => billing.reopen({ transactionId: line, by: 'anna' }));
    const again = await books.apply({ ...(await books.pays(line, { FA1: '100.00' })), by: 'anna' });
    expect(again).toMatchObject([{ outcome: 'applied' }]);
    expect(await books.violations()).toEqual([]);
  });

  it('money put on the wrong account goes to another customer, who uses it', async () => {
    await books.import([openItem('FB1', '60.00', { customer: 'C2' })], { partial: true });
    const [c1, c2] = [(await books.item('FA1')).customerId, (await books.item('FB1')).customerId];
    const line = await books.line('60.00');
    const first = await books.run((billing) =>
      billing.putOnAccount({ transactionId: line, customerId: c1, by: 'anna' }),
    );
    expect(first).toMatchObject({ outcome: 'applied' });
    const { decisionId } = first as { decisionId: string };
    await books.run((billing) => billing.undo({ decisionId, by: 'anna', day: DAY }));
    await books.run((billing) => billing.putOnAccount({ transactionId: line, customerId: c2, by: 'anna' }));
    const moved = (await books.events()).at(-1)!;
    expect(moved).toMatchObject({
      type: 'payment.allocated',
      data: { customerBefore: { code: 'C1' }, payment: { customer: { code: 'C2' } } },
    });
    const [payment] = await books.query<{ id: string }>('select id from books.payment');
    const { id: itemId } = await books.item('FB1');
    await books.run((billing) =>
      billing.useOnAccount({ paymentId: payment!.id, allocations: [{ itemId, amount: 6000n }], day: DAY, by: 'anna' }),
    );
    expect(await books.item('FB1')).toMatchObject({ open: 0n });
    expect(await books.violations()).toEqual([]);
  });
});
