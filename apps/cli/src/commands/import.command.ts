import type { Command } from 'commander';
import type { ImportOpenItemsReport, ImportStatementReport } from '@lettrage/operations';
import { dayOption, withFile } from '../input.js';
import type { CommandContext } from '../main.js';
import { globals, print } from '../output/print.js';
import { progressBars } from '../output/progress.js';
import { openItemsLines, statementLines } from '../output/reports.js';
import { withRuntime } from '../with-runtime.js';

/** `lettrage import open-items|statement`. */
export function registerImport(program: Command, context: CommandContext): void {
  const imports = program.command('import').description('reads files into the books');
  imports
    .command('open-items')
    .description('imports open items: the snapshot of a day, or a delta')
    .argument('<file...>', 'CSV or NDJSON (interfaces: Open items); - is standard input')
    .option('--company <id>', 'id, SIREN or name')
    .option('--as-of <day>', 'the day the file shows the books of; today otherwise')
    .option('--partial', 'the file holds changes only: what it does not name is not gone')
    .option('--dry-run', 'says what would change, stores nothing')
    .addHelpText('after', '\nExample:\n  lettrage import open-items open.csv --as-of 2026-10-31')
    .action(
      async (
        files: string[],
        options: { company?: string; asOf?: string; partial?: boolean; dryRun?: boolean },
        command: Command,
      ) => {
        const { importOpenItems, resolveCompany } = await import('@lettrage/operations');
        const asOf = dayOption(options.asOf ?? new Date().toISOString().slice(0, 10), '--as-of');
        const bars = progressBars();
        const reports: ImportOpenItemsReport[] = [];
        await withRuntime(async (runtime) => {
          const company = await resolveCompany(runtime, options.company);
          for (const file of files) {
            const report = await withFile(file, (path, name) =>
              importOpenItems(runtime, company.id, path, {
                asOf,
                name,
                onProgress: bars.onProgress,
                ...(options.partial ? { partial: true } : {}),
                ...(options.dryRun ? { dryRun: true } : {}),
              }),
            );
            reports.push(report);
            if (report.refused) context.exitCode = 1;
          }
        }).finally(bars.stop);
        print(command, reports.length === 1 ? reports[0] : reports, (lang) =>
          reports.flatMap((report) => openItemsLines(report, lang)),
        );
      },
    );
  imports
    .command('statement')
    .description('imports bank statements of any supported format; finds the company by IBAN')
    .argument('<file...>', 'files, zip and gz too; - is standard input')
    .option('--company <id>', 'only accounts of this company')
    .option('--account <iban>', 'the account, for files that do not name it')
    .option('--format <id>', 'the format, where the content does not tell')
    .option('--profile <id>', 'the CSV profile, where the header does not tell')
    .option('--dry-run', 'shows accounts, balances and problems, stores nothing')
    .addHelpText('after', '\nExample:\n  lettrage import statement october.xml --dry-run')
    .action(async (files: string[], options: StatementOptions, command: Command) => {
      const { importStatement, listCompanies, resolveCompany } = await import('@lettrage/operations');
      const bars = progressBars();
      const reports: ImportStatementReport[] = [];
      await withRuntime(async (runtime) => {
        const all = await listCompanies(runtime);
        const real = all.filter((company) => !company.demonstration);
        const companies = options.company
          ? [(await resolveCompany(runtime, options.company)).id]
          : (real.length > 0 ? real : all).map((company) => company.id);
        const { company: _company, ...rest } = options;
        for (const file of files) {
          const report = await withFile(file, (path, name) =>
            importStatement(runtime, path, { ...rest, companies, name, onProgress: bars.onProgress }),
          );
          reports.push(report);
          const refused = report.statements.some((statement) => statement.state === 'refused');
          if (refused || report.problems.some((problem) => problem.severity !== 'warning')) context.exitCode = 1;
        }
      }).finally(bars.stop);
      print(command, reports.length === 1 ? reports[0] : reports, (lang) =>
        reports.flatMap((report) => statementLines(report, lang)),
      );
      if (!globals(command).json && context.exitCode !== 0)
        process.stderr.write('Some of it was refused; the reasons stand above.\n');
    });
}

interface StatementOptions {
  company?: string;
  account?: string;
  format?: string;
  profile?: string;
  dryRun?: boolean;
}
