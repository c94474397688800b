import type { Command } from 'commander';
import type { Problem } from '@lettrage/domain';
import type { StatusReport } from '@lettrage/operations';
import type { CommandContext } from '../main.js';
import { UsageError } from '../output/errors.js';
import { globals, pick, print } from '../output/print.js';
import { withRuntime } from '../with-runtime.js';
import { registerStatusPayments } from './status-payments.command.js';

/** `lettrage status duty|record|receive|report`: statuses in the books of a company. */
export function registerStatusBooks(status: Command, context: CommandContext): void {
  registerDuty(status);
  registerRecord(status);
  registerReceive(status, context);
  registerReport(status, context);
  registerStatusPayments(status);
}

function registerDuty(status: Command): void {
  status
    .command('duty')
    .description('says who reports the receipts of a company (status 212), and from when on')
    .requiredOption('--size <size>', 'large or medium (from 2026-09-01) or small (from 2027-09-01)')
    .option('--reporter <who>', 'lettrage, or platform or erp where another reports already; lettrage unless said')
    .option('--from <day>', 'first day, where it is not that of the size')
    .option(
      '--vat-regime <regime>',
      'monthly, quarterly, simplified or exempt: the periods of payment reports (flux 10)',
    )
    .option('--platform <number>', 'number of the platform that transmits payment reports, 4 characters')
    .option('--international <what>', 'payments of buyers abroad: 212, or flux10 for a payment report')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage status duty --size medium')
    .action(
      async (
        { company, ...duty }: { company?: string; size: string } & Record<string, string | undefined>,
        command: Command,
      ) => {
        const { changeCompany, resolveCompany, statusSettingsOf } = await import('@lettrage/operations');
        const settings = await withRuntime(async (runtime) => {
          const chosen = await resolveCompany(runtime, company);
          // What is not said stays as it was.
          const statuses = { ...(chosen.settings['statuses'] as object | null | undefined), ...duty };
          return statusSettingsOf(await changeCompany(runtime, chosen.id, { settings: { statuses } }));
        });
        print(command, settings, (lang) => [
          lang === 'fr'
            ? `Encaissements déclarés par ${settings!.reporter} à partir du ${settings!.from}.`
            : `Receipts are reported by ${settings!.reporter} from ${settings!.from} on.`,
        ]);
      },
    );
}

function registerRecord(status: Command): void {
  status
    .command('record')
    .description('keeps the electronic invoice behind open items, so that their receipts can be reported')
    .argument('<file...>', 'invoices in any syntax that einvoice read knows')
    .option('--deposited <instant>', 'when they were deposited (status 200)')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage status record FA2026-000123.xml --deposited 2026-10-05T08:00:00Z')
    .action(async (files: string[], options: { deposited?: string; company?: string }, command: Command) => {
      const { hasErrors } = await import('@lettrage/domain');
      const { adapterHost } = await import('../adapter-host.js');
      const { readInvoice } = await import('@lettrage/operations/pure');
      const { recordEinvoice, resolveCompany } = await import('@lettrage/operations');
      const host = await adapterHost();
      const reports = await withRuntime(async (runtime) => {
        const company = await resolveCompany(runtime, options.company);
        const done: { file: string; number: string; completed: number }[] = [];
        for (const file of files) {
          const { invoice, problems } = await readInvoice(host, file);
          if (invoice === undefined || hasErrors(problems))
            throw await refused(command, `${file} was not recorded: the problems above say why.`, problems);
          const { deposited } = options;
          const request = { invoice, ...(deposited === undefined ? {} : { deposited }) };
          done.push({ file, ...(await recordEinvoice(runtime, company.id, request)) });
        }
        return done;
      });
      print(command, reports, (lang) =>
        reports.map(({ number, completed }) =>
          lang === 'fr'
            ? `${number} : enregistrée, ${completed} encaissement(s) en attente repris`
            : `${number}: recorded, ${completed} waiting receipt(s) taken up`,
        ),
      );
    });
}

function registerReceive(status: Command, context: CommandContext): void {
  status
    .command('receive')
    .description('takes life-cycle messages from the other side or the platform into the books')
    .argument('<file...>', 'messages (CDAR), the JSON that read prints, or remittance advices (EDIFACT REMADV)')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage status receive cdar.xml')
    .action(async (files: string[], options: { company?: string }, command: Command) => {
      const { readReceived } = await import('@lettrage/operations/pure');
      const { receiveStatus, resolveCompany } = await import('@lettrage/operations');
      const results = await withRuntime(async (runtime) => {
        const company = await resolveCompany(runtime, options.company);
        const done = [];
        for (const file of files) {
          const { messages, problems } = await readReceived(file);
          if (messages.length === 0)
            throw await refused(command, `${file} was not taken in: the problems above say why.`, problems);
          tell(problems);
          for (const message of messages) done.push(...(await receiveStatus(runtime, company.id, message)));
        }
        return done;
      });
      if (results.some(({ problems }) => problems.some(({ severity }) => severity === 'fatal'))) context.exitCode = 1;
      print(command, results, (lang) =>
        results.map(({ number, status: code, stored, problems }) =>
          [
            `${number} ${code}`,
            stored ? pick(lang, 'stored', 'enregistré') : pick(lang, 'already known', 'déjà connu'),
            ...problems.map(({ message }) => message),
          ].join(': '),
        ),
      );
    });
}

function registerReport(status: Command, context: CommandContext): void {
  status
    .command('report')
    .description('compares the VAT released in a month with what was reported of it; exit 1 if they differ')
    .requiredOption('--month <month>', 'such as 2026-10')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage status report --month 2026-10')
    .action(async (options: { month: string; company?: string }, command: Command) => {
      if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(options.month))
        throw new UsageError(`--month ${options.month}: expected a month such as 2026-10.`);
      const { resolveCompany, statusReport } = await import('@lettrage/operations');
      const report = await withRuntime(async (runtime) =>
        statusReport(runtime, (await resolveCompany(runtime, options.company)).id, options.month),
      );
      if (!report.agrees) context.exitCode = 1;
      print(command, report, (lang) => reportLines(report, lang));
    });
}

function reportLines(report: StatusReport, lang: 'en' | 'fr'): string[] {
  const [released, reported, apart] =
    lang === 'fr' ? ['TVA devenue exigible', 'déclarée', 'Écarts'] : ['VAT released', 'reported', 'Differences'];
  return [
    `${report.month}: ${released} ${report.released}, ${reported}: 212 ${report.status212} + flux 10 ${report.flux10} (${report.statuses})`,
    ...report.reports.map(({ reference, kind, deliveries }) =>
      `  ${reference} ${kind} ${deliveries.map(({ connection, state }) => `${connection}: ${state}`).join(', ')}`.trimEnd(),
    ),
    ...(report.differences.length ? [`${apart}:`] : []),
    ...report.differences.map((one) => `  ${one.number}: ${one.released} / ${one.reported}: ${one.why}`),
  ];
}

/** The refusal of bad input: its problems one a line before it, or inside it where JSON is asked for. */
export async function refused(command: Command, message: string, problems: readonly Problem[]): Promise<Error> {
  const { InputError } = await import('@lettrage/domain');
  if (globals(command).json) return new InputError('status-refused', message, problems);
  tell(problems);
  return new InputError('status-refused', message);
}

/** Problems beside a result go to standard error, one JSON object a line. */
export function tell(problems: readonly Problem[]): void {
  for (const problem of problems) process.stderr.write(`${JSON.stringify(problem)}\n`);
}
