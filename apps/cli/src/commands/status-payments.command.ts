import type { Command } from 'commander';
import type { MadeReport } from '@lettrage/operations';
import { dayOption } from '../input.js';
import { globals, print } from '../output/print.js';
import { toFile } from '../output/write.js';
import { withRuntime } from '../with-runtime.js';

interface PaymentsOptions {
  readonly through?: string;
  readonly dryRun?: boolean;
  readonly list?: boolean;
  readonly out?: string;
  readonly company?: string;
}

/** `lettrage status payments`: payment reports (flux 10) of a company. */
export function registerStatusPayments(status: Command): void {
  status
    .command('payments')
    .description('makes the payment reports (flux 10) of periods that have ended, and those that replace changed ones')
    .option('--through <day>', 'periods that ended before this day; today unless said')
    .option('--dry-run', 'says what would be made, makes nothing')
    .option('--list', 'lists the reports made, with how far each got')
    .option('--out <folder>', 'writes the files that are made into this folder too')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage status payments --through 2026-11-01 --out reports')
    .action((options: PaymentsOptions, command: Command) =>
      options.list ? list(options, command) : make(options, command),
    );
}

async function make(options: PaymentsOptions, command: Command): Promise<void> {
  const through = options.through === undefined ? undefined : dayOption(options.through, '--through');
  const { makePaymentReports, resolveCompany } = await import('@lettrage/operations');
  const { parseDay } = await import('@lettrage/domain');
  const made = await withRuntime(async (runtime) => {
    const company = await resolveCompany(runtime, options.company);
    const today = parseDay(runtime.now().toISOString().slice(0, 10));
    return makePaymentReports(runtime, company.id, { through: through ?? today, dryRun: options.dryRun ?? false });
  });
  if (options.out !== undefined) await write(options.out, made);
  const shown = made.map(({ xml: _xml, ...report }) => report);
  print(command, shown, (lang) =>
    made.length === 0
      ? [lang === 'fr' ? 'Rien à déclarer de plus.' : 'Nothing more to report.']
      : made.map((report) => line(report, lang)),
  );
}

async function write(folder: string, made: readonly MadeReport[]): Promise<void> {
  const { join } = await import('node:path');
  const { mkdir } = await import('node:fs/promises');
  await mkdir(folder, { recursive: true });
  for (const { reference, xml } of made) await toFile([Buffer.from(xml, 'utf8')], join(folder, `${reference}.xml`));
}

async function list(options: PaymentsOptions, command: Command): Promise<void> {
  const { listPaymentReports, resolveCompany } = await import('@lettrage/operations');
  const reports = await withRuntime(async (runtime) =>
    listPaymentReports(runtime, (await resolveCompany(runtime, options.company)).id),
  );
  const { lang } = globals(command);
  print(command, reports, () =>
    reports.map((report) => {
      const told = report.deliveries.map(({ connection, state }) => `${connection}: ${state}`).join(', ');
      return [line(report, lang), told].filter(Boolean).join('; ');
    }),
  );
}

function line(
  report: Pick<MadeReport, 'reference' | 'kind' | 'from' | 'to' | 'due' | 'totals'>,
  lang: 'en' | 'fr',
): string {
  const { reference, kind, from, to, due, totals } = report;
  const sums = totals.map(({ rate, amount }) => `${rate} % ${amount}`).join(', ');
  const until = lang === 'fr' ? `à remettre avant le ${due}` : `due by ${due}`;
  return `${reference} ${kind} ${from}/${to}: ${sums}; ${until}`;
}
