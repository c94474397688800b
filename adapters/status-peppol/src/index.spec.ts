import { describe, expect, it } from '@jest/globals';
import type { HttpRequest, StatusEvent } from '@lettrage/adapter-sdk';
import { checkAdapter, testContext, type FakeRemote, type ScriptedAnswer } from '@lettrage/adapter-sdk/conformance';
import { draftInvoice, readCdar, writeUbl } from '@lettrage/einvoicing';
import adapter from './index.js';
import type { PeppolConfig, PeppolDocument } from './peppol.client.js';

const config: PeppolConfig = { url: 'https://access-point.example/api/', token: 'env:TOKEN' };
const secrets = { token: 't0ken-of-the-account' };

const ubl = (address = true): string => {
  const invoice = draftInvoice({
    number: 'FA-1',
    issueDate: '2026-01-05',
    dueDate: '2026-02-04',
    operation: 'services',
    seller: { name: 'Vendeur', siren: '732829320', address: { countryCode: 'FR' } },
    buyer: { name: 'Acheteur', siren: '404833048', address: { countryCode: 'FR' } },
    lines: [{ name: 'Conseil', quantity: '1', price: '100.00', vatRate: '20.00' }],
  });
  const { electronicAddress: _address, ...buyer } = invoice.buyer!;
  return writeUbl(address ? invoice : { ...invoice, buyer }).xml;
};

function event(position: number, file: { syntax?: string; text?: string } = {}): StatusEvent {
  const { syntax = 'UBL', text = ubl() } = file;
  return {
    id: `0190a1b2-0000-7000-8000-00000000000${position}`,
    type: 'invoice.dispatched',
    version: 1,
    company: { id: 'c1', name: 'Démo SARL' },
    position: 0,
    time: '2026-01-31T09:00:00Z',
    day: '2026-01-31' as StatusEvent['day'],
    subject: 'FA-1',
    data: {
      number: 'FA-1',
      file: { name: 'f.xml', mediaType: 'application/xml', syntax, base64: Buffer.from(text).toString('base64') },
    },
  };
}

/** An access point of the contract. */
class FakeAccessPoint implements FakeRemote {
  readonly sent = new Map<string, PeppolDocument>();

  constructor(private readonly failure?: string) {}

  effects(): number {
    return this.sent.size;
  }

  respond({ url, method = 'GET', headers = {}, json, query }: HttpRequest): ScriptedAnswer {
    if (headers['authorization'] !== `Bearer ${secrets.token}`) return { status: 401 };
    const path = new URL(url).pathname.replace('/api', '');
    const state = this.failure === undefined ? { state: 'accepted' } : { state: 'failed', message: this.failure };
    if (path === '/health') return { status: 200, text: '{}' };
    if (method === 'POST') {
      const document = json as PeppolDocument;
      if (headers['idempotency-key'] !== document.key) return { status: 400 };
      this.sent.set(document.key, document);
      return { status: 202, json: { id: `T-${document.key}`, ...state } };
    }
    if (path === '/events') {
      const start = Number(query?.['after'] ?? 0);
      const page = EVENTS.slice(start, start + 2);
      return { json: { events: page, cursor: String(start + page.length), more: start + 2 < EVENTS.length } };
    }
    const known = this.sent.get(path.split('/').at(-1)!);
    return known ? { json: { id: `T-${known.key}`, ...state } } : { status: 404 };
  }
}

const EVENTS = [
  { id: 'e1', at: '2026-02-01T10:00:00Z', invoice: 'FA-1', type: 'delivered' },
  { id: 'e2', at: '2026-02-02T10:00:00Z', invoice: 'FA-1', type: 'response', code: 'UQ', reason: 'Price' },
  { id: 'e3', at: '2026-02-03T10:00:00Z', invoice: 'FA-1', type: 'response', code: 'ZZ' },
  { id: 'e4', at: '2026-02-04T10:00:00+01:00', invoice: 'FA-1', type: 'response', code: 'PD' },
];

const membersOn = (point: FakeAccessPoint) =>
  adapter.create(config, testContext({ secrets, http: (request) => point.respond(request) }));

describe('invoices through an access point', () => {
  it('keeps the promises of the contract', async () => {
    const broken = await checkAdapter(adapter, {
      entry: new URL('./index.ts', import.meta.url),
      statusSink: {
        config,
        secrets,
        wrongConfigs: [
          { config: { token: 'env:TOKEN' }, field: '/url' },
          { config: { ...config, sender: '732829320' }, field: '/sender' },
        ],
        events: [event(1), event(2)],
        remote: () => new FakeAccessPoint(),
      },
    });
    expect(broken).toEqual([]);
  });

  it('name both participants and the document as Peppol does', async () => {
    const point = new FakeAccessPoint();
    expect(await (await membersOn(point)).statusSink!.push([event(1)])).toEqual([
      { event: event(1).id, status: 'done', externalId: `T-${event(1).id}` },
    ]);
    expect([...point.sent.values()][0]).toMatchObject({
      sender: '0225:732829320',
      receiver: '0225:404833048',
      documentType: 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2::Invoice##urn:cen.eu:en16931:2017::2.1',
      process: 'S1',
    });
  });

  it.each([
    ['another syntax', event(1, { syntax: 'CII' }), undefined, 'unsupported', 'convert'],
    ['an invoice without address', event(1, { text: ubl(false) }), undefined, 'rejected', 'BT-49'],
    ['what could not be delivered', event(1), 'receiver unknown', 'rejected', 'receiver unknown'],
  ])('%s is told', async (_name, given, failure, status, said) => {
    const [outcome] = await (await membersOn(new FakeAccessPoint(failure))).statusSink!.push([given]);
    expect(outcome).toMatchObject({ status, message: expect.stringContaining(said) });
  });

  it('the answers of receivers come as life-cycle messages, page by page', async () => {
    const { statusSource } = await membersOn(new FakeAccessPoint());
    const first = await statusSource!.poll(undefined);
    const second = await statusSource!.poll(first.cursor);
    expect([first.more, second.more, (await statusSource!.poll(second.cursor)).documents]).toEqual([true, false, []]);
    const read = [...first.documents, ...second.documents].map(({ bytes }) => {
      const { id, acknowledgements } = readCdar(Buffer.from(bytes).toString()).message!;
      return [id, acknowledgements![0]!.setAt, acknowledgements![0]!.invoices![0]!.status];
    });
    expect(read).toEqual([
      ['peppol-e1', '2026-02-01T10:00:00Z', '203'],
      ['peppol-e2', '2026-02-02T10:00:00Z', '207'],
      ['peppol-e4', '2026-02-04T09:00:00Z', '211'],
    ]);
  });
});
