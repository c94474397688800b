import { Option, type Command } from 'commander';
import { hasErrors } from '@lettrage/domain';
import { dayOption, eachFile } from '../input.js';
import type { CommandContext } from '../main.js';
import { globals, print } from '../output/print.js';
import { progressBars } from '../output/progress.js';
import { customersLines, openItemsLines, statementLines } from '../output/reports.js';
import { registerAdviceImport } from './advice.command.js';
import { registerInvoiceImport } from './invoice-import.command.js';
import { registerMandateImport } from './mandate.command.js';
import { withRuntime } from '../with-runtime.js';
import { registerPayoutImport } from './payout-books.command.js';

/** `lettrage import open-items|invoices|statement|customers|mandates|payouts|advice`. */
export function registerImport(program: Command, context: CommandContext): void {
  const imports = program.command('import').description('reads files into the books');
  registerOpenItems(imports, context);
  registerInvoiceImport(imports, context);
  registerStatements(imports, context);
  registerCustomers(imports, context);
  registerMandateImport(imports, context);
  registerPayoutImport(imports, context);
  registerAdviceImport(imports, context);
}

interface OpenItemsOptions {
  readonly company?: string;
  readonly asOf?: string;
  readonly format?: string;
  readonly partial?: boolean;
  readonly dryRun?: boolean;
}

function registerOpenItems(imports: Command, context: CommandContext): void {
  imports
    .command('open-items')
    .description('imports open items: the snapshot of a day, or a delta')
    .argument('<file...>', 'CSV or NDJSON (interfaces: Open items); - is standard input')
    .option('--company <id>', 'id, SIREN or name')
    .option('--as-of <day>', 'the day the file shows the books of; today otherwise')
    .option('--partial', 'the file holds changes only: what it does not name is not gone')
    .option('--dry-run', 'says what would change, stores nothing')
    .option(
      '--format <id>',
      'an accounting file: fec, cegid, cegid-quadra, ximport, …; csv and ndjson are found by content',
    )
    .addHelpText('after', '\nExample:\n  lettrage import open-items open.csv --as-of 2026-10-31')
    .action(async (files: string[], options: OpenItemsOptions, command: Command) => {
      const { importOpenItems, resolveCompany } = await import('@lettrage/operations');
      const asOf = dayOption(options.asOf ?? new Date().toISOString().slice(0, 10), '--as-of');
      const bars = progressBars();
      const { reports, failed } = await withRuntime(async (runtime) => {
        const company = await resolveCompany(runtime, options.company);
        return eachFile(files, (path, name) =>
          importOpenItems(runtime, company.id, path, {
            asOf,
            name,
            onProgress: bars.onProgress,
            ...(options.format === undefined ? {} : { format: options.format }),
            ...(options.partial ? { partial: true } : {}),
            ...(options.dryRun ? { dryRun: true } : {}),
          }),
        );
      }).finally(bars.stop);
      if (reports.some((report) => report.refused)) context.exitCode = 1;
      printAll(command, reports, openItemsLines);
      if (failed) throw failed;
    });
}

interface StatementOptions {
  readonly company?: string;
  readonly account?: string;
  readonly format?: string;
  readonly profile?: string;
  readonly dryRun?: boolean;
}

function registerStatements(imports: Command, context: CommandContext): void {
  imports
    .command('statement')
    .description('imports bank statements of any supported format; finds the company by IBAN')
    .argument('<file...>', 'files, zip and gz too; - is standard input')
    .option('--company <id>', 'only accounts of this company')
    .option('--account <iban>', 'the account, for files that do not name it')
    .option('--format <id>', 'the format, where the content does not tell')
    .option('--profile <id|file>', 'the profile, where the header does not tell; a file holds one of your own')
    .option('--dry-run', 'shows accounts, balances, new and known lines and problems; stores nothing')
    .addHelpText('after', '\nExample:\n  lettrage import statement october.xml --dry-run')
    .action(async (files: string[], options: StatementOptions, command: Command) => {
      const { importStatement, listCompanies, resolveCompany } = await import('@lettrage/operations');
      const { profileChoice } = await import('@lettrage/operations/pure');
      const bars = progressBars();
      const { reports, failed } = await withRuntime(async (runtime) => {
        const companies = options.company
          ? [(await resolveCompany(runtime, options.company)).id]
          : realOnes(await listCompanies(runtime)).map((company) => company.id);
        const { company: _company, ...rest } = { ...options, ...(await profileChoice(options.profile)) };
        return eachFile(files, (path, name) =>
          importStatement(runtime, path, { ...rest, companies, name, onProgress: bars.onProgress }),
        );
      }).finally(bars.stop);
      const refused = reports.some(
        (report) => hasErrors(report.problems) || report.statements.some((statement) => statement.state === 'refused'),
      );
      if (refused) context.exitCode = 1;
      printAll(command, reports, statementLines);
      if (failed) throw failed;
      const { json, lang } = globals(command);
      if (refused && !json)
        process.stderr.write(
          lang === 'fr'
            ? 'Une partie a été refusée ; les raisons figurent ci-dessus.\n'
            : 'Some of it was refused; the reasons stand above.\n',
        );
    });
}

function registerCustomers(imports: Command, context: CommandContext): void {
  imports
    .command('customers')
    .description('imports customers by their code: id,name,ibans,siren,group_id,account')
    .argument('<file...>', 'CSV with a header line, UTF-8; - is standard input')
    .option('--company <id>', 'id, SIREN or name')
    .option('--dry-run', 'says what would change, stores nothing')
    .addOption(new Option('--format <id>', 'the only one there is').choices(['csv']))
    .addHelpText('after', '\nExample:\n  lettrage import customers customers.csv --dry-run')
    .action(async (files: string[], options: { company?: string; dryRun?: boolean }, command: Command) => {
      const { importCustomersFile, resolveCompany } = await import('@lettrage/operations');
      const { reports, failed } = await withRuntime(async (runtime) => {
        const company = await resolveCompany(runtime, options.company);
        return eachFile(files, (path, name) =>
          importCustomersFile(runtime, company.id, path, { name, ...(options.dryRun ? { dryRun: true } : {}) }),
        );
      });
      if (reports.some((report) => report.refused)) context.exitCode = 1;
      printAll(command, reports, customersLines);
      if (failed) throw failed;
    });
}

/** One report as it is, several as a list. */
function printAll<T>(command: Command, reports: readonly T[], lines: (report: T, lang: 'en' | 'fr') => string[]): void {
  if (reports.length === 0) return;
  print(command, reports.length === 1 ? reports[0] : reports, (lang) =>
    reports.flatMap((report) => lines(report, lang)),
  );
}

/** Without the demonstration company, unless it is all there is. */
function realOnes<T extends { readonly demonstration: boolean }>(companies: readonly T[]): readonly T[] {
  const real = companies.filter((company) => !company.demonstration);
  return real.length > 0 ? real : companies;
}
