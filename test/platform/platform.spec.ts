import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { draftInvoice, writeCdar, writeCii, type LifecycleMessage } from '@lettrage/einvoicing';
import {
  deliver,
  makePaymentReports,
  reconcile,
  recordEinvoice,
  releaseConnection,
  statusReport,
  sync,
  type OperationsContext,
} from '@lettrage/operations';
import { AdapterHost, AdapterRegistry } from '@lettrage/adapter-host';
import { builtInAdapters } from '@lettrage/server/built-in-adapters';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { parseDay } from '@lettrage/domain';
import { PlatformBooks } from './platform-books.js';
import { FakePlatform } from './fake-platform.js';

const NUMBER = 'FA2026-000123';
const invoice = draftInvoice({
  number: NUMBER,
  issueDate: '2026-09-05',
  dueDate: '2026-10-05',
  operation: 'services',
  seller: { name: 'Vendeur', siren: '732829320', address: { countryCode: 'FR' } },
  buyer: { name: 'CLIENT C1 SARL', siren: '404833048', address: { countryCode: 'FR' } },
  lines: [{ name: 'Conseil', quantity: '1', price: '100.00', vatRate: '20.00' }],
  vatOnDebits: false,
});

function received(code: string, setAt: string): string {
  const details = [{ sequence: '1', reasonCode: 'PU_ERR', reason: ['Prix erroné'] }];
  const message: LifecycleMessage = {
    id: `BUYER-${code}`,
    acknowledgements: [
      {
        phase: '23',
        setAt,
        invoices: [{ invoiceNumber: NUMBER, status: code, ...(code === '207' ? { details } : {}) }],
      },
    ],
  };
  return writeCdar(message).xml;
}

describe('a company and its platform', () => {
  let test: TestDatabase;
  let server: { url: string; close: () => Promise<void> };
  let context: OperationsContext;
  let books: PlatformBooks;
  const platform = new FakePlatform({ pendingFor: 1, busyCalls: 0 });

  beforeAll(async () => {
    process.env['PLATFORM_SPEC_SECRET'] = 's3cret-of-the-client';
    test = await createTestDatabase({ poolSize: 6 });
    server = await platform.listen();
    const adapters = new AdapterHost({ registry: new AdapterRegistry({ builtIn: builtInAdapters }) });
    books = await PlatformBooks.open(test, adapters, server.url);
    context = books.context;
  });
  afterAll(async () => {
    await server.close();
    await test.drop();
  });

  const send = (code: string, setAt: string): string =>
    platform.put(received(code, setAt), {
      direction: 'In',
      flowType: 'CustomerInvoiceLC',
      syntax: 'CDAR',
      name: `${code}.xml`,
    });

  it('learns the deposit of its invoice, reports the receipt once, and the VAT agrees', async () => {
    await books.openItem(NUMBER, '120.00');
    platform.put(writeCii(invoice).xml, {
      direction: 'Out',
      flowType: 'CustomerInvoice',
      syntax: 'CII',
      name: 'fa.xml',
    });
    await sync(context, books.companyId);
    await books.receipt('a', '2026-10-05', '120.00', NUMBER);
    await reconcile(context, books.companyId);
    // On hold nothing leaves.
    expect((await deliver(context, books.companyId))[0]).toMatchObject({ state: 'hold', sent: 0, held: 1 });
    await releaseConnection(context, books.companyId, 'platform', parseDay('2026-09-01'));
    expect((await deliver(context, books.companyId))[0]).toMatchObject({ sent: 1, rejected: 0, unsupported: 0 });
    await deliver(context, books.companyId);
    const sent = platform.flows.filter(({ info }) => info['flowSyntax'] === 'CDAR');
    expect(sent).toHaveLength(1);
    expect(sent[0]!.file.toString()).toContain('<ram:ValueAmount currencyID="EUR">120.00</ram:ValueAmount>');
    expect(await statusReport(context, books.companyId, '2026-10')).toMatchObject({
      released: '20.00',
      status212: '20.00',
      agrees: true,
    });
  });

  it('gets the payments of private buyers in a report (flux 10), and one that replaces it after an undo', async () => {
    const number = 'FC2026-000777';
    await books.openItem(number, '60.00');
    const consumer = draftInvoice({
      number,
      issueDate: '2026-09-05',
      dueDate: '2026-10-05',
      operation: 'services',
      seller: { name: 'Vendeur', siren: '732829320', address: { countryCode: 'FR' } },
      buyer: { name: 'Mme Durand', address: { countryCode: 'FR' } },
      lines: [{ name: 'Conseil', quantity: '1', price: '50.00', vatRate: '20.00' }],
      vatOnDebits: false,
      notes: [{ subjectCode: 'BAR', note: 'B2C' }],
    });
    await recordEinvoice(context, books.companyId, { invoice: consumer });
    await books.receipt('c', '2026-10-07', '60.00', number);
    await reconcile(context, books.companyId);
    const make = () => makePaymentReports(context, books.companyId, { through: parseDay('2026-11-01') });
    expect((await make()).map(({ kind }) => kind)).toEqual(['IN']);
    await deliver(context, books.companyId);
    await deliver(context, books.companyId);
    const reports = () => platform.flows.filter(({ info }) => info['flowSyntax'] === 'FRR');
    expect(reports().map(({ file }) => /<Amount>(.*)<\/Amount>/.exec(file.toString())![1])).toEqual(['60.00']);
    await books.undo('c', '2026-11-03');
    expect((await make()).map(({ kind }) => kind)).toEqual(['RE']);
    await deliver(context, books.companyId);
    await deliver(context, books.companyId);
    const [, replaced] = reports();
    expect(replaced!.file.toString()).toContain('<TypeCode>RE</TypeCode>');
    expect(replaced!.file.toString()).toContain('<Amount>0.00</Amount>');
    const { reports: told } = await statusReport(context, books.companyId, '2026-10');
    expect(told.map(({ kind, deliveries }) => [kind, deliveries])).toEqual([
      ['IN', [{ connection: 'platform', state: 'delivered' }]],
      ['RE', [{ connection: 'platform', state: 'delivered' }]],
    ]);
  });

  it('takes messages once each, whatever order and however often they come', async () => {
    send('205', '2026-09-12T09:00:00Z');
    send('204', '2026-09-10T09:00:00Z');
    send('205', '2026-09-12T09:00:00Z');
    await sync(context, books.companyId);
    await sync(context, books.companyId);
    expect(await books.received(NUMBER)).toEqual(['205', '204']);
  });

  it('a dispute of the buyer stops reminders of the invoice', async () => {
    send('207', '2026-09-15T09:00:00Z');
    await sync(context, books.companyId);
    expect(await books.disputed(NUMBER)).toBe('Statut 207 En litige : PU_ERR Prix erroné');
  });
});
