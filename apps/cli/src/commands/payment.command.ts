import type { Command } from 'commander';
import { registerPaymentOrders } from './payment-order.command.js';

interface PaymentOptions {
  readonly format: string;
  readonly order: string;
  readonly out: string;
  readonly advice?: string;
}

/** `lettrage payment write` (pure). */
export function registerPayments(program: Command): void {
  const payment = program.command('payment').description('files for the bank: direct debits and refunds');
  registerPaymentOrders(payment);
  payment
    .command('write')
    .description(
      'checks a payment order (JSON) as banks do and writes it as pain.008 (direct debits) or pain.001 (refunds)',
    )
    .requiredOption('--format <id>', 'pain.008.001.02, pain.008.001.08, pain.001.001.03 or pain.001.001.09')
    .requiredOption('--order <file>', 'the order; - is standard input')
    .requiredOption('--out <path>', 'file to write; - is standard output')
    .option('--advice <path>', 'file for the advice by which lettrage match explains the sums the bank books (NDJSON)')
    .addHelpText(
      'after',
      '\nExample:\n  lettrage payment write --format pain.008.001.08 --order december.json --out december.xml --advice december.ndjson',
    )
    .action(async ({ advice, out, ...request }: PaymentOptions) => {
      const { writePayments } = await import('@lettrage/operations/payments');
      const { ndjson, writeOut } = await import('../output/write.js');
      const file = await writePayments({ ...request, now: new Date().toISOString() });
      await writeOut([file.xml], out);
      if (advice !== undefined) await writeOut(ndjson(file.advice), advice);
      for (const { location, message } of file.warnings) process.stderr.write(`${location}: ${message}\n`);
      for (const { id, date, payments, total } of file.blocks)
        process.stderr.write(`${id}: ${payments} on ${date}, ${total} EUR\n`);
    });
}
