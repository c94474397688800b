import { expect, it } from '@jest/globals';
import { checkAdapter, testContext, type ScriptedAnswer } from '@lettrage/adapter-sdk/conformance';
import type { HttpRequest } from '@lettrage/adapter-sdk';
import adapter from './index.js';
import { HISTORY, ITEMISED } from './testing/reports.js';

/** Three payouts on two pages, each of one charge. */
function remote(request: HttpRequest): ScriptedAnswer {
  const { query = {} } = request;
  if (request.url.endsWith('/payouts')) {
    const all = [3, 2, 1].map((n) => ({
      id: `po_${n}`,
      created: 1_770_000_000 + n,
      arrival_date: 1_770_076_800,
      status: 'paid',
      automatic: true,
      currency: 'eur',
      amount: 975,
    }));
    const rest = all.filter(({ created }) => created >= Number(query['created[gte]']));
    const from = rest.findIndex(({ id }) => id === query['starting_after']) + 1;
    return { json: { data: rest.slice(from, from + 2), has_more: from + 2 < rest.length } };
  }
  const charge = { id: `ch_${String(query['payout'])}`, object: 'charge', metadata: { order: 'FA1' } };
  const movement = { type: 'charge', reporting_category: 'charge', amount: 1000, fee: 25, net: 975, currency: 'eur' };
  const data = [{ id: `txn_${String(query['payout'])}`, created: 1_769_000_000, source: charge, ...movement }];
  return { json: { data, has_more: false } };
}

it('keeps the promises of the adapter contract', async () => {
  const secrets = { apiKey: 'rk_live_4f1d' };
  const broken = await checkAdapter(adapter, {
    entry: new URL('./index.js', import.meta.url),
    payoutReader: {
      own: [
        { name: 'itemised.csv', bytes: Buffer.from(ITEMISED) },
        { name: 'history.csv', bytes: Buffer.from(HISTORY) },
      ],
      foreign: [{ name: 'bank.csv', bytes: Buffer.from('Date;Libellé;Montant\n01/02/2026;VIR;1,00\n') }],
    },
    payoutSource: {
      config: { apiKey: 'env:KEY' },
      secrets,
      context: () => testContext({ secrets, http: remote }),
      wrongConfigs: [
        { config: { apiKey: 'env:KEY', from: 'yesterday' }, field: '/from' },
        { config: {}, field: '/apiKey' },
      ],
    },
  });
  expect(broken).toEqual([]);
});
