import type { Server } from 'node:http';
import { createServer } from 'node:net';
import { localSignIn } from '@lettrage/operations';
import type { Workers } from '@lettrage/persistence';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Runtime } from './runtime.js';

/** What a process does: answer requests, work lanes off, tick schedules. Any number of processes share a database. */
export type ServerRole = 'api' | 'worker' | 'scheduler';

export interface ServerOptions {
  readonly roles: readonly ServerRole[];
  readonly host: string;
  /** The port to listen on; any free one if absent. */
  readonly port?: number;
  /** Takes a free port where the wanted one is in use. */
  readonly orFree?: boolean;
}

/** A server that runs. `url` is absent without the role `api`. */
export interface RunningServer {
  readonly url?: string;
  /** A single-use sign-in for the machine's own user; only on loopback. */
  readonly signIn?: string;
  close(): Promise<void>;
}

/** Starts the roles of this process over an open runtime. */
export async function startServer(runtime: Runtime, options: ServerOptions): Promise<RunningServer> {
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const each of closers.splice(0).reverse()) await each();
  };
  try {
    const api = options.roles.includes('api') ? await startApi(runtime, options) : undefined;
    if (api) closers.push(api.close);
    if (options.roles.includes('worker')) {
      const { startLaneWorkers } = await import('./jobs/lane-workers.js');
      const workers: Workers = await startLaneWorkers(runtime);
      closers.push(() => workers.stop());
    }
    if (options.roles.includes('scheduler')) {
      const { startScheduler } = await import('./jobs/scheduler.js');
      const scheduler = await startScheduler(runtime.context);
      closers.push(() => scheduler.stop());
    }
    return { ...api, close };
  } catch (error) {
    // A role that can't start must not leave the others running in a process that says it failed.
    await close();
    throw error;
  }
}

async function startApi(runtime: Runtime, options: ServerOptions): Promise<RunningServer> {
  const { createApp } = await import('./create-app.js');
  const { USUAL_LIMITS } = await import('./http/rate-limit.js');
  const limits = { ...USUAL_LIMITS, ...requestsPerMinute() };
  const app = await createApp(runtime.context, { hosts: hostsOf(options.host), limits });
  await app.listen(await portFor(options), options.host);
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  const signIn = isLoopback(options.host) ? { signIn: await localSignIn(runtime.context) } : {};
  return { url, ...signIn, close: () => closeWithin(app) };
}

/**
 * Requests a minute that one key or session may make, from `LETTRAGE_REQUESTS_PER_MINUTE`.
 *
 * @throws Error if it is no whole number above zero
 */
function requestsPerMinute(): { requests?: number } {
  const given = process.env['LETTRAGE_REQUESTS_PER_MINUTE'];
  if (given === undefined) return {};
  if (!/^[1-9]\d{0,8}$/.test(given))
    throw new Error(`LETTRAGE_REQUESTS_PER_MINUTE is "${given}"; it must be a whole number from 1 up.`);
  return { requests: Number(given) };
}

/** How long requests that are being answered, such as an import, may go on when the server stops. */
const PATIENCE_MS = 15_000;

/** Stops listening, lets requests finish, and ends what takes longer: its transaction rolls back. */
async function closeWithin(app: NestFastifyApplication): Promise<void> {
  const server: Server = app.getHttpServer();
  const timer = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The names this server may be called by: on loopback its own, so that a page whose name was made to point here gets no
 * answer; elsewhere those of `LETTRAGE_HOSTS` (separated by commas), any where it is not set.
 */
function hostsOf(host: string): string[] {
  const named = (process.env['LETTRAGE_HOSTS'] ?? '').split(',').flatMap((name) => name.trim().toLowerCase() || []);
  return isLoopback(host) ? ['localhost', '127.0.0.1', '[::1]', '::1', host, ...named] : named;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

async function portFor(options: ServerOptions): Promise<number> {
  if (options.port === undefined) return 0;
  if (!options.orFree) return options.port;
  return (await isFree(options.port, options.host)) ? options.port : 0;
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
