import { describe, expect, it } from '@jest/globals';
import { complement, movement, parts, read, readOne, statement } from './testing/cfonb-builder.js';
import { ribKey } from '@lettrage/formats';

describe('a movement', () => {
  it('gives its days, amount, code, label, reference and flags', async () => {
    const line = await readOne(12_345, {
      label: 'VIR ACME',
      valueDate: '030126',
      reference: 'REF1',
      operation: '18',
      entryNumber: '0000042',
      flags: '10',
    });
    expect(line).toEqual({
      type: 'transaction',
      ref: expect.stringMatching(/^[0-9a-f]{32}$/),
      bookingDate: '2026-01-02',
      valueDate: '2026-01-03',
      amount: '123.45',
      currency: 'EUR',
      status: 'booked',
      reversal: false,
      bankReference: 'REF1',
      remittance: 'VIR ACME',
      code: { proprietary: '18' },
      additional: 'entry 0000042; exempt 1',
      origin: { line: 2 },
    });
  });

  it.each(['', '000000'])('has no value date where the field holds "%s"', async (valueDate) => {
    expect(await readOne(1, { valueDate })).not.toHaveProperty('valueDate');
  });

  it('keeps its line and warns where the value date does not exist', async () => {
    const { transactions, problems } = await read(statement([movement(1, { valueDate: '310226' })], 1));
    expect(transactions[0]).not.toHaveProperty('valueDate');
    expect(problems).toEqual([
      expect.objectContaining({ severity: 'warning', code: 'bad-date', origin: { line: 2, path: 'positions 43-48' } }),
    ]);
  });

  it('takes years from 60 on as of the last century', async () => {
    expect((await readOne(1, { date: '311259' })).bookingDate).toBe('2059-12-31');
    expect((await readOne(1, { date: '010160' })).bookingDate).toBe('1960-01-01');
  });

  it.each([...'03 33 34 38 10 26 27 98 B3 B4 12 C3 C5 A3 A4'.split(' ')])(
    'of operation %s is a return with its reason',
    async (operation) => {
      const line = await readOne(-100, { operation, reject: '64', label: 'IMPAYE' });
      expect(line.return).toEqual({ reason: '64', text: 'IMPAYE' });
    },
  );

  it('is a reversal where the operation says so, and keeps a reason of a payment that is no return', async () => {
    expect((await readOne(-100, { operation: 'A5' })).reversal).toBe(true);
    const line = await readOne(100, { operation: '05', reject: '12' });
    expect(line).not.toHaveProperty('return');
    expect(line.additional).toBe('reject reason 12');
  });
});

describe('complements fill the field they are for', () => {
  it('names: the payer of what came in, the beneficiary of what went out, and those behind them', async () => {
    const names = [
      complement('NPY', 'PAYER'),
      complement('NBE', 'BENEFICIARY'),
      complement('NPO', 'BEHIND PAYER'),
      complement('NBU', 'BEHIND BENEFICIARY'),
    ];
    const credit = await readOne(1, {}, ...names);
    expect(credit.counterparty).toEqual({ name: 'PAYER', ultimateName: 'BEHIND PAYER' });
    expect(credit.additional).toBe('NBE BENEFICIARY; NBU BEHIND BENEFICIARY');
    const debit = await readOne(-1, {}, ...names);
    expect(debit.counterparty).toEqual({ name: 'BENEFICIARY', ultimateName: 'BEHIND BENEFICIARY' });
  });

  it('the beneficiary of a transfer that came back, the only name there is', async () => {
    expect((await readOne(1, { operation: 'C3' }, complement('NBE', 'ACME'))).counterparty).toEqual({ name: 'ACME' });
  });

  it('remittance: a full LCC goes on in LC2 without a blank, another with one', async () => {
    const full = 'A'.repeat(69) + 'B';
    const joined = await readOne(1, { label: 'VIR' }, complement('LCC', full), complement('LC2', 'C FACT'));
    expect(joined.remittance).toBe(`${full}C FACT`);
    expect(joined.additional).toBe('VIR');
    const apart = await readOne(1, {}, complement('LCC', 'FACTURE'), complement('LC2', 'F-1'));
    expect(apart.remittance).toBe('FACTURE F-1');
  });

  it('labels: all LIB in file order, whatever stands between', async () => {
    const line = await readOne(
      1,
      { label: 'VIR' },
      complement('LIB', 'one'),
      complement('NPY', 'X'),
      complement('LIB', 'two'),
    );
    expect(line.remittance).toBe('one two');
  });

  it('references: end to end, payment, structured and mandate, with their second parts kept', async () => {
    const line = await readOne(
      -1,
      { operation: '08' },
      parts('RCN', 'E2E-1', 'SUPP'),
      parts('REF', 'BATCH-7', 'INSTR-9'),
      parts('LCS', 'RF18539007547034', ''),
      parts('RUM', 'MANDATE-1', 'RCUR'),
    );
    expect(line).toMatchObject({
      endToEndId: 'E2E-1',
      paymentInformationId: 'BATCH-7',
      structuredReference: 'RF18539007547034',
      mandateId: 'MANDATE-1',
      additional: 'purpose SUPP; instruction INSTR-9; sequence RCUR',
    });
  });

  it('but no end-to-end reference where it says NOTPROVIDED', async () => {
    expect(await readOne(1, {}, parts('RCN', 'NOTPROVIDED', ''))).not.toHaveProperty('endToEndId');
  });

  it('identifiers are kept in additional', async () => {
    const line = await readOne(-1, {}, complement('IBE', 'FR12ZZZ123456'), complement('IPY', '732829320'));
    expect(line.additional).toBe('IBE FR12ZZZ123456; IPY 732829320');
  });

  it('the account of the other side, where it is an IBAN', async () => {
    const iban = await readOne(-1, {}, complement('CBE', 'DE89370400440532013000'));
    expect(iban.counterparty).toEqual({ iban: 'DE89370400440532013000' });
    const other = await readOne(-1, {}, complement('CPY', '0532013000'));
    expect(other).not.toHaveProperty('counterparty');
    expect(other.additional).toBe('CPY 0532013000');
  });

  it('the amount in another currency with its rate, and the raw text beside', async () => {
    const mmo = `USD2${'130000'.padStart(14, '0')}04${'10833'.padStart(11, '0')}`;
    const line = await readOne(120_00, {}, complement('MMO', mmo));
    expect(line.original).toEqual({ amount: '1300.00', currency: 'USD', rate: '1.0833' });
    expect(line.additional).toBe(`MMO ${mmo}`);
    const garbled = await readOne(1, {}, complement('MMO', 'USD2 1,300'));
    expect(garbled).not.toHaveProperty('original');
    expect(garbled.additional).toBe('MMO USD2 1,300');
  });

  it('fees become charges inside the amount', async () => {
    const line = await readOne(-100, {}, complement('FEE', `EUR2${'150'.padStart(14, '0')}`));
    expect(line.charges).toEqual([{ amount: '1.50', currency: 'EUR', included: true }]);
  });

  it('unknown, malformed and repeated ones are not thrown away', async () => {
    const line = await readOne(
      1,
      {},
      complement('ZZZ', 'secret'),
      complement('N Y', 'odd'),
      complement('', 'blank'),
      complement('NPY', 'ONE'),
      complement('NPY', 'TWO'),
    );
    expect(line.counterparty).toEqual({ name: 'ONE' });
    expect(line.additional).toBe('ZZZ secret; N Y odd; blank; NPY TWO');
  });

  it('in small letters are the same', async () => {
    const line = await readOne(1, {}, complement('npy', 'Acme Sarl'), complement('lcc', 'facture 1'));
    expect(line).toMatchObject({ counterparty: { name: 'Acme Sarl' }, remittance: 'facture 1' });
  });

  it('the legacy form, which has no qualifier and repeats the amount, is a label', async () => {
    const amount = movement(500).slice(90, 104);
    const start = complement('', '').slice(0, 40);
    const legacy = `${start}${'SUITE DU LIBELLE SANS QUALIFIANT'.padEnd(41)}0000042  ${amount}`.padEnd(120);
    expect((await readOne(500, { label: 'VIR' }, legacy)).remittance).toBe('SUITE DU LIBELLE SANS QUALIFIANT');
    const other = legacy.replace(amount, '0000000000123A');
    const line = await readOne(500, { label: 'VIR' }, other);
    expect(line.remittance).toBe('VIR');
    expect(line.additional).toContain('LIBELLE SANS QUALIFIANT');
  });
});

describe('the account', () => {
  it('is the IBAN that bank, branch and account make', async () => {
    expect(ribKey('30006', '00001', '12345678901')).toBe('89');
    const { heads } = await read(statement([], 0));
    expect(heads[0]!.account).toEqual({ iban: 'FR7630006000011234567890189', currency: 'EUR' });
  });

  it('counts letters in the account number', async () => {
    const records = statement([], 0).map((record) => record.replace('12345678901', '0500013m026'));
    const { heads } = await read(
      records.map((record) => record.replace('3000600001', '2004101005').replace('30006    00001', '20041    01005')),
    );
    expect(heads[0]!.account.iban).toBe('FR1420041010050500013M02606');
  });

  it('is the number as written where it has not the French shape', async () => {
    const records = statement([], 0).map((record) => record.replace('12345678901', '12 456789  '));
    expect((await read(records)).heads[0]!.account).toEqual({ number: '30006 00001 12 456789', currency: 'EUR' });
  });
});
