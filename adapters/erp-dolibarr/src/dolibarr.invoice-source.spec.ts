import { describe, expect, it } from '@jest/globals';
import type { Cursor, InvoicePage } from '@lettrage/adapter-sdk';
import { testContext } from '@lettrage/adapter-sdk/conformance';
import adapter from './index.js';
import { customer, FakeDolibarr, invoice } from './testing/fake-dolibarr.js';

const config = { url: 'https://erp.example/', apiKey: 'env:DOLIBARR_KEY', bankAccount: 1, paymentMode: 2 };

/** One whole pass over `there`, as one page. */
async function pass(
  there: FakeDolibarr,
  from?: Cursor,
  more: object = {},
): Promise<Required<InvoicePage> & { requests: string[] }> {
  const context = testContext({ secrets: { apiKey: 'key' }, http: (request) => there.respond(request) });
  const { invoiceSource } = await adapter.create({ ...config, ...more }, context);
  const pages: InvoicePage[] = [];
  do pages.push(await invoiceSource!.changes(pages.at(-1)?.cursor ?? from));
  while (pages.at(-1)!.more);
  return {
    customers: pages.flatMap((page) => page.customers),
    invoices: pages.flatMap((page) => page.invoices),
    payments: pages.flatMap((page) => page.payments),
    problems: pages.flatMap((page) => page.problems ?? []),
    cursor: pages.at(-1)!.cursor,
    more: false,
    requests: context.requests.map((request) => `${request.url} ${String(request.query?.['sqlfilters'] ?? '')}`),
  };
}

describe('reading Dolibarr', () => {
  it('takes an invoice over exactly, with days in the time zone of the server', async () => {
    const { invoices, customers } = await pass(new FakeDolibarr([customer('12')], [invoice('21')]));
    expect(invoices).toEqual([
      {
        externalId: '21',
        customerExternalId: '12',
        number: 'FA2601-0021',
        kind: 'invoice',
        issueDate: '2026-01-05',
        dueDate: '2026-02-04',
        currency: 'EUR',
        total: '1200.00',
        open: '1200.00',
        orderReference: 'PO-77',
        vat: [{ rate: '20.00', base: '1000.00', tax: '200.00' }],
      },
    ]);
    expect(customers).toEqual([
      {
        externalId: '12',
        code: 'CU2601-12',
        name: 'Client 12',
        siren: '732829320',
        vatNumber: 'FR44732829320',
        account: '411000',
      },
    ]);
  });

  it('reads a server that lives in another time zone', async () => {
    const midnightInNoumea = Date.UTC(2026, 0, 4, 13) / 1000;
    const { invoices } = await pass(new FakeDolibarr([], [invoice('21', { date: midnightInNoumea })]), undefined, {
      timeZone: 'Pacific/Noumea',
    });
    expect(invoices[0]!.issueDate).toBe('2026-01-05');
  });

  it('skips drafts and provisional numbers, which are no key of anything', async () => {
    const there = new FakeDolibarr(
      [],
      [invoice('21', { ref: '(PROV21)', statut: '0' }), invoice('22', { ref: '(PROV22)' }), invoice('23')],
    );
    expect((await pass(there)).invoices.map((each) => each.number)).toEqual(['FA2601-0023']);
  });

  it('makes a credit note negative, whichever sign it is sent with', async () => {
    const there = new FakeDolibarr(
      [],
      [invoice('21', { type: '2' }), invoice('22', { type: '2', total_ttc: '-60.00000000', lines: [] })],
    );
    const { invoices } = await pass(there);
    expect(invoices.map(({ kind, total, open }) => ({ kind, total, open }))).toEqual([
      { kind: 'credit-note', total: '-1200.00', open: '-1200.00' },
      { kind: 'credit-note', total: '-60.00', open: '-60.00' },
    ]);
  });

  it('leaves nothing open on what was closed short there', async () => {
    const there = new FakeDolibarr([], [invoice('21', { statut: '2', paye: '1' }), invoice('22', { statut: '3' })]);
    expect((await pass(there)).invoices.map((each) => each.open)).toEqual(['0.00', '0.00']);
  });

  it('reads payments typed in there, and knows its own again', async () => {
    const there = new FakeDolibarr([], [invoice('21')]);
    there.addPayment('21', {
      amount: '300.00000000',
      type: 'CHQ',
      date: '2026-01-20 00:00:00',
      num: '0004711',
      ref: 'PAY2601-0001',
    });
    there.addPayment('21', {
      amount: '200.00000000',
      type: 'VIR',
      date: '2026-01-21 00:00:00',
      num: 'lettrage:a7',
      ref: 'PAY2601-0002',
    });
    const { payments, invoices } = await pass(there);
    expect(invoices[0]!.open).toBe('700.00');
    expect(payments).toEqual([
      {
        externalId: '21/PAY2601-0001',
        customerExternalId: '12',
        day: '2026-01-20',
        amount: '300.00',
        currency: 'EUR',
        means: 'cheque',
        allocations: [{ invoiceExternalId: '21', amount: '300.00' }],
      },
      expect.objectContaining({ externalId: '21/PAY2601-0002', reference: 'lettrage:a7', means: 'transfer' }),
    ]);
  });

  it('tells payments from credit notes and deposits used, which stand in the same list', async () => {
    const there = new FakeDolibarr([], [invoice('21')]);
    there.addPayment('21', {
      amount: '60.00000000',
      type: '(CREDIT_NOTE)',
      date: '2026-01-20 10:11:12',
      num: '',
      ref: 'AV2601-0001',
    });
    expect((await pass(there)).payments).toEqual([]);
  });

  it('keeps two payments apart whose reference is the same', async () => {
    const there = new FakeDolibarr([], [invoice('21')]);
    for (const amount of ['100.00000000', '150.00000000'])
      there.addPayment('21', { amount, type: 'VIR', date: '2026-01-20', num: '', ref: 'PAY2601-0001' });
    expect((await pass(there)).payments.map((each) => each.externalId)).toEqual([
      '21/PAY2601-0001',
      '21/PAY2601-0001/2',
    ]);
  });

  it('refuses to round and names the invoice it left out', async () => {
    const { invoices, problems } = await pass(
      new FakeDolibarr([], [invoice('21', { total_ttc: '1200.00500000' }), invoice('22')]),
    );
    expect(invoices.map((each) => each.externalId)).toEqual(['22']);
    expect(problems[0]!.message).toMatch(/FA2601-0021 .*left out.*1200\.00500000/);
  });

  it('leaves out an invoice in another currency and says so', async () => {
    const { invoices, problems } = await pass(new FakeDolibarr([], [invoice('21', { multicurrency_code: 'USD' })]));
    expect(invoices).toEqual([]);
    expect(problems[0]!.message).toContain('USD');
  });

  it('asks in the next pass for what changed since the last one began, by the clock of the server, with an overlap', async () => {
    const there = new FakeDolibarr([customer('12')], [invoice('21')]);
    const first = await pass(there);
    expect(first.cursor).toMatchObject({ phase: 'customers', after: 0, since: '2026-01-31 11:50:00' });
    const second = await pass(there, first.cursor);
    expect(second.requests.find((request) => request.includes('/invoices (t.rowid'))).toContain(
      "(t.tms:>=:'2026-01-31 11:50:00')",
    );
    expect(second.invoices).toEqual([]);
  });

  it('sees a part payment that leaves the change stamp of the invoice alone', async () => {
    const there = new FakeDolibarr([], [invoice('21'), invoice('22')]);
    const { cursor } = await pass(there);
    there.addPayment('22', { amount: '500.00000000', type: 'VIR', date: '2026-02-01', num: '', ref: 'PAY2602-0001' });
    const { invoices, payments } = await pass(there, cursor);
    expect(invoices.map(({ externalId, open }) => ({ externalId, open }))).toEqual([
      { externalId: '22', open: '700.00' },
    ]);
    expect(payments).toHaveLength(1);
  });

  it('reads from the configured day only', async () => {
    const { requests } = await pass(new FakeDolibarr([], [invoice('21')]), undefined, { from: '2026-01-01' });
    expect(requests.at(-1)).toContain("(t.datef:>=:'2026-01-01')");
  });
});
