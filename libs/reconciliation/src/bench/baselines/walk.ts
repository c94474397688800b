import {
  formatMinor,
  parseMinor,
  type AdjustmentKind,
  type Decision,
  type OpenItem,
  type TransactionLine,
} from '@lettrage/domain';
import { fullNameKey } from '../../keys/item-keys.js';
import { nameWords } from '../../payer/name.js';
import type { Benchmark } from '../generate.js';

/** Cash a simple engine puts on an item. Minor units. */
export interface Cash {
  readonly item: OpenItem;
  readonly amount: bigint;
  readonly adjustment?: { readonly kind: AdjustmentKind; readonly amount: bigint };
}

/** What a simple engine answers: what it would settle, whether by itself, and what it proposes besides. */
export interface Answer {
  readonly auto: boolean;
  readonly cash: readonly Cash[];
  readonly onAccount?: bigint;
  readonly next?: readonly (readonly Cash[])[];
}

/** What a simple engine can look up: a restatement of its queries, shared so that all run in reasonable time. */
export interface OpenBook {
  /** Open and issued by the day of the line. */
  readonly usable: (line: TransactionLine, items: Iterable<OpenItem>) => OpenItem[];
  readonly byAmount: (minor: bigint) => readonly OpenItem[];
  readonly byCustomer: (customer: string) => readonly OpenItem[];
  readonly byDigits: (digits: string) => readonly OpenItem[];
  /** Customers with this IBAN, else with exactly these name words. */
  readonly byIban: (iban: string) => readonly string[];
  readonly byName: (name: string) => readonly string[];
  /** Customers one of whose words this is. */
  readonly byWord: (word: string) => readonly string[];
  readonly nameOf: (customer: string) => readonly string[];
}

/** A simple engine the product is compared with: it decides line by line and sees only what it posted itself. */
export interface Baseline {
  readonly name: string;
  readonly answer: (line: TransactionLine, amount: bigint, book: OpenBook) => Answer;
}

const NOTHING: Answer = { auto: false, cash: [] };

/** Runs a simple engine over a benchmark; one decision per line. Lines that pay money out are left to a person. */
export function runBaseline({ answer }: Baseline, { items, lines }: Benchmark): Decision[] {
  const gone = new Set<OpenItem>();
  const book = bookOf(items, gone);
  return lines.map((line) => {
    const amount = parseMinor(line.amount, line.currency);
    const { auto, cash, onAccount = 0n, next = [] } = amount > 0n ? answer(line, amount, book) : NOTHING;
    if (auto) for (const { item } of cash) gone.add(item);
    const customer = cash[0]?.item.customer.id;
    return {
      transaction: line.ref,
      decision: auto ? ('auto' as const) : ('review' as const),
      confidence: auto ? 0.9 : 0.1,
      ...(customer !== undefined && { customer }),
      onAccount: formatMinor(onAccount, line.currency),
      allocations: cash.map((one) => written(one)),
      alternatives: next.map((proposal) => ({
        allocations: proposal.map((one) => written(one)),
        confidence: 0.1,
        why: '',
      })),
    };
  });
}

function written({ item, amount, adjustment }: Cash): NonNullable<Decision['allocations']>[number] {
  const { currency } = item;
  return {
    invoice: item.number,
    amount: formatMinor(amount, currency),
    ...(adjustment && { adjustment: { kind: adjustment.kind, amount: formatMinor(adjustment.amount, currency) } }),
  };
}

/** Settles items in full. */
export function settled(items: readonly OpenItem[]): Cash[] {
  return items.map((item) => ({ item, amount: item.open }));
}

function bookOf(items: readonly OpenItem[], gone: ReadonlySet<OpenItem>): OpenBook {
  const groups = <T>(entries: Iterable<readonly [string, T]>): ((key: string) => readonly T[]) => {
    const map = new Map<string, Set<T>>();
    for (const [key, value] of entries) map.set(key, (map.get(key) ?? new Set<T>()).add(value));
    return (key) => [...(map.get(key) ?? [])];
  };
  const customers = new Map(items.map(({ customer }) => [customer.id, customer]));
  const names = new Map([...customers.values()].map(({ id, name }) => [id, nameWords(name)]));
  const byAmount = groups(items.map((item) => [String(item.open), item]));
  const byName = groups([...names].map(([id, words]) => [fullNameKey(words), id]));
  return {
    usable: (line, list) => [...list].filter((item) => !gone.has(item) && item.issueDate <= line.bookingDate),
    byAmount: (minor) => byAmount(String(minor)),
    byCustomer: groups(items.map((item) => [item.customer.id, item])),
    byDigits: groups(items.map((item) => [item.number.replace(/\D/g, ''), item])),
    byIban: groups([...customers.values()].flatMap(({ id, ibans }) => ibans.map((iban) => [iban, id] as const))),
    byName: (name) => byName(fullNameKey(nameWords(name))),
    byWord: groups([...names].flatMap(([id, words]) => words.map((word) => [word, id] as const))),
    nameOf: (customer) => names.get(customer) ?? [],
  };
}
