import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DecisionCommand } from '@lettrage/billing';
import { newId } from '../new-id.js';
import { createTestDatabase, type TestDatabase } from '../testing/index.js';
import { BooksFixture, openItem } from './testing/books-fixture.js';

describe('applying decisions', () => {
  let test: TestDatabase;
  let books: BooksFixture;

  beforeAll(async () => {
    test = await createTestDatabase();
  });
  beforeEach(async () => {
    books = await BooksFixture.open(test.database);
  });
  afterAll(() => test.drop());

  const stateOf = async (line: string): Promise<unknown> =>
    (await books.query('select state, person_only, suspended from books.bank_transaction where id = $1', [line]))[0];
  const eventTypes = async (): Promise<string[]> => (await books.events()).map((event) => event.type);

  it('a transfer pays an invoice in full: payment, allocation, event, keys gone', async () => {
    await books.import([openItem('FA1', '120.00')]);
    const line = await books.line('120.00');
    const [outcome] = await books.apply(await books.pays(line, { FA1: '120.00' }));
    expect(outcome).toMatchObject({ outcome: 'applied', transactionId: line });
    expect(await books.item('FA1')).toMatchObject({ open: 0n });
    const events = await books.events();
    expect(events.map((event) => event.type)).toEqual(['item.recorded', 'payment.recorded']);
    expect(events[1]).toMatchObject({
      day: '2026-02-10',
      data: {
        onAccount: '0.00',
        allocations: [
          { amount: '120.00', openBefore: '120.00', openAfter: '0.00', stateBefore: 'issued', stateAfter: 'paid' },
        ],
      },
    });
    expect(await stateOf(line)).toMatchObject({ state: 'matched' });
    expect(await books.violations()).toEqual([]);
  });

  it('one transfer pays invoices less a credit note', async () => {
    await books.import([
      openItem('FA1', '100.00'),
      openItem('FA2', '50.00'),
      openItem('AV1', '-30.00', { kind: 'credit-note' }),
    ]);
    const line = await books.line('120.00');
    const [outcome] = await books.apply(await books.pays(line, { FA1: '100.00', FA2: '50.00', AV1: '-30.00' }));
    expect(outcome!.outcome).toBe('applied');
    for (const number of ['FA1', 'FA2', 'AV1']) expect(await books.item(number)).toMatchObject({ open: 0n });
    expect(await books.violations()).toEqual([]);
  });

  it('a partial payment leaves the rest open under the key of the new amount', async () => {
    await books.import([openItem('FA1', '100.00')]);
    const line = await books.line('40.00');
    await books.apply(await books.pays(line, { FA1: '40.00' }));
    expect(await books.item('FA1')).toMatchObject({ open: 6000n });
    const keys = await books.query<{ key: string }>(`select key from books.item_key where key like 'amt:%'`);
    expect(keys.map((row) => row.key)).toContain('amt:EUR:6000');
    expect((await books.events())[1]!.data['allocations']).toMatchObject([{ stateAfter: 'partly-paid' }]);
  });

  it('a discount settles what the cash does not', async () => {
    await books.import([openItem('FA1', '100.00')]);
    const line = await books.line('98.00');
    await books.apply(
      await books.pays(line, { FA1: { amount: '98.00', adjustment: { kind: 'discount', amount: '2.00' } } }),
    );
    expect(await books.item('FA1')).toMatchObject({ open: 0n });
    expect((await books.events())[1]!.data).toMatchObject({
      onAccount: '0.00',
      allocations: [{ adjustment: { kind: 'discount', amount: '2.00' } }],
    });
    expect(await books.violations()).toEqual([]);
  });

  it('what a customer pays too much lies on account and is found like an open item', async () => {
    await books.import([openItem('FA1', '100.00')]);
    const line = await books.line('130.00');
    const [outcome] = await books.apply(await books.pays(line, { FA1: '100.00' }));
    expect(outcome).toMatchObject({ outcome: 'applied' });
    expect((await books.events())[1]!.data).toMatchObject({ onAccount: '30.00' });
    const credit = await books.query<{ key: string }>(
      `select k.key from books.item_key k join books.payment p on p.id = k.item_id`,
    );
    expect(credit.map((row) => row.key)).toContain('amt:EUR:-3000');
  });

  it('credit on account is used together with a line, as the engine names it', async () => {
    await books.import([openItem('FA1', '100.00'), openItem('OA1', '-30.00', { kind: 'on-account' })]);
    const line = await books.line('70.00');
    const decision = await books.pays(line, { FA1: '100.00' });
    const [credit] = await books.query<{ id: string }>(`select id from books.payment where number = 'OA1'`);
    const [outcome] = await books.apply({
      ...decision,
      allocations: [...decision.allocations, { itemId: credit!.id, amount: -3000n }],
      basedOn: [...decision.basedOn, { id: credit!.id, open: -3000n }],
    });
    expect(outcome).toMatchObject({ outcome: 'applied' });
    expect(await books.item('FA1')).toMatchObject({ open: 0n });
    expect((await eventTypes()).slice(2)).toEqual(['payment.recorded', 'payment.allocated']);
    expect(await books.violations()).toEqual([]);
  });

  it('a decision on open amounts that changed is stale and applies nothing; the others of the batch are applied', async () => {
    await books.import([openItem('FA1', '100.00'), openItem('FA2', '50.00')]);
    const [first, second, third] = [await books.line('100.00'), await books.line('100.00'), await books.line('50.00')];
    const outcomes = await books.apply(
      await books.pays(first, { FA1: '100.00' }),
      await books.pays(second, { FA1: '100.00' }),
      await books.pays(third, { FA2: '50.00' }),
    );
    expect(outcomes.map((outcome) => outcome.outcome)).toEqual(['applied', 'stale', 'applied']);
    expect(await stateOf(second)).toMatchObject({ state: 'new' });
    expect(await books.query('select 1 from books.decision where transaction_id = $1', [second])).toEqual([]);
    expect(await books.violations()).toEqual([]);
  });

  it.each<[string, Parameters<BooksFixture['line']>[1], (line: string, command: DecisionCommand) => DecisionCommand]>([
    [
      'over-settled',
      {},
      (_line, command) =>
        ({ ...command, allocations: [{ itemId: command.basedOn[0]!.id, amount: 10001n }] }) as DecisionCommand,
    ],
    [
      'amount-mismatch',
      {},
      (_line, command) => ({ ...command, credits: [{ paymentId: newId(), amount: -1n }] }) as DecisionCommand,
    ],
    ['not-found', {}, (_line, command) => ({ ...command, customerId: newId() }) as DecisionCommand],
    ['held', { state: 'held' }, (_line, command) => command],
    ['history', { state: 'history' }, (_line, command) => command],
    ['wrong-kind', { status: 'pending' }, (_line, command) => command],
    ['currency-mismatch', { currency: 'USD' }, (_line, command) => command],
  ])('refuses with %s and changes nothing', async (code, facts, change) => {
    await books.import([openItem('FA1', '100.00')]);
    const line = await books.line('200.00', facts);
    const [outcome] = await books.apply(change(line, await books.pays(line, { FA1: '100.00' })));
    expect(outcome).toMatchObject({ outcome: 'refused', code });
    expect(await books.item('FA1')).toMatchObject({ open: 10000n });
    expect(await eventTypes()).toEqual(['item.recorded']);
    expect(await books.query('select 1 from books.payment')).toEqual([]);
  });

  it('more than the line carries is refused', async () => {
    await books.import([openItem('FA1', '100.00')]);
    const line = await books.line('99.99');
    const [outcome] = await books.apply(await books.pays(line, { FA1: '100.00' }));
    expect(outcome).toMatchObject({ outcome: 'refused', code: 'over-allocated' });
  });

  it('a returned direct debit reopens exactly its invoice, with its adjustment, and no other', async () => {
    await books.import([openItem('FA1', '100.00'), openItem('FA2', '50.00')]);
    const paid = await books.line('148.00', { family: 'RDDT' });
    await books.apply(
      await books.pays(paid, {
        FA1: { amount: '98.00', adjustment: { kind: 'discount', amount: '2.00' } },
        FA2: '50.00',
      }),
    );
    const item = await books.item('FA1');
    const [row] = await books.query<{ id: string; event_position: bigint }>(
      'select id, event_position from books.allocation where item_id = $1',
      [item.id],
    );
    const returned = await books.line('-98.00', { day: '2026-02-14' });
    const [outcome] = await books.apply({
      kind: 'return',
      transactionId: returned,
      decision: { transaction: returned, decision: 'none', category: 'return', confidence: 1 },
      engine: '1.0.0',
      basedOn: [],
      reverses: [{ allocationId: row!.id, amount: 9800n }],
    });
    expect(outcome).toMatchObject({ outcome: 'applied' });
    expect(await books.item('FA1')).toMatchObject({ open: 10000n });
    expect(await books.item('FA2')).toMatchObject({ open: 0n });
    const events = await books.events();
    expect(events[3]).toMatchObject({ type: 'payment.recorded', day: '2026-02-14', reverses: events[2]!.id });
    expect(events[3]!.data).toMatchObject({
      payment: { amount: '-98.00', means: 'direct-debit' },
      allocations: [
        {
          amount: '-98.00',
          adjustment: { amount: '-2.00' },
          undoes: row!.id,
          stateBefore: 'paid',
          stateAfter: 'issued',
        },
      ],
    });
    expect(await books.violations()).toEqual([]);
    const [again] = await books.apply({
      kind: 'return',
      transactionId: await books.line('-98.00'),
      decision: { transaction: 'again', decision: 'none', category: 'return', confidence: 1 },
      engine: '1.0.0',
      basedOn: [],
      reverses: [{ allocationId: row!.id, amount: 9800n }],
    });
    expect(again).toMatchObject({ outcome: 'refused', code: 'already-undone' });
  });

  it('a fee is set aside, and reopened for a person only', async () => {
    const line = await books.line('-9.00');
    await books.apply({
      kind: 'set-aside',
      transactionId: line,
      decision: { transaction: line, decision: 'none', category: 'fee', confidence: 1 },
      engine: '1.0.0',
      basedOn: [],
      category: 'fee',
    });
    expect(await stateOf(line)).toMatchObject({ state: 'set-aside' });
    await books.run((billing) => billing.reopen({ transactionId: line, by: 'anna' }));
    expect(await stateOf(line)).toMatchObject({ state: 'proposed', person_only: true });
    const events = await books.events();
    expect(events.map((event) => event.type)).toEqual(['transaction.set-aside', 'transaction.reopened']);
    expect(events[1]).toMatchObject({ reverses: events[0]!.id, data: { category: 'fee' } });
    const engine = await books.apply({
      kind: 'set-aside',
      transactionId: line,
      decision: { transaction: line, decision: 'none', category: 'fee', confidence: 1 },
      engine: '1.0.0',
      basedOn: [],
      category: 'fee',
    });
    expect(engine[0]).toMatchObject({ outcome: 'refused', code: 'person-only' });
  });

  it('a line booked in suspense says so when it is entered, and is not suspended twice', async () => {
    await books.import([openItem('FA1', '100.00')]);
    const line = await books.line('100.00');
    expect(await books.run((billing) => billing.suspend([line]))).toBe(1);
    expect(await books.run((billing) => billing.suspend([line]))).toBe(0);
    await books.apply(await books.pays(line, { FA1: '100.00' }));
    const last = (await books.events()).at(-1)!;
    expect(last).toMatchObject({ type: 'payment.recorded', data: { suspended: true } });
    expect(await stateOf(line)).toMatchObject({ suspended: false });
  });

  it('a person accepts a proposal, or its second alternative, or says it himself', async () => {
    await books.import([openItem('FA1', '100.00'), openItem('FA2', '100.00'), openItem('FA3', '100.00')]);
    const lines = [await books.line('100.00'), await books.line('100.00'), await books.line('100.00')];
    const third = await books.pays(lines[1]!, { FA3: '100.00' });
    const second = await books.pays(lines[1]!, { FA2: '100.00' });
    const proposals = await books.run(async (billing) => {
      const one = { ...(await books.pays(lines[0]!, { FA1: '100.00' })), decision: review(lines[0]!) };
      const two = {
        ...(await books.pays(lines[1]!, { FA1: '100.00' })),
        decision: review(lines[1]!),
        alternatives: [second, third],
      };
      return billing.propose([one, two]);
    });
    expect(proposals.map((outcome) => outcome.outcome)).toEqual(['proposed', 'proposed']);
    expect(await eventTypes()).toEqual(['item.recorded', 'item.recorded', 'item.recorded']);
    const first = await books.run((billing) =>
      billing.accept({ transactionId: lines[0]!, choice: { kind: 'proposal' }, by: 'anna' }),
    );
    expect(first).toMatchObject({ outcome: 'applied' });
    const stale = await books.run((billing) =>
      billing.accept({ transactionId: lines[1]!, choice: { kind: 'proposal' }, by: 'anna' }),
    );
    expect(stale).toMatchObject({ outcome: 'stale' });
    const other = await books.run((billing) =>
      billing.accept({ transactionId: lines[1]!, choice: { kind: 'alternative', index: 1 }, by: 'anna' }),
    );
    expect(other).toMatchObject({ outcome: 'applied' });
    const { id: itemId } = await books.item('FA2');
    const own = await books.run((billing) =>
      billing.accept({
        transactionId: lines[2]!,
        choice: { kind: 'custom', allocations: [{ itemId, amount: 10000n }] },
        by: 'anna',
      }),
    );
    expect(own).toMatchObject({ outcome: 'applied' });
    for (const number of ['FA1', 'FA2', 'FA3']) expect(await books.item(number)).toMatchObject({ open: 0n });
    const states = await books.query(
      `select state, decided_by, count(*)::int as n from books.decision group by 1, 2 order by 1, 2`,
    );
    expect(states).toEqual([
      { state: 'applied', decided_by: 'anna', n: 3 },
      { state: 'superseded', decided_by: 'engine', n: 2 },
    ]);
  });

  it('a line of another company is not found', async () => {
    const other = await BooksFixture.open(test.database);
    await other.import([openItem('FA1', '100.00')]);
    await books.import([openItem('FA1', '100.00')]);
    const foreign = await other.pays(await other.line('100.00'), { FA1: '100.00' });
    expect(await books.apply(foreign)).toMatchObject([{ outcome: 'refused', code: 'not-found' }]);
    const mine = await books.line('100.00');
    expect(await books.apply({ ...foreign, transactionId: mine })).toMatchObject([
      { outcome: 'refused', code: 'not-found' },
    ]);
    expect(await other.item('FA1')).toMatchObject({ open: 10000n });
  });
});

function review(transaction: string): DecisionCommand['decision'] {
  return { transaction, decision: 'review', confidence: 0.6, reason: 'three open invoices of the same amount' };
}
