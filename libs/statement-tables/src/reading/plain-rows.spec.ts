import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { candidateTables } from './candidate-tables.js';
import { MovementReader } from './movement.reader.js';
import { recogniseTable } from './recognise.js';
import type { TableLayout } from './table-layout.js';
import type { TableRow } from './table-row.js';

const DEBIT_CREDIT = `Date;Date de valeur;Débit;Crédit;Libellé;Solde
02/01/2026;02/01/2026;-12,00;;VIR A;
03/01/2026;03/01/2026;;12,50;VIR B;
`;
const SIGNED = `Date;Valeur;Libellé;Montant;Solde
02/01/2026;02/01/2026;VIR A;-12,00;88,00
03/01/2026;03/01/2026;VIR B;12,50;100,50
13/01/2026;13/01/2026;VIR C;1,00;101,50
`;

function layoutOf(text: string): TableLayout {
  const layout = recogniseTable(candidateTables(text, true), 'csv');
  if (!('profile' in layout)) throw new Error(layout.message);
  return layout;
}

const usualDay = fc.constantFrom('02/01/2026', '03/01/2026');
const oddDay = fc.constantFrom(
  ...['02/01/2026', '03/01/2026', '28/02/2026', '31/02/2026', ' 02/01/2026', '="02/01/2026"', '2 janv. 2026', '', '0'],
);
const day = fc.oneof({ weight: 20, arbitrary: usualDay }, oddDay);
const amount = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: -99_999, max: 99_999 }).map((n) => `${n},${Math.abs(n % 90) + 10}`) },
  { weight: 12, arbitrary: fc.constant('') },
  fc.constantFrom(...[' ', '0,00', '-0,00', '1 234,50', '12', '12,5', '12,50 €', '12,50-', '+3,00', 'n/a']),
  fc.constantFrom(...['1.234,50', '12,50 EUR', '12,50 USD', '(12,00)', '00012,00', '99999999999999999,00', '="1,00"']),
);
const label = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('VIR CLIENT 12 FACTURE 7', 'Société Générale', "CB L'ÉTÉ 4*12", 'Q') },
  fc.constantFrom(...['', ' ', 'a  b', ' a', 'a ', 'a\u00a0b', 'a\tb', 'a\u0085b', 'œuvre', '=b', '="b"', 'ab\u007f']),
  fc.constantFrom(
    ...['SOLDE AU 31/01/2026', 'Turnover', 'VIR /DE ACME /MOTIF X', 'SVWZ+x', 'DE: ACME', 'TOTAL', 'Libellé'],
  ),
  fc.string({ unit: fc.integer({ min: 0, max: 0x120 }).map((code) => String.fromCharCode(code)), maxLength: 12 }),
);

function rowsOf(cells: readonly fc.Arbitrary<string>[]): fc.Arbitrary<TableRow[]> {
  const row = fc
    .tuple(fc.tuple(...cells), fc.integer({ min: -2, max: 2 }), fc.boolean(), fc.nat(60))
    .map(([all, more, same, kind]) => {
      const texts = same ? [all[0]!, all[0]!, ...all.slice(2)] : all;
      return {
        cells: more < 0 ? texts.slice(0, more) : more === 2 ? [...texts, 'x'] : texts,
        line: 0,
        ...(kind === 0 ? { open: true as const } : {}),
        ...(kind === 1 ? { typed: texts.map((_, index) => index > 1) } : {}),
      };
    });
  return fc
    .array(row, { maxLength: 30, size: 'max' })
    .map((rows) => rows.map((each, index) => ({ ...each, line: index + 2 })));
}

describe('PlainRows', () => {
  it.each([
    ['debit and credit', DEBIT_CREDIT, [day, day, amount, amount, label, amount]],
    ['signed amounts', SIGNED, [day, day, label, amount, amount]],
  ])('reads no row otherwise than the careful reading: %s', (_name, head, cells) => {
    const layout = layoutOf(head);
    let quickly = 0;
    fc.assert(
      fc.property(rowsOf(cells), (rows) => {
        const careful = new MovementReader(layout, 'EUR');
        const quick = new MovementReader(layout, 'EUR');
        for (const row of rows) {
          const plain = quick.plain(row);
          if (plain) quickly++;
          const result = plain ? { kind: 'movements', movements: [plain], warning: undefined } : quick.read(row);
          expect(result).toEqual(careful.read(row));
          expect(quick.assumed).toBe(careful.assumed);
        }
      }),
      // So many that a hundred plain rows are among them, however they are drawn.
      { numRuns: 120 },
    );
    expect(quickly).toBeGreaterThan(100);
  });

  it('leaves a layout that tells more than days, amounts and a label to the careful reading', () => {
    const layout = layoutOf('Date;Libellé;Montant;Devise\n02/01/2026;VIR A;-12,00;EUR\n03/01/2026;VIR B;12,50;USD\n');
    const reader = new MovementReader(layout, 'EUR');
    const row = { cells: ['02/01/2026', 'VIR A', '-12,00', 'EUR'], line: 2 };
    reader.read(row);
    expect(reader.plain(row)).toBeUndefined();
  });
});
