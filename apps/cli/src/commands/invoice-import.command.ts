import type { Command } from 'commander';
import { dayOption } from '../input.js';
import type { CommandContext } from '../main.js';
import { globals, print } from '../output/print.js';
import { progressBars } from '../output/progress.js';
import { invoiceImportLines } from '../output/reports.js';
import { withRuntime } from '../with-runtime.js';

interface InvoiceImportOptions {
  readonly company?: string;
  readonly asOf?: string;
  readonly dryRun?: boolean;
}

/** `lettrage import invoices FILE|FOLDER…`. */
export function registerInvoiceImport(imports: Command, context: CommandContext): void {
  imports
    .command('invoices')
    .description('takes e-invoices issued by other tools over as open items; what is invalid is kept aside')
    .argument('<path...>', 'Factur-X, CII, UBL or EDIFACT INVOIC files, or folders of them')
    .option('--company <id>', 'id, SIREN or name')
    .option('--as-of <day>', 'the day they are taken over; today otherwise')
    .option('--dry-run', 'says what would be taken, stores nothing')
    .addHelpText('after', '\nExample:\n  lettrage import invoices issued/ --dry-run')
    .action(async (paths: string[], options: InvoiceImportOptions, command: Command) => {
      const { importInvoices, resolveCompany } = await import('@lettrage/operations');
      const asOf = dayOption(options.asOf ?? new Date().toISOString().slice(0, 10), '--as-of');
      const bars = progressBars();
      const report = await withRuntime(async (runtime) => {
        const company = await resolveCompany(runtime, options.company);
        return importInvoices(runtime, company.id, paths, {
          asOf,
          dryRun: options.dryRun ?? false,
          onProgress: bars.onProgress,
          lang: globals(command).lang,
        });
      }).finally(bars.stop);
      if (report.documents.some(({ state }) => state === 'aside')) context.exitCode = 1;
      print(command, report, (lang) => invoiceImportLines(report, lang));
    });
}
