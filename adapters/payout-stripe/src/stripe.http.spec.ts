import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AdapterHost, AdapterRegistry, environmentSecrets, type OpenAdapter } from '@lettrage/adapter-host';
import nock from 'nock';

/** The adapter as the program runs it: through the host, over its axios, with Stripe's answers recorded. */
const KEY = 'rk_live_5f2c';
const CREATED = 1_770_000_000;

async function connection(config: object = {}): Promise<OpenAdapter> {
  const registry = new AdapterRegistry({ builtIn: { 'payout-stripe': () => import('./index.js') } });
  const host = new AdapterHost({ registry, secrets: environmentSecrets({ STRIPE_KEY: KEY }) });
  return host.open('payout-stripe', { config: { apiKey: 'env:STRIPE_KEY', ...config } });
}

const api = (): nock.Scope =>
  nock('https://api.stripe.com', { reqheaders: { authorization: `Bearer ${KEY}`, 'stripe-version': '2024-06-20' } });

const payout = (id: string, more: object = {}): object => ({
  id,
  created: CREATED,
  arrival_date: 1_770_076_800,
  automatic: true,
  status: 'paid',
  reconciliation_status: 'completed',
  currency: 'eur',
  amount: 9765,
  ...more,
});

const movement = (id: string, more: object = {}): object => ({
  id,
  type: 'charge',
  reporting_category: 'charge',
  amount: 5000,
  fee: 100,
  net: 4900,
  currency: 'eur',
  created: CREATED - 86_400,
  description: null,
  fee_details: [],
  source: { id: `ch_${id}`, object: 'charge', metadata: {} },
  ...more,
});

function items(id: string, data: readonly object[], more = false, after?: string): void {
  api()
    .get('/v1/balance_transactions')
    .query({ payout: id, limit: 100, 'expand[]': 'data.source', ...(after ? { starting_after: after } : {}) })
    .reply(200, { data, has_more: more });
}

function list(data: readonly object[], query: object = {}, more = false): void {
  const asked = { limit: 10, 'created[gte]': 0, ...query };
  api().get('/v1/payouts').query(asked).reply(200, { data, has_more: more });
}

beforeAll(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

/** The payout of the first test, as it shall be told. */
const PO_1 = {
  provider: 'stripe',
  id: 'po_1',
  arrival: '2026-02-03',
  currency: 'EUR',
  gross: '99.85',
  fees: '2.00',
  feeVat: '0.20',
  net: '97.65',
  items: [
    {
      kind: 'charge',
      id: 'ch_1',
      amount: '50.00',
      fee: '1.00',
      feeVat: '0.20',
      day: '2026-02-01',
      payer: 'ACME SARL',
      references: [
        { key: 'metadata.order_id', value: 'FA2026-000101' },
        { key: 'description', value: 'Order 7' },
        { key: 'payment', value: 'pi_1' },
        { key: 'payment', value: 'ch_1' },
      ],
    },
    expect.objectContaining({ kind: 'charge', id: 'ch_txn_2', amount: '50.00', fee: '1.00' }),
    expect.objectContaining({ kind: 'refund', id: 'txn_3', amount: '-0.15', charge: 'ch_0' }),
  ],
};

describe('the payouts of the Stripe API', () => {
  it('come with every page of their movements, sources expanded, VAT on fees apart', async () => {
    list([payout('po_1')]);
    const charge = {
      id: 'ch_1',
      metadata: { order_id: 'FA2026-000101', empty: '' },
      payment_intent: 'pi_1',
      billing_details: { name: 'ACME SARL' },
      description: 'Order 7',
    };
    items(
      'po_1',
      [
        movement('txn_1', {
          source: charge,
          fee: 120,
          net: 4880,
          fee_details: [
            { type: 'stripe_fee', amount: 100 },
            { type: 'tax', amount: 20 },
          ],
        }),
      ],
      true,
    );
    items(
      'po_1',
      [
        movement('txn_2'),
        movement('txn_3', {
          reporting_category: 'refund',
          amount: -15,
          fee: 0,
          net: -15,
          source: { id: 're_1', charge: 'ch_0', metadata: {} },
        }),
        movement('txn_4', { reporting_category: 'payout', amount: -9765, fee: 0, net: -9765, source: 'po_1' }),
      ],
      false,
      'txn_1',
    );
    const page = await (await connection()).members.payoutSource!.payouts(undefined);
    expect(page).toMatchObject({ more: false, cursor: { since: CREATED } });
    expect(page.payouts).toEqual([PO_1]);
  });

  it('page back from the newest, and the next pass begins there', async () => {
    const source = (await connection()).members.payoutSource!;
    const both = [movement('txn_1'), movement('txn_2', { amount: 4965, net: 4865 })];
    list([payout('po_2', { created: CREATED + 9 })], {}, true);
    items('po_2', both);
    const first = await source.payouts(undefined);
    expect(first).toMatchObject({ more: true, cursor: { since: 0, after: 'po_2', next: CREATED + 9 } });
    list([payout('po_1')], { starting_after: 'po_2' });
    items('po_1', both);
    const second = await source.payouts(first.cursor);
    expect(second).toMatchObject({ more: false, cursor: { since: CREATED + 9 } });
    list([], { 'created[gte]': CREATED + 9 });
    expect(await source.payouts(second.cursor)).toMatchObject({ payouts: [], cursor: { since: CREATED + 9 } });
  });

  it('wait where Stripe asks to slow down, and come all the same', async () => {
    api().get('/v1/payouts').query(true).reply(429, {}, { 'Retry-After': '0' });
    api().get('/v1/payouts').query(true).reply(503, 'busy', { 'Retry-After': '0' });
    list([]);
    expect(await (await connection()).members.payoutSource!.payouts(undefined)).toMatchObject({ payouts: [] });
  });

  it('are left to the next run where Stripe asks for a longer wait', async () => {
    api().get('/v1/payouts').query(true).reply(429, {}, { 'Retry-After': '120' });
    const fetched = (await connection()).members.payoutSource!.payouts(undefined);
    await expect(fetched).rejects.toMatchObject({ kind: 'rate-limited', retryAfter: 120 });
  });

  it('that are not complete yet are read again by the next pass', async () => {
    list([
      payout('po_3', { created: CREATED + 9, status: 'canceled' }),
      payout('po_2', { created: CREATED + 5, reconciliation_status: 'in_progress' }),
      payout('po_1', { status: 'pending' }),
    ]);
    const page = await (await connection()).members.payoutSource!.payouts(undefined);
    expect(page).toMatchObject({ payouts: [], cursor: { since: CREATED } });
  });

  it.each([
    ['made by hand', { automatic: false }, [], /made by hand/],
    ['of another sum', { amount: 1 }, [movement('txn_1')], /pays out 0\.01, its balance transactions give 49\.00/],
    ['with half a cent', {}, [movement('txn_1', { amount: 50.5 })], /50\.5 is no whole number/],
    ['that contradict themselves', {}, [movement('txn_1', { net: 1 })], /amount less its fee is not its net/],
  ])('%s are named and left out', async (_name, more, data, why) => {
    list([payout('po_1', more)]);
    if (data.length > 0) items('po_1', data);
    const page = await (await connection()).members.payoutSource!.payouts(undefined);
    expect(page.payouts).toEqual([]);
    expect(page.problems).toMatchObject([
      { severity: 'warning', location: 'po_1', message: expect.stringMatching(why) },
    ]);
  });

  it('are checked beforehand: what the key may not read is named', async () => {
    for (const path of ['payouts', 'balance_transactions', 'charges', 'refunds', 'disputes'])
      api()
        .get(`/v1/${path}`)
        .query({ limit: 1 })
        .reply(path === 'disputes' ? 403 : 200, { data: [], has_more: false });
    expect(await (await connection()).members.check!()).toMatchObject([{ location: 'disputes', rule: 'stripe-auth' }]);
  });

  it('of a connected account are asked for in its name; a refused key never shows', async () => {
    api()
      .matchHeader('stripe-account', 'acct_1')
      .get('/v1/payouts')
      .query({ limit: 10, 'created[gte]': 1_767_225_600 })
      .reply(401, { error: { message: `Invalid API Key provided: ${KEY}` } });
    const source = (await connection({ account: 'acct_1', from: '2026-01-01' })).members.payoutSource!;
    const error = await source.payouts(undefined).catch((thrown: unknown) => thrown as Error);
    expect(error).toMatchObject({ kind: 'auth' });
    expect(JSON.stringify([String(error), error])).not.toContain(KEY);
  });
});
