import { createHash } from 'node:crypto';
import { AdapterError, type AdapterContext } from '@lettrage/adapter-sdk';
import { Client, type ConnectConfig, type SFTPWrapper } from 'ssh2';
import { sessionOver, type SftpSession } from './sftp.session.js';

/** A server and who we are there: settings that adapters over SFTP share. Secrets are named, not written out. */
export interface SftpServer {
  readonly host: string;
  /** 22 by default. */
  readonly port?: number;
  readonly user: string;
  readonly password?: string;
  readonly privateKey?: string;
  readonly passphrase?: string;
  /** Fingerprint of its key, `SHA256:` and base64 without padding. */
  readonly hostKey: string;
}

const READY_MS = 20_000;

/**
 * Signs in over a connection of the host's own, which has passed its address filter. Close the session when done.
 *
 * @throws AdapterError `config` where the server shows another key than configured, `auth` where it refuses us,
 * `transient` where it cannot be reached
 */
export async function openSftp(server: SftpServer, context: AdapterContext): Promise<SftpSession> {
  const { host, port = 22, user } = server;
  const credentials = await credentialsOf(server, context);
  const sock = await context.connect({ host, port });
  // A packet is written in parts; held back until the last is acknowledged, each costs a twenty-fifth of a second.
  sock.setNoDelay(true);
  const client = new Client();
  const stop = (): void => void client.destroy();
  context.signal.addEventListener('abort', stop, { once: true });
  const close = (): void => {
    context.signal.removeEventListener('abort', stop);
    client.end();
  };
  try {
    const sftp = await signIn(client, { ...credentials, sock, username: user, readyTimeout: READY_MS }, server);
    return sessionOver(sftp, close);
  } catch (error) {
    client.destroy();
    // Not the client's yet where it refuses the private key.
    sock.destroy();
    close();
    throw error;
  }
}

async function credentialsOf(server: SftpServer, context: AdapterContext): Promise<ConnectConfig> {
  if (server.password === undefined && server.privateKey === undefined)
    throw new AdapterError('config', 'A password or a private key is needed.', { field: '/password' });
  const names = ['password', 'privateKey', 'passphrase'] as const;
  const given: Record<string, string> = {};
  for (const name of names) if (server[name] !== undefined) given[name] = await context.secret(name);
  return given;
}

function signIn(client: Client, options: ConnectConfig, server: SftpServer): Promise<SFTPWrapper> {
  let shown: string | undefined;
  return new Promise((resolve, reject) => {
    client
      .on('ready', () => client.sftp((error, sftp) => (error ? reject(failure(error, server, shown)) : resolve(sftp))))
      .on('error', (error) => reject(failure(error, server, shown)))
      .on('close', () => reject(new AdapterError('transient', `${server.host} closed the connection.`)));
    try {
      client.connect({
        ...options,
        hostVerifier: (key: Buffer) => {
          shown = fingerprintOf(key);
          return shown === server.hostKey;
        },
      });
    } catch (error) {
      // The library looks at the private key before it connects.
      const message = `The private key cannot be used: ${(error as Error).message}. Check it and its passphrase.`;
      reject(new AdapterError('config', message, { field: '/privateKey' }));
    }
  });
}

/** The fingerprint of a public key in SSH's own form, as OpenSSH writes it. */
export function fingerprintOf(key: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** What a failed sign-in means for the person who set it up. */
function failure(error: Error & { level?: string }, server: SftpServer, shown: string | undefined): AdapterError {
  const { host, user, hostKey } = server;
  if (shown !== undefined && shown !== hostKey) {
    const message = `${host} shows the key ${shown}, not ${hostKey}. Ask whoever keeps it whether its key changed before you configure the new one.`;
    return new AdapterError('config', message, { field: '/hostKey' });
  }
  if (error.level === 'client-authentication')
    return new AdapterError('auth', `${host} refused the user ${user}. Check the user, and the password or key.`);
  return new AdapterError('transient', `${host} cannot be reached over SFTP.`, { internal: error.message });
}
