import {
  addDays,
  formatMinor,
  parseDay,
  type Day,
  type HistoryRecord,
  type OpenItem,
  type TransactionLine,
} from '@lettrage/domain';
import { Random } from './random.js';
import type { BenchPayment, Scenario, TrueAllocation, TruthLabel } from './scenario.js';
import { SCENARIOS } from './scenarios.js';
import { buildWorld, type BenchCustomer, type BenchItem, type World } from './world.js';

/** Where a line was printed, which decides how much of the payer's text survives. */
export type Channel = 'structured' | 'label-62' | 'label-31';

/** What is right for one line. */
export interface Truth {
  readonly transaction: string;
  readonly scenario: string;
  readonly channel: Channel;
  readonly label: TruthLabel;
  readonly amount: bigint;
  readonly customer?: string;
  readonly onAccount: bigint;
  readonly allocations: readonly {
    readonly invoice: string;
    readonly amount: string;
    readonly adjustment?: { readonly kind: string; readonly amount: string };
  }[];
}

/** A benchmark run: what the engine gets, and what is right. */
export interface Benchmark {
  readonly items: readonly OpenItem[];
  readonly history: readonly HistoryRecord[];
  readonly lines: readonly TransactionLine[];
  readonly truth: readonly Truth[];
}

/** Options of a benchmark. `lines` is the number of lines to decide; history comes on top. */
export interface BenchmarkOptions {
  readonly seed: number;
  readonly lines: number;
  /** Lines per customer; more makes books denser. */
  readonly linesPerCustomer?: number;
}

interface Planned {
  readonly scenario: string;
  readonly customer: BenchCustomer;
  readonly payment: BenchPayment;
  readonly day: Day;
  /** The payment this one repeats: the bank prints both alike. */
  readonly repeats?: Planned;
}

const CHANNELS = [
  { weight: 75, value: 'structured' },
  { weight: 15, value: 'label-62' },
  { weight: 10, value: 'label-31' },
] as const;

/** First day that is decided; everything before is history. */
const FIRST_DAY = parseDay('2026-05-01');

/** Generates a benchmark; the same options give the same bytes. Lines before May are history, confirmed with the truth. */
export function generateBenchmark({ seed, lines, linesPerCustomer = 10 }: BenchmarkOptions): Benchmark {
  const random = new Random(seed);
  const customers = Math.max(40, Math.round(lines / linesPerCustomer));
  const world = buildWorld(random, customers, Math.round(lines * 2.3));
  const planned = plan(random, world);
  planned.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const opens = new Map(world.items.map((one) => [one, one.item.open]));
  const byAmount = new Map<string, BenchItem[]>();
  for (const one of world.items)
    byAmount.set(String(one.item.open), [...(byAmount.get(String(one.item.open)) ?? []), one]);
  const result = { history: [] as HistoryRecord[], lines: [] as TransactionLine[], truth: [] as Truth[] };
  let items: OpenItem[] | undefined;
  const prints = new Map<Planned, { channel: Channel; line: TransactionLine }>();
  planned.forEach((one, index) => {
    const earlier = one.repeats && prints.get(one.repeats);
    const channel = earlier?.channel ?? random.weighted(CHANNELS);
    const line = earlier
      ? { ...earlier.line, ref: referenceOf(index), bookingDate: one.day }
      : print(random, one, channel, index);
    prints.set(one, { channel, line });
    const label = one.payment.label ?? labelOf(one, line, world, byAmount, opens);
    const truth = truthOf(one, line, channel, label);
    if (one.day >= FIRST_DAY) items ??= openItems(world, opens);
    for (const { item, amount, adjustment } of one.payment.allocations) {
      opens.set(item, opens.get(item)! - amount - (adjustment?.amount ?? 0n));
    }
    if (one.day >= FIRST_DAY && result.lines.length < lines) {
      result.lines.push(line);
      result.truth.push(truth);
    } else if (one.day < FIRST_DAY) {
      const { customer, allocations } = truth;
      result.history.push({
        transaction: line,
        ...(customer !== undefined && { customer }),
        allocations: allocations.map(({ invoice, amount }) => ({ invoice, amount })),
      });
    }
  });
  return { ...result, items: items ?? openItems(world, opens) };
}

function openItems(world: World, opens: ReadonlyMap<BenchItem, bigint>): OpenItem[] {
  return world.items.filter((one) => opens.get(one) !== 0n).map((one) => ({ ...one.item, open: opens.get(one)! }));
}

/** Walks the invoices by due day and lets a scenario pay each that nothing has paid. */
function plan(random: Random, world: World): Planned[] {
  const planned: Planned[] = [];
  const byDue = [...world.items].sort((a, b) =>
    a.item.dueDate < b.item.dueDate ? -1 : a.item.dueDate > b.item.dueDate ? 1 : 0,
  );
  for (const invoice of byDue) {
    if (invoice.paid || invoice.item.kind !== 'invoice' || random.chance(0.08)) continue;
    const { customer } = invoice;
    const day = addDays(invoice.item.dueDate, random.whole(-7, 13));
    const usual = world.byCustomer
      .get(customer)!
      .filter((one) => one !== invoice && !one.paid && one.item.issueDate <= day);
    const others = usual.filter(({ item, subscription }) => item.kind === 'invoice' && !subscription);
    const credits = usual.filter(({ item }) => item.kind === 'credit-note');
    const choices = SCENARIOS.map((value) => ({ weight: weightOf(value, invoice), value }));
    for (let attempt = 0; attempt < 20; attempt++) {
      const scenario = random.weighted(choices);
      const payment = scenario.build({ random, world, invoice, customer, day, others, credits });
      if (!payment) continue;
      for (const { item } of payment.allocations) item.paid = true;
      const when = payment.day ?? day;
      const first = { scenario: scenario.id, customer, payment, day: when };
      planned.push(first);
      if (payment.again !== undefined) {
        const second = { ...payment, allocations: [], onAccount: payment.amount };
        const later = addDays(when, payment.again);
        planned.push({ scenario: 'paid twice (second)', customer, payment: second, day: later, repeats: first });
      }
      if (payment.allocations.length > 0 || attempt > 15) break;
    }
  }
  return planned;
}

function referenceOf(index: number): string {
  return `T${String(index).padStart(6, '0')}`;
}

function weightOf({ weight, boost }: Scenario, invoice: BenchItem): number {
  if (!boost) return weight;
  return boost.applies(invoice) ? weight * boost.factor : 0;
}

function print(random: Random, { payment, customer, day }: Planned, channel: Channel, index: number): TransactionLine {
  const payer =
    payment.payer === null ? undefined : (payment.payer ?? { name: customer.identity.name, iban: customer.iban });
  const name = payer ? bankName(random, payer.name) : '';
  const base = {
    type: 'transaction' as const,
    ref: referenceOf(index),
    bookingDate: day,
    amount: formatMinor(payment.amount, 'EUR'),
    currency: 'EUR',
    status: 'booked' as const,
    reversal: false,
  };
  const written = [payment.structured, payment.text].filter((part) => part).join(' ');
  if (channel === 'structured') {
    const text = payment.text.slice(0, 140);
    return {
      ...base,
      ...(text && { remittance: text }),
      ...(payment.structured && { structuredReference: payment.structured }),
      ...(payer && { counterparty: { name, iban: payer.iban } }),
    };
  }
  const [head, size] = channel === 'label-62' ? ['VIR SEPA', 62] : ['VIR', 31];
  return {
    ...base,
    remittance: [head, name, written]
      .filter((part) => part !== '')
      .join(' ')
      .slice(0, size),
  };
}

/** A name as banks print it. */
function bankName(random: Random, name: string): string {
  const words = name.split(' ');
  if (words.length < 3 && !name.match(/ (?:SARL|SAS|SA|EURL|SASU|SCI)$/)) return name;
  const form = words[words.length - 1]!;
  const own = words.slice(0, -1);
  const kind = random.next();
  if (own.length === 0) return name;
  if (kind < 0.35) return name;
  if (kind < 0.5) return `${form} ${own.join(' ')}`;
  if (kind < 0.7) return own.join(' ');
  if (kind < 0.8) return [...own].reverse().join(' ');
  return kind < 0.9 ? name.slice(0, 18).trim() : [own[0]!.slice(0, 4), ...own.slice(1)].join(' ');
}

/** Decidable if the telling text survived the channel, or payer and amount point at one open item alone. */
function labelOf(
  { payment, customer }: Planned,
  line: TransactionLine,
  world: World,
  byAmount: ReadonlyMap<string, readonly BenchItem[]>,
  opens: ReadonlyMap<BenchItem, bigint>,
): TruthLabel {
  const text = `${line.structuredReference ?? ''} ${line.remittance ?? ''}`;
  if (payment.telling.length > 0 && payment.telling.every((part) => text.includes(part))) return 'decidable';
  const label = line.counterparty === undefined;
  const nameCut = label && !customer.words.every((word) => text.includes(word));
  if (nameCut || (payment.payer && payment.telling.length > 0)) return 'weak';
  if (payment.allocations.length === 0) return 'decidable';
  if (payment.allocations.length > 1) return severalLabel(payment.allocations, world.byCustomer.get(customer)!, opens);
  const { identity } = customer;
  const named = (one: BenchItem): boolean =>
    one.customer === customer ||
    (identity.groupId !== undefined && one.customer.identity.groupId === identity.groupId) ||
    one.customer.identity.name === identity.name;
  const same = (byAmount.get(String(payment.amount)) ?? []).filter(
    (one) => named(one) && one.item.issueDate <= line.bookingDate && opens.get(one) === payment.amount,
  );
  const whole =
    payment.allocations[0]!.adjustment === undefined && payment.amount === payment.allocations[0]!.item.item.open;
  return same.length === 1 && whole ? 'decidable' : same.length === 0 ? 'weak' : 'ambiguous';
}

/** Unlisted sums are decidable where the customer's open items are few; uniqueness is the engine's to prove. */
function severalLabel(
  allocations: readonly TrueAllocation[],
  own: readonly BenchItem[],
  opens: ReadonlyMap<BenchItem, bigint>,
): TruthLabel {
  const open = own.filter((one) => opens.get(one) !== 0n).length;
  return open <= 12 && allocations.length <= 6 ? 'decidable' : 'ambiguous';
}

function truthOf(
  { payment, customer, scenario }: Planned,
  line: TransactionLine,
  channel: Channel,
  label: TruthLabel,
): Truth {
  const allocations = payment.allocations.map(({ item, amount, adjustment }) => ({
    invoice: item.item.number,
    amount: formatMinor(amount, 'EUR'),
    ...(adjustment && { adjustment: { kind: adjustment.kind, amount: formatMinor(adjustment.amount, 'EUR') } }),
  }));
  const paysCustomer = allocations.length > 0 || payment.onAccount !== undefined;
  return {
    transaction: line.ref,
    scenario,
    channel,
    label,
    amount: payment.amount,
    onAccount: payment.onAccount ?? 0n,
    allocations,
    ...(paysCustomer && { customer: customer.identity.id }),
  };
}
