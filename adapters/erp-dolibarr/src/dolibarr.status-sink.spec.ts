import { describe, expect, it } from '@jest/globals';
import type { HttpRequest, StatusEvent, StatusOutcome } from '@lettrage/adapter-sdk';
import { testContext } from '@lettrage/adapter-sdk/conformance';
import adapter from './index.js';
import { FakeDolibarr, invoice } from './testing/fake-dolibarr.js';
import { paidEvent } from './testing/paid-event.js';

const config = {
  url: 'https://erp.example',
  apiKey: 'env:DOLIBARR_KEY',
  bankAccount: 1,
  paymentMode: 2,
  paymentModes: { cheque: 7 },
};
const part = paidEvent({ amount: '500.00', openBefore: '1200.00', openAfter: '700.00' });

async function push(
  there: FakeDolibarr,
  events: readonly StatusEvent[],
): Promise<{ outcomes: readonly StatusOutcome[]; requests: readonly HttpRequest[] }> {
  const context = testContext({ secrets: { apiKey: 'key' }, http: (request) => there.respond(request) });
  const { statusSink } = await adapter.create(config, context);
  return { outcomes: await statusSink!.push(events), requests: context.requests };
}

const dolibarr = (changes: Record<string, unknown> = {}): FakeDolibarr =>
  new FakeDolibarr([], [invoice('21', changes)]);

describe('paying in Dolibarr', () => {
  it('writes the payment with our reference, the configured account and the day of the bank', async () => {
    const { outcomes, requests } = await push(dolibarr(), [part]);
    expect(outcomes).toEqual([{ event: part.id, status: 'done', externalId: '1' }]);
    const written = requests.find((request) => request.method === 'POST')!.json as Record<string, unknown>;
    expect(written).toMatchObject({
      arrayofamounts: { '21': { amount: '500.00', multicurrency_amount: '' } },
      paymentid: 2,
      accountid: 1,
      closepaidinvoices: 'yes',
      num_payment: `lettrage:${part.invoice!.allocations[0]!.id}`,
      comment: 'BANK-1',
    });
    expect(new Date(parseInt(String(written['datepaye']), 10) * 1000).toISOString()).toBe('2026-01-30T11:00:00.000Z');
  });

  it('looks the payment up first, so a repeated event pays nothing twice', async () => {
    const there = dolibarr();
    await push(there, [part]);
    const { outcomes } = await push(there, [part]);
    expect(outcomes[0]!.status).toBe('already');
    expect(there.payments).toHaveLength(1);
  });

  it('takes the mode of payment of the means, and names the issuer of a cheque, which Dolibarr demands', async () => {
    const { requests } = await push(dolibarr(), [
      paidEvent({ amount: '500.00', openBefore: '1200.00', openAfter: '700.00', means: 'cheque' }),
    ]);
    expect(requests.find((request) => request.method === 'POST')!.json).toMatchObject({
      paymentid: 7,
      chqemetteur: 'Client 12',
    });
  });

  it('does not pay over what someone entered by hand', async () => {
    const there = dolibarr();
    there.addPayment('21', {
      amount: '1000.00000000',
      type: 'VIR',
      date: '2026-01-30',
      num: 'by hand',
      ref: 'PAY2601-0001',
    });
    const { outcomes } = await push(there, [part]);
    expect(outcomes[0]).toMatchObject({ status: 'rejected', message: expect.stringContaining('entered by hand') });
    expect(there.payments).toHaveLength(1);
  });

  it('does not take a credit note used, with a number like ours in it, for a payment', async () => {
    const there = dolibarr();
    there.addPayment('21', {
      amount: '10.00000000',
      type: '(CREDIT_NOTE)',
      date: '2026-01-30',
      num: `lettrage:${part.invoice!.allocations[0]!.id}`,
      ref: 'AV',
    });
    expect((await push(there, [part])).outcomes[0]!.status).toBe('done');
  });

  it('says what rest an adjustment leaves to be closed by hand', async () => {
    const [allocation] = part.invoice!.allocations;
    const discounted = paidEvent({
      amount: '1176.00',
      openBefore: '1200.00',
      openAfter: '0.00',
      invoice: {
        allocations: [{ ...allocation!, amount: '1176.00', adjustment: { kind: 'discount', amount: '24.00' } }],
      },
    });
    expect((await push(dolibarr(), [discounted])).outcomes[0]).toMatchObject({
      status: 'done',
      message: expect.stringContaining('discount 24.00 EUR'),
    });
  });

  it.each([
    ['an undo', { ...part, type: 'invoice.payment-undone' }, /delete the payment/],
    ['a reversal', { ...part, reverses: 'another event' }, /delete the payment/],
    ['an unknown type', { ...part, type: 'invoice.disputed' }, /no counterpart/],
    [
      'an invoice from elsewhere',
      paidEvent({ amount: '1.00', openBefore: '1.00', openAfter: '0.00', invoice: { externalId: undefined } }),
      /did not come from/,
    ],
    [
      'another currency',
      paidEvent({ amount: '1.00', openBefore: '1.00', openAfter: '0.00', invoice: { currency: 'USD' } }),
      /USD/,
    ],
    [
      'a credit note',
      paidEvent({
        amount: '-1.00',
        openBefore: '-1.00',
        openAfter: '0.00',
        invoice: { allocations: [{ ...part.invoice!.allocations[0]!, amount: '-1.00' }] },
      }),
      /credit note/,
    ],
  ])('leaves %s to a person', async (_name, event, message) => {
    const there = dolibarr();
    const { outcomes, requests } = await push(there, [event]);
    expect(outcomes[0]).toMatchObject({ status: 'unsupported', message: expect.stringMatching(message) });
    expect(requests).toEqual([]);
  });

  it('rejects an invoice that is gone or still a draft', async () => {
    expect((await push(new FakeDolibarr([], []), [part])).outcomes[0]).toMatchObject({
      status: 'rejected',
      message: expect.stringContaining('no invoice of id 21'),
    });
    expect((await push(dolibarr({ statut: '0', ref: '(PROV21)' }), [part])).outcomes[0]).toMatchObject({
      status: 'rejected',
      message: expect.stringContaining('draft'),
    });
  });

  it('stops at the first event that did not get there', async () => {
    const second = paidEvent({
      position: 2,
      amount: '700.00',
      openBefore: '700.00',
      openAfter: '0.00',
      type: 'invoice.paid',
    });
    const { outcomes } = await push(dolibarr({ statut: '0' }), [part, second]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'later']);
  });
});
