import { generateKeyPairSync } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import ssh2 from 'ssh2';
import { fingerprintOf } from '../sign-in.js';

const { STATUS_CODE } = ssh2.utils.sftp;
const MODIFIED = Date.parse('2026-01-15T08:00:00Z') / 1000;
const FOLDER = 0o040755;
const FILE = 0o100644;

/** A real SSH server on this machine for tests. */
export interface TestSftpServer {
  readonly port: number;
  /** Of its host key. */
  readonly fingerprint: string;
  close(): Promise<void>;
}

/**
 * Starts a server with one user, one folder (which also holds the folder `old`), and the files given by path: what is
 * written is there afterwards. As servers of version 3 do, it renames onto nothing that is there.
 */
export async function startSftpServer(
  { user, password, folder }: { readonly user: string; readonly password: string; readonly folder: string },
  files: Map<string, Buffer>,
): Promise<TestSftpServer> {
  const hostKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    type: 'pkcs1',
    format: 'pem',
  });
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    // Missing in the library's types.
    (client as unknown as { setNoDelay: (on: boolean) => void }).setNoDelay(true);
    client
      .on('authentication', (attempt) => {
        const right = attempt.method === 'password' && attempt.username === user && attempt.password === password;
        if (right) attempt.accept();
        else attempt.reject(['password']);
      })
      .on('ready', () => client.on('session', (accept) => accept().on('sftp', (open) => serve(open(), folder, files))))
      .on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const parsed = ssh2.utils.parseKey(hostKey) as ssh2.ParsedKey;
  return {
    port: (server.address() as AddressInfo).port,
    fingerprint: fingerprintOf(parsed.getPublicSSH()),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function attributes(mode: number, size = 0): ssh2.Attributes {
  return { mode, uid: 0, gid: 0, size, atime: MODIFIED, mtime: MODIFIED };
}

function serve(sftp: ssh2.SFTPWrapper, folder: string, files: Map<string, Buffer>): void {
  serveFolder(sftp, folder, files);
  serveFiles(sftp, folder, files);
  sftp
    .on('CLOSE', (id) => sftp.status(id, STATUS_CODE.OK))
    .on('RENAME', (id, from, to) => {
      if (files.has(to)) return sftp.status(id, STATUS_CODE.FAILURE);
      files.set(to, files.get(from)!);
      files.delete(from);
      sftp.status(id, STATUS_CODE.OK);
    })
    .on('REMOVE', (id, path) => sftp.status(id, files.delete(path) ? STATUS_CODE.OK : STATUS_CODE.NO_SUCH_FILE));
}

function serveFolder(sftp: ssh2.SFTPWrapper, folder: string, files: ReadonlyMap<string, Buffer>): void {
  let listed = false;
  sftp
    .on('OPENDIR', (id, path) => {
      listed = false;
      if (path === folder) sftp.handle(id, Buffer.from('folder'));
      else sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    })
    .on('READDIR', (id) => {
      if (listed) return sftp.status(id, STATUS_CODE.EOF);
      listed = true;
      const entry = (filename: string, attrs: ssh2.Attributes) => ({ filename, longname: filename, attrs });
      const all = [...files].map(([path, { length }]) =>
        entry(path.slice(folder.length + 1), attributes(FILE, length)),
      );
      sftp.name(id, [entry('old', attributes(FOLDER)), ...all]);
    })
    .on('STAT', (id, path) => {
      if (path === folder) sftp.attrs(id, attributes(FOLDER));
      else sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    });
}

/** A file's handle is its path. */
function serveFiles(sftp: ssh2.SFTPWrapper, folder: string, files: Map<string, Buffer>): void {
  sftp
    .on('OPEN', (id, path, flags) => {
      const writes = (flags & ssh2.utils.sftp.OPEN_MODE.WRITE) !== 0;
      if (writes ? !path.startsWith(`${folder}/`) : !files.has(path)) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
      if (writes) files.set(path, Buffer.alloc(0));
      sftp.handle(id, Buffer.from(path));
    })
    .on('FSTAT', (id, handle) => sftp.attrs(id, attributes(FILE, files.get(handle.toString())!.length)))
    .on('FSETSTAT', (id) => sftp.status(id, STATUS_CODE.OK))
    .on('READ', (id, handle, offset, length) => {
      const bytes = files.get(handle.toString())!;
      if (offset >= bytes.length) sftp.status(id, STATUS_CODE.EOF);
      else sftp.data(id, bytes.subarray(offset, offset + length));
    })
    .on('WRITE', (id, handle, offset, data) => {
      const before = files.get(handle.toString())!;
      const after = Buffer.alloc(Math.max(before.length, offset + data.length));
      before.copy(after);
      data.copy(after, offset);
      files.set(handle.toString(), after);
      sftp.status(id, STATUS_CODE.OK);
    });
}
