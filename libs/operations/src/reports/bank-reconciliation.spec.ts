import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { reconcile } from '../reconcile/reconcile.js';
import { bankLine, CompanyFixture } from '../testing/company-fixture.js';
import { reconciliationCsv, reconciliationPdf } from './bank-reconciliation.files.js';
import { bankReconciliation } from './bank-reconciliation.js';
import { letteringCsv, letteringList } from './lettering-list.js';
import { projectJournal } from '../journal/project-journal.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const MARCH = { to: parseDay('2026-03-31') };

/** A matched line, a set-aside fee, one in suspense, one nobody looked at, one of April. */
async function march(): Promise<CompanyFixture> {
  const books = await CompanyFixture.open(test);
  await books.items({ number: 'FA2026-000101', total: '120.00' });
  await books.statement([
    bankLine('l1', '2026-03-10', '120.00', 'VIR FA2026-000101'),
    bankLine('l2', '2026-03-11', '-12.50', 'FRAIS TENUE DE COMPTE'),
    bankLine('l3', '2026-03-12', '77.00', 'VIR INCONNU; "SARL"'),
    bankLine('l4', '2026-03-13', '5.00', '=HYPERLINK ŁUKASZ'),
    bankLine('l5', '2026-04-01', '1000.00', 'VIR AVRIL'),
  ]);
  await reconcile(books.context, books.companyId);
  const ids = await books.query<{ id: string; ref: string }>(
    'select id, ref from books.bank_transaction where company_id = $1',
  );
  const id = (ref: string): string => ids.find((line) => line.ref === ref)!.id;
  await books.run((_tx, billing) => billing.setAside({ transactionId: id('l2'), category: 'fee', by: 'anna' }));
  await books.run((_tx, billing) => billing.suspend([id('l3')]));
  return books;
}

describe('the bank reconciliation statement', () => {
  it('explains every cent between bank and books, and the suspense account line by line', async () => {
    const books = await march();
    const report = await bankReconciliation(books.context, books.companyId, MARCH);
    expect(report).toMatchObject({
      bank: { lines: 4, movement: '189.50' },
      books: { movement: '184.50' },
      notInBooks: [{ day: '2026-03-13', amount: '5.00', why: 'undecided' }],
      notAtBank: [],
      unexplained: '0.00',
      agrees: true,
      suspense: {
        account: '471000',
        balance: '-77.00',
        lines: [{ day: '2026-03-12', amount: '-77.00', why: 'undecided' }],
      },
    });
  });

  it('shows what the books have on the account that the bank does not know', async () => {
    const books = await march();
    await books.query(
      `update books.bank_transaction set booking_date = '2026-04-02' where company_id = $1 and ref = 'l1' returning id`,
    );
    const report = await bankReconciliation(books.context, books.companyId, MARCH);
    expect(report).toMatchObject({ notAtBank: [{ amount: '120.00' }], unexplained: '0.00', agrees: true });
  });

  it('says a line booked only after a lock is booked later', async () => {
    const books = await CompanyFixture.open(test);
    await books.query(
      `update books.company set locked_through = '2026-03-31' where company_id = $1 returning company_id`,
    );
    await books.items({ number: 'FA2026-000101', total: '120.00' });
    await books.statement([bankLine('l1', '2026-03-10', '120.00', 'VIR FA2026-000101')]);
    await reconcile(books.context, books.companyId);
    const report = await bankReconciliation(books.context, books.companyId, MARCH);
    expect(report).toMatchObject({ books: { movement: '0.00' }, notInBooks: [{ why: 'booked-later' }], agrees: true });
  });

  it('names the accounts there are where none is called so', async () => {
    const books = await march();
    const wrong = bankReconciliation(books.context, books.companyId, { ...MARCH, account: '512999' });
    await expect(wrong).rejects.toThrow(/called "512999". Accounts:\n {2}FR76/);
  });

  it('is a CSV that a spreadsheet takes for text and numbers, and a PDF of one page', async () => {
    const books = await march();
    const report = await bankReconciliation(books.context, books.companyId, MARCH);
    const csv = reconciliationCsv(report, 'fr');
    expect(csv).toContain(`not-in-books;2026-03-13;l4;'=HYPERLINK ŁUKASZ;à traiter;5,00\r\n`);
    expect(csv).toContain(`suspense;2026-03-12;l3;"VIR INCONNU; ""SARL""";à traiter;-77,00\r\n`);
    const pdf = Buffer.from(await reconciliationPdf(report, 'fr', new Date('2026-04-02T00:00:00Z'))).toString('latin1');
    expect(pdf.slice(0, 5)).toBe('%PDF-');
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
  });
});

describe('the list of letters', () => {
  it('names for each line the invoice it belongs to, and what was lifted later', async () => {
    const books = await CompanyFixture.open(test);
    await books.items({ number: 'FA2026-000101', total: '120.00' }, { number: 'FA2026-000102', total: '50.00' });
    await books.statement([bankLine('l1', '2026-03-10', '170.00', 'VIR FA2026-000101 FA2026-000102')]);
    await reconcile(books.context, books.companyId);
    await projectJournal(books.context, books.companyId);
    const list = await letteringList(books.context, books.companyId, {
      from: parseDay('2026-03-01'),
      to: parseDay('2026-03-31'),
    });
    const shown = list.map(
      ({ state, journal, piece, debit, credit }) => `${state} ${journal} ${piece} ${debit} ${credit}`,
    );
    expect(shown.filter((line) => line.includes(' BQ'))).toEqual([
      'given BQ FA2026-000101 0.00 120.00',
      'given BQ FA2026-000102 0.00 50.00',
    ]);
    expect(letteringCsv(list, 'fr').split('\r\n')[0]).toBe(
      'compte;auxiliaire;libellé auxiliaire;lettre;état;date de lettrage;journal;écriture;date;pièce;libellé;débit;crédit',
    );
    const [allocation] = await books.query<{ id: string }>(
      'select id from books.allocation where company_id = $1 order by amount desc',
    );
    await books.run((_tx, billing) =>
      billing.undo({ allocationIds: [allocation!.id], day: parseDay('2026-04-02'), by: 'anna' }),
    );
    await projectJournal(books.context, books.companyId);
    const april = await letteringList(books.context, books.companyId, {
      from: parseDay('2026-04-01'),
      to: parseDay('2026-04-30'),
    });
    expect(new Set(april.filter(({ piece }) => piece === 'FA2026-000101').map(({ state }) => state))).toEqual(
      new Set(['lifted']),
    );
  });
});
