import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay, parseMinor } from '@lettrage/domain';
import { addBankAccount, billingOf } from '@lettrage/operations';
import { startApi, type Answer, type ApiUnderTest } from '../testing/api-under-test.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
  await addBankAccount(api.context, api.company, { iban: 'FR7630006000011234567890189', label: 'Banque' });
  const amount = parseMinor('120.00', 'EUR');
  const [issueDate, dueDate] = [parseDay('2026-01-05'), parseDay('2026-02-04')];
  const customer = { id: 'C1', name: 'CLIENT', ibans: [] };
  const items = ['FA1', 'FA2'].map((number) => ({ number, kind: 'invoice' as const, customer, issueDate, dueDate }));
  await api.context.database.withCompany(api.company, (tx) =>
    billingOf(api.context, tx).importOpenItems(
      items.map((item) => ({ ...item, currency: 'EUR', total: amount, open: amount })),
      { asOf: parseDay('2026-01-31'), partial: true, origin: 'import' },
    ),
  );
}, 120_000);
afterAll(() => api?.close());

const ask = (method: string, path: string, body?: unknown): Promise<Answer> =>
  api.call(method, `/v1/companies/${api.company}/${path}`, { key: api.key, ...(body === undefined ? {} : { body }) });

describe('the API of the books', () => {
  it('writes off, makes doubtful, and says which field is missing', async () => {
    expect(await ask('POST', 'claims', { kind: 'write-off', item: 'FA1', amount: '20.00' })).toMatchObject({
      status: 200,
    });
    expect((await ask('POST', 'claims', { kind: 'doubtful', item: 'FA2', allowance: '50.00' })).json.outcome).toBe(
      'booked',
    );
    const missing = await ask('POST', 'claims', { kind: 'refund', line: 'x' });
    expect([missing.status, missing.json.detail]).toEqual([422, expect.stringContaining('payment')]);
    const tooMuch = await ask('POST', 'claims', { kind: 'write-off', item: 'FA1', amount: '500.00' });
    expect([tooMuch.status, tooMuch.json.detail]).toEqual([409, expect.stringContaining('100.00 open')]);
    expect((await ask('POST', 'claims', { kind: 'write-off', item: 'FA9' })).status).toBe(404);
  });

  it('shows the bank reconciliation statement as JSON, CSV and PDF', async () => {
    const json = await ask('GET', 'reports/bank-reconciliation?to=2026-03-31');
    expect(json.json).toMatchObject({ bank: { movement: '0.00' }, agrees: true });
    const csv = await ask('GET', 'reports/bank-reconciliation.csv?to=2026-03-31&lang=fr');
    expect(csv.text).toContain('rubrique;date');
    const pdf = await ask('GET', 'reports/bank-reconciliation.pdf?to=2026-03-31');
    expect(pdf.text.slice(0, 5)).toBe('%PDF-');
    expect((await ask('GET', 'reports/bank-reconciliation')).status).toBe(422);
  });

  it('shows the indicators of a day', async () => {
    const { json } = await ask('GET', 'reports/indicators?asOf=2026-02-28');
    expect(json).toMatchObject({ asOf: '2026-02-28', receivables: '240.00', overdue: '240.00' });
  });

  it('makes exports, hands the bytes over again, and schedules them', async () => {
    const made = await ask('POST', 'exports', { format: 'fec', from: '2026-01-01', to: '2026-12-31' });
    expect(made.json).toMatchObject({ use: 'report', number: 1, fileName: '732829320_extract_20260101_20261231.txt' });
    const [first, second] = [
      await ask('GET', `exports/${made.json.id}/content`),
      await ask('GET', `exports/${made.json.id}/content`),
    ];
    expect(first.text).toBe(second.text);
    expect(first.text).toContain('JournalCode\t');
    const [listed] = (await ask('GET', 'exports')).json.items;
    expect(listed).toMatchObject({ number: 1, handedOverAt: expect.any(String) });
    const schedule = {
      name: 'fec',
      format: 'fec',
      every: 'month',
      onDay: 5,
      period: 'year-to-date',
      options: { separator: 'pipe' },
    };
    const added = await ask('POST', 'export-schedules', schedule);
    expect([added.status, added.json.nextDay]).toEqual([201, '2026-04-05']);
    expect((await ask('POST', `export-schedules/${added.json.id}/run`)).json).toMatchObject({
      state: 'done',
      batchNumber: 2,
    });
    expect((await ask('GET', 'export-schedules')).json.items[0].runs).toHaveLength(1);
    expect((await ask('DELETE', `export-schedules/${added.json.id}`)).status).toBe(204);
    expect((await ask('POST', `export-schedules/${added.json.id}/run`)).status).toBe(404);
  });
});
