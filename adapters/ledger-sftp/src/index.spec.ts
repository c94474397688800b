import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isAdapterError, type StatusEvent } from '@lettrage/adapter-sdk';
import { checkAdapter, testContext } from '@lettrage/adapter-sdk/conformance';
import { startSftpServer, type TestSftpServer } from '@lettrage/sftp/testing';
import adapter from './index.js';
import type { SftpConfig } from './sftp.sink.js';

const PASSWORD = 'p4ss-of-the-office';
/** What lies on the server, by path; only `/in` is there. */
const files = new Map<string, Buffer>();
let server: TestSftpServer;

beforeAll(async () => {
  server = await startSftpServer({ user: 'acme', password: PASSWORD, folder: '/in' }, files);
});
afterAll(() => server.close());
beforeEach(() => files.clear());

const context = (password = PASSWORD) => ({
  ...testContext({ secrets: { password } }),
  connect: ({ host, port: at }: { host: string; port: number }) => Promise.resolve(connect({ host, port: at })),
});
const config = (more: Partial<SftpConfig> = {}): SftpConfig => ({
  host: '127.0.0.1',
  port: server.port,
  user: 'acme',
  password: 'env:SFTP_PASSWORD',
  hostKey: server.fingerprint,
  path: '/in',
  ...more,
});

function event(n: number, name = `ecritures-${n}.txt`): StatusEvent {
  return {
    id: `export-${n}`,
    type: 'export.made',
    version: 1,
    company: { id: 'c1', name: 'Atelier du Rhône' },
    position: 0,
    time: '2026-11-02T09:00:00Z',
    day: '2026-11-02' as StatusEvent['day'],
    subject: name,
    data: { file: { name, mediaType: 'text/plain', base64: Buffer.from(`bytes of ${n}`).toString('base64') } },
  };
}

async function push(events: readonly StatusEvent[], given = config(), password?: string) {
  const { statusSink } = await adapter.create(given, context(password));
  return statusSink!.push(events);
}

describe('exports by SFTP', () => {
  it('keep the promises of a sink', async () => {
    const broken = await checkAdapter(adapter, {
      entry: new URL('./index.ts', import.meta.url),
      statusSink: {
        config: config(),
        secrets: { password: PASSWORD },
        wrongConfigs: [
          { config: { host: 'office', user: 'u' }, field: '/hostKey' },
          { config: { ...config(), hostKey: 'MD5:00' }, field: '/hostKey' },
          { config: { host: 'office', user: 'u', hostKey: server.fingerprint }, field: '/password' },
        ],
        events: [event(1), event(2)],
        remote: () => {
          files.clear();
          return { respond: () => ({ status: 500 }), effects: () => files.size };
        },
        context,
      },
    });
    expect(broken).toEqual([]);
  });

  it('appear whole under their name, also when they are sent again', async () => {
    expect(await push([event(1)])).toEqual([{ event: 'export-1', status: 'done', externalId: '/in/ecritures-1.txt' }]);
    await push([event(1)]);
    expect([...files].map(([path, bytes]) => [path, bytes.toString()])).toEqual([
      ['/in/ecritures-1.txt', 'bytes of 1'],
    ]);
  });

  it('do not leave their folder', async () => {
    for (const name of ['../x', '/etc/x', 'a/b', '..', 'a\\b'])
      expect(await push([event(1, name)])).toMatchObject([{ status: 'unsupported' }]);
    expect(files.size).toBe(0);
  });

  it.each([
    ['another key', { hostKey: `SHA256:${'A'.repeat(43)}` }, undefined, '/hostKey'],
    ['a folder that is not there', { path: '/out' }, undefined, '/path'],
    ['a wrong password', {}, 'wr0ng', undefined],
  ] as const)('say what is wrong: %s', async (_what, more, password, field) => {
    const error: unknown = await push([event(1)], config(more), password).catch((thrown: unknown) => thrown);
    expect(isAdapterError(error) && [error.kind, error.field]).toEqual([password ? 'auth' : 'config', field]);
    const { check } = await adapter.create(config(more), context(password));
    expect(await check!()).toHaveLength(1);
  });

  it('are checked without writing anything', async () => {
    const { check } = await adapter.create(config(), context());
    expect(await check!()).toEqual([]);
    expect(files.size).toBe(0);
  });
});
