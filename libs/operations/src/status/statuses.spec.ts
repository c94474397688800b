import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { parseDay, type OpenItem } from '@lettrage/domain';
import { draftInvoice, type Invoice, type LifecycleMessage } from '@lettrage/einvoicing';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { reconcile } from '../reconcile/reconcile.js';
import { bankLine, CompanyFixture, openItem } from '../testing/company-fixture.js';
import { projectStatuses } from './project-statuses.js';
import { receiveStatus } from './receive-status.js';
import { recordEinvoice } from './record-einvoice.js';
import { statusReport } from './status-report.js';

let test: TestDatabase;
let books: CompanyFixture;
beforeAll(async () => {
  test = await createTestDatabase({ poolSize: 6 });
});
afterAll(() => test.drop());

const SETTINGS = { statuses: { size: 'large', from: '2026-01-01' }, ledger: { scheme: { vatDue: 'receipt' } } };
const NUMBER = 'FA2026-000123';

beforeEach(async () => {
  books = await CompanyFixture.open(test, { settings: SETTINGS });
});

function invoiceOf(changes: object = {}): Invoice {
  return draftInvoice({
    number: NUMBER,
    issueDate: '2026-01-05',
    dueDate: '2026-02-04',
    operation: 'services',
    seller: { name: 'Vendeur', siren: '732829320', address: { countryCode: 'FR' } },
    buyer: { name: 'CLIENT C1 SARL', siren: '404833048', address: { countryCode: 'FR' } },
    lines: [{ name: 'Conseil', quantity: '1', price: '100.00', vatRate: '20.00' }],
    vatOnDebits: false,
    ...changes,
  });
}

/** An open item of 120.00 whose VAT is due on receipt. */
async function issue(number = NUMBER, vatDue: 'receipt' | 'debit' = 'receipt'): Promise<void> {
  const item: OpenItem = {
    ...openItem({ number, total: '120.00' }),
    vat: [{ rate: '20.00', base: 10000n, tax: 2000n }],
    vatDue,
  };
  await books.run((_tx, billing) =>
    billing.importOpenItems([item], { asOf: parseDay('2026-01-31'), partial: true, origin: 'import' }),
  );
}

async function pay(ref: string, day: string, amount: string, number = NUMBER): Promise<void> {
  await books.statement([bankLine(ref, day, amount, `FACTURE ${number}`)]);
  await reconcile(books.context, books.companyId);
  await projectStatuses(books.context, books.companyId);
}

const statuses = () =>
  books.query<{ state: string; channel: string; amount: string; parts: unknown; why: string | null }>(
    'select state, channel, (amount / 100.0)::numeric(12,2)::text as amount, parts, why from books.invoice_status where company_id = $1 and event_id is not null order by event_position',
  );

function received(code: string, more: object = {}): LifecycleMessage {
  return {
    id: `M-${code}-${JSON.stringify(more).length}`,
    acknowledgements: [{ setAt: '2026-01-06T09:00:00Z', invoices: [{ invoiceNumber: NUMBER, status: code, ...more }] }],
  };
}

describe('status 212 from the books', () => {
  it('a receipt becomes one message with the split, once, and the report agrees', async () => {
    await issue();
    await recordEinvoice(books.context, books.companyId, { invoice: invoiceOf(), deposited: '2026-01-05T08:00:00Z' });
    await pay('a', '2026-02-10', '120.00');
    await projectStatuses(books.context, books.companyId);
    expect(await statuses()).toEqual([
      { state: 'ready', channel: '212', amount: '120.00', parts: [{ rate: '20.00', amount: '120.00' }], why: null },
    ]);
    const [row] = await books.query<{ message: LifecycleMessage }>(
      'select message from books.invoice_status where company_id = $1',
    );
    expect(row!.message.acknowledgements![0]).toMatchObject({
      setAt: '2026-02-10T00:00:00Z',
      invoices: [{ invoiceNumber: NUMBER, status: '212', receivedAt: '2026-01-05T08:00:00Z' }],
    });
    expect(await statusReport(books.context, books.companyId, '2026-02')).toEqual({
      month: '2026-02',
      released: '20.00',
      status212: '20.00',
      flux10: '0.00',
      statuses: 1,
      reports: [],
      differences: [],
      agrees: true,
    });
  });

  it('a receipt waits for the invoice and its deposit, which the report tells, and follows when they come', async () => {
    await issue();
    await pay('a', '2026-02-10', '120.00');
    expect(await statuses()).toEqual([
      expect.objectContaining({ state: 'missing', why: expect.stringContaining('missing the electronic invoice') }),
    ]);
    const report = await statusReport(books.context, books.companyId, '2026-02');
    expect(report).toMatchObject({ agrees: false, released: '20.00', status212: '0.00' });
    expect(report.differences).toEqual([
      expect.objectContaining({ number: NUMBER, released: '20.00', reported: '0.00' }),
    ]);
    expect(await recordEinvoice(books.context, books.companyId, { invoice: invoiceOf() })).toEqual({
      number: NUMBER,
      completed: 0,
    });
    await receiveStatus(books.context, books.companyId, received('200'));
    expect(await statuses()).toEqual([
      expect.objectContaining({ state: 'ready', parts: [{ rate: '20.00', amount: '120.00' }] }),
    ]);
    expect((await statusReport(books.context, books.companyId, '2026-02')).agrees).toBe(true);
  });

  it('a receipt taken back before it was told leaves no message', async () => {
    await issue();
    await recordEinvoice(books.context, books.companyId, { invoice: invoiceOf(), deposited: '2026-01-05T08:00:00Z' });
    await pay('a', '2026-02-10', '120.00');
    await undoAll();
    expect((await statuses()).map(({ state }) => state)).toEqual(['cancelled']);
  });

  it('one that was told is taken back by a negative message with its reason', async () => {
    await issue();
    await recordEinvoice(books.context, books.companyId, { invoice: invoiceOf(), deposited: '2026-01-05T08:00:00Z' });
    await pay('a', '2026-02-10', '120.00');
    await told();
    await undoAll();
    expect((await statuses()).map(({ state, amount, parts }) => ({ state, amount, parts }))).toEqual([
      { state: 'ready', amount: '120.00', parts: [{ rate: '20.00', amount: '120.00' }] },
      { state: 'ready', amount: '-120.00', parts: [{ rate: '20.00', amount: '-120.00' }] },
    ]);
    const [, second] = await books.query<{ message: LifecycleMessage }>(
      'select message from books.invoice_status where company_id = $1 order by event_position',
    );
    expect(second!.message.acknowledgements![0]!.invoices![0]!.details![0]!.notes).toEqual([
      { content: ['Imputation annulée : erreur'] },
    ]);
  });

  it('goods make none', async () => {
    await issue();
    await recordEinvoice(books.context, books.companyId, {
      invoice: invoiceOf({ operation: 'goods' }),
      deposited: '2026-01-05T08:00:00Z',
    });
    await pay('a', '2026-02-10', '120.00');
    expect(await statuses()).toEqual([]);
  });

  it('a private buyer goes into e-reporting', async () => {
    await issue();
    const invoice = invoiceOf({
      buyer: { name: 'Mme Durand', address: { countryCode: 'FR' } },
      notes: [{ subjectCode: 'BAR', note: 'B2C' }],
    });
    await recordEinvoice(books.context, books.companyId, { invoice });
    await pay('a', '2026-02-10', '120.00');
    expect(await statuses()).toEqual([
      expect.objectContaining({ state: 'ready', channel: '10.4', parts: [{ rate: '20.00', amount: '120.00' }] }),
    ]);
    expect(await statusReport(books.context, books.companyId, '2026-02')).toMatchObject({
      flux10: '20.00',
      agrees: true,
    });
  });

  it('where another reports, only what was found at the platform counts', async () => {
    await books.run((tx) =>
      tx.query(
        `update books.company set settings = jsonb_set(settings, '{statuses,reporter}', '"erp"') where company_id = $1`,
        [books.companyId],
      ),
    );
    await issue();
    await recordEinvoice(books.context, books.companyId, { invoice: invoiceOf(), deposited: '2026-01-05T08:00:00Z' });
    await pay('a', '2026-02-10', '120.00');
    expect((await statuses()).map(({ state }) => state)).toEqual(['elsewhere']);
    const report = () => statusReport(books.context, books.companyId, '2026-02');
    expect(await report()).toMatchObject({ agrees: false, status212: '0.00' });
    const details = [
      {
        sequence: '1',
        characteristics: [{ type: 'MEN', amount: { amount: '120.00', currency: 'EUR' }, percent: '20.00' }],
      },
    ];
    const message = received('212', { details });
    await receiveStatus(books.context, books.companyId, {
      ...message,
      acknowledgements: [{ ...message.acknowledgements![0], setAt: '2026-02-10T09:00:00Z' }],
    });
    expect(await report()).toMatchObject({ agrees: true, released: '20.00', status212: '20.00' });
  });

  it('refuses a month that is none', async () => {
    await expect(statusReport(books.context, books.companyId, '2026-13')).rejects.toThrow('no month');
  });
});

describe('statuses received', () => {
  it('a dispute blocks the items until the buyer approves, once per message', async () => {
    await issue();
    const details = [{ sequence: '1', reasonCode: 'PU_ERR', reason: ['Prix erroné'] }];
    await receiveStatus(books.context, books.companyId, received('200'));
    const [first] = await receiveStatus(books.context, books.companyId, received('207', { details }));
    expect(first).toMatchObject({ stored: true, disputed: true });
    const disputes = () =>
      books.query<{ disputed: boolean; reason: string | null }>(
        'select disputed, dispute_reason as reason from books.item where company_id = $1',
      );
    expect(await disputes()).toEqual([{ disputed: true, reason: 'Statut 207 En litige : PU_ERR Prix erroné' }]);
    const [again] = await receiveStatus(books.context, books.companyId, received('207', { details }));
    expect(again).toMatchObject({ stored: false });
    await receiveStatus(books.context, books.companyId, received('205'));
    expect((await disputes())[0]!.disputed).toBe(false);
  });

  it('a deposit that was recorded counts as status 200', async () => {
    await recordEinvoice(books.context, books.companyId, { invoice: invoiceOf(), deposited: '2026-01-05T08:00:00Z' });
    const [approved] = await receiveStatus(books.context, books.companyId, received('205'));
    expect(approved!.problems).toEqual([]);
  });

  it('a payment announced (211) explains the receipt of several invoices that names none', async () => {
    for (const number of ['FA2026-000123', 'FA2026-000777']) await issue(number);
    const paid = (invoiceNumber: string) => ({
      invoiceNumber,
      status: '211',
      details: [{ sequence: '1', characteristics: [{ type: 'MPA', amount: { amount: '120.00', currency: 'EUR' } }] }],
    });
    await receiveStatus(books.context, books.companyId, {
      id: 'M-211',
      issuer: { name: 'CLIENT C1 SARL' },
      acknowledgements: [{ setAt: '2026-02-09T09:00:00Z', invoices: [paid('FA2026-000123'), paid('FA2026-000777')] }],
    });
    await books.statement([
      { ...bankLine('a', '2026-02-10', '240.00', 'VIREMENT'), counterparty: { name: 'CLIENT C1 SARL' } },
    ]);
    await reconcile(books.context, books.companyId);
    const decisions = await books.query<{ rule: string }>(
      "select rule from books.decision where company_id = $1 and state in ('applied', 'proposed')",
    );
    expect(decisions).toEqual([{ rule: 'advice+remittance' }]);
  });

  it('what may not follow is stored with a task', async () => {
    await issue();
    await receiveStatus(books.context, books.companyId, received('200'));
    await receiveStatus(books.context, books.companyId, received('210'));
    const [late] = await receiveStatus(books.context, books.companyId, received('205'));
    expect(late!.problems).toEqual([expect.objectContaining({ severity: 'fatal', rule: 'status-transition' })]);
    expect(
      await books.query("select kind from books.task where company_id = $1 and kind = 'invoice-status'"),
    ).toHaveLength(1);
  });
});

/** Marks every message as sent, as a platform would have it. */
async function told(): Promise<void> {
  await books.run(async (tx) => {
    await tx.query(
      `insert into books.connection (company_id, id, name, adapter) values ($1, gen_random_uuid(), 'p', 'p')`,
      [books.companyId],
    );
    await tx.query(
      `insert into books.delivery (company_id, id, connection_id, event_position, status_event_id, type, subject, day, payload, state, attempts)
       select s.company_id, gen_random_uuid(), c.id, s.event_position, s.id, 'invoice.cashed', s.number, s.day, '{}', 'delivered', 1
         from books.invoice_status s join books.connection c on c.company_id = s.company_id where s.company_id = $1`,
      [books.companyId],
    );
  });
}

async function undoAll(): Promise<void> {
  await books.run(async (tx, billing) => {
    const [row] = await tx.query<{ id: string }>(
      "select id from books.decision where company_id = $1 and state = 'applied'",
      [books.companyId],
    );
    await billing.undo({ decisionId: row!.id, day: parseDay('2026-02-20'), by: 'someone', reason: 'erreur' });
  });
  await projectStatuses(books.context, books.companyId);
}
