import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { projectJournal } from '../journal/project-journal.js';
import { bankLine, CompanyFixture } from '../testing/company-fixture.js';
import { verifyCompany } from '../verify/verify.js';
import { reconcile } from './reconcile.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const DAY = parseDay('2026-06-30');
const OPEN = { 'FA2026-000101': 12000 };

async function undo(books: CompanyFixture, ref: string): Promise<unknown> {
  const [row] = await books.query<{ id: string }>(
    `select d.id from books.decision d join books.bank_transaction t on t.company_id = d.company_id and t.id = d.transaction_id
      where d.company_id = $1 and t.ref = $2 and d.state = 'applied'`,
    ref,
  );
  return books.run((_tx, billing) => billing.undo({ decisionId: row!.id, by: 'Anne', day: DAY }));
}

/** Paid by direct debit, which the bank returned, both booked. */
async function returned(): Promise<CompanyFixture> {
  const books = await CompanyFixture.open(test);
  await books.items({ number: 'FA2026-000101', total: '120.00' });
  await books.statement([bankLine('paid', '2026-02-10', '120.00', 'FACTURE FA2026-000101', { endToEndId: 'E2E-1' })]);
  await reconcile(books.context, books.companyId);
  const back = { endToEndId: 'E2E-1', return: { reason: 'AM04' } };
  await books.statement([bankLine('returned', '2026-02-12', '-120.00', 'REJET PRLV', back)]);
  await reconcile(books.context, books.companyId);
  await projectJournal(books.context, books.companyId);
  expect(await books.open()).toEqual(OPEN);
  return books;
}

async function expectSound(books: CompanyFixture): Promise<void> {
  await projectJournal(books.context, books.companyId);
  expect((await verifyCompany(books.context, books.companyId)).violations).toEqual([]);
}

describe('a payment that was returned', () => {
  it('is not taken back while its return stands', async () => {
    const books = await returned();
    await expect(undo(books, 'paid')).rejects.toThrow('a later line returned the payment');
    expect(await books.open()).toEqual(OPEN);
    await expectSound(books);
  });

  it('stands again once its return is taken back, and can then be taken back itself', async () => {
    const books = await returned();
    await undo(books, 'returned');
    expect(await books.open()).toEqual({});
    await expectSound(books);
    await undo(books, 'paid');
    expect(await books.open()).toEqual(OPEN);
    expect(await books.states()).toEqual({ paid: 'proposed', returned: 'proposed' });
    await expectSound(books);
  });
});
