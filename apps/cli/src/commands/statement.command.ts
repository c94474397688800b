import type { Command } from 'commander';
import type { CommandContext } from '../main.js';
import { ndjson, writeOut } from '../output/write.js';

/** `lettrage statement read` (pure). */
export function registerStatement(program: Command, context: CommandContext): void {
  const statement = program.command('statement').description('bank statements');
  statement
    .command('read')
    .description('reads bank statements of any supported format and prints statement lines (NDJSON)')
    .argument('<file...>', 'files; - is standard input')
    .option('--format <id>', 'the format, where the content does not tell')
    .option('--profile <id>', 'the CSV profile, where the header does not tell')
    .option('--out <path>', 'file to write; standard output otherwise')
    .addHelpText('after', '\nExample:\n  lettrage statement read october.xml > october.ndjson')
    .action(async (files: string[], options: { format?: string; profile?: string; out?: string }) => {
      const { adapterHost } = await import('../adapter-host.js');
      const { readStatementFiles } = await import('@lettrage/operations/pure');
      const result = { errors: 0 };
      await writeOut(ndjson(readStatementFiles(await adapterHost(), files, options, result)), options.out);
      if (result.errors > 0) context.exitCode = 1;
    });
}
