import {
  formatMinor,
  SNIFF_BYTES,
  type PayoutLine,
  type PayoutReader,
  type PayoutReference,
} from '@lettrage/adapter-sdk';
import { PayoutCollector, readReport, ReportRow, sniffReport, type PayoutFacts } from '@lettrage/formats';
import { stripeKind } from './stripe.categories.js';
import { itemOf } from './stripe.items.js';
import { LAYOUTS, WHERE } from './stripe.layouts.js';

/** Ids of payouts, and of what payouts were called before 2017. */
const PAYOUT_ID = /^(?:po|tr)_\w+$/;
const DAYS = ['YYYY-MM-DD', 'YYYY/MM/DD'];

/** Reads Stripe's itemised reports and the history of its balance. */
export const stripeReader: PayoutReader = {
  sniff: (head) => sniffReport(head.subarray(0, SNIFF_BYTES), LAYOUTS),

  async *read(chunks, options): AsyncGenerator<readonly PayoutLine[]> {
    const collector = new PayoutCollector('stripe');
    for await (const row of readReport(chunks, LAYOUTS, { ...options, where: WHERE })) {
      if (row instanceof ReportRow) collector.attempt(payoutIdOf(row), () => take(row, collector));
      else collector.table(row);
    }
    yield collector.finish();
  },
};

function payoutIdOf(row: ReportRow): string {
  const named = row.text('payout');
  const source = row.text('source');
  return named === '' && source.startsWith('po_') ? source : named;
}

/** One row. What is not paid out yet has no payout and is left for the report in which it is. */
function take(row: ReportRow, collector: PayoutCollector): void {
  const id = payoutIdOf(row);
  if (id === '') return;
  if (!PAYOUT_ID.test(id)) row.refuse('payout', `"${id.slice(0, 60)}" is no id of a payout`);
  const currency = row.currency('currency');
  const [gross, fee, net] = [row.amount('gross', currency), row.amount('fee', currency), row.amount('net', currency)];
  if (gross - fee !== net)
    row.refuse('net', `${formatMinor(gross - fee, currency)} is left of gross less fee, not ${row.text('net')}`);
  const source = row.text('source');
  const kind = stripeKind(row.text('category'), source);
  const facts: PayoutFacts = { id, arrival: arrivalOf(row), currency };
  if (kind === 'payout') return takePayout(row, collector, facts, { gross, fee });
  if (kind === 'returned' && (source === '' || source === id))
    return collector.leaveOut(id, row.line, 'was returned by the bank and never arrived');
  const charge = row.text('charge');
  const item = itemOf({
    kind: kind === 'returned' ? 'adjustment' : kind,
    transaction: row.needed('transaction'),
    source: kind === 'charge' && source === '' ? charge : source,
    charge,
    currency,
    gross,
    fee,
    feeVat: 0n,
    ...(row.text('created') === '' ? {} : { day: row.day('created', DAYS) }),
    payer: row.text('name') || row.text('email'),
    description: row.text('description'),
    references: referencesOf(row),
  });
  collector.add(facts, row.line, item);
}

/** The payout's own row says what the bank gets; what Stripe takes for paying out at once is a fee. */
function takePayout(
  row: ReportRow,
  collector: PayoutCollector,
  facts: PayoutFacts,
  { gross, fee }: { readonly gross: bigint; readonly fee: bigint },
): void {
  collector.expectNet(facts, row.line, -gross);
  if (fee === 0n) return;
  const [transaction, { currency }] = [row.needed('transaction'), facts];
  const own = { kind: 'fee' as const, transaction, source: '', charge: '', currency, gross: 0n, fee, feeVat: 0n };
  collector.add(facts, row.line, itemOf({ ...own, description: row.text('description'), references: [] }));
}

function arrivalOf(row: ReportRow): string {
  const field = ['arrival', 'available', 'created'].find((each) => row.text(each) !== '');
  return field === undefined ? row.refuse('arrival', 'is empty') : row.day(field, DAYS);
}

/** Metadata first: whoever wrote it meant it. Then what names an invoice or an order, the text, and Stripe's own ids. */
function referencesOf(row: ReportRow): PayoutReference[] {
  const own = row.extras(metadataName).map(({ name, value }) => ({ key: `metadata.${name}`, value }));
  const named: [string, string][] = [
    ['invoice', 'invoice'],
    ['order', 'order'],
    ['description', 'description'],
    ['payment', 'intent'],
    ['payment', 'charge'],
    ['payment', 'invoiceId'],
    ['payment', 'source'],
  ];
  const seen = new Set<string>();
  const rest = named.flatMap(([key, field]) => {
    const value = row.text(field);
    const isNew = value !== '' && !seen.has(`${key} ${value}`);
    seen.add(`${key} ${value}`);
    return isNew ? [{ key, value }] : [];
  });
  return [...own, ...rest];
}

/** `payment_metadata[order_id]` in reports, `order_id (metadata)` in exports of the dashboard. */
function metadataName(header: string): string | undefined {
  return (
    /^(?:[a-z_]+_)?metadata\[(.+)\]$/i.exec(header)?.[1]?.trim() ?? /^(.+?) \(metadata\)$/i.exec(header)?.[1]?.trim()
  );
}
