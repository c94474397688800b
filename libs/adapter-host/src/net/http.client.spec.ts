import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AddressPolicy } from './address.policy.js';
import { HostAllowList } from './host.allowlist.js';
import { FilteredHttpClient } from './http.client.js';
import type { HttpLimits } from './http.client.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A real server on loopback: what is refused must be refused before it hears anything. */
async function serve(listener: RequestListener): Promise<{ url: string; heard: IncomingMessage[] }> {
  const heard: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    heard.push(request);
    listener(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

interface Rules {
  readonly urls: readonly string[];
  readonly networks?: readonly string[];
  readonly limits?: Partial<HttpLimits>;
  readonly signal?: AbortSignal;
}

function client({
  urls,
  networks = ['127.0.0.0/8'],
  limits = {},
  signal = new AbortController().signal,
}: Rules): FilteredHttpClient {
  const config = Object.fromEntries(urls.map((url, index) => [`url${index}`, url]));
  const hosts = new HostAllowList(
    'test',
    urls.map((_url, index) => `config:/url${index}`),
    config,
  );
  return new FilteredHttpClient({ addresses: new AddressPolicy(networks), hosts, signal, limits });
}

describe('the HTTP client of an adapter', () => {
  it('gives any status back with its body and lower-case headers', async () => {
    const { url, heard } = await serve((_request, response) =>
      response.writeHead(418, { 'X-Kind': 'Teapot' }).end('{"a":"1.00"}'),
    );
    const answer = await client({ urls: [url] }).request({ url: `${url}/pot`, query: { a: 1, b: 'é', c: undefined } });
    expect(answer.status).toBe(418);
    expect(answer.headers['x-kind']).toBe('Teapot');
    expect(answer.json()).toEqual({ a: '1.00' });
    expect(heard[0]!.url).toBe('/pot?a=1&b=%C3%A9');
  });

  it('sends a body byte for byte, which signatures rely on', async () => {
    let received = '';
    const { url } = await serve((request, response) => {
      request.on('data', (chunk: Buffer) => (received += chunk.toString('utf8')));
      request.on('end', () => response.end());
    });
    const body = '{"b": 1.50,\n"a":"é"}';
    await client({ urls: [url] }).request({
      method: 'POST',
      url,
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(received).toBe(body);
  });

  it.each([
    'http://127.0.0.1:PORT',
    'http://2130706433:PORT',
    'http://0x7f.1:PORT',
    'http://0177.0.0.1:PORT',
    'http://[::ffff:127.0.0.1]:PORT',
    'http://[::127.0.0.1]:PORT',
    'http://0.0.0.0:PORT',
    'http://localhost:PORT',
    'http://[64:ff9b::127.0.0.1]:PORT',
    'http://169.254.169.254',
  ])('never reaches the machine itself as %s, even when it is configured', async (form) => {
    const { url, heard } = await serve((_request, response) => response.end('secret'));
    const target = form.replace('PORT', new URL(url).port);
    await expect(client({ urls: [target], networks: [] }).request({ url: target })).rejects.toMatchObject({
      kind: 'config',
      field: '/url',
    });
    expect(heard).toEqual([]);
  });

  it('calls the hosts of the manifest only', async () => {
    const { url, heard } = await serve((_request, response) => response.end());
    const other = await serve((_request, response) => response.end());
    await expect(client({ urls: [url] }).request({ url: other.url })).rejects.toMatchObject({ kind: 'config' });
    await expect(client({ urls: [url] }).request({ url: url.replace('//', '//user:pass@') })).rejects.toMatchObject({
      kind: 'config',
    });
    await expect(client({ urls: [url] }).request({ url: 'file:///etc/passwd' })).rejects.toMatchObject({
      kind: 'config',
    });
    expect([...heard, ...other.heard]).toEqual([]);
  });

  it('follows a redirect to another permitted host without the credentials', async () => {
    const second = await serve((_request, response) => response.end('there'));
    const first = await serve((_request, response) =>
      response.writeHead(302, { location: `${second.url}/next` }).end(),
    );
    const headers = { authorization: 'Bearer k', DOLAPIKEY: 'k', accept: 'text/plain' };
    const answer = await client({ urls: [first.url, second.url] }).request({ url: first.url, headers });
    expect(answer.text()).toBe('there');
    expect(second.heard[0]!.headers).toMatchObject({ accept: 'text/plain' });
    expect(second.heard[0]!.headers).not.toHaveProperty('authorization');
    expect(second.heard[0]!.headers).not.toHaveProperty('dolapikey');
  });

  it('keeps the credentials on a redirect within the host', async () => {
    const { url, heard } = await serve((request, response) =>
      request.url === '/' ? response.writeHead(307, { location: '/next' }).end() : response.end('there'),
    );
    await client({ urls: [url] }).request({ url, headers: { authorization: 'Bearer k' } });
    expect(heard[1]!.headers['authorization']).toBe('Bearer k');
  });

  it('checks each hop: a redirect inside is refused', async () => {
    const inside = await serve((_request, response) => response.end('secret'));
    const first = await serve((_request, response) => response.writeHead(302, { location: inside.url }).end());
    await expect(client({ urls: [first.url] }).request({ url: first.url })).rejects.toMatchObject({ kind: 'config' });
    expect(inside.heard).toEqual([]);
  });

  it('gives up on redirects in a circle', async () => {
    const { url, heard } = await serve((_request, response) => response.writeHead(302, { location: '/' }).end());
    await expect(client({ urls: [url], limits: { redirects: 2 } }).request({ url })).rejects.toMatchObject({
      kind: 'rejected',
    });
    expect(heard).toHaveLength(3);
  });

  it('never turns a write into a read because of a redirect', async () => {
    const { url, heard } = await serve((_request, response) => response.writeHead(302, { location: '/next' }).end());
    expect((await client({ urls: [url] }).request({ method: 'POST', url, json: {} })).status).toBe(302);
    expect(heard).toHaveLength(1);
  });

  it('stops an answer that is too large, also one that is small only when packed', async () => {
    const bomb = gzipSync(Buffer.alloc(4 << 20));
    const { url } = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    await expect(client({ urls: [url], limits: { responseBytes: 1 << 20 } }).request({ url })).rejects.toMatchObject({
      kind: 'malformed',
    });
  });

  it('does not wait for ever, nor after it was stopped', async () => {
    const { url } = await serve(() => undefined);
    await expect(client({ urls: [url], limits: { timeout: 50 } }).request({ url })).rejects.toMatchObject({
      kind: 'transient',
    });
    const stop = new AbortController();
    const pending = client({ urls: [url], signal: stop.signal }).request({ url });
    stop.abort();
    await expect(pending).rejects.toMatchObject({ kind: 'transient' });
  });

  it('calls a cut answer transient', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half');
      setTimeout(() => response.destroy(), 5);
    });
    await expect(client({ urls: [url] }).request({ url })).rejects.toMatchObject({ kind: 'transient' });
  });

  it('uses no proxy of the environment', async () => {
    const { url } = await serve((_request, response) => response.end('direct'));
    process.env['HTTP_PROXY'] = 'http://127.0.0.1:1';
    try {
      expect((await client({ urls: [url] }).request({ url })).text()).toBe('direct');
    } finally {
      delete process.env['HTTP_PROXY'];
    }
  });
});

describe('the host allow-list', () => {
  it('admits names of the manifest on 443 over https only', () => {
    const hosts = new HostAllowList('test', ['api.example.com', '*.bank.example', 'sftp.example.com:22'], {});
    const allows = (url: string): boolean => {
      try {
        hosts.requireUrl(new URL(url));
        return true;
      } catch {
        return false;
      }
    };
    expect(allows('https://api.example.com/x')).toBe(true);
    expect(allows('https://eu.bank.example/x')).toBe(true);
    expect(allows('https://bank.example/x')).toBe(false);
    expect(allows('http://api.example.com/x')).toBe(false);
    expect(allows('https://api.example.com:8443/x')).toBe(false);
    expect(allows('https://api.example.com.evil.example/')).toBe(false);
    expect(() => hosts.requireTarget('sftp.example.com', 22)).not.toThrow();
    expect(() => hosts.requireTarget('sftp.example.com', 25)).toThrow(/manifest/);
  });
});
