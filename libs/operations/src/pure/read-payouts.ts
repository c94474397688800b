import { payoutReaders, readPayouts, type AdapterHost } from '@lettrage/adapter-host';
import { hasErrors, InputError, type OpenItem, type Problem } from '@lettrage/domain';
import { readOpenItems } from '@lettrage/formats';
import { InvoiceFinder, type InvoiceFacts } from '../payouts/invoice-finder.js';
import { payoutAdvice, type PayoutAdvice } from '../payouts/payout-advice.js';
import { sourceOf } from './read-statement-files.js';

/** How reports are read. */
export interface ReadPayoutFilesOptions {
  /** Id of an adapter, where the header does not tell. */
  readonly format?: string;
  /** What names the invoice, in this order, such as `metadata.order_id`. */
  readonly keys?: readonly string[];
  /** Open items, CSV or NDJSON: charges are tied to these. */
  readonly openItems?: string;
}

/**
 * The payouts of providers' reports as advices, in the order of the files. A payout that stands in two files is given
 * once. `result` collects what is wrong: the sound payouts come all the same.
 *
 * @throws InputError for files that are no report, or open items that cannot be read
 */
export async function* readPayoutFiles(
  host: AdapterHost,
  files: readonly string[],
  options: ReadPayoutFilesOptions,
  result: { readonly problems: Problem[] },
): AsyncGenerator<PayoutAdvice> {
  const readers = await payoutReaders(host);
  const finder = options.openItems === undefined ? undefined : await finderOf(options.openItems, options.keys);
  const seen = new Set<string>();
  for (const path of files) {
    const source = sourceOf(path);
    for await (const lines of readPayouts(
      source,
      readers,
      options.format === undefined ? {} : { format: options.format },
    )) {
      for (const line of lines) {
        if (line.type === 'problem') {
          const { location } = line.problem;
          result.problems.push({ ...line.problem, location: [source.name, location].filter(Boolean).join(', ') });
          continue;
        }
        const key = `${line.payout.provider} ${line.payout.id}`;
        if (seen.has(key)) continue;
        seen.add(key);
        yield payoutAdvice(line.payout, {
          ...(options.keys ? { keys: options.keys } : {}),
          ...(finder ? { finder } : {}),
        });
      }
    }
  }
}

/** Invoices by what may name them; instalments of one number are one. */
async function finderOf(path: string, keys: readonly string[] = []): Promise<InvoiceFinder<InvoiceFacts>> {
  const invoices = new Map<string, InvoiceFacts>();
  const problems: Problem[] = [];
  for await (const batch of readOpenItems(sourceOf(path).chunks, { file: path })) {
    for (const { item } of batch.items) put(invoices, item);
    problems.push(...batch.problems);
  }
  if (hasErrors(problems)) throw new InputError('bad-open-items', `${path} has errors; no charge was tied.`, problems);
  return new InvoiceFinder(invoices.values(), keys);
}

function put(invoices: Map<string, InvoiceFacts>, item: OpenItem): void {
  if (item.kind === 'payment' || item.kind === 'on-account') return;
  const key = `${item.customer.id}\n${item.number}`;
  const known = invoices.get(key);
  invoices.set(key, {
    number: item.number,
    customer: item.customer.id,
    currency: item.currency,
    open: item.open + (known?.open ?? 0n),
    total: item.total + (known?.total ?? 0n),
    ...(item.orderReference === undefined ? {} : { orderReference: item.orderReference }),
    ...(item.paymentReference === undefined ? {} : { paymentReference: item.paymentReference }),
    externalIds: [...(known?.externalIds ?? []), ...(item.externalId === undefined ? [] : [item.externalId])],
  });
}
