import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chainHash } from '@lettrage/billing';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import pg from 'pg';
import { reconcile } from '../reconcile/reconcile.js';
import { bankLine, CompanyFixture } from '../testing/company-fixture.js';
import { verifyCompany } from './verify.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

async function sound(): Promise<CompanyFixture> {
  const books = await CompanyFixture.open(test);
  await books.items({ number: 'FA2026-000101', total: '120.00' }, { number: 'FA2026-000102', total: '50.00' });
  await books.statement([
    bankLine('l1', '2026-02-10', '120.00', 'VIR FA2026-000101'),
    bankLine('l2', '2026-02-11', '50.00', 'VIR FA2026-000102'),
  ]);
  await reconcile(books.context, books.companyId);
  expect((await verifyCompany(books.context, books.companyId)).violations).toEqual([]);
  return books;
}

/** Changes rows behind the application's back, as whoever owns the database can; checks that stand in the way are dropped. */
async function tamper(books: CompanyFixture, ...statements: readonly string[]): Promise<void> {
  const owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  await owner.query('begin');
  await owner.query(`set local app.company_id = '${books.companyId}'`);
  for (const sql of statements) await owner.query(sql.replaceAll('$1', `'${books.companyId}'`));
  await owner.query('commit');
  await owner.end();
}

async function found(books: CompanyFixture): Promise<string[]> {
  const { violations } = await verifyCompany(books.context, books.companyId);
  return violations.map(
    ({ invariant, subject }) => `${invariant} ${subject.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>')}`,
  );
}

describe('verify finds what somebody with the database alone has changed', () => {
  it('an edited event', async () => {
    const books = await sound();
    await tamper(
      books,
      `update books.event set data = jsonb_set(data::jsonb, '{open}', '"999.00"')::json where company_id = $1 and position = 2`,
    );
    expect(await found(books)).toEqual(['I6 event 2']);
  });

  it('the last event removed', async () => {
    const books = await sound();
    await tamper(
      books,
      `delete from books.event e where company_id = $1 and position = (select max(position) from books.event where company_id = $1)`,
    );
    expect(await found(books)).toEqual(['I6 event 4']);
  });

  it('the last event removed and the head set back: entries and cursors are ahead of the log', async () => {
    const books = await sound();
    await tamper(
      books,
      `delete from books.event e where company_id = $1 and position = 4`,
      `update books.company c set head_position = 3, head_hash = (select hash from books.event where company_id = $1 and position = 3) where company_id = $1`,
    );
    expect(await found(books)).toContain('I5 projector journal');
  });

  it('an event edited and chained again without the key', async () => {
    const books = await sound();
    const wrong = Buffer.alloc(32, 8);
    const row = {
      id: '0190a1b2-0000-7000-8000-000000000001',
      type: 'item.recorded',
      version: 1,
      time: '2026-06-30T09:00:00.000Z',
      day: '2026-01-05',
      data: {},
      position: 4n,
    } as never;
    const hash = Buffer.from(chainHash(wrong, books.companyId, Buffer.alloc(32), row)).toString('hex');
    await tamper(
      books,
      `update books.event set day = day + 1, hash = '\\x${hash}' where company_id = $1 and position = 4`,
      `update books.company set head_hash = '\\x${hash}' where company_id = $1`,
    );
    expect(await found(books)).toEqual(['I6 event 4']);
  });

  it('a running total that is not the sum of its allocations', async () => {
    const books = await sound();
    await tamper(
      books,
      `update books.item set settled = settled - 1 where company_id = $1 and number = 'FA2026-000101'`,
    );
    expect(await found(books)).toEqual(['I2 item FA2026-000101/1']);
    await tamper(books, `update books.payment set allocated = allocated - 1 where company_id = $1`);
    expect(await found(books)).toEqual(['I1 payment <id>', 'I1 payment <id>', 'I2 item FA2026-000101/1']);
  });

  it('an entry line changed: the entry and its letter no longer add up', async () => {
    const books = await sound();
    await tamper(
      books,
      `update books.entry_line set credit = credit - 1 where company_id = $1 and account like '411%' and credit = 12000`,
    );
    expect((await found(books)).map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual(['I3 entry', 'I3 letter']);
  });

  it('an entry removed from the middle of its journal, and one from its end', async () => {
    const books = await sound();
    const remove = (from: CompanyFixture, which: 'min' | 'max') =>
      tamper(
        from,
        `create temporary table gone on commit drop as select id from books.journal_entry where company_id = $1 and journal = 'BQ'
            and number = (select ${which}(number) from books.journal_entry where company_id = $1 and journal = 'BQ')`,
        `delete from books.lettering_line where company_id = $1 and lettering_id in
           (select lettering_id from books.lettering_line where company_id = $1 and entry_id in (select id from gone))`,
        `delete from books.entry_line where company_id = $1 and entry_id in (select id from gone)`,
        `delete from books.journal_entry where company_id = $1 and id in (select id from gone)`,
      );
    await remove(books, 'min');
    expect(await found(books)).toEqual(['I4 journal BQ of the year to 2026-12-31']);
    const others = await sound();
    await remove(others, 'max');
    expect(await found(others)).toEqual(['I4 journal entry:BQ|2026-12-31']);
  });

  it('a bank line that is matched without a payment', async () => {
    const books = await sound();
    await tamper(books, `update books.payment set transaction_id = null where company_id = $1 and amount = 5000`);
    expect(await found(books)).toEqual(['I10 bank line l2']);
  });

  it('a statement whose lines do not lead from its opening to its closing balance', async () => {
    const books = await sound();
    await tamper(
      books,
      `update books.statement set opening = 0, line_sum = 17000, closing = 17001, balanced = true where company_id = $1`,
    );
    expect(await found(books)).toEqual(['I7 statement <id>']);
  });
});
