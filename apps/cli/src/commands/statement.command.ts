import type { Command } from 'commander';
import { statementReading } from '../bundled.js';
import type { CommandContext } from '../main.js';
import { writeLines, writeOut } from '../output/write.js';
import { registerKeptProfiles } from './statement-profile.command.js';

/** `lettrage statement read` (pure). */
export function registerStatement(program: Command, context: CommandContext): void {
  const statement = program.command('statement').description('bank statements');
  statement
    .command('read')
    .description('reads bank statements of any supported format and prints statement lines (NDJSON)')
    .argument('<file...>', 'files; - is standard input')
    .option('--format <id>', 'the format, where the content does not tell')
    .option('--profile <id|file>', 'the profile, where the header does not tell; a file holds one of your own')
    .option('--out <path>', 'file to write; standard output otherwise')
    .addHelpText('after', '\nExample:\n  lettrage statement read october.xml > october.ndjson')
    .action(async (files: string[], options: { format?: string; profile?: string; out?: string }) => {
      const { adapterHost, readStatementFiles } = await statementReading();
      const result = { errors: 0 };
      const chosen = { ...options, ...(await chosenProfile(options.profile)) };
      await writeLines(readStatementFiles(await adapterHost('statement'), files, chosen, result), options.out);
      if (result.errors > 0) context.exitCode = 1;
    });
  registerProfile(statement);
}

/** `lettrage statement profile propose` (pure). */
function registerProfile(statement: Command): void {
  const profile = statement.command('profile').description('layouts of your own for statements in tables');
  registerKeptProfiles(profile);
  profile
    .command('propose')
    .description(
      'prints a profile for a CSV or Excel file of an unknown layout: check it, keep it, read with --profile',
    )
    .argument('<file>', 'the file; - is standard input')
    .option('--out <path>', 'file to write; standard output otherwise')
    .addHelpText(
      'after',
      '\nExample:\n  lettrage statement profile propose bank.csv --out my-bank.json\n  lettrage statement read bank.csv --profile my-bank.json\n  lettrage statement profile confirm my-bank.json',
    )
    .action(async (file: string, options: { out?: string }) => {
      const { adapterHost } = await import('../adapter-host.js');
      const { proposeStatementProfile } = await import('@lettrage/operations/pure');
      await writeOut([await proposeStatementProfile(await adapterHost('statement'), file)], options.out);
    });
}

/** Loaded only where a profile is named: reading starts at once otherwise. */
async function chosenProfile(profile: string | undefined): Promise<{ profile?: string; format?: string }> {
  if (profile === undefined) return {};
  const { profileChoice } = await import('@lettrage/operations/pure');
  return profileChoice(profile);
}
