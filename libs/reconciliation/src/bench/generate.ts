import {
  formatMinor,
  parseDay,
  type Advice,
  type HistoryRecord,
  type OpenItem,
  type TransactionLine,
} from '@lettrage/domain';
import { channelOf, pickDialects, print, type Dialects } from './channels.js';
import { plan, type Planned } from './plan.js';
import { Random } from './random.js';
import type { Channel } from './scenario.js';
import { truthOf, type Truth, type TruthBook } from './truth.js';
import { buildWorld, type BenchItem, type World } from './world.js';

/** A benchmark run: what the engine gets, and what is right. Lines and truth go by day, month by month. */
export interface Benchmark {
  readonly items: readonly OpenItem[];
  readonly history: readonly HistoryRecord[];
  readonly lines: readonly TransactionLine[];
  readonly advice: readonly Advice[];
  readonly truth: readonly Truth[];
  /** Channel of every line by its reference, history too: which statement file it stands in. */
  readonly channels: ReadonlyMap<string, Channel>;
}

/** Options of a benchmark. `lines` is the number of lines to decide; history comes on top. */
export interface BenchmarkOptions {
  readonly seed: number;
  readonly lines: number;
  /** Lines per customer; more makes books denser. */
  readonly linesPerCustomer?: number;
}

/** First day that is decided; everything before is history. */
const FIRST_DAY = parseDay('2026-05-01');

/** Generates a benchmark; the same options give the same bytes. Lines before May are history, confirmed with the truth. */
export function generateBenchmark({ seed, lines, linesPerCustomer = 10 }: BenchmarkOptions): Benchmark {
  const random = new Random(seed);
  const customers = Math.max(40, Math.round(lines / linesPerCustomer));
  const world = buildWorld(random, customers, Math.round(lines * 1.9), seed);
  return new Walk(random, world, pickDialects(random), lines).through(plan(random, world));
}

/** One walk through the planned payments by day: prints each, says what is right, and keeps the books. */
class Walk {
  private readonly opens: Map<BenchItem, bigint>;
  private readonly book: TruthBook;
  private readonly prints = new Map<Planned, { readonly channel: Channel; readonly line: TransactionLine }>();
  private readonly result = {
    history: [] as HistoryRecord[],
    lines: [] as TransactionLine[],
    advice: [] as Advice[],
    truth: [] as Truth[],
  };

  constructor(
    private readonly random: Random,
    private readonly world: World,
    private readonly dialects: Dialects,
    private readonly most: number,
  ) {
    this.opens = new Map(world.items.map((one) => [one, one.item.open]));
    const byAmount = new Map<string, BenchItem[]>();
    for (const one of world.items) {
      const key = String(one.item.open);
      byAmount.set(key, [...(byAmount.get(key) ?? []), one]);
    }
    this.book = { world, opens: this.opens, byAmount };
  }

  through(planned: readonly Planned[]): Benchmark {
    let items: OpenItem[] | undefined;
    planned.forEach((one, index) => {
      const { channel, line } = this.print(one, `T${String(index).padStart(6, '0')}`);
      const truth = this.withReverses(one, truthOf(one, line, channel, this.book));
      if (one.day >= FIRST_DAY) items ??= this.openItems();
      this.keepBooks(one);
      if (one.day < FIRST_DAY) this.remember(line, truth);
      else if (this.result.lines.length < this.most) {
        this.result.lines.push(line);
        this.result.truth.push(truth);
        if (one.payment.advice) this.result.advice.push(one.payment.advice);
      }
    });
    const channels = new Map([...this.prints.values()].map(({ line, channel }) => [line.ref, channel]));
    return { ...this.result, lines: batched(this.result.lines), items: items ?? this.openItems(), channels };
  }

  private print(one: Planned, ref: string): { channel: Channel; line: TransactionLine } {
    const earlier = one.repeats ?? one.returns ?? one.follows;
    const before = earlier && this.prints.get(earlier);
    const channel = before?.channel ?? channelOf(this.random, one);
    const line =
      one.repeats && before
        ? { ...before.line, ref, bookingDate: one.day }
        : print(this.random, one, channel, ref, this.dialects);
    this.prints.set(one, { channel, line });
    return { channel, line };
  }

  private withReverses(one: Planned, truth: Truth): Truth {
    if (!one.returns) return truth;
    const transaction = this.prints.get(one.returns)!.line.ref;
    const reverses = one.returns.payment.allocations.map(({ item, amount }) => ({
      transaction,
      invoice: item.item.number,
      amount: formatMinor(amount, 'EUR'),
    }));
    return { ...truth, reverses };
  }

  private keepBooks({ payment, returns }: Planned): void {
    for (const { item, amount, adjustment } of payment.allocations)
      this.opens.set(item, this.opens.get(item)! - amount - (adjustment?.amount ?? 0n));
    for (const { item, amount } of returns?.payment.allocations ?? [])
      this.opens.set(item, this.opens.get(item)! + amount);
  }

  /** A person has confirmed it; a return takes back with a minus what it gave. */
  private remember(transaction: TransactionLine, { customer, allocations, reverses = [] }: Truth): void {
    const given = allocations.map(({ invoice, amount }) => ({ invoice, amount }));
    const taken = reverses.map(({ invoice, amount }) => ({ invoice, amount: `-${amount}` }));
    this.result.history.push({
      transaction,
      ...(customer !== undefined && { customer }),
      allocations: [...given, ...taken],
    });
  }

  /** What is open now; an invoice with instalments is a row for each, the oldest paid first. */
  private openItems(): OpenItem[] {
    return this.world.items.flatMap((one) => {
      const open = this.opens.get(one)!;
      if (open === 0n) return [];
      if (!one.instalments) return [{ ...one.item, open }];
      let paid = one.item.total - open;
      return one.instalments
        .map(({ due, amount }) => {
          const settled = paid < amount ? paid : amount;
          paid -= settled;
          return { ...one.item, dueDate: due, total: amount, open: amount - settled };
        })
        .filter((row) => row.open !== 0n);
    });
  }
}

/** Debits collected together are one entry of the bank with a detail for each. */
function batched(lines: readonly TransactionLine[]): TransactionLine[] {
  const groups = new Map<string, TransactionLine[]>();
  const keyOf = (line: TransactionLine): string | undefined =>
    line.code?.subfamily === 'ESDD' ? `${line.paymentInformationId} ${line.bookingDate}` : undefined;
  for (const line of lines) {
    const key = keyOf(line);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return lines.map((line) => {
    const key = keyOf(line);
    const group = key === undefined ? [] : groups.get(key)!;
    if (group.length < 2) return line;
    const total = group.reduce((sum, one) => sum + BigInt(one.amount.replace('.', '')), 0n);
    const batch = { ref: line.paymentInformationId!, index: group.indexOf(line) + 1, count: group.length };
    return { ...line, batch: { ...batch, total: formatMinor(total, 'EUR') } };
  });
}
