import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { DelimitedError, DelimitedReader, unwrapFormula } from './delimited-reader.js';
import { delimitedLine, guardFormula } from './delimited-writer.js';
import { detectDelimiter } from './detect-delimiter.js';

function cells(text: string, delimiter = ';', size = text.length || 1): readonly (readonly string[])[] {
  const reader = new DelimitedReader({ delimiter });
  const rows = [];
  for (let at = 0; at < text.length; at += size) rows.push(...reader.push(text.slice(at, at + size)));
  return [...rows, ...reader.end()].map((row) => row.cells);
}

describe('DelimitedReader', () => {
  it('reads quoted cells over several lines and says the line each record starts on', () => {
    const reader = new DelimitedReader({ delimiter: ';' });
    const rows = [...reader.push('a;b\r\n"x\n\n""y""";2\r\n\r\n3;4'), ...reader.end()];
    expect(rows).toEqual([
      { cells: ['a', 'b'], line: 1 },
      { cells: ['x\n\n"y"', '2'], line: 2 },
      { cells: ['3', '4'], line: 6, open: true },
    ]);
  });

  it('takes a quote inside an unquoted cell, and what follows a closing one, as text', () => {
    expect(cells('a "b" c;1\n"d" e;2\n')).toEqual([
      ['a "b" c', '1'],
      ['d e', '2'],
    ]);
  });

  it('reads lines that end with CR alone', () => {
    expect(cells('a;b\r1;2\r')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('says on which line a quote was left open', () => {
    const reader = new DelimitedReader({ delimiter: ';' });
    reader.push('a;b\n1;"open\n2;3\n');
    expect(() => reader.end()).toThrow(expect.objectContaining({ name: 'DelimitedError', line: 2 }));
  });

  it('refuses a record longer than the cap', () => {
    const reader = new DelimitedReader({ delimiter: ';', recordLimit: 10 });
    expect(() => reader.push('a\n"234567890123')).toThrow(DelimitedError);
  });

  it('reads what the writer wrote, as csv-parse does, however it is cut', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', ';', '"', '\n', '\r\n', ' ', '=', '1'), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 9 }),
        (table, size) => {
          const text = table.map((row) => delimitedLine(row, { delimiter: ';' })).join('');
          expect(cells(text, ';', size)).toEqual(table);
          expect(parse(text, { delimiter: ';', relax_column_count: true, record_delimiter: '\n' })).toEqual(table);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('unwraps ="0000" cells', () => {
    expect(['="00012"', '=1+2', '12', '=""'].map(unwrapFormula)).toEqual(['00012', '=1+2', '12', '']);
  });
});

describe('detectDelimiter', () => {
  it.each([
    ['Date;Montant\n1;2,5\n2;3,5\n', ';'],
    ['Date,Amount\n1,2.5\n', ','],
    ['a\tb\n1\t2\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['one column\nonly\n', undefined],
  ])('finds the delimiter of %j', (text, delimiter) => {
    expect(detectDelimiter(text)).toBe(delimiter);
  });
});

describe('delimitedLine', () => {
  it('keeps a spreadsheet from running a text, and leaves amounts alone', () => {
    const layout = { delimiter: ';', textColumns: new Set([0]) } as const;
    expect(delimitedLine(['=cmd()', '-12,50'], layout)).toBe("'=cmd();-12,50\n");
    expect(['+1', '@a', '\tb', '-c', 'd'].map(guardFormula)).toEqual(["'+1", "'@a", "'\tb", "'-c", 'd']);
  });
});
