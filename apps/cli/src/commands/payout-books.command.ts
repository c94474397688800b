import type { Command } from 'commander';
import { callerName } from '../caller-name.js';
import { eachFile } from '../input.js';
import type { CommandContext } from '../main.js';
import { pick, print } from '../output/print.js';
import { payoutBookedLines, payoutDetailLines, payoutImportLines, payoutTable } from '../output/payouts.js';
import { withRuntime } from '../with-runtime.js';

interface Common {
  readonly company?: string;
}

/** `lettrage import payouts`. */
export function registerPayoutImport(imports: Command, context: CommandContext): void {
  imports
    .command('payouts')
    .description('imports what payment providers pay out: reports of Stripe, PayPal, SumUp and GoCardless')
    .argument('<file...>', 'CSV reports, zip and gz too; - is standard input')
    .option('--company <id>', 'id, SIREN or name')
    .option('--format <id>', 'stripe, paypal, sumup or gocardless, where the header does not tell')
    .option('--dry-run', 'shows each payout, its charges and what names no invoice; stores nothing')
    .addHelpText('after', '\nExample:\n  lettrage import payouts stripe.csv --dry-run')
    .action(async (files: string[], options: Common & { format?: string; dryRun?: boolean }, command: Command) => {
      const { importPayouts, payoutsRefused, resolveCompany } = await import('@lettrage/operations');
      const { reports, failed } = await withRuntime(async (runtime) => {
        const company = await resolveCompany(runtime, options.company);
        return eachFile(files, (path, name) =>
          importPayouts(runtime, company.id, path, {
            name,
            ...(options.format === undefined ? {} : { format: options.format }),
            ...(options.dryRun ? { dryRun: true } : {}),
          }),
        );
      });
      if (reports.some(payoutsRefused)) context.exitCode = 1;
      if (reports.length > 0)
        print(command, reports.length === 1 ? reports[0] : reports, (lang) =>
          reports.flatMap((report) => payoutImportLines(report, lang)),
        );
      if (failed) throw failed;
    });
}

/** `lettrage payout list|show|book|assign|take-back`: payouts in the books. */
export function registerPayoutBooks(payout: Command): void {
  registerLists(payout);
  registerBook(payout);
  payout
    .command('assign')
    .description('says what a movement that waits in suspense pays: an invoice or credit note, or a customer’s account')
    .argument('<payout>', 'id here or at the provider')
    .argument('<movement>', 'id of the charge, refund or dispute at the provider')
    .option('--invoice <number>')
    .option('--customer <code>', 'whose account it lies on, or whose invoice is meant where two have the number')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage payout assign po_1 ch_60 --invoice FA2026-000160')
    .action(
      async (
        name: string,
        item: string,
        options: Common & { invoice?: string; customer?: string },
        command: Command,
      ) => {
        const { assignMovement, resolveCompany } = await import('@lettrage/operations');
        const { invoice, customer } = options;
        const target = {
          ...(invoice === undefined ? {} : { invoice }),
          ...(customer === undefined ? {} : { customer }),
        };
        const done = await withRuntime(async (runtime) => {
          const { id } = await resolveCompany(runtime, options.company);
          return assignMovement(runtime, id, { payout: name, item, ...target }, callerName());
        });
        print(command, done, (lang) => [
          pick(lang, 'Booked.', 'Comptabilisé.'),
          ...done.allocationIds.map((id) => `allocation ${id}`),
        ]);
      },
    );
}

function registerLists(payout: Command): void {
  payout
    .command('list')
    .description('lists stored payouts, newest arrival first')
    .option('--waiting', 'only those no bank line has come for')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage payout list --waiting')
    .action(async (options: Common & { waiting?: boolean }, command: Command) => {
      const { listPayouts, resolveCompany } = await import('@lettrage/operations');
      const payouts = await withRuntime(async (runtime) => {
        const { id } = await resolveCompany(runtime, options.company);
        const wanted = { limit: 200, ...(options.waiting ? { waiting: true } : {}) };
        return runtime.database.withCompany(id, (tx) => listPayouts(tx, wanted));
      });
      print(command, payouts, (lang) => payoutTable(payouts, lang));
    });
  payout
    .command('show')
    .description('shows a payout with its movements, what waits for a person, and bank lines of its amount')
    .argument('<payout>', 'id here or at the provider')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage payout show po_1')
    .action(async (name: string, options: Common, command: Command) => {
      const { payoutDetail, resolveCompany } = await import('@lettrage/operations');
      const detail = await withRuntime(async (runtime) => {
        const { id } = await resolveCompany(runtime, options.company);
        return runtime.database.withCompany(id, (tx) => payoutDetail(tx, name));
      });
      print(command, detail, (lang) => payoutDetailLines(detail, lang));
    });
}

function registerBook(payout: Command): void {
  payout
    .command('book')
    .description('books a payout on a bank line: receipts at gross, fees, and what they settle')
    .argument('<payout>', 'id here or at the provider')
    .argument('<line>', 'id or reference of the bank line')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage payout book po_1 LINE')
    .action(async (name: string, line: string, options: Common, command: Command) => {
      const { bookPayoutOnLine, resolveCompany } = await import('@lettrage/operations');
      const booked = await withRuntime(async (runtime) => {
        const { id } = await resolveCompany(runtime, options.company);
        return bookPayoutOnLine(runtime, id, { payout: name, line }, callerName());
      });
      print(command, booked, (lang) => payoutBookedLines(booked, lang));
    });
  payout
    .command('take-back')
    .description('takes a booked payout back: its line returns to review, its receipts are withdrawn, the report waits')
    .argument('<payout>', 'id here or at the provider')
    .option('--reason <text>')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage payout take-back po_1 --reason "another account’s line"')
    .action(async (name: string, options: Common & { reason?: string }, command: Command) => {
      const { resolveCompany, takePayoutBack } = await import('@lettrage/operations');
      const by = callerName();
      const done = await withRuntime(async (runtime) => {
        const { id } = await resolveCompany(runtime, options.company);
        return takePayoutBack(runtime, id, name, { by, ...(options.reason ? { reason: options.reason } : {}) });
      });
      print(command, done, (lang) => [
        lang === 'fr'
          ? `${done.payout} repris : ${done.allocationIds.length} affectations annulées, la ligne est de nouveau à valider.`
          : `${done.payout} taken back: ${done.allocationIds.length} allocations undone, the line is in review again.`,
      ]);
    });
}
