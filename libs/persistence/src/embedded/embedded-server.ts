import { existsSync, realpathSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { databaseUser } from './database-user.js';
import { withFileLock } from './file-lock.js';
import { readNote, secretsOf, writeNote, type Secrets, type ServerNote } from './installation.js';
import { choosePlace, type Place } from './place.js';
import { isAlive, markOf, type ProcessMark } from './process-mark.js';
import { answers, findRunning, initialise, start, stopServer, type RunningServer } from './server-process.js';

/** The embedded server, answering. */
export interface EmbeddedServer {
  /** Database `lettrage` as its owner: migrations and jobs. Neither superuser nor exempt from row security. */
  readonly ownerUrl: string;
  /** Database `lettrage` as the application's role, which `migrate` makes. */
  readonly appUrl: string;
  /** True if this call started the server, false if it was found running. */
  readonly started: boolean;
  /** Ends this use; the last user stops the server. Harmless when called twice. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** Further server settings, `name=value`, used only if this call starts it. */
  readonly flags?: readonly string[];
  /** The process in whose name the server is used; this one by default. */
  readonly user?: ProcessMark;
}

/** Uses of each installation by this process: the entry in the note goes with the last one. */
const uses = new Map<string, number>();

/**
 * Finds or starts the PostgreSQL that npm installed, with its data under `varDir` (or where `<varDir>/database.json`
 * says). Processes that come at once wait for each other; a server left by a killed process is found again.
 *
 * @throws Error in plain words: where it cannot run, whose data it is, what its log says
 */
export async function ensureServer(varDir: string, options: ServerOptions = {}): Promise<EmbeddedServer> {
  await mkdir(resolve(varDir), { recursive: true });
  const folder = realpathSync(varDir);
  const self = options.user ?? markOf();
  const lock = join(folder, 'database.lock');
  return withFileLock(lock, async () => {
    const note = await readNote(folder);
    const secrets = await secretsOf(folder);
    const user = databaseUser();
    const place = await choosePlace(folder, user, note.outside);
    const url = (port: number) => urlOf('postgres', secrets.superuser, port, 'postgres');
    const found = await findAnswering(place, url);
    let server = found;
    if (!server) {
      if (!existsSync(join(place.data, 'PG_VERSION'))) await initialise(place, user, secrets.superuser);
      server = await start(place, user, {
        ...(note.port === undefined ? {} : { preferredPort: note.port }),
        logFile: join(place.outside ?? folder, 'database.log'),
        flags: options.flags ?? [],
        answers: (port) => answers(url(port)),
      });
    }
    if (!found || !note.prepared) await prepare(url(server.port), secrets);
    await writeNote(folder, { ...placeNote(place, server), prepared: true, users: withUser(note.users, self) });
    uses.set(folder, (uses.get(folder) ?? 0) + 1);
    return handle(folder, lock, place, secrets, server, { started: !found, self });
  });
}

function handle(
  folder: string,
  lock: string,
  place: Place,
  secrets: Secrets,
  { pid, port }: RunningServer,
  { started, self }: { started: boolean; self: ProcessMark },
): EmbeddedServer {
  let stopped = false;
  return {
    ownerUrl: urlOf('lettrage_owner', secrets.owner, port, 'lettrage'),
    appUrl: urlOf('lettrage_app', secrets.app, port, 'lettrage'),
    started,
    async stop() {
      if (stopped) return;
      stopped = true;
      const rest = (uses.get(folder) ?? 1) - 1;
      uses.set(folder, rest);
      if (rest > 0) return;
      await withFileLock(lock, async () => {
        const note = await readNote(folder);
        const users = note.users.filter((user) => isAlive(user) && user.pid !== self.pid);
        if (users.length > 0) return writeNote(folder, { ...note, users });
        const { pid: noted, ...place_ } = note;
        const running = await findRunning(place.data);
        if (running?.pid === (noted ?? pid)) await stopServer(place, running.pid);
        await writeNote(folder, { ...place_, users });
      });
    },
  };
}

/** A server whose process lives may be starting or stopping: it is given a moment before another is started. */
async function findAnswering(place: Place, url: (port: number) => string): Promise<RunningServer | undefined> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const running = await findRunning(place.data);
    if (!running) return undefined;
    if (await answers(url(running.port)).catch(wrongPassword(place.data))) return running;
    await sleep(50);
  }
  // The number in postmaster.pid belongs to another program by now: PostgreSQL finds that out itself.
  return undefined;
}

function wrongPassword(data: string): (error: Error) => never {
  return (error) => {
    throw new Error(
      `The database in ${data} does not accept the passwords of database.secret (${error.message}). ` +
        'Put the file back that belongs to it, or move the data folder away to begin anew.',
    );
  };
}

/** The owner's role and the database. The first user of a cluster is a superuser and serves for this alone. */
async function prepare(superuserUrl: string, secrets: Secrets): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const role = await client.query(`select 1 from pg_roles where rolname = 'lettrage_owner'`);
    if (role.rowCount === 0) {
      await client.query(
        `create role lettrage_owner login createdb createrole password ${client.escapeLiteral(secrets.owner)}`,
      );
      // Lets tests drop a database somebody is still connected to.
      await client.query(`grant pg_signal_backend to lettrage_owner`);
    }
    const database = await client.query(`select 1 from pg_database where datname = 'lettrage'`);
    if (database.rowCount === 0) await client.query(`create database lettrage owner lettrage_owner`);
  } finally {
    await client.end();
  }
}

function urlOf(role: string, password: string, port: number, database: string): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
}

function placeNote(place: Place, server: RunningServer): Omit<ServerNote, 'users'> {
  return { ...place, pid: server.pid, port: server.port };
}

function withUser(users: readonly ProcessMark[], self: ProcessMark): ProcessMark[] {
  return [...users.filter((user) => isAlive(user) && user.pid !== self.pid), self];
}
