import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import adapter from './index.js';
import { csvReader } from './csv.reader.js';
import { brief, codes, read } from './testing/read-csv.js';

const HEADER = 'Date;Libellé;Montant;Devise;Solde\n';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('what is recognised', () => {
  it('is surer of a bank’s signature than of plain words, and not of other formats', () => {
    expect(csvReader.sniff(bytes('Date;Libellé;Débit euros;Crédit euros;\n'))).toBeGreaterThan(0.9);
    expect(csvReader.sniff(bytes('Date;Libellé;Montant\n02/01/2026;x;1,00\n'))).toBeCloseTo(0.7);
    expect(csvReader.sniff(bytes('a;b;c\n1;2;3\n'))).toBeLessThan(0.2);
    for (const other of ['<Document/>', ':20:X\n:25:Y', 'OFXHEADER:100', '!Type:Bank', '', 'PK\u0003\u0004']) {
      expect(csvReader.sniff(bytes(other))).toBe(0);
    }
    expect(csvReader.sniff(new Uint8Array([0, 0xff, 1]))).toBe(0);
  });
});

describe('rows that are wrong', () => {
  it.each([
    ['an amount', '2026-01-03;x;12..34;EUR;', 'bad-amount', 'Montant'],
    ['an exponent', '2026-01-03;x;1e400;EUR;', 'bad-amount', 'Montant'],
    ['a day that does not exist', '31/02/2026;x;1,00;EUR;', 'bad-date', 'Date'],
    ['a currency', '2026-01-03;x;1,00;EUX;', 'bad-currency', 'Devise'],
    ['a row cut short', '2026-01-03;x', 'bad-amount', 'Montant'],
  ])('are reported with line and column, the others read: %s', async (_, row, code, column) => {
    const result = await read(`${HEADER}2026-01-02;a;1,00;EUR;\n${row}\n2026-01-04;b;2,50;EUR;\n`);
    expect(brief(result).map((line) => line[1])).toEqual(['1.00', '2.50']);
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'error',
        code,
        message: expect.stringContaining(`"${column}"`),
        origin: expect.objectContaining({ line: 3 }),
      }),
    ]);
  });

  it('both debit and credit, neither, or a debit of another sign than the rest are not guessed', async () => {
    const header = 'Date;Libellé;Débit;Crédit;Devise\n';
    const result = await read(
      `${header}2026-01-02;a;5,00;;EUR\n2026-01-02;b;1,00;2,00;EUR\n2026-01-02;c;;;EUR\n2026-01-02;d;-5,00;;EUR\n`,
    );
    expect(brief(result)).toEqual([['2026-01-02', '-5.00', 'a']]);
    expect(codes(result)).toEqual(['two-amounts', 'no-amount', 'debit-sign']);
  });

  it('an open quote is an error after the sound lines', async () => {
    const result = await read(`${HEADER}2026-01-02;a;1,00;EUR;\n2026-01-03;"b;2,00;EUR;\n`);
    expect(brief(result)).toHaveLength(1);
    expect(codes(result)).toEqual(['bad-table']);
  });

  it('a recognised file without a movement is a warning, never silence', async () => {
    expect(codes(await read(HEADER))).toEqual(['no-transaction']);
    expect(codes(await read(`${HEADER};;;;\nTotal;;;;\n`))).toEqual(['no-transaction']);
  });
});

describe('the balance column', () => {
  const row = (day: string, amount: string, balance: string): string =>
    `2026-01-${day};x${amount};${amount};EUR;${balance}\n`;

  it('proves order, opening and closing, whichever comes first', async () => {
    const rows = [row('02', '10,00', '110,00'), row('02', '-20,00', '90,00'), row('03', '5,00', '95,00')];
    for (const order of [rows, rows.slice().reverse()]) {
      const result = await read(HEADER + order.join(''));
      expect(brief(result).map((line) => line[1])).toEqual(['10.00', '-20.00', '5.00']);
      expect(result.heads[0]!.opening).toEqual({ amount: '100.00', date: '2026-01-02' });
      expect(result.ends[0]).toEqual({
        type: 'statement-end',
        closing: { amount: '95.00', date: '2026-01-03' },
        count: 3,
        sum: '-5.00',
        balanced: true,
      });
    }
  });

  it('may be filled on some lines only', async () => {
    const rows = [row('02', '10,00', ''), row('02', '-20,00', '90,00'), row('03', '5,00', '')];
    for (const order of [rows, rows.slice().reverse()]) {
      const result = await read(HEADER + order.join(''));
      expect(result.heads[0]!.opening!.amount).toBe('100.00');
      expect(result.ends[0]).toMatchObject({ closing: { amount: '95.00' }, balanced: true });
    }
  });

  it('shows the line where one is missing', async () => {
    const result = await read(
      HEADER + row('02', '10,00', '110,00') + row('03', '5,00', '95,00') + row('04', '1,00', '96,00'),
    );
    expect(result.ends[0]!.balanced).toBe(false);
    expect(result.problems).toEqual([
      expect.objectContaining({ severity: 'warning', code: 'balance-step', origin: { line: 3 } }),
    ]);
  });
});

describe('sums, references and streaming', () => {
  const line = fc.record({
    cents: fc.integer({ min: -99_999, max: 99_999 }),
    text: fc.constantFrom('A', 'é', '"q"', 'a;b'),
  });
  const rowOf = ({ cents, text }: { cents: number; text: string }): string =>
    `2026-01-02;"${text.replaceAll('"', '""')}";${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)},${String(Math.abs(cents) % 100).padStart(2, '0')};EUR;\n`;

  it('sums are exact; references are the same in any order and for every way to cut the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 10 }),
        fc.integer({ min: 1, max: 50 }),
        async (lines, size) => {
          const forward = await read(HEADER + lines.map(rowOf).join(''));
          const backward = await read(HEADER + lines.map(rowOf).reverse().join(''), { size });
          const refs = (result: typeof forward): Set<string> => new Set(result.transactions.map(({ ref }) => ref));
          expect(refs(forward).size).toBe(lines.length);
          expect(refs(backward)).toEqual(refs(forward));
          expect(BigInt(forward.ends[0]!.sum.replace('.', ''))).toBe(
            lines.reduce((sum, { cents }) => sum + BigInt(cents), 0n),
          );
        },
      ),
      { numRuns: 30 },
    );
  });

  it('reads the same wherever the bytes are cut', async () => {
    const text = bytes(`\ufeff${HEADER}2026-01-02;"réglé\n€";1,00;EUR;\r\n2026-01-03;b;2,00;EUR;`);
    const expected = (await read(text)).lines;
    for (let size = 1; size < text.length; size += 2) expect((await read(text, { size })).lines).toEqual(expected);
  });

  it('never throws, however the file is cut or its bits flipped', async () => {
    const text = bytes(`${HEADER}2026-01-02;"réglé";1,00;EUR;1,00\n2026-01-03;b;2,00;EUR;3,00\n`);
    for (let at = 0; at < text.length; at += 3) {
      await expect(read(text.subarray(0, at))).resolves.toBeDefined();
      for (const flip of [0x01, 0x80]) {
        const broken = text.slice();
        broken[at]! ^= flip;
        await expect(read(broken)).resolves.toBeDefined();
      }
    }
  });

  it('hands a long file on as it is read, with the same proof', async () => {
    const count = 20_500;
    const rows = Array.from({ length: count }, (_, n) => `2026-01-02;line ${n};1,00;EUR;${n + 101},00\n`);
    for (const order of [rows, rows.slice().reverse()]) {
      const result = await read(HEADER + order.join(''));
      expect(result.lines[0]!.type).toBe('statement');
      expect(result.ends).toEqual([
        {
          type: 'statement-end',
          closing: { amount: '20600.00', date: '2026-01-02' },
          count,
          sum: '20500.00',
          balanced: true,
        },
      ]);
      expect(new Set(result.transactions.map(({ ref }) => ref)).size).toBe(count);
    }
  });
});

describe('the adapter', () => {
  it('offers what its manifest says, with unique formats', async () => {
    const members = await adapter.create({}, undefined as never);
    expect(Object.keys(members)).toEqual(adapter.manifest.capabilities);
    const ids = adapter.manifest.formats!.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(['csv.generic', 'csv.generic-dmy-comma', 'csv.bnp-paribas']));
  });
});
