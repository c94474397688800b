import { createHash, generateKeyPairSync, timingSafeEqual } from 'node:crypto';
import { createServer, connect, type AddressInfo, type Server as TcpServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isAdapterError } from '@lettrage/adapter-sdk';
import { checkAdapter, testContext } from '@lettrage/adapter-sdk/conformance';
import ssh2 from 'ssh2';
import adapter from './index.js';
import type { SftpConfig } from './sftp.statement-source.js';

const { STATUS_CODE } = ssh2.utils.sftp;
const MODIFIED = Date.parse('2026-01-15T08:00:00Z') / 1000;
const FILES = new Map(Array.from({ length: 45 }, (_, i) => [`camt-${i}.xml`, Buffer.from(`<Document n="${i}"/>`)]));
const PASSWORD = 'p4ss-of-the-bank';

const hostKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' });
let server: ssh2.Server;
let port = 0;
let fingerprint = '';

/** A real SSH server with one folder, `/out`, and one user, `acme`. */
beforeAll(async () => {
  const parsed = ssh2.utils.parseKey(hostKey) as ssh2.ParsedKey;
  fingerprint = `SHA256:${createHash('sha256').update(parsed.getPublicSSH()).digest('base64').replace(/=+$/, '')}`;
  server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    // Missing in the library's types.
    (client as unknown as { setNoDelay: (on: boolean) => void }).setNoDelay(true);
    client
      .on('authentication', (attempt) => {
        const right = attempt.method === 'password' && attempt.username === 'acme' && same(attempt.password, PASSWORD);
        if (right) attempt.accept();
        else attempt.reject(['password']);
      })
      .on('ready', () => client.on('session', (accept) => accept().on('sftp', (open) => serve(open()))))
      .on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

function serve(sftp: ssh2.SFTPWrapper): void {
  const attrs = (size: number) => ({ mode: 0o100644, uid: 0, gid: 0, size, atime: MODIFIED, mtime: MODIFIED });
  let listed = false;
  const handles: Buffer[] = [];
  sftp
    .on('OPENDIR', (id, path) => {
      listed = false;
      if (path === '/out') sftp.handle(id, Buffer.from('dir'));
      else sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    })
    .on('READDIR', (id) => {
      if (listed) return sftp.status(id, STATUS_CODE.EOF);
      listed = true;
      const folder = { filename: 'old', longname: 'old', attrs: { ...attrs(0), mode: 0o040755 } };
      const files = [...FILES].map(([filename, bytes]) => ({
        filename,
        longname: filename,
        attrs: attrs(bytes.length),
      }));
      sftp.name(id, [folder, ...files]);
    })
    .on('OPEN', (id, path) => {
      const bytes = FILES.get(path.replace('/out/', ''));
      if (!bytes) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
      handles.push(bytes);
      sftp.handle(id, Buffer.from(String(handles.length - 1)));
    })
    .on('FSTAT', (id, handle) => sftp.attrs(id, attrs(handles[Number(handle.toString())]!.length)))
    .on('READ', (id, handle, offset, length) => {
      const bytes = handles[Number(handle.toString())]!;
      if (offset >= bytes.length) sftp.status(id, STATUS_CODE.EOF);
      else sftp.data(id, bytes.subarray(offset, offset + length));
    })
    .on('CLOSE', (id) => sftp.status(id, STATUS_CODE.OK));
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
  path: '/out',
  ...more,
});

async function failureOf(
  given: SftpConfig,
  password?: string,
): Promise<{ kind: string; field?: string; message: string }> {
  const { statementSource } = await adapter.create(given, context(password));
  const error: unknown = await statementSource!.fetch(undefined).catch((thrown: unknown) => thrown);
  if (!isAdapterError(error)) throw new Error(`no AdapterError: ${String(error)}`);
  return error;
}

describe('statement-sftp', () => {
  it('keeps the promises of a statement source', async () => {
    const broken = await checkAdapter(adapter, {
      entry: new URL('./index.js', import.meta.url),
      statementSource: {
        config: config(),
        secrets: { password: PASSWORD },
        wrongConfigs: [
          { config: { host: 'bank', user: 'u' }, field: '/hostKey' },
          { config: { ...config(), hostKey: 'MD5:00' }, field: '/hostKey' },
          { config: { host: 'bank', user: 'u', hostKey: fingerprint }, field: '/password' },
        ],
        context,
      },
    });
    expect(broken).toEqual([]);
  });

  it('brings every file whole, oldest first, and no folder', async () => {
    const { statementSource } = await adapter.create(config(), context());
    const { files, more } = await statementSource!.fetch(undefined);
    expect([files.length, more]).toEqual([20, true]);
    for (const { name, bytes } of files) expect(Buffer.from(bytes)).toEqual(FILES.get(name));
  });

  it('trusts no server that shows another key, and says which it shows', async () => {
    const error = await failureOf(config({ hostKey: `SHA256:${'A'.repeat(43)}` }));
    expect([error.kind, error.field]).toEqual(['config', '/hostKey']);
    expect(error.message).toContain(fingerprint);
  });

  it('says that the password is wrong, without it', async () => {
    const error = await failureOf(config(), 'wr0ng');
    expect(error.kind).toBe('auth');
    expect(error.message).not.toContain('wr0ng');
  });

  it('says that the folder is not there, and that the server is not', async () => {
    expect(await failureOf(config({ path: '/nowhere' }))).toMatchObject({ kind: 'config', field: '/path' });
    const silent: TcpServer = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    expect(await failureOf(config({ port: (silent.address() as AddressInfo).port }))).toMatchObject({
      kind: 'transient',
    });
    silent.close();
  });
});
