import { describe, expect, it } from '@jest/globals';
import { InputError, type JournalEntry } from '@lettrage/domain';
import fc from 'fast-check';
import { parseJournalEntry, readJournalFile } from './journal-entry.reader.js';
import { JournalLineScanner } from './journal-line.scanner.js';

const ENTRY: JournalEntry = {
  journal: 'VE',
  journalLabel: 'Ventes',
  number: 'VE2026-000001',
  date: '2026-01-05' as JournalEntry['date'],
  piece: 'FA1',
  pieceDate: '2026-01-05' as JournalEntry['date'],
  label: 'Facture n° 1 à « Ő »',
  lines: [
    { account: '411000', accountLabel: 'Clients', auxiliary: 'C1', debit: '120.00', credit: '0.00' },
    { account: '707000', accountLabel: 'Ventes', debit: '0.00', credit: '120.00' },
  ],
};

const json = JSON.stringify(ENTRY);

function scanned(line: string | Uint8Array): JournalEntry | undefined {
  const bytes = Buffer.concat([Buffer.from(line as string), Buffer.from('\n')]);
  const scanner = new JournalLineScanner();
  scanner.take(bytes);
  return scanner.scan(0, bytes.length - 1);
}

/** What reading it as JSON gives; undefined where it is refused. */
function parsed(line: string): JournalEntry | undefined {
  try {
    return parseJournalEntry(line, 1);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

describe('scanning journal entries', () => {
  it('reads what programs write, with blanks between the parts or without', () => {
    expect(scanned(json)).toEqual(ENTRY);
    expect(scanned(json.replaceAll(/":/g, '": ').replaceAll(/([,{])"/g, '$1 "'))).toEqual(ENTRY);
  });

  it('reads nothing else than JSON does, whatever is put in or taken out', () => {
    const signs = [...'{}[]",:\\ 0-9.é\t\u0000', '"date":', '"lines":', '1', 'null', '{}', '"label":"b",', '29'];
    const change = fc.record({
      at: fc.nat(json.length),
      out: fc.nat({ max: 12 }),
      sign: fc.constantFrom('', ...signs),
    });
    fc.assert(
      fc.property(change, ({ at, out, sign }) => {
        const line = json.slice(0, at) + sign + json.slice(at + out);
        const found = scanned(line);
        if (found !== undefined) expect(found).toEqual(parsed(line));
      }),
      { numRuns: 3_000 },
    );
  });

  it('reads texts and days as JSON does, and leaves those with escapes alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.date({ noInvalidDate: true }), (text, date) => {
        const day = date.toISOString().slice(0, 10);
        const line = JSON.stringify({ ...ENTRY, label: text, validatedOn: day });
        const found = scanned(line);
        if (found !== undefined) expect(found).toEqual(parsed(line));
        else expect(text === '' || line.includes('\\') || day.length > 10 || !parsed(line)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['an unbalanced entry', json.replace('"120.00"', '"120.01"')],
    ['a day that does not exist', json.replace('2026-01-05', '2026-02-30')],
    ['a debit and a credit on a line', json.replaceAll('"0.00"', '"120.00"')],
    ['an amount of three decimals', json.replaceAll('120.00', '120.000')],
    ['a very long amount', json.replaceAll('120.00', '1234567890123.00')],
    ['a name that comes twice', json.replace('"piece":', '"piece":"x","piece":')],
    ['an unknown name', json.replace('"piece":', '"piece":"x","other":')],
    ['an escape', json.replace('Ventes', 'V\\u0065ntes')],
    ['foreign money', json.replace('"credit"', '"foreign":{"amount":"1.00","currency":"USD"},"credit"')],
    ['bytes that are no UTF-8', Buffer.from(json, 'latin1')],
    ['half a line', json.slice(0, 40)],
    ['more behind the end', `${json}x`],
  ])('leaves %s to who reads JSON', (_name, line) => {
    expect(scanned(line)).toBeUndefined();
  });
});

describe('reading a file of journal entries', () => {
  const read = async (...parts: readonly Uint8Array[]): Promise<JournalEntry[]> => {
    const entries: JournalEntry[] = [];

    const chunks = async function* (): AsyncGenerator<Uint8Array> {
      yield* parts;
    };
    for await (const entry of readJournalFile(chunks(), { file: 'e.ndjson' })) entries.push(entry);
    return entries;
  };
  const file = Buffer.from(`\uFEFF${json}\r\n\n${JSON.stringify({ ...ENTRY, label: 'a "b"' })}\n  \n${json}`);

  it('gives the same entries whatever pieces the bytes come in', async () => {
    const expected = [ENTRY, { ...ENTRY, label: 'a "b"' }, ENTRY];
    for (const size of [1, 7, 100, file.length]) {
      const parts = Array.from({ length: Math.ceil(file.length / size) }, (_, i) =>
        file.subarray(i * size, (i + 1) * size),
      );
      expect(await read(...parts)).toEqual(expected);
    }
  });

  it('names the line whose bytes are no UTF-8', async () => {
    const bad = Buffer.concat([file, Buffer.from('\n'), Buffer.from(json, 'latin1')]);
    await expect(read(bad)).rejects.toThrow('e.ndjson:6: the bytes here are not UTF-8');
  });

  it('refuses a file without entries', async () => {
    await expect(read(new Uint8Array(0))).rejects.toThrow('the file is empty');
    await expect(read(Buffer.from('\n \r\n\n'))).rejects.toThrow('the file is empty');
  });
});
