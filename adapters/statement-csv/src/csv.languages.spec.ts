import { describe, expect, it } from '@jest/globals';
import { brief, codes, read } from './testing/read-csv.js';

/** Header and two rows: 1,234.50 in on the 2nd, 2.00 out on the 13th. */
const SIGNED = '02.01.2026;A;1.234,50\n13.01.2026;B;-2,00\n';
const SPLIT = '02.01.2026;A;;1.234,50\n13.01.2026;B;2,00;\n';
const WANTED = [
  ['2026-01-02', '1234.50', 'A'],
  ['2026-01-13', '-2.00', 'B'],
];

describe('headers of a language', () => {
  it.each([
    ['Greek', 'Ημερομηνία;Περιγραφή;Ποσό', SIGNED, 'EUR', 'windows-1253'],
    ['Greek, two columns', 'Ημ/νία Συναλλαγής;Αιτιολογία;Χρέωση;Πίστωση', SPLIT, 'EUR', 'utf-8'],
    ['Bulgarian', 'Дата;Основание;Дебит;Кредит', SPLIT, 'EUR', 'windows-1251'],
    ['Serbian', 'Датум;Сврха плаћања;Износ', SIGNED, 'RSD', 'utf-8'],
    ['Ukrainian', 'Дата операції;Призначення платежу;Сума', SIGNED, 'UAH', 'windows-1251'],
    ['Polish', 'Data księgowania;Tytuł;Kwota', SIGNED, 'PLN', 'iso-8859-2'],
    ['Czech', 'Datum zaúčtování;Zpráva pro příjemce;Částka', SIGNED, 'CZK', 'windows-1250'],
    ['Slovak', 'Dátum zaúčtovania;Popis;Suma', SIGNED, 'EUR', 'utf-8'],
    ['Hungarian', 'Könyvelés dátuma;Közlemény;Terhelés;Jóváírás', SPLIT, 'HUF', 'windows-1250'],
    ['Romanian', 'Data tranzacției;Descriere;Debit;Credit', SPLIT, 'RON', 'utf-8'],
    ['Swedish', 'Bokföringsdag;Rubrik;Belopp', SIGNED, 'SEK', 'windows-1252'],
    ['Finnish', 'Kirjauspäivä;Viesti;Määrä', SIGNED, 'EUR', 'cp850'],
    ['Danish', 'Bogføringsdato;Tekst;Beløb', SIGNED, 'DKK', 'cp850'],
    ['Norwegian', 'Bokført dato;Forklaring;Ut av konto;Inn på konto', SPLIT, 'NOK', 'windows-1252'],
    ['Icelandic', 'Dagsetning;Lýsing;Upphæð', SIGNED.replaceAll(/,[05]0/g, ''), 'ISK', 'utf-8'],
    ['Turkish', 'Tarih;Açıklama;Tutar', SIGNED, 'TRY', 'windows-1254'],
    ['Croatian', 'Datum knjiženja;Opis plaćanja;Isplata;Uplata', SPLIT, 'EUR', 'utf-8'],
    ['Slovene', 'Datum knjiženja;Namen plačila;Breme;Dobro', SPLIT, 'EUR', 'utf-8'],
    ['Portuguese', 'Data Mov.;Descrição do Movimento;Valor em EUR', SIGNED, 'EUR', 'utf-8'],
    ['Latvian', 'Datums;Maksājuma mērķis;Summa', SIGNED, 'EUR', 'windows-1257'],
  ])('%s is read, in the currency of the country where it names none', async (_, header, rows, currency, charset) => {
    const result = await read(`${header}\n${rows}`, { charset });
    const whole = currency === 'ISK';
    expect(brief(result)).toEqual(whole ? [WANTED[0]!.with(1, '1234'), WANTED[1]!.with(1, '-2')] : WANTED);
    expect(result.heads[0]!.account.currency).toBe(currency);
    expect(codes(result)).toEqual(header.includes('EUR') ? [] : ['currency-assumed']);
  });

  it('keep what the file says of its currency before what its language makes likely', async () => {
    const euro = await read('Data operacji;Opis;Kwota;Waluta\n02.01.2026;A;1,00;EUR\n');
    expect(euro.transactions[0]).toMatchObject({ currency: 'EUR' });
    const swiss = await read('Rachunek;Data operacji;Opis;Kwota\nCH9300762011623852957;02.01.2026;A;1,00\n');
    expect(swiss.transactions[0]).toMatchObject({ currency: 'CHF' });
  });

  it('give the Czech variable symbol and the Finnish reference as what is to be found on the invoice', async () => {
    const czech = await read('Datum zaúčtování;Částka;Měna;VS;Popis\n02.01.2026;1,00;CZK;2026001;x\n');
    expect(czech.transactions[0]).toMatchObject({ structuredReference: '2026001', remittance: 'x' });
    const finnish = await read('Kirjauspäivä;Määrä EUROA;Viite;Viesti\n02.01.2026;1,00;ref=00000000000000001232;x\n');
    expect(finnish.transactions[0]).toMatchObject({ structuredReference: '1232', currency: 'EUR' });
    expect(codes(finnish)).toEqual([]);
  });
});

describe('cells', () => {
  it('that count are no days: account numbers, references and dates without a century', async () => {
    const result = await read(
      'Radnr,Kontonr,Bokfdag,Text,Belopp\n1,123456,2026-01-02,A,1.50\n2,123456,2026-01-03,B,-2.00\n',
    );
    expect(result.transactions.map(({ bookingDate }) => bookingDate)).toEqual(['2026-01-02', '2026-01-03']);
    const short = await read('Date;Libellé;Montant;Devise\n020126;A;1,00;EUR\n');
    expect(short.transactions).toEqual([]);
    expect(codes(short)).toContain('bad-date');
  });

  it.each([
    ['2026.01.02.', '2026-01-02'],
    ['2026. 01. 02.', '2026-01-02'],
    ['2. 1. 2026', '2026-01-02'],
    ['2026-Jan-02', '2026-01-02'],
    ['2 Φεβ 2026', '2026-02-02'],
    ['2. marraskuuta 2026', '2026-11-02'],
    ['02 июл 2026', '2026-07-02'],
    ['2 ağustos 2026', '2026-08-02'],
  ])('%s is the day %s', async (written, day) => {
    const result = await read(`Date;Libellé;Montant;Devise\n${written};A;1,00;EUR\n`);
    expect(result.transactions[0]?.bookingDate).toBe(day);
  });

  it.each([
    ['\u22121 234,50', '-1234.50'],
    ['\u20131,00', '-1.00'],
    ['\uff0d1,00', '-1.00'],
    ['\u200e1,00', '1.00'],
  ])('%s has the sign a person sees', async (written, amount) => {
    const result = await read(`Date;Libellé;Montant;Devise\n02/01/2026;A;${written};EUR\n`);
    expect(result.transactions[0]?.amount).toBe(amount);
  });

  it('of signs alone say which way the money went, dashes in a column of notes do not', async () => {
    const signs = (header: string, first: string, second: string): string =>
      `Date;Libellé;Montant;${header};Devise\n02/01/2026;A;1,00;${first};EUR\n03/01/2026;B;2,00;${second};EUR\n`;
    const amounts = async (text: string): Promise<string[]> =>
      (await read(text)).transactions.map(({ amount }) => amount);
    expect(await amounts(signs('+/-', '+', '-'))).toEqual(['1.00', '-2.00']);
    expect(await amounts(signs('Sens', '-', '\u2212'))).toEqual(['-1.00', '-2.00']);
    expect(await amounts(signs('', '+', '-'))).toEqual(['1.00', '-2.00']);
    expect(await amounts(signs('Note', '-', '-'))).toEqual(['1.00', '2.00']);
  });

  it('of a column of directions in unknown words are refused: the amounts have no sign of their own', async () => {
    const result = await read(
      'Date;Libellé;Montant;Sens;Devise\n02/01/2026;A;1,00;foo;EUR\n03/01/2026;B;2,00;bar;EUR\n',
    );
    expect(result.transactions).toEqual([]);
    expect(codes(result)).toEqual(['bad-direction', 'bad-direction']);
  });

  it('in whole numbers may have groups; a separator that turns up later is read where it can mean one thing', async () => {
    const grouped = await read('Date;Libellé;Montant;Devise\n02/01/2026;A;123 450;HUF\n13/01/2026;B;-200;HUF\n');
    expect(grouped.transactions.map(({ amount }) => amount)).toEqual(['123450.00', '-200.00']);
    const yen = await read('Date,Description,Amount,Currency\n2026-01-02,A,"1,200",JPY\n');
    expect(yen.transactions[0]).toMatchObject({ amount: '1200', currency: 'JPY' });
    const rows = Array.from({ length: 5_000 }, () => '02/01/2026;A;7;EUR\n').join('');
    const late = await read(`Date;Libellé;Montant;Devise\n${rows}03/01/2026;B;12,50;EUR\n04/01/2026;B;1.200;EUR\n`);
    expect(late.transactions.at(-1)).toMatchObject({ amount: '12.50' });
    expect(codes(late)).toEqual(['bad-amount']);
  });

  it('of a header that comes again leave the currency column what it is', async () => {
    const header = 'Date;Libellé;Montant;Devise\n';
    const result = await read(`${header}02/01/2026;A;1,00;USD\n\ufeff${header}03/01/2026;B;2,00;USD\n`);
    expect(result.transactions.map(({ currency }) => currency)).toEqual(['USD', 'USD']);
    expect(codes(result)).toEqual([]);
  });
});

describe('lines and cells', () => {
  it('quoted once more by a spreadsheet are read as the line inside', async () => {
    const plain = '"Date,Description,Amount,Currency"\n"2026-01-02,A,1.00,EUR"\n"2026-01-03,B,-1.00,EUR"\n';
    const inner = '"Date,""Description"",""Amount"",Currency"\r\n"2026-01-02,""A, b"",""1.00"",EUR"\r\n';
    expect(brief(await read(plain))).toEqual([
      ['2026-01-02', '1.00', 'A'],
      ['2026-01-03', '-1.00', 'B'],
    ]);
    expect(brief(await read(inner, { size: 7 }))).toEqual([['2026-01-02', '1.00', 'A, b']]);
  });

  it('quoted with apostrophes are read', async () => {
    const result = await read("'Date';'Libellé';'Montant';'Devise'\n'02/01/2026';'A; b';'1,00';'EUR'\n");
    expect(brief(result)).toEqual([['2026-01-02', '1.00', 'A; b']]);
  });

  it('without header are read where the balances prove them; decimal commas put the day first', async () => {
    const result = await read(
      '02/01/2026;VIR;200,00;1 200,00\n03/01/2026;EDF;-50,00;1 150,00\n04/01/2026;CB;-50,00;1 100,00\n',
    );
    expect(brief(result).map(([day]) => day)).toEqual(['2026-01-02', '2026-01-03', '2026-01-04']);
    expect(result.ends[0]!.balanced).toBe(true);
  });

  it('of an amount in another currency beside the booked one give what was paid', async () => {
    const result = await read(
      'Date,Description,Original Amount,Original Currency,Exchange rate,Amount,Currency\n2026-01-02,A,-10.00,USD,1.1,-9.10,EUR\n',
    );
    expect(result.transactions[0]).toMatchObject({
      amount: '-9.10',
      currency: 'EUR',
      original: { amount: '10.00', currency: 'USD', rate: '1.1' },
    });
  });

  it('of balances in words of many banks move nothing, transfers between own accounts do', async () => {
    const of = (label: string): Promise<string[]> =>
      read(`Date;Libellé;Montant;Devise\n01/01/2026;${label};100,00;EUR\n02/01/2026;A;1,00;EUR\n`).then(
        ({ transactions }) => transactions.map(({ amount }) => amount),
      );
    for (const label of [
      'REPORT SOLDE CREDITEUR',
      'Αρχικό υπόλοιπο',
      'Начално салдо',
      'Počáteční zůstatek',
      'Sold inițial',
    ])
      expect(await of(label)).toEqual(['1.00']);
    for (const label of ['UEBERTRAG', 'Übertrag', 'SOLDE FACTURE 12', 'REPORT', 'TOTAL'])
      expect(await of(label)).toEqual(['100.00', '1.00']);
  });

  it('of a header in two rows, over merged cells, are read together', async () => {
    const result = await read(
      'Date;Libellé;Montants;;Devise\n;;Débit;Crédit;\n02/01/2026;A;;200,00;EUR\n03/01/2026;B;50,00;-;EUR\n',
    );
    expect(brief(result)).toEqual([
      ['2026-01-02', '200.00', 'A'],
      ['2026-01-03', '-50.00', 'B'],
    ]);
  });

  it('with a time in words or an apostrophe before a number are the day and the number', async () => {
    const result = await read("Date;Libellé;Montant;Devise;Compte\n13/01/2026 à 10h30;A;1,00;EUR;'00012345678\n");
    expect(brief(result)).toEqual([['2026-01-13', '1.00', 'A']]);
    expect(result.heads[0]!.account).toEqual({ number: '00012345678', currency: 'EUR' });
  });

  it('of a European table in English that are all of one month when read month first are not guessed', async () => {
    const of = (...days: readonly string[]) =>
      read(`Date,Description,Amount,Currency\n${days.map((day) => `${day},A,1.50,EUR\n`).join('')}`);
    expect(codes(await of('01/04/2026', '01/07/2026', '01/11/2026'))).toEqual(['unclear-dates']);
    expect((await of('01/04/2026', '02/04/2026')).transactions.map(({ bookingDate }) => bookingDate)).toEqual([
      '2026-04-01',
      '2026-04-02',
    ]);
    const proven = await of('01/04/2026', '01/07/2026', '01/13/2026');
    expect(proven.transactions[0]!.bookingDate).toBe('2026-01-04');
  });
});
