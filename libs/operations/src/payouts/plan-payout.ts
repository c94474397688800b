import type { PayoutMovement } from '@lettrage/billing';
import { formatMinor, type Day, type PaymentFact, type PayoutItemKind, type PayoutReference } from '@lettrage/domain';
import { PayoutQueries, type CandidateItem, type CompanyTransaction, type KnownPayment } from '@lettrage/persistence';
import { InvoiceFinder, lookUpKeys, rankedReferences, type InvoiceFacts } from './invoice-finder.js';

/** A movement of a payout to be booked. Minor units. */
export interface ItemToPlan {
  readonly kind: PayoutItemKind;
  readonly externalId: string;
  readonly amount: bigint;
  readonly day?: Day;
  readonly charge?: string;
  readonly references: readonly PayoutReference[];
}

/** What becomes of an item. */
export interface PlannedItem<Item extends ItemToPlan> {
  readonly item: Item;
  readonly movement: PayoutMovement;
  /** Number of the invoice or credit note it pays. */
  readonly invoice?: string;
  /** Code of the customer whose it is. */
  readonly customer?: string;
  /** Why a person must say what it pays. */
  readonly reason?: string;
}

interface Invoice extends InvoiceFacts {
  readonly customerId: string;
  /** Instalments, oldest due first. */
  readonly rows: readonly CandidateItem[];
}

/** How a customer pays at a provider. */
const MEANS: Readonly<Record<string, PaymentFact['means']>> = {
  gocardless: 'direct-debit',
  stripe: 'card',
  sumup: 'card',
};

/**
 * Ties the movements of a payout to the books: charges to invoices by the company's keys, or to the payments another
 * system recorded for them; refunds to credit notes; disputes to the charge they take back. Fees are no movement. What
 * names nothing known waits in suspense, with its reason.
 */
export async function planPayout<Item extends ItemToPlan>(
  tx: CompanyTransaction,
  payout: { readonly provider: string; readonly currency: string; readonly arrival: Day },
  items: readonly Item[],
  keys: readonly string[],
): Promise<PlannedItem<Item>[]> {
  const moved = items.filter(({ amount }) => amount !== 0n);
  const queries = new PayoutQueries(tx);
  const finder = new InvoiceFinder(await invoicesFor(queries, moved, keys), keys);
  const found = new Map(moved.map((item) => [item, find(finder, item, payout.currency)]));
  const payments = await queries.payments(
    [...new Set(moved.flatMap(idsOf))],
    [...found.values()].flatMap((finding) => ('invoice' in finding ? finding.invoice.rows.map(({ id }) => id) : [])),
  );
  const plan = new Plan<Item>(payout, payments);
  for (const item of moved) plan.add(item, found.get(item)!);
  return plan.planned;
}

async function invoicesFor(
  queries: PayoutQueries,
  items: readonly ItemToPlan[],
  keys: readonly string[],
): Promise<Invoice[]> {
  const wanted = items
    .filter(({ kind }) => kind === 'charge' || kind === 'refund')
    .flatMap((item) => rankedReferences(item, keys).flatMap(({ reference }) => lookUpKeys(reference)));
  const [ids, names] = [true, false].map((isId) => wanted.filter((key) => key.startsWith('id:') === isId));
  const rows = await queries.candidates([...new Set(names)], [...new Set(ids!.map((key) => key.slice('id:'.length)))]);
  const byNumber = new Map<string, CandidateItem[]>();
  for (const row of rows) {
    const key = `${row.customerId} ${row.number}`;
    byNumber.set(key, [...(byNumber.get(key) ?? []), row]);
  }
  return [...byNumber.values()].map((instalments) => {
    const [{ number, customer, customerId, currency, orderReference, paymentReference }] = instalments as [
      CandidateItem,
    ];
    const sum = (field: 'open' | 'total'): bigint => instalments.reduce((total, row) => total + row[field], 0n);
    return {
      number,
      customer,
      customerId,
      currency,
      open: sum('open'),
      total: sum('total'),
      ...(orderReference === undefined ? {} : { orderReference }),
      ...(paymentReference === undefined ? {} : { paymentReference }),
      externalIds: instalments.flatMap(({ externalId }) => externalId ?? []),
      rows: instalments,
    };
  });
}

type Finding = ReturnType<InvoiceFinder<Invoice>['find']>;

function find(finder: InvoiceFinder<Invoice>, item: ItemToPlan, currency: string): Finding {
  if (item.kind !== 'charge' && item.kind !== 'refund') return { reason: 'it is no charge' };
  return finder.find({ ...item, id: item.externalId, amount: formatMinor(item.amount, currency), fee: '0' }, currency);
}

/** The provider's ids by which a payment may be known: of the movement, and of the charge it takes back. */
function idsOf({ externalId, charge, references }: ItemToPlan): string[] {
  const named = references.flatMap(({ key, value }) => (key === 'payment' ? [value] : []));
  return [externalId, ...(charge === undefined ? [] : [charge]), ...named];
}

/** The plan as it grows: a payment recorded elsewhere is confirmed once, and a charge may be taken back in its own payout. */
class Plan<Item extends ItemToPlan> {
  readonly planned: PlannedItem<Item>[] = [];
  private readonly used = new Set<string>();

  constructor(
    private readonly payout: { readonly provider: string; readonly currency: string; readonly arrival: Day },
    private readonly payments: readonly KnownPayment[],
  ) {}

  add(item: Item, finding: Finding): void {
    const { day = this.payout.arrival, externalId, amount } = item;
    const movement = { externalId, day, amount, means: MEANS[this.payout.provider] ?? ('other' as const) };
    this.planned.push({ item, ...this.place(item, finding, movement) });
  }

  private place(item: Item, finding: Finding, movement: PayoutMovement): Omit<PlannedItem<Item>, 'item'> {
    const named = 'invoice' in finding ? finding.invoice : undefined;
    const recorded = this.recordedFor(item, named);
    if (recorded) {
      this.used.add(recorded.id);
      return { movement: { ...movement, paymentId: recorded.id }, ...(named ? about(named) : {}) };
    }
    if (named) {
      const itemIds = named.rows.map(({ id }) => id);
      return { movement: { ...movement, customerId: named.customerId, itemIds }, ...about(named) };
    }
    if (item.kind === 'dispute') return this.dispute(item, movement);
    if (item.kind === 'reserve') return { movement };
    return { movement, reason: reasonOf(item, finding) };
  }

  /** A payment another system recorded for this movement: by its id, or of the same amount on the same invoice. */
  private recordedFor(item: Item, invoice: Invoice | undefined): KnownPayment | undefined {
    const fits = this.payments.filter(
      (payment) =>
        payment.isFree &&
        !this.used.has(payment.id) &&
        payment.amount === item.amount &&
        payment.currency === this.payout.currency,
    );
    const own = new Set([item.externalId, ...(item.kind === 'charge' ? idsOf(item) : [])]);
    const byId = fits.find(({ externalId }) => externalId !== undefined && own.has(externalId));
    if (byId || !invoice) return byId;
    const rows = new Set(invoice.rows.map(({ id }) => id));
    return fits.find(({ itemIds }) => itemIds.length > 0 && itemIds.every((id) => rows.has(id)));
  }

  /** What the charge had settled is open again; money that comes back after a dispute was won settles it once more. */
  private dispute(item: Item, movement: PayoutMovement): Omit<PlannedItem<Item>, 'item'> {
    const ids = new Set(idsOf(item).filter((id) => id !== item.externalId));
    const before = this.planned.findIndex(
      ({ item: other }) => other.kind === 'charge' && idsOf(other).some((id) => ids.has(id)),
    );
    if (before !== -1 && item.amount < 0n && this.planned[before]!.reason === undefined)
      return { movement: { ...movement, takesBackMovement: before }, ...aboutSame(this.planned[before]!) };
    const original = this.payments.find(
      ({ externalId, customerId, amount }) =>
        externalId !== undefined && ids.has(externalId) && customerId !== undefined && amount > 0n,
    );
    if (!original) return { movement, reason: 'the charge it takes back is not known here' };
    if (item.amount < 0n) return { movement: { ...movement, takesBack: original.id } };
    return { movement: { ...movement, customerId: original.customerId!, itemIds: original.itemIds } };
  }
}

function about({ number, customer }: Invoice): { invoice: string; customer: string } {
  return { invoice: number, customer };
}

function aboutSame({ invoice, customer }: PlannedItem<ItemToPlan>): { invoice?: string; customer?: string } {
  return { ...(invoice === undefined ? {} : { invoice }), ...(customer === undefined ? {} : { customer }) };
}

function reasonOf(item: ItemToPlan, finding: Finding): string {
  if (item.kind === 'refund') return 'it names no credit note that is known here';
  if (item.kind === 'adjustment') return 'only the account at the provider says what it is';
  return 'reason' in finding ? finding.reason : '';
}
