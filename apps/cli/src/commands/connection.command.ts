import type { Command } from 'commander';
import type { SyncReport } from '@lettrage/operations';
import { dayOption } from '../input.js';
import type { CommandContext } from '../main.js';
import { UsageError } from '../output/errors.js';
import { people, print, table } from '../output/print.js';
import { progressBars } from '../output/progress.js';
import { problemLines } from '../output/reports.js';
import { withRuntime } from '../with-runtime.js';

/** `lettrage connection …`, `sync`, `deliver`: the systems a company is connected to. */
export function registerConnections(program: Command, context: CommandContext): void {
  registerConnection(program.command('connection').description('connected systems'), context);
  program
    .command('sync')
    .description('pulls invoices, customers, recorded payments, bank statements and payouts from connected systems')
    .argument('[connection]', 'id or name; all otherwise')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage sync dolibarr')
    .action(async (connection: string | undefined, options: { company?: string }, command: Command) => {
      const { resolveCompany, sync } = await import('@lettrage/operations');
      const bars = progressBars();
      const reports = await withRuntime(async (runtime) =>
        sync(runtime, (await resolveCompany(runtime, options.company)).id, connection, bars.onProgress),
      ).finally(bars.stop);
      print(command, reports, () =>
        reports.length === 0
          ? ['No connection has anything to pull. Add one: lettrage connection add NAME --adapter erp-dolibarr …']
          : reports.flatMap((one) => [
              one.payouts ? payoutsLine(one, one.payouts) : one.pages > 0 ? invoicesLine(one) : filesLine(one),
              ...problemLines(one.problems),
            ]),
      );
    });
  program
    .command('deliver')
    .description('sends what is due to released connections')
    .argument('[connection]', 'id or name; all otherwise')
    .option('--company <id>', 'id, SIREN or name')
    .option('--dry-run', 'lists target, document, amount and day of what waits; sends nothing')
    .addHelpText('after', '\nExample:\n  lettrage deliver --dry-run')
    .action(
      async (connection: string | undefined, options: { company?: string; dryRun?: boolean }, command: Command) => {
        const { deliver, planDeliveries, resolveCompany } = await import('@lettrage/operations');
        if (options.dryRun) {
          const planned = await withRuntime(async (runtime) =>
            planDeliveries(runtime, (await resolveCompany(runtime, options.company)).id),
          );
          print(command, planned, (lang) =>
            planned.length === 0
              ? ['Nothing waits.']
              : table([
                  ['TARGET', 'STATUS', 'DOCUMENT', 'AMOUNT', 'DAY', 'STATE'],
                  ...planned.map((one) => [
                    one.connection,
                    one.type,
                    one.document,
                    people(one.amount || '0', one.currency, lang),
                    one.day,
                    one.state,
                  ]),
                ]),
          );
          return;
        }
        const reports = await withRuntime(async (runtime) =>
          deliver(runtime, (await resolveCompany(runtime, options.company)).id, connection),
        );
        if (reports.some((one) => one.rejected + one.dead > 0)) context.exitCode = 3;
        print(command, reports, () => [
          ...reports.map(
            (one) =>
              `${one.connection}: ${one.sent} sent, ${one.already} already there, ${one.later} to try later, ${one.unsupported} not supported, ${one.rejected} rejected${one.held > 0 ? `, ${one.held} held (lettrage connection release ${one.connection} --from DAY)` : ''}`,
          ),
        ]);
      },
    );
}

function invoicesLine({ connection, items, payments }: SyncReport): string {
  return `${connection}: ${items.new} new items, ${items.known} known, ${items.changed} changed, ${items.conflicts} conflicts; payments: ${payments['recorded']} recorded, ${payments['known']} known`;
}

function payoutsLine({ connection }: SyncReport, payouts: NonNullable<SyncReport['payouts']>): string {
  const { stored, known, differing } = payouts;
  return `${connection}: ${stored} new payouts, ${known} known${differing > 0 ? `, ${differing} DIFFER from what is stored` : ''}`;
}

function filesLine({ connection, files }: SyncReport): string {
  if (files.length === 0) return `${connection}: no new file`;
  const shown = files.map(({ name, stored, known, inbox, refused }) => {
    const waiting = inbox > 0 ? `, ${inbox} statements wait in the inbox` : '';
    return `${name} (${stored} lines new, ${known} known${waiting}${refused > 0 ? ', REFUSED' : ''})`;
  });
  return `${connection}: ${shown.join(', ')}`;
}

function registerConnection(connection: Command, context: CommandContext): void {
  connection
    .command('add')
    .description('connects a system; what goes out waits on hold until it is released')
    .argument('<name>')
    .requiredOption('--adapter <id>', 'lettrage adapters lists them')
    .option('--config <json>', 'configuration as JSON; secrets as references (env:NAME, file:/path)', '{}')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText(
      'after',
      '\nExample:\n  lettrage connection add crm --adapter status-webhook --config \'{"url":"https://crm.example/hook","secret":"env:CRM_SECRET"}\'',
    )
    .action(async (name: string, options: { adapter: string; config: string; company?: string }, command: Command) => {
      const { addConnection, resolveCompany } = await import('@lettrage/operations');
      const config = parseConfig(options.config);
      const id = await withRuntime(async (runtime) =>
        addConnection(runtime, (await resolveCompany(runtime, options.company)).id, {
          name,
          adapter: options.adapter,
          config,
        }),
      );
      print(command, { id, name }, () => [
        `${name} added (${id}), on hold. Next: lettrage connection check ${name}; lettrage deliver --dry-run; lettrage connection release ${name} --from DAY`,
      ]);
    });
  connection
    .command('list')
    .description('lists the connections of a company')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage connection list')
    .action(async (options: { company?: string }, command: Command) => {
      const { listConnections, resolveCompany } = await import('@lettrage/operations');
      const connections = await withRuntime(async (runtime) =>
        runtime.database.withCompany((await resolveCompany(runtime, options.company)).id, (tx) => listConnections(tx)),
      );
      print(command, connections, () =>
        table([
          ['ID', 'NAME', 'ADAPTER', 'STATE'],
          ...connections.map((one) => [one.id, one.name, one.adapter, one.state]),
        ]),
      );
    });
  registerCare(connection, context);
}

function registerCare(connection: Command, context: CommandContext): void {
  connection
    .command('check')
    .description('says what is wrong with a connection; writes nothing')
    .argument('<connection>', 'id or name')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage connection check dolibarr')
    .action(async (name: string, options: { company?: string }, command: Command) => {
      const { checkConnection, resolveCompany } = await import('@lettrage/operations');
      const problems = await withRuntime(async (runtime) =>
        checkConnection(runtime, (await resolveCompany(runtime, options.company)).id, name),
      );
      if (problems.some((problem) => problem.severity !== 'warning')) context.exitCode = 3;
      print(command, problems, () => (problems.length === 0 ? [`${name} works.`] : problemLines(problems)));
    });
  connection
    .command('release')
    .description('opens an outgoing connection: what is dated from this day on is sent, what is older never')
    .argument('<connection>', 'id or name')
    .requiredOption('--from <day>')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage connection release crm --from 2026-11-01')
    .action(async (name: string, options: { from: string; company?: string }, command: Command) => {
      const { releaseConnection, resolveCompany } = await import('@lettrage/operations');
      const report = await withRuntime(async (runtime) =>
        releaseConnection(
          runtime,
          (await resolveCompany(runtime, options.company)).id,
          name,
          dayOption(options.from, '--from'),
        ),
      );
      print(command, report, () => [
        `${name} is released: ${report.opened} waiting statuses will be sent, ${report.cancelled} older ones never.`,
      ]);
    });
}

function parseConfig(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below, in words that help.
  }
  throw new UsageError('--config is not a JSON object (expected something like {"url":"https://…"}).');
}
