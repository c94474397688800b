import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdapterHost, AdapterRegistry, environmentSecrets } from '@lettrage/adapter-host';
import type { OpenAdapter } from '@lettrage/adapter-host';
import type { StatusEvent } from '@lettrage/adapter-sdk';

/** The adapter as the program runs it, against a receiver on this machine that verifies what arrives. */
const key = Buffer.alloc(32, 5);
const event: StatusEvent = {
  id: '0190a1b2-0000-7000-8000-000000000001',
  type: 'invoice.paid',
  version: 1,
  company: { id: 'c1', name: 'Société d’Été' },
  position: 1,
  time: '2026-01-31T10:00:00Z',
  day: '2026-01-30' as StatusEvent['day'],
  subject: 'FA2026-000123',
};

describe('a webhook to a receiver beside the program', () => {
  let server: Server;
  let url: string;
  const seen: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const {
          'webhook-id': id,
          'webhook-timestamp': at,
          'webhook-signature': given,
        } = request.headers as Record<string, string>;
        const expected = createHmac('sha256', key).update(`${id}.${at}.`).update(Buffer.concat(parts)).digest();
        const signature = Buffer.from(given!.split(',')[1]!, 'base64');
        const isFresh = Math.abs(Date.now() / 1000 - parseInt(at!, 10)) < 300;
        if (signature.length !== 32 || !timingSafeEqual(signature, expected) || !isFresh)
          return response.writeHead(401).end();
        const isKnown = seen.includes(id!);
        if (!isKnown) seen.push(id!);
        return response.writeHead(isKnown ? 409 : 202).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
  });
  afterAll(() => void server.close());

  function open(allowedNetworks: readonly string[]): Promise<OpenAdapter> {
    const registry = new AdapterRegistry({ builtIn: { 'status-webhook': () => import('./index.js') } });
    const host = new AdapterHost({
      registry,
      secrets: environmentSecrets({ HOOK: `whsec_${key.toString('base64')}` }),
    });
    return host.open('status-webhook', { config: { url, secret: 'env:HOOK' }, allowedNetworks });
  }

  it('arrives signed over its exact bytes, and is known when it comes again', async () => {
    const connection = await open(['127.0.0.0/8']);
    expect((await connection.push([event])).outcomes).toEqual([{ event: event.id, status: 'done' }]);
    expect((await connection.push([event])).outcomes[0]!.status).toBe('already');
    expect(seen).toEqual([event.id]);
  });

  it('does not leave while the network of the receiver is not opened, and says who can open it', async () => {
    const { outcomes, error } = await (await open([])).push([{ ...event, id: 'another' }]);
    expect(outcomes[0]!.status).toBe('later');
    expect(error).toMatchObject({ kind: 'config', field: '/url', message: expect.stringContaining('administrator') });
    expect(seen).toEqual([event.id]);
  });
});
