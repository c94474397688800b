import { describe, expect, it } from '@jest/globals';
import type { HttpRequest, StatusEvent } from '@lettrage/adapter-sdk';
import { checkAdapter, testContext, type FakeRemote } from '@lettrage/adapter-sdk/conformance';
import type { LifecycleMessage } from '@lettrage/einvoicing';
import { FakePlatform, type Behaviour } from '../../../test/platform/fake-platform.js';
import adapter from './index.js';
import type { PlatformConfig } from './platform.client.js';

const config: PlatformConfig = {
  url: 'https://platform.example/flow-service',
  oauthUrl: 'https://login.example/token',
  clientId: 'lettrage',
  clientSecret: 'env:SECRET',
  webhookKey: 'env:KEY',
  pollSeconds: 0,
  polls: 2,
};
const bearer: PlatformConfig = { url: config.url, token: 'env:TOKEN', pollSeconds: 0, polls: 2 };
const secrets = { clientSecret: 's3cret-of-the-client', webhookKey: new FakePlatform().signingKey };

function message(number: string): LifecycleMessage {
  return {
    process: 'REGULATED',
    profile: 'urn.cpro.gouv.fr:1p0:CDV:invoice',
    id: `${number}-212-001`,
    issuedAt: '2026-11-02T00:00:00Z',
    acknowledgements: [{ phase: '23', invoices: [{ invoiceNumber: number, status: '212' }] }],
  };
}

function event(position: number): StatusEvent {
  return {
    id: `0190a1b2-0000-7000-8000-00000000000${position}`,
    type: 'invoice.cashed',
    version: 1,
    company: { id: 'c1', name: 'Démo SARL' },
    position,
    time: '2026-11-02T00:00:00Z',
    day: '2026-11-02' as StatusEvent['day'],
    subject: 'FA2026-000123',
    data: { message: message(`FA-${position}`) },
  };
}

function remoteOf(platform: FakePlatform): FakeRemote {
  return {
    effects: () => platform.accepted,
    respond: (request) => {
      const { status, headers, body } = platform.handle(requestOf(request));
      return {
        status,
        ...(headers ? { headers } : {}),
        text: body === undefined ? '' : Buffer.from(body).toString('utf8'),
      };
    },
  };
}

function requestOf(request: HttpRequest): Parameters<FakePlatform['handle']>[0] {
  const url = new URL(request.url);
  const body = request.json === undefined ? (request.body ?? '') : JSON.stringify(request.json);
  return {
    method: request.method ?? 'GET',
    path: url.pathname.replace('/flow-service', ''),
    headers: { ...request.headers },
    query: Object.fromEntries(Object.entries(request.query ?? {}).map(([key, value]) => [key, String(value)])),
    body: Buffer.from(body as Uint8Array),
  };
}

async function connected(behaviour: Behaviour = {}, more: Partial<PlatformConfig> = {}) {
  const platform = new FakePlatform(behaviour);
  const remote = remoteOf(platform);
  const context = testContext({
    http: (request) => remote.respond(request),
    secrets,
    now: new Date('2026-11-02T10:00:00Z'),
  });
  return { platform, members: await adapter.create({ ...config, ...more }, context) };
}

it('keeps the promises of the contract', async () => {
  const broken = await checkAdapter(adapter, {
    entry: new URL('./index.ts', import.meta.url),
    statusSink: {
      // A token is asked for with a POST, which the kit takes for a write of `check`.
      config: bearer,
      secrets: { token: 'good-token' },
      wrongConfigs: [
        { config: { token: 'env:TOKEN' }, field: '/url' },
        { config: { ...bearer, url: 'ftp://platform.example/' }, field: '/url' },
      ],
      events: [event(1), event(2)],
      remote: () => remoteOf(new FakePlatform({ pendingFor: 1 })),
    },
  });
  expect(broken).toEqual([]);
});

describe('messages to the platform', () => {
  it('are done when the platform has acknowledged them, not when it has received them', async () => {
    const { platform, members } = await connected({ pendingFor: 3 });
    const push = () => members.statusSink!.push([event(1)]);
    expect((await push())[0]).toMatchObject({ status: 'later' });
    expect((await push())[0]).toMatchObject({ status: 'already' });
    expect(platform.flows).toHaveLength(1);
    expect(platform.flows[0]!.file.toString()).toContain('<ram:ProcessConditionCode>212<');
    expect(platform.flows[0]!.info).toMatchObject({
      flowSyntax: 'CDAR',
      processingRule: 'B2B',
      trackingId: event(1).id,
    });
  });

  it('that the platform refuses are rejected with its reasons', async () => {
    const verdict = () => ({ reasonCode: 'InvoiceLCAmountError', item: 'MDT-215', reasonMessage: 'not consistent' });
    const { members } = await connected({ verdict });
    const outcomes = await members.statusSink!.push([event(1), event(2)]);
    expect(outcomes[0]).toMatchObject({ status: 'rejected', message: expect.stringContaining('InvoiceLCAmountError') });
    expect(outcomes[1]!.status).toBe('later');
  });

  it('that it has already under another tracking id count as there, their content being the same', async () => {
    const { platform, members } = await connected();
    await members.statusSink!.push([event(1)]);
    const again = { ...event(1), id: '0190a1b2-0000-7000-8000-000000000009' };
    expect((await members.statusSink!.push([again]))[0]).toMatchObject({ status: 'already' });
    expect(platform.accepted).toBe(1);
  });

  it('wait when it asks to slow down', async () => {
    const { members } = await connected({ busyCalls: 1 });
    expect((await members.statusSink!.push([event(1)]))[0]).toMatchObject({ status: 'later', retryAfter: 1 });
    expect((await members.statusSink!.push([event(1)]))[0]).toMatchObject({ status: 'done' });
  });

  it('a wrong client is said to whoever can mend it', async () => {
    const { members } = await connected({}, { clientId: 'other' });
    await expect(members.statusSink!.push([event(1)])).rejects.toMatchObject({ kind: 'auth' });
    expect(await members.check!()).toEqual([expect.objectContaining({ rule: 'platform-auth' })]);
  });

  it('a check of a connection that works finds nothing', async () => {
    const { members } = await connected();
    expect(await members.check!()).toEqual([]);
  });
});

describe('messages from the platform', () => {
  it('come in pages, each once, with the invoices and messages that were sent for us', async () => {
    const { platform, members } = await connected();
    for (let n = 1; n <= 30; n++)
      platform.put(`<cdar n="${n}"/>`, {
        direction: 'In',
        flowType: 'CustomerInvoiceLC',
        syntax: 'CDAR',
        name: `s${n}.xml`,
      });
    platform.put('<invoice/>', { direction: 'Out', flowType: 'CustomerInvoice', syntax: 'CII', name: 'i.xml' });
    platform.put('<theirs/>', { direction: 'In', flowType: 'SupplierInvoice', syntax: 'CII', name: 'x.xml' });
    await members.statusSink!.push([event(1)]);
    const first = await members.statusSource!.poll(undefined);
    const second = await members.statusSource!.poll(first.cursor);
    expect([first.more, first.documents.length, second.more, second.documents.length]).toEqual([true, 25, false, 7]);
    expect(second.documents.at(-2)).toMatchObject({ kind: 'invoice', name: 'i.xml' });
    expect(second.documents.at(-1)).toMatchObject({ kind: 'status' });
    expect((await members.statusSource!.poll(second.cursor)).documents).toEqual([]);
    platform.put('<late/>', { direction: 'In', flowType: 'CustomerInvoiceLC', syntax: 'CDAR', name: 'late.xml' });
    const later = await members.statusSource!.poll(second.cursor);
    expect(later.documents.map(({ name }) => name)).toEqual(['late.xml']);
  });

  it('a webhook is genuine only with its signature over the raw body, and fresh', async () => {
    const { platform, members } = await connected();
    const now = new Date('2026-11-02T10:00:00Z');
    const call = platform.webhookCall('{"flowId":"é"}', now);
    const genuine = (one: typeof call) => members.statusSource!.isGenuine!(one);
    expect(await genuine(call)).toBe(true);
    expect(await genuine({ ...call, body: Buffer.from('{"flowId":"e"}') })).toBe(false);
    expect(await genuine({ ...call, headers: { ...call.headers, 'afnor-signature': 'AAAA' } })).toBe(false);
    expect(await genuine(platform.webhookCall('{}', new Date('2026-11-02T09:00:00Z')))).toBe(false);
    expect(await genuine({ headers: {}, body: call.body })).toBe(false);
  });
});
