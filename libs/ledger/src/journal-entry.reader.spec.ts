import { InputError } from '@lettrage/domain';
import { describe, expect, it } from '@jest/globals';
import { parseJournalEntry, readJournalEntries } from './journal-entry.reader.js';

const ENTRY = {
  journal: 'VE',
  journalLabel: 'Ventes',
  number: 'VE2026-000001',
  date: '2026-01-05',
  piece: 'FA1',
  pieceDate: '2026-01-05',
  label: 'Facture',
  validatedOn: '2026-01-31',
  lines: [
    {
      account: '411000',
      accountLabel: 'Clients',
      auxiliary: 'C0012',
      auxiliaryLabel: 'ACME',
      label: 'x',
      debit: '120.00',
      credit: '0.00',
      lettering: { code: 'AA', date: '2026-02-03' },
      foreign: { amount: '130.00', currency: 'USD' },
      dueDate: '2026-02-04',
    },
    { account: '707000', accountLabel: 'Ventes', debit: '0.00', credit: '120.00' },
  ],
};

function withLine(changes: object): object {
  return { ...ENTRY, lines: [{ ...ENTRY.lines[0], ...changes }, ENTRY.lines[1]] };
}

function messageOf(entry: unknown): string {
  try {
    parseJournalEntry(typeof entry === 'string' ? entry : JSON.stringify(entry), 7, { file: 'e.ndjson' });
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'read';
}

describe('reading journal entries', () => {
  it('gives back what was written', () => {
    expect(parseJournalEntry(JSON.stringify(ENTRY), 1)).toEqual(ENTRY);
  });

  it.each([
    ['no JSON', '{"journal":', 'e.ndjson:7: not a JSON object; expected one journal entry per line'],
    ['a list', [], 'e.ndjson:7: the line must be a JSON object'],
    ['no journal', { ...ENTRY, journal: undefined }, 'e.ndjson:7: journal is missing'],
    [
      'an empty text',
      { ...ENTRY, piece: '' },
      'e.ndjson:7: piece must be a text that is not empty (leave the key out where there is none)',
    ],
    [
      'a day that is none',
      { ...ENTRY, date: '2026-02-30' },
      'e.ndjson:7: date "2026-02-30" is not a calendar day (expected YYYY-MM-DD)',
    ],
    ['no lines', { ...ENTRY, lines: [] }, 'e.ndjson:7: lines must be a list of at least one line'],
    [
      'an amount as a number',
      withLine({ debit: 120 }),
      'e.ndjson:7: lines[0].debit is a JSON number; write amounts as text, such as "1200.50"',
    ],
    ['an amount with a comma', withLine({ debit: '120,00' }), 'e.ndjson:7: lines[0].debit "120,00" is not an amount'],
    [
      'too many decimals',
      withLine({ debit: '120.001' }),
      'e.ndjson:7: lines[0].debit "120.001" has more decimals than EUR has (2)',
    ],
    ['both sides', withLine({ credit: '1.00' }), 'e.ndjson:7: lines[0] has a debit and a credit; make two lines of it'],
    [
      'an unknown currency',
      withLine({ foreign: { amount: '1', currency: 'EURO' } }),
      'e.ndjson:7: lines[0].foreign.currency "EURO" is not an ISO 4217 code',
    ],
    [
      'an imbalance of a cent',
      withLine({ debit: '120.01' }),
      'e.ndjson:7: entry VE2026-000001 of journal VE is not balanced: debits 120.01, credits 120.00; correct the entry',
    ],
  ])('refuses %s with file, line and field', (_name, entry, message) => {
    expect(messageOf(entry)).toContain(message);
  });

  it('skips blank lines, counts them, and refuses a file without entries', async () => {
    const read = async (lines: string[]) => {
      const entries = [];
      for await (const entry of readJournalEntries(lines)) entries.push(entry);
      return entries;
    };
    expect(await read([JSON.stringify(ENTRY), '', ''])).toHaveLength(1);
    await expect(read(['', '{'])).rejects.toThrow('line 2:');
    await expect(read([])).rejects.toThrow('the file is empty');
    await expect(read(['', '  '])).rejects.toThrow('the file is empty');
  });
});
