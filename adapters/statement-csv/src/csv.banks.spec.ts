import { describe, expect, it } from '@jest/globals';
import { PROFILES } from '@lettrage/statement-tables';
import { EUROPEAN } from './testing/european.files.js';
import { FRENCH_AND_ONLINE, lines } from './testing/french-and-online.files.js';
import { brief, codes, read } from './testing/read-csv.js';

const FILES = [...FRENCH_AND_ONLINE, ...EUROPEAN];

describe('the layout of a bank is known by its header', () => {
  it.each(FILES)('%s', async (profile, text, ...movements) => {
    const result = await read(text);
    expect(result.heads[0]?.source.format).toBe(`csv.${profile}`);
    expect(brief(result)).toEqual(movements.map(([day, amount, label]) => [day, amount, label]));
    expect(result.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const end of result.ends) expect(end.balanced).not.toBe(false);
  });

  it('every profile is known by at least one file here or in the other scenarios', () => {
    const elsewhere = ['fortuneo', 'societe-generale', 'wise-transfers'];
    const shown = new Set([...FILES.map(([profile]) => profile), ...elsewhere]);
    expect(PROFILES.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([]);
  });
});

describe('what a layout says beside day and amount', () => {
  const of = async (profile: string) => (await read(FILES.find(([id]) => id === profile)![1])).transactions;

  it('SEPA fields with columns of their own', async () => {
    expect((await of('sparkasse'))[0]).toMatchObject({
      endToEndId: 'E2E1',
      counterparty: { name: 'ACME GmbH', iban: 'DE02120300000000202051', bic: 'BYLADEM1001' },
      status: 'booked',
    });
    expect((await of('sparkasse'))[1]).toMatchObject({ status: 'pending' });
    expect((await of('rabobank'))[0]).toMatchObject({ code: { proprietary: 'cb' }, endToEndId: 'E2E1' });
  });

  it('structured communications, in a column or in the text', async () => {
    expect((await of('kbc'))[0]).toMatchObject({ structuredReference: '085080169872' });
    expect((await of('belfius'))[0]).toMatchObject({ structuredReference: '085080169872' });
  });

  it('fees kept from the amount and fees beside it', async () => {
    expect((await of('stripe'))[0]!.charges).toEqual([{ amount: '1.75', currency: 'EUR', included: true }]);
    expect((await of('paypal'))[0]!.charges).toEqual([{ amount: '3.20', currency: 'EUR', included: true }]);
    expect((await of('wise'))[1]!.charges).toEqual([{ amount: '0.25', currency: 'EUR', included: true }]);
  });

  it('what was paid in another currency', async () => {
    expect((await of('monzo'))[0]!.original).toEqual({ amount: '12.00', currency: 'EUR' });
  });

  it('payer and references in the marked fields of a label', async () => {
    const label = 'VIR SEPA RECU /DE ACME SARL /MOTIF FACTURE 12 /REF X1 /EID NOTPROVIDED';
    const [line] = (await read(`Date;Libellé;Montant;Devise\n30/01/2026;${label};120,00;EUR\n`)).transactions;
    expect(line).toMatchObject({ remittance: label, counterparty: { name: 'ACME SARL' } });
    expect(line!.endToEndId).toBeUndefined();
    const sg = 'VIR RECU 123456S DE: ACME MOTIF: FA12 REF: E2E';
    const [other] = (await read(`Date;Libellé;Montant;Devise\n30/01/2026;${sg};120,00;EUR\n`)).transactions;
    expect(other).toMatchObject({ remittance: sg, counterparty: { name: 'ACME' } });
  });

  it('Wise transfers: the account’s own side moves, an exchange moves both', async () => {
    const text = lines(
      'ID,Status,Direction,"Created on","Finished on","Source fee amount","Source fee currency","Target fee amount","Target fee currency","Source name","Source amount (after fees)","Source currency","Target name","Target amount (after fees)","Target currency","Exchange rate",Reference,Batch',
      'TRANSFER-1,COMPLETED,OUT,"2026-01-02 10:00:00","2026-01-02 10:05:00",0.50,EUR,,,Me,99.50,EUR,ACME,110.00,USD,1.1,FA12,',
      'TRANSFER-2,COMPLETED,IN,"2026-01-03 10:00:00","2026-01-03 10:05:00",0.00,USD,,,BOB,50.00,USD,Me,45.00,EUR,0.9,FA13,',
      'BALANCE-3,COMPLETED,NEUTRAL,"2026-01-04 10:00:00","2026-01-04 10:05:00",1.00,EUR,,,Me,9.00,EUR,Me,10.00,USD,1.1,,',
      'TRANSFER-4,CANCELLED,OUT,"2026-01-05 10:00:00","2026-01-05 10:05:00",0.50,EUR,,,Me,99.50,EUR,ACME,110.00,USD,1.1,,',
    );
    const result = await read(text);
    expect(
      result.transactions.map(({ amount, currency, counterparty }) => [amount, currency, counterparty?.name]),
    ).toEqual([
      ['-100.00', 'EUR', 'ACME'],
      ['45.00', 'EUR', 'BOB'],
      ['-10.00', 'EUR', 'Me'],
      ['10.00', 'USD', 'Me'],
    ]);
    expect(codes(result)).toEqual([]);
  });
});
