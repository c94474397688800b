import { connect, createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isAdapterError, type Cursor } from '@lettrage/adapter-sdk';
import { checkAdapter, testContext } from '@lettrage/adapter-sdk/conformance';
import adapter from './index.js';
import type { ImapConfig } from './imap.statement-source.js';
import { startImapServer, type FakeMailbox } from './testing/imap-server.js';

const PASSWORD = 'p4ss-of-the-mailbox';

let mailbox: FakeMailbox;
let server: Awaited<ReturnType<typeof startImapServer>>;
beforeEach(async () => {
  mailbox = { validity: 7, messages: [], commands: [] };
  server = await startImapServer(mailbox, PASSWORD);
});
afterEach(() => server.close());

/** A message with attachments, as mail programs write them. */
function mail(from: string, attachments: Readonly<Record<string, string>>): string {
  const parts = Object.entries(attachments).map(
    ([name, text]) =>
      `--b\r\nContent-Type: application/octet-stream; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(text).toString('base64')}\r\n`,
  );
  return `From: Banque <${from}>\r\nTo: compta@acme.example\r\nSubject: Releve\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nBonjour\r\n${parts.join('')}--b--\r\n`;
}

const receive = (uid: number, from: string, attachments: Readonly<Record<string, string>>): void => {
  mailbox.messages.push({ uid, source: mail(from, attachments) });
};
const config = (more: Partial<ImapConfig> = {}): ImapConfig => ({
  host: '127.0.0.1',
  port: server.port,
  tls: false,
  user: 'acme',
  password: 'env:IMAP_PASSWORD',
  senders: ['releves@banque.example', '@cabinet.example'],
  ...more,
});
const context = (password = PASSWORD) => ({
  ...testContext({ secrets: { password } }),
  connect: ({ host, port }: { host: string; port: number }) => Promise.resolve(connect({ host, port })),
});

async function fetched(given = config(), cursor?: Cursor) {
  const { statementSource } = await adapter.create(given, context());
  const { files, ...rest } = await statementSource!.fetch(cursor);
  return { ...rest, files: Object.fromEntries(files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])) };
}

describe('statement-imap', () => {
  it('keeps the promises of a statement source', async () => {
    for (let i = 1; i <= 45; i++) receive(i * 3, 'releves@banque.example', { [`r${i}.sta`]: `:20:${i}` });
    const broken = await checkAdapter(adapter, {
      entry: new URL('./index.js', import.meta.url),
      statementSource: {
        config: config(),
        secrets: { password: PASSWORD },
        wrongConfigs: [
          { config: { host: 'h', user: 'u' }, field: '/senders' },
          { config: { ...config(), host: 'a b' }, field: '/host' },
          { config: { host: '127.0.0.1', user: 'u', senders: ['@x'] }, field: '/password' },
        ],
        context,
      },
    });
    expect(broken).toEqual([]);
  });

  it('takes what banks send from the senders named, once, and leaves the mailbox as it is', async () => {
    receive(4, 'releves@banque.example', { 'releve.xml': '<a/>', 'logo.png': 'x' });
    receive(9, 'spam@banque.example.evil.test', { 'virus.xml': '<b/>' });
    receive(12, 'Paul@Cabinet.example', { '../../é dossier/mars.csv': 'Société;1' });
    const first = await fetched();
    expect(first).toEqual({
      files: { 'releve.xml': '<a/>', 'mars.csv': 'Société;1' },
      cursor: { validity: '7', uid: 12 },
      more: false,
    });
    expect((await fetched(config(), first.cursor)).files).toEqual({});
    receive(13, 'releves@banque.example', { 'avril.xml': '<c/>' });
    expect((await fetched(config(), first.cursor)).files).toEqual({ 'avril.xml': '<c/>' });
    const commands = new Set(mailbox.commands.map((command) => command.split(' ').slice(0, 2).join(' ')));
    expect([...commands].filter((command) => /SELECT|STORE|COPY|EXPUNGE|BODY\[/.test(command))).toEqual([]);
  });

  it('reads a mailbox that was made anew from its start', async () => {
    receive(4, 'releves@banque.example', { 'releve.xml': '<a/>' });
    const { cursor } = await fetched();
    mailbox.validity = 8;
    expect((await fetched(config(), cursor)).files).toEqual({ 'releve.xml': '<a/>' });
  });

  it('says what is wrong: the password without showing it, the mailbox, the server', async () => {
    const failureOf = async (given: ImapConfig, password?: string) => {
      const { statementSource } = await adapter.create(given, context(password));
      const error: unknown = await statementSource!.fetch(undefined).catch((thrown: unknown) => thrown);
      if (!isAdapterError(error)) throw new Error(`no AdapterError: ${String(error)}`);
      return error;
    };
    const refused = await failureOf(config(), 'wr0ng');
    expect(refused.kind).toBe('auth');
    expect(refused.message).not.toContain('wr0ng');
    expect(await failureOf(config({ mailbox: 'Banque' }))).toMatchObject({ kind: 'config', field: '/mailbox' });
    const silent = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    expect(await failureOf(config({ port }))).toMatchObject({ kind: 'transient' });
    silent.close();
  });
});
