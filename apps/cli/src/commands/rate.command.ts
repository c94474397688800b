import type { Command } from 'commander';
import type { RevaluedItem } from '@lettrage/operations';
import { dayOption } from '../input.js';
import { print, table } from '../output/print.js';
import { withRuntime } from '../with-runtime.js';

/** `lettrage rate`: exchange rates that foreign items and payments are booked at. */
export function registerRates(program: Command): void {
  const rate = program
    .command('rate')
    .description('exchange rates that items and payments of other currencies are booked at');
  rate
    .command('add')
    .description('makes a rate known from a day on; add it before the items of that day are imported')
    .argument('<currency>', 'such as USD')
    .argument('<value>', 'units of it for one of the books, as central banks publish it, such as 1.0832')
    .requiredOption('--from <day>')
    .option('--source <text>', 'where it is from', 'person')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage rate add USD 1.0832 --from 2026-01-05 --source ECB')
    .action(
      async (
        currency: string,
        value: string,
        options: { from: string; source: string; company?: string },
        command: Command,
      ) => {
        const { addExchangeRate, resolveCompany } = await import('@lettrage/operations');
        const wanted = { currency, value, from: dayOption(options.from, '--from'), source: options.source };
        const outcome = await withRuntime(async (runtime) =>
          addExchangeRate(runtime, (await resolveCompany(runtime, options.company)).id, wanted),
        );
        print(command, { ...wanted, outcome }, () => [`${currency} ${value} from ${options.from}: ${outcome}`]);
      },
    );
  rate
    .command('list')
    .description('lists the rates known, latest first')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage rate list')
    .action(async (options: { company?: string }, command: Command) => {
      const { listExchangeRates, resolveCompany } = await import('@lettrage/operations');
      const rates = await withRuntime(async (runtime) =>
        listExchangeRates(runtime, (await resolveCompany(runtime, options.company)).id),
      );
      print(command, rates, () =>
        rates.length === 0
          ? ['No rate is known.']
          : table([
              ['currency', 'from', 'value', 'source'],
              ...rates.map((each) => [each.currency, each.from, each.value, each.source]),
            ]),
      );
    });
  registerRevaluation(rate);
}

interface RevalueOptions {
  readonly closing: string;
  readonly takeBack?: boolean;
  readonly dryRun?: boolean;
  readonly company?: string;
}

function registerRevaluation(rate: Command): void {
  rate
    .command('revalue')
    .description('values what is open in other currencies at the end of a year: 476, 477 and the provision for losses')
    .requiredOption('--closing <day>', 'last day of the financial year; rates of that day must be known')
    .option('--dry-run', 'books nothing, and says what would be')
    .option('--take-back', 'takes the revaluation of that closing back')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage rate revalue --closing 2026-12-31 --dry-run')
    .action(async (options: RevalueOptions, command: Command) => {
      const { revalueItems, resolveCompany } = await import('@lettrage/operations');
      const { userInfo } = await import('node:os');
      const { dryRun = false, takeBack = false } = options;
      const request = { closing: dayOption(options.closing, '--closing'), dryRun, takeBack };
      const by = `${userInfo().username} (command line)`;
      const report = await withRuntime(async (runtime) =>
        revalueItems(runtime, (await resolveCompany(runtime, options.company)).id, { ...request, by }),
      );
      print(command, report, () => [
        ...(report.items.length === 0 ? [] : table([HEADINGS, ...report.items.map(cellsOf)])),
        `${dryRun ? 'Would be booked' : 'Booked'} on ${report.closing}: gains ${report.gains}, losses ${report.losses} ${report.currency}.`,
      ]);
    });
}

const HEADINGS = ['item', 'customer', 'open', 'rate', 'booked', 'worth', 'difference', 'state'];

function cellsOf({ number, customer, currency, open, rate, booked, worth, difference, state }: RevaluedItem): string[] {
  const amounts = [rate, booked, worth, difference].map((text) => text ?? '');
  return [number, customer, `${open} ${currency}`, ...amounts, state];
}
