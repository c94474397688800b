import { Command, CommanderError } from 'commander';
import { registerAdapters } from './commands/adapters.command.js';
import { registerBooks } from './commands/books.command.js';
import { registerConnections } from './commands/connection.command.js';
import { registerDemo } from './commands/demo.command.js';
import { registerEinvoice } from './commands/einvoice.command.js';
import { registerImport } from './commands/import.command.js';
import { registerLedger } from './commands/ledger.command.js';
import { registerMatch } from './commands/match.command.js';
import { registerServe } from './commands/serve.command.js';
import { registerSetup } from './commands/setup.command.js';
import { registerStatement } from './commands/statement.command.js';
import { exitCodeOf, report } from './output/errors.js';

/**
 * The `lettrage` command: parses first and imports the rest on demand, so that help answers at once and the pure
 * commands need no database. Returns the exit code: 0 done, 1 the input is bad, 2 wrong usage, 3 a remote or the
 * database failed.
 */
export async function main(argv: readonly string[]): Promise<number> {
  const program = new Command('lettrage')
    .description('Matches bank receipts to open invoices with proof, books them, and tells every connected system.')
    .version('0.1.0')
    .option('--lang <code>', 'language of messages and reports: en or fr', 'en')
    .option('--json', 'reports and errors as JSON')
    .showHelpAfterError('(add --help for the options and an example)')
    .exitOverride();
  const context = { exitCode: 0 };
  for (const register of [
    registerDemo,
    registerServe,
    registerSetup,
    registerImport,
    registerBooks,
    registerConnections,
    registerStatement,
    registerMatch,
    registerLedger,
    registerEinvoice,
    registerAdapters,
  ]) {
    register(program, context);
  }
  // Subcommands share what the program is told: --json and --lang may stand before or after them.
  inherit(program);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return context.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    report(error, { json: argv.includes('--json') });
    return exitCodeOf(error);
  }
}

/** What a command tells the program beside throwing: an exit code with a complete output, such as problems found. */
export interface CommandContext {
  exitCode: number;
}

function inherit(command: Command): void {
  for (const child of command.commands) {
    child.exitOverride().showHelpAfterError('(add --help for the options and an example)');
    if (child.commands.length === 0) {
      child.option('--json', 'reports and errors as JSON');
      child.option('--lang <code>', 'language of messages and reports: en or fr');
    }
    inherit(child);
  }
}
