import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { csvReader } from './csv.reader.js';
import { codes, read } from './testing/read-csv.js';

const CENTRAL = { charset: 'windows-1250' };

const ESTONIAN = [
  '"Kliendi konto";"Reatüüp";"Kuupäev";"Saaja/Maksja";"Selgitus";"Summa";"Valuuta";"Deebet/Kreedit";"Arhiveerimistunnus";"Tehingu tüüp";"Viitenumber"',
  '"EE382200221020145685";"10";"01.01.2025";"";"Algsaldo";"100,00";"EUR";"K";"";"AS";""',
  '"EE382200221020145685";"20";"13.01.2025";"Klient OÜ";"Arve 12";"1250,50";"EUR";"K";"2025011312345678";"MK";"1232"',
  '"EE382200221020145685";"20";"14.01.2025";"Kaupmees";"ost";"12,50";"EUR";"D";"2025011412345679";"K";""',
  '"EE382200221020145685";"82";"31.01.2025";"";"Käive";"1250,50";"EUR";"K";"";"K2";""',
  '"EE382200221020145685";"86";"31.01.2025";"";"Lõppsaldo";"1338,00";"EUR";"K";"";"LS";""',
].join('\n');

describe('banks without a profile', () => {
  it('give credit and debit a letter in their language, and state balances and turnover between the movements', async () => {
    const { heads, transactions, ends, problems } = await read(`${ESTONIAN}\n`);
    expect(problems).toEqual([]);
    expect(heads).toHaveLength(1);
    expect(heads[0]).toMatchObject({
      account: { iban: 'EE382200221020145685', currency: 'EUR' },
      opening: { amount: '100.00', date: '2025-01-01' },
    });
    expect(transactions.map(({ amount }) => amount)).toEqual(['1250.50', '-12.50']);
    expect(transactions[0]).toMatchObject({
      bankReference: '2025011312345678',
      structuredReference: '1232',
      remittance: 'Arve 12',
      counterparty: { name: 'Klient OÜ' },
    });
    expect(ends[0]).toMatchObject({ closing: { amount: '1338.00', date: '2025-01-31' }, balanced: true });
  });

  it('keep the signs of all movements where one says no direction', async () => {
    const cut = await read(ESTONIAN.slice(0, ESTONIAN.indexOf(';"EUR";"K";"";"K2"')));
    expect(cut.transactions.map(({ amount }) => amount)).toEqual(['1250.50', '-12.50']);
    const blank = await read(
      'Date;Libellé;Montant;Sens;Devise\n01/01/2025;a;5,00;D;EUR\n02/01/2025;b;6,00;;EUR\n03/01/2025;c;7,00;C;EUR\n',
    );
    expect(blank.transactions.map(({ amount }) => amount)).toEqual(['-5.00', '7.00']);
    expect(codes(blank)).toEqual(['bad-direction']);
  });

  it('are read in windows-1250 where signs or header words say so', async () => {
    const polish = await read(
      'Data operacji;Opis operacji;Kwota;Waluta\n2025-01-13;PRZELEW od żony, łąka;-5,00;PLN\n',
      CENTRAL,
    );
    expect(polish.transactions[0]).toMatchObject({
      amount: '-5.00',
      currency: 'PLN',
      remittance: 'PRZELEW od żony, łąka',
    });
    const czech = await read(
      'datum zaúčtování;částka;měna;poznámka\n13.01.2025;1250,50;CZK;příspěvek\n12.01.2025;-50,50;CZK;x\n',
      CENTRAL,
    );
    expect(czech.transactions.map(({ remittance }) => remittance)).toEqual(['x', 'příspěvek']);
    expect(
      csvReader.sniff(iconv.encode('datum zaúčtování;částka;měna\n13.01.2025;1250,50;CZK\n', CENTRAL.charset)),
    ).toBeGreaterThan(0.5);
  });

  it('are read in the Macintosh charset where lines end with CR alone', async () => {
    const { transactions } = await read('Date;Libellé;Montant;Devise\r13/01/2025;Société;1,00;EUR\r', {
      charset: 'macintosh',
    });
    expect(transactions[0]!.remittance).toBe('Société');
  });

  it('keep what has no column of its own, numbers too, and take digits for no name', async () => {
    const { transactions } = await read(
      'Date;Description;Amount;Currency;Payee;Symbol;Branch\n2025-01-13;a;5.00;EUR;1234 56 78901;20250012;Riga\n2025-01-14;b;-5.00;EUR;ACME;;Riga\n',
    );
    expect(transactions[0]).not.toHaveProperty('counterparty');
    expect(transactions[0]!.additional).toBe('Riga 20250012 1234 56 78901');
    expect(transactions[1]).toMatchObject({ counterparty: { name: 'ACME' }, additional: 'Riga' });
  });

  it('show account, other side and currency by what their columns hold', async () => {
    const [own, a, b] = ['DE89370400440532013000', 'FR7630006000011234567890189', 'BE68539007547034'];
    const { heads, transactions } = await read(
      `Date;Description;Amount;Own one;Theirs;Unit\n2025-01-13;a;5.00;${own};${a};HUF\n2025-01-14;b;-5.00;${own};${b};HUF\n`,
    );
    expect(heads[0]!.account).toEqual({ iban: own, currency: 'HUF' });
    expect(transactions.map(({ counterparty }) => counterparty?.iban)).toEqual([a, b]);
  });

  it.each<[string, string, string, string[]]>([
    ['alone above the table', 'Waluta\nPLN\n\n', 'Saldo', []],
    ['behind the account above the table', 'Cont;RO49AAAA1B31007593840000;RON\n\n', 'Saldo', []],
    ['beside the balance', '', 'Saldo CHF', []],
    [
      'nowhere but in the country of the account',
      'Konto;CH93 0076 2011 6238 5295 7\n\n',
      'Saldo',
      ['currency-assumed'],
    ],
  ])('name their currency %s', async (_, above, balance, expected) => {
    const result = await read(`${above}Datum;Text;Belastung;Gutschrift;${balance}\n13.01.2025;x;;5.00;15.00\n`);
    const currency = above.includes('PLN') ? 'PLN' : above.includes('RON') ? 'RON' : 'CHF';
    expect(result.heads[0]!.account.currency).toBe(currency);
    expect(codes(result)).toEqual(expected);
  });

  it('state a balance below the table, its caption in the column of an amount', async () => {
    const result = await read(
      'Data;Descrição;Débito;Crédito;Saldo;Moeda\n13-01-2025;x;;5,00;15,00;EUR\n ; ; ;Saldo contabilístico ;15,00 EUR;\n',
    );
    expect(codes(result)).toEqual([]);
    expect(result.transactions).toHaveLength(1);
  });
});
