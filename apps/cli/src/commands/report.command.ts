import type { Command } from 'commander';
import { dayOption } from '../input.js';
import { UsageError } from '../output/errors.js';
import { globals, people, pick, print, table } from '../output/print.js';
import { toFile } from '../output/write.js';
import { withRuntime } from '../with-runtime.js';

const FORMATS = ['pdf', 'csv', 'json'] as const;
type Format = (typeof FORMATS)[number];

/** `lettrage report`: statements an accountant files. */
export function registerReports(program: Command): void {
  const report = program.command('report').description('statements an accountant files');
  registerLettering(report);
  report
    .command('bank-reconciliation')
    .description('what the bank moved, what the books hold, and every line between; the suspense account line by line')
    .option('--account <name>', 'IBAN, number, id, label or ledger account; the only one otherwise')
    .requiredOption('--to <day>')
    .option('--format <format>', `${FORMATS.join(', ')} (by the name of --out otherwise)`)
    .option('--out <path>', 'file; - is standard output')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText(
      'after',
      '\nExamples:\n  lettrage report bank-reconciliation --to 2026-03-31\n' +
        '  lettrage report bank-reconciliation --account FR76… --to 2026-03-31 --out march.pdf --lang fr',
    )
    .action(async (options: ReportOptions, command: Command) => {
      const { bankReconciliation, reconciliationCsv, reconciliationPdf, resolveCompany } =
        await import('@lettrage/operations');
      const format = formatOf(options);
      const to = dayOption(options.to, '--to');
      const report = await withRuntime(async (runtime) => {
        const { id } = await resolveCompany(runtime, options.company);
        return bankReconciliation(runtime, id, { to, ...(options.account ? { account: options.account } : {}) });
      });
      const { lang } = globals(command);
      if (format === 'json') return write(options.out, `${JSON.stringify(report, undefined, 2)}\n`);
      if (format === 'csv') return write(options.out, reconciliationCsv(report, lang));
      if (format === 'pdf') return write(options.out, await reconciliationPdf(report, lang, new Date()));
      const money = (amount: string): string => people(amount, report.currency, lang);
      const lines = (title: string, rows: typeof report.notInBooks): string[] =>
        rows.length === 0
          ? []
          : [
              title,
              ...table(
                rows.map((row) => ['', row.day, money(row.amount), `${row.label}${row.why ? ` (${row.why})` : ''}`]),
              ),
            ];
      const [label, bank, books] = [
        `${report.account.label} (${report.account.ledgerAccount})`,
        money(report.bank.movement),
        money(report.books.movement),
      ];
      const [count, left] = [report.bank.lines, money(report.unexplained)];
      print(command, report, () => [
        pick(lang, `${label}, ${report.from} to ${report.to}`, `${label}, du ${report.from} au ${report.to}`),
        pick(
          lang,
          `bank ${bank} in ${count} lines, books ${books}: ${report.agrees ? 'every difference is explained' : `${left} unexplained`}`,
          `banque ${bank} en ${count} lignes, comptabilité ${books} : ${report.agrees ? 'chaque écart est expliqué' : `${left} inexpliqués`}`,
        ),
        ...lines(pick(lang, 'At the bank, not in the books:', 'En banque, pas en comptabilité :'), report.notInBooks),
        ...lines(pick(lang, 'In the books, not at the bank:', 'En comptabilité, pas en banque :'), report.notAtBank),
        `${pick(lang, 'suspense', 'attente')} ${report.suspense.account}: ${money(report.suspense.balance)}`,
        ...lines(pick(lang, 'On the suspense account:', 'En compte d’attente :'), report.suspense.lines),
      ]);
    });
}

/** `lettrage report lettering`: the letters of a period, for books that are kept elsewhere. */
function registerLettering(report: Command): void {
  report
    .command('lettering')
    .description('the letters given and lifted in a period, for books kept in another program (CSV)')
    .requiredOption('--from <day>')
    .requiredOption('--to <day>')
    .option('--out <path>', 'file; standard output otherwise')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText(
      'after',
      '\nThird-party lines bear the number of their invoice. With --json: one array.' +
        '\n\nExample:\n  lettrage report lettering --from 2026-03-01 --to 2026-03-31 --out letters.csv --lang fr',
    )
    .action(async (options: { from: string; to: string; out?: string; company?: string }, command: Command) => {
      const { letteringCsv, letteringList, resolveCompany } = await import('@lettrage/operations');
      const period = { from: dayOption(options.from, '--from'), to: dayOption(options.to, '--to') };
      if (period.to < period.from) throw new UsageError(`--to ${options.to} is before --from ${options.from}.`);
      const list = await withRuntime(async (runtime) =>
        letteringList(runtime, (await resolveCompany(runtime, options.company)).id, period),
      );
      const { json, lang } = globals(command);
      await write(options.out ?? '-', json ? `${JSON.stringify(list, undefined, 2)}\n` : letteringCsv(list, lang));
    });
}

interface ReportOptions {
  readonly account?: string;
  readonly to: string;
  readonly format?: string;
  readonly out?: string;
  readonly company?: string;
}

function formatOf({ format, out }: ReportOptions): Format | undefined {
  const named =
    format ?? (out === undefined || out === '-' ? undefined : out.slice(out.lastIndexOf('.') + 1).toLowerCase());
  if (named === undefined) return out === '-' ? 'csv' : undefined;
  const known = FORMATS.find((each) => each === named);
  if (known === undefined) throw new UsageError(`"${named}" is no format of a report: ${FORMATS.join(', ')}.`);
  return known;
}

async function write(out: string | undefined, content: string | Uint8Array): Promise<void> {
  await toFile([content], out ?? '-');
}
