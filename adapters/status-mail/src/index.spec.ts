import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { StatusEvent } from '@lettrage/adapter-sdk';
import { checkAdapter, testContext } from '@lettrage/adapter-sdk/conformance';
import { SMTPServer } from 'smtp-server';
import adapter from './index.js';
import type { MailConfig } from './mail.sink.js';

const PASSWORD = 'p4ss-of-the-sender';

let server: SMTPServer;
let port: number;
let mails: { to: string[]; source: string }[] = [];
/** What the server says to the next recipient; nothing: yes. */
let refusal: { code: number } | undefined;

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      username === 'acme' && password === PASSWORD
        ? done(null, { user: 'acme' })
        : done(Object.assign(new Error('no'), { responseCode: 535 })),
    onRcptTo: (_address, _session, done) =>
      refusal ? done(Object.assign(new Error('refused'), { responseCode: refusal.code })) : done(),
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          source: Buffer.concat(parts).toString(),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  port = (server.server.address() as AddressInfo).port;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
beforeEach(() => {
  mails = [];
  refusal = undefined;
});

const config = (more: Partial<MailConfig> = {}): MailConfig => ({
  host: '127.0.0.1',
  port,
  security: 'none',
  user: 'acme',
  password: 'env:MAIL',
  from: 'factures@acme.example',
  copy: 'archive@acme.example',
  ...more,
});
const context = (password = PASSWORD) => ({
  ...testContext({ secrets: { password } }),
  connect: ({ host, port: there }: { host: string; port: number }) => Promise.resolve(connect({ host, port: there })),
});

function event(position = 1): StatusEvent {
  return {
    id: `0190a1b2-0000-7000-8000-00000000000${position}`,
    type: 'invoice.dispatched',
    version: 1,
    company: { id: 'c1', name: 'Atelier du Rhône' },
    position: 0,
    time: '2026-11-02T09:00:00Z',
    day: '2026-11-02' as StatusEvent['day'],
    subject: 'FA-1',
    data: {
      mail: { to: 'client@buyer.example', subject: 'Facture FA-1 : été', text: 'Bonjour,\n\nCi-joint.\n' },
      file: { name: 'FA-1.pdf', mediaType: 'application/pdf', base64: Buffer.from('%PDF-1.7 é').toString('base64') },
    },
  };
}

const push = async (given = config(), password?: string) => {
  const { statusSink } = await adapter.create(given, context(password));
  return statusSink!.push([event()]);
};

describe('invoices by mail', () => {
  it('keeps the promises of the contract', async () => {
    const broken = await checkAdapter(adapter, {
      entry: new URL('./index.ts', import.meta.url),
      statusSink: {
        config: config(),
        secrets: { password: PASSWORD },
        wrongConfigs: [
          { config: { from: 'a@b.example' }, field: '/host' },
          { config: { ...config(), from: 'nobody' }, field: '/from' },
          { config: { ...config(), password: undefined }, field: '/password' },
        ],
        events: [event(1), event(2)],
        // The same Message-ID is the same mail, however often it is sent.
        remote: () => {
          mails = [];
          return {
            respond: () => ({ status: 500 }),
            effects: () => new Set(mails.map(({ source }) => /^Message-ID: .*$/im.exec(source)?.[0])).size,
          };
        },
        context,
      },
    });
    expect(broken).toEqual([]);
  });

  it('carries the document to the customer, with a blind copy', async () => {
    expect(await push()).toEqual([{ event: event().id, status: 'done', externalId: `<${event().id}@acme.example>` }]);
    const [mail] = mails;
    expect(mail!.to).toEqual(['client@buyer.example', 'archive@acme.example']);
    expect(mail!.source).toMatch(/^From: =\?UTF-8\?Q\?Atelier_du_Rh=C3=B4ne\?= <factures@acme\.example>/m);
    expect(mail!.source).not.toContain('archive@acme.example');
    expect(mail!.source).toContain('Content-Disposition: attachment; filename=FA-1.pdf');
    expect(mail!.source).toContain(Buffer.from('%PDF-1.7 é').toString('base64'));
  });

  it('a recipient that does not exist is refused, one that cannot now is tried again', async () => {
    refusal = { code: 550 };
    expect((await push())[0]).toMatchObject({ status: 'rejected', message: expect.stringContaining('550') });
    refusal = { code: 451 };
    expect((await push())[0]).toMatchObject({ status: 'later' });
    expect((await push(config({ port: 1 })))[0]).toMatchObject({ status: 'later' });
  });

  it('says what to mend: the password without showing it, a server without safe connection', async () => {
    await expect(push(config(), 'wr0ng')).rejects.toMatchObject({ kind: 'auth' });
    await expect(push(config({ security: 'starttls' }))).rejects.toMatchObject({ kind: 'config', field: '/security' });
    const { check } = await adapter.create(config(), context('wr0ng'));
    expect(await check!()).toEqual([expect.objectContaining({ rule: 'mail-auth' })]);
    expect(await (await adapter.create(config(), context())).check!()).toEqual([]);
  });
});
