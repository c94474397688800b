import { createServer, connect, type AddressInfo, type Server as TcpServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isAdapterError } from '@lettrage/adapter-sdk';
import { checkAdapter, testContext } from '@lettrage/adapter-sdk/conformance';
import { startSftpServer, type TestSftpServer } from '@lettrage/sftp/testing';
import adapter from './index.js';
import type { SftpConfig } from './sftp.statement-source.js';

const FILES = new Map<string, Buffer>(
  Array.from({ length: 45 }, (_, i) => [`/out/camt-${i}.xml`, Buffer.from(`<Document n="${i}"/>`)] as const),
);
const PASSWORD = 'p4ss-of-the-bank';
let server: TestSftpServer;

beforeAll(async () => {
  server = await startSftpServer({ user: 'acme', password: PASSWORD, folder: '/out' }, FILES);
});
afterAll(() => server.close());

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
          { config: { host: 'bank', user: 'u', hostKey: server.fingerprint }, field: '/password' },
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
    for (const { name, bytes } of files) expect(Buffer.from(bytes)).toEqual(FILES.get(`/out/${name}`));
  });

  it('trusts no server that shows another key, and says which it shows', async () => {
    const error = await failureOf(config({ hostKey: `SHA256:${'A'.repeat(43)}` }));
    expect([error.kind, error.field]).toEqual(['config', '/hostKey']);
    expect(error.message).toContain(server.fingerprint);
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
