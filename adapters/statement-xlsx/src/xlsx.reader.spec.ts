import { describe, expect, it } from '@jest/globals';
import type { StatementLine } from '@lettrage/adapter-sdk';
import { exactNumber, serialDay, showsDay } from './cell.values.js';
import { workbook, zipOf, type Cell } from './testing/workbook-builder.js';
import { xlsxReader } from './xlsx.reader.js';

async function read(bytes: Buffer, profile?: string): Promise<StatementLine[]> {
  const lines: StatementLine[] = [];
  async function* chunks(): AsyncIterable<Uint8Array> {
    yield bytes;
  }
  for await (const some of xlsxReader.read(chunks(), { file: 'book.xlsx', ...(profile ? { profile } : {}) }))
    lines.push(...some);
  return lines;
}

const amounts = (lines: readonly StatementLine[]): unknown[] =>
  lines.flatMap((line) => (line.type === 'transaction' ? [[line.bookingDate, line.amount, line.remittance]] : []));
const problems = (lines: readonly StatementLine[]): string[] =>
  lines.flatMap((line) => (line.type === 'problem' ? [line.code] : []));

const HEADER = ['Date', 'Libellé', 'Montant', 'Devise'];
const one = (cell: Cell): Promise<Buffer> => workbook({ S: [HEADER, [{ d: 46052 }, 'x', cell, 'EUR']] });

describe('workbooks', () => {
  it('are read by the profile of the same bank’s CSV, days as serial numbers, amounts as numbers or as text', async () => {
    const lines = await read(
      await workbook({
        Opérations: [
          ['Date', 'Date de valeur', 'Débit', 'Crédit', 'Libellé', 'Solde'],
          [{ d: 46024 }, { d: 46025 }, undefined, { n: '120.1' }, 'VIR ACME', { n: '1120.1' }],
          ['03/01/2026', undefined, '-20,10', undefined, 'CARTE', '1 100,00'],
        ],
      }),
    );
    expect(lines[0]).toMatchObject({ type: 'statement', source: { format: 'xlsx.credit-mutuel', file: 'book.xlsx' } });
    expect(amounts(lines)).toEqual([
      ['2026-01-02', '120.10', 'VIR ACME'],
      ['2026-01-03', '-20.10', 'CARTE'],
    ]);
    expect(lines.at(-1)).toMatchObject({ closing: { amount: '1100.00' }, balanced: true });
  });

  it('tell of a sheet beside the statement whose days and amounts could not be read', async () => {
    const sound = [HEADER, [{ d: 46052 }, 'a', { n: '1' }, 'EUR']];
    const odd = [
      ['foo', 'bar', 'baz'],
      [{ d: 46052 }, 'x', { n: '2.5' }],
      [{ d: 46053 }, 'y', { n: '3.5' }],
    ];
    const lines = await read(await workbook({ A: sound, B: odd, C: [['a note', 'and', 'another']] }));
    expect(amounts(lines)).toHaveLength(1);
    expect(lines.filter((line) => line.type === 'problem')).toEqual([
      expect.objectContaining({ severity: 'warning', code: 'sheet-not-read', message: expect.stringContaining('"B"') }),
    ]);
  });

  it('take a balance above the table of a day before it for the opening one', async () => {
    const above = [['Solde au 31/12/2025', { n: '1000' }], [], HEADER];
    const lines = await read(await workbook({ A: [...above, [{ d: 46052 }, 'a', { n: '1' }, 'EUR']] }));
    expect(lines[0]).toMatchObject({ opening: { amount: '1000.00', date: '2025-12-31' } });
    expect(lines.find(({ type }) => type === 'statement-end')).not.toHaveProperty('closing');
  });

  it('pass over a cover sheet, read every sheet that is a statement, and know rows that were left out', async () => {
    const rows = [HEADER, [{ d: 46052 }, 'a', { n: '1' }, 'EUR'], [], [{ d: 46053 }, 'b', { n: '2' }, 'EUR']];
    const lines = await read(await workbook({ Cover: [['Dear client']], Empty: [], A: rows, B: rows }));
    expect(amounts(lines)).toHaveLength(4);
    expect(lines.filter(({ type }) => type === 'statement')).toHaveLength(2);
    expect(lines.find((line) => line.type === 'transaction' && line.remittance === 'b')).toMatchObject({
      origin: { line: 4 },
    });
  });

  it('take account and balance from the lines above, the balance as a number too', async () => {
    const lines = await read(
      await workbook({
        S: [
          ['Compte n° 12345678901'],
          ['Solde au 31/01/2026', { n: '1109.5' }],
          ['Date', 'Libellé', 'Débit euros', 'Crédit euros'],
          [{ d: 46052 }, 'VIR', undefined, { n: '119.99999999999999' }],
        ],
      }),
    );
    expect(lines[0]).toMatchObject({ account: { number: '12345678901' } });
    expect(lines.at(-1)).toMatchObject({ closing: { amount: '1109.50', date: '2026-01-31' }, sum: '120.00' });
  });

  it('count days from 1904 where the file says so', async () => {
    const bytes = await workbook({ S: [HEADER, [{ d: 44590 }, 'x', { n: '1' }, 'EUR']] }, { from1904: true });
    expect(amounts(await read(bytes))).toEqual([['2026-01-30', '1.00', 'x']]);
  });

  it('read inline texts, rich texts and the value a formula was calculated to', async () => {
    expect(amounts(await read(await one({ xml: '<c t="inlineStr"><is><t>12,</t></is></c>' })))).toEqual([]);
    expect(
      amounts(await read(await one({ xml: '<c t="inlineStr"><is><r><t>12</t></r><r><t>,50</t></r></is></c>' }))),
    ).toEqual([['2026-01-30', '12.50', 'x']]);
    expect(amounts(await read(await one({ xml: '<c><f>A1*2</f><v>12.5</v></c>' })))).toEqual([
      ['2026-01-30', '12.50', 'x'],
    ]);
  });
});

describe('what is not read from a workbook', () => {
  it.each<[string, Cell, string]>([
    ['a formula nobody calculated', { xml: '<c><f>SUM(A1)</f></c>' }, 'bad-amount'],
    ['a truth', { xml: '<c t="b"><v>1</v></c>' }, 'bad-amount'],
    ['an error', { xml: '<c t="e"><v>#REF!</v></c>' }, 'bad-amount'],
    ['more decimals than the currency has', { n: '12.345' }, 'bad-amount'],
    ['a number too large', { n: '1E+400' }, 'bad-amount'],
  ])('%s', async (_, cell, code) => {
    const lines = await read(await one(cell));
    expect(amounts(lines)).toEqual([]);
    expect(problems(lines)).toEqual([code]);
    expect(lines.find((line) => line.type === 'problem')).toMatchObject({
      severity: 'error',
      message: expect.stringContaining('book.xlsx, sheet "S", row 2: column "Montant"'),
    });
  });

  it('names what to do with old and locked workbooks', async () => {
    const compound = (name: string): Buffer =>
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(name, 'utf16le')]);
    for (const [name, code] of [
      ['Workbook', 'old-excel'],
      ['EncryptedPackage', 'encrypted-workbook'],
    ] as const) {
      expect(xlsxReader.sniff(compound(name))).toBeGreaterThan(0.5);
      const [problem] = await read(compound(name));
      expect(problem).toMatchObject({ type: 'problem', code, message: expect.stringContaining('save it') });
    }
  });

  it('refuses document types, broken sheets and workbooks that explode', async () => {
    const sheet = 'xl/worksheets/sheet1.xml';
    const book = (xml: string): Promise<Buffer> => workbook({ S: [HEADER] }, { parts: { [sheet]: xml } });
    expect(problems(await read(await book('<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>')))).toEqual(['bad-workbook']);
    expect(problems(await read(await book('<worksheet><sheetData><row>')))).toEqual(['bad-workbook']);
    const bomb = await book(`<worksheet><sheetData>${'<row/>'.repeat(600_000)}</sheetData></worksheet>`);
    expect(bomb.length).toBeLessThan(500_000);
    expect(problems(await read(bomb))).toEqual(['workbook-too-large']);
    expect(problems(await read(await zipOf({ '[Content_Types].xml': '<a/>' })))).toEqual(['not-a-workbook']);
  });
});

describe('numbers and days of a sheet', () => {
  it.each([
    ['1234.56', '1234.56'],
    ['1234.5599999999999', '1234.56'],
    ['0.30000000000000004', '0.3'],
    ['-99.950000000000003', '-99.95'],
    ['1.2E3', '1200'],
    ['1E-2', '0.01'],
    ['100', '100'],
    ['1.50', '1.5'],
    ['0.99999999999999989', '1'],
    ['-0', '0'],
    ['NaN', undefined],
    ['0x10', undefined],
    ['', undefined],
  ])('%s is %s', (stored, expected) => expect(exactNumber(stored)).toBe(expected));

  it('serial numbers are days, without the 29 February that 1900 did not have', () => {
    expect(serialDay('46023', false)).toBe('2026-01-01');
    expect(serialDay('46023.99', false)).toBe('2026-01-01');
    expect(serialDay('1', false)).toBe('1900-01-01');
    expect(serialDay('61', false)).toBe('1900-03-01');
    for (const none of ['60', '0', '-1', '3000000', 'x']) expect(serialDay(none, false)).toBeUndefined();
  });

  it('formats show days or not', () => {
    expect([14, 22].map((id) => showsDay(id, undefined))).toEqual([true, true]);
    expect([0, 2, 4, 20].map((id) => showsDay(id, undefined))).toEqual([false, false, false, false]);
    for (const code of ['dd/mm/yyyy', 'yyyy-mm-dd hh:mm', '[$-40C]d mmm yyyy;@', 'd.m.yy'])
      expect(showsDay(164, code)).toBe(true);
    for (const code of ['#,##0.00', '0.00" day"', 'General', '[Red]-0.00', 'hh:mm'])
      expect(showsDay(164, code)).toBe(false);
  });
});
