import type { Command } from 'commander';
import type { DeliverReport, SyncReport } from '@lettrage/operations';
import { dayOption } from '../input.js';
import type { CommandContext } from '../main.js';
import { UsageError } from '../output/errors.js';
import { people, pick, print, table } from '../output/print.js';
import { progressBars } from '../output/progress.js';
import { problemLines } from '../output/reports.js';
import { withRuntime } from '../with-runtime.js';

/** `lettrage connection …`, `sync`, `deliver`: the systems a company is connected to. */
export function registerConnections(program: Command, context: CommandContext): void {
  registerConnection(program.command('connection').description('connected systems'), context);
  registerSync(program);
  registerDeliver(program, context);
}

function registerSync(program: Command): void {
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
      print(command, reports, (lang) =>
        reports.length === 0
          ? [
              pick(
                lang,
                'No connection has anything to pull. Add one: lettrage connection add NAME --adapter erp-dolibarr …',
                'Aucune connexion n’a rien à relever. Ajoutez-en une : lettrage connection add NOM --adapter erp-dolibarr …',
              ),
            ]
          : reports.flatMap((one) => [
              one.payouts
                ? payoutsLine(one, one.payouts, lang)
                : one.pages > 0
                  ? invoicesLine(one, lang)
                  : filesLine(one, lang),
              ...problemLines(one.problems),
            ]),
      );
    });
}

function registerDeliver(program: Command, context: CommandContext): void {
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
              ? [pick(lang, 'Nothing waits.', 'Rien n’attend.')]
              : table([
                  lang === 'fr'
                    ? ['VERS', 'STATUT', 'PIÈCE', 'MONTANT', 'JOUR', 'ÉTAT']
                    : ['TARGET', 'STATUS', 'DOCUMENT', 'AMOUNT', 'DAY', 'STATE'],
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
        print(command, reports, (lang) => reports.map((one) => deliveredLine(one, lang)));
      },
    );
}

function deliveredLine(one: DeliverReport, lang: 'en' | 'fr'): string {
  const { connection, sent, already, later, unsupported, rejected, held } = one;
  const release = `lettrage connection release ${connection} --from`;
  return lang === 'fr'
    ? `${connection} : ${sent} envoyés, ${already} déjà là-bas, ${later} à réessayer, ${unsupported} non pris en charge, ${rejected} refusés${held > 0 ? `, ${held} retenus (${release} JOUR)` : ''}`
    : `${connection}: ${sent} sent, ${already} already there, ${later} to try later, ${unsupported} not supported, ${rejected} rejected${held > 0 ? `, ${held} held (${release} DAY)` : ''}`;
}

function invoicesLine({ connection, items, payments }: SyncReport, lang: 'en' | 'fr'): string {
  const { recorded, known } = { recorded: payments['recorded'], known: payments['known'] };
  return lang === 'fr'
    ? `${connection} : ${items.new} nouveaux postes, ${items.known} connus, ${items.changed} modifiés, ${items.conflicts} conflits ; règlements : ${recorded} enregistrés, ${known} connus`
    : `${connection}: ${items.new} new items, ${items.known} known, ${items.changed} changed, ${items.conflicts} conflicts; payments: ${recorded} recorded, ${known} known`;
}

function payoutsLine(
  { connection }: SyncReport,
  payouts: NonNullable<SyncReport['payouts']>,
  lang: 'en' | 'fr',
): string {
  const { stored, known, differing } = payouts;
  return lang === 'fr'
    ? `${connection} : ${stored} nouveaux versements, ${known} connus${differing > 0 ? `, ${differing} DIFFÈRENT de ce qui est enregistré` : ''}`
    : `${connection}: ${stored} new payouts, ${known} known${differing > 0 ? `, ${differing} DIFFER from what is stored` : ''}`;
}

function filesLine({ connection, files }: SyncReport, lang: 'en' | 'fr'): string {
  if (files.length === 0) return pick(lang, `${connection}: no new file`, `${connection} : aucun nouveau fichier`);
  const shown = files.map(({ name, stored, known, inbox, refused }) => {
    if (lang === 'fr') {
      const waiting = inbox > 0 ? `, ${inbox} relevés attendent dans la corbeille` : '';
      return `${name} (${stored} lignes nouvelles, ${known} connues${waiting}${refused > 0 ? ', REFUSÉ' : ''})`;
    }
    const waiting = inbox > 0 ? `, ${inbox} statements wait in the inbox` : '';
    return `${name} (${stored} lines new, ${known} known${waiting}${refused > 0 ? ', REFUSED' : ''})`;
  });
  return `${connection}${lang === 'fr' ? ' ' : ''}: ${shown.join(', ')}`;
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
      print(command, { id, name }, (lang) => [
        pick(
          lang,
          `${name} added (${id}), on hold. Next: lettrage connection check ${name}; lettrage deliver --dry-run; lettrage connection release ${name} --from DAY`,
          `${name} ajoutée (${id}), retenue. Ensuite : lettrage connection check ${name} ; lettrage deliver --dry-run ; lettrage connection release ${name} --from JOUR`,
        ),
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
      print(command, connections, (lang) =>
        connections.length === 0
          ? [pick(lang, 'There are no connections.', 'Aucune connexion.')]
          : table([
              ['ID', pick(lang, 'NAME', 'NOM'), pick(lang, 'ADAPTER', 'ADAPTATEUR'), pick(lang, 'STATE', 'ÉTAT')],
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
      print(command, problems, (lang) =>
        problems.length === 0 ? [pick(lang, `${name} works.`, `${name} fonctionne.`)] : problemLines(problems),
      );
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
      print(command, report, (lang) => [
        pick(
          lang,
          `${name} is released: ${report.opened} waiting statuses will be sent, ${report.cancelled} older ones never.`,
          `${name} est ouverte : ${report.opened} statuts en attente partiront, ${report.cancelled} plus anciens jamais.`,
        ),
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
