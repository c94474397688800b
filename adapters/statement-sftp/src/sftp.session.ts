import { createHash } from 'node:crypto';
import { AdapterError, type AdapterContext, type ListedFile } from '@lettrage/adapter-sdk';
import { Client, type ConnectConfig, type SFTPWrapper } from 'ssh2';
import type { SftpConfig } from './sftp.statement-source.js';

/** An open SFTP session. */
export interface SftpSession {
  /** The files of a folder; folders and links are left out. */
  list(folder: string): Promise<ListedFile[]>;
  read(path: string): Promise<Uint8Array>;
  close(): void;
}

/** A file larger than this is not read whole into memory. */
const MOST_BYTES = 100 << 20;
const READY_MS = 20_000;
/** Status codes of SFTP (draft-ietf-secsh-filexfer-02, 7). */
const NO_SUCH_FILE = 2;
const PERMISSION_DENIED = 3;

/**
 * Signs in over a connection of the host's own, which has passed its address filter.
 *
 * @throws AdapterError `config` where the server shows another key than configured, `auth` where it refuses us,
 * `transient` where it cannot be reached
 */
export async function openSftp(config: SftpConfig, context: AdapterContext): Promise<SftpSession> {
  const { host, port = 22 } = config;
  const credentials = await credentialsOf(config, context);
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
    const sftp = await signIn(client, { ...credentials, sock, username: config.user, readyTimeout: READY_MS }, config);
    return sessionOver(sftp, close);
  } catch (error) {
    client.destroy();
    close();
    throw error;
  }
}

async function credentialsOf(config: SftpConfig, context: AdapterContext): Promise<ConnectConfig> {
  const secret = async (name: 'password' | 'privateKey' | 'passphrase'): Promise<Record<string, string>> =>
    config[name] === undefined ? {} : { [name]: await context.secret(name) };
  if (config.password === undefined && config.privateKey === undefined)
    throw new AdapterError('config', 'A password or a private key is needed.', { field: '/password' });
  return { ...(await secret('password')), ...(await secret('privateKey')), ...(await secret('passphrase')) };
}

function signIn(client: Client, options: ConnectConfig, config: SftpConfig): Promise<SFTPWrapper> {
  let shown: string | undefined;
  return new Promise((resolve, reject) => {
    client
      .on('ready', () => client.sftp((error, sftp) => (error ? reject(failure(error, config, shown)) : resolve(sftp))))
      .on('error', (error) => reject(failure(error, config, shown)))
      .on('close', () => reject(new AdapterError('transient', `${config.host} closed the connection.`)));
    try {
      client.connect({
        ...options,
        hostVerifier: (key: Buffer) => {
          shown = `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
          return shown === config.hostKey;
        },
      });
    } catch (error) {
      // The library looks at the private key before it connects.
      const message = `The private key cannot be used: ${(error as Error).message}. Check it and its passphrase.`;
      reject(new AdapterError('config', message, { field: '/privateKey' }));
    }
  });
}

/** What a failed sign-in means for the person who set it up. */
function failure(error: Error & { level?: string }, config: SftpConfig, shown: string | undefined): AdapterError {
  if (shown !== undefined && shown !== config.hostKey) {
    const message = `${config.host} shows the key ${shown}, not ${config.hostKey}. Ask the bank whether its key changed before you configure the new one.`;
    return new AdapterError('config', message, { field: '/hostKey' });
  }
  if (error.level === 'client-authentication') {
    const message = `${config.host} refused the user ${config.user}. Check the user, and the password or key.`;
    return new AdapterError('auth', message);
  }
  return new AdapterError('transient', `${config.host} cannot be reached over SFTP.`, { internal: error.message });
}

function sessionOver(sftp: SFTPWrapper, close: () => void): SftpSession {
  return {
    list: (folder) =>
      new Promise((resolve, reject) => {
        sftp.readdir(folder, (error, entries) => {
          if (error) return reject(refusal(error, folder));
          const files = entries.filter(({ attrs }) => attrs.isFile());
          resolve(
            files.map(({ filename, attrs }) => ({
              name: filename,
              size: attrs.size,
              modified: new Date(attrs.mtime * 1000).toISOString(),
            })),
          );
        });
      }),
    read: (path) =>
      new Promise((resolve, reject) => {
        const parts: Buffer[] = [];
        let size = 0;
        const stream = sftp.createReadStream(path);
        stream
          .on('data', (part: Buffer) => {
            parts.push(part);
            size += part.length;
            if (size > MOST_BYTES) stream.destroy(new AdapterError('rejected', `${path} is larger than 100 MB.`));
          })
          .on('error', (error: Error) => reject(error instanceof AdapterError ? error : refusal(error, path)))
          .on('end', () => resolve(Buffer.concat(parts)));
      }),
    close,
  };
}

function refusal(error: Error & { code?: unknown }, path: string): AdapterError {
  if (error.code === NO_SUCH_FILE)
    return new AdapterError('config', `There is no ${path} on the server. Correct the path.`, { field: '/path' });
  if (error.code === PERMISSION_DENIED)
    return new AdapterError('auth', `The user may not read ${path}. Ask the bank for the right.`);
  return new AdapterError('transient', `${path} could not be read.`, { internal: error.message });
}
