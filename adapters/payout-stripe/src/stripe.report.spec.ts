import { describe, expect, it } from '@jest/globals';
import type { PayoutLine } from '@lettrage/adapter-sdk';
import iconv from 'iconv-lite';
import { stripeReader } from './stripe.report.js';
import { HISTORY, ITEMISED } from './testing/reports.js';

async function read(text: string | Uint8Array): Promise<{ payouts: object[]; problems: string[] }> {
  const lines: PayoutLine[] = [];
  const chunks = (async function* () {
    yield typeof text === 'string' ? Buffer.from(text) : text;
  })();
  for await (const some of stripeReader.read(chunks, {})) lines.push(...some);
  return {
    payouts: lines.flatMap((line) => (line.type === 'payout' ? [line.payout] : [])),
    problems: lines.flatMap((line) =>
      line.type === 'problem' ? [`${line.problem.location}: ${line.problem.message}`] : [],
    ),
  };
}

describe('an itemised report of Stripe', () => {
  it('gives each payout with charges, refunds, disputes, fees and reserves apart, to the cent', async () => {
    const { payouts, problems } = await read(ITEMISED);
    expect(problems).toEqual([]);
    expect(payouts).toHaveLength(2);
    expect(payouts[0]).toMatchObject({
      provider: 'stripe',
      id: 'po_1',
      arrival: '2026-02-05',
      gross: '305.81',
      fees: '37.31',
      feeVat: '0.40',
      net: '268.10',
    });
    const { items } = payouts[0] as { items: Record<string, unknown>[] };
    expect(items.map(({ kind, id, amount, fee, charge }) => [kind, id, amount, fee, charge])).toEqual([
      ['charge', 'ch_1', '120.00', '2.05', undefined],
      ['charge', 'ch_2', '1200.50', '18.26', undefined],
      ['refund', 'txn_3', '-50.00', '0.00', 'ch_0'],
      ['dispute', 'txn_4', '-80.00', '15.00', 'ch_9'],
      ['fee', 'txn_5', '0.00', '2.00', undefined],
      ['fee', 'txn_6', '0.00', '0.00', undefined],
      ['reserve', 'txn_7', '-884.69', '0.00', undefined],
    ]);
    expect(items[0]).toMatchObject({
      payer: 'ACME SARL',
      day: '2026-02-01',
      references: [
        { key: 'metadata.order_id', value: 'FA2026-000101' },
        { key: 'description', value: 'Invoice FA2026-000101' },
        { key: 'payment', value: 'pi_1' },
        { key: 'payment', value: 'ch_1' },
      ],
    });
  });

  it('reads a currency without decimals exactly', async () => {
    const { payouts } = await read(ITEMISED);
    expect(payouts[1]).toMatchObject({ id: 'po_2', currency: 'JPY', gross: '1200', fees: '43', net: '1157' });
  });

  it('reads the export of the dashboard, with its metadata', async () => {
    const { payouts, problems } = await read(HISTORY);
    expect(problems).toEqual([]);
    expect(payouts).toMatchObject([{ id: 'po_b', net: '23.85', arrival: '2026-01-07' }]);
    const { items } = payouts[0] as { items: { kind: string; references: object[] }[] };
    expect(items.map(({ kind }) => kind)).toEqual(['charge', 'dispute']);
    expect(items[0]!.references[0]).toEqual({ key: 'metadata.invoice', value: 'FA2026-000102' });
  });

  it('reads UTF-16 with decimal commas as well', async () => {
    const commas = HISTORY.replaceAll(',', ';').replace(/(\d)\.(\d\d)/g, '$1,$2');
    expect((await read(iconv.encode(commas, 'utf-16le', { addBOM: true }))).payouts).toMatchObject([{ net: '23.85' }]);
  });

  it('names the column that is missing, and where to export it', async () => {
    const { problems } = await read(ITEMISED.replaceAll(',fee,', ',charges,'));
    expect(problems).toEqual([
      'line 1: The header of the Stripe itemised report has no column “fee”. In the Stripe dashboard, open Reports, Payout reconciliation, and download it itemised with all columns.',
    ]);
  });

  it.each([
    ['12..34', 'not an amount'],
    ['1e400', 'not an amount'],
    ['0x10', 'not an amount'],
    ['1.005', 'may be thousands or decimals'],
    ['120,00', 'is left of gross less fee'],
  ])('leaves a payout out where a gross of 120.00 is written %s', async (amount, why) => {
    const { payouts, problems } = await read(
      ITEMISED.replace('eur,120.00', `eur,"${amount === '120,00' ? '119,00' : amount}"`),
    );
    expect(payouts).toMatchObject([{ id: 'po_2' }]);
    expect(problems.join()).toContain(why);
    expect(problems[0]).toMatch(/^line 2, column (gross|net): /);
  });

  it('leaves a payout out whose rows do not give what it pays out', async () => {
    const lines = ITEMISED.split('\n').filter((line) => !line.includes('txn_5'));
    const { payouts, problems } = await read(lines.join('\n'));
    expect(payouts).toMatchObject([{ id: 'po_2' }]);
    expect(problems).toEqual([
      'line 2: The payout po_1 pays out 268.10, its rows give 270.10; it is left out. Export the report again, for the whole period.',
    ]);
  });

  it('takes nothing of a report that was cut in the middle of a row', async () => {
    const { payouts, problems } = await read(ITEMISED.slice(0, ITEMISED.indexOf('txn_9') + 20));
    expect([payouts, problems.length]).toEqual([[], 1]);
    expect(problems[0]).toContain('the file was cut or edited');
  });

  it('says that a payout was returned by the bank', async () => {
    const { payouts, problems } = await read(ITEMISED.replace('dispute,dp_1', 'payout_failure,po_1'));
    expect(payouts).toMatchObject([{ id: 'po_2' }]);
    expect(problems[0]).toContain('was returned by the bank');
  });

  it('says that nothing was paid out yet', async () => {
    const [header, , , , , , , , , , last] = ITEMISED.split('\n');
    expect((await read(`${header}\n${last}\n`)).problems).toEqual([
      'undefined: The report holds no payout: nothing in it was paid out yet.',
    ]);
  });
});
