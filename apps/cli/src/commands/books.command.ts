import type { Command } from 'commander';
import type { CommandContext } from '../main.js';
import { pick, print } from '../output/print.js';
import { progressBars } from '../output/progress.js';
import { reconcileLines, summaryLines } from '../output/reports.js';
import { withRuntime } from '../with-runtime.js';

/** `lettrage reconcile`, `summary`, `migrate`, `verify`: the books of a company. */
export function registerBooks(program: Command, context: CommandContext): void {
  registerReconcile(program);
  program
    .command('summary')
    .description('shows where a company stands')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage summary')
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
        print(command, { applied }, (lang) => [
          applied.length === 0
            ? pick(lang, 'The database is up to date.', 'La base de données est à jour.')
            : `${pick(lang, 'Applied: ', 'Appliqué : ')}${applied.join(', ')}`,
        ]);
      } finally {
        await resolved.stop();
      }
    });
  program
    .command('verify')
    .description('checks every stored invariant with SQL of its own, and the event chain; prints violations')
    .option('--company <id>', 'one company; all otherwise')
    .option('--anchor', 'then writes the signed anchor of the day, where everything agrees (the server does it daily)')
    .addHelpText('after', '\nExample:\n  lettrage verify')
    .action(async (options: { company?: string; anchor?: boolean }, command: Command) => {
      const { listCompanies, resolveCompany, verifyCompany, writeAnchor } = await import('@lettrage/operations');
      const reports = await withRuntime(async (runtime) => {
        const companies = options.company
          ? [await resolveCompany(runtime, options.company)]
          : await listCompanies(runtime);
        const all = [];
        for (const company of companies) {
          const report = await verifyCompany(runtime, company.id);
          const sound = report.violations.length === 0;
          const anchor = options.anchor && sound ? { anchor: await writeAnchor(runtime, company.id) } : {};
          all.push({ name: company.name, ...report, ...anchor });
        }
        return all;
      });
      if (reports.some((report) => report.violations.length > 0)) context.exitCode = 1;
      print(command, reports, (lang) =>
        reports.flatMap((report) => [
          verifiedLine(report, lang),
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

function verifiedLine(
  report: { name: string; events: number; anchors: number; violations: readonly unknown[] },
  lang: 'en' | 'fr',
): string {
  const { name, events, anchors, violations } = report;
  const wrong = violations.length;
  return wrong === 0
    ? pick(
        lang,
        `${name}: ${events} events, ${anchors} anchors, everything agrees`,
        `${name} : ${events} événements, ${anchors} ancres, tout concorde`,
      )
    : pick(
        lang,
        `${name}: ${events} events, ${anchors} anchors, ${wrong} violations`,
        `${name} : ${events} événements, ${anchors} ancres, ${wrong} anomalies`,
      );
}
