import { formatMinor, parseMinor, type JournalEntry, type LedgerLoss } from '@lettrage/adapter-sdk';
import { describe, expect, it } from '@jest/globals';
import { HOSTILE_ENTRIES, journalEntry } from '@lettrage/adapter-sdk/conformance';
import { saftWriter } from './saft.writer.js';

/** SAF-T files entries by journal: those of one journal. */
const BOOKS = HOSTILE_ENTRIES.map((each) => ({ ...each, journal: 'VE' }));

async function written(
  entries: readonly JournalEntry[],
  options: Record<string, string> = {},
  report?: (losses: readonly LedgerLoss[]) => void,
): Promise<string> {
  const stream = async function* (): AsyncGenerator<JournalEntry> {
    yield* entries;
  };
  let text = '';
  for await (const part of saftWriter.write(stream(), { format: 'saft', options, ...(report ? { report } : {}) })) {
    text += Buffer.from(part).toString('utf8');
  }
  return text;
}

const sumOf = (text: string, element: string): string =>
  formatMinor(
    [...text.matchAll(new RegExp(`<${element}><Amount>([^<]*)</Amount>`, 'g'))].reduce(
      (sum, [, amount]) => sum + parseMinor(amount!, 'EUR'),
      0n,
    ),
    'EUR',
  );

describe('SAF-T', () => {
  it('states as totals what its lines add up to', async () => {
    const text = await written(BOOKS);
    const [, count, debit, credit] =
      /<NumberOfEntries>(\d+)<\/NumberOfEntries><TotalDebit>([^<]*)<\/TotalDebit><TotalCredit>([^<]*)</.exec(text)!;
    expect(Number(count)).toBe(BOOKS.length);
    expect([debit, credit]).toEqual([sumOf(text, 'DebitAmount'), sumOf(text, 'CreditAmount')]);
  });

  it('keeps each journal together, however the entries come', async () => {
    const sale = journalEntry('VE1', '2026-01-05', [
      { account: '411000', debit: '1.00' },
      { account: '707000', credit: '1.00' },
    ]);
    const text = await written([sale, { ...sale, journal: 'BQ', number: 'BQ1' }, { ...sale, number: 'VE2' }]);
    expect(text.match(/<JournalID>[^<]*/g)).toEqual(['<JournalID>VE', '<JournalID>BQ']);
    expect(text.match(/<TransactionID>[^<]*/g)).toEqual([
      '<TransactionID>VE1',
      '<TransactionID>VE2',
      '<TransactionID>BQ1',
    ]);
  });

  it('holds accounts and customers with what moved on them', async () => {
    const text = await written([
      journalEntry('VE1', '2026-01-05', [
        { account: '411000', auxiliary: 'C1', auxiliaryLabel: 'ACME & Co', debit: '1.00' },
        { account: '707000', credit: '1.00' },
      ]),
    ]);
    expect(text).toContain('<Customer><Name>ACME &amp; Co</Name><CustomerID>C1</CustomerID>');
    expect(text).toContain('<ClosingDebitBalance>1.00</ClosingDebitBalance>');
  });

  it('is the same in pieces as whole', async () => {
    const many = Array.from({ length: 2_000 }, (_, i) =>
      journalEntry(`VE${i}`, '2026-01-05', [
        { account: '411000', debit: '1.00' },
        { account: '707000', credit: '1.00' },
      ]),
    );
    const text = await written(many);
    expect(text.match(/<Transaction>/g)).toHaveLength(2_000);
    expect(text).toContain('<TotalDebit>2000.00</TotalDebit>');
  });

  it('counts the lettering it has no element for, and cuts no code', async () => {
    let told: readonly LedgerLoss[] = [];
    await written(BOOKS, {}, (losses) => (told = losses));
    expect(told).toEqual([{ what: 'left-out', field: 'lettering', count: BOOKS.length, entry: 'VE1' }]);
    const long = journalEntry('V'.repeat(71), '2026-01-05', [
      { account: '411000', debit: '1.00' },
      { account: '707000', credit: '1.00' },
    ]);
    await expect(written([long])).rejects.toThrow('71 characters where SAF-T has 70');
  });

  it('leaves out an amount in dinars of three decimals and tells it', async () => {
    const foreign = (amount: string, currency: string) => ({
      account: '411000',
      debit: '1.00',
      foreign: { amount, currency },
    });
    let told: readonly LedgerLoss[] = [];
    const text = await written(
      [
        journalEntry('VE1', '2026-01-05', [
          foreign('3.250', 'TND'),
          foreign('3.251', 'TND'),
          foreign('150', 'JPY'),
          { account: '707000', credit: '3.00' },
        ]),
      ],
      {},
      (losses) => (told = losses),
    );
    expect(told).toEqual([{ what: 'left-out', field: 'foreign', count: 1, entry: 'VE1' }]);
    expect(text.match(/<CurrencyAmount>[^<]*/g)).toEqual(['<CurrencyAmount>3.25', '<CurrencyAmount>150']);
  });

  it('refuses an option it does not have and a day that is none', async () => {
    await expect(written(BOOKS, { foo: 'x' })).rejects.toThrow('SAF-T option foo: is not known');
    await expect(written(BOOKS, { from: '2026-02-30' })).rejects.toThrow('SAF-T option from: "2026-02-30" is no day');
  });
});
