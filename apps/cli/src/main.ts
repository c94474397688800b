import { Command, CommanderError, type OutputConfiguration } from 'commander';
import type { Register } from './commands/all.js';
import { exitCodeOf, report, UsageError } from './output/errors.js';
import { speak } from './output/language.js';

/**
 * The `lettrage` command: parses first and imports the rest on demand, so that help answers at once and the pure
 * commands need no database. Returns the exit code: 0 done, 1 the input is bad, 2 wrong usage, 3 a remote or the
 * database failed.
 */
export async function main(argv: readonly string[]): Promise<number> {
  const asJson = argv.includes('--json');
  await speak(argv);
  const context = { exitCode: 0 };
  // As JSON an error is one object and nothing else.
  const program = createProgram(await registersFor(argv[0]), context, asJson ? { writeErr: () => undefined } : {});
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return context.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      if (asJson) report(new UsageError(error.message.replace(/^error: /, '')), { json: true });
      return 2;
    }
    report(error, { json: asJson });
    return exitCodeOf(error);
  }
}

/** Pure commands, which scripts start for every file: nothing but their own module is loaded. */
const STARTED_ALONE: Readonly<Record<string, () => Promise<Register>>> = {
  statement: async () => (await import('./commands/statement.command.js')).registerStatement,
  match: async () => (await import('./commands/match.command.js')).registerMatch,
  ledger: async () => (await import('./commands/ledger.command.js')).registerLedger,
  einvoice: async () => (await import('./commands/einvoice.command.js')).registerEinvoice,
};

/** What makes the commands that a first argument may mean: all of them, unless it names one that is started alone. */
export async function registersFor(first: string | undefined): Promise<readonly Register[]> {
  const alone = first !== undefined && Object.hasOwn(STARTED_ALONE, first) ? STARTED_ALONE[first] : undefined;
  return alone === undefined ? (await import('./commands/all.js')).ALL_COMMANDS : [await alone()];
}

/** The program with commands, ready to parse. */
export function createProgram(
  registers: readonly Register[],
  context: CommandContext,
  output: OutputConfiguration = {},
): Command {
  const program = new Command('lettrage')
    .description('Matches bank receipts to open invoices with proof, books them, and tells every connected system.')
    .version('0.1.0')
    .option('--lang <code>', 'language of messages and reports: en or fr (default en)')
    .option('--json', 'reports and errors as JSON')
    .showHelpAfterError('(add --help for the options and an example)')
    .exitOverride()
    .configureOutput(output);
  for (const register of registers) register(program, context);
  // Subcommands share what the program is told: --json and --lang may stand before or after them.
  inherit(program, output);
  return program;
}

/** What a command tells the program beside throwing: an exit code with a complete output, such as problems found. */
export interface CommandContext {
  exitCode: number;
}

function inherit(command: Command, output: OutputConfiguration): void {
  for (const child of command.commands) {
    child.configureOutput(output).exitOverride().showHelpAfterError('(add --help for the options and an example)');
    if (child.commands.length === 0) {
      child.option('--json', 'reports and errors as JSON');
      child.option('--lang <code>', 'language of messages and reports: en or fr');
    }
    inherit(child, output);
  }
}
