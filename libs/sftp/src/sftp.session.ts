import { AdapterError, type ListedFile } from '@lettrage/adapter-sdk';
import type { SFTPWrapper } from 'ssh2';

/** An open SFTP session. Every failure is an `AdapterError` that says what to do about it. */
export interface SftpSession {
  /** The files of a folder; folders and links are left out. */
  list(folder: string): Promise<ListedFile[]>;
  /** A file whole; one above 100 MB is refused. */
  read(path: string): Promise<Uint8Array>;
  /** Writes a file under another name and gives it its own once it is whole; one of that name is replaced. */
  put(path: string, draft: string, bytes: Uint8Array): Promise<void>;
  /** True where there is such a folder. */
  hasFolder(path: string): Promise<boolean>;
  close(): void;
}

/** A file larger than this is not read whole into memory. */
const MOST_BYTES = 100 << 20;
/** Status codes of SFTP (draft-ietf-secsh-filexfer-02, 7). */
const NO_SUCH_FILE = 2;
const PERMISSION_DENIED = 3;

type SftpFailure = Error & { readonly code?: unknown };

/** The session over an open channel; `close` ends the connection below it. */
export function sessionOver(sftp: SFTPWrapper, close: () => void): SftpSession {
  return {
    list: (folder) => list(sftp, folder),
    read: (path) => read(sftp, path),
    put: (path, draft, bytes) => put(sftp, path, draft, bytes),
    hasFolder: (path) => hasFolder(sftp, path),
    close,
  };
}

function list(sftp: SFTPWrapper, folder: string): Promise<ListedFile[]> {
  return new Promise((resolve, reject) => {
    sftp.readdir(folder, (error, entries) => {
      if (error) return reject(unreadable(error, folder));
      const files = entries.filter(({ attrs }) => attrs.isFile());
      resolve(
        files.map(({ filename, attrs }) => ({
          name: filename,
          size: attrs.size,
          modified: new Date(attrs.mtime * 1000).toISOString(),
        })),
      );
    });
  });
}

function read(sftp: SFTPWrapper, path: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    const stream = sftp.createReadStream(path);
    stream
      .on('data', (part: Buffer) => {
        parts.push(part);
        size += part.length;
        if (size > MOST_BYTES) stream.destroy(new AdapterError('rejected', `${path} is larger than 100 MB.`));
      })
      .on('error', (error: Error) => reject(error instanceof AdapterError ? error : unreadable(error, path)))
      .on('end', () => resolve(Buffer.concat(parts)));
  });
}

async function put(sftp: SFTPWrapper, path: string, draft: string, bytes: Uint8Array): Promise<void> {
  const done = (run: (callback: (error?: Error | null) => void) => void, named: string): Promise<void> =>
    new Promise((resolve, reject) => run((error) => (error ? reject(unwritable(error, named)) : resolve())));
  const rename = (): Promise<void> => done((callback) => sftp.rename(draft, path, callback), path);
  await done((callback) => sftp.writeFile(draft, Buffer.from(bytes), callback), draft);
  // Most servers rename onto nothing that is there: what is there is an earlier try.
  await rename().catch(async () => {
    await done((callback) => sftp.unlink(path, callback), path).catch(() => undefined);
    await rename();
  });
}

function hasFolder(sftp: SFTPWrapper, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    sftp.stat(path, (error: SftpFailure | undefined, stats) => {
      if (!error) resolve(stats.isDirectory());
      else if (error.code === NO_SUCH_FILE) resolve(false);
      else reject(unwritable(error, path));
    });
  });
}

function unreadable({ code, message }: SftpFailure, path: string): AdapterError {
  if (code === NO_SUCH_FILE)
    return new AdapterError('config', `There is no ${path} on the server. Correct the path.`, { field: '/path' });
  if (code === PERMISSION_DENIED) return new AdapterError('auth', `The user may not read ${path}. Ask for the right.`);
  return new AdapterError('transient', `${path} could not be read.`, { internal: message });
}

function unwritable({ code, message }: SftpFailure, path: string): AdapterError {
  if (code === NO_SUCH_FILE) {
    const text = `${path} cannot be written: its folder is not there. Correct the path.`;
    return new AdapterError('config', text, { field: '/path' });
  }
  if (code === PERMISSION_DENIED) return new AdapterError('auth', `The user may not write ${path}. Ask for the right.`);
  return new AdapterError('transient', `${path} could not be written.`, { internal: message });
}
