import { Command, CommanderError, type OutputConfiguration } from 'commander';
import { registerAdapters } from './commands/adapters.command.js';
import { registerAutomatic } from './commands/automatic.command.js';
import { registerBooks } from './commands/books.command.js';
import { registerClaims } from './commands/claim.command.js';
import { registerConnections } from './commands/connection.command.js';
import { registerDemo } from './commands/demo.command.js';
import { registerEinvoice } from './commands/einvoice.command.js';
import { registerExport } from './commands/export.command.js';
import { registerHeld } from './commands/held.command.js';
import { registerIndicators } from './commands/indicators.command.js';
import { registerInbox } from './commands/inbox.command.js';
import { registerImport } from './commands/import.command.js';
import { registerLearned } from './commands/learned.command.js';
import { registerInvoices } from './commands/invoice.command.js';
import { registerLedger } from './commands/ledger.command.js';
import { registerMandates } from './commands/mandate.command.js';
import { registerMatch } from './commands/match.command.js';
import { registerPayments } from './commands/payment.command.js';
import { registerPayouts } from './commands/payout.command.js';
import { registerQueue } from './commands/queue.command.js';
import { registerRates } from './commands/rate.command.js';
import { registerCustomers } from './commands/customer.command.js';
import { registerReports } from './commands/report.command.js';
import { registerReview } from './commands/review.command.js';
import { registerRules } from './commands/rule.command.js';
import { registerSchedules } from './commands/schedule.command.js';
import { registerServe } from './commands/serve.command.js';
import { registerSetup } from './commands/setup.command.js';
import { registerStatement } from './commands/statement.command.js';
import { registerStatus } from './commands/status.command.js';
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
  const program = createProgram(context, asJson ? { writeErr: () => undefined } : {});
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

/** The program with all its commands, ready to parse. */
export function createProgram(context: CommandContext, output: OutputConfiguration = {}): Command {
  const program = new Command('lettrage')
    .description('Matches bank receipts to open invoices with proof, books them, and tells every connected system.')
    .version('0.1.0')
    .option('--lang <code>', 'language of messages and reports: en or fr (default en)')
    .option('--json', 'reports and errors as JSON')
    .showHelpAfterError('(add --help for the options and an example)')
    .exitOverride()
    .configureOutput(output);
  for (const register of [
    registerDemo,
    registerServe,
    registerSetup,
    registerImport,
    registerInbox,
    registerReview,
    registerQueue,
    registerAutomatic,
    registerRules,
    registerLearned,
    registerHeld,
    registerBooks,
    registerExport,
    registerClaims,
    registerSchedules,
    registerCustomers,
    registerReports,
    registerRates,
    registerIndicators,
    registerConnections,
    registerStatement,
    registerMatch,
    registerPayments,
    registerMandates,
    registerPayouts,
    registerLedger,
    registerEinvoice,
    registerInvoices,
    registerStatus,
    registerAdapters,
  ]) {
    register(program, context);
  }
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
