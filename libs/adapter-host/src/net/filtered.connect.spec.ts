import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AddressPolicy } from './address.policy.js';
import { filteredConnect } from './filtered.connect.js';
import type { ConnectRules } from './filtered.connect.js';
import { HostAllowList } from './host.allowlist.js';

describe('a connection of an adapter', () => {
  let server: Server;
  let port: number;
  let greeted = 0;
  beforeAll(async () => {
    server = createServer((socket) => {
      greeted += 1;
      socket.on('error', () => undefined);
      socket.end('hello');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => void server.close());

  function rules(networks: readonly string[], host: string, signal = new AbortController().signal): ConnectRules {
    const hosts = new HostAllowList('test', ['config:/host'], { host });
    return { addresses: new AddressPolicy(networks), hosts, signal, timeout: 2000 };
  }

  it('reaches a configured host whose network is open, by name and by address', async () => {
    for (const host of ['127.0.0.1', 'localhost']) {
      const socket = await filteredConnect({ host, port }, rules(['127.0.0.0/8'], host));
      const parts: Buffer[] = [];
      for await (const part of socket) parts.push(part as Buffer);
      expect(Buffer.concat(parts).toString()).toBe('hello');
    }
  });

  it.each(['127.0.0.1', 'localhost', '::ffff:127.0.0.1', '0.0.0.0', '2130706433', '0x7f.1'])(
    'never reaches the machine itself as %s',
    async (host) => {
      const before = greeted;
      await expect(
        filteredConnect({ host, port }, { ...rules([], 'x'), hosts: { requireTarget: () => undefined } as never }),
      ).rejects.toMatchObject({
        kind: 'config',
        field: '/host',
      });
      expect(greeted).toBe(before);
    },
  );

  it('reaches nothing the manifest does not name', async () => {
    await expect(
      filteredConnect({ host: 'localhost', port }, rules(['127.0.0.0/8'], 'elsewhere.example')),
    ).rejects.toMatchObject({ kind: 'config' });
  });

  it('says when nobody is there', async () => {
    await expect(
      filteredConnect({ host: '127.0.0.1', port: 1 }, rules(['127.0.0.0/8'], '127.0.0.1')),
    ).rejects.toMatchObject({ kind: 'transient' });
  });

  it('ends when the call is stopped', async () => {
    const stop = new AbortController();
    const socket = await filteredConnect({ host: '127.0.0.1', port }, rules(['127.0.0.0/8'], '127.0.0.1', stop.signal));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    stop.abort();
    await closed;
    expect(socket.destroyed).toBe(true);
  });
});
