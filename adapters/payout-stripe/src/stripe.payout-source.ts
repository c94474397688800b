import {
  AmountError,
  formatMinor,
  isCurrency,
  payoutOf,
  type AdapterContext,
  type Cursor,
  type PayoutItem,
  type PayoutPage,
  type PayoutSource,
  type Problem,
  type ProviderPayout,
} from '@lettrage/adapter-sdk';
import { StripeClient, type StripeConfig, type StripeRecord } from './stripe.client.js';
import { itemOf } from './stripe.items.js';
import { stripeMinor } from './stripe.money.js';
import { dayOf, movementOf, textOf, UnreadableRecord } from './stripe.records.js';

/** Payouts in one page: each brings pages of its own. */
const PAGE = 10;
const ITEMS_PAGE = 100;
/** Pages of items of one payout: half a million movements, more than a payout has. */
const MOST_ITEM_PAGES = 5000;

/**
 * Where a pass stands. It goes from the newest payout back to `since`; `after` is the last one seen in it. `next` is
 * where the pass after it begins: the newest payout of this one, or the oldest that was not complete yet.
 */
interface Position {
  readonly since: number;
  readonly after?: string;
  readonly next?: number;
}

/** Reads payouts and the balance transactions they are made of. */
export function stripePayoutSource(config: StripeConfig, context: AdapterContext): PayoutSource {
  const client = new StripeClient(config, context);
  return {
    async payouts(cursor) {
      const position = positionOf(cursor, config);
      const { records, more } = await client.list('payouts', {
        limit: PAGE,
        'created[gte]': position.since,
        ...(position.after === undefined ? {} : { starting_after: position.after }),
      });
      const payouts: ProviderPayout[] = [];
      const problems: Problem[] = [];
      let next = position.next ?? createdOf(records[0]) ?? position.since;
      for (const record of records) {
        if (isUnderWay(record)) next = Math.min(next, createdOf(record) ?? next);
        else if (isPaidOut(record)) await readInto(client, record, payouts, problems);
      }
      return { payouts, ...(problems.length > 0 ? { problems } : {}), ...following(position, records, more, next) };
    },
  };
}

function following(
  { since }: Position,
  records: readonly StripeRecord[],
  more: boolean,
  next: number,
): Pick<PayoutPage, 'cursor' | 'more'> {
  const last = textOf(records.at(-1), 'id');
  if (more && last !== '') return { cursor: { since, after: last, next }, more: true };
  return { cursor: { since: next }, more: false };
}

function positionOf(cursor: Cursor | undefined, config: StripeConfig): Position {
  const { since, after, next } = cursor ?? {};
  const start = config.from === undefined ? 0 : Date.parse(`${config.from}T00:00:00Z`) / 1000;
  if (typeof since !== 'number') return { since: start };
  return {
    since,
    ...(typeof after === 'string' ? { after } : {}),
    ...(typeof next === 'number' ? { next } : {}),
  };
}

function createdOf(record: StripeRecord | undefined): number | undefined {
  const created = record?.['created'];
  return typeof created === 'number' ? created : undefined;
}

/** Stripe has not said yet what it is made of, or has not sent it yet: the next pass reads it again. */
function isUnderWay(record: StripeRecord): boolean {
  return (
    textOf(record, 'status') === 'pending' ||
    (isPaidOut(record) && textOf(record, 'reconciliation_status') === 'in_progress')
  );
}

function isPaidOut(record: StripeRecord): boolean {
  return ['paid', 'in_transit'].includes(textOf(record, 'status'));
}

async function readInto(
  client: StripeClient,
  record: StripeRecord,
  payouts: ProviderPayout[],
  problems: Problem[],
): Promise<void> {
  const id = textOf(record, 'id');
  try {
    if (record['automatic'] === false)
      throw new UnreadableRecord('it was made by hand, and Stripe does not say what such a payout is made of');
    payouts.push(await payoutFrom(client, record, id));
  } catch (error) {
    if (!(error instanceof UnreadableRecord) && !(error instanceof AmountError)) throw error;
    const message = `The payout ${id} was left out: ${error.message}. Book its line by hand.`;
    problems.push({ severity: 'warning', rule: 'stripe-payout', message, location: id });
  }
}

async function payoutFrom(client: StripeClient, record: StripeRecord, id: string): Promise<ProviderPayout> {
  const currency = textOf(record, 'currency').toUpperCase();
  if (!isCurrency(currency)) throw new UnreadableRecord(`"${currency}" is no ISO 4217 code`);
  const items = await itemsOf(client, id, currency);
  const payout = payoutOf({ provider: 'stripe', id, arrival: dayOf(record, 'arrival_date'), currency, items });
  const amount = formatMinor(stripeMinor(record['amount'], currency), currency);
  if (amount !== payout.net)
    throw new UnreadableRecord(`Stripe pays out ${amount}, its balance transactions give ${payout.net}`);
  return payout;
}

async function itemsOf(client: StripeClient, payout: string, currency: string): Promise<PayoutItem[]> {
  const items: PayoutItem[] = [];
  let after: string | undefined;
  for (let page = 0; page < MOST_ITEM_PAGES; page++) {
    const { records, more } = await client.list('balance_transactions', {
      payout,
      limit: ITEMS_PAGE,
      'expand[]': 'data.source',
      ...(after === undefined ? {} : { starting_after: after }),
    });
    for (const record of records) {
      const movement = movementOf(record);
      if (movement === 'payout') continue;
      if (movement === 'returned') throw new UnreadableRecord('the bank returned it');
      if (movement.currency !== currency)
        throw new UnreadableRecord(`${movement.transaction} is in ${movement.currency}, the payout in ${currency}`);
      items.push(itemOf(movement));
    }
    after = textOf(records.at(-1), 'id');
    if (!more || after === '') return items;
  }
  throw new UnreadableRecord('it has more balance transactions than can be read');
}
