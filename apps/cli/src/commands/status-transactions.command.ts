import type { Command } from 'commander';
import type { MadeTransactionReport } from '@lettrage/operations/pure';
import { dayOption } from '../input.js';
import { UsageError } from '../output/errors.js';
import { globals, print } from '../output/print.js';
import { toFile } from '../output/write.js';

interface TransactionsOptions {
  readonly siren: string;
  readonly platform: string;
  readonly from: string;
  readonly to: string;
  readonly id?: string;
  readonly at?: string;
  readonly replaces?: boolean;
  readonly name?: string;
  readonly dryRun?: boolean;
  readonly out?: string;
}

/** `lettrage status transactions` (pure): the transaction report (flux 10.1 and 10.3) of invoices in files. */
export function registerStatusTransactions(status: Command): void {
  status
    .command('transactions')
    .description(
      'makes the transaction report (flux 10.1, 10.3) of the invoices of a period: to buyers abroad, to private buyers',
    )
    .argument('<file...>', 'invoices the company issued, in any syntax that einvoice read knows')
    .requiredOption('--siren <siren>', 'SIREN of the company')
    .requiredOption('--platform <number>', 'number of the platform that transmits, 4 characters')
    .requiredOption('--from <day>', 'first day of the period')
    .requiredOption('--to <day>', 'last day of the period')
    .option('--id <text>', 'identifier of the transmission, unique with the platform')
    .option('--at <instant>', 'when it is made; now unless said')
    .option('--replaces', 'replaces the reports of the period made before (RE)')
    .option('--name <text>', 'name of the company')
    .option('--dry-run', 'says what would be reported, writes nothing')
    .option('--out <path>', 'file to write')
    .addHelpText(
      'after',
      '\nExample:\n  lettrage status transactions invoices/*.xml --siren 732829320 --platform 0123 --from 2026-10-01 --to 2026-10-10 --out report.xml',
    )
    .action(make);
}

async function make(files: string[], options: TransactionsOptions, command: Command): Promise<void> {
  if (!options.dryRun && options.out === undefined)
    throw new UsageError('Say where to write it: --out PATH, or --dry-run.');
  const [from, to] = [dayOption(options.from, '--from'), dayOption(options.to, '--to')];
  const { lang } = globals(command);
  const { adapterHost } = await import('../adapter-host.js');
  const { makeTransactionReport } = await import('@lettrage/operations/pure');
  const kind = options.replaces ? 'RE' : 'IN';
  const made = await makeTransactionReport(await adapterHost(), files, {
    lang,
    id: options.id ?? `${options.siren}-TX-${from}-${to}-${kind}`,
    issuedAt: options.at ?? `${new Date().toISOString().slice(0, 19)}Z`,
    kind,
    platform: { id: options.platform },
    seller: { siren: options.siren, ...(options.name === undefined ? {} : { name: options.name }) },
    from,
    to,
  });
  if (!options.dryRun) await toFile([Buffer.from(made.xml, 'utf8')], options.out!);
  print(command, { ...made.report, left: made.left }, () => lines(made, lang));
}

function lines({ report, left }: MadeTransactionReport, lang: 'en' | 'fr'): string[] {
  const french = lang === 'fr';
  const net = french ? 'HT' : 'net';
  const vat = french ? 'TVA' : 'VAT';
  return [
    ...report.invoices.map((one) => `10.1 ${one.number} ${one.issueDate}: ${one.net} ${net}, ${one.vat} ${vat}`),
    ...report.days.map((one) => `10.3 ${one.day} ${one.category} (${one.count}): ${one.net} ${net}, ${one.vat} ${vat}`),
    ...(left.length === 0 ? [] : [`${french ? 'Non déclarées ici' : 'Not reported here'}: ${left.join(', ')}`]),
  ];
}
