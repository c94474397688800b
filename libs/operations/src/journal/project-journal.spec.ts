import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay, type OpenItem } from '@lettrage/domain';
import fec from '@lettrage/ledger-fec';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import pg from 'pg';
import { exportLedger } from '../export/export-ledger.js';
import { readExport } from '../export/read-export.js';
import { reconcile } from '../reconcile/reconcile.js';
import { bankLine, CompanyFixture, openItem } from '../testing/company-fixture.js';
import { verifyCompany } from '../verify/verify.js';
import { projectJournal } from './project-journal.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

/** Entries with their lines and every letter ever given, without the ids that are drawn anew. */
async function journalOf(books: CompanyFixture): Promise<unknown> {
  const entries = await books.query(
    `select e.journal, e.number::int as number, e.day, e.piece, e.label, e.event_position::int as position,
            (select jsonb_agg(jsonb_build_array(l.account, l.auxiliary, l.debit, l.credit, l.label, l.item_id, l.allocation_id) order by l.ordinal)
               from books.entry_line l where l.company_id = e.company_id and l.entry_id = e.id) as lines
       from books.journal_entry e where e.company_id = $1 order by e.event_position, e.ordinal`,
  );
  const letters = await books.query(
    `select g.account, g.auxiliary, g.code, g.day, g.event_position::int as given, g.lifted_position::int as lifted, g.lifted_day,
            (select jsonb_agg(jsonb_build_array(e.event_position, e.ordinal, k.ordinal) order by e.event_position, e.ordinal, k.ordinal)
               from books.lettering_line k join books.journal_entry e on e.company_id = k.company_id and e.id = k.entry_id
              where k.company_id = g.company_id and k.lettering_id = g.id) as lines
       from books.lettering g where g.company_id = $1 order by g.account, g.auxiliary, g.fiscal_year_end, length(g.code), g.code`,
  );
  return { entries, letters };
}

/** Empties everything the projector wrote, as the owner: the application's role may not. */
async function forget(companyId: string): Promise<void> {
  const owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  await owner.query('begin');
  await owner.query(`set local app.company_id = '${companyId}'`);
  for (const table of [
    'lettering_line',
    'lettering',
    'entry_line',
    'journal_entry',
    'ledger_link',
    'deposit_link',
    'ledger_position',
  ]) {
    await owner.query(`delete from books.${table} where company_id = $1`, [companyId]);
  }
  await owner.query(`delete from books.counter where company_id = $1 and name like 'entry:%'`, [companyId]);
  await owner.query(`update books.projector set position = 0 where company_id = $1 and name = 'journal'`, [companyId]);
  await owner.query('commit');
  await owner.end();
}

/** Matches, and takes every proposal as it is: what the engine is sure of is not what is tested here. */
async function decideAll(books: CompanyFixture): Promise<void> {
  for (let round = 0; round < 2; round++) {
    await reconcile(books.context, books.companyId);
    const lines = await books.query<{ id: string }>(
      `select id from books.bank_transaction where company_id = $1 and state = 'proposed' order by booking_date, ref`,
    );
    for (const { id } of lines)
      await books.run((_tx, billing) =>
        billing.accept({ transactionId: id, choice: { kind: 'proposal' }, by: 'anna' }).catch(() => undefined),
      );
  }
}

/** Invoices paid, taken back, paid again, returned and netted, so that letters are given and lifted. */
async function lively(): Promise<CompanyFixture> {
  const books = await CompanyFixture.open(test);
  const numbers = Array.from({ length: 12 }, (_, index) => `FA2026-${String(100 + index).padStart(6, '0')}`);
  await books.items(...numbers.map((number, index) => ({ number, total: '120.00', customer: `C${index % 3}` })));
  await books.items({ number: 'FA2026-000200', total: '300.00', open: '180.00' });
  await books.statement([
    ...numbers
      .slice(0, 8)
      .map((number, index) =>
        bankLine(`p${index}`, '2026-02-10', '120.00', `PRLV ${number}`, { endToEndId: `E2E-${index}` }),
      ),
    bankLine('r0', '2026-02-12', '-120.00', 'REJET PRLV', { endToEndId: 'E2E-0', return: { reason: 'AM04' } }),
    bankLine('p0b', '2026-02-20', '120.00', `VIR ${numbers[0]}`),
    bankLine('two', '2026-02-21', '240.00', `VIR ${numbers[8]} ET ${numbers[11]}`),
  ]);
  await decideAll(books);
  const allocations = await books.query<{ id: string }>(
    `select a.id from books.allocation a join books.item i on i.company_id = a.company_id and i.id = a.item_id
      where a.company_id = $1 and i.number = any ($2) and a.undoes is null order by a.id`,
    [numbers[2], numbers[11]],
  );
  for (const { id } of allocations) {
    await books.run((_tx, billing) => billing.undo({ allocationIds: [id], day: parseDay('2026-03-01'), by: 'anna' }));
  }
  await projectJournal(books.context, books.companyId);
  return books;
}

/** A deposit of two orders each, of which a part is given up and asked for again; one order has its final invoice. */
async function withDeposits(): Promise<CompanyFixture> {
  const adapters = { 'ledger-fec': () => Promise.resolve({ default: fec }) };
  const books = await CompanyFixture.open(test, { adapters });
  await books.query(`update books.company set siren = '732829320' where company_id = $1 returning company_id`);
  const document = (number: string, total: string, base: bigint, more: Partial<OpenItem>): OpenItem => ({
    ...openItem({ number, total }),
    vat: [{ rate: '20.00', base, tax: base / 5n }],
    ...more,
  });
  const first = { kind: 'deposit', orderReference: 'CMD-1' } as const;
  const second = { kind: 'deposit', orderReference: 'CMD-2' } as const;
  const options = { asOf: parseDay('2026-01-31'), partial: true, origin: 'import' } as const;
  const take = (...items: OpenItem[]) => books.run((_tx, billing) => billing.importOpenItems(items, options));
  await take(document('AC1', '120.00', 100_00n, first), document('AC2', '120.00', 100_00n, second));
  await take(document('FA1', '480.00', 500_00n, { orderReference: 'CMD-1', issueDate: parseDay('2026-02-20') }));
  const [item] = await books.query<{ id: string }>(
    `select id from books.item where company_id = $1 and number = 'AC1'`,
  );
  const by = { by: 'anna', day: parseDay('2026-03-01') };
  const { allocationIds } = await books.run((_tx, billing) => billing.writeOff({ itemId: item!.id, ...by }));
  await books.run((_tx, billing) => billing.undo({ allocationIds, ...by }));
  await projectJournal(books.context, books.companyId);
  return books;
}

/**
 * Deposits of one order: two that a final invoice names, after it is recorded and before, one that a credit note takes
 * back, two that a final invoice without names cannot tell from each other.
 */
async function withNamedDeposits(): Promise<CompanyFixture> {
  const books = await CompanyFixture.open(test);
  const document = (number: string, total: string, base: bigint, more: Partial<OpenItem>): OpenItem => ({
    ...openItem({ number, total }),
    vat: [{ rate: '20.00', base, tax: base / 5n }],
    ...more,
  });
  const deposit = (number: string, more: Partial<OpenItem> = {}): OpenItem =>
    document(number, '120.00', 100_00n, { kind: 'deposit', orderReference: 'CMD-1', ...more });
  const options = { asOf: parseDay('2026-01-31'), partial: true, origin: 'import' } as const;
  const take = (...items: OpenItem[]) => books.run((_tx, billing) => billing.importOpenItems(items, options));
  await take(document('FA1', '0.00', 200_00n, { deducts: ['AC2', 'AC1'] }));
  await take(deposit('AC1'));
  await take(deposit('AC2'), deposit('AC3'), deposit('AC4', { orderReference: 'CMD-2' }));
  const note = { kind: 'credit-note', typeCode: '503', deducts: ['AC3'], total: -120_00n, open: -120_00n } as const;
  await take(document('AV1', '120.00', -100_00n, note), deposit('AC5', { orderReference: 'CMD-2' }));
  await take(document('FA2', '480.00', 500_00n, { orderReference: 'CMD-2' }));
  await take(document('FA3', '480.00', 500_00n, { orderReference: 'CMD-2' }));
  await projectJournal(books.context, books.companyId);
  return books;
}

describe('the journal', () => {
  it('letters deposits with what names them, whichever came first, the same in a replay', async () => {
    const books = await withNamedDeposits();
    const lived = await journalOf(books);
    const letters = await books.query<{ code: string; pieces: string[] }>(
      `select g.code, array_agg(e.piece order by e.piece) as pieces
         from books.lettering g join books.lettering_line k on k.company_id = g.company_id and k.lettering_id = g.id
         join books.journal_entry e on e.company_id = k.company_id and e.id = k.entry_id
        where g.company_id = $1 and g.account like '4191%' and g.lifted_position is null group by 1 order by 1`,
    );
    expect(letters).toEqual([
      { code: 'A', pieces: ['AC1', 'AC2', 'FA1'] },
      { code: 'B', pieces: ['AC3', 'AV1'] },
      { code: 'C', pieces: ['AC4', 'AC5', 'FA2', 'FA3'] },
    ]);
    const sums = await books.query<{ sum: string }>(
      `select sum(debit - credit)::text as sum from books.entry_line where company_id = $1 and account like '4191%'`,
    );
    expect(sums).toEqual([{ sum: '0' }]);
    for (const pageSize of [1, 3]) {
      await forget(books.companyId);
      await projectJournal(books.context, books.companyId, pageSize);
      expect(await journalOf(books)).toEqual(lived);
    }
    expect((await verifyCompany(books.context, books.companyId)).violations).toEqual([]);
  });

  it('letters a deposit with the final invoice of its order, again after an undo, the same in a replay', async () => {
    const books = await withDeposits();
    const lived = await journalOf(books);
    const letters = await books.query<{ code: string; day: string; lifted: boolean; lines: number }>(
      `select g.code, g.day, g.lifted_position is not null as lifted, count(*)::int as lines
         from books.lettering g join books.lettering_line k on k.company_id = g.company_id and k.lettering_id = g.id
        where g.company_id = $1 and g.account like '4191%' group by 1, 2, 3 order by 1`,
    );
    expect(letters).toEqual([
      { code: 'A', day: '2026-02-20', lifted: true, lines: 2 },
      { code: 'B', day: '2026-03-01', lifted: false, lines: 4 },
    ]);
    for (const pageSize of [1, 2, 200]) {
      await forget(books.companyId);
      await projectJournal(books.context, books.companyId, pageSize);
      expect(await journalOf(books)).toEqual(lived);
    }
    expect((await verifyCompany(books.context, books.companyId)).violations).toEqual([]);
  });

  it('tells the letters of deposits in the accounting file', async () => {
    const books = await withDeposits();
    const year = { from: parseDay('2026-01-01'), to: parseDay('2026-12-31') };
    const { id } = await exportLedger(books.context, books.companyId, { format: 'fec', ...year });
    const parts: Uint8Array[] = [];
    for await (const part of (await readExport(books.context, books.companyId, { id: id! })).bytes) parts.push(part);
    const rows = Buffer.concat(parts)
      .toString('latin1')
      .split(/\r?\n/)
      .map((row) => row.split('\t'));
    const [head] = rows;
    const at = (name: string): number => head!.indexOf(name);
    const advances = rows.filter((row) => row[at('CompteNum')]?.startsWith('4191'));
    expect(advances.map((row) => [row[at('PieceRef')], row[at('EcritureLet')], row[at('DateLet')]])).toEqual([
      ['AC1', 'B', '20260301'],
      ['AC2', '', ''],
      ['FA1', 'B', '20260301'],
      ['AC1', 'B', '20260301'],
      ['AC1', 'B', '20260301'],
    ]);
  });

  it('is the same after a replay into empty tables, letters too, whatever a transaction takes at once', async () => {
    const books = await lively();
    const lived = await journalOf(books);
    const { letters } = lived as { letters: { lifted: number | null }[] };
    expect(letters.filter((letter) => letter.lifted !== null).length).toBeGreaterThan(1);
    for (const pageSize of [1, 3, 7, 200]) {
      await forget(books.companyId);
      await projectJournal(books.context, books.companyId, pageSize);
      expect(await journalOf(books)).toEqual(lived);
    }
    expect((await verifyCompany(books.context, books.companyId)).violations).toEqual([]);
  });

  it('numbers without a gap, and moves what falls on locked days to the first open one', async () => {
    const books = await CompanyFixture.open(test);
    await books.run((tx) =>
      tx.query(`update books.company set locked_through = '2026-03-31' where company_id = $1`, [books.companyId]),
    );
    await books.items({ number: 'FA2026-000101', total: '120.00' }, { number: 'FA2026-000102', total: '50.00' });
    await books.statement([
      bankLine('l1', '2026-02-10', '120.00', 'VIR FA2026-000101'),
      bankLine('l2', '2026-04-10', '50.00', 'VIR FA2026-000102'),
    ]);
    await reconcile(books.context, books.companyId);
    const entries = await books.query(
      `select journal, number::int as number, day, validated_on >= day as "validatedAfter" from books.journal_entry where company_id = $1 and journal = 'BQ' order by number`,
    );
    expect(entries).toEqual([
      { journal: 'BQ', number: 1, day: '2026-04-01', validatedAfter: true },
      { journal: 'BQ', number: 2, day: '2026-04-10', validatedAfter: true },
    ]);
    const [event] = await books.query(
      `select day from books.event where company_id = $1 and type = 'payment.recorded' order by position limit 1`,
    );
    expect(event).toEqual({ day: '2026-02-10' });
  });

  it('dates entries in a replay as at first, though the books were locked since', async () => {
    const books = await CompanyFixture.open(test);
    const lock = (day: string) =>
      books.run((tx) =>
        tx.query(`update books.company set locked_through = $2 where company_id = $1`, [books.companyId, day]),
      );
    await books.items({ number: 'FA2026-000101', total: '120.00' });
    await lock('2026-01-31');
    await books.statement([bankLine('l1', '2026-01-10', '120.00', 'VIR FA2026-000101')]);
    await reconcile(books.context, books.companyId);
    const lived = await journalOf(books);
    const days = await books.query('select day from books.journal_entry where company_id = $1 order by event_position');
    expect(days).toEqual([{ day: '2026-01-05' }, { day: '2026-02-01' }]);
    await lock('2026-12-31');
    await forget(books.companyId);
    await projectJournal(books.context, books.companyId);
    expect(await journalOf(books)).toEqual(lived);
  });

  it('says who took an allocation back', async () => {
    const books = await lively();
    const actors = await books.query(
      `select distinct actor from books.event where company_id = $1 and type = 'allocation.undone'`,
    );
    expect(actors).toEqual([{ actor: 'anna' }]);
  });

  it('shows an opening settlement under the number of its document', async () => {
    const books = await CompanyFixture.open(test);
    await books.items({ number: 'FA2026-000200', total: '300.00', open: '180.00' });
    await projectJournal(books.context, books.companyId);
    const pieces = await books.query<{ piece: string }>(
      'select distinct piece from books.journal_entry where company_id = $1',
    );
    expect(pieces).toEqual([{ piece: 'FA2026-000200' }]);
  });

  it('is written once by projectors that run at the same time', async () => {
    const books = await CompanyFixture.open(test);
    await books.items(...Array.from({ length: 30 }, (_, n) => ({ number: `F${1000 + n}`, total: '10.00' })));
    const written = await Promise.all([1, 2, 3].map(() => projectJournal(books.context, books.companyId, 7)));
    expect(written.reduce((sum, n) => sum + n, 0)).toBe(30);
    expect((await verifyCompany(books.context, books.companyId)).violations).toEqual([]);
  });
});
