import {
  formatMinor,
  isAdapterError,
  parseDay,
  parseMinor,
  type JournalEntry,
  type LedgerLoss,
} from '@lettrage/adapter-sdk';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import adapter from './index.js';
import { LAYOUTS } from './layouts/index.js';
import { isReadable, tableReader } from './table.reader.js';
import { tableWriter } from './table.writer.js';
import { BOOKS, entry, randomBooks } from './testing/entries.js';
import { readDescribed, type Described } from './testing/read-described.js';

const FORMATS = adapter.manifest.formats!.map(
  ({ id, describe: described }) => [id, described as unknown as Described] as const,
);
const UNPAIRED = FORMATS.filter(([id]) => id !== 'datev');

async function written(
  format: string,
  entries: readonly JournalEntry[],
  options: Record<string, string> = {},
  report?: (losses: readonly LedgerLoss[]) => void,
): Promise<Buffer> {
  const stream = async function* (): AsyncGenerator<JournalEntry> {
    yield* entries;
  };
  const parts: Uint8Array[] = [];
  for await (const part of tableWriter.write(stream(), { format, options, ...(report ? { report } : {}) }))
    parts.push(part);
  return Buffer.concat(parts);
}

async function refusal(
  format: string,
  entries: readonly JournalEntry[],
  options?: Record<string, string>,
): Promise<string> {
  return written(format, entries, options).then(
    () => 'written',
    (error: unknown) => (isAdapterError(error) && error.kind === 'rejected' ? error.message : String(error)),
  );
}

/** Debit and credit of every line, a negative amount on its other side. */
function sidesOf(entries: readonly JournalEntry[]): string[] {
  return entries.flatMap(({ lines }) =>
    lines.map(({ debit, credit }) => `${parseMinor(debit, 'EUR')} ${parseMinor(credit, 'EUR')}`),
  );
}

describe.each(UNPAIRED)('%s', (id, described) => {
  it('reads back by its description as what was written', async () => {
    const records = readDescribed(await written(id, BOOKS), described);
    expect(records.map(({ debit, credit }) => `${debit} ${credit}`)).toEqual(sidesOf(BOOKS));
  });

  it('reads back whatever the texts hold, or refuses the entry by name', async () => {
    await fc.assert(
      fc.asyncProperty(randomBooks, async (books) => {
        let bytes: Buffer;
        try {
          bytes = await written(id, books);
        } catch (error) {
          expect(String(error)).toMatch(/Entry VE\d+ of journal VE has the/);
          return;
        }
        const records = readDescribed(bytes, described);
        expect(records.map(({ debit, credit }) => `${debit} ${credit}`)).toEqual(sidesOf(books));
      }),
      { numRuns: 25 },
    );
  });

  it('refuses an entry that is off by a cent, by name', async () => {
    const off = entry('VE2', '2026-01-06', [
      { account: '411000', debit: '1.01' },
      { account: '707000', credit: '1.00' },
    ]);
    expect(await refusal(id, [...BOOKS, off])).toContain('Entry VE2 of journal VE is not balanced: debits 1.01');
  });
});

describe('what must not be cut', () => {
  const long = (line: object): JournalEntry =>
    entry('VE9', '2026-01-06', [
      { account: '411000', debit: '1.00', ...line },
      { account: '707000', credit: '1.00' },
    ]);

  it('is refused: an account wider than its field', async () => {
    expect(await refusal('ximport', [long({ account: '411000000001' })])).toContain(
      'Entry VE9 of journal VE has the account "411000000001", 12 characters where the format has 11',
    );
    expect(await refusal('winfic', [long({ account: '4110001' })])).toContain('has the account "4110001"');
    expect(await refusal('cegid-quadra', [long({ auxiliary: 'CLIENT001' })])).toContain('has the account "CLIENT001"');
  });

  it('is refused: an amount wider than its field', async () => {
    const books = (amount: string) =>
      entry('VE9', '2026-01-06', [
        { account: '411000', debit: amount },
        { account: '707000', credit: amount },
      ]);
    expect(await refusal('ximport', [books('9999999999.99')])).toBe('written');
    expect(await refusal('ximport', [books('10000000000.00')])).toContain(
      'has the amount "10000000000,00", 14 characters',
    );
    expect(await refusal('cegid-quadra', [books('10000000000.00')])).toContain('has the amount');
  });

  it('is refused: an account that the charset or the separator would change', async () => {
    expect(await refusal('cegid', [long({ auxiliary: 'C;1' })])).toContain(
      'has the auxiliary "C;1", which the format cannot write exactly',
    );
    expect(await refusal('ebp', [long({ auxiliary: 'C,1' })])).toContain('has the account "C,1"');
    expect(await refusal('cogilog', [long({ auxiliary: 'C\t1' })])).toContain('cannot write exactly');
  });

  it('is refused: two documents that become one', async () => {
    const books = ['A-00000000001', 'B-00000000001'].map((piece, i) =>
      entry(
        `VE${i}`,
        '2026-01-06',
        [
          { account: '411000', debit: '1.00' },
          { account: '707000', credit: '1.00' },
        ],
        { piece },
      ),
    );
    expect(await refusal('gestimum3', books)).toContain(
      'which becomes "0000000001" in 10 characters, as does "A-00000000001"',
    );
    expect(await refusal('winfic', books)).toContain('as does');
    expect(await refusal('winfic', books, { piece: 'entry' })).toBe('written');
  });

  it('is left out and counted: a lettering code of three letters where there are two', async () => {
    const books = [long({ lettering: { code: 'AAA', date: parseDay('2026-01-06') } })];
    let told: readonly LedgerLoss[] = [];
    await written('cegid-quadra', books, {}, (losses) => (told = losses));
    expect(told).toContainEqual({ what: 'left-out', field: 'lettering', count: 1, entry: 'VE9' });
  });
});

describe('layouts', () => {
  const linesOf = async (format: string, options?: Record<string, string>): Promise<string[]> =>
    new TextDecoder('windows-1252').decode(await written(format, BOOKS, options), { stream: true }).split(/\r?\n/);

  it('XIMPORT has its fields where the vendor says', async () => {
    const [first] = await linesOf('ximport');
    expect(first).toHaveLength(142);
    expect([first!.slice(0, 5), first!.slice(5, 7), first!.slice(7, 15), first!.slice(15, 23)]).toEqual([
      '1    ',
      'VE',
      '20260105',
      '20260204',
    ]);
    expect([first!.slice(35, 46), first!.slice(71, 84), first!.slice(84, 85), first!.slice(137)]).toEqual([
      'C12        ',
      '      1200,50',
      'D',
      'O2003',
    ]);
  });

  it('Quadra has C records of 453 and M records of 231, lettering at 70 and cents at 44', async () => {
    const lines = (await linesOf('cegid-quadra')).slice(0, -1);
    expect(lines.map((line) => `${line[0]}${line.length}`)).toEqual([
      'C453',
      'M231',
      'M231',
      'M231',
      'M231',
      'M231',
      'M231',
      'C453',
      'M231',
    ]);
    expect(lines[0]!.slice(98, 106)).toBe('411000  ');
    expect(lines[0]!.slice(216, 218)).toBe('2C');
    expect(lines[1]!.slice(41, 55)).toBe('D+000000120050');
    expect(lines[5]!.slice(69, 71)).toBe('AB');
    expect(lines[8]!.slice(107, 110)).toBe('USD');
    expect(lines[8]!.slice(168, 181)).toBe('+000000001170');
  });

  it('WinFic keeps its fields in place whatever the lettering', async () => {
    const lines = (await linesOf('winfic', { piece: 'entry' })).slice(0, -1);
    expect(new Set(lines.map((line) => line.length))).toEqual(new Set([142]));
    expect(new Set(lines.map((line) => line.split('|').length))).toEqual(new Set([18]));
    expect(lines[4]!.split('|')[9]).toBe('AB');
  });

  it('Sage 100 begins with the company, its amounts in points or cents', async () => {
    expect((await linesOf('sage100', { company: 'ACME' }))[0]).toBe('ACME');
    expect((await linesOf('sage100'))[1]!.slice(84, 104)).toBe('             1200.50');
    expect((await linesOf('sage100', { amounts: 'cents' }))[1]!.slice(84, 104)).toBe('              120050');
  });

  it('Cegid TRA has its nature, auxiliary and lettering state in place', async () => {
    const [, sale] = await linesOf('cegid-tra');
    expect(sale).toHaveLength(1022);
    expect([sale!.slice(11, 13), sale!.slice(30, 31), sale!.slice(31, 48).trim(), sale!.slice(1020)]).toEqual([
      'FC',
      'X',
      'C12',
      'AL',
    ]);
  });

  it('LD Compta marks a sale FC on all its lines and writes lettering dates as days', async () => {
    const rows = (await linesOf('ldcompta9')).slice(0, -1).map((line) => line.split(';'));
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([35]));
    expect(rows.slice(0, 3).map((row) => row[7])).toEqual(['FC', 'FC', 'FC']);
    expect(rows[4]!.slice(13, 15)).toEqual(['AB', '20260203']);
    expect(rows[6]!.slice(24, 27)).toEqual(['11,70', 'USD', '1,170000']);
  });

  it('DATEV books rows against a contra account, 125 columns, accounts balanced', async () => {
    const lines = (await linesOf('datev')).slice(0, -1);
    expect(lines[0]!.split(';')).toHaveLength(31);
    expect(lines[1]!.split(';')).toHaveLength(125);
    const rows = lines.slice(2).map((line) => line.split(';'));
    expect(rows.map((row) => row.slice(0, 2).concat(row.slice(6, 8), row[9]!, row[10]!))).toEqual([
      ['1000,42', '"H"', '707000', '411000', '0501', '"P-VE1"'],
      ['200,08', '"H"', '445710', '411000', '0501', '"P-VE1"'],
      ['1200,50', '"S"', '512000', '411000', '0302', '"P-BQ1"'],
      ['10,00', '"S"', '622600', '401000', '1002', '"P-OD1"'],
    ]);
  });

  it('DATEV keeps the balance of every account over random entries', async () => {
    await fc.assert(
      fc.asyncProperty(randomBooks, async (books) => {
        const text = new TextDecoder('windows-1252').decode(await written('datev', books), { stream: true });
        const found = new Map<string, bigint>();
        const add = (account: string, minor: bigint): unknown => found.set(account, (found.get(account) ?? 0n) + minor);
        for (const line of text.split('\r\n').slice(2, -1)) {
          const [amount, side, , , , , account, contra] = line.split(';');
          const minor = parseMinor(amount!.replace(',', '.'), 'EUR') * (side === '"S"' ? 1n : -1n);
          add(account!, minor);
          add(contra!, -minor);
        }
        const wanted = new Map<string, bigint>();
        for (const { account, debit, credit } of books.flatMap(({ lines }) => lines)) {
          wanted.set(account, (wanted.get(account) ?? 0n) + parseMinor(debit, 'EUR') - parseMinor(credit, 'EUR'));
        }
        for (const [account, minor] of wanted)
          expect(`${account} ${formatMinor(found.get(account) ?? 0n, 'EUR')}`).toBe(
            `${account} ${formatMinor(minor, 'EUR')}`,
          );
      }),
      { numRuns: 40 },
    );
  });

  it('the CSV has the columns, separator, dates and set that are asked for', async () => {
    const options = {
      columns: 'date,account,label,balance',
      separator: 'comma',
      decimal: 'point',
      dates: 'dd/mm/yyyy',
    };
    const lines = (await linesOf('csv', options)).slice(0, 3);
    expect(lines).toEqual([
      'date,account,label,balance',
      '05/01/2026,411000,Ã‰criture VE1,1200.50',
      '05/01/2026,707000,Ã‰criture VE1,-1000.42',
    ]);
  });

  it('refuse an option they do not have, and a value it cannot take', async () => {
    await expect(written('csv', BOOKS, { sep: ';' })).rejects.toThrow(
      'The format csv has no option "sep" (known: columns,',
    );
    await expect(written('csv', BOOKS, { columns: 'date,foo' })).rejects.toThrow(
      'The option columns of csv is "date,foo"',
    );
    await expect(written('datev', BOOKS, { year_start: '2026-02-30' })).rejects.toThrow('no calendar day');
    expect(await refusal('datev', [...BOOKS, { ...BOOKS[0]!, date: parseDay('2027-01-01') }])).toContain(
      'outside the year from 2026-01-01',
    );
  });
});

describe('reading back', () => {
  const readable = LAYOUTS.filter(isReadable).map(({ id }) => id);

  async function readAll(format: string, bytes: Buffer, size = 7) {
    const chunks = async function* (): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    };
    const lines = [];
    for await (const some of tableReader.read(chunks(), { format, file: 'books.txt' })) lines.push(...some);
    return lines;
  }

  it('is possible for the layouts of Cegid, Quadra and Sage among others', () => {
    expect(readable).toEqual(expect.arrayContaining(['cegid', 'cegid-quadra', 'cegid-tra', 'sage100', 'ximport']));
  });

  it.each(readable)('gives the lines that were written in %s', async (format) => {
    const lines = await readAll(format, await written(format, BOOKS));
    const wanted = BOOKS.flatMap(({ date, lines: all }) =>
      all.map(({ account, auxiliary, debit, credit }) => [date, account, auxiliary ?? '', debit, credit]),
    );
    expect(lines.map((line) => [line.date, line.account, line.auxiliary ?? '', line.debit, line.credit])).toEqual(
      wanted,
    );
  });

  it('gives random lines that were written, in every format', async () => {
    await fc.assert(
      fc.asyncProperty(randomBooks, fc.constantFrom(...readable), async (books, format) => {
        const bytes = await written(format, books).catch(() => undefined);
        if (bytes === undefined) return;
        const lines = await readAll(format, bytes, 1000);
        expect(
          lines.map((line) => `${line.date} ${line.auxiliary ?? line.account} ${line.debit} ${line.credit}`),
        ).toEqual(
          books.flatMap(({ date, lines: all }) =>
            all.map((line) => `${date} ${line.auxiliary ?? line.account} ${line.debit} ${line.credit}`),
          ),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('refuses what it cannot read exactly, naming the line', async () => {
    const bytes = Buffer.from('05012026;VE;411000;C1;D;1 200,50;x;FA1\n');
    await expect(readAll('cegid', bytes)).rejects.toThrow('books.txt, line 1: amount "1 200,50" is not an amount');
    await expect(readAll('cegid', Buffer.from('31022026;VE;411000;C1;D;1,00;x;FA1\n'))).rejects.toThrow(
      'date "31022026" is not a day',
    );
    await expect(readAll('cegid', Buffer.from('a;b\n'))).rejects.toThrow('the record has 2 fields instead of 8');
    await expect(readAll('datev', bytes)).rejects.toThrow('The format "datev" cannot be read back');
  });
});

it('writes the number of the invoice on the line that pays it, and the document of the entry on the others', async () => {
  const paid = entry('BQ1', '2026-01-05', [
    { account: '512000', debit: '120.00' },
    { account: '411000', credit: '120.00', auxiliary: 'C1', piece: 'FA2026-7' },
  ]);
  const described = FORMATS.find(([id]) => id === 'cegid-quadra')![1];
  const records = readDescribed(await written('cegid-quadra', [paid]), described);
  const pieces = records.map(({ columns }) => Object.values(columns).includes('FA2026-7'));
  expect(pieces).toEqual([false, true]);
});
