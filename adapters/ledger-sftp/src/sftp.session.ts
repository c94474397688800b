import { createHash } from 'node:crypto';
import { AdapterError, type AdapterContext } from '@lettrage/adapter-sdk';
import { Client, type ConnectConfig, type SFTPWrapper } from 'ssh2';
import type { SftpConfig } from './sftp.sink.js';

/** An open SFTP session. */
export interface SftpSession {
  /** Writes a file under another name and gives it its own once it is whole; one of that name is replaced. */
  put(path: string, draft: string, bytes: Uint8Array): Promise<void>;
  /** True where there is such a folder. */
  hasFolder(path: string): Promise<boolean>;
  close(): void;
}

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
  const { host, port = 22, user } = config;
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
    const sftp = await signIn(client, { ...credentials, sock, username: user, readyTimeout: READY_MS }, config);
    return sessionOver(sftp, close);
  } catch (error) {
    client.destroy();
    close();
    throw error;
  }
}

async function credentialsOf(config: SftpConfig, context: AdapterContext): Promise<ConnectConfig> {
  if (config.password === undefined && config.privateKey === undefined)
    throw new AdapterError('config', 'A password or a private key is needed.', { field: '/password' });
  const names = ['password', 'privateKey', 'passphrase'] as const;
  const given: Record<string, string> = {};
  for (const name of names) if (config[name] !== undefined) given[name] = await context.secret(name);
  return given;
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
    const message = `${config.host} shows the key ${shown}, not ${config.hostKey}. Ask whoever keeps it whether its key changed before you configure the new one.`;
    return new AdapterError('config', message, { field: '/hostKey' });
  }
  if (error.level === 'client-authentication') {
    const message = `${config.host} refused the user ${config.user}. Check the user, and the password or key.`;
    return new AdapterError('auth', message);
  }
  return new AdapterError('transient', `${config.host} cannot be reached over SFTP.`, { internal: error.message });
}

function sessionOver(sftp: SFTPWrapper, close: () => void): SftpSession {
  const done = (path: string, run: (callback: (error?: Error | null) => void) => void): Promise<void> =>
    new Promise((resolve, reject) => run((error) => (error ? reject(refusal(error, path)) : resolve())));
  return {
    async put(path, draft, bytes) {
      await done(draft, (callback) => sftp.writeFile(draft, Buffer.from(bytes), callback));
      const rename = (): Promise<void> => done(path, (callback) => sftp.rename(draft, path, callback));
      // Most servers rename onto nothing that is there: what is there is an earlier try.
      await rename().catch(async () => {
        await done(path, (callback) => sftp.unlink(path, callback)).catch(() => undefined);
        await rename();
      });
    },
    hasFolder: (path) =>
      new Promise((resolve, reject) => {
        sftp.stat(path, (error, stats) => {
          if (!error) resolve(stats.isDirectory());
          else if ((error as { code?: unknown }).code === NO_SUCH_FILE) resolve(false);
          else reject(refusal(error, path));
        });
      }),
    close,
  };
}

function refusal(error: Error & { code?: unknown }, path: string): AdapterError {
  if (error.code === NO_SUCH_FILE)
    return new AdapterError('config', `${path} cannot be written: its folder is not there. Correct the path.`, {
      field: '/path',
    });
  if (error.code === PERMISSION_DENIED)
    return new AdapterError('auth', `The user may not write ${path}. Ask for the right.`);
  return new AdapterError('transient', `${path} could not be written.`, { internal: error.message });
}
