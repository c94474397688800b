import { decimalsOf, divideRounded, formatMinor, parseMinor, type Day } from '@lettrage/domain';
import type { EventDraft } from './event-log.js';

/** A currency on a day. */
export interface RateKey {
  readonly currency: string;
  readonly day: Day;
}

/** Text of a {@link RateKey}, for maps. */
export function rateKeyOf({ currency, day }: RateKey): string {
  return `${currency} ${day}`;
}

/**
 * Gives items, payments and bank lines of another currency their amount in that of the books, at the rate of their own
 * day, so that whoever books the event needs no rates and a replay gives the same. Where a rate is not known, nothing is
 * added, and the ledger says what is missing.
 */
export async function valueForeign(
  drafts: readonly EventDraft[],
  currency: string,
  ratesOn: (keys: readonly RateKey[]) => Promise<ReadonlyMap<string, string>>,
): Promise<readonly EventDraft[]> {
  const wanted = new Map<string, RateKey>();
  const foreign = drafts.map((draft) => visit(draft.data, currency, (key) => wanted.set(rateKeyOf(key), key)));
  if (wanted.size === 0) return drafts;
  const rates = await ratesOn([...wanted.values()]);
  return drafts.map((draft, i) =>
    foreign[i] ? ({ ...draft, data: valued(draft.data, currency, rates) } as EventDraft) : draft,
  );
}

/** An amount in another currency; `rate`: how many units of its currency are one of the books'. Rounded once. */
export function convert(amount: string, from: string, to: string, rate: string): string {
  const [whole = '0', fraction = ''] = rate.split('.');
  const numerator = parseMinor(amount, from) * 10n ** BigInt(decimalsOf(to) + fraction.length);
  return formatMinor(divideRounded(numerator, BigInt(whole + fraction) * 10n ** BigInt(decimalsOf(from))), to);
}

/** What of an object has an amount in a currency, and the day it is valued on. */
function amountIn(value: Readonly<Record<string, unknown>>): { amount: string; key: RateKey } | undefined {
  const { currency, issueDate, total, bookingDate, means, day, amount } = value;
  if (typeof currency !== 'string') return undefined;
  if (typeof issueDate === 'string' && typeof total === 'string')
    return { amount: total, key: { currency, day: issueDate as Day } };
  if (typeof amount !== 'string') return undefined;
  if (typeof bookingDate === 'string') return { amount, key: { currency, day: bookingDate as Day } };
  return typeof means === 'string' && typeof day === 'string'
    ? { amount, key: { currency, day: day as Day } }
    : undefined;
}

/** Names every foreign amount; true if there is one. */
function visit(value: unknown, currency: string, found: (key: RateKey) => void): boolean {
  if (Array.isArray(value)) return value.map((each) => visit(each, currency, found)).some(Boolean);
  if (value === null || typeof value !== 'object') return false;
  const within = Object.values(value).map((each) => (typeof each === 'object' ? visit(each, currency, found) : false));
  const own = amountIn(value as Record<string, unknown>);
  if (own === undefined || own.key.currency === currency) return within.some(Boolean);
  found(own.key);
  return true;
}

function valued(value: unknown, currency: string, rates: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => valued(each, currency, rates));
  if (value === null || typeof value !== 'object') return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, valued(each, currency, rates)]));
  const own = amountIn(copy);
  const rate = own === undefined || own.key.currency === currency ? undefined : rates.get(rateKeyOf(own.key));
  return own === undefined || rate === undefined
    ? copy
    : { ...copy, booked: convert(own.amount, own.key.currency, currency, rate) };
}
