import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { adapterHost } from '../adapter-host.js';
import type { CommandContext } from '../main.js';
import { globals } from '../output/print.js';
import { progressBars } from '../output/progress.js';
import { summaryLines } from '../output/reports.js';
import { untilStopped } from './serve.command.js';

/** Where the demonstration company's files lie: in the checkout. */
const DEMO_DATA = resolve(import.meta.dirname, '../../../../config/demo');

/** `lettrage demo`: loads the demonstration company; with `--serve`, what `npm start` runs. */
export function registerDemo(program: Command, _context: CommandContext): void {
  program
    .command('demo')
    .description('loads the demonstration company through the importers a user has, matches, books and exports')
    .option('--serve', 'then serves the API and the web page')
    .option('--host <address>', 'address to listen on', process.env['HOST'] ?? '127.0.0.1')
    .option('--port <port>', 'port to listen on; 3000, or a free one', process.env['PORT'])
    .addHelpText('after', '\nExample:\n  lettrage demo --serve')
    .action(async (options: { serve?: boolean; host: string; port?: string }, command: Command) => {
      const { loadDemonstration } = await import('@lettrage/operations');
      const { homeFolder, openRuntime } = await import('@lettrage/server/runtime');
      const { startReceiver } = await import('@lettrage/server');
      const { lang } = globals(command);
      const out = join(homeFolder(), 'out');
      const runtime = await openRuntime(await adapterHost());
      try {
        const receiver = await startReceiver({ folder: out, home: homeFolder() });
        const bars = progressBars();
        const report = await loadDemonstration(
          runtime.context,
          { data: DEMO_DATA, out },
          receiver,
          bars.onProgress,
        ).finally(bars.stop);
        const server = options.serve ? await serve(runtime, options) : undefined;
        const say = (line: string): void => void process.stdout.write(`${line}\n`);
        if (server?.url) say(`${lang === 'fr' ? 'À ouvrir' : 'Open'}: ${server.url}/`);
        if (server?.signIn)
          say(
            `${lang === 'fr' ? 'Connexion (une seule fois)' : 'Sign in (once)'}: ${server.url}/#sign-in=${server.signIn}`,
          );
        say(`\n${report.name}${report.loaded ? '' : lang === 'fr' ? ' (déjà chargée)' : ' (was loaded before)'}`);
        for (const line of summaryLines(report.summary, lang)) say(line);
        say(lang === 'fr' ? '\nFichiers :' : '\nFiles:');
        for (const file of [...report.files, receiver.file]) say(`  ${file}`);
        if (server) {
          say(lang === 'fr' ? '\nCtrl-C arrête le serveur.' : '\nCtrl-C stops the server.');
          await untilStopped();
          await server.close();
        }
        await receiver.close();
      } finally {
        await runtime.close();
      }
    });
}

async function serve(
  runtime: import('@lettrage/server/runtime').Runtime,
  options: { host: string; port?: string },
): Promise<{ url?: string; signIn?: string; close(): Promise<void> }> {
  const { startServer } = await import('@lettrage/server');
  return startServer(runtime, {
    roles: ['api', 'worker', 'scheduler'],
    host: options.host,
    ...(options.port ? { port: Number(options.port) } : { port: 3000, orFree: true }),
  });
}
