import { describe, expect, it } from '@jest/globals';
import { codes, message, read, readOne } from './testing/mt940-builder.js';

describe(':61:', () => {
  it('reads types of two letters filled up with a blank', async () => {
    expect(await readOne('260102D25,03NOV NONREF')).toMatchObject({ amount: '-25.03', code: { proprietary: 'NOV' } });
    expect(await readOne('260102D25,03NET REF1//B1')).toMatchObject({
      bankReference: 'B1',
      additional: 'reference REF1',
    });
  });

  it('gives days, amount, type, references and supplementary details', async () => {
    const line = await readOne('2601020103CR1250,50NTRFCUSTREF//BANKREF\r\n/OCMT/USD1400,00//CHGS/EUR1,50/', 'Salary');
    expect(line).toEqual({
      type: 'transaction',
      ref: expect.stringMatching(/^[0-9a-f]{32}$/),
      bookingDate: '2026-01-03',
      valueDate: '2026-01-02',
      amount: '1250.50',
      currency: 'EUR',
      status: 'booked',
      reversal: false,
      bankReference: 'BANKREF',
      remittance: 'Salary',
      code: { proprietary: 'NTRF' },
      original: { amount: '1400.00', currency: 'USD' },
      charges: [{ amount: '1.50', currency: 'EUR', included: true }],
      additional: 'reference CUSTREF; /OCMT/USD1400,00//CHGS/EUR1,50/',
      origin: { line: 5 },
    });
  });

  it.each([
    ['C', '5.00', false, 'booked'],
    ['D', '-5.00', false, 'booked'],
    ['RC', '-5.00', true, 'booked'],
    ['RD', '5.00', true, 'booked'],
    ['EC', '5.00', false, 'pending'],
    ['ED', '-5.00', false, 'pending'],
  ])('with mark %s is %s', async (mark, amount, reversal, status) => {
    expect(await readOne(`260102${mark}5,NTRFNONREF`)).toMatchObject({ amount, reversal, status });
  });

  it.each([
    ['2512311231', '2025-12-31', '2025-12-31'],
    ['2512310102', '2025-12-31', '2026-01-02'],
    ['2601021231', '2026-01-02', '2025-12-31'],
    ['260102    ', '2026-01-02', '2026-01-02'],
  ])('%s takes the year nearest to the value date', async (days, valueDate, bookingDate) => {
    expect(await readOne(`${days}C5,00NTRFNONREF`)).toMatchObject({ valueDate, bookingDate });
  });

  it('leaves out NONREF, keeps the bank’s reference', async () => {
    const line = await readOne('260102C5,00NMSCNONREF//X1');
    expect(line).toMatchObject({ bankReference: 'X1' });
    expect(line).not.toHaveProperty('additional');
  });

  it.each(['C1.250', 'C1.25,50', 'C12,3,4', 'C1e3', 'C0x10', 'C5,001', 'C1,250.5,0', 'C12.345.6'])(
    '%s is refused',
    async (amount) => {
      const result = await read(message([`:61:260102${amount}NTRFNONREF`, ':61:260102C1,00NTRFNONREF']));
      expect(result.transactions.map((line) => line.amount)).toEqual(['1.00']);
      expect(result.problems[0]).toMatchObject({ severity: 'error', origin: { line: 5, path: ':61:' } });
      expect(result.ends[0]!.balanced).toBe(false);
    },
  );

  it.each([
    ['C1.250,50', '1250.50'],
    ['C1250.50', '1250.50'],
    ['C1250.5', '1250.50'],
    ['C1,250.50', '1250.50'],
    ['C1.250.500', '1250500.00'],
    ["D1'250,50", '-1250.50'],
    ['D1 250,50', '-1250.50'],
  ])('%s has one reading only, which is told once a file', async (written, amount) => {
    const result = await read(message([`:61:260102${written}NTRFNONREF`, `:61:260102${written}NTRFNONREF`]));
    expect(result.transactions.map((line) => line.amount)).toEqual([amount, amount]);
    expect(codes(result).filter((code) => code === 'unusual-amount')).toHaveLength(1);
  });

  it('behind amounts with a decimal point a comma before three digits may part thousands and is refused', async () => {
    const result = await read(message([':61:260102C1,250.50NTRFNONREF', ':61:260102C1,250NTRFNONREF']));
    expect(result.transactions.map((line) => line.amount)).toEqual(['1250.50']);
    expect(codes(result)).toContain('bad-amount');
  });

  it('reads the words with a colon that stand in columns', async () => {
    const line = await readOne(
      '260102C100,00N944NONREF',
      'SEPA OVERBOEKING                 IBAN: NL32INGB0000012345',
      'BIC: INGBNL2A                    NAAM: ACME BV',
      'OMSCHRIJVING: FACT 12 EN FACT 13 KENMERK: E2E-1',
    );
    expect(line).toMatchObject({
      remittance: 'FACT 12 EN FACT 13',
      endToEndId: 'E2E-1',
      counterparty: { name: 'ACME BV', iban: 'NL32INGB0000012345', bic: 'INGBNL2A' },
      additional: 'SEPA OVERBOEKING',
    });
    const other = await readOne('260102C100,00NTRFNONREF', 'SEPA WORK PAID BY IBAN');
    expect(other.remittance).toBe('SEPA WORK PAID BY IBAN');
  });

  it('takes the amount before exchange from a text that has code words', async () => {
    const line = await readOne('260102C100,00NTRFNONREF', '/OCMT/USD110,50/EXCH/1,105/REMI/x');
    expect(line.original).toEqual({ amount: '110.50', currency: 'USD', rate: '1.105' });
  });

  it('without a month is refused, on 30 February is the last of it, with a warning', async () => {
    expect(codes(await read(message([':61:261302C1,00NTRFNONREF'])))).toContain('bad-date');
    const result = await read(message([':61:260230C1,00NTRFNONREF'], 'C260131EUR1001,00'));
    expect(result.transactions[0]!.bookingDate).toBe('2026-02-28');
    expect(codes(result)).toEqual(['impossible-date']);
  });

  it('without an amount is left out with a warning; the balances prove the rest', async () => {
    const result = await read(message([':61:260102CNTRFNONREF', ':61:260102C1,00NTRFNONREF'], 'C260131EUR1001,00'));
    expect(codes(result)).toEqual(['no-amount']);
    expect(result.problems[0]!.severity).toBe('warning');
    expect(result.ends[0]).toMatchObject({ count: 1, balanced: true });
  });

  it('wrapped in the middle is put together with a warning', async () => {
    const result = await read(message([':61:260102C1250,', '50NTRFNONREF//B1', ':86:x'], 'C260131EUR2250,50'));
    expect(result.transactions[0]).toMatchObject({ amount: '1250.50', bankReference: 'B1' });
    expect(codes(result)).toEqual(['wrapped-line']);
    expect(result.ends[0]!.balanced).toBe(true);
  });
});

describe('the other side of a :61:', () => {
  it('is the account that stands as reference or on the line below', async () => {
    const iban = 'DE89370400440532013000';
    expect((await readOne(`260102C5,00N541${iban}`)).counterparty).toEqual({ iban });
    const below = await read(message([':61:260102C5,00N541EREF', iban, ':86:/ORDP//NAME/ACME/REMI/X']));
    expect(below.transactions[0]!.counterparty).toEqual({ name: 'ACME', iban });
  });

  it('is never the account itself', async () => {
    const own = (await read(message([':61:260102C5,00NTRFX']))).heads[0]!.account.iban!;
    expect(await readOne(`260102C5,00N541${own}`)).not.toHaveProperty('counterparty');
  });
});

describe(':86: in the German dialect', () => {
  it('takes Polish accounts in sub-field 38, with and without their country', async () => {
    const iban = 'PL61109010140000071219812874';
    for (const written of [iban, iban.slice(2)]) {
      const line = await readOne('260102C5,00NTRFNONREF', '020~00VE02', '~20faktura 1~32JAN KOWALSKI', `~38${written}`);
      expect(line).toMatchObject({ remittance: 'faktura 1', counterparty: { name: 'JAN KOWALSKI', iban } });
    }
  });

  it('gives purpose, keys, name, accounts and code', async () => {
    const line = await readOne(
      '260102C5,00NTRFNONREF',
      '166?00GUTSCHRIFT?109310?20EREF+RE2026-0012345678901234?215?22KREF+SAMMLER1?23MREF+M1',
      '?24SVWZ+Rechnung 4711 und Rechnu?25ng 4712?26danke?30COBADEFFXXX?31DE89370400440532013000',
      '?32ACME MASCHINENBAU GESELLSCH?33AFT MBH?34992?60ABWA+HOLDING AG',
    );
    expect(line).toMatchObject({
      endToEndId: 'RE2026-00123456789012345',
      paymentInformationId: 'SAMMLER1',
      mandateId: 'M1',
      remittance: 'Rechnung 4711 und Rechnung 4712 danke',
      counterparty: {
        name: 'ACME MASCHINENBAU GESELLSCHAFT MBH',
        iban: 'DE89370400440532013000',
        bic: 'COBADEFFXXX',
        ultimateName: 'HOLDING AG',
      },
      code: { proprietary: 'NTRF+166' },
      additional: 'GUTSCHRIFT; ?34 992; ?10 9310',
    });
    expect(line).not.toHaveProperty('return');
  });

  it('finds a key that is cut by two slices', async () => {
    const line = await readOne('260102C5,00NTRFNONREF', '166?20EREF+12345678901234567890SV?21WZ+Text');
    expect(line).toMatchObject({ endToEndId: '12345678901234567890', remittance: 'Text' });
  });

  it.each(['?', '>', '@', '/'])('takes %s for the separator', async (mark) => {
    const text = '166?00GUTSCHRIFT?20Rechnung 1?32ACME'.replaceAll('?', mark);
    expect(await readOne('260102C5,00NTRFNONREF', text)).toMatchObject({
      remittance: 'Rechnung 1',
      counterparty: { name: 'ACME' },
    });
  });

  it('is not what a text of numbers is', async () => {
    expect((await readOne('260102C5,00NTRFNONREF', '123/2026 invoice 456-20')).remittance).toBe(
      '123/2026 invoice 456-20',
    );
  });

  it('tells a returned direct debit, its reason and its fee', async () => {
    const text = '109?00RETOURE?20EREF+E1?21COAM+3,50?22SVWZ+RUECKGABEGRUND AM04?34914?32KUNDE';
    expect(await readOne('260102D53,50NRTINONREF', text)).toMatchObject({
      return: { reason: 'AM04', text: 'RETOURE' },
      charges: [{ amount: '3.50', currency: 'EUR', included: true }],
    });
    expect((await readOne('260102D1,00NRTINONREF', '109?00RETOURE?34914')).return).toEqual({
      reason: '914',
      text: 'RETOURE',
    });
  });
});

describe(':86: with code words', () => {
  it('of the Rabobank kind', async () => {
    const lines = [
      '/EREF/E-1/BENM//NAME/ACME BV/REMI/Factuur 4711 betreft de levering van j',
      'anuari/ISDT/2026-01-02',
    ];
    expect(await readOne('260102D5,00N544NONREF', ...lines)).toMatchObject({
      endToEndId: 'E-1',
      remittance: 'Factuur 4711 betreft de levering van januari',
      counterparty: { name: 'ACME BV' },
      additional: 'ISDT 2026-01-02',
    });
  });

  it('of the ING kind, with a counterparty in one word', async () => {
    const text = '/EREF/E-1//MARF/M-1//CSID/NL01ZZZ//CNTP/NL91ABNA0417164300/ABNANL2A/ACME BV///REMI/USTD//Factuur 1/';
    expect(await readOne('260102D5,00NDDTNONREF', text)).toMatchObject({
      endToEndId: 'E-1',
      mandateId: 'M-1',
      remittance: 'Factuur 1',
      counterparty: { name: 'ACME BV', iban: 'NL91ABNA0417164300', bic: 'ABNANL2A' },
      additional: 'CSID NL01ZZZ',
    });
    expect((await readOne('260102C5,00NTRFNONREF', '/REMI/STRD/CUR/9876543210987654/')).structuredReference).toBe(
      '9876543210987654',
    );
  });

  it('of the ABN AMRO kind', async () => {
    const text = '/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NAME/ACME/REMI/FACT 1/EREF/NOTPROVIDED';
    const line = await readOne('260102C5,00NTRFNONREF', text);
    expect(line).toMatchObject({
      remittance: 'FACT 1',
      counterparty: { name: 'ACME', iban: 'NL91ABNA0417164300', bic: 'ABNANL2A' },
      additional: 'SEPA OVERBOEKING',
    });
    expect(line).not.toHaveProperty('endToEndId');
  });

  it('tell a return with its reason', async () => {
    expect((await readOne('260102D5,00NRTINONREF', '/RTRN/AM04/Insufficient funds/EREF/E1')).return).toEqual({
      reason: 'AM04',
      text: 'Insufficient funds',
    });
  });
});

describe(':86: in free text', () => {
  it('joins full lines without a blank and others with one', async () => {
    const full = 'x'.repeat(65);
    expect((await readOne('260102C5,00NTRFNONREF', full, 'y', 'z')).remittance).toBe(`${full}y z`);
  });

  it('takes what only looks like a tag for text', async () => {
    const result = await read(
      message([':61:260102C5,00NTRFNONREF', ':86:at', ':12:30 in', ':26:', '-', 'town'], 'C260131EUR1005,00'),
    );
    expect(result.transactions[0]!.remittance).toBe('at :12:30 in :26: town');
    expect(result.problems).toEqual([]);
  });

  it('keeps the bank’s own lines', async () => {
    const result = await read(message([':61:260102C5,00NTRFNONREF', ':86:text', ':NS:20ACME'], 'C260131EUR1005,00'));
    expect(result.transactions[0]).toMatchObject({ remittance: 'text', additional: '20ACME' });
  });
});

describe('what banks write beside the standard', () => {
  const mended: readonly (readonly [what: string, line: string, text: string, expected: object])[] = [
    [
      'a code word cut by the end of a line',
      '250103C5,00NTRFEREF',
      '/EREF/A-1/BENM//NAME/Jansen/RE\r\nMI/Factuur 55/2/ISD\r\nT/2025-01-03/',
      {
        endToEndId: 'A-1',
        remittance: 'Factuur 55/2',
        counterparty: { name: 'Jansen' },
        additional: 'ISDT 2025-01-03',
      },
    ],
    [
      'a slash at the end of a line that belongs to the code words',
      '250103D1,45NDDTPREF',
      '/PREF/M0001/\r\n/CSID/NL32ZZZ9999\r\n99991234/\r\n/REMI/USTD//TOTAAL/',
      { paymentInformationId: 'M0001', remittance: 'TOTAAL', additional: 'CSID NL32ZZZ999999991234' },
    ],
    [
      'keys with a colon, where the text begins with one',
      '250103C7,00NTRFNONREF',
      '166?20EREF: ABC-1?21MREF: M1?22SVWZ: Rechnung 77 IBAN: X',
      { endToEndId: 'ABC-1', mandateId: 'M1', remittance: 'Rechnung 77 IBAN: X' },
    ],
    [
      'sub-fields below the booking text',
      '250103C7,00NTRFNONREF',
      'EINGANG SEPA\r\n?20RE 2025/17\r\n?30BKAUATWW?32Kunde',
      { remittance: 'RE 2025/17', counterparty: { name: 'Kunde', bic: 'BKAUATWW' }, additional: 'EINGANG SEPA' },
    ],
    [
      'a Belgian reference, if its check digits are right',
      '250103C7,00NTRFNONREF',
      'VAN KLANT +++090/9337/55493+++',
      { structuredReference: '090933755493', remittance: 'VAN KLANT +++090/9337/55493+++' },
    ],
    [
      'small letters',
      '2501030103rd7,00ntrfnonref',
      'text',
      { amount: '7.00', reversal: true, code: { proprietary: 'NTRF' } },
    ],
    [
      'an exchange with its rate',
      '250103D99,90NTRFNONREF\r\n/OCMT/USD90,00/EXCH/1,11/CHGS/EUR0,00/',
      'text',
      { original: { amount: '90.00', currency: 'USD', rate: '1.11' } },
    ],
  ];
  it.each(mended)('%s', async (_, line, text, expected) => {
    expect(await readOne(line, text)).toMatchObject(expected);
  });

  it.each<[string, string, string, string]>([
    [
      'an amount in the own currency is no exchange',
      '250103D12,40NTRFX\r\n/OCMT/EUR12,40/CHGS/EUR0,00/',
      'x',
      'original',
    ],
    ['nor is a charge of nothing one', '250103D12,40NTRFX\r\n/OCMT/EUR12,40/CHGS/EUR0,00/', 'x', 'charges'],
    ['a pointer to the text below is no reference', '250103D12,40NTRFEREF', 'x', 'additional'],
    [
      'a Belgian reference with wrong check digits is text',
      '250103D1,NTRFX',
      '***090/9337/55494***',
      'structuredReference',
    ],
  ])('%s', async (_, line, text, field) => {
    expect(await readOne(line, text)).not.toHaveProperty(field);
  });
});
