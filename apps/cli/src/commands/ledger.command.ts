import type { Command } from 'commander';
import { keyValues, several } from '../input.js';
import type { CommandContext } from '../main.js';
import { ndjson, writeOut } from '../output/write.js';

/** `lettrage ledger write` and `ledger check` (pure). */
export function registerLedger(program: Command, context: CommandContext): void {
  const ledger = program.command('ledger').description('accounting files');
  ledger
    .command('write')
    .description('writes journal entries (NDJSON) in an accounting format')
    .requiredOption('--format <id>', 'accounting format, such as fec; lettrage adapters lists them')
    .requiredOption('--entries <file>', 'journal entries, NDJSON; - is standard input')
    .requiredOption('--out <path>', 'file, or folder in which the program names the file')
    .option('--option <k=v>', 'option of the format, such as siren=732829320 or closing=2026-12-31', several, [])
    .addHelpText(
      'after',
      '\nExample:\n  lettrage ledger write --format fec --entries entries.ndjson --out . --option siren=732829320 --option closing=2026-12-31',
    )
    .action(async (options: { format: string; entries: string; out: string; option: string[] }) => {
      const { adapterHost } = await import('../adapter-host.js');
      const { writeLedger } = await import('@lettrage/operations/pure');
      const { toFile } = await import('../output/write.js');
      const { path, bytes } = await writeLedger(await adapterHost(), {
        ...options,
        options: keyValues(options.option),
      });
      await toFile(bytes, path);
      process.stderr.write(`${path}\n`);
    });
  ledger
    .command('check')
    .description('checks an accounting file against its rules and prints problems (NDJSON)')
    .argument('<file>', 'the file; its name is checked too where a rule says so')
    .option('--format <id>', 'the format', 'fec')
    .option('--out <path>', 'file to write; standard output otherwise')
    .addHelpText('after', '\nExample:\n  lettrage ledger check 732829320FEC20261231.txt')
    .action(async (file: string, options: { format: string; out?: string }) => {
      const { adapterHost } = await import('../adapter-host.js');
      const { checkLedger } = await import('@lettrage/operations/pure');
      const result = { errors: 0 };
      await writeOut(ndjson(checkLedger(await adapterHost(), file, options.format, result)), options.out);
      if (result.errors > 0) context.exitCode = 1;
    });
}
