import { describe, expect, it } from '@jest/globals';
import type { PayoutLine, ProviderPayout } from '@lettrage/adapter-sdk';
import { checkAdapter } from '@lettrage/adapter-sdk/conformance';
import adapter from './index.js';
import { sumupReader } from './sumup.report.js';

/** Sales, and the payout rows that repeat them, as the download centre writes them. */
const ENGLISH = [
  'Email,Date,Transaction ID,Transaction type,Status,Card type,Description,Total,Fee,Payout,Payout date,Payout ID,Reference',
  'a@b.fr,2026-01-02 10:00,TA1,Sale,Successful,VISA,FA2026-000101,100.00,0.00,0.00,,,R1',
  'a@b.fr,2026-01-02 11:00,TA2,Sale,Successful,VISA,,20.00,0.00,0.00,,,',
  'a@b.fr,2026-01-02 12:00,TA3,Sale,Failed,VISA,,999.00,0.00,0.00,,,',
  'a@b.fr,2026-01-03 10:00,TA2,Refund,Successful,VISA,,-20.00,0.00,0.00,,,',
  'a@b.fr,2026-01-04 10:00,TA1,Payout,Paid out,,,0.00,1.75,98.25,2026-01-04,P1,',
  'a@b.fr,2026-01-04 10:00,TA2,Payout,Paid out,,,0.00,0.35,19.65,2026-01-04,P1,',
  'a@b.fr,2026-01-04 10:00,TA2,Payout,Paid out,,,0.00,0.00,-20.00,2026-01-04,P1,',
  'a@b.fr,2026-01-05 10:00,TA9,Payout,Paid out,,,0.00,0.17,9.83,2026-01-05,P2,',
  '',
].join('\n');

/** Everything on the sale's own row, and one row with the payout's total. */
const FRENCH = [
  'Email,Date,Réf. transaction,Type de transaction,Status,Montant total,Frais,Virement,Date du virement,Payout ID,Reference',
  'a@b.fr,2026-01-02 10:00,T1,Vente,Réussie,100.00,1.75,98.25,2026-01-04,P1,FA2026-000101',
  'a@b.fr,2026-01-04 10:00,,Virement,Effectué,98.25,,98.25,2026-01-04,P1,',
  '',
].join('\n');

async function read(text: string): Promise<{ payouts: ProviderPayout[]; problems: string[] }> {
  const lines: PayoutLine[] = [];
  const chunks = (async function* () {
    yield Buffer.from(text);
  })();
  for await (const some of sumupReader.read(chunks, {})) lines.push(...some);
  return {
    payouts: lines.flatMap((line) => (line.type === 'payout' ? [line.payout] : [])),
    problems: lines.flatMap((line) => (line.type === 'problem' ? [line.problem.message] : [])),
  };
}

const brief = ({ items }: ProviderPayout): string[] =>
  items.map(({ kind, id, amount, fee }) => `${kind} ${id} ${amount} ${fee}`);

describe('a report of SumUp', () => {
  it('keeps the promises of the adapter contract', async () => {
    const own = [
      { name: 'en.csv', bytes: Buffer.from(ENGLISH) },
      { name: 'fr.csv', bytes: Buffer.from(FRENCH) },
    ];
    const entry = new URL('./index.js', import.meta.url);
    expect(await checkAdapter(adapter, { entry, payoutReader: { own } })).toEqual([]);
  });

  it('counts each sale once, at gross, with the fee of its payout row', async () => {
    const { payouts, problems } = await read(ENGLISH);
    expect(problems).toEqual([]);
    expect(payouts.map(({ id, arrival, gross, fees, net }) => [id, arrival, gross, fees, net])).toEqual([
      ['P1', '2026-01-04', '100.00', '2.10', '97.90'],
      ['P2', '2026-01-05', '10.00', '0.17', '9.83'],
    ]);
    expect(brief(payouts[0]!)).toEqual([
      'charge TA1 100.00 1.75',
      'charge TA2 20.00 0.35',
      'refund TA2-refund -20.00 0.00',
    ]);
    expect(payouts[0]!.items[2]).toMatchObject({ charge: 'TA2' });
    expect(payouts[0]!.items[0]!.references).toEqual([
      { key: 'order', value: 'R1' },
      { key: 'description', value: 'FA2026-000101' },
      { key: 'payment', value: 'TA1' },
    ]);
  });

  it('tells a refund from its sale by the sign, whichever was paid out first', async () => {
    const rows = ENGLISH.trimEnd().split('\n');
    const swapped = [...rows.slice(0, 6), rows[7]!, rows[6]!, rows[8]!];
    const { payouts, problems } = await read(`${swapped.join('\n')}\n`);
    expect(problems).toEqual([]);
    expect(payouts.map(({ id, net }) => [id, net])).toEqual([
      ['P1', '97.90'],
      ['P2', '9.83'],
    ]);
  });

  it('in French, with the total of the payout as proof', async () => {
    const { payouts, problems } = await read(FRENCH);
    expect([problems, payouts.length, payouts[0]!.net]).toEqual([[], 1, '98.25']);
    const wrong = await read(FRENCH.replace('98.25,,98.25', '98.25,,98.26'));
    expect(wrong.payouts).toEqual([]);
    expect(wrong.problems[0]).toContain('pays out 98.26, its rows give 98.25');
  });

  it('leaves a payout out whose fee does not explain what is paid out', async () => {
    const { payouts, problems } = await read(ENGLISH.replace('1.75,98.25', '1.70,98.25'));
    expect(payouts).toMatchObject([{ id: 'P2' }]);
    expect(problems[0]).toContain('98.30 is left of total less fee, not 98.25');
  });
});
