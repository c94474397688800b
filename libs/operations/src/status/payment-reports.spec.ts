import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatMinor, parseDay, type OpenItem } from '@lettrage/domain';
import { draftInvoice } from '@lettrage/einvoicing';
import { verifyStoredInvariants } from '@lettrage/persistence';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { reconcile } from '../reconcile/reconcile.js';
import { bankLine, CompanyFixture, openItem } from '../testing/company-fixture.js';
import { listPaymentReports, makeDueReports, makePaymentReports, readPaymentReport } from './payment-reports.js';
import { projectStatuses } from './project-statuses.js';
import { recordEinvoice } from './record-einvoice.js';
import { statusReport } from './status-report.js';

let test: TestDatabase;
let books: CompanyFixture;
const SETTINGS = {
  statuses: { size: 'large', from: '2026-01-01', platform: '0123', international: 'flux10' },
  ledger: { scheme: { vatDue: 'receipt' } },
};

async function openBooks(): Promise<void> {
  books = await CompanyFixture.open(test, { settings: SETTINGS });
  await books.query("update books.company set siren = '732829320' where company_id = $1");
}

beforeAll(async () => {
  test = await createTestDatabase({ poolSize: 6 });
  await openBooks();
});
afterAll(() => test.drop());

/** An invoice to a buyer of some kind: 100.00 without VAT, or another whole amount. */
async function issue(number: string, treatment: 'B2C' | 'B2BINT', net = 100n): Promise<void> {
  const item: OpenItem = {
    ...openItem({ number, total: formatMinor(net * 120n, 'EUR') }),
    vat: [{ rate: '20.00', base: net * 100n, tax: net * 20n }],
    vatDue: 'receipt',
  };
  await books.run((_tx, billing) =>
    billing.importOpenItems([item], { asOf: parseDay('2026-01-31'), partial: true, origin: 'import' }),
  );
  const invoice = draftInvoice({
    number,
    issueDate: '2026-01-05',
    dueDate: '2026-02-04',
    operation: 'services',
    seller: { name: 'Vendeur', siren: '732829320', address: { countryCode: 'FR' } },
    buyer: { name: 'Mme Durand', address: { countryCode: treatment === 'B2C' ? 'FR' : 'BE' } },
    lines: [{ name: 'Conseil', quantity: '1', price: `${net}.00`, vatRate: '20.00' }],
    vatOnDebits: false,
    notes: [{ subjectCode: 'BAR', note: treatment }],
  });
  await recordEinvoice(books.context, books.companyId, { invoice });
}

async function pay(ref: string, day: string, amount: string, number: string): Promise<void> {
  await books.statement([bankLine(ref, day, amount, `FACTURE ${number}`)]);
  await reconcile(books.context, books.companyId);
  await projectStatuses(books.context, books.companyId);
}

const make = (through: string, dryRun = false) =>
  makePaymentReports(books.context, books.companyId, { through: parseDay(through), dryRun });

describe('payment reports of a company (flux 10)', () => {
  it('hold what private buyers and buyers abroad paid in a period that has ended, once', async () => {
    await issue('FC-2026-0001', 'B2C');
    await issue('FX-2026-0002', 'B2BINT');
    await pay('a', '2026-02-10', '120.00', 'FC-2026-0001');
    await pay('b', '2026-02-12', '120.00', 'FX-2026-0002');
    expect(await make('2026-02-28')).toEqual([]);
    expect(await make('2026-03-01', true)).toHaveLength(1);
    const [made] = await make('2026-03-01');
    expect(made).toMatchObject({
      kind: 'IN',
      reference: '732829320-PAY-20260201-20260228-1',
      due: '2026-03-10',
      totals: [{ rate: '20.00', amount: '240.00' }],
    });
    expect(made!.xml).toContain('<InvoiceID>FX-2026-0002</InvoiceID>');
    expect(made!.xml).toMatch(/<Transactions>\s*<Payment>\s*<Date>20260210<\/Date>/);
    expect(await make('2026-03-01')).toEqual([]);
    expect((await readPaymentReport(books.context, books.companyId, made!.id!))?.xml).toBe(made!.xml);
    expect(await statusReport(books.context, books.companyId, '2026-02')).toMatchObject({
      released: '40.00',
      status212: '0.00',
      flux10: '40.00',
      agrees: true,
      reports: [{ reference: made!.reference, kind: 'IN', deliveries: [] }],
    });
  });

  it('are replaced whole after an undo, and the month of the undo agrees with the books', async () => {
    await books.run(async (tx, billing) => {
      const [row] = await tx.query<{ id: string }>(
        `select d.id from books.decision d join books.bank_transaction t on t.company_id = $1 and t.id = d.transaction_id
          where d.company_id = $1 and t.ref = 'a' and d.state = 'applied'`,
        [books.companyId],
      );
      await billing.undo({ decisionId: row!.id, day: parseDay('2026-03-20'), by: 'someone', reason: 'erreur' });
    });
    await projectStatuses(books.context, books.companyId);
    const [made, ...more] = await make('2026-04-01');
    expect(more).toEqual([]);
    expect(made).toMatchObject({ kind: 'RE', reference: '732829320-PAY-20260201-20260228-2' });
    expect(made!.xml).not.toContain('<Transactions>');
    expect(made!.xml).toContain('<InvoiceID>FX-2026-0002</InvoiceID>');
    expect(await statusReport(books.context, books.companyId, '2026-03')).toMatchObject({
      released: '-20.00',
      flux10: '-20.00',
      agrees: true,
    });
  });

  it('are made by themselves when they are due soon, else wait; a missing number becomes a task', async () => {
    await openBooks();
    await issue('FC-2026-4777', 'B2C', 75n);
    await pay('c', '2026-06-01', '90.00', 'FC-2026-4777');
    const at = (day: string) => ({ ...books.context, now: () => new Date(`${day}T09:00:00Z`) });
    expect(await makeDueReports(at('2026-07-02'), books.companyId)).toBe(0);
    expect(await makeDueReports(at('2026-07-07'), books.companyId)).toBe(1);
    expect((await listPaymentReports(books.context, books.companyId)).map(({ from, kind }) => [from, kind])).toEqual([
      ['2026-06-01', 'IN'],
    ]);
    await issue('FC-2026-9150', 'B2C', 35n);
    await pay('d', '2026-07-01', '42.00', 'FC-2026-9150');
    await books.query(`update books.company set settings = settings #- '{statuses,platform}' where company_id = $1`);
    expect(await makeDueReports(at('2026-08-08'), books.companyId)).toBe(0);
    const tasks = await books.query<{ message: string }>(
      "select message from books.task where company_id = $1 and kind = 'payment-report'",
    );
    expect(tasks).toEqual([{ message: expect.stringContaining('lettrage status duty --platform') }]);
    await expect(make('2026-08-08')).rejects.toThrow('platform');
  });

  it('agree with what is stored, which verifying proves: parts that do not add up are named', async () => {
    expect(await books.run((tx) => verifyStoredInvariants(tx))).toEqual([]);
    await books.query(
      "update books.invoice_status set amount = amount + 1 where company_id = $1 and number = 'FC-2026-4777'",
    );
    expect(await books.run((tx) => verifyStoredInvariants(tx))).toEqual([
      expect.objectContaining({ invariant: 'I13', subject: 'status of FC-2026-4777 of 2026-06-01' }),
    ]);
  });

  it('cannot be changed or deleted by the application', async () => {
    await expect(books.query('update books.payment_report set xml = xml where company_id = $1')).rejects.toThrow(
      'permission denied',
    );
    await expect(books.query('delete from books.payment_report where company_id = $1')).rejects.toThrow(
      'permission denied',
    );
  });
});
