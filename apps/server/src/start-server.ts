import { createServer } from 'node:net';
import { localSignIn } from '@lettrage/operations';
import type { Workers } from '@lettrage/persistence';
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
  let url: string | undefined;
  let signIn: string | undefined;
  if (options.roles.includes('api')) {
    const { createApp } = await import('./create-app.js');
    const app = await createApp(runtime.context);
    await app.listen(await portFor(options), options.host);
    url = await app.getUrl().then((found) => found.replace('[::1]', '127.0.0.1'));
    closers.push(() => app.close());
    if (isLoopback(options.host)) signIn = await localSignIn(runtime.context);
  }
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
  return {
    ...(url === undefined ? {} : { url }),
    ...(signIn === undefined ? {} : { signIn }),
    async close() {
      for (const close of closers.reverse()) await close();
    },
  };
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
