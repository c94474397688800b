import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fec from '@lettrage/ledger-fec';
import { parseDay } from '@lettrage/domain';
import { EntryReader } from '@lettrage/persistence';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { reconcile } from '../reconcile/reconcile.js';
import { bankLine, CompanyFixture } from '../testing/company-fixture.js';
import { lineTransfer } from '../testing/line-transfer.js';
import { exportLedger } from './export-ledger.js';
import { WITHOUT_SALES, type ExportOptions } from './export-plan.js';
import { handOverExport, readExport, waitingExports } from './read-export.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const adapters = {
  'ledger-fec': () => Promise.resolve({ default: fec }),
  'ledger-lines': () => Promise.resolve({ default: lineTransfer }),
};

/** A company with two invoices, one of them paid. */
async function open(settings: { booksComplete?: boolean } = {}): Promise<CompanyFixture> {
  const books = await CompanyFixture.open(test, { adapters });
  await books.query(
    `update books.company set siren = '732829320', books_complete = $2 where company_id = $1 returning company_id`,
    settings.booksComplete ?? false,
  );
  await books.items({ number: 'FA2026-000101', total: '120.00' }, { number: 'FA2026-000102', total: '50.00' });
  await books.statement([bankLine('l1', '2026-02-10', '120.00', 'VIR FA2026-000101')]);
  await reconcile(books.context, books.companyId);
  return books;
}

const YEAR = { from: parseDay('2026-01-01'), to: parseDay('2026-12-31') };

function run(books: CompanyFixture, options: Partial<ExportOptions> = {}) {
  return exportLedger(books.context, books.companyId, { format: 'lines', ...YEAR, ...options });
}

async function bytesOf(books: CompanyFixture, id: string): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of (await readExport(books.context, books.companyId, { id })).bytes) parts.push(part);
  return Buffer.concat(parts).toString('latin1');
}

describe('a transfer', () => {
  it('gives a destination each entry once, and what is corrected afterwards in the next batch', async () => {
    const books = await open();
    const first = await run(books);
    expect(first).toMatchObject({ use: 'transfer', number: 1, entries: 3, fileName: 'lines-000001.txt', earlier: 0 });
    expect(await run(books)).toMatchObject({ entries: 0, debit: '0.00' });
    const [allocation] = await books.query<{ id: string }>('select id from books.allocation where company_id = $1');
    await books.run((_tx, billing) =>
      billing.undo({ allocationIds: [allocation!.id], day: parseDay('2026-03-01'), by: 'anna' }),
    );
    await books.statement([bankLine('l2', '2026-01-20', '33.00', 'VIR INCONNU')]);
    const second = await run(books);
    const texts = [await bytesOf(books, first.id!), await bytesOf(books, second.id!)];
    expect(second).toMatchObject({ number: 2, entries: 1, suspended: 1 });
    expect(texts[1]).toBe('BQ2026-000002 2026-01-20 512000:33.00/0.00 471000:0.00/33.00\n');
    const numbers = texts.join('').match(/^\S+/gm)!;
    expect(new Set(numbers).size).toBe(numbers.length);
    const [all] = await books.query<{ n: number }>(
      'select count(*)::int as n from books.journal_entry where company_id = $1',
    );
    expect(numbers.length).toBe(all!.n);
  });

  it('gives another destination everything again', async () => {
    const books = await open();
    await run(books);
    expect(await run(books, { destination: 'cabinet' })).toMatchObject({
      number: 2,
      entries: 3,
      destination: 'cabinet',
    });
  });

  it('says what a period that begins too late leaves behind, and takes it without a first day', async () => {
    const books = await open();
    expect(await run(books, { from: parseDay('2026-02-01') })).toMatchObject({ entries: 1, earlier: 2 });
    const { from: _from, ...upTo } = YEAR;
    const rest = await exportLedger(books.context, books.companyId, { format: 'lines', ...upTo });
    expect(rest).toMatchObject({ entries: 2, earlier: 0 });
  });

  it('is written once by two that ask at the same time', async () => {
    const books = await open();
    const made = await Promise.all([run(books), run(books), run(books)]);
    expect(made.map((report) => report.entries).sort()).toEqual([0, 0, 3]);
  });

  it('waits to be handed over until somebody has had it', async () => {
    const books = await open();
    const { id } = await run(books);
    const waiting = () => waitingExports(books.context, books.companyId, 'lines');
    expect((await waiting()).map((batch) => batch.id)).toEqual([id]);
    await handOverExport(books.context, books.companyId, id!);
    expect(await waiting()).toEqual([]);
  });

  it('counts the lines whose letters the format has no field for', async () => {
    expect(await run(await open())).toMatchObject({ omitted: { lettering: 2 } });
  });

  it('leaves out the sales where the other program has them', async () => {
    const books = await open();
    const report = await run(books, { journals: [WITHOUT_SALES] });
    expect((await bytesOf(books, report.id!)).split(' ')[0]).toBe('BQ2026-000001');
    expect(report.entries).toBe(1);
  });

  it('tells on each third-party line which invoice it pays, by which the other program letters it', async () => {
    const books = await open();
    await run(books);
    const pieces = async (withInvoices: boolean): Promise<string[]> =>
      books.run(async (tx) => {
        const found: string[] = [];
        for await (const page of new EntryReader(tx).pages({ ...YEAR, journals: ['BQ'], withInvoices }))
          for (const { entry } of page)
            found.push(...entry.lines.map(({ account, piece }) => `${account} ${piece ?? '-'}`));
        return found;
      });
    expect(await pieces(true)).toEqual(['512000 -', '411000 FA2026-000101']);
    expect(await pieces(false)).toEqual(['512000 -', '411000 -']);
  });

  it('keeps nothing of a dry run', async () => {
    const books = await open();
    const report = await run(books, { dryRun: true });
    expect(report).toMatchObject({ entries: 3 });
    expect(report.id).toBeUndefined();
    expect(await run(books)).toMatchObject({ number: 1, entries: 3 });
  });
});

describe('a report', () => {
  it('shows the whole range each time, with the same bytes from the archive', async () => {
    const books = await open();
    const [first, second] = [await run(books, { format: 'fec' }), await run(books, { format: 'fec' })];
    expect([first.entries, second.entries]).toEqual([3, 3]);
    const text = await bytesOf(books, first.id!);
    expect(createHash('sha256').update(text, 'latin1').digest('hex')).toBe(first.sha256);
    expect(await bytesOf(books, second.id!)).toBe(text);
  });

  it('bears the legal name only for the whole year of books that are complete here', async () => {
    const [part, whole] = [await open(), await open({ booksComplete: true })];
    const name = async (books: CompanyFixture, options: Partial<ExportOptions> = {}) =>
      (await run(books, { format: 'fec', dryRun: true, ...options })).fileName;
    expect(await name(part)).toBe('732829320_extract_20260101_20261231.txt');
    expect(await name(whole)).toBe('732829320FEC20261231.txt');
    expect(await name(whole, { journals: ['BQ'] })).toBe('732829320_extract_20260101_20261231.txt');
    expect(await name(whole, { to: parseDay('2026-06-30') })).toBe('732829320_extract_20260101_20260630.txt');
    expect(await name(whole, { from: parseDay('2025-01-01') })).toBe('732829320_extract_20250101_20261231.txt');
  });

  it('of part of a year is no fault: its numbers begin and end anywhere', async () => {
    const books = await open();
    await books.items({ number: 'FA2026-000103', total: '10.00', issued: '2026-05-05' });
    await books.items(
      { number: 'FA2026-000104', total: '10.00' },
      { number: 'FA2026-000105', total: '10.00', issued: '2026-05-06' },
    );
    const may = { from: parseDay('2026-05-01'), to: parseDay('2026-05-31') };
    expect(await run(books, { format: 'fec', ...may })).toMatchObject({ entries: 2 });
  });

  it('takes no destination, and needs a first day', async () => {
    const books = await open();
    await expect(run(books, { format: 'fec', destination: 'x' })).rejects.toThrow(/leave the destination out/);
    const { to } = YEAR;
    const without = exportLedger(books.context, books.companyId, { format: 'fec', to });
    await expect(without).rejects.toThrow(/say its first day/);
  });
});

describe('a wrong request', () => {
  it('names the journals there are, the formats there are, the option that is not known', async () => {
    const books = await open();
    await expect(run(books, { journals: ['XX'] })).rejects.toThrow(/no journal XX\. Known: AN, BQ, OD, VE/);
    await expect(run(books, { format: 'none' })).rejects.toThrow(/Known: .*fec.*lines|Known: .*lines.*fec/);
    await expect(run(books, { format: 'fec', options: { sirene: '1' } })).rejects.toThrow(/sirene/);
  });
});
