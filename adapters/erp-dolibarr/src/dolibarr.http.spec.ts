import { afterEach, beforeAll, afterAll, describe, expect, it } from '@jest/globals';
import { AdapterHost, AdapterRegistry, environmentSecrets } from '@lettrage/adapter-host';
import type { OpenAdapter } from '@lettrage/adapter-host';
import nock from 'nock';
import { invoice } from './testing/fake-dolibarr.js';
import { paidEvent } from './testing/paid-event.js';

/** The adapter as the program runs it: through the host, over its axios, with the remote's answers recorded. */
const API = 'https://erp.example.com/api/index.php';
const KEY = 'dolibarr-key-5f2c';
const event = paidEvent({ amount: '500.00', openBefore: '1200.00', openAfter: '700.00' });
const ours = `lettrage:${event.invoice!.allocations[0]!.id}`;
const open = { ...invoice('21'), totalpaid: null, remaintopay: '1200.00000000' };
const written = { amount: '500.00000000', type: 'VIR', date: '2026-01-30 12:00:00', num: ours, ref: 'PAY2601-0001' };

async function connection(): Promise<OpenAdapter> {
  const registry = new AdapterRegistry({ builtIn: { 'erp-dolibarr': () => import('./index.js') } });
  const host = new AdapterHost({ registry, secrets: environmentSecrets({ DOLIBARR_KEY: KEY }) });
  const config = { url: 'https://erp.example.com', apiKey: 'env:DOLIBARR_KEY', bankAccount: 1, paymentMode: 2 };
  return host.open('erp-dolibarr', { config });
}

const api = (): nock.Scope => nock(API, { reqheaders: { DOLAPIKEY: KEY } });

beforeAll(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

describe('Dolibarr over HTTP', () => {
  it('pays once although the answer to the payment is lost', async () => {
    api().get('/invoices/21').reply(200, open);
    api().get('/invoices/21/payments').reply(200, []);
    api()
      .post('/invoices/paymentsdistributed')
      .replyWithError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
    api().get('/invoices/21/payments').reply(200, [written]);
    const { outcomes } = await (await connection()).push([event]);
    expect(outcomes).toEqual([{ event: event.id, status: 'done' }]);
  });

  it('answers later, not done, when the payment did not arrive', async () => {
    api().get('/invoices/21').reply(200, open);
    api().get('/invoices/21/payments').twice().reply(200, []);
    api().post('/invoices/paymentsdistributed').reply(503, 'busy', { 'Retry-After': '30' });
    const { outcomes } = await (await connection()).push([event]);
    expect(outcomes[0]).toMatchObject({ status: 'later', retryAfter: 30 });
  });

  it('looks before it leaps: a payment that is there is not written again', async () => {
    api()
      .get('/invoices/21')
      .reply(200, { ...open, remaintopay: '700.00000000' });
    api().get('/invoices/21/payments').reply(200, [written]);
    const { outcomes } = await (await connection()).push([event]);
    expect(outcomes[0]!.status).toBe('already');
  });

  it('sends exactly the amount, as text', async () => {
    api().get('/invoices/21').reply(200, open);
    api().get('/invoices/21/payments').reply(200, []);
    api()
      .post('/invoices/paymentsdistributed', (body: { arrayofamounts: object; num_payment: string }) => {
        expect(body.arrayofamounts).toEqual({ '21': { amount: '500.00', multicurrency_amount: '' } });
        return body.num_payment === ours;
      })
      .reply(200, '41');
    const { outcomes } = await (await connection()).push([event]);
    expect(outcomes[0]).toMatchObject({ status: 'done', externalId: '41' });
  });

  it('quotes why Dolibarr refuses, without the key even if something prints it back', async () => {
    for (const message of [
      'Bad Request: Payment amount is higher than remain to pay',
      `Bad header DOLAPIKEY: ${KEY}`,
    ]) {
      api().get('/invoices/21').reply(200, open);
      api().get('/invoices/21/payments').reply(200, []);
      api()
        .post('/invoices/paymentsdistributed')
        .reply(400, { error: { code: 400, message } });
      const { outcomes } = await (await connection()).push([event]);
      expect(outcomes[0]!.status).toBe('rejected');
      expect(outcomes[0]!.message).not.toContain(KEY);
      expect(outcomes[0]!.message!.includes('higher than remain')).toBe(!message.includes(KEY));
    }
  });

  it('takes a 200 with an error in it for the error it is', async () => {
    api()
      .get('/thirdparties')
      .query(true)
      .reply(200, { error: { code: 500, message: 'Error when retrieving' } });
    const { members } = await connection();
    await expect(members.invoiceSource!.changes(undefined)).rejects.toMatchObject({ kind: 'rejected' });
  });

  it('reads the 404 of an empty list as empty, and that of a wrong address as an error', async () => {
    const { members } = await connection();
    api()
      .get('/thirdparties')
      .query(true)
      .reply(404, { error: { code: 404, message: 'Not Found: Third parties not found' } });
    expect(await members.invoiceSource!.changes(undefined)).toMatchObject({ customers: [], more: true });
    api()
      .get('/thirdparties')
      .query(true)
      .reply(404, '<html><body>Not Found</body></html>', { 'content-type': 'text/html' });
    await expect(members.invoiceSource!.changes(undefined)).rejects.toMatchObject({ kind: 'rejected' });
  });

  it('says that a page of another program is not Dolibarr', async () => {
    api().get('/thirdparties').query(true).reply(200, '<html>Welcome</html>');
    const { members } = await connection();
    await expect(members.invoiceSource!.changes(undefined)).rejects.toMatchObject({ kind: 'malformed' });
  });

  it('asks a person about a refused key, naming the field', async () => {
    api()
      .get('/invoices')
      .query(true)
      .reply(401, { error: { code: 401, message: 'Unauthorized' } });
    const { members } = await connection();
    expect(await members.check!()).toMatchObject([{ rule: 'dolibarr-auth', location: '/apiKey' }]);
  });
});
