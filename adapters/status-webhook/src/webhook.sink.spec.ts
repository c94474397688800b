import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { HttpRequest, StatusEvent } from '@lettrage/adapter-sdk';
import { checkAdapter, testContext } from '@lettrage/adapter-sdk/conformance';
import type { FakeRemote, ScriptedAnswer, ScriptedHttp } from '@lettrage/adapter-sdk/conformance';
import adapter from './index.js';

const key = Buffer.alloc(32, 7);
const nextKey = Buffer.alloc(32, 9);
const whsec = (bytes: Buffer): string => `whsec_${bytes.toString('base64')}`;
const config = { url: 'https://receiver.example/hooks', secret: 'env:HOOK_SECRET' };
const secrets = { secret: whsec(key), nextSecret: whsec(nextKey) };
const now = new Date('2026-01-31T12:00:00.900Z');

function event(position: number): StatusEvent {
  return {
    id: `0190a1b2-0000-7000-8000-00000000000${position}`,
    type: 'invoice.partly-paid',
    version: 1,
    company: { id: 'c1', name: 'Démo SARL' },
    position,
    time: '2026-01-31T10:00:00Z',
    day: '2026-01-30' as StatusEvent['day'],
    subject: 'FA2026-000123',
  };
}

/** A receiver that follows the specification: verifies the signature over the raw body, drops an id it has seen. */
function receiver(): FakeRemote & { bodies: string[] } {
  const seen = new Set<string>();
  const bodies: string[] = [];
  return {
    bodies,
    effects: () => seen.size,
    respond(request: HttpRequest): ScriptedAnswer {
      const headers = request.headers ?? {};
      const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${String(request.body)}`;
      const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
      if (!headers['webhook-signature']?.split(' ').includes(expected)) return { status: 401 };
      if (seen.has(headers['webhook-id']!)) return { status: 409 };
      seen.add(headers['webhook-id']!);
      bodies.push(String(request.body));
      return { status: 204 };
    },
  };
}

async function push(http: ScriptedHttp, events: readonly StatusEvent[] = [event(1)], more: object = {}) {
  const context = testContext({ http, secrets, now });
  const { statusSink } = await adapter.create({ ...config, ...more }, context);
  return { outcomes: await statusSink!.push(events), context };
}

describe('status-webhook', () => {
  it('keeps the promises of the contract', async () => {
    const broken = await checkAdapter(adapter, {
      entry: new URL('./index.ts', import.meta.url),
      statusSink: {
        config,
        secrets: { secret: secrets.secret },
        wrongConfigs: [
          { config: { secret: 'env:HOOK_SECRET' }, field: '/url' },
          { config: { ...config, url: 'ftp://receiver.example/' }, field: '/url' },
          { config: { ...config, nextSecret: 'env:NOT_SET' }, field: '/nextSecret' },
        ],
        events: [event(1), event(2)],
        remote: receiver,
      },
    });
    expect(broken).toEqual([]);
  });

  it('sends CloudEvents attributes, with everything else of the event as data', async () => {
    const there = receiver();
    await push((request) => there.respond(request));
    const body = JSON.parse(there.bodies[0]!) as Record<string, unknown>;
    expect(body).toMatchObject({
      specversion: '1.0',
      id: event(1).id,
      type: 'invoice.partly-paid',
      subject: 'FA2026-000123',
      source: 'lettrage/c1',
    });
    expect(body['data']).toMatchObject({ version: 1, position: 1, day: '2026-01-30', company: { id: 'c1' } });
  });

  it('signs the raw body as Standard Webhooks 1.0.0 prescribes', async () => {
    const { context } = await push([{ status: 200 }]);
    const { headers, body } = context.requests[0]!;
    expect(headers?.['webhook-timestamp']).toBe('1769860800');
    const signature = createHmac('sha256', key)
      .update(`${event(1).id}.1769860800.${String(body)}`)
      .digest('base64');
    expect(headers?.['webhook-signature']).toBe(`v1,${signature}`);
  });

  it('signs with both secrets while they change', async () => {
    const { context } = await push([{ status: 200 }], [event(1)], { nextSecret: 'env:NEXT' });
    const signatures = context.requests[0]!.headers!['webhook-signature']!.split(' ');
    expect(signatures).toHaveLength(2);
    expect(new Set(signatures).size).toBe(2);
  });

  it.each([
    [200, 'done'],
    [204, 'done'],
    [409, 'already'],
    [400, 'rejected'],
    [410, 'rejected'],
    [422, 'rejected'],
    [401, 'later'],
    [404, 'later'],
    [302, 'later'],
    [429, 'later'],
    [500, 'later'],
  ])('takes HTTP %i for %s', async (status, expected) => {
    const { outcomes } = await push([{ status }]);
    expect(outcomes[0]!.status).toBe(expected);
  });

  it('hands on how long the receiver asks to wait', async () => {
    const { outcomes } = await push([{ status: 429, headers: { 'Retry-After': '120' } }]);
    expect(outcomes[0]).toMatchObject({ status: 'later', retryAfter: 120 });
  });

  it('tries later when no answer comes, and keeps the order of the subject', async () => {
    const { outcomes, context } = await push([{ lost: true }], [event(1), event(2)]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['later', 'later']);
    expect(context.requests).toHaveLength(1);
  });

  it.each(['plain-text', 'whsec_', 'whsec_short', `whsec_${'!'.repeat(40)}`])(
    'refuses a secret such as %s, naming the field only',
    async (secret) => {
      const context = testContext({ secrets: { secret } });
      const { statusSink, check } = await adapter.create(config, context);
      await expect(statusSink!.push([event(1)])).rejects.toMatchObject({ kind: 'config', field: '/secret' });
      const problems = await check!();
      expect(problems).toMatchObject([{ location: '/secret' }]);
      expect(context.requests).toEqual([]);
    },
  );
});
