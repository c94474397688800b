import { createHash, generateKeyPairSync } from 'node:crypto';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { isAdapterError, type StatusEvent } from '@lettrage/adapter-sdk';
import { checkAdapter, testContext } from '@lettrage/adapter-sdk/conformance';
import ssh2 from 'ssh2';
import adapter from './index.js';
import type { SftpConfig } from './sftp.sink.js';

const { STATUS_CODE } = ssh2.utils.sftp;
const PASSWORD = 'p4ss-of-the-office';
const hostKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' });
/** What lies on the server, by path; only `/in` is there. */
const files = new Map<string, Buffer>();
let server: ssh2.Server;
let port = 0;
let fingerprint = '';

beforeAll(async () => {
  const parsed = ssh2.utils.parseKey(hostKey) as ssh2.ParsedKey;
  fingerprint = `SHA256:${createHash('sha256').update(parsed.getPublicSSH()).digest('base64').replace(/=+$/, '')}`;
  server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    (client as unknown as { setNoDelay: (on: boolean) => void }).setNoDelay(true);
    client
      .on('authentication', (attempt) => {
        if (attempt.method === 'password' && attempt.password === PASSWORD) attempt.accept();
        else attempt.reject(['password']);
      })
      .on('ready', () => client.on('session', (accept) => accept().on('sftp', (open) => serve(open()))))
      .on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
beforeEach(() => files.clear());

function serve(sftp: ssh2.SFTPWrapper): void {
  const folder = { mode: 0o040755, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 };
  const file = { ...folder, mode: 0o100644 };
  sftp
    .on('OPEN', (id, path) => {
      if (!path.startsWith('/in/')) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
      files.set(path, Buffer.alloc(0));
      sftp.handle(id, Buffer.from(path));
    })
    .on('WRITE', (id, handle, offset, data) => {
      const before = files.get(handle.toString())!;
      const after = Buffer.alloc(Math.max(before.length, offset + data.length));
      before.copy(after);
      data.copy(after, offset);
      files.set(handle.toString(), after);
      sftp.status(id, STATUS_CODE.OK);
    })
    .on('FSETSTAT', (id) => sftp.status(id, STATUS_CODE.OK))
    .on('FSTAT', (id) => sftp.attrs(id, file))
    .on('CLOSE', (id) => sftp.status(id, STATUS_CODE.OK))
    .on('RENAME', (id, from, to) => {
      // As servers of version 3 do: not onto what is there.
      if (files.has(to)) return sftp.status(id, STATUS_CODE.FAILURE);
      files.set(to, files.get(from)!);
      files.delete(from);
      sftp.status(id, STATUS_CODE.OK);
    })
    .on('REMOVE', (id, path) => sftp.status(id, files.delete(path) ? STATUS_CODE.OK : STATUS_CODE.NO_SUCH_FILE))
    .on('STAT', (id, path) => {
      if (path === '/in') sftp.attrs(id, folder);
      else sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    });
}

const context = (password = PASSWORD) => ({
  ...testContext({ secrets: { password } }),
  connect: ({ host, port: at }: { host: string; port: number }) => Promise.resolve(connect({ host, port: at })),
});
const config = (more: Partial<SftpConfig> = {}): SftpConfig => ({
  host: '127.0.0.1',
  port,
  user: 'acme',
  password: 'env:SFTP_PASSWORD',
  hostKey: fingerprint,
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
          { config: { host: 'office', user: 'u', hostKey: fingerprint }, field: '/password' },
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
