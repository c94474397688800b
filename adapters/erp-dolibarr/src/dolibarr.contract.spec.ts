import { describe, expect, it } from '@jest/globals';
import { checkAdapter, testContext } from '@lettrage/adapter-sdk/conformance';
import type { StatusEvent } from '@lettrage/adapter-sdk';
import adapter from './index.js';
import { customer, FakeDolibarr, invoice } from './testing/fake-dolibarr.js';
import { paidEvent } from './testing/paid-event.js';

const config = { url: 'https://erp.example', apiKey: 'env:DOLIBARR_KEY', bankAccount: 1, paymentMode: 2, pageSize: 3 };
const secrets = { apiKey: 'dolibarr-key-5f2c' };

function remote(): FakeDolibarr {
  const customers = ['10', '11', '12', '13'].map((id) => customer(id));
  const invoices = ['21', '22', '23', '24', '25', '26', '27'].map((id) => invoice(id));
  invoices.push(
    invoice('28', { type: '2', total_ttc: '-60.00000000', lines: [] }),
    invoice('29', { type: '3', ref: 'AC2601-0001' }),
  );
  return new FakeDolibarr(customers, invoices);
}

describe('erp-dolibarr', () => {
  it('keeps the promises of the contract', async () => {
    const events: StatusEvent[] = [
      paidEvent({ position: 1, amount: '500.00', openBefore: '1200.00', openAfter: '700.00' }),
      paidEvent({ position: 2, amount: '700.00', openBefore: '700.00', openAfter: '0.00', type: 'invoice.paid' }),
    ];
    const wrongConfigs = [
      { config: { ...config, url: undefined }, field: '/url' },
      { config: { ...config, bankAccount: 0 }, field: '/bankAccount' },
      { config: { ...config, timeZone: 'Mars/Olympus' }, field: '/timeZone' },
    ];
    const broken = await checkAdapter(adapter, {
      entry: new URL('./index.ts', import.meta.url),
      invoiceSource: { config, secrets, wrongConfigs, remote: () => withPayment(remote()) },
      statusSink: { config, secrets, wrongConfigs, events, remote },
    });
    expect(broken).toEqual([]);
  });

  it('discovers the ids a configuration needs', async () => {
    const there = remote();
    const { discover } = await adapter.create(
      config,
      testContext({ secrets, http: (request) => there.respond(request) }),
    );
    expect(await discover!()).toEqual([
      { kind: 'bank-account', id: '1', title: 'Compte courant FR7630006000011234567890189' },
      { kind: 'payment-mode', id: '2', title: 'VIR Virement' },
      { kind: 'payment-mode', id: '7', title: 'CHQ Chèque' },
    ]);
  });

  it('checks the configured ids and names the field to mend', async () => {
    const there = remote();
    const wrong = { ...config, bankAccount: 9, paymentModes: { card: 99 } };
    const { check } = await adapter.create(wrong, testContext({ secrets, http: (request) => there.respond(request) }));
    expect((await check!()).map((problem) => problem.location)).toEqual(['/bankAccount', '/paymentModes/card']);
  });
});

/** The kit counts effects of writing; a source is read with a payment that is there before. */
function withPayment(there: FakeDolibarr): FakeDolibarr {
  const payment = {
    amount: '500.00000000',
    type: 'VIR',
    date: '2026-01-20 00:00:00',
    num: 'lettrage:a1',
    ref: 'PAY2601-0001',
  };
  there.addPayment('23', payment);
  return there;
}
