import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import type { AdapterHost } from '@lettrage/adapter-host';
import type { OperationsContext } from '@lettrage/operations';
import { Database, migrate, resolveDatabase } from '@lettrage/persistence';
import { pino, type Logger } from 'pino';

/** An open installation: what use cases need, and how to leave it. */
export interface Runtime {
  readonly context: OperationsContext;
  /** The application role's address, for the workers' own connections. */
  readonly databaseUrl: string;
  /** The owner's address, where it is known: job workers fetch with it. */
  readonly ownerUrl?: string;
  /** Gives everything back; stops the embedded server if nobody else uses it. */
  close(): Promise<void>;
}

/** Where an installation keeps its data; `LETTRAGE_HOME`, else `./var`. */
export function homeFolder(): string {
  return resolve(process.env['LETTRAGE_HOME'] ?? 'var');
}

/**
 * Opens the database (`DATABASE_URL`, else the embedded one under the home folder), brings it up to date where we own
 * it, and reads the key of the event chain.
 */
export async function openRuntime(
  adapters: AdapterHost,
  options: { readonly log?: Logger; readonly poolSize?: number } = {},
): Promise<Runtime> {
  const home = homeFolder();
  await mkdir(home, { recursive: true });
  const log = options.log ?? pino({ level: process.env['LETTRAGE_LOG'] ?? 'warn' }, pino.destination(2));
  const resolved = await resolveDatabase(process.env, home);
  let closing = false;
  try {
    const url =
      resolved.ownerUrl === undefined
        ? resolved.appUrl
        : (await migrate(resolved.ownerUrl, { appUrl: resolved.appUrl })).appUrl;
    const database = await Database.open({
      url,
      ...(options.poolSize ? { poolSize: options.poolSize } : {}),
      onError: (error) => closing || log.warn(error),
    });
    const context: OperationsContext = {
      database,
      adapters,
      eventKey: await eventKey(home),
      now: () => new Date(),
      log,
      folder: home,
      sharedFolders: sharedFolders(home),
      ...(process.env['LETTRAGE_EXPORTS'] ? { exportFolder: resolve(process.env['LETTRAGE_EXPORTS']) } : {}),
      ...(process.env['LETTRAGE_ANCHORS'] ? { anchorFolder: resolve(process.env['LETTRAGE_ANCHORS']) } : {}),
    };
    return {
      context,
      databaseUrl: url,
      ...(resolved.ownerUrl === undefined ? {} : { ownerUrl: resolved.ownerUrl }),
      async close() {
        // Connections the embedded server ends with itself are no news.
        closing = true;
        await database.close();
        await resolved.stop();
      },
    };
  } catch (error) {
    await resolved.stop();
    throw error;
  }
}

/** Folders lent to connections: those of `LETTRAGE_FOLDERS` (separated as in PATH), else `folders` in the home folder. */
function sharedFolders(home: string): string[] {
  const given = process.env['LETTRAGE_FOLDERS'];
  if (given === undefined) return [join(home, 'folders')];
  return given
    .split(delimiter)
    .filter((path) => path !== '')
    .map((path) => resolve(path));
}

/**
 * The key the event chain is sealed with, kept outside the database: `LETTRAGE_EVENT_KEY` (base64, 32 bytes or more), or
 * a file made at the first start. Without it an event log cannot be re-chained by someone who has the database only.
 */
async function eventKey(home: string): Promise<Uint8Array> {
  const given = process.env['LETTRAGE_EVENT_KEY'];
  if (given !== undefined) {
    const key = Buffer.from(given, 'base64');
    if (key.length < 32) throw new Error('LETTRAGE_EVENT_KEY is too short: it must be 32 bytes or more in base64.');
    return key;
  }
  const path = join(home, 'event.key');
  // Written whole under a name of its own, then given the final name by whoever comes first: nobody reads half a key.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, randomBytes(32).toString('base64'), { mode: 0o600 });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  const key = Buffer.from(await readFile(path, 'utf8'), 'base64');
  if (key.length < 32)
    throw new Error(`${path} holds no key of 32 bytes or more: restore it from a backup of this folder.`);
  return key;
}
