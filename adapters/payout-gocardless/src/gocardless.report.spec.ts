import { describe, expect, it } from '@jest/globals';
import type { PayoutLine, ProviderPayout } from '@lettrage/adapter-sdk';
import { checkAdapter } from '@lettrage/adapter-sdk/conformance';
import adapter from './index.js';
import { gocardlessReader } from './gocardless.report.js';

const REPORT = [
  'customers.id,customers.given_name,customers.family_name,customers.company_name,customers.email,resources.type,resources.description,resources.created_at,resources.charge_date,resources.status,resources.reference,gross_amount,gocardless_fees,app_fees,net_amount,currency,payouts.id,payouts.arrival_date,creditors.id,payments.id,refunds.id,mandates.id,subscriptions.id,surcharge_fees,fees_tax',
  'CU1,,,ACME SARL,a@b.fr,payment,Abonnement janvier,2026-01-01T10:00:00Z,2026-01-05,paid_out,FA2026-000101,120.00,1.40,0.10,118.20,EUR,PO1,2026-01-09,CR1,PM1,,MD1,,0.00,0.30',
  'CU2,Jean,Dupont,,j@d.fr,payment,,2026-01-01T10:00:00Z,2026-01-05,paid_out,FA2026-000102,60.00,-0.90,0.00,59.10,EUR,PO1,2026-01-09,CR1,PM2,,MD2,,,',
  'CU2,Jean,Dupont,,j@d.fr,refund,,2026-01-06T10:00:00Z,,paid,,-10.00,0.00,0.00,-10.00,EUR,PO1,2026-01-09,CR1,PM0,RF1,MD2,,,',
  'CU3,Ann,Lee,,,payment,,2025-12-01T10:00:00Z,2025-12-05,charged_back,FA2025-000900,-30.00,-0.50,0.00,-29.50,EUR,PO1,2026-01-09,CR1,PM9,,MD3,,,',
  '',
].join('\n');

async function read(text: string): Promise<{ payouts: ProviderPayout[]; problems: string[] }> {
  const lines: PayoutLine[] = [];
  const chunks = (async function* () {
    yield Buffer.from(text);
  })();
  for await (const some of gocardlessReader.read(chunks, {})) lines.push(...some);
  return {
    payouts: lines.flatMap((line) => (line.type === 'payout' ? [line.payout] : [])),
    problems: lines.flatMap((line) => (line.type === 'problem' ? [line.problem.message] : [])),
  };
}

describe('a payout breakdown of GoCardless', () => {
  it('keeps the promises of the adapter contract', async () => {
    const own = [{ name: 'payout.csv', bytes: Buffer.from(REPORT) }];
    const entry = new URL('./index.js', import.meta.url);
    expect(await checkAdapter(adapter, { entry, payoutReader: { own } })).toEqual([]);
  });

  it('gives payments, refunds and chargebacks with what was kept of each, tax apart', async () => {
    const { payouts, problems } = await read(REPORT);
    expect(problems).toEqual([]);
    expect(payouts).toMatchObject([
      { id: 'PO1', arrival: '2026-01-09', gross: '140.00', fees: '1.90', feeVat: '0.30', net: '137.80' },
    ]);
    expect(payouts[0]!.items.map(({ kind, id, amount, fee, payer }) => [kind, id, amount, fee, payer])).toEqual([
      ['charge', 'PM1', '120.00', '1.50', 'ACME SARL'],
      ['charge', 'PM2', '60.00', '0.90', 'Jean Dupont'],
      ['refund', 'RF1', '-10.00', '0.00', 'Jean Dupont'],
      ['dispute', 'PM9-dispute', '-30.00', '-0.50', 'Ann Lee'],
    ]);
    expect(payouts[0]!.items[3]).toMatchObject({ charge: 'PM9' });
    expect(payouts[0]!.items[0]!.references[0]).toEqual({ key: 'invoice', value: 'FA2026-000101' });
  });

  it('leaves a payout out whose fees do not explain what was kept', async () => {
    const { payouts, problems } = await read(REPORT.replace('1.40,0.10,118.20', '1.40,0.00,118.20'));
    expect(payouts).toEqual([]);
    expect(problems[0]).toContain('1.80 are kept, the columns of fees say 1.70');
  });
});
