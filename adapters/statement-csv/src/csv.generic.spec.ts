import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { csvReader } from './csv.reader.js';
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

describe('layouts nobody has described', () => {
  it.each([
    [
      'Dutch, a direction column',
      'Datum;Naam;Omschrijving;Bedrag;Af/Bij\n02-01-2026;ACME;FA12;100,00;Bij\n03-01-2026;KPN;tel;20,00;Af\n',
    ],
    [
      'Italian, two columns',
      'Data contabile;Data valuta;Descrizione;Dare;Avere\n02/01/2026;02/01/2026;FA12;;100,00\n03/01/2026;03/01/2026;tel;-20,00;\n',
    ],
    [
      'month names, pound signs',
      '"Date","Details","Money Out","Money In"\n"02 Jan 2026","FA12","","£100.00"\n"03 Jan 2026","tel","£20.00",""\n',
    ],
    ['French month names', 'Date;Libellé;Montant\n2 janv. 2026;FA12;100,00 €\n3 janvier 2026;tel;-20,00 €\n'],
    [
      'brackets and currency in the header',
      'Posted Date,Description,Amount (GBP)\n02/01/2026,FA12,100.00\n03/01/2026,tel,(20.00)\n31/01/2026,,0.00\n',
    ],
    [
      'CR and DR behind the amount',
      'Date;Description;Amount;Currency\n2026-01-02;FA12;100.00 CR;EUR\n2026-01-03;tel;20.00 DR;EUR\n',
    ],
    ['a sign behind the amount', 'Datum;Text;Betrag\n02.01.2026;FA12;100,00\n03.01.2026;tel;20,00-\n'],
    [
      'no header, a balance that proves',
      '02/01/2026,100.00,FA12,1100.00\n03/01/2026,-20.00,tel,1080.00\n13/01/2026,-0.50,x,1079.50\n',
    ],
    [
      'words of no known language, a balance that proves',
      'Numer;Tekstas;Lėšos;Likutis\n2026-01-02;FA12;100,00;100,00\n2026-01-03;tel;-20,00;80,00\n2026-01-04;x;-1,00;79,00\n',
    ],
    [
      'unsigned columns, the balance proves which is which',
      'x;y;z;u;v\n2026-01-02;FA12;;100,00;100,00\n2026-01-03;tel;20,00;;80,00\n2026-01-04;x;1,00;;79,00\n',
    ],
    [
      'narrow blanks and the euro sign',
      'Date;Libellé;Montant\n02/01/2026;FA12;100,00\u202f€\n03/01/2026;tel;-20,00\u00a0€\n',
    ],
    ['a line that names the separator', 'sep=;\nDate;Libellé;Montant\n02/01/2026;FA12;100,00\n03/01/2026;tel;-20,00\n'],
    ['tabs', 'Buchungstag\tVerwendungszweck\tBetrag\n02.01.2026\tFA12\t100,00\n03.01.2026\ttel\t-20,00\n'],
    [
      'days under a word nobody knows',
      'Kuupäev;Belopp;Namn;Rubrik;Valuta\n2026-01-02;100,00;;FA12;EUR\n2026-01-03;-20,00;;tel;EUR\n',
    ],
    [
      'Valuta for the currency',
      'Bokföringsdag;Belopp;Rubrik;Saldo;Valuta\n2026/01/02;100,00;FA12;100,00;SEK\n2026/01/03;-20,00;tel;80,00;SEK\n',
    ],
    [
      'the direction in a column without a name',
      'Buchungstag;Verwendungszweck;IBAN;Umsatz;" "\n02.01.2026;FA12;;100,00;H\n03.01.2026;tel;DE89370400440532013000;20,00;S\n',
    ],
    [
      'a balance without amount above',
      'Date,Description,Amount,Running Bal.\n01/01/2026,Beginning balance as of 01/01/2026,,"1,000.00"\n01/02/2026,FA12,100.00,"1,100.00"\n01/03/2026,tel,-20.00,"1,080.00"\n01/31/2026,x,0.00,"1,080.00"\n',
    ],
    ['more text on lines of its own', 'Date;Libellé;Montant\n02/01/2026;FA12;100,00\n03/01/2026;te;-20,00\n;l;\n'],
  ])('%s', async (_, text) => {
    const result = await read(text);
    const [first, second] = brief(result);
    expect([first, second!.slice(0, 2)]).toEqual([
      ['2026-01-02', '100.00', 'FA12'],
      ['2026-01-03', '-20.00'],
    ]);
    expect(result.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('balances told on lines of their own are no movements; a final pay is one', async () => {
    const text =
      'Date;Libellé;Montant\n02/01/2026;SOLDE INITIAL;1000,00\n03/01/2026;VIR ACME;120,00\n04/01/2026;SOLDE DE TOUT COMPTE DUPONT;-20,00\n31/01/2026;SOLDE AU 31/01/2026;1100,00\n';
    const result = await read(text);
    expect(brief(result).map((line) => line[1])).toEqual(['120.00', '-20.00']);
    expect(result.heads[0]!.opening).toEqual({ amount: '1000.00', date: '2026-01-02' });
    expect(result.ends[0]).toMatchObject({ closing: { amount: '1100.00', date: '2026-01-31' }, balanced: true });
    expect((await read(text.replace('1100,00', '1000,00'))).ends[0]).toMatchObject({ balanced: false });
  });

  it('a section of another account opens another statement', async () => {
    const section = (number: string, amount: string): string =>
      `Compte courant n° ${number};;\nDate;Libellé;Montant\n02/01/2026;x;${amount}\n`;
    const result = await read(section('12345678901', '1,00') + section('98765432109', '2,00'));
    expect(result.heads.map(({ account }) => account.number)).toEqual(['12345678901', '98765432109']);
    expect(result.ends.map(({ sum }) => sum)).toEqual(['1.00', '2.00']);
  });

  it('pending lines are no money yet, what was refused is left out', async () => {
    const result = await read(
      'Date,Description,Amount,Currency,Status\n2026-01-02,a,1.00,EUR,Booked\n2026-01-03,b,2.00,EUR,Pending\n2026-01-04,c,4.00,EUR,Declined\n2026-01-05,d,8.00,EUR,Martian\n',
    );
    expect(result.transactions.map(({ amount, status }) => [amount, status])).toEqual([
      ['1.00', 'booked'],
      ['2.00', 'pending'],
    ]);
    expect(result.ends[0]!.sum).toBe('1.00');
    expect(codes(result)).toEqual(['bad-status']);
  });

  it('no lists of other things', async () => {
    for (const text of [
      'JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|Debit|Credit\nVE|V|1|20260101|411|C|1,00|0,00\n',
      'number,kind,customer_id,issue_date,due_date,currency,total,open_amount\nFA1,invoice,C1,2026-01-01,2026-01-31,EUR,1.00,1.00\n',
      'Invoice;Date;Amount;Balance\nF1;2026-01-01;1,00;1,00\nF2;2026-01-02;1,00;2,00\nF3;2026-01-03;1,00;3,00\n',
    ])
      expect((await read(text)).transactions).toEqual([]);
  });
});

it('amounts without sign that the balances contradict are refused', async () => {
  const text =
    'Date;Libellé;Montant;Solde\n02/01/2026;a;100,00;100,00\n03/01/2026;b;12,50;87,50\n04/01/2026;c;7,50;80,00\n';
  expect(codes(await read(text))).toEqual(['unsigned-amounts']);
  expect(codes(await read(text.replace('87,50', '112,50').replace('80,00', '120,00')))).toEqual(['currency-assumed']);
});

describe('an amount is never another than the file’s', () => {
  it.each([
    [
      'cut in two by the comma that parts the cells',
      'Date,Libellé,Montant\n13/01/2026,x,-12,34\n14/01/2026,y,15,00\n',
      'too-many-cells',
    ],
    [
      'moved by a separator in the text',
      'Date;Montant;Solde;Libellé\n13/01/2026;1,00;1,00;a\n14/01/2026;2,00;3,00;b;c\n15/01/2026;1,00;4,00;d\n',
      'too-many-cells',
    ],
    [
      'with a comma where the others have a point',
      'Date,Description,Amount\n2026-01-02,x,1.00\n2026-01-03,y,2.50\n2026-01-04,z,3.50\n2026-01-05,z,4.50\n2026-01-06,w,"1.234,56"\n',
      'bad-amount',
    ],
    ['in another currency than its row', 'Date;Libellé;Montant;Devise\n2026-01-02;x;1,00 USD;EUR\n', 'bad-amount'],
    ['hexadecimal', 'Date;Libellé;Montant\n2026-01-02;x;0x10\n2026-01-02;x;1,00\n', 'bad-amount'],
    ['not a number', 'Date;Libellé;Montant\n2026-01-02;x;NaN\n2026-01-02;x;1,00\n', 'bad-amount'],
    ['with three decimals', 'Date;Libellé;Montant\n2026-01-02;x;1,005\n2026-01-02;x;1,00\n', 'bad-amount'],
    ['with a sign twice', 'Date;Libellé;Montant\n2026-01-02;x;-1,00 CR\n2026-01-02;x;1,00\n', 'bad-amount'],
  ])('%s', async (_, text, code) => {
    const result = await read(text);
    expect(codes(result)).toContain(code);
    const wrong = result.problems.filter((problem) => problem.code === code).length;
    const rows = text.trim().split('\n').length - 1;
    expect(result.transactions).toHaveLength(rows - wrong);
  });
});

describe('a profile of one’s own', () => {
  const TEXT = 'Numer;Kwit;Tekstas;Lėšos\n2026-02-01;A1;FA12;1.000,50\n2026-02-03;A2;FA13;-2\n';
  const own = (change: object = {}): string =>
    JSON.stringify({
      format: 'statement-csv',
      id: 'my-bank',
      header: ['Numer', 'Lėšos'],
      decimal: ',',
      dates: ['YYYY-DD-MM'],
      currency: 'CHF',
      amount: { column: 'Lėšos' },
      columns: { bookingDate: 'Numer', label: ['Tekstas', 1] },
      ...change,
    });

  it('reads what nothing proves', async () => {
    expect(codes(await read(TEXT))).toEqual(['unproven-layout']);
    const result = await read(TEXT, { profile: own({ dates: ['YYYY-MM-DD'] }) });
    expect(result.heads[0]).toMatchObject({ account: { currency: 'CHF' }, source: { format: 'csv.my-bank' } });
    expect(brief(result)).toEqual([
      ['2026-02-01', '1000.50', 'FA12 A1'],
      ['2026-02-03', '-2.00', 'FA13 A2'],
    ]);
  });

  it('is proposed, and what is proposed reads the file', async () => {
    const bytes = new TextEncoder().encode(TEXT);
    const proposed = await csvReader.proposeProfile!(
      (async function* () {
        yield bytes;
      })(),
    );
    const profile = JSON.parse(proposed!) as { check: string[] };
    expect(profile).toMatchObject({
      header: ['Numer', 'Kwit', 'Tekstas', 'Lėšos'],
      decimal: ',',
      amount: { column: 'Lėšos' },
    });
    expect(profile.check.join()).toContain('check each');
    expect(brief(await read(TEXT, { profile: proposed }))).toHaveLength(2);
  });

  it('is proposed with the column that says which way money went, and read without one where both ways occur', async () => {
    const two = 'Kada;Kas;Kiek;Kur\n03/11/2026;FA12;1250,00;C\n04/11/2026;FA13;12,50;D\n';
    const proposed = await csvReader.proposeProfile!(
      (async function* () {
        yield new TextEncoder().encode(two);
      })(),
    );
    expect(JSON.parse(proposed!)).toMatchObject({ amount: { column: 'Kiek', direction: 'Kur' } });
    expect(JSON.parse(proposed!).amount).not.toHaveProperty('received');
    const expected = [
      ['2026-11-03', '1250.00', 'FA12'],
      ['2026-11-04', '-12.50', 'FA13'],
    ];
    expect(brief(await read(two, { profile: proposed }))).toEqual(expected);
    // Two rows prove too little; three do.
    expect(codes(await read(two))).toEqual(['unproven-layout']);
    const three = await read(`${two}05/11/2026;FA14;2,00;D\n`);
    expect(brief(three)).toEqual([...expected, ['2026-11-05', '-2.00', 'FA14']]);
    const signs = `${two}05/11/2026;FA14;2,00;D\n`.replaceAll(';C', ';+').replaceAll(';D', ';-');
    expect(brief(await read(signs))).toEqual([...expected, ['2026-11-05', '-2.00', 'FA14']]);
    // One way alone may be a column of anything.
    expect(codes(await read(`${two}05/11/2026;FA14;2,00;C\n`.replaceAll(';D', ';C')))).toEqual(['unproven-layout']);
  });

  it.each<[object, string]>([
    [{ id: 'My Bank' }, '"id"'],
    [{ currency: 'EURO' }, '"currency"'],
    [{ decimal: ';' }, '"decimal"'],
    [{ dates: ['DMY'] }, '"DMY"'],
    [{ amount: { debit: 1 } }, '"amount"'],
    [{ columns: { label: 1 } }, '"columns.bookingDate" is missing'],
    [{ columns: { bookingDate: 1, nothing: 2 } }, '"columns.nothing" is not known'],
    [{ status: { column: 1 } }, '"status"'],
  ])('is refused in words where it is wrong: %j', async (change, message) => {
    const result = await read(TEXT, { profile: own(change) });
    expect(result.problems).toEqual([
      expect.objectContaining({ code: 'bad-profile', message: expect.stringContaining(message) }),
    ]);
  });
});
