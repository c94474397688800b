import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import {
  addBankAccount,
  addCompany,
  addConnection,
  deliver,
  importOpenItems,
  importStatement,
  planDeliveries,
  reconcile,
  releaseConnection,
  verifyCompany,
  type ImportOpenItemsReport,
} from '@lettrage/operations';
import { camt, entry, openItems, row, statement } from '../bad-input/testing/files.js';
import { createTestBooks, OTHER_IBAN, type TestBooks } from '../bad-input/testing/test-books.js';

const OLD = 5000;

/** A company that brings its past with it: nothing of it is matched, booked or announced. */
describe('going live with old invoices', () => {
  let books: TestBooks;
  let companyId: string;
  let receiver: Server;
  const received: string[] = [];

  beforeAll(async () => {
    books = await createTestBooks();
    receiver = createServer((request, response) => {
      received.push(String(request.headers['webhook-id']));
      request.resume().on('end', () => response.writeHead(204).end());
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    companyId = await addCompany(books.context, {
      name: 'Reprise',
      siren: '404833048',
      posting: 'auto',
      cutOverDay: parseDay('2026-03-01'),
      settings: { allowedNetworks: ['127.0.0.0/8'] },
    });
    await addBankAccount(books.context, companyId, { iban: OTHER_IBAN, currency: 'EUR' });
    process.env['GOING_LIVE_SECRET'] = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
    const { port } = receiver.address() as AddressInfo;
    await addConnection(books.context, companyId, {
      name: 'crm',
      adapter: 'status-webhook',
      config: { url: `http://127.0.0.1:${port}/`, secret: 'env:GOING_LIVE_SECRET' },
    });
  }, 120_000);
  afterAll(async () => {
    receiver?.close();
    await books?.close();
  });

  const load = async (content: string, more: { partial?: boolean } = {}): Promise<ImportOpenItemsReport> =>
    importOpenItems(books.context, companyId, await books.file('open.csv', content), {
      asOf: parseDay('2026-03-01'),
      ...more,
    });
  const send = async () => {
    await deliver(books.context, companyId);
    return received.length;
  };
  const old = Array.from({ length: OLD }, (_, n) =>
    row({
      number: `OLD${n}`,
      customer: `C${n % 60}`,
      name: `Client ${n % 60}`,
      issued: '2025-06-01',
      due: '2025-07-01',
      open: '0.00',
    }),
  );
  const open = [
    row({ number: 'NEW-2026-001', customer: 'C1', name: 'Client 1', total: '120.00' }),
    row({ number: 'NEW-2026-002', customer: 'C2', name: 'Client 2', total: '240.00' }),
  ];
  const snapshot = openItems(...old, ...open);

  it('takes over 5,000 paid invoices as history and announces none', async () => {
    const { report } = await load(snapshot);
    expect(report).toMatchObject({ read: OLD + 2, new: OLD + 2, refusedCount: 0, openingSettlements: OLD });
    expect(await send()).toBe(0);
    expect((await planDeliveries(books.context, companyId)).length).toBe(0);
  }, 120_000);

  it('announces none of them after the connection is released either', async () => {
    await releaseConnection(books.context, companyId, 'crm', parseDay('2025-01-01'));
    expect(await send()).toBe(0);
  });

  it('changes nothing when the same snapshot comes again', async () => {
    const before = await books.rows(companyId);
    const { report } = await load(snapshot);
    expect(report).toMatchObject({ new: 0, changed: 0, gone: 0, conflictCount: 0, settledThere: 0 });
    const { import_run: runs, ...after } = await books.rows(companyId);
    const { import_run: runsBefore, ...rest } = before;
    expect({ after, runs }).toEqual({ after: rest, runs: runsBefore + 1 });
  }, 120_000);

  it('keeps lines before the cut-over day as history and matches the later one once', async () => {
    const lines = [entry('120.00', 'OLD1', '2026-02-27'), entry('120.00', 'Facture NEW-2026-001', '2026-03-10')];
    const path = await books.file('march.xml', camt(statement(lines, OTHER_IBAN)));
    const imported = await importStatement(books.context, path, { companies: [companyId] });
    expect(imported.statements[0]!.lines).toMatchObject({ stored: 2, history: 1 });
    const report = await reconcile(books.context, companyId);
    expect(report).toMatchObject({ lines: 1, automatic: { count: 1, amount: '120.00' } });
    const sent = await send();
    expect(sent).toBeGreaterThan(0);
    expect(await send()).toBe(sent);
  });

  it('makes a contradiction a conflict and overwrites nothing', async () => {
    // The source says another total than the one that was settled here.
    const contradicting = openItems(row({ number: 'NEW-2026-001', customer: 'C1', name: 'Client 1', total: '90.00' }));
    const { report } = await load(contradicting, { partial: true });
    expect(report!.conflictCount).toBe(1);
    expect(report!.conflicts[0]!.message).toMatch(/90\.00|120\.00/);
    const { violations } = await verifyCompany(books.context, companyId);
    expect(violations).toEqual([]);
  });
});
