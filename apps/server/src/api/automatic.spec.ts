import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type Answer, type ApiUnderTest } from '../testing/api-under-test.js';
import { IBAN } from '../testing/files.js';

const ITEMS = `number,kind,customer_id,customer_name,issue_date,due_date,currency,total,open_amount
FA2026-000101,invoice,C1,DUPONT MENUISERIE SARL,2026-01-05,2026-02-04,EUR,100.00,100.00
FA2026-000102,invoice,C1,DUPONT MENUISERIE SARL,2026-01-06,2026-02-05,EUR,101.00,101.00
FA2026-000103,invoice,C2,GARAGE VALNEAU SARL,2026-01-07,2026-02-06,EUR,102.00,102.00
FA2026-000104,invoice,C2,GARAGE VALNEAU SARL,2026-01-07,2026-02-06,EUR,750.00,750.00
`;
const PAYER = 'DE89370400440532013000';

function camt(): string {
  const entry = (n: number, amount: string, name: string, text: string) =>
    `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-02-1${n}</Dt></BookgDt><AcctSvcrRef>B${n}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>${PAYER}</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
  const entries = [
    entry(0, '100.00', 'DUPONT MENUISERIE', 'FACTURE FA2026-000101'),
    entry(1, '101.00', 'DUPONT MENUISERIE', 'FACTURE FA2026-000102'),
    entry(2, '102.00', 'GARAGE VALNEAU', 'FACTURE FA2026-000103'),
    entry(3, '33.33', 'INCONNU', 'VIREMENT'),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>q</MsgId></GrpHdr><Stmt><Id>q</Id><Acct><Id><IBAN>${IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>${entries.join('')}</Stmt></BkToCstmrStmt></Document>`;
}

describe('what is posted without a person, over the API', () => {
  let api: ApiUnderTest;
  const at = (path: string): string => `/v1/companies/${api.company}${path}`;
  const get = (path: string): Promise<Answer> => api.call('GET', at(path), { key: api.key });
  const post = (path: string, body: unknown = {}): Promise<Answer> =>
    api.call('POST', at(path), { key: api.key, body });
  const classOf = async (name: string) =>
    ((await get('/automatic')).json.items as { class: string; automatic: boolean }[]).find((one) => one.class === name);

  beforeAll(async () => {
    api = await startApi();
    await post('/bank-accounts', { iban: IBAN });
    expect((await post('/open-items?asOf=2026-01-31', ITEMS)).status).toBe(200);
    expect((await post('/statements', camt())).status).toBe(200);
    await post('/reconcile');
  }, 120_000);
  afterAll(() => api?.close());

  it('keeps groups of customers, each change with who made it, and takes one back', async () => {
    const group = { group: 'G', customers: ['C1', 'C2'], name: 'Groupe Valneau' };
    expect((await post('/customer-groups', group)).json).toMatchObject({
      code: 'G',
      members: [{ code: 'C1' }, { code: 'C2' }],
    });
    expect((await post('/customer-groups', { group: 'H', customers: ['C1'] })).status).toBe(422);
    const [change] = (await get('/customer-groups/changes')).json.items as {
      id: string;
      customer: string;
      by: string;
    }[];
    expect(change).toMatchObject({ after: 'G', by: expect.any(String) });
    expect((await post('/customer-groups/undo', { change: change!.id })).json.items[0].members).toHaveLength(1);
    const left = change!.customer === 'C1' ? 'C2' : 'C1';
    expect((await api.call('DELETE', at(`/customer-groups/G/members/${left}`), { key: api.key })).status).toBe(204);
    expect((await get('/customer-groups')).json.items).toEqual([{ code: 'G', name: 'Groupe Valneau', members: [] }]);
  });

  it('takes a rule that splits a line, and says what of it is wrong', async () => {
    const rule = { name: 'rent', pattern: 'SCI DU PORT', category: 'supplier' };
    const rest = { account: '616000', rest: true };
    const split = [{ account: '613200', percent: '60', vat: { rate: '20', account: '445660' } }, rest];
    expect((await post('/rules', { ...rule, split: [rest] })).json.detail).toMatch(/2 to 20 shares/);
    const wrong = await post('/rules', { ...rule, split: [{ account: 'x' }, rest] });
    expect([wrong.status, JSON.stringify(wrong.json)]).toEqual([422, expect.stringContaining('split.0.account')]);
    const added = await post('/rules', { ...rule, split });
    expect(added.json).toMatchObject({ split });
    expect((await api.call('DELETE', at(`/rules/${added.json.id}`), { key: api.key })).status).toBe(204);
  });

  it('gives the lines that wait one after the other, with the proposal and why it waits', async () => {
    const first = (await get('/review/next')).json;
    expect(first).toMatchObject({
      waiting: 4,
      line: { amount: '100.00', decision: { decision: 'auto', heldBack: 'class-off' } },
    });
    const second = (await get(`/review/next?after=${first.line.id}`)).json;
    expect(second.line.amount).toBe('101.00');
    expect((await get('/review/next?class=reference')).json.line.id).toBe(first.line.id);
    expect((await get('/review/next?class=sum')).json).toEqual({ waiting: 4 });
    expect((await get('/review/next?class=magic')).status).toBe(400);
  });

  it('accepts a group at once, says what is left of it, and counts it for its class', async () => {
    expect((await get('/review/groups')).json.items).toEqual([
      { ruleClass: 'reference', currency: 'EUR', count: 3, amount: '303.00' },
    ]);
    const first = await post('/review/accept-group', { ruleClass: 'reference', limit: 2 });
    expect(first.json).toEqual({ accepted: 2, refused: [], left: 1 });
    expect(await classOf('reference')).toMatchObject({
      automatic: false,
      wouldHavePosted: 2,
      confirmed: 2,
      waiting: 1,
    });
    expect((await post('/review/accept-group', {})).status).toBe(422);
    const [named] = (await get('/transactions?state=proposed')).json.items as { id: string }[];
    const one = await post('/review/accept-group', { transactionIds: [named!.id] });
    expect(one.json).toEqual({ accepted: 1, refused: [], left: 0 });
    const again = await post('/review/accept-group', { transactionIds: [named!.id] });
    expect(again.json).toMatchObject({ accepted: 0, refused: [{ transactionId: named!.id }] });
  });

  it('switches a class on with a ceiling, and refuses what is no class or no amount', async () => {
    const on = await post('/automatic/reference', { automatic: true, ceiling: '5000.00' });
    expect(on.json.items).toMatchObject([{ class: 'reference', automatic: true, ceiling: '5000.00' }]);
    expect((await post('/automatic/magic', { automatic: true })).status).toBe(400);
    expect((await post('/automatic/reference', { automatic: true, ceiling: 'lots' })).status).toBe(422);
    const { key } = (await post('/api-keys', { name: 'reader', scopes: ['read'] })).json as { key: string };
    const reader = await api.call('POST', at('/automatic/reference'), { key, body: { automatic: false } });
    expect(reader.status).toBe(403);
  });

  it('tries, adds, lists and removes rules of the company', async () => {
    const rule = { pattern: 'DUPONT', customer: 'C1' };
    expect((await post('/rules/try', rule)).json).toMatchObject({ lines: 4, matched: 2, agreed: 2, otherwise: 0 });
    const added = await post('/rules', { name: 'dupont', ...rule });
    expect([added.status, added.json]).toMatchObject([201, { state: 'shadow', needed: 3, customer: 'C1' }]);
    expect((await post('/rules', { name: 'bad', pattern: '(a)\\1', category: 'fee' })).json.code).toBe('invalid-rule');
    expect((await post('/rules', { name: 'vat', ...rule, vatRate: '20' })).status).toBe(422);
    expect((await get('/rules')).json.items).toHaveLength(1);
    const gone = await api.call('DELETE', at(`/rules/${added.json.id}`), { key: api.key });
    expect(gone.status).toBe(204);
    expect((await api.call('DELETE', at('/rules/dupont'), { key: api.key })).status).toBe(404);
  });

  it('says why it knows a payer, keeps an account with a customer, and forgets', async () => {
    const learned = (await get(`/learned-payers?q=${PAYER}`)).json.items as { customer: string }[];
    expect(learned.map(({ customer }) => customer)).toEqual(['C1', 'C2']);
    const why = (await get(`/learned-payers/why?payer=${PAYER}`)).json.items as { sources: unknown[] }[];
    expect(why.map(({ sources }) => sources.length)).toEqual([2, 1]);
    const { line } = (await get('/review/next')).json as { line: { id: string } };
    const [customer] = (await get('/customers?q=GARAGE')).json.items as { id: string }[];
    const kept = await post(`/transactions/${line.id}/remember-payer`, { customerId: customer!.id });
    expect(kept.json).toEqual({ iban: PAYER, customer: 'C2' });
    const forgotten = await post('/learned-payers/forget', { payer: PAYER, customer: 'C1' });
    expect(forgotten.json.items).toMatchObject([{ customer: 'C1' }]);
    expect((await post('/learned-payers/forget', { payer: PAYER, customer: 'C1' })).status).toBe(404);
  });
});
