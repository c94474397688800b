import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { AdapterError, type AdapterContext } from '@lettrage/adapter-sdk';
import { ImapFlow } from 'imapflow';
import type { ImapConfig } from './imap.statement-source.js';

/** An open mailbox, read only. */
export interface Mailbox {
  /** Numbers of messages mean the same only while this is the same. */
  readonly validity: string;
  uidsAfter(uid: number): Promise<number[]>;
  /** The whole message, or undefined if it is gone. */
  message(uid: number): Promise<Uint8Array | undefined>;
}

const GREETING_MS = 20_000;
/** A message larger than this is passed over: no bank sends one. */
const MOST_BYTES = 50 << 20;

/**
 * Opens the mailbox, works in it and signs out.
 *
 * @throws AdapterError `auth` where the server refuses the user, `config` where there is no such mailbox, `transient`
 * where it cannot be reached
 */
export async function withinMailbox<T>(
  config: ImapConfig,
  context: AdapterContext,
  work: (mailbox: Mailbox) => Promise<T>,
): Promise<T> {
  const { host, tls = true, port = tls ? 993 : 143, user } = config;
  const auth = await credentialsOf(config, context);
  const bridge = await bridgeTo(await context.connect({ host, port, tls }));
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: (bridge.address() as AddressInfo).port,
    // The bridge's far end speaks TLS already.
    secure: false,
    doSTARTTLS: false,
    auth: { user, ...auth },
    logger: false,
    disableAutoIdle: true,
    greetingTimeout: GREETING_MS,
  });
  // The library reports through its promises too; without a listener an error would end the process.
  client.on('error', () => undefined);
  const stop = (): void => client.close();
  context.signal.addEventListener('abort', stop, { once: true });
  try {
    return await work(await openMailbox(client, config));
  } catch (error) {
    throw error instanceof AdapterError ? error : failure(error, config);
  } finally {
    context.signal.removeEventListener('abort', stop);
    if (client.usable) await client.logout().catch(() => undefined);
    client.close();
    bridge.close();
  }
}

async function credentialsOf(config: ImapConfig, context: AdapterContext) {
  if (config.token !== undefined) return { accessToken: await context.secret('token') };
  if (config.password !== undefined) return { pass: await context.secret('password') };
  throw new AdapterError('config', 'A password or a token is needed.', { field: '/password' });
}

/**
 * The library opens its own connections, which would pass by the host's address filter; so it opens one to this machine,
 * and what it says goes through the connection the host has opened. The first to call is the only one.
 */
function bridgeTo(remote: Socket): Promise<Server> {
  const server = createServer((local) => {
    server.close();
    local.on('error', () => remote.destroy()).on('close', () => remote.destroy());
    remote.on('error', () => local.destroy()).on('close', () => local.destroy());
    local.pipe(remote).pipe(local);
  });
  server.maxConnections = 1;
  // Kept from the first moment: what the server says before the library is there must not be lost, nor an error thrown.
  remote.pause().on('error', () => undefined);
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => resolve(server));
  });
}

async function openMailbox(client: ImapFlow, config: ImapConfig): Promise<Mailbox> {
  await client.connect();
  const name = config.mailbox ?? 'INBOX';
  const opened = await client.mailboxOpen(name, { readOnly: true }).catch((error: unknown) => {
    throw isCutOff(error) ? error : new AdapterError('config', `There is no mailbox ${name}.`, { field: '/mailbox' });
  });
  return {
    validity: opened.uidValidity.toString(),
    async uidsAfter(uid) {
      const found = await client.search({ uid: `${uid + 1}:*` }, { uid: true });
      // "7:*" means the last message even where that is the sixth.
      return (found || []).filter((each) => each > uid);
    },
    async message(uid) {
      const head = await client.fetchOne(String(uid), { size: true }, { uid: true });
      if (!head || (head.size ?? 0) > MOST_BYTES) return undefined;
      const found = await client.fetchOne(String(uid), { source: true }, { uid: true });
      return found ? found.source : undefined;
    },
  };
}

function isCutOff(error: unknown): boolean {
  return (error as { code?: unknown }).code !== undefined;
}

/** What a failure means for the person who set it up. */
function failure(error: unknown, { host, user }: ImapConfig): AdapterError {
  const { authenticationFailed, message } = error as Error & { authenticationFailed?: boolean };
  if (authenticationFailed)
    return new AdapterError('auth', `${host} refused the user ${user}. Check the user and the password.`);
  return new AdapterError('transient', `${host} cannot be read at the moment.`, { internal: message });
}
