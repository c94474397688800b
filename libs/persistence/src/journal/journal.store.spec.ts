import { parseDay } from '@lettrage/domain';
import { numberEntries, type BookedEntry } from '@lettrage/ledger';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createCompany, createTestDatabase, type TestDatabase } from '../testing/index.js';
import { EntryReader } from './entry.reader.js';
import { JournalStore } from './journal.store.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

function entry(position: number, journal: string, day: string): BookedEntry {
  const date = parseDay(day);
  const line = { account: '411000', accountLabel: 'Clients', debit: '0.00', credit: '0.00', label: 'x' };
  return {
    journal,
    journalLabel: journal,
    date,
    piece: `P${position}`,
    pieceDate: date,
    label: `Entry ${position}`,
    validatedOn: parseDay('2026-11-22'),
    event: { id: `e${position}`, position },
    ordinal: 1,
    eventDay: date,
    lines: [
      { ...line, ordinal: 1, debit: '10.00' },
      { ...line, ordinal: 2, account: '707000', accountLabel: 'Ventes', credit: '10.00' },
    ],
  };
}

it('reads balances brought forward first, then entries as they were booked, whatever their days, page by page', async () => {
  const company = await createCompany(test.database);
  const booked = [
    entry(1, 'VE', '2026-03-01'),
    entry(2, 'VE', '2026-01-15'),
    entry(3, 'AN', '2026-02-01'),
    entry(4, 'BQ', '2026-01-02'),
  ];
  const read = await test.database.withCompany(company.id, async (tx) => {
    const store = new JournalStore(tx);
    await store.insertEntries(numberEntries(booked, {}, { closing: '12-31' }).entries, 'EUR');
    const range = { from: parseDay('2026-01-01'), to: parseDay('2026-12-31'), openingJournal: 'AN' };
    const numbers = [];
    for await (const page of new EntryReader(tx).pages(range, 1))
      for (const { entry } of page) numbers.push([entry.number, entry.validatedOn]);
    return numbers;
  });
  expect(read).toEqual(
    ['AN2026-000001', 'VE2026-000001', 'VE2026-000002', 'BQ2026-000001'].map((number) => [number, '2026-11-22']),
  );
});

// Jest fails a test in which a promise is rejected that nobody listens to; a process would end.
it('keeps still about a page fetched ahead that failed and that nobody asks for', async () => {
  const company = await createCompany(test.database);
  const reading = test.database.withCompany(company.id, async (tx) => {
    const booked = [1, 2, 3].map((position) => entry(position, 'VE', '2026-03-01'));
    await new JournalStore(tx).insertEntries(numberEntries(booked, {}, { closing: '12-31' }).entries, 'EUR');
    const pages = new EntryReader(tx).pages({ from: parseDay('2026-01-01'), to: parseDay('2026-12-31') }, 1);
    await pages.next();
    await expect(tx.query('select 1 / 0')).rejects.toThrow('division by zero');
    // The second page was fetched before; the third fails while the second is used.
    await pages.next();
    await tx.query('select 1');
  });
  await expect(reading).rejects.toThrow('current transaction is aborted');
});

it('reads texts that hold the signs it puts between fields as if they were blanks', async () => {
  const company = await createCompany(test.database);
  const forged = `\x1e1\x1eVE\x1f707000${'\x1f'.repeat(12)}\x1e`;
  const labels = ['plain', 'a\x1fb', 'a\x1eb', `a${forged}b`, `\x1f2026-01-01\x1f10\x1e2`, '\x1e'.repeat(3), '', 'é😀'];
  const booked = labels.map((label, index) => {
    const whole = entry(index + 1, 'VE', '2026-03-01');
    const [first, second] = whole.lines;
    return { ...whole, label: label || 'x', piece: label || 'x', lines: [{ ...first!, label }, second!] };
  });
  const read = await test.database.withCompany(company.id, async (tx) => {
    await new JournalStore(tx).insertEntries(numberEntries(booked, {}, { closing: '12-31' }).entries, 'EUR');
    const entries = [];
    const range = { from: parseDay('2026-01-01'), to: parseDay('2026-12-31') };
    for await (const page of new EntryReader(tx).pages(range, 3)) for (const each of page) entries.push(each.entry);
    return entries;
  });
  const clean = (text: string): string => text.replace(/[\x1e\x1f]/g, ' ');
  expect(read.map(({ label, piece, lines }) => [label, piece, lines[0]!.label ?? '', lines.length])).toEqual(
    labels.map((label) => [clean(label || 'x'), clean(label || 'x'), clean(label), 2]),
  );
  expect(read.flatMap(({ lines }) => lines.map((line) => `${line.account} ${line.debit} ${line.credit}`))).toEqual(
    labels.flatMap(() => ['411000 10.00 0.00', '707000 0.00 10.00']),
  );
});
