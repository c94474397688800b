import type { Problem } from '@lettrage/domain';
import type { Command } from 'commander';
import { several } from '../input.js';
import type { CommandContext } from '../main.js';
import { problemLines } from '../output/reports.js';
import { ndjson, writeOut } from '../output/write.js';
import { registerPayoutBooks } from './payout-books.command.js';

interface ReadOptions {
  readonly format?: string;
  readonly key: string[];
  readonly openItems?: string;
  readonly out?: string;
}

/** `lettrage payout …`: what payment providers pay out. */
export function registerPayouts(program: Command, context: CommandContext): void {
  const payout = program.command('payout').description('what payment providers pay out, and what it is made of');
  registerRead(payout, context);
  registerPayoutBooks(payout);
}

/** `lettrage payout read` (pure). */
function registerRead(payout: Command, context: CommandContext): void {
  payout
    .command('read')
    .description('reads reports of Stripe, PayPal, SumUp and GoCardless and prints payouts as advice lines (NDJSON)')
    .argument('<file...>', 'CSV reports, zip and gz too; - is standard input')
    .option('--format <id>', 'stripe, paypal, sumup or gocardless, where the header does not tell')
    .option(
      '--key <name>',
      'what names the invoice of a charge, such as metadata.order_id, invoice, order, description or payment; several in their order',
      several,
      [],
    )
    .option(
      '--open-items <file>',
      'open items, CSV or NDJSON: charges are tied to these, also by order and by other ids',
    )
    .option('--out <path>', 'file to write; standard output otherwise')
    .addHelpText(
      'after',
      '\nExample:\n  lettrage payout read stripe.csv --open-items open.csv --out payouts.ndjson\n  lettrage match --open-items open.csv --statement october.xml --advice payouts.ndjson',
    )
    .action(async (files: string[], options: ReadOptions) => {
      const { adapterHost } = await import('../adapter-host.js');
      const { readPayoutFiles } = await import('@lettrage/operations/pure');
      const result: { problems: Problem[] } = { problems: [] };
      const { format, key, openItems } = options;
      const chosen = {
        ...(format === undefined ? {} : { format }),
        ...(openItems === undefined ? {} : { openItems }),
        ...(key.length === 0 ? {} : { keys: key }),
      };
      await writeOut(ndjson(readPayoutFiles(await adapterHost(), files, chosen, result)), options.out);
      for (const line of problemLines(result.problems)) process.stderr.write(`${line.trimStart()}\n`);
      if (result.problems.some(({ severity }) => severity !== 'warning')) context.exitCode = 1;
    });
}
