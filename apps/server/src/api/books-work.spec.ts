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

  it('takes reports of payouts, books them on a bank line, says what is missing, and takes them back', async () => {
    const header =
      'automatic_payout_id,automatic_payout_effective_at,balance_transaction_id,currency,gross,fee,net,reporting_category,source_id,payment_metadata[invoice]';
    const report = `${header}\npo_1,2026-03-05,txn_1,eur,100.00,2.00,98.00,charge,ch_1,FA1\npo_1,2026-03-05,txn_2,eur,7.00,0.00,7.00,charge,ch_2,\n`;
    const upload = (query: string, body = report): Promise<Answer> =>
      api.call('POST', `/v1/companies/${api.company}/payouts${query}`, {
        key: api.key,
        body,
        headers: { 'content-type': 'text/csv' },
      });
    expect((await upload('?dryRun=true')).json.payouts).toMatchObject([{ state: 'preview', open: [{ id: 'ch_2' }] }]);
    expect((await upload('')).json.payouts).toMatchObject([{ id: 'po_1', net: '105.00', state: 'stored', tied: 1 }]);
    const bad = await upload('', report.replace('98.00', '97.00'));
    expect([bad.status, bad.json.code]).toEqual([422, 'bad-payouts']);
    expect(bad.json.problems[0].location).toBe('line 2, column net');
    expect((await upload('?dryRun=maybe')).status).toBe(400);

    const camt = `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>P</Id><Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id><Ccy>EUR</Ccy></Acct><Ntry><Amt Ccy="EUR">105.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-06</Dt></BookgDt><NtryDtls><TxDtls><RmtInf><Ustrd>STRIPE</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>`;
    const headers = { 'content-type': 'application/xml' };
    await api.call('POST', `/v1/companies/${api.company}/statements`, { key: api.key, body: camt, headers });
    const { json: page } = await ask('GET', 'payouts?state=waiting&limit=1');
    expect(page.items).toMatchObject([{ reference: 'po_1', state: 'waiting' }]);
    expect((await ask('GET', `payouts?cursor=${page.next}`)).json.items).toEqual([]);
    const { json: detail } = await ask('GET', 'payouts/po_1');
    const booked = await ask('POST', 'payouts/po_1/book', { line: detail.lines[0].ref });
    expect(booked.json).toMatchObject({ outcome: 'booked', receipts: 2, open: [{ id: 'ch_2', amount: '7.00' }] });
    const assigned = await ask('POST', 'payouts/po_1/assign', { movement: 'ch_2', invoice: 'FA2' });
    expect(assigned.json.allocationIds).toHaveLength(1);
    expect((await ask('POST', 'payouts/po_1/assign', { movement: 'ch_2', invoice: 'FA2' })).status).toBe(409);
    expect((await ask('POST', 'payouts/po_1/assign', { movement: 'ch_2' })).status).toBe(422);
    expect((await ask('POST', 'payouts/po_1/take-back', { reason: 'wrong line' })).json.allocationIds).toHaveLength(2);
    expect((await ask('POST', 'payouts/po_1/take-back', {})).status).toBe(409);
    expect((await ask('GET', 'payouts/po_9')).status).toBe(404);
  });
});
