import { describe, expect, it } from '@jest/globals';
import type { PayoutLine, ProviderPayout } from '@lettrage/adapter-sdk';
import { checkAdapter } from '@lettrage/adapter-sdk/conformance';
import iconv from 'iconv-lite';
import adapter from './index.js';
import { paypalReader } from './paypal.report.js';

/** Oldest first, in French, as a French account downloads it. Two withdrawals; one payment is in dollars. */
const FRENCH = [
  '"Date","Heure","Fuseau horaire","Nom","Type","État","Devise","Avant commission","Commission","Net","De l\'adresse email","Numéro de transaction","Titre de l\'objet","Numéro de la transaction de référence","Numéro de facture","Numéro de client","Solde","Impact sur le solde"',
  '"02/01/2026","10:00:00","CET","ACME SARL","Paiement Express Checkout","Terminé","EUR","1 200,00","-35,15","1 164,85","a@b.fr","T1","Facture FA2026-000101","","FA2026-000101","","1 164,85","Crédit"',
  '"02/01/2026","10:00:00","CET","ACME SARL","Autorisation générale","En attente","EUR","50,00","0,00","50,00","a@b.fr","T2","","","","","1 164,85","Mémo"',
  '"03/01/2026","11:00:00","CET","Jean Dupont","Remboursement de paiement","Terminé","EUR","-20,00","0,58","-19,42","j@d.fr","T3","","T0","","","1 145,43","Débit"',
  '"03/01/2026","11:30:00","CET","Jean Dupont","Solde suspendu pour enquête sur un litige","Terminé","EUR","-100,00","0,00","-100,00","","T4","","T1","","","1 045,43","Débit"',
  '"03/01/2026","12:00:00","CET","John","Paiement Express Checkout","Terminé","USD","10,00","-0,50","9,50","","T5","","","","","9,50","Crédit"',
  '"05/01/2026","08:00:00","CET","","Retrait initié par l\'utilisateur","Terminé","EUR","-1 000,00","0,00","-1 000,00","","W1","","","","","45,43","Débit"',
  '"06/01/2026","08:00:00","CET","","Frais de rétrofacturation","Terminé","EUR","-16,00","0,00","-16,00","","T6","","T1","","","29,43","Débit"',
  '"07/01/2026","08:00:00","CET","","Annulation de la suspension pour résolution du litige","Terminé","EUR","100,00","0,00","100,00","","T7","","T4","","","129,43","Crédit"',
  '"08/01/2026","08:00:00","CET","","Virement standard","Terminé","EUR","-129,43","0,00","-129,43","","W2","","","","","0,00","Débit"',
  '"09/01/2026","10:00:00","CET","LATE","Paiement","Terminé","EUR","5,00","-0,35","4,65","","T8","","","","","4,65","Crédit"',
  '',
].join('\r\n');

/** Newest first, in English, month first, without balances. */
const ENGLISH = [
  'Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Reference Txn ID,Invoice Number,Custom Number,Subject,Transaction Event Code',
  '01/15/2026,09:00:00,PST,,User Initiated Withdrawal,Completed,USD,"-1,040.10",0.00,"-1,040.10",W1,,,,,',
  '01/14/2026,12:00:00,PST,,Chargeback Fee,Completed,USD,-20.00,0.00,-20.00,T4,T1,,,,T1207',
  '01/14/2026,11:00:00,PST,Jane,Chargeback,Completed,USD,-100.00,0.00,-100.00,T3,T1,,,,T1201',
  '01/13/2026,10:00:00,PST,Jane,Website Payment,Completed,USD,"1,200.00",-39.90,"1,160.10",T2,,INV-2026-7,order 9,Thanks,T0007',
  '',
].join('\n');

async function read(text: string | Uint8Array): Promise<{ payouts: ProviderPayout[]; problems: string[] }> {
  const lines: PayoutLine[] = [];
  const chunks = (async function* () {
    yield typeof text === 'string' ? Buffer.from(text) : text;
  })();
  for await (const some of paypalReader.read(chunks, {})) lines.push(...some);
  return {
    payouts: lines.flatMap((line) => (line.type === 'payout' ? [line.payout] : [])),
    problems: lines.flatMap((line) => (line.type === 'problem' ? [line.problem.message] : [])),
  };
}

const brief = ({ items }: ProviderPayout): string[] =>
  items.map(({ kind, id, amount, fee }) => `${kind} ${id} ${amount} ${fee}`);

describe('an activity report of PayPal', () => {
  it('keeps the promises of the adapter contract', async () => {
    const own = [
      { name: 'fr.csv', bytes: Buffer.from(FRENCH) },
      { name: 'en.csv', bytes: Buffer.from(ENGLISH) },
    ];
    const entry = new URL('./index.js', import.meta.url);
    expect(await checkAdapter(adapter, { entry, payoutReader: { own } })).toEqual([]);
  });

  it('in French: each withdrawal is a payout of what moved the balance before it', async () => {
    const { payouts, problems } = await read(FRENCH);
    expect(problems).toEqual([]);
    expect(payouts.map(({ id, arrival, currency, net }) => [id, arrival, currency, net])).toEqual([
      ['W1', '2026-01-05', 'EUR', '1000.00'],
      ['W2', '2026-01-08', 'EUR', '129.43'],
    ]);
    expect(brief(payouts[0]!)).toEqual([
      'charge T1 1200.00 35.15',
      'refund T3 -20.00 -0.58',
      'reserve T4 -100.00 0.00',
      'reserve W1-balance -45.43 0.00',
    ]);
    expect(brief(payouts[1]!)).toEqual([
      'fee T6 0.00 16.00',
      'reserve T7 100.00 0.00',
      'reserve W2-balance 45.43 0.00',
    ]);
    expect(payouts[0]!.items[0]).toMatchObject({
      payer: 'ACME SARL',
      day: '2026-01-02',
      references: [
        { key: 'invoice', value: 'FA2026-000101' },
        { key: 'description', value: 'Facture FA2026-000101' },
        { key: 'payment', value: 'T1' },
      ],
    });
    expect(payouts[0]!.items[1]).toMatchObject({ charge: 'T0' });
  });

  it('in English, newest first: days by the zone, kinds by the event code', async () => {
    const { payouts, problems } = await read(ENGLISH);
    expect(problems).toEqual([]);
    expect(payouts).toMatchObject([{ id: 'W1', arrival: '2026-01-15', currency: 'USD', net: '1040.10' }]);
    expect(brief(payouts[0]!)).toEqual(['charge T2 1200.00 39.90', 'dispute T3 -100.00 0.00', 'fee T4 0.00 20.00']);
  });

  it('in windows-1252 and with tabs as well', async () => {
    const tabs = FRENCH.replaceAll('","', '"\t"');
    expect((await read(iconv.encode(tabs, 'windows-1252'))).payouts).toHaveLength(2);
  });

  it('without balances: a withdrawal that the rows do not give is left out', async () => {
    const { payouts, problems } = await read(
      ENGLISH.replace('"-1,040.10",0.00,"-1,040.10"', '"-1,040.11",0.00,"-1,040.11"'),
    );
    expect(payouts).toEqual([]);
    expect(problems[0]).toContain('W1 pays out 1040.11, its rows give 1040.10');
  });

  it('with a row missing: the withdrawal it belongs to is left out', async () => {
    const lines = FRENCH.split('\r\n');
    const without = (id: string): string => lines.filter((line) => !line.includes(`"${id}"`)).join('\r\n');
    const inside = await read(without('T3'));
    expect(inside.payouts).toMatchObject([{ id: 'W2' }]);
    expect(inside.problems[0]).toContain('W1 pays out 1000.00, its rows give 1019.42');
    const between = await read(without('T6'));
    expect(between.payouts).toMatchObject([{ id: 'W1' }]);
    expect(between.problems[0]).toContain('follows a balance of 45.43, its first row one of 29.43');
  });

  it('takes nothing where one row cannot be read, since it may belong to any withdrawal', async () => {
    const { payouts, problems } = await read(FRENCH.replace('"-20,00","0,58"', '"-20,0x","0,58"'));
    expect([payouts, problems.length]).toEqual([[], 1]);
  });

  it('warns where nothing tells the day from the month', async () => {
    const dates = ENGLISH.replaceAll(/01\/1(\d)\/2026/g, '01/0$1/2026')
      .replace('TimeZone', 'Other')
      .replaceAll('PST', '');
    const { payouts, problems } = await read(dates);
    expect(payouts).toMatchObject([{ arrival: '2026-05-01' }]);
    expect(problems[0]).toContain('the day was taken');
  });
});
