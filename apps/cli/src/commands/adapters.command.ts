import type { Command } from 'commander';
import type { CommandContext } from '../main.js';
import { UsageError } from '../output/errors.js';
import { globals } from '../output/print.js';

/** `lettrage adapters` and `lettrage adapter new` (pure). */
export function registerAdapters(program: Command, _context: CommandContext): void {
  program
    .command('adapters')
    .description('lists the adapters: built in, and the packages of the configuration')
    .argument('[id]', 'one adapter, with its formats and configuration')
    .addHelpText(
      'after',
      '\nExamples:\n  lettrage adapters\n  lettrage adapters ledger-fec\n  lettrage adapters --json',
    )
    .action(async (id: string | undefined, _options: unknown, command: Command) => {
      const { adapterHost } = await import('../adapter-host.js');
      const host = await adapterHost();
      const manifests = id === undefined ? await host.registry.manifests() : [(await host.registry.load(id)).manifest];
      if (globals(command).json) {
        process.stdout.write(`${JSON.stringify(manifests, null, 2)}\n`);
        return;
      }
      for (const manifest of manifests) {
        process.stdout.write(`${manifest.id.padEnd(20)} ${manifest.version.padEnd(8)} ${manifest.title}\n`);
        if (id !== undefined) {
          process.stdout.write(`  capabilities: ${manifest.capabilities.join(', ')}\n`);
          for (const format of manifest.formats ?? []) process.stdout.write(`  format ${format.id}: ${format.title}\n`);
          if (manifest.config) process.stdout.write(`  configuration: ${JSON.stringify(manifest.config, null, 2)}\n`);
        }
      }
    });
  program
    .command('adapter')
    .description('writing adapters')
    .command('new')
    .description('scaffolds an adapter package with its conformance test')
    .argument('<folder>', 'an empty or new folder')
    .option('--id <id>', 'id of the adapter, such as statement-acme; the folder name otherwise')
    .option('--capability <name>', 'statementReader, ledgerExporter, statusSink …', 'statementReader')
    .addHelpText('after', '\nExample:\n  lettrage adapter new ./statement-acme --capability statementReader')
    .action(async (folder: string, options: { id?: string; capability: string }) => {
      const { basename, resolve } = await import('node:path');
      const { scaffoldAdapter } = await import('@lettrage/adapter-host');
      const id = options.id ?? basename(resolve(folder));
      if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))
        throw new UsageError(
          `"${id}" is not an adapter id (expected kebab-case, such as statement-acme); give one with --id.`,
        );
      const files = await scaffoldAdapter({ folder: resolve(folder), id, capability: options.capability });
      process.stderr.write(`Wrote ${files.length} files to ${folder}. Next: cd ${folder} && npm install && npm test\n`);
    });
}
