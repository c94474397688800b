import type { Command } from 'commander';
import type { CommandContext } from '../main.js';
import { ndjsonOf, writeOut } from '../output/write.js';

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
      // Not from the entry of all pure use cases: matching and invoices take longer to load than a statement to read.
      const { readStatementFiles } = await import('@lettrage/operations/statements');
      const result = { errors: 0 };
      await writeOut(ndjsonOf(readStatementFiles(await adapterHost(), files, options, result)), options.out);
      if (result.errors > 0) context.exitCode = 1;
    });
}
