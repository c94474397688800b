import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { bankLine, CompanyFixture } from '../testing/company-fixture.js';
import { verifyCompany } from '../verify/verify.js';
import { reconcile } from './reconcile.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase({ poolSize: 10 });
});
afterAll(() => test.drop());

describe('a run of the matching', () => {
  it('posts what is proven, proposes the rest, and a second run changes nothing', async () => {
    const books = await CompanyFixture.open(test);
    const name = 'DUPONT MENUISERIE SARL';
    await books.items(
      { number: 'FA2026-000101', total: '120.00' },
      { number: 'FA2026-000102', total: '50.00', customer: 'C2', name },
      { number: 'FA2026-000103', total: '50.00', customer: 'C2', name },
    );
    await books.statement([
      bankLine('l1', '2026-02-10', '120.00', 'VIR CLIENT C1 FA2026-000101'),
      bankLine('l2', '2026-02-11', '50.00', 'VIR DUPONT MENUISERIE', { counterparty: { name } }),
    ]);
    const report = await reconcile(books.context, books.companyId);
    expect(report).toMatchObject({ lines: 2, automatic: { count: 1, amount: '120.00' }, proposed: { count: 1 } });
    const rows = () =>
      books.query('select id, state from books.decision where company_id = $1 order by id').then(JSON.stringify);
    const before = await rows();
    await reconcile(books.context, books.companyId);
    expect(await rows()).toBe(before);
    expect((await verifyCompany(books.context, books.companyId)).violations).toEqual([]);
  });

  it('posts nothing in a company that proposes only, and says what it would have posted', async () => {
    const books = await CompanyFixture.open(test, { posting: 'propose' });
    await books.items({ number: 'FA2026-000101', total: '120.00' });
    await books.statement([bankLine('l1', '2026-02-10', '120.00', 'VIR CLIENT C1 FA2026-000101')]);
    const report = await reconcile(books.context, books.companyId);
    expect(report).toMatchObject({ automatic: { count: 0 }, wouldHavePosted: { count: 1, amount: '120.00' } });
    expect(await books.states()).toEqual({ l1: 'proposed' });
    expect(await books.open()).toEqual({ 'FA2026-000101': 12000 });
  });

  it('stores nothing in a dry run', async () => {
    const books = await CompanyFixture.open(test);
    await books.items({ number: 'FA2026-000101', total: '120.00' });
    await books.statement([bankLine('l1', '2026-02-10', '120.00', 'VIR CLIENT C1 FA2026-000101')]);
    const report = await reconcile(books.context, books.companyId, { dryRun: true });
    expect(report.automatic.count).toBe(1);
    expect(await books.states()).toEqual({ l1: 'new' });
  });

  it('decides lines of two accounts that share a reference each by itself', async () => {
    const books = await CompanyFixture.open(test);
    await books.items({ number: 'FA2026-000101', total: '120.00' }, { number: 'FA2026-000102', total: '80.00' });
    await books.statement([bankLine('same', '2026-02-10', '120.00', 'VIR CLIENT C1 FA2026-000101')]);
    await books.run((tx) =>
      tx.query(
        `with a as (insert into books.bank_account (company_id, id, number, currency, label) values ($1, gen_random_uuid(), '42', 'EUR', 'x') returning id),
         s as (insert into books.statement (company_id, id, file_id, account_id, ordinal, line_count, line_sum)
               select company_id, gen_random_uuid(), file_id, (select id from a), 2, 1, 8000 from books.statement where company_id = $1 returning id)
         insert into books.bank_transaction (company_id, id, account_id, statement_id, ref, booking_date, amount, currency, status, line, remittance)
         select company_id, gen_random_uuid(), (select id from a), (select id from s), ref, booking_date, 8000, currency, status,
                (line::jsonb || '{"amount":"80.00","remittance":"VIR CLIENT C1 FA2026-000102"}')::json, 'VIR CLIENT C1 FA2026-000102'
           from books.bank_transaction where company_id = $1`,
        [books.companyId],
      ),
    );
    const report = await reconcile(books.context, books.companyId);
    expect(report).toMatchObject({ lines: 2, automatic: { count: 2, amount: '200.00' } });
    expect(await books.open()).toEqual({});
  });

  it('reopens exactly the invoice of a direct debit that comes back, also in the same run', async () => {
    const books = await CompanyFixture.open(test);
    await books.items(
      { number: 'FA2026-000101', total: '120.00' },
      { number: 'FA2026-000202', total: '120.00', customer: 'C2' },
    );
    await books.statement([
      bankLine('p1', '2026-02-10', '120.00', 'PRLV FA2026-000101', { endToEndId: 'E2E-1' }),
      bankLine('p2', '2026-02-10', '120.00', 'PRLV FA2026-000202', { endToEndId: 'E2E-2' }),
      bankLine('r1', '2026-02-12', '-120.00', 'REJET PRLV', { endToEndId: 'E2E-1', return: { reason: 'AM04' } }),
    ]);
    const report = await reconcile(books.context, books.companyId);
    expect(report).toMatchObject({ automatic: { count: 2 }, returned: { count: 1, amount: '120.00' } });
    expect(await books.open()).toEqual({ 'FA2026-000101': 12000 });
    expect((await verifyCompany(books.context, books.companyId)).violations).toEqual([]);
  });

  it('pays an invoice again that came back, all in one run', async () => {
    const books = await CompanyFixture.open(test);
    await books.items({ number: 'FA2026-000101', total: '120.00' });
    await books.statement([
      bankLine('p1', '2026-02-10', '120.00', 'PRLV FA2026-000101', { endToEndId: 'E2E-1' }),
      bankLine('r1', '2026-02-12', '-120.00', 'REJET PRLV', { endToEndId: 'E2E-1', return: { reason: 'AM04' } }),
      bankLine('p2', '2026-02-20', '120.00', 'VIR CLIENT C1 FA2026-000101'),
    ]);
    await reconcile(books.context, books.companyId);
    expect(await books.open()).toEqual({});
    expect(await books.states()).toEqual({ p1: 'matched', p2: 'matched', r1: 'matched' });
  });

  it('pays an invoice again that comes back in the same run, also where it was paid in an earlier one', async () => {
    const books = await CompanyFixture.open(test);
    await books.items({ number: 'FA2026-000101', total: '120.00' });
    await books.statement([bankLine('p1', '2026-02-10', '120.00', 'PRLV FA2026-000101', { endToEndId: 'E2E-1' })]);
    await reconcile(books.context, books.companyId);
    await books.statement([
      bankLine('r1', '2026-02-12', '-120.00', 'REJET PRLV', { endToEndId: 'E2E-1', return: { reason: 'AM04' } }),
      bankLine('p2', '2026-02-20', '120.00', 'REGLEMENT FA2026-000101'),
    ]);
    await reconcile(books.context, books.companyId);
    expect(await books.open()).toEqual({});
    expect(await books.states()).toEqual({ p1: 'matched', p2: 'matched', r1: 'matched' });
  });

  it('decides again what turned stale between deciding and applying', async () => {
    const books = await CompanyFixture.open(test);
    await books.items({ number: 'FA2026-000101', total: '120.00' }, { number: 'FA2026-000102', total: '70.00' });
    await books.statement([bankLine('l1', '2026-02-10', '120.00', 'VIR CLIENT C1 FA2026-000101')]);
    await books.statement([bankLine('l2', '2026-02-11', '70.00', 'VIR CLIENT C1 FA2026-000102')]);
    let moved = false;
    const { database } = books.context;
    // The third transaction of a run applies; just before it, a person settles the invoice by another line.
    let transactions = 0;
    const slow = {
      ...books.context,
      database: Object.assign(Object.create(database) as typeof database, {
        withCompany: async (...args: Parameters<typeof database.withCompany>) => {
          if (++transactions === 5 && !moved) {
            moved = true;
            await books.run(async (tx, billing) => {
              const [line] = await tx.query<{ id: string }>(
                `select id from books.bank_transaction where company_id = $1 and ref = 'l2'`,
                [books.companyId],
              );
              const [item] = await tx.query<{ id: string }>(
                `select id from books.item where company_id = $1 and number = 'FA2026-000101'`,
                [books.companyId],
              );
              const allocations = [{ itemId: item!.id, amount: 7000n }];
              await billing.accept({ transactionId: line!.id, choice: { kind: 'custom', allocations }, by: 'person' });
            });
          }
          return database.withCompany(...args);
        },
      }),
    };
    const report = await reconcile(slow, books.companyId);
    expect(moved).toBe(true);
    expect(report.lines).toBe(2);
    expect(await books.open()).toEqual({ 'FA2026-000101': 5000, 'FA2026-000102': 7000 });
    expect((await verifyCompany(books.context, books.companyId)).violations).toEqual([]);
  });

  it('neither allocates twice nor locks up when several runs of a company go at once', async () => {
    const books = await CompanyFixture.open(test);
    const numbers = Array.from({ length: 120 }, (_, index) => `FA2026-${String(1000 + index).padStart(6, '0')}`);
    const total = (index: number): string => `${100 + index}.00`;
    await books.items(...numbers.map((number, index) => ({ number, total: total(index), customer: `C${index % 10}` })));
    await books.statement(
      numbers.map((number, index) =>
        bankLine(`l${index}`, '2026-02-10', total(index), `VIR CLIENT C${index % 10} ${number}`),
      ),
    );
    const runs = await Promise.all(Array.from({ length: 4 }, () => reconcile(books.context, books.companyId)));
    expect(await books.open()).toEqual({});
    const [sums] = await books.query<{ payments: number; allocated: number }>(
      `select count(*)::int as payments, sum(allocated)::int as allocated from books.payment where company_id = $1`,
    );
    expect(sums).toEqual({ payments: 120, allocated: 100 * (120 * 100 + (119 * 120) / 2) });
    expect(runs.reduce((sum, run) => sum + run.automatic.count, 0)).toBe(120);
    expect((await verifyCompany(books.context, books.companyId)).violations).toEqual([]);
  });
});

describe('a payment another system recorded', () => {
  async function withRecorded(posting: 'auto' | 'propose'): Promise<CompanyFixture> {
    const books = await CompanyFixture.open(test, { posting });
    await books.items({ number: 'FA2026-000101', total: '120.00' });
    await books.run((_tx, billing) =>
      billing.recordPayment({
        externalId: 'erp-1',
        customerCode: 'C1',
        day: parseDay('2026-02-09'),
        amount: 12000n,
        currency: 'EUR',
        means: 'transfer',
        allocations: [{ number: 'FA2026-000101', amount: 12000n }],
      }),
    );
    await books.statement([bankLine('l1', '2026-02-10', '120.00', 'VIR FA2026-000101')]);
    return books;
  }

  it('is confirmed by the bank line that equals it, without a second payment', async () => {
    const books = await withRecorded('auto');
    const report = await reconcile(books.context, books.companyId);
    expect(report).toMatchObject({ confirmed: { count: 1, amount: '120.00' }, automatic: { count: 0 } });
    expect(await books.query('select kind from books.payment where company_id = $1')).toEqual([{ kind: 'recorded' }]);
    expect(await books.states()).toEqual({ l1: 'matched' });
  });

  it('waits for a person in a company that proposes only', async () => {
    const books = await withRecorded('propose');
    const report = await reconcile(books.context, books.companyId);
    expect(report).toMatchObject({ confirmed: { count: 0 }, wouldHavePosted: { count: 1 } });
    expect(await books.states()).toEqual({ l1: 'new' });
  });
});
