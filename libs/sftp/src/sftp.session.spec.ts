import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isAdapterError, type AdapterContext } from '@lettrage/adapter-sdk';
import { testContext } from '@lettrage/adapter-sdk/conformance';
import { openSftp, type SftpServer, type SftpSession } from './index.js';
import { startSftpServer, type TestSftpServer } from './testing/index.js';

const files = new Map([['/box/a.xml', Buffer.from('first')]]);
const secrets = { password: 'right', privateKey: 'no key at all' };
let server: TestSftpServer;

beforeAll(async () => {
  server = await startSftpServer({ user: 'acme', password: 'right', folder: '/box' }, files);
});
afterAll(() => server.close());

function context(password = secrets.password): AdapterContext {
  return {
    ...testContext({ secrets: { ...secrets, password } }),
    connect: ({ host, port }) => Promise.resolve(connect({ host, port })),
  };
}

function known(more: Partial<SftpServer> = {}): SftpServer {
  const { port, fingerprint } = server;
  return { host: '127.0.0.1', port, user: 'acme', password: 'env:P', hostKey: fingerprint, ...more };
}

async function within<T>(work: (session: SftpSession) => Promise<T>): Promise<T> {
  const session = await openSftp(known(), context());
  try {
    return await work(session);
  } finally {
    session.close();
  }
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  if (!isAdapterError(error)) throw new Error(`no AdapterError: ${String(error)}`);
  return [error.kind, error.field];
}

describe('an SFTP session', () => {
  it('lists the files of a folder, reads one whole, and replaces one', async () => {
    await within(async (session) => {
      expect(await session.list('/box')).toEqual([{ name: 'a.xml', size: 5, modified: '2026-01-15T08:00:00.000Z' }]);
      await session.put('/box/a.xml', '/box/a.xml.part', Buffer.from('second'));
      expect([...files.keys()]).toEqual(['/box/a.xml']);
      expect(Buffer.from(await session.read('/box/a.xml')).toString()).toBe('second');
      expect([await session.hasFolder('/box'), await session.hasFolder('/none')]).toEqual([true, false]);
    });
  });

  it('says of a path that is not there that the path is to be corrected', async () => {
    await within(async (session) => {
      for (const work of [session.list('/none'), session.read('/box/none'), session.put('/x', '/x.part', Buffer.of(1))])
        expect(await failureOf(work)).toEqual(['config', '/path']);
    });
  });

  it('is not opened to a server with another key, by a wrong password, or with a key that is none', async () => {
    const other = known({ hostKey: `SHA256:${'A'.repeat(43)}` });
    expect(await failureOf(openSftp(other, context()))).toEqual(['config', '/hostKey']);
    expect(await failureOf(openSftp(known(), context('wrong')))).toEqual(['auth', undefined]);
    expect(await failureOf(openSftp(known({ privateKey: 'env:K' }), context()))).toEqual(['config', '/privateKey']);
    const { password: _none, ...neither } = known();
    expect(await failureOf(openSftp(neither, context()))).toEqual(['config', '/password']);
  });
});
