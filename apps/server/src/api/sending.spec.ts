import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { draftInvoice, writeCdar, writeCii, type Invoice, type LifecycleMessage } from '@lettrage/einvoicing';
import { SMTPServer } from 'smtp-server';
import { FakePlatform } from '../../../../test/platform/fake-platform.js';
import { startApi, type Answer, type ApiUnderTest } from '../testing/api-under-test.js';

const invoiceOf = (number: string, treatment = 'B2B'): Invoice =>
  draftInvoice({
    number,
    issueDate: '2026-01-05',
    dueDate: '2026-02-04',
    operation: 'services',
    seller: { name: 'ACME SAS', siren: '732829320', address: { countryCode: 'FR' } },
    buyer: { name: 'Client', siren: '404833048', address: { countryCode: 'FR' } },
    lines: [{ name: 'Conseil', quantity: '1', price: '100.00', vatRate: '20.00' }],
    vatOnDebits: false,
    notes: [{ subjectCode: 'BAR', note: treatment }],
  });
const cii = (number: string): string => writeCii(invoiceOf(number)).xml;

describe('invoices on their way to customers', () => {
  let api: ApiUnderTest;
  let server: { url: string; close: () => Promise<void> };
  let smtp: SMTPServer;
  const mails: string[] = [];
  const platform = new FakePlatform();

  beforeAll(async () => {
    process.env['SENDING_SPEC_SECRET'] = 's3cret-of-the-client';
    process.env['SENDING_SPEC_KEY'] = platform.signingKey;
    [api, server] = await Promise.all([startApi(), platform.listen()]);
    smtp = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData: (stream, _session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          mails.push(Buffer.concat(parts).toString());
          done();
        });
      },
    });
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', () => resolve()));
    const settings = {
      allowedNetworks: ['127.0.0.0/8'],
      sending: { publicUrl: 'https://factures.acme.example/' },
    };
    expect((await api.call('PATCH', `/v1/companies/${api.company}`, { key: api.key, body: { settings } })).status).toBe(
      200,
    );
  }, 120_000);
  afterAll(async () => {
    await new Promise<void>((resolve) => smtp.close(() => resolve()));
    await server.close();
    await api.close();
  });

  const at = (path: string): string => `/v1/companies/${api.company}${path}`;
  const get = (path: string): Promise<Answer> => api.call('GET', at(path), { key: api.key });
  const post = (path: string, body: unknown): Promise<Answer> => api.call('POST', at(path), { key: api.key, body });
  const archive = async (number: string): Promise<string> =>
    (await post(`/documents?name=${number}.xml`, cii(number))).json.id as string;
  const dispatches = async (number: string) => (await get(`/dispatches?number=${number}`)).json.items;

  async function connection(name: string, adapter: string, config: object): Promise<string> {
    const { id } = (await post('/connections', { name, adapter, config })).json;
    expect((await post(`/connections/${id}/release`, { from: '2026-01-01' })).status).toBe(200);
    return id as string;
  }

  it('are archived once, unchanged, with their hash, for ten years after the financial year', async () => {
    const first = await post('/documents?name=FA-1.xml', cii('FA-1'));
    expect(first.json).toMatchObject({ number: 'FA-1', name: 'FA-1.xml', keepUntil: '2037-01-01' });
    expect((await post('/documents', cii('FA-1'))).json.id).toBe(first.json.id);
    expect((await get(`/documents/${first.json.id}/content`)).text).toBe(cii('FA-1'));
    const tamper = (sql: string) => api.context.database.withCompany(api.company, (tx) => tx.query(sql, [api.company]));
    await expect(tamper("update books.archived_invoice set name = 'x' where company_id = $1")).rejects.toThrow(
      'permission denied',
    );
    await expect(tamper('delete from books.archived_invoice where company_id = $1')).rejects.toThrow(
      'permission denied',
    );
    await expect(
      tamper(
        `insert into books.archived_invoice (company_id, id, number, name, media_type, bytes, sha256, keep_until)
         select company_id, gen_random_uuid(), number, name, media_type, bytes || '\\x20'::bytea, sha256 || '', keep_until from books.archived_invoice where company_id = $1`,
      ),
    ).rejects.toThrow('archived_invoice');
  });

  it('that are none, or break the rules, are refused', async () => {
    expect((await post('/documents', 'hello')).status).toBe(422);
    const broken = cii('FA-2').replace('<ram:GrandTotalAmount>120.00', '<ram:GrandTotalAmount>121.00');
    const { status, json } = await post('/documents', broken);
    expect([status, json.code]).toEqual([422, 'invoice-refused']);
    expect(json.problems.map(({ rule }: { rule: string }) => rule)).toContain('BR-CO-15');
  });

  it('go by link: for who has it, until it ends, and its opening is kept', async () => {
    const document = await archive('FA-3');
    const sent = await post('/dispatches', { document, way: 'link', days: 30 });
    const { link, dispatch } = sent.json;
    expect((await post('/dispatches', { document, way: 'link', days: 30 })).json).toMatchObject({ isNew: false, link });
    const opened = await api.call('GET', link as string);
    expect([opened.status, opened.text]).toEqual([200, cii('FA-3')]);
    expect(opened.headers['content-disposition']).toBe('attachment; filename="FA-3.xml"');
    await api.call('GET', link as string);
    expect((await dispatches('FA-3'))[0].receipts).toEqual([{ kind: 'opened', at: expect.any(String) }]);
    const secret = (link as string).split('.').at(-1)!;
    const [row] = await api.context.database.withCompany(api.company, (tx) =>
      tx.query<{ all: string }>('select d::text as all from books.invoice_dispatch d where company_id = $1', [
        api.company,
      ]),
    );
    expect(row!.all).not.toContain(secret);
    for (const wrong of [link.replace(secret, 'x'.repeat(43)), `${link}x`, '/v1/documents/a.b.c'])
      expect((await api.call('GET', wrong as string)).status).toBe(404);
    expect((await post(`/dispatches/${dispatch}/revoke`, {})).status).toBe(200);
    expect((await api.call('GET', link as string)).status).toBe(404);
  });

  it('go by mail, attached and with a link, once', async () => {
    const document = await archive('FA-4');
    const { port } = smtp.server.address() as AddressInfo;
    await connection('mail', 'status-mail', { host: '127.0.0.1', port, security: 'none', from: 'compta@acme.example' });
    const wish = { document, way: 'mail', recipient: 'client@buyer.example', days: 30 };
    expect((await post('/dispatches', { ...wish, recipient: 'a@b.example, c@d.example' })).json.code).toBe(
      'bad-recipient',
    );
    expect((await post('/dispatches', wish)).json).toMatchObject({ isNew: true, connection: { name: 'mail' } });
    expect((await post('/dispatches', wish)).json.isNew).toBe(false);
    await post('/deliver', {});
    expect(mails).toHaveLength(1);
    const text = mails[0]!.replaceAll('=\r\n', '').replaceAll('=3D', '=');
    expect(text).toContain('Subject: Facture FA-4 - ACME SAS');
    const link = /https:\/\/factures\.acme\.example(\/v1\/documents\/\S+)/.exec(text)![1]!;
    expect((await api.call('GET', link)).text).toBe(cii('FA-4'));
    const [mail, linked] = await dispatches('FA-4');
    expect([mail.way, mail.delivery, mail.receipts[0].kind]).toEqual(['mail', 'delivered', 'sent']);
    expect([linked.way, linked.receipts[0].kind]).toEqual(['link', 'opened']);
    const [stored] = await api.context.database.withCompany(api.company, (tx) =>
      tx.query<{ payload: string }>(
        "select payload::text from books.delivery where company_id = $1 and type = 'invoice.dispatched'",
        [api.company],
      ),
    );
    expect(stored!.payload).not.toContain(link.split('.').at(-1)!);
  });

  it('go by platform, which calls back: genuine calls alone, however often', async () => {
    const id = await connection('platform', 'status-platform', {
      url: server.url,
      oauthUrl: `${server.url}/token`,
      clientId: 'lettrage',
      clientSecret: 'env:SENDING_SPEC_SECRET',
      webhookKey: 'env:SENDING_SPEC_KEY',
      pollSeconds: 0,
    });
    const document = await archive('FA-5');
    expect((await post('/dispatches', { document, way: 'platform' })).json.isNew).toBe(true);
    await post('/deliver', {});
    const [flow] = platform.flows.filter(({ info }) => info['flowSyntax'] === 'CII');
    expect(flow!.file.toString()).toBe(cii('FA-5'));
    expect(flow!.info).toMatchObject({ processingRule: 'B2B' });
    expect((await dispatches('FA-5'))[0].receipts[0]).toMatchObject({ kind: 'sent', detail: flow!.flowId });
    const hook = `${api.url}/v1/hooks/${api.company}.${id}`;
    const wanted = async () =>
      (
        await api.context.database.system.query<{ wanted: bigint }>(
          "select wanted from system.lane where company_id = $1 and kind = 'sync'",
          [api.company],
        )
      )[0]?.wanted ?? 0n;
    const before = await wanted();
    expect(await platform.notify(hook, flow!.flowId, 3)).toEqual([204, 204, 204]);
    expect(await wanted()).toBe(before + 3n);
    expect(await platform.notify(`${hook.slice(0, -1)}0`, flow!.flowId)).toEqual([401]);
    expect(await platform.notify(`${api.url}/v1/hooks/nothing`, flow!.flowId)).toEqual([401]);
    const forged = await fetch(hook, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    expect(forged.status).toBe(401);
    // What the call made be asked for: our own invoice was deposited.
    const arrived: LifecycleMessage = {
      id: 'PA-203',
      acknowledgements: [{ setAt: '2026-03-30T09:00:00Z', invoices: [{ invoiceNumber: 'FA-5', status: '203' }] }],
    };
    const flowOf = { direction: 'In', flowType: 'CustomerInvoiceLC', syntax: 'CDAR', name: '203.xml' } as const;
    platform.put(writeCdar(arrived).xml, flowOf);
    await post(`/connections/${id}/sync`, {});
    await post(`/connections/${id}/sync`, {});
    expect((await get('/statuses?number=FA-5')).json.items).toMatchObject([{ code: '203', state: 'received' }]);
    expect((await dispatches('FA-5'))[0].receipts[1]).toMatchObject({ kind: 'delivered', detail: '203' });
    expect((await get('/statuses/report?month=2026-01')).json).toMatchObject({ agrees: true, reports: [] });
  });

  it('payment reports are asked for, and what a company lacks is said', async () => {
    expect((await get('/payment-reports')).json.items).toEqual([]);
    const { status, json } = await post('/payment-reports', { dryRun: true });
    expect([status, json.code]).toEqual([422, 'no-duty']);
    const settings = { statuses: { size: 'large', platform: '0123' } };
    await api.call('PATCH', `/v1/companies/${api.company}`, { key: api.key, body: { settings } });
    expect((await post('/payment-reports', {})).json).toEqual({ reports: [] });
  });
});
