import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { chown, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { program } from './binaries.js';
import type { DatabaseUser } from './database-user.js';
import type { Place } from './place.js';
import { isAlive } from './process-mark.js';
import { serverSettings } from './server-settings.js';

/** A server that answers. */
export interface RunningServer {
  readonly pid: number;
  readonly port: number;
}

const ENVIRONMENT = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC', SystemRoot: process.env['SystemRoot'] };

/** The server that `postmaster.pid` names, if it lives: line 1 is its process, line 4 its port. */
export async function findRunning(data: string): Promise<RunningServer | undefined> {
  let lines: string[];
  try {
    lines = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new Error(
      `The database in ${data} belongs to another user (${code}). Run as that user, or set DATABASE_URL.`,
    );
  }
  const pid = Number.parseInt(lines[0] ?? '', 10);
  const port = Number.parseInt(lines[3] ?? '', 10);
  if (!(pid > 0 && port > 0 && isAlive({ pid }))) return undefined;
  if (isPostgres(pid)) return { pid, port };
  // In a container that was killed and started again the number soon belongs to another program of the same user, and
  // PostgreSQL would refuse to start for fear of it.
  await rm(join(data, 'postmaster.pid'), { force: true });
  return undefined;
}

/** False only where it is certain that the process is another program. */
function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    return true;
  }
}

/** Makes the data folder, under another name first: a killed initdb leaves nothing that looks like a database. */
export async function initialise(place: Place, user: DatabaseUser | undefined, password: string): Promise<void> {
  const parent = dirname(place.data);
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    if (name.startsWith(`${basename(place.data)}.new-`)) await rm(join(parent, name), { recursive: true, force: true });
  }
  const draft = `${place.data}.new-${randomBytes(4).toString('hex')}`;
  await mkdir(draft, { mode: 0o700 });
  if (user) await chown(draft, user.uid, user.gid);
  const passwordFile = join(tmpdir(), `lettrage-${randomBytes(8).toString('hex')}`);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  try {
    if (user) await chown(passwordFile, user.uid, user.gid);
    await runInitdb(place, user, draft, passwordFile);
    // An empty folder may stand there already, made by whoever prepared the installation.
    await rm(place.data, { recursive: false, force: true }).catch(() => undefined);
    await rename(draft, place.data);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

function runInitdb(place: Place, user: DatabaseUser | undefined, data: string, passwordFile: string): Promise<void> {
  const args = [
    `--pgdata=${data}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    '--lc-messages=C',
    '--no-instructions',
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(program(place.binaries, 'initdb'), args, {
      ...user,
      cwd: dirname(place.binaries),
      env: ENVIRONMENT,
    });
    const lines: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`PostgreSQL could not make its data folder ${place.data}:\n${lines.join('').trim().slice(-2000)}`),
        );
    });
  });
}

/**
 * Starts the server apart from this process: it outlives us, however we end. Resolves when it answers.
 *
 * @param flags further `name=value` settings
 * @throws Error with the server's own last lines if it ends instead
 */
export async function start(
  place: Place,
  user: DatabaseUser | undefined,
  options: {
    preferredPort?: number;
    logFile: string;
    flags: readonly string[];
    answers: (port: number) => Promise<boolean>;
  },
): Promise<RunningServer> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(attempt === 1 ? options.preferredPort : undefined);
    try {
      return await startOn(port, place, user, options);
    } catch (error) {
      // Another program took the port between our look and the server's.
      if (attempt >= 5 || !/could not bind|Address already in use|could not create any TCP/.test(String(error)))
        throw error;
    }
  }
}

async function startOn(
  port: number,
  place: Place,
  user: DatabaseUser | undefined,
  options: Parameters<typeof start>[2],
): Promise<RunningServer> {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=UTC',
    'log_timezone=UTC',
    ...serverSettings(),
    ...options.flags,
  ];
  const tooLong = existsSync(options.logFile) && statSync(options.logFile).size > 4_000_000;
  const log = openSync(options.logFile, tooLong ? 'w' : 'a', 0o600);
  const from = statSync(options.logFile).size;
  let ended: string | undefined;
  const child = spawn(
    program(place.binaries, 'postgres'),
    ['-D', place.data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...user, cwd: place.data, env: ENVIRONMENT, detached: true, stdio: ['ignore', log, log], windowsHide: true },
  );
  closeSync(log);
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code, signal) => (ended = `it ended with ${signal ?? code}`));
  child.unref();
  const deadline = Date.now() + 60_000;
  while (ended === undefined && Date.now() < deadline) {
    if (child.pid !== undefined && (await options.answers(port))) return { pid: child.pid, port };
    await sleep(20);
  }
  const lines = readFileSync(options.logFile).subarray(from).toString('utf8').trim().slice(-2000);
  throw new Error(
    `The embedded PostgreSQL did not start (${ended ?? 'no answer within 60 s'}). Its log ${options.logFile} says:\n${lines}`,
  );
}

/** Ends the server: open transactions are rolled back, everything committed is kept. */
export async function stopServer(place: Pick<Place, 'binaries' | 'data'>, pid: number): Promise<void> {
  if (process.platform === 'win32') {
    spawn(program(place.binaries, 'pg_ctl'), ['stop', '-D', place.data, '-m', 'fast'], { stdio: 'ignore' });
  } else {
    process.kill(pid, 'SIGINT');
  }
  const deadline = Date.now() + 30_000;
  while (isAlive({ pid })) {
    if (Date.now() > deadline) throw new Error(`The embedded PostgreSQL (process ${pid}) did not stop within 30 s.`);
    await sleep(10);
  }
}

/** Whether a server answers there with this password; false while it is starting, stopping or absent. */
export async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    // 28P01: a server answers, with other passwords than ours: waiting does not help.
    if ((error as { code?: string }).code === '28P01') throw error;
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function freePort(preferred?: number): Promise<number> {
  return (
    (preferred !== undefined && (await tryPort(preferred))) ||
    (await tryPort(0)) ||
    Promise.reject(new Error('No free port on 127.0.0.1.'))
  );
}

function tryPort(port: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.on('error', () => resolve(0));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
