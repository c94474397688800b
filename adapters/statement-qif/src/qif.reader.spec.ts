import { describe, expect, it } from '@jest/globals';
import type { StatementLine } from '@lettrage/adapter-sdk';
import { checkAdapter } from '@lettrage/adapter-sdk/conformance';
import iconv from 'iconv-lite';
import adapter from './index.js';
import { qifReader } from './qif.reader.js';

async function read(input: string | Uint8Array, profile?: string): Promise<StatementLine[]> {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const lines: StatementLine[] = [];
  async function* chunks(): AsyncIterable<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
  }
  for await (const some of qifReader.read(chunks(), { file: 'a.qif', ...(profile ? { profile } : {}) }))
    lines.push(...some);
  return lines;
}

const amounts = (lines: readonly StatementLine[]): unknown[] =>
  lines.flatMap((line) => (line.type === 'transaction' ? [[line.bookingDate, line.amount]] : []));
const problems = (lines: readonly StatementLine[]): string[] =>
  lines.flatMap((line) => (line.type === 'problem' ? [line.code] : []));
const EUR = '{"format":"statement-qif","currency":"EUR"}';

describe('QIF', () => {
  it('reads payee, memo, number, category and the parts of a split', async () => {
    const lines = await read(
      '!Type:Bank\nD31/01/2026\nT-1 234,56\nPACME SARL\nMfacture FA12\nMsuite\nN123\nLAchats\nSLoyer\nEjanvier\n$-1 200,00\nSFrais\n$-34,56\n^\n',
      EUR,
    );
    expect(lines).toEqual([
      { type: 'statement', account: { currency: 'EUR' }, source: { format: 'qif', file: 'a.qif' } },
      expect.objectContaining({
        bookingDate: '2026-01-31',
        amount: '-1234.56',
        remittance: 'facture FA12 suite',
        counterparty: { name: 'ACME SARL' },
        additional: '123 Achats Loyer janvier -1 200,00 Frais -34,56',
        origin: { line: 2 },
      }),
      { type: 'statement-end', count: 1, sum: '-1234.56' },
    ]);
  });

  it.each([
    ["D25/12'25\nT1.00", '2025-12-25'],
    ["D1/ 2'26\nT1.00\n^\nD1/31'26\nT2.00", '2026-01-02'],
    ['D2026-01-02\nT1.00', '2026-01-02'],
    ['D02.01.2026\nT1,00', '2026-01-02'],
    ['D31/1/26\nT1,00', '2026-01-31'],
  ])('reads the days of %j', async (body, day) => {
    expect((amounts(await read(`!Type:CCard\n${body}\n^\n`)) as string[][])[0]![0]).toBe(day);
  });

  it('puts the day first where amounts have decimal commas, the month where the file says so', async () => {
    expect(amounts(await read('!Type:Bank\nD01/02/2026\nT1,50\n^\n'))).toEqual([['2026-02-01', '1.50']]);
    const american = '!Option:MDY\n!Type:Bank\nD01/02/2026\nT1.50\n^\n';
    expect(amounts(await read(american))).toEqual([['2026-01-02', '1.50']]);
    expect(amounts(await read(american, 'qif.dmy'))).toEqual([['2026-02-01', '1.50']]);
  });

  it('refuses days and amounts that may be read in two ways, until the user says which', async () => {
    const days = '!Type:Bank\nD01/02/2026\nT1.00\n^\n';
    expect(problems(await read(days))).toEqual(['unclear-dates']);
    expect(amounts(await read(days, 'qif.dmy'))).toEqual([['2026-02-01', '1.00']]);
    expect(amounts(await read(days, 'qif.mdy'))).toEqual([['2026-01-02', '1.00']]);
    const decimals = '!Type:Bank\nD31/01/2026\nT1,234\n^\n';
    expect(problems(await read(decimals))).toEqual(['unclear-decimals']);
    expect(amounts(await read(decimals, 'qif.dmy-point'))).toEqual([['2026-01-31', '1234.00']]);
    expect(problems(await read(days, 'qif.nothing'))).toEqual(['unknown-profile']);
    expect(problems(await read(days, '{"days":"ymd"}'))).toEqual(['bad-profile']);
  });

  it('knows accounts by their header, takes what a profile says instead, and tells opening balances from money', async () => {
    const text =
      '!Option:AutoSwitch\n!Account\nNCompte courant\nTBank\n^\n!Type:Bank\nD31/01/2026\nT100.00\nPOpening Balance\nL[Compte courant]\n^\nD31/01/2026\nT-5.00\nPShop\n^\n!Account\nNCarte\nTCCard\n^\n!Type:CCard\nD31/01/2026\nT-1.00\n^\n';
    const lines = await read(text);
    expect(lines.filter(({ type }) => type === 'statement')).toMatchObject([
      { account: { number: 'Compte courant' }, opening: { amount: '100.00', date: '2026-01-31' } },
      { account: { number: 'Carte' } },
    ]);
    expect(amounts(lines)).toEqual([
      ['2026-01-31', '-5.00'],
      ['2026-01-31', '-1.00'],
    ]);
    const own = await read(text, '{"currency":"CHF","account":"CH93 0076 2011 6238 5295 7"}');
    expect(own[0]).toMatchObject({ account: { iban: 'CH9300762011623852957', currency: 'CHF' } });
    expect(problems(own)).toEqual([]);
  });

  it('reports what is wrong with the line, and reads the rest', async () => {
    const text =
      '!Type:Bank\nD31/01/2026\nT1.00\n^\nD31/02/2026\nT2.00\n^\nD31/01/2026\nT1e400\n^\nPno day\nT3.00\n^\nD30/01/2026\nT4.00\nS x\n$1.00\n^\n';
    const lines = await read(text, EUR);
    expect(amounts(lines)).toEqual([
      ['2026-01-31', '1.00'],
      ['2026-01-30', '4.00'],
    ]);
    expect(lines.filter(({ type }) => type === 'problem')).toMatchObject([
      { severity: 'error', code: 'bad-date', origin: { line: 5, path: 'D' } },
      { severity: 'error', code: 'bad-amount', origin: { line: 9, path: 'T' } },
      { severity: 'error', code: 'bad-date', origin: { line: 11 } },
      { severity: 'warning', code: 'split-sum' },
    ]);
  });

  it('leaves out a record the file is cut in, securities and lists', async () => {
    expect(problems(await read('!Type:Bank\nD31/01/2026\nT1.00\n^\nD31/01/2026\nT2.0', EUR))).toEqual(['cut-short']);
    expect(problems(await read('!Type:Invst\nD31/01/2026\nT1.00\n^\n'))).toEqual(['not-supported', 'no-statement']);
    expect(problems(await read('!Type:Cat\nNFood\n^\n'))).toEqual(['no-statement']);
  });

  it('keeps the promises of the adapter contract', async () => {
    const text =
      '!Type:Bank\r\nD31/01/2026\r\nT-1 234,56\r\nPRéglé\r\n^\r\nD30/01/2026\r\nT10,00\r\nMvirement\r\n^\r\n';
    const broken = await checkAdapter(adapter, {
      entry: new URL('./index.js', import.meta.url),
      statementReader: {
        own: [
          { name: 'a.qif', bytes: iconv.encode(text, 'windows-1252') },
          { name: 'b.qif', bytes: Buffer.from(text.replaceAll('\r\n', '\r')) },
        ],
        foreign: [{ name: 'a.csv', bytes: Buffer.from('Date;Libellé;Montant\n02/01/2026;x;1,00\n') }],
      },
    });
    expect(broken).toEqual([]);
  });
});
