import type { Command } from 'commander';
import { dayOption, keyValues, several } from '../input.js';
import type { CommandContext } from '../main.js';
import { globals, people, print } from '../output/print.js';
import { progressBars } from '../output/progress.js';
import { reconcileLines, summaryLines } from '../output/reports.js';
import { toFile } from '../output/write.js';
import { withRuntime } from '../with-runtime.js';

/** `lettrage reconcile`, `status`, `export`, `migrate`, `verify`: the books of a company. */
export function registerBooks(program: Command, context: CommandContext): void {
  registerReconcile(program);
  registerExport(program);
  program
    .command('summary')
    .description('shows where a company stands')
    .option('--company <id>', 'id, SIREN or name')
    .action(async (options: { company?: string }, command: Command) => {
      const { companySummary, resolveCompany } = await import('@lettrage/operations');
      const summary = await withRuntime(async (runtime) =>
        companySummary(runtime, (await resolveCompany(runtime, options.company)).id),
      );
      print(command, summary, (lang) => summaryLines(summary, lang));
    });
  program
    .command('migrate')
    .description('prepares the database: tables, rights, the role of the application')
    .addHelpText('after', '\nExample:\n  DATABASE_OWNER_URL=postgres://owner@db/lettrage lettrage migrate')
    .action(async (_options: unknown, command: Command) => {
      const { migrate, resolveDatabase } = await import('@lettrage/persistence');
      const { homeFolder } = await import('@lettrage/server/runtime');
      const resolved = await resolveDatabase(process.env, homeFolder());
      try {
        if (resolved.ownerUrl === undefined)
          throw new Error('Set DATABASE_OWNER_URL: migrations need the role that owns the tables.');
        const { applied } = await migrate(resolved.ownerUrl, { appUrl: resolved.appUrl });
        print(command, { applied }, () => [
          applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`,
        ]);
      } finally {
        await resolved.stop();
      }
    });
  program
    .command('verify')
    .description('checks every stored invariant with SQL of its own, and the event chain; prints violations')
    .option('--company <id>', 'one company; all otherwise')
    .addHelpText('after', '\nExample:\n  lettrage verify')
    .action(async (options: { company?: string }, command: Command) => {
      const { listCompanies, resolveCompany, verifyCompany } = await import('@lettrage/operations');
      const reports = await withRuntime(async (runtime) => {
        const companies = options.company
          ? [await resolveCompany(runtime, options.company)]
          : await listCompanies(runtime);
        const all = [];
        for (const company of companies)
          all.push({ name: company.name, ...(await verifyCompany(runtime, company.id)) });
        return all;
      });
      if (reports.some((report) => report.violations.length > 0)) context.exitCode = 1;
      print(command, reports, () =>
        reports.flatMap((report) => [
          `${report.name}: ${report.events} events, ${report.violations.length === 0 ? 'everything agrees' : `${report.violations.length} violations`}`,
          ...report.violations.map((one) => `  ${one.invariant} ${one.subject}: ${one.detail}`),
        ]),
      );
    });
}

function registerReconcile(program: Command): void {
  program
    .command('reconcile')
    .description('matches the undecided bank lines of a company and posts what is proven')
    .option('--company <id>', 'id, SIREN or name')
    .option('--dry-run', 'decides and reports, stores nothing')
    .addHelpText('after', '\nExample:\n  lettrage reconcile --dry-run')
    .action(async (options: { company?: string; dryRun?: boolean }, command: Command) => {
      const { reconcile, resolveCompany } = await import('@lettrage/operations');
      const bars = progressBars();
      const { report, currency } = await withRuntime(async (runtime) => {
        const company = await resolveCompany(runtime, options.company);
        return {
          currency: company.currency,
          report: await reconcile(runtime, company.id, {
            onProgress: bars.onProgress,
            ...(options.dryRun ? { dryRun: true } : {}),
          }),
        };
      }).finally(bars.stop);
      print(command, report, (lang) => reconcileLines(report, currency, lang));
    });
}

function registerExport(program: Command): void {
  program
    .command('export')
    .description('writes the entries of a period in an accounting format')
    .requiredOption('--format <id>', 'such as fec; lettrage adapters lists them')
    .requiredOption('--from <day>')
    .requiredOption('--to <day>')
    .option('--company <id>', 'id, SIREN or name')
    .option('--journals <codes>', 'only these journals, separated by commas')
    .option('--option <k=v>', 'option of the format, such as separator=pipe', several, [])
    .option('--out <path>', 'file or folder', '.')
    .option('--dry-run', 'counts and names the file, books and stores nothing')
    .addHelpText('after', '\nExample:\n  lettrage export --format fec --from 2026-01-01 --to 2026-12-31 --out exports/')
    .action(async (options: ExportCommandOptions, command: Command) => {
      const { exportLedger, resolveCompany } = await import('@lettrage/operations');
      const bars = progressBars();
      const { report, currency } = await withRuntime(async (runtime) => {
        const company = await resolveCompany(runtime, options.company);
        const made = await exportLedger(runtime, company.id, {
          format: options.format,
          from: dayOption(options.from, '--from'),
          to: dayOption(options.to, '--to'),
          options: keyValues(options.option),
          onProgress: bars.onProgress,
          ...(options.journals ? { journals: options.journals.split(',') } : {}),
          ...(options.dryRun ? { dryRun: true } : {}),
        });
        return { report: made, currency: company.currency };
      }).finally(bars.stop);
      const path = await pathFor(options.out, report.fileName);
      if (report.bytes) await toFile([report.bytes], path);
      const { json } = globals(command);
      print(command, { ...report, path }, (lang) => [
        `${report.bytes ? path : report.fileName}: ${report.entries} entries, ${report.lines} lines, debit ${people(report.debit, currency, lang)}, credit ${people(report.credit, currency, lang)}`,
        ...(report.suspended > 0
          ? [`${report.suspended} undecided bank lines were booked on the suspense account.`]
          : []),
      ]);
      if (!json && !report.bytes) process.stderr.write('Dry run: nothing was written.\n');
    });
}

interface ExportCommandOptions {
  format: string;
  from: string;
  to: string;
  company?: string;
  journals?: string;
  option: string[];
  out: string;
  dryRun?: boolean;
}

async function pathFor(out: string, fileName: string): Promise<string> {
  const { stat } = await import('node:fs/promises');
  const { join } = await import('node:path');
  const isFolder =
    out.endsWith('/') ||
    (await stat(out).then(
      (found) => found.isDirectory(),
      () => false,
    ));
  return isFolder ? join(out, fileName) : out;
}
