import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { draftInvoice, writeCii, writeUbl, type InvoiceDraft } from '@lettrage/einvoicing';
import { importInvoices, projectJournal, type ImportInvoicesReport } from '@lettrage/operations';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { builtInAdapters } from '@lettrage/server';
import { CompanyFixture } from '../../libs/operations/src/testing/company-fixture.js';

const DRAFT: InvoiceDraft = {
  number: 'FA-1',
  issueDate: '2026-03-02',
  dueDate: '2026-04-01',
  operation: 'services',
  seller: {
    name: 'Atelier Garonne SAS',
    siren: '732829320',
    address: { addressLine1: '1 rue du Port', postCode: '33000', city: 'Bordeaux', countryCode: 'FR' },
    legalInformation: 'SAS au capital de 20 000 € — RCS Bordeaux 732 829 320',
  },
  buyer: {
    name: 'Menuiserie Caron',
    siren: '404833048',
    address: { addressLine1: '2 rue Haute', postCode: '69001', city: 'Lyon', countryCode: 'FR' },
  },
  lines: [
    { name: 'Conseil', quantity: '2', price: '500.00', vatRate: '20.00' },
    { name: 'Manuel', quantity: '1', price: '100.00', vatRate: '5.50' },
  ],
  deliveryDate: '2026-03-01',
  payment: { iban: 'FR7630006000011234567890189' },
  vatOnDebits: false,
};

const ubl = (changes: Partial<InvoiceDraft> = {}): string => writeUbl(draftInvoice({ ...DRAFT, ...changes })).xml;

let database: TestDatabase;
let folder: string;
let books: CompanyFixture;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'lettrage-issued-'));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Imports a folder of these documents into a company of its own. */
async function take(documents: Readonly<Record<string, string>>, more: { dryRun?: boolean } = {}) {
  const path = await mkdtemp(join(folder, 'in-'));
  for (const [name, text] of Object.entries(documents)) await writeFile(join(path, name), text);
  await mkdir(join(path, 'older'));
  return importInvoices(books.context, books.companyId, [path], {
    asOf: parseDay('2026-03-31'),
    nameOf: (file) => file.slice(path.length + 1),
    ...more,
  });
}

async function open(): Promise<void> {
  books = await CompanyFixture.open(database, { adapters: builtInAdapters });
  await books.query(`update books.company set siren = '732829320' where company_id = $1`);
}

const itemsOf = () =>
  books.query<object>(
    `select i.number, i.kind, c.code, i.due_date::text as due, i.total, i.settled, i.vat, i.vat_due, i.type_code
       from books.item i join books.customer c on c.company_id = i.company_id and c.id = i.customer_id
      where i.company_id = $1 order by i.number`,
  );

const statesOf = ({ documents }: ImportInvoicesReport) => documents.map(({ file, state }) => `${file} ${state}`);

describe('invoices that another tool issued', () => {
  it('become open items with what a 212 needs, in CII and UBL; again, they are known', async () => {
    await open();
    const documents = {
      'a.xml': ubl(),
      'b.xml': writeCii(draftInvoice({ ...DRAFT, number: 'FA-2', vatOnDebits: true })).xml,
    };
    const first = await take(documents);
    expect(first.documents.flatMap(({ problems }) => problems)).toEqual([]);
    expect(first.report).toMatchObject({ new: 2, refusedCount: 0 });
    expect(await itemsOf()).toMatchObject([
      {
        number: 'FA-1',
        kind: 'invoice',
        code: '404833048',
        due: '2026-04-01',
        total: 130550n,
        settled: 0n,
        vat_due: 'receipt',
        type_code: '380',
      },
      { number: 'FA-2', vat_due: 'debit' },
    ]);
    expect((await take(documents)).report).toMatchObject({ new: 0, known: 2, gone: 0 });
  });

  it('are nothing in a dry run', async () => {
    await open();
    expect((await take({ 'a.xml': ubl() }, { dryRun: true })).report).toMatchObject({ new: 1 });
    expect(await itemsOf()).toEqual([]);
  });

  it('find the customer of the books by his SIREN', async () => {
    await open();
    await books.query(
      `insert into books.customer (company_id, id, code, name, siren) values ($1, gen_random_uuid(), 'C042', 'Caron', '404833048')`,
    );
    await take({ 'a.xml': ubl() });
    expect(await itemsOf()).toMatchObject([{ code: 'C042' }]);
  });

  it('reduce what is open where they are credit notes', async () => {
    await open();
    const credit = ubl({
      number: 'AV-1',
      typeCode: '381',
      precedingInvoices: [{ number: 'FA-1', date: '2026-03-02' }],
    });
    await take({ 'c.xml': credit });
    expect(await itemsOf()).toMatchObject([{ number: 'AV-1', kind: 'credit-note', total: -130550n }]);
  });

  it('are kept aside with their problems where they are invalid, received, twice or no invoice', async () => {
    await open();
    const report = await take({
      'a.xml': ubl(),
      'b.xml': ubl(),
      'broken.xml': ubl({ number: 'FA-3' }).replace('>1305.50<', '>1305.51<'),
      'notes.txt': 'call the bank',
      'received.xml': ubl({ number: 'FA-4', seller: { ...DRAFT.seller, siren: '552100554', name: 'Autre SA' } }),
    });
    expect(statesOf(report)).toEqual([
      'a.xml taken',
      'b.xml aside',
      'broken.xml aside',
      'notes.txt aside',
      'received.xml aside',
    ]);
    const rules = report.documents.map(({ problems }) => problems.find(({ severity }) => severity !== 'warning')?.rule);
    expect(rules).toEqual([
      undefined,
      'number-twice',
      expect.stringMatching(/^BR-CO-/),
      'unknown-syntax',
      'other-seller',
    ]);
    expect(await itemsOf()).toHaveLength(1);
    const tasks = await books.query(`select kind from books.task where company_id = $1 and kind = 'invoice-aside'`);
    expect(tasks).toHaveLength(4);
  });

  it('that deduct deposits keep them, and the VAT of the whole sale, also where nothing is due; 503 takes a deposit back', async () => {
    await open();
    const lines = [{ name: 'Acompte', quantity: '1', price: '500.00', vatRate: '20.00' }];
    const deposit = (number: string) => ubl({ number, typeCode: '386', lines });
    const deposits = (...numbers: string[]) =>
      numbers.map((number) => ({ number, date: '2026-03-02', amount: '600.00' }));
    const report = await take({
      'a.xml': ubl({ number: 'FA-8', lines: [{ ...lines[0]!, price: '1000.00' }], deposits: deposits('AC-1', 'AC-2') }),
      'b.xml': ubl({ number: 'FA-9', deposits: deposits('AC-3') }),
      'c.xml': deposit('AC-1'),
      'd.xml': deposit('AC-2'),
      'e.xml': deposit('AC-3'),
      'f.xml': deposit('AC-4'),
      'g.xml': ubl({
        number: 'AV-4',
        typeCode: '503',
        lines,
        precedingInvoices: [{ number: 'AC-4', date: '2026-03-02' }],
      }),
    });
    expect(report.documents.map(({ state, problems }) => [state, problems])).toEqual(
      Array.from({ length: 7 }, () => ['taken', []]),
    );
    const items = await books.query<object>(
      `select number, kind, total, vat->0->>'base' as base, deducts from books.item where company_id = $1 and deducts is not null order by 1`,
    );
    expect(items).toEqual([
      { number: 'AV-4', kind: 'credit-note', total: -60000n, base: '-500.00', deducts: ['AC-4'] },
      { number: 'FA-8', kind: 'invoice', total: 0n, base: '1000.00', deducts: ['AC-1', 'AC-2'] },
      { number: 'FA-9', kind: 'invoice', total: 70550n, base: '1000.00', deducts: ['AC-3'] },
    ]);
    await projectJournal(books.context, books.companyId);
    const lines4191 = await books.query<{ open: string; lettered: string }>(
      `select sum(l.debit - l.credit)::text as open, count(k.entry_id)::text || ' of ' || count(*)::text as lettered
         from books.entry_line l left join books.lettering_line k using (company_id, entry_id, ordinal)
        where l.company_id = $1 and l.account like '4191%'`,
    );
    expect(lines4191).toEqual([{ open: '0', lettered: '8 of 8' }]);
  });

  it('that were paid already leave nothing open', async () => {
    await open();
    const report = await take({ 'paid.xml': ubl({ prepaid: '1305.50' }) });
    expect(statesOf(report)).toEqual(['paid.xml paid']);
    expect(await itemsOf()).toEqual([]);
  });
});
