import { absolute, formatMinor, type Day, type OpenItem, type VatShare } from '@lettrage/domain';
import type { ItemRow } from '../billing-store.js';
import { present } from '../facts.js';
import { openOf } from '../item-state.js';

/** What a snapshot says of an item that is already in the books. */
export type Comparison =
  | { readonly verdict: 'outdated' }
  | { readonly verdict: 'conflict'; readonly message: string }
  | {
      readonly verdict: 'known' | 'settled-there' | 'settled-only-here';
      /** Settled at the source and not here; minor units with the item's sign, 0 unless `settled-there`. */
      readonly delta: bigint;
      /** The item with what the source now says, if any of it is new. */
      readonly next?: ItemRow;
      /** Facts that are no money and changed, before and after. */
      readonly changes?: { readonly before: Record<string, string>; readonly after: Record<string, string> };
    };

/**
 * Compares a row of a snapshot with the item here.
 *
 * Three open amounts decide: here, there, and there last time. If the source did not move, whatever was settled here is
 * simply not known there yet. If only the source moved, and downwards, it saw money we did not. If both moved to
 * different amounts, or the source opened what is settled here, nobody can tell which is right: a person decides.
 */
export function compareItem(here: ItemRow, there: OpenItem, asOf: Day): Comparison {
  if (here.sourceAsOf !== undefined && asOf < here.sourceAsOf) return { verdict: 'outdated' };
  const contradiction = contradictionOf(here, there);
  if (contradiction) return { verdict: 'conflict', message: contradiction };
  const facts = changedFacts(here, there);
  const source = { sourceOpen: there.open, sourceAsOf: asOf, sourceGone: false };
  const moved = here.sourceOpen !== there.open || here.sourceGone || facts !== undefined;
  const base = {
    ...(moved ? { next: { ...here, ...facts?.values, ...source } } : {}),
    ...(facts ? { changes: { before: facts.before, after: facts.after } } : {}),
  };
  const openHere = openOf(here);
  const lastTime = here.sourceOpen ?? here.total;
  if (there.open === openHere) return { verdict: 'known', delta: 0n, ...base };
  if (there.open === lastTime) {
    const settledHere = absolute(openHere) < absolute(there.open);
    return { verdict: settledHere ? 'settled-only-here' : 'known', delta: 0n, ...base };
  }
  if (openHere === lastTime && absolute(there.open) < absolute(openHere)) {
    return { verdict: 'settled-there', delta: openHere - there.open, ...base };
  }
  const [last, now, ours] = [lastTime, there.open, openHere].map((minor) => formatMinor(minor, here.currency));
  return {
    verdict: 'conflict',
    message: `open at the source was ${last} and is now ${now}, but here ${ours} is open (${here.currency})`,
  };
}

/** Facts an entry was already made from: they are never overwritten. */
function contradictionOf(here: ItemRow, there: OpenItem): string | undefined {
  const amount = (minor: bigint): string => formatMinor(minor, here.currency);
  if (here.kind !== there.kind) return `it is a ${here.kind} here and a ${there.kind} at the source`;
  if (here.currency !== there.currency)
    return `its currency is ${here.currency} here and ${there.currency} at the source`;
  if (here.total !== there.total)
    return `its total is ${amount(here.total)} here and ${amount(there.total)} at the source (${here.currency})`;
  if (here.issueDate !== there.issueDate)
    return `it was issued on ${here.issueDate} here and on ${there.issueDate} at the source`;
  if (here.vat && there.vat && vatText(here.vat) !== vatText(there.vat)) return 'its VAT split differs from the source';
  if (here.vatDue && there.vatDue && here.vatDue !== there.vatDue)
    return `its VAT is due on ${here.vatDue} here and on ${there.vatDue} at the source`;
  return undefined;
}

type Facts = Pick<
  ItemRow,
  | 'dueDate'
  | 'paymentReference'
  | 'orderReference'
  | 'discount'
  | 'vat'
  | 'vatDue'
  | 'typeCode'
  | 'externalId'
  | 'deducts'
>;

const FACTS = {
  dueDate: (facts: Partial<Facts>) => facts.dueDate,
  paymentReference: (facts: Partial<Facts>) => facts.paymentReference,
  orderReference: (facts: Partial<Facts>) => facts.orderReference,
  discount: (facts: Partial<Facts>) => facts.discount && `${facts.discount.percent} % until ${facts.discount.until}`,
  vat: (facts: Partial<Facts>) => facts.vat && vatText(facts.vat),
  vatDue: (facts: Partial<Facts>) => facts.vatDue,
  typeCode: (facts: Partial<Facts>) => facts.typeCode,
  externalId: (facts: Partial<Facts>) => facts.externalId,
  deducts: (facts: Partial<Facts>) => facts.deducts?.join(' '),
} satisfies Record<keyof Facts, (facts: Partial<Facts>) => string | undefined>;

/** What the source now says otherwise. What it leaves out is no change: files seldom carry every column. */
function changedFacts(
  here: ItemRow,
  there: OpenItem,
): { values: Partial<Facts>; before: Record<string, string>; after: Record<string, string> } | undefined {
  const before: Record<string, string> = {};
  const after: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  for (const key of Object.keys(FACTS) as (keyof Facts)[]) {
    const now = FACTS[key](there);
    const old = FACTS[key](here);
    if (now === undefined || now === old) continue;
    if (old !== undefined) before[key] = old;
    after[key] = now;
    values[key] = there[key];
  }
  return Object.keys(after).length === 0 ? undefined : { values: values, before, after };
}

function vatText(vat: readonly VatShare[]): string {
  return vat
    .map((share) => `${share.rate}:${share.base}:${share.tax}`)
    .sort()
    .join(' ');
}

/** The row of an item that is new. History: paid before the cut-over day, so neither booked nor announced. */
export function newItem(
  there: OpenItem,
  row: Pick<ItemRow, 'id' | 'customer' | 'instalment' | 'origin'> & {
    readonly connectionId?: string;
    readonly asOf: Day;
    readonly cutOverDay: Day;
  },
): ItemRow {
  return present({
    id: row.id,
    customer: row.customer,
    kind: there.kind as ItemRow['kind'],
    number: there.number,
    instalment: row.instalment,
    issueDate: there.issueDate,
    dueDate: there.dueDate,
    currency: there.currency,
    total: there.total,
    settled: there.total - there.open,
    paymentReference: there.paymentReference,
    orderReference: there.orderReference,
    deducts: there.deducts,
    discount: there.discount,
    vat: there.vat,
    vatDue: there.vatDue,
    typeCode: there.typeCode,
    disputed: false,
    cancelled: false,
    history: there.open === 0n && there.issueDate < row.cutOverDay,
    origin: row.origin,
    connectionId: row.connectionId,
    externalId: there.externalId,
    sourceOpen: there.open,
    sourceAsOf: row.asOf,
    sourceGone: false,
  });
}
