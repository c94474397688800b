import { parseDay } from '@lettrage/domain';
import { expect, it } from '@jest/globals';
import { numberEntries } from './numbering.js';
import { TestBooks, invoice } from './testing/test-books.js';

function entriesOn(...days: string[]) {
  const books = new TestBooks();
  days.forEach((day, i) => books.recordItem(invoice({ number: `FA${i}`, issueDate: parseDay(day) })));
  return books.entries;
}

it('numbers without a gap per journal and financial year, and goes on where it stopped', () => {
  const first = numberEntries(entriesOn('2026-06-30', '2026-07-01', '2026-06-30'), {}, { closing: '06-30' });
  expect(first.entries.map((entry) => entry.number)).toEqual(['VE2026-000001', 'VE2027-000001', 'VE2026-000002']);
  const second = numberEntries(entriesOn('2026-05-01'), first.counters, { closing: '06-30' });
  expect(second.entries[0]!.number).toBe('VE2026-000003');
});

it("moves an entry of a locked day to the first open day and keeps the event's", () => {
  const rules = { closing: '12-31', lockedThrough: parseDay('2025-12-31') };
  const [entry] = numberEntries(entriesOn('2025-12-20'), {}, rules).entries;
  expect(entry).toMatchObject({
    date: '2026-01-01',
    eventDay: '2025-12-20',
    pieceDate: '2025-12-20',
    number: 'VE2026-000001',
  });
});
