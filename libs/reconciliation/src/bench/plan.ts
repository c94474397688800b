import { addDays, type Day } from '@lettrage/domain';
import type { Random } from './random.js';
import type { BenchPayment, Scenario } from './scenario.js';
import { SCENARIOS } from './scenarios/index.js';
import { full } from './scenarios/texts.js';
import type { BenchCustomer, BenchItem, World } from './world.js';

/** A payment with its day, before a channel prints it. */
export interface Planned {
  readonly scenario: string;
  readonly customer: BenchCustomer;
  readonly payment: BenchPayment;
  readonly day: Day;
  /** The payment this one repeats, word for word: the bank prints both alike. */
  readonly repeats?: Planned;
  /** The collected debit that comes back. */
  readonly returns?: Planned;
  /** An earlier payment of the same item: it comes through the same account. */
  readonly follows?: Planned;
}

/** Tries to find a scenario that applies to an invoice. */
const ATTEMPTS = 20;

/** Walks the invoices by due day, lets a scenario pay each that nothing has paid, and sorts the payments by day. */
export function plan(random: Random, world: World): Planned[] {
  const planned: Planned[] = [];
  const byDue = [...world.items].sort((a, b) => compare(a.item.dueDate, b.item.dueDate));
  for (const invoice of byDue) {
    if (invoice.paid || invoice.item.kind === 'credit-note' || random.chance(0.08)) continue;
    planned.push(...payInvoice(random, world, invoice));
  }
  return planned.sort((a, b) => compare(a.day, b.day) || compare(batchOf(a), batchOf(b)));
}

/** Debits collected on one day stand together, after the transfers. */
function batchOf({ payment }: Planned): string {
  return payment.fields?.paymentInformationId ?? '';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function payInvoice(random: Random, world: World, invoice: BenchItem): Planned[] {
  const { customer } = invoice;
  const day = addDays(invoice.item.dueDate, random.whole(-7, 13));
  const choices = SCENARIOS.map((value) => ({ weight: weightOf(value, invoice), value }));
  const planned: Planned[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const scenario = random.weighted(choices);
    const usual = world.byCustomer
      .get(customer)!
      .filter((one) => one !== invoice && !one.paid && one.item.issueDate <= day);
    const others = usual.filter(({ item, subscription }) => item.kind !== 'credit-note' && !subscription);
    const credits = usual.filter(({ item }) => item.kind === 'credit-note');
    const input = { random, world, invoice, customer, day, others, credits };
    const payment = scenario.build({ ...input, strangers: (count) => strangers(random, world, invoice, day, count) });
    if (!payment) continue;
    for (const { item } of payment.allocations) item.paid = true;
    const first = { scenario: scenario.id, customer, payment, day: payment.day ?? day };
    planned.push(first, ...afterwards(random, first, invoice));
    if (payment.allocations.some(({ item }) => item === invoice)) break;
  }
  return planned;
}

function weightOf({ weight, boost }: Scenario, invoice: BenchItem): number {
  if (!boost) return weight;
  return boost.applies(invoice) ? weight * boost.factor : 0;
}

/** Unpaid invoices of other customers, found by a bounded number of picks. */
function strangers(random: Random, world: World, invoice: BenchItem, day: Day, count: number): BenchItem[] {
  const found = new Set<BenchItem>();
  for (let tries = 0; tries < count * 12 && found.size < count; tries++) {
    const one = random.pick(world.items);
    const { item, customer, paid } = one;
    const open = !paid && item.kind !== 'credit-note' && item.issueDate <= day && item.dueDate >= addDays(day, -40);
    if (open && customer !== invoice.customer) found.add(one);
  }
  return [...found];
}

/** What follows: the same line again, another payment, or the return of a debit and half the time a transfer instead. */
function afterwards(random: Random, first: Planned, invoice: BenchItem): Planned[] {
  const { payment, customer, scenario } = first;
  const next = payment.then;
  if (!next) return [];
  const day = addDays(first.day, next.after);
  if (next.kind === 'returned') {
    const returned = { scenario: 'returned direct debit', customer, day, returns: first, payment: returnOf(payment) };
    if (random.chance(0.5)) return [returned];
    const { item } = invoice;
    const text = `REGLEMENT ${item.number}`;
    const transfer = full({ invoice }, text, [item.number]);
    return [
      returned,
      { scenario: 'paid after a return', customer, day: addDays(day, random.whole(3, 12)), payment: transfer },
    ];
  }
  if (next.payment) return [{ scenario: `${scenario} (second)`, customer, payment: next.payment, day, follows: first }];
  const again = { ...payment, allocations: [], onAccount: payment.amount };
  return [{ scenario: `${scenario} (second)`, customer, payment: again, day, repeats: first }];
}

function returnOf(payment: BenchPayment): BenchPayment {
  const { endToEndId, mandateId } = payment.fields!;
  return {
    text: 'PRLV IMPAYE PROVISION INSUFFISANTE',
    amount: -payment.amount,
    allocations: [],
    telling: [],
    label: 'decidable',
    category: 'return',
    fields: {
      ...(endToEndId !== undefined && { endToEndId }),
      ...(mandateId !== undefined && { mandateId }),
      code: { domain: 'PMNT', family: 'IDDT', subfamily: 'UPDD' },
      return: { reason: 'AM04' },
    },
  };
}
