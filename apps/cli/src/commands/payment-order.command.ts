import type { Command } from 'commander';
import type { MadeOrder, OrderRequest, PaymentOrderView } from '@lettrage/operations';
import { callerName } from '../caller-name.js';
import { dayOption } from '../input.js';
import { UsageError } from '../output/errors.js';
import { people, print, table } from '../output/print.js';
import { problemLines } from '../output/reports.js';
import { writeOut } from '../output/write.js';
import { withRuntime } from '../with-runtime.js';

interface OrderOptions {
  readonly company?: string;
  readonly invoices?: string;
  readonly customers?: string;
  readonly due?: string;
  readonly day?: string;
  readonly account?: string;
  readonly format?: string;
  readonly creditorId?: string;
  readonly leadDays?: string;
  readonly dryRun?: boolean;
  readonly out?: string;
}

type Lang = 'en' | 'fr';

/** `lettrage payment collect|refund|list|show|cancel`: files for the bank made of the books. */
export function registerPaymentOrders(payment: Command): void {
  registerMaking(
    payment,
    'collect',
    'makes a direct-debit file (pain.008) of open invoices of customers with a mandate',
  )
    .option('--creditor-id <id>', 'SEPA creditor identifier, instead of the company’s setting creditorIdentifier')
    .option('--lead-days <number>', 'banking days the bank wants before the collection', '1');
  registerMaking(payment, 'refund', 'makes a transfer file (pain.001) that pays open credit notes back');
  registerList(payment);
  registerShow(payment);
  registerCancel(payment);
}

function registerMaking(payment: Command, what: 'collect' | 'refund', description: string): Command {
  const example =
    what === 'collect' ? '--due 2026-12-31 --out december.xml' : '--invoices AV2026-000012 --out refund.xml';
  return payment
    .command(what)
    .description(description)
    .option('--company <id>', 'id, SIREN or name')
    .option('--invoices <numbers>', 'numbers, separated by commas; each must be payable')
    .option('--customers <codes>', 'codes of customers, separated by commas')
    .option('--due <day>', 'everything due by this day; what cannot be paid is listed')
    .option('--day <day>', 'day of collection or payment; the earliest otherwise, and none before it is due')
    .option('--account <iban>', 'our account; the only one in euros otherwise')
    .option(
      '--format <id>',
      what === 'collect' ? 'pain.008.001.02 or pain.008.001.08' : 'pain.001.001.03 or pain.001.001.09',
    )
    .option('--dry-run', 'shows the payments; keeps and writes nothing')
    .option('--out <path>', 'file to write')
    .addHelpText('after', `\nExample:\n  lettrage payment ${what} ${example}`)
    .action(async (options: OrderOptions, command: Command) => {
      if (options.out === undefined && !options.dryRun)
        throw new UsageError('Say where to write the file: --out PATH.');
      const operations = await import('@lettrage/operations');
      const request = { ...requestOf(options), by: callerName() };
      const made = await withRuntime(async (runtime) => {
        const company = await operations.resolveCompany(runtime, options.company);
        return operations[what](runtime, company.id, request);
      });
      if (made.xml !== '' && options.out !== undefined && !made.dryRun) await writeOut([made.xml], options.out);
      const { xml: _xml, ...shown } = made;
      print(command, shown, (lang) => madeLines(made, lang));
    });
}

function requestOf(options: OrderOptions): Omit<OrderRequest, 'kind' | 'by'> {
  const list = (text: string): string[] =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  if (options.leadDays !== undefined && !/^\d{1,2}$/.test(options.leadDays))
    throw new UsageError(`--lead-days ${options.leadDays}: expected a number of days.`);
  return {
    ...(options.invoices === undefined ? {} : { invoices: list(options.invoices) }),
    ...(options.customers === undefined ? {} : { customers: list(options.customers) }),
    ...(options.due === undefined ? {} : { due: dayOption(options.due, '--due') }),
    ...(options.day === undefined ? {} : { day: dayOption(options.day, '--day') }),
    ...(options.account === undefined ? {} : { account: options.account }),
    ...(options.format === undefined ? {} : { format: options.format }),
    ...(options.creditorId === undefined ? {} : { creditorId: options.creditorId }),
    ...(options.leadDays === undefined ? {} : { leadDays: Number.parseInt(options.leadDays, 10) }),
    ...(options.dryRun ? { dryRun: true } : {}),
  };
}

function registerList(payment: Command): void {
  payment
    .command('list')
    .description('lists the files made of the books and what became of their payments')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage payment list')
    .action(async (options: { company?: string }, command: Command) => {
      const { paymentOrders, resolveCompany } = await import('@lettrage/operations');
      const orders = await withRuntime(async (runtime) =>
        runtime.database.withCompany((await resolveCompany(runtime, options.company)).id, (tx) =>
          paymentOrders(tx, { limit: 200 }),
        ),
      );
      print(command, orders, (lang) =>
        orders.length === 0
          ? [lang === 'fr' ? 'Aucun fichier.' : 'No file yet.']
          : table([
              lang === 'fr'
                ? ['FICHIER', 'FORMAT', 'JOUR', 'TOTAL', 'PAIEMENTS']
                : ['FILE', 'FORMAT', 'DAY', 'TOTAL', 'PAYMENTS'],
              ...orders.map((one) => [
                one.messageId,
                one.format,
                one.day,
                people(one.total, 'EUR', lang),
                statesOf(one, lang),
              ]),
            ]),
      );
    });
}

function registerShow(payment: Command): void {
  payment
    .command('show')
    .description('shows a file made of the books, payment by payment')
    .argument('<file>', 'its message id or id, as payment list shows it')
    .option('--company <id>', 'id, SIREN or name')
    .option('--out <path>', 'writes the file again')
    .addHelpText('after', '\nExample:\n  lettrage payment show COL-20261122-1 --out december.xml')
    .action(async (named: string, options: { company?: string; out?: string }, command: Command) => {
      const { paymentOrder, resolveCompany } = await import('@lettrage/operations');
      const order = await withRuntime(async (runtime) =>
        runtime.database.withCompany((await resolveCompany(runtime, options.company)).id, (tx) =>
          paymentOrder(tx, named),
        ),
      );
      const { xml, ...shown } = order;
      if (options.out !== undefined) await writeOut([xml], options.out);
      print(command, shown, (lang) => [
        `${order.messageId}: ${order.format}, ${people(order.total, 'EUR', lang)}, ${statesOf(order, lang)}`,
        ...order.lines.map(
          (line) =>
            `  ${line.endToEndId}  ${line.day}  ${people(line.amount, 'EUR', lang)}  ${line.customer} ${line.customerName}${line.mandate ? `  ${line.mandate} ${line.sequence ?? ''}` : ''}  ${STATES[lang][line.state]}${line.why ? ` (${line.why})` : ''}`,
        ),
      ]);
    });
}

function registerCancel(payment: Command): void {
  payment
    .command('cancel')
    .description(
      'takes a file back that was not handed over, or one payment the bank refused; its invoices are free again',
    )
    .argument('<file>', 'its message id or id, as payment list shows it')
    .option('--payment <id>', 'end-to-end id of one payment only')
    .option('--reason <text>')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText(
      'after',
      '\nExample:\n  lettrage payment cancel COL-20261122-1 --payment FA2026-000123 --reason "refused: AC04"',
    )
    .action(
      async (named: string, options: { company?: string; payment?: string; reason?: string }, command: Command) => {
        const { cancelPaymentOrder, resolveCompany } = await import('@lettrage/operations');
        const done = await withRuntime(async (runtime) =>
          runtime.database.withCompany((await resolveCompany(runtime, options.company)).id, (tx) =>
            cancelPaymentOrder(tx, named, {
              by: callerName(),
              ...(options.payment === undefined ? {} : { endToEndId: options.payment }),
              ...(options.reason === undefined ? {} : { why: options.reason }),
            }),
          ),
        );
        print(command, done, (lang) => [
          lang === 'fr' ? `${done.cancelled} paiement(s) annulé(s).` : `${done.cancelled} payments cancelled.`,
        ]);
      },
    );
}

const STATES = {
  en: { open: 'on the way', settled: 'settled', returned: 'returned', cancelled: 'cancelled' },
  fr: { open: 'en cours', settled: 'réglé', returned: 'revenu impayé', cancelled: 'annulé' },
} as const;

function statesOf({ states }: PaymentOrderView, lang: Lang): string {
  return (Object.keys(STATES.en) as (keyof (typeof STATES)['en'])[])
    .flatMap((state) => (states[state] ? [`${states[state]} ${STATES[lang][state]}`] : []))
    .join(', ');
}

function madeLines(made: MadeOrder, lang: Lang): string[] {
  const { payments, skipped, total } = made;
  const head =
    payments.length === 0
      ? lang === 'fr'
        ? 'Rien à payer ; aucun fichier.'
        : 'Nothing to pay; no file.'
      : lang === 'fr'
        ? `${made.dryRun ? 'À blanc' : made.messageId} : ${payments.length} paiement(s), ${people(total, 'EUR', lang)} (${made.format}, ${made.account})`
        : `${made.dryRun ? 'Dry run' : made.messageId}: ${payments.length} payments, ${people(total, 'EUR', lang)} (${made.format}, ${made.account})`;
  return [
    head,
    ...payments.map(
      (one) =>
        `  ${one.endToEndId}  ${one.day}  ${people(one.amount, 'EUR', lang)}  ${one.customer} ${one.name} ${one.iban}${one.mandate ? `  ${one.mandate} ${one.sequence ?? ''}` : ''}`,
    ),
    ...skipped.map((one) => `  ${lang === 'fr' ? 'laissée' : 'left out'}: ${one.invoice} (${one.why})`),
    ...problemLines(made.warnings),
  ];
}
