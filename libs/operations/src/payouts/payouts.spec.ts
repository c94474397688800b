import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay, payoutOf, type PayoutItem, type ProviderPayout } from '@lettrage/domain';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { projectJournal } from '../journal/project-journal.js';
import { reconcile } from '../reconcile/reconcile.js';
import { bankLine, CompanyFixture } from '../testing/company-fixture.js';
import { verifyCompany } from '../verify/verify.js';
import { assignMovement, bookPayoutOnLine, takePayoutBack } from './book-payouts.js';
import { storePayouts } from './import-payouts.js';
import { payoutDetail } from './list-payouts.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

/** Balances of accounts in cents, less those at zero; every stored invariant holds. */
async function balances(books: CompanyFixture): Promise<Record<string, number>> {
  await projectJournal(books.context, books.companyId);
  const { violations } = await verifyCompany(books.context, books.companyId);
  expect(violations).toEqual([]);
  const rows = await books.query<{ account: string; sum: number }>(
    `select account, sum(debit - credit)::int as sum from books.entry_line where company_id = $1 group by account having sum(debit - credit) <> 0 order by account`,
  );
  return Object.fromEntries(rows.map(({ account, sum }) => [account, sum]));
}

function charge(id: string, amount: string, fee: string, invoice?: string): PayoutItem {
  const references = [
    ...(invoice === undefined ? [] : [{ key: 'metadata.order_id', value: invoice }]),
    { key: 'payment', value: `pi_${id}` },
  ];
  return { kind: 'charge', id, amount, fee, day: '2026-02-01', references };
}

function payout(id: string, items: readonly PayoutItem[], arrival = '2026-02-05'): ProviderPayout {
  return payoutOf({ provider: 'stripe', id, arrival, currency: 'EUR', items });
}

function store(books: CompanyFixture, ...payouts: ProviderPayout[]) {
  return books.run((tx) => storePayouts(tx, payouts, { fileName: 'stripe.csv' }, { dryRun: false }));
}

const run = async (books: CompanyFixture) => (await reconcile(books.context, books.companyId)).confirmed;
const OPENING = { '890000': -30_000 };

/** Two invoices of 120.00 and 180.00, in the books and unpaid. */
async function company(more: { readonly posting?: 'auto' | 'propose'; readonly settings?: object } = {}) {
  const books = await CompanyFixture.open(test, more as object);
  await books.items(
    { number: 'FA2026-000101', total: '120.00' },
    { number: 'FA2026-000102', total: '180.00', customer: 'C2' },
  );
  return books;
}

describe('a stored payout', () => {
  it('explains its bank line: receipts at gross, fees with their VAT, transit empty; twice changes nothing', async () => {
    const books = await company();
    const po = payout('po_1', [
      charge('ch_1', '120.00', '2.00', 'FA2026-000101'),
      { ...charge('ch_2', '180.00', '3.00', 'FA2026-000102'), feeVat: '0.60' },
    ]);
    expect((await store(books, po)).payouts).toMatchObject([{ state: 'stored', charges: 2, tied: 2, open: [] }]);
    expect((await store(books, po)).payouts).toMatchObject([{ state: 'known' }]);
    await books.statement([bankLine('l1', '2026-02-06', '294.40', 'VIR SEPA STRIPE PAYOUT')]);
    expect(await run(books)).toEqual({ count: 1, amount: '294.40' });
    const after = { '445660': 60, '512000': 29_440, '627800': 500, ...OPENING };
    expect([await books.open(), await balances(books)]).toEqual([{}, after]);
    expect(await run(books)).toEqual({ count: 0, amount: '0.00' });
    expect(
      await bookPayoutOnLine(books.context, books.companyId, { payout: 'po_1', line: 'l1' }, 'anna'),
    ).toMatchObject({ outcome: 'known' });
    expect(await balances(books)).toEqual(after);
  });

  it('puts charges without invoice, refunds without credit note and unknown disputes in suspense, each with a task', async () => {
    const books = await company();
    const refund: PayoutItem = {
      kind: 'refund',
      id: 'txn_r',
      amount: '-10.00',
      fee: '0.00',
      charge: 'ch_0',
      references: [],
    };
    const dispute: PayoutItem = {
      kind: 'dispute',
      id: 'txn_d',
      amount: '-5.00',
      fee: '15.00',
      charge: 'ch_x',
      references: [],
    };
    const ownFee: PayoutItem = { kind: 'fee', id: 'txn_f', amount: '0.00', fee: '1.00', references: [] };
    await store(
      books,
      payout('po_1', [
        charge('ch_1', '120.00', '2.00', 'FA2026-000101'),
        charge('ch_9', '50.00', '1.00'),
        refund,
        dispute,
        ownFee,
      ]),
    );
    await books.statement([bankLine('l1', '2026-02-05', '136.00', 'STRIPE')]);
    await run(books);
    expect(await balances(books)).toEqual({
      '411000': 18_000,
      '471000': -3_500,
      '512000': 13_600,
      '627800': 1_900,
      ...OPENING,
    });
    const tasks = await books.query<{ message: string }>(
      'select message from books.task where company_id = $1 order by id',
    );
    expect(tasks.map(({ message }) => message)).toEqual([
      'The payout po_1 holds a charge of 50.00 EUR (ch_9): nothing in it names an invoice that is known here. It waits in suspense; say what it pays.',
      'The payout po_1 holds a refund of -10.00 EUR (txn_r): it names no credit note that is known here. It waits in suspense; say what it pays.',
      'The payout po_1 holds a dispute of -5.00 EUR (txn_d): the charge it takes back is not known here. It waits in suspense; say what it pays.',
    ]);
    await assignMovement(
      books.context,
      books.companyId,
      { payout: 'po_1', item: 'ch_9', invoice: 'FA2026-000102' },
      'anna',
    );
    expect(await books.open()).toEqual({ 'FA2026-000102': 13_000 });
    expect(await balances(books)).toMatchObject({ '411000': 13_000, '471000': 1_500 });
    expect((await books.run((tx) => payoutDetail(tx, 'po_1'))).open).toBe(2);
  });

  it('reopens the invoice that a disputed charge had paid, also one of the same payout', async () => {
    const books = await company();
    await store(books, payout('po_1', [charge('ch_1', '120.00', '2.00', 'FA2026-000101')]));
    const disputed = (id: string, of: string, amount: string): PayoutItem => ({
      kind: 'dispute',
      id,
      amount,
      fee: '0.00',
      charge: of,
      references: [],
    });
    await store(
      books,
      payout(
        'po_2',
        [
          charge('ch_2', '180.00', '0.00', 'FA2026-000102'),
          disputed('txn_2', 'ch_2', '-80.00'),
          disputed('txn_1', 'ch_1', '-20.00'),
        ],
        '2026-02-08',
      ),
    );
    await books.statement([
      bankLine('l1', '2026-02-05', '118.00', 'STRIPE'),
      bankLine('l2', '2026-02-08', '80.00', 'STRIPE'),
    ]);
    expect(await run(books)).toMatchObject({ count: 2 });
    expect(await books.open()).toEqual({ 'FA2026-000101': 2_000, 'FA2026-000102': 8_000 });
    expect(await balances(books)).toEqual({ '411000': 10_000, '512000': 19_800, '627800': 200, ...OPENING });
  });

  it('confirms what the ERP had recorded, by its id or by invoice and amount, and makes no second receipt', async () => {
    const books = await company();
    for (const [externalId, customerCode, number, amount] of [
      ['pi_ch_1', 'C1', 'FA2026-000101', 12_000n],
      ['ERP-77', 'C2', 'FA2026-000102', 18_000n],
    ] as const)
      await books.run((_tx, billing) =>
        billing.recordPayment({
          externalId,
          customerCode,
          day: parseDay('2026-02-01'),
          amount,
          currency: 'EUR',
          means: 'card',
          allocations: [{ number, amount }],
        }),
      );
    await store(
      books,
      payout('po_1', [charge('ch_1', '120.00', '2.00'), charge('ch_2', '180.00', '3.00', 'FA2026-000102')]),
    );
    await books.statement([bankLine('l1', '2026-02-05', '295.00', 'STRIPE')]);
    const line = { payout: 'po_1', line: 'l1' };
    expect(await bookPayoutOnLine(books.context, books.companyId, line, 'anna')).toMatchObject({
      receipts: 0,
      confirmed: 2,
    });
    expect(await balances(books)).toEqual({ '512000': 29_500, '627800': 500, ...OPENING });
  });

  it('taken back leaves the books as before, the line in review and the report waiting; then it can be booked again', async () => {
    const books = await company();
    await store(
      books,
      payout('po_1', [
        charge('ch_1', '120.00', '2.00', 'FA2026-000101'),
        charge('ch_2', '180.00', '3.00', 'FA2026-000102'),
        charge('ch_9', '50.00', '1.00'),
        { kind: 'dispute', id: 'txn_d', amount: '-30.00', fee: '0.00', charge: 'ch_2', references: [] },
      ]),
    );
    await books.statement([bankLine('l1', '2026-02-05', '314.00', 'STRIPE')]);
    await run(books);
    const booked = await balances(books);
    expect(booked).toEqual({ '411000': 3_000, '471000': -5_000, '512000': 31_400, '627800': 600, ...OPENING });
    for (let round = 0; round < 2; round++) {
      await takePayoutBack(books.context, books.companyId, 'po_1', { by: 'anna', reason: 'wrong line' });
      expect(await books.open()).toEqual({ 'FA2026-000101': 12_000, 'FA2026-000102': 18_000 });
      expect(await balances(books)).toEqual({ '411000': 30_000, '471000': -31_400, '512000': 31_400, ...OPENING });
      expect(await books.states()).toEqual({ l1: 'proposed' });
      expect(await run(books)).toMatchObject({ count: 0 });
      await bookPayoutOnLine(books.context, books.companyId, { payout: 'po_1', line: 'l1' }, 'anna');
      expect(await balances(books)).toEqual(booked);
    }
    await expect(takePayoutBack(books.context, books.companyId, 'po_9', { by: 'anna' })).rejects.toThrow(
      /no payout "po_9"/,
    );
  });

  it('is not undone line by line; one booked without a report is taken back by its bank line', async () => {
    const books = await company();
    const paymentIds: string[] = [];
    const made = await books.run((_tx, billing) =>
      billing.recordPayment({
        externalId: 'ch_1',
        customerCode: 'C1',
        day: parseDay('2026-02-01'),
        amount: 12_000n,
        currency: 'EUR',
        means: 'card',
        allocations: [{ number: 'FA2026-000101', amount: 12_000n }],
      }),
    );
    if ('paymentId' in made) paymentIds.push(made.paymentId);
    await books.statement([bankLine('l1', '2026-02-05', '118.00', 'STRIPE')]);
    const [line] = await books.query<{ id: string }>('select id from books.bank_transaction where company_id = $1');
    const before = await balances(books);
    await books.run((_tx, billing) =>
      billing.confirmPayout({
        transactionId: line!.id,
        provider: 'stripe',
        reference: 'po_7',
        paymentIds,
        fee: 200n,
        feeVat: 0n,
        by: 'anna',
      }),
    );
    const [decision] = await books.query<{ id: string }>(
      `select id from books.decision where company_id = $1 and rule = 'payout'`,
    );
    const undo = books.run((_tx, billing) =>
      billing.undo({ decisionId: decision!.id, day: parseDay('2026-03-01'), by: 'anna' }),
    );
    await expect(undo).rejects.toThrow(/take the payout back/);
    expect(await takePayoutBack(books.context, books.companyId, 'l1', { by: 'anna' })).toMatchObject({
      payout: 'po_7',
      allocationIds: [],
    });
    expect(await balances(books)).toEqual({ ...before, '471000': -11_800, '512000': 11_800 });
    expect(await books.states()).toEqual({ l1: 'proposed' });
  });

  it('whose charge a later payout gave back is not taken back before that one', async () => {
    const books = await company();
    await store(books, payout('po_1', [charge('ch_1', '120.00', '2.00', 'FA2026-000101')]));
    await store(
      books,
      payout(
        'po_2',
        [
          charge('ch_2', '180.00', '0.00', 'FA2026-000102'),
          { kind: 'dispute', id: 'txn_1', amount: '-120.00', fee: '0.00', charge: 'ch_1', references: [] },
        ],
        '2026-02-08',
      ),
    );
    await books.statement([
      bankLine('l1', '2026-02-05', '118.00', 'STRIPE'),
      bankLine('l2', '2026-02-08', '60.00', 'STRIPE'),
    ]);
    await run(books);
    const take = (id: string) => takePayoutBack(books.context, books.companyId, id, { by: 'anna' });
    await expect(take('po_1')).rejects.toThrow(/given back by a later payment/);
    await take('po_2');
    await take('po_1');
    expect(await books.open()).toEqual({ 'FA2026-000101': 12_000, 'FA2026-000102': 18_000 });
    expect(await balances(books)).toMatchObject({ '411000': 30_000, '471000': -17_800 });
  });

  it.each([
    ['a cent less', bankLine('l1', '2026-02-05', '117.99', 'STRIPE')],
    ['too late', bankLine('l1', '2026-02-16', '118.00', 'STRIPE')],
    ['of another provider', bankLine('l1', '2026-02-05', '118.00', 'PAYPAL')],
  ])('explains no line %s', async (_why, line) => {
    const books = await company();
    await store(books, payout('po_1', [charge('ch_1', '120.00', '2.00', 'FA2026-000101')]));
    await books.statement([line]);
    expect(await run(books)).toMatchObject({ count: 0 });
    expect(await books.open()).toMatchObject({ 'FA2026-000101': 12_000 });
  });

  it('waits where the company proposes only, and a dry run books nothing', async () => {
    const books = await company({ posting: 'propose' });
    await store(books, payout('po_1', [charge('ch_1', '120.00', '2.00', 'FA2026-000101')]));
    await books.statement([bankLine('l1', '2026-02-05', '118.00', 'STRIPE')]);
    for (const dryRun of [true, false])
      expect(await reconcile(books.context, books.companyId, { dryRun })).toMatchObject({
        wouldHavePosted: { count: 1, amount: '118.00' },
      });
    expect(await books.states()).toEqual({ l1: 'new' });
    expect((await books.run((tx) => payoutDetail(tx, 'po_1'))).lines).toMatchObject([{ ref: 'l1' }]);
    const open = () => books.query('select message from books.task where company_id = $1 and state = $2', 'open');
    expect(await open()).toEqual([
      {
        message:
          'The bank line of 2026-02-05, 118.00 EUR, is the payout po_1 of Stripe. Book it: lettrage payout book po_1 l1',
      },
    ]);
    await bookPayoutOnLine(books.context, books.companyId, { payout: 'po_1', line: 'l1' }, 'anna');
    expect([await open(), await books.states()]).toEqual([[], { l1: 'matched' }]);
  });

  it('of equal sums go with their lines in the order of their days, and with none where that is not clear', async () => {
    const books = await company();
    await store(
      books,
      payout('po_a', [charge('ch_a', '10.00', '0.00')]),
      payout('po_b', [charge('ch_b', '10.00', '0.00')], '2026-02-06'),
    );
    await books.statement([bankLine('l1', '2026-02-06', '10.00', 'STRIPE')]);
    expect(await run(books)).toMatchObject({ count: 0 });
    await books.statement([bankLine('l2', '2026-02-09', '10.00', 'STRIPE')]);
    expect(await run(books)).toMatchObject({ count: 2 });
    expect(await books.run((tx) => payoutDetail(tx, 'po_a'))).toMatchObject({ state: 'booked' });
  });

  it('stored with other sums is refused and stays; the company’s own keys decide what names an invoice', async () => {
    const books = await company({ settings: { payouts: { keys: ['metadata.facture'] } } });
    const first = charge('ch_1', '120.00', '2.00', 'FA2026-000101');
    await store(books, payout('po_1', [first]));
    const { payouts, problems } = await store(books, payout('po_1', [{ ...first, fee: '3.00' }]));
    expect(payouts).toMatchObject([{ state: 'differs' }]);
    expect(problems).toMatchObject([{ rule: 'payout-differs' }]);
    const { payouts: other } = await store(books, payout('po_2', [{ ...first, id: 'ch_2' }]));
    expect(other).toMatchObject([{ tied: 0, open: [{ id: 'ch_2' }] }]);
  });
});
