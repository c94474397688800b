import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay, parseMinor } from '@lettrage/domain';
import { BankAccountStore } from '@lettrage/persistence';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { bankReconciliation } from '../reports/bank-reconciliation.js';
import { bankLine, CompanyFixture } from '../testing/company-fixture.js';
import { verifyCompany } from '../verify/verify.js';
import { addExchangeRate, listExchangeRates } from './exchange-rates.js';
import { projectJournal } from './project-journal.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const rate = (from: string, value: string) => ({ currency: 'USD', from: parseDay(from), value, source: 'ECB' });

async function withDollars(books: CompanyFixture): Promise<void> {
  await books.run((_tx, billing) =>
    billing.importOpenItems(
      [
        {
          number: 'FA2026-000101',
          kind: 'invoice',
          customer: { id: 'C1', name: 'US CLIENT INC', ibans: [] },
          issueDate: parseDay('2026-01-05'),
          dueDate: parseDay('2026-02-04'),
          currency: 'USD',
          total: parseMinor('120.00', 'USD'),
          open: parseMinor('120.00', 'USD'),
        },
      ],
      { asOf: parseDay('2026-01-31'), partial: true, origin: 'import' },
    ),
  );
}

async function accept(books: CompanyFixture, amount: bigint, settled?: bigint): Promise<void> {
  const [line] = await books.query<{ id: string }>('select id from books.bank_transaction where company_id = $1');
  const [item] = await books.query<{ id: string }>('select id from books.item where company_id = $1');
  const allocation = { itemId: item!.id, amount, ...(settled === undefined ? {} : { settled }) };
  await books.run((_tx, billing) =>
    billing.accept({ transactionId: line!.id, choice: { kind: 'custom', allocations: [allocation] }, by: 'anna' }),
  );
  await projectJournal(books.context, books.companyId);
}

async function balances(books: CompanyFixture): Promise<Record<string, number>> {
  expect((await verifyCompany(books.context, books.companyId)).violations).toEqual([]);
  const rows = await books.query<{ account: string; sum: number }>(
    'select account, sum(debit - credit)::int as sum from books.entry_line where company_id = $1 group by account having sum(debit - credit) <> 0',
  );
  return Object.fromEntries(rows.map(({ account, sum }) => [account, sum]));
}

describe('an invoice in dollars of books in euros', () => {
  it('is booked at the rate of its day, and paid in euros leaves the exchange difference', async () => {
    const books = await CompanyFixture.open(test);
    await addExchangeRate(books.context, books.companyId, rate('2026-01-02', '1.2'));
    await withDollars(books);
    await books.statement([bankLine('l1', '2026-02-10', '98.00', 'US CLIENT')]);
    await accept(books, 9_800n, 12_000n);
    expect(await balances(books)).toEqual({ '512000': 9_800, '656000': 200, '890000': -10_000 });
    const [open] = await books.query<{ n: number }>(
      `select count(*)::int as n from books.entry_line l where l.company_id = $1 and l.account like '411%' and not exists (
         select 1 from books.lettering_line k where k.company_id = l.company_id and k.entry_id = l.entry_id and k.ordinal = l.ordinal)`,
    );
    expect(open!.n).toBe(0);
  });

  it('paid into an account in dollars agrees with its statement in dollars', async () => {
    const books = await CompanyFixture.open(test);
    await books.query(`update books.bank_account set currency = 'USD' where company_id = $1 returning id`);
    await addExchangeRate(books.context, books.companyId, rate('2026-01-02', '1.2')).catch(() => undefined);
    await addExchangeRate(books.context, books.companyId, rate('2026-02-01', '1.15'));
    await withDollars(books);
    await books.statement([bankLine('l1', '2026-02-10', '120.00', 'US CLIENT', { currency: 'USD' })]);
    await accept(books, 12_000n);
    expect(await balances(books)).toEqual({ '512000': 10_435, '756000': -435, '890000': -10_000 });
    const [account] = await books.run((tx) => new BankAccountStore(tx).list());
    const report = await bankReconciliation(books.context, books.companyId, {
      account: account!.id,
      to: parseDay('2026-03-31'),
    });
    expect(report).toMatchObject({
      currency: 'USD',
      bank: { movement: '120.00' },
      books: { movement: '120.00' },
      notInBooks: [],
      agrees: true,
    });
  });

  it('without a rate stays a task for a person', async () => {
    const books = await CompanyFixture.open(test);
    await books.query(`update books.company set currency = 'CHF' where company_id = $1 returning company_id`);
    await withDollars(books);
    await projectJournal(books.context, books.companyId);
    const tasks = await books.query<{ message: string }>('select message from books.task where company_id = $1');
    expect(tasks[0]!.message).toMatch(/no rate of 2026-01-05 was known/);
  });
});

describe('a rate', () => {
  it('that is known is never changed', async () => {
    const books = await CompanyFixture.open(test);
    const add = (value: string) => addExchangeRate(books.context, books.companyId, rate('2025-06-01', value));
    expect([await add('1.1'), await add('1.10')]).toEqual(['added', 'known']);
    await expect(add('1.2')).rejects.toThrow(/is 1\.1: entries were made with it/);
    expect(await listExchangeRates(books.context, books.companyId)).toContainEqual({
      currency: 'USD',
      from: '2025-06-01',
      value: '1.1',
      source: 'ECB',
    });
  });

  it.each(['0', '-1', 'abc', '0.000'])('%s is none', async (value) => {
    const books = await CompanyFixture.open(test);
    await expect(addExchangeRate(books.context, books.companyId, rate('2025-06-02', value))).rejects.toThrow(
      /is no rate/,
    );
  });
});
