import type { Command } from 'commander';
import { adapterHost } from '../adapter-host.js';
import type { CommandContext } from '../main.js';
import { UsageError } from '../output/errors.js';

const ROLES = ['api', 'worker', 'scheduler'] as const;

/** `lettrage serve`: the server, whole or by role. */
export function registerServe(program: Command, _context: CommandContext): void {
  program
    .command('serve')
    .description('runs the server: API, web page, workers, scheduler')
    .option('--role <roles>', 'any of api, worker, scheduler, separated by commas', ROLES.join(','))
    .option('--host <address>', 'address to listen on', process.env['HOST'] ?? '127.0.0.1')
    .option('--port <port>', 'port to listen on; a free one if taken and not asked for', process.env['PORT'])
    .addHelpText('after', '\nExample:\n  lettrage serve --role api --port 8080')
    .action(async (options: { role: string; host: string; port?: string }) => {
      const roles = options.role.split(',').map((role) => ROLES.find((known) => known === role.trim()));
      if (roles.includes(undefined))
        throw new UsageError(`--role ${options.role}: expected ${ROLES.join(', ')}, separated by commas.`);
      const { startServer } = await import('@lettrage/server');
      const { openRuntime } = await import('@lettrage/server/runtime');
      const runtime = await openRuntime(await adapterHost());
      const server = await startServer(runtime, {
        roles: roles as ('api' | 'worker' | 'scheduler')[],
        host: options.host,
        ...(options.port ? { port: Number(options.port) } : {}),
      });
      if (server.url) process.stdout.write(`Lettrage listens on ${server.url}\n`);
      await untilStopped();
      await server.close();
      await runtime.close();
    });
}

/** Resolves when the process is asked to stop. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
