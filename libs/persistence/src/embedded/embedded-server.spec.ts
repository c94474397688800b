import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ensureServer, type EmbeddedServer } from './embedded-server.js';
import { withFileLock } from './file-lock.js';
import { notePath, readNote } from './installation.js';
import { isAlive, markOf } from './process-mark.js';

const USER = fileURLToPath(new URL('../testing/server-process-user.ts', import.meta.url));
const LOADER = new URL('../../../../tools/ts/register.mjs', import.meta.url).href;
const flags = ['fsync=off'];
let base: string;
let folder: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'lettrage-embedded-'));
  // mkdtemp closes its folder to others, the database's own user among them.
  await chmod(base, 0o755);
  folder = join(base, 'var');
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  const { pid } = await readNote(folder);
  if (pid !== undefined && isAlive({ pid })) process.kill(pid, 'SIGKILL');
  await rm(base, { recursive: true, force: true });
});

async function ask(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, string>>(
      `select current_setting('listen_addresses') as listen, current_setting('fsync') as fsync, datlocale as locale, pg_encoding_to_char(encoding) as encoding, current_user as role,
              (select rolsuper or rolbypassrls from pg_roles where rolname = current_user)::text as powerful
         from pg_database where datname = current_database()`,
    );
    return rows[0] ?? {};
  } finally {
    await client.end();
  }
}

async function startUser(): Promise<{ child: ChildProcess; ownerUrl: string; started: boolean }> {
  const child = spawn(process.execPath, ['--conditions=@lettrage/source', `--import=${LOADER}`, USER, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, ...(JSON.parse(line) as { ownerUrl: string; started: boolean }) };
}

async function pidOf(): Promise<number> {
  return (await readNote(folder)).pid ?? 0;
}

describe('the embedded server', () => {
  it('starts on loopback with a password of its own, and stops with its last user', async () => {
    const server = await ensureServer(folder, { flags });
    const again = await ensureServer(folder);
    expect([server.started, again.started]).toEqual([true, false]);
    expect(again.ownerUrl).toBe(server.ownerUrl);
    expect(await ask(server.ownerUrl)).toEqual({
      listen: '127.0.0.1',
      fsync: 'off',
      locale: 'C.UTF-8',
      encoding: 'UTF8',
      role: 'lettrage_owner',
      powerful: 'false',
    });
    // Line 5 of postmaster.pid is the folder of its socket: it has none, which all users of the machine would share.
    const { data = '' } = await readNote(folder);
    expect(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n').slice(4, 6)).toEqual(['', '127.0.0.1']);
    const secret = readFileSync(join(folder, 'database.secret'), 'utf8');
    expect(statSync(join(folder, 'database.secret')).mode & 0o077).toBe(0);
    expect(secret).toContain(new URL(server.ownerUrl).password);
    expect(readFileSync(notePath(folder), 'utf8')).not.toContain(new URL(server.ownerUrl).password);
    const pid = await pidOf();
    await again.stop();
    expect(isAlive({ pid })).toBe(true);
    await server.stop();
    await server.stop();
    expect(isAlive({ pid })).toBe(false);
    await expect(ask(server.ownerUrl)).rejects.toThrow();
  });

  it('is started by one of many that come at once, and found again after the one that started it was killed', async () => {
    const users = await Promise.all([startUser(), startUser(), startUser()]);
    expect(users.filter((user) => user.started)).toHaveLength(1);
    expect(new Set(users.map((user) => user.ownerUrl)).size).toBe(1);
    for (const { child } of users) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    const pid = await pidOf();
    expect(isAlive({ pid })).toBe(true);
    const server = await ensureServer(folder);
    expect(server.started).toBe(false);
    expect(await pidOf()).toBe(pid);
    // The dead are no users: this one is the last.
    await server.stop();
    expect(isAlive({ pid })).toBe(false);
  });

  it('stays up for another process that uses it', async () => {
    const { child } = await startUser();
    const own = await ensureServer(folder);
    const pid = await pidOf();
    await own.stop();
    expect(isAlive({ pid })).toBe(true);
    child.stdin?.write('stop\n');
    await once(child, 'exit');
    expect(isAlive({ pid })).toBe(false);
  });

  it('recovers from being killed itself', async () => {
    const first = await ensureServer(folder);
    const pid = await pidOf();
    process.kill(pid, 'SIGKILL');
    const second = await ensureServer(folder);
    expect(second.started).toBe(true);
    expect(await ask(second.ownerUrl)).toMatchObject({ role: 'lettrage_owner' });
    await first.stop();
    await second.stop();
  });

  it('starts although the number of the server that was killed belongs to another program by now', async () => {
    const server = await ensureServer(folder);
    const { data = '', pid = 0 } = await readNote(folder);
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    await server.stop();
    expect(isAlive({ pid })).toBe(false);
    await writeFile(join(data, 'postmaster.pid'), [process.pid, ...lines.slice(1)].join('\n'));
    const next = await ensureServer(folder);
    expect(next.started).toBe(true);
    await next.stop();
  });

  it('says what its log says when it cannot start', async () => {
    await expect(ensureServer(folder, { flags: ['shared_buffers=nonsense'] })).rejects.toThrow(
      /did not start.*shared_buffers/s,
    );
  });

  it('says so when its passwords are gone', async () => {
    const server = await ensureServer(folder);
    const path = join(folder, 'database.secret');
    const secret = readFileSync(path, 'utf8');
    await rm(path);
    await expect(ensureServer(folder)).rejects.toThrow(/does not accept the passwords/);
    await writeFile(path, secret, { mode: 0o600 });
    await server.stop();
  });
});

const asRoot = process.getuid?.() === 0 ? it : it.skip;

asRoot(
  'as root in a closed folder, the data goes where the database can reach it, and the folder stays closed',
  async () => {
    const closed = join(base, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const inner = join(closed, 'var');
    let server: EmbeddedServer | undefined;
    let outside: string | undefined;
    try {
      server = await ensureServer(inner, { flags });
      const note = await readNote(inner);
      outside = note.outside;
      expect(note.data?.startsWith(`${outside}/`)).toBe(true);
      expect(existsSync(join(inner, 'database'))).toBe(false);
      expect(statSync(closed).mode & 0o777).toBe(0o700);
      expect(await ask(server.ownerUrl)).toMatchObject({ role: 'lettrage_owner' });
      await server.stop();
      // The place is found again also without the note.
      await rm(notePath(inner));
      server = await ensureServer(inner, { flags });
      expect((await readNote(inner)).outside).toBe(outside);
    } finally {
      await server?.stop();
      if (outside) await rm(outside, { recursive: true, force: true });
    }
  },
);

describe('the lock file', () => {
  it('lets one at a time through', async () => {
    let inside = 0;
    let overlaps = 0;
    const work = async () => {
      overlaps += inside++;
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside--;
    };
    await Promise.all(Array.from({ length: 6 }, () => withFileLock(join(base, 'a.lock'), work)));
    expect(overlaps).toBe(0);
  });

  it('of a dead process is broken, that of a living one is waited for', async () => {
    const path = join(base, 'b.lock');
    await writeFile(path, JSON.stringify({ pid: 2 ** 22 + 1 }));
    expect(await withFileLock(path, () => Promise.resolve('through'))).toBe('through');
    await writeFile(path, JSON.stringify(markOf()));
    await expect(withFileLock(path, () => Promise.resolve(), 100)).rejects.toThrow(`held by process ${process.pid}`);
  });

  it('of a process whose number was given to another is broken', async () => {
    const path = join(base, 'c.lock');
    if (process.platform !== 'linux') return;
    await writeFile(path, JSON.stringify({ pid: process.pid, started: '1' }));
    expect(await withFileLock(path, () => Promise.resolve('through'))).toBe('through');
  });
});
