import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { brief, codes, read } from './testing/read-csv.js';

describe('headers in plain words', () => {
  it.each([
    [
      'French',
      'Date opération;Libellé;Débit;Crédit;Devise\n03/04/2026;Loyer;1 234,56;;EUR\n05/04/2026;ACME;;3500,00;EUR\n',
    ],
    [
      'German',
      'Buchungstag;Verwendungszweck;Betrag;Währung\n03.04.2026;Loyer;-1.234,56;EUR\n05.04.2026;ACME;3.500,00;EUR\n',
    ],
    ['Spanish', 'Fecha;Concepto;Importe;Moneda\n03/04/2026;Loyer;-1.234,56;EUR\n05/04/2026;ACME;3.500,00;EUR\n'],
    [
      'English with ISO days',
      'Date,Description,Amount,Currency\n2026-04-03,Loyer,-1234.56,EUR\n2026-04-05,ACME,3500.00,EUR\n',
    ],
    [
      'a direction column',
      'Date,Description,Amount,Direction,Currency\n2026-04-03,Loyer,1234.56,Debit,EUR\n2026-04-05,ACME,3500.00,Credit,EUR\n',
    ],
  ])('are read in %s', async (_, text) => {
    const result = await read(text);
    expect(brief(result)).toEqual([
      ['2026-04-03', '-1234.56', 'Loyer'],
      ['2026-04-05', '3500.00', 'ACME'],
    ]);
    expect(codes(result)).toEqual([]);
  });

  it('take the account from a column that is the same on all lines, the other side from one that is not', async () => {
    const rows = (ibans: readonly string[]): string =>
      'Date;Libellé;Montant;Devise;IBAN\n' + ibans.map((iban, n) => `2026-01-0${n + 1};x;1,00;EUR;${iban}\n`).join('');
    const [a, b] = ['DE89370400440532013000', 'FR7630006000011234567890189'];
    expect((await read(rows([a, a]))).heads[0]!.account.iban).toBe(a);
    const other = await read(rows([a, b]));
    expect(other.heads[0]!.account).toEqual({ currency: 'EUR' });
    expect(other.transactions.map((line) => line.counterparty?.iban)).toEqual([a, b]);
  });

  it('say that a currency was assumed where none is named', async () => {
    expect(codes(await read('Date;Libellé;Montant\n2026-01-02;x;1,00\n'))).toEqual(['currency-assumed']);
  });
});

describe('what cannot be proven is refused, not guessed', () => {
  it('days that may be read both ways in an English file', async () => {
    const text = 'Date,Description,Amount\n03/04/2026,x,1.00\n05/06/2026,y,2.00\n';
    const result = await read(text);
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'error',
        code: 'unclear-dates',
        message: expect.stringContaining('csv.generic-dmy'),
      }),
    ]);
    expect(result.transactions).toEqual([]);
    expect(brief(await read(text, { profile: 'csv.generic-dmy' }))[0]![0]).toBe('2026-04-03');
    expect(brief(await read(text, { profile: 'csv.generic-mdy' }))[0]![0]).toBe('2026-03-04');
  });

  it('but one day above 12 proves the order of all', async () => {
    const read1 = await read('Date,Description,Amount\n03/04/2026,x,1.00\n25/04/2026,y,2.00\n');
    expect(brief(read1).map((line) => line[0])).toEqual(['2026-04-03', '2026-04-25']);
    const read2 = await read('Date,Description,Amount\n03/04/2026,x,1.00\n03/25/2026,y,2.00\n');
    expect(brief(read2).map((line) => line[0])).toEqual(['2026-03-04', '2026-03-25']);
  });

  it('amounts whose separator may be decimals or thousands', async () => {
    const text = 'Date;Libellé;Montant;Devise\n2026-01-02;x;1.234;EUR\n';
    expect(codes(await read(text))).toEqual(['unclear-decimals']);
    expect(brief(await read(text, { profile: 'generic-comma' }))[0]![1]).toBe('1234.00');
    expect(codes(await read(text.replace('1.234', '1.234,00\n2026-01-03;y;1,234.00')))).toEqual(['unclear-decimals']);
  });

  it('an unknown header: the message names what was found and what is wanted', async () => {
    const result = await read('Alpha;Beta;Gamma\n1;2;3\n');
    expect(result.problems[0]).toMatchObject({
      severity: 'error',
      code: 'unknown-layout',
      message: expect.stringContaining('Alpha | Beta | Gamma'),
    });
    expect(result.problems[0]!.message).toContain('date');
    expect(codes(await read('', {}))).toEqual(['empty-file']);
    expect((await read('x', { profile: 'csv.nobody' })).problems[0]!.message).toContain('csv.qonto');
  });
});

describe('public samples', () => {
  const folder = join(import.meta.dirname, '../../../../shared/data/bank/csv');
  (existsSync(folder) ? it : it.skip)('are read to the cent or refused with the line', async () => {
    const summary: Record<string, unknown> = {};
    for (const name of readdirSync(folder)) {
      const { ends, problems } = await read(readFileSync(join(folder, name)));
      summary[name] = [
        ends.map(({ count, sum, balanced }) => [count, sum, balanced]),
        problems.map(({ code, origin }) => [code, origin?.line]),
      ];
    }
    expect(summary).toEqual({
      'csv_european_decimals.csv': [[[3, '2260.94', undefined]], []],
      'csv_french_headers.csv': [[[3, '2260.94', undefined]], []],
      'csv_garbled_amount.csv': [[[1, '100.00', undefined]], [['bad-amount', 3]]],
      'csv_spanish_headers.csv': [[[3, '2260.94', undefined]], []],
      'sample_split_amounts.csv': [[[2, '1050.25', true]], []],
      'sample_statement.csv': [[[2, '1300.00', true]], []],
    });
  });
});
