import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay, parseMinor } from '@lettrage/domain';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { bankLine, CompanyFixture } from '../testing/company-fixture.js';
import { verifyCompany } from '../verify/verify.js';
import { addExchangeRate } from './exchange-rates.js';
import { projectJournal } from './project-journal.js';
import { revalueItems } from './revalue-items.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const CLOSING = parseDay('2025-12-31');

/** Two invoices of 120 dollars booked at 1.2 and at 1.0, and one in a currency without rate. */
async function withForeign(): Promise<CompanyFixture> {
  const books = await CompanyFixture.open(test, { cutOverDay: '2025-01-01' });
  const rates = [
    ['USD', '2025-10-01', '1.2'],
    ['USD', '2025-11-01', '1.0'],
    ['USD', '2025-12-31', '1.1'],
  ] as const;
  for (const [currency, from, value] of rates)
    await addExchangeRate(books.context, books.companyId, { currency, from: parseDay(from), value, source: 'ECB' });
  const item = (number: string, issueDate: string, currency: string) => ({
    number,
    kind: 'invoice' as const,
    customer: { id: 'C1', name: 'US CLIENT INC', ibans: [] },
    issueDate: parseDay(issueDate),
    dueDate: parseDay('2026-01-31'),
    currency,
    total: parseMinor('120.00', currency),
    open: parseMinor('120.00', currency),
  });
  const items = [item('FA1', '2025-10-05', 'USD'), item('FA2', '2025-11-05', 'USD'), item('FA3', '2025-11-05', 'SEK')];
  const options = { asOf: parseDay('2026-01-01'), partial: true, origin: 'import' as const };
  await books.run((_tx, billing) => billing.importOpenItems(items, options));
  return books;
}

async function entries(books: CompanyFixture, accounts: string): Promise<string[]> {
  expect((await verifyCompany(books.context, books.companyId)).violations).toEqual([]);
  const rows = await books.query<{ line: string }>(
    `select e.day || ' ' || l.account || ' ' || (l.debit - l.credit) as line from books.entry_line l
       join books.journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
      where l.company_id = $1 and l.account ~ $2 order by e.event_position, e.ordinal, l.ordinal`,
    accounts,
  );
  return rows.map(({ line }) => line);
}

describe('a revaluation at the end of a year', () => {
  it('books differences and the provision, reverses them the next day, and is booked once', async () => {
    const books = await withForeign();
    const ask = (more: object = {}) =>
      revalueItems(books.context, books.companyId, { closing: CLOSING, by: 'anna', ...more });
    const dry = await ask({ dryRun: true });
    expect(dry).toMatchObject({ gains: '9.09', losses: '10.91' });
    expect(dry.items.map(({ number, state, difference }) => [number, state, difference])).toEqual([
      ['FA3', 'not-booked', undefined],
      ['FA1', 'revalued', '9.09'],
      ['FA2', 'revalued', '-10.91'],
    ]);
    expect(dry.items[1]).toMatchObject({ rate: '1.1', rateFrom: CLOSING });
    expect(await entries(books, '^(47[67]|1515|[67]865)')).toEqual([]);
    expect(await ask()).toEqual(dry);
    const booked = await entries(books, '^(47[67]|1515|[67]865)');
    expect(booked).toEqual([
      '2025-12-31 477000 -909',
      '2026-01-01 477000 909',
      '2025-12-31 476000 1091',
      '2025-12-31 686500 1091',
      '2025-12-31 151500 -1091',
      '2026-01-01 476000 -1091',
      '2026-01-01 151500 1091',
      '2026-01-01 786500 -1091',
    ]);
    expect(await ask()).toMatchObject({ gains: '0.00', losses: '0.00' });
    expect(await entries(books, '^(47[67]|1515|[67]865)')).toEqual(booked);
    expect(await ask({ takeBack: true })).toMatchObject({ gains: '9.09', losses: '10.91' });
    expect(await ask({ takeBack: true })).toMatchObject({ gains: '0.00', losses: '0.00' });
    const sums = await books.query<{ sum: number }>(
      `select sum(l.debit - l.credit)::int as sum from books.entry_line l join books.journal_entry e on e.company_id = l.company_id and e.id = l.entry_id
        where l.company_id = $1 and l.account ~ '^(47[67]|1515|[67]865)' group by l.account, e.day`,
    );
    expect(sums.every(({ sum }) => sum === 0)).toBe(true);
  });

  it('values what was open on the day, and the claim still letters once it is paid', async () => {
    const books = await withForeign();
    await books.statement([bankLine('l1', '2026-02-10', '98.00', 'US CLIENT')]);
    const [line] = await books.query<{ id: string }>('select id from books.bank_transaction where company_id = $1');
    const [item] = await books.query<{ id: string }>(
      `select id from books.item where company_id = $1 and number = 'FA1'`,
    );
    const allocations = [{ itemId: item!.id, amount: 9_800n, settled: 12_000n }];
    await books.run((_tx, billing) =>
      billing.accept({ transactionId: line!.id, choice: { kind: 'custom', allocations }, by: 'anna' }),
    );
    const report = await revalueItems(books.context, books.companyId, { closing: CLOSING, by: 'anna' });
    expect(report.items.find(({ number }) => number === 'FA1')).toMatchObject({ open: '120.00', state: 'revalued' });
    await projectJournal(books.context, books.companyId);
    const [open] = await books.query<{ n: number }>(
      `select count(*)::int as n from books.entry_line l join books.item i on i.company_id = l.company_id and i.id = l.item_id
        where l.company_id = $1 and i.number = 'FA1' and l.account like '411%' and not exists (
         select 1 from books.lettering_line k join books.lettering g on g.company_id = k.company_id and g.id = k.lettering_id and g.lifted_position is null
          where k.company_id = l.company_id and k.entry_id = l.entry_id and k.ordinal = l.ordinal)`,
    );
    expect(open!.n).toBe(0);
    expect((await verifyCompany(books.context, books.companyId)).violations).toEqual([]);
  });

  it('is refused for a day that ends no year, has not come, or is locked', async () => {
    const books = await withForeign();
    const ask = (closing: string) =>
      revalueItems(books.context, books.companyId, { closing: parseDay(closing), by: 'anna' });
    await expect(ask('2025-12-30')).rejects.toThrow('that year ends on 2025-12-31');
    await expect(ask('2099-12-31')).rejects.toThrow('has not come yet');
    await books.query(
      `update books.company set locked_through = '2026-01-31' where company_id = $1 returning company_id`,
    );
    await expect(ask('2025-12-31')).rejects.toThrow('locked through 2026-01-31');
  });
});
