import {
  absolute,
  formatMinor,
  parseMinor,
  type Decision,
  type OpenItem,
  type TransactionLine,
} from '@lettrage/domain';
import { subsetsOf } from '../explain/subset.js';
import { fullNameKey } from '../keys/item-keys.js';
import { nameWords } from '../payer/name.js';
import type { Benchmark } from './generate.js';

/** A simple engine the product is compared with: open items in, one decision per line out. */
export interface Baseline {
  readonly name: string;
  readonly match: (benchmark: Benchmark) => Decision[];
}

/**
 * Simple engines as regression baselines. A: the number as printed is in the text and the open amount is the payment.
 * D: the payer is known, and one open item has the amount, or the only set of two to six among at most twelve.
 */
export const BASELINES: readonly Baseline[] = [
  { name: 'A exact number and amount', match: (benchmark) => walk(benchmark, byNumber) },
  { name: 'D payer, amount, only set', match: (benchmark) => walk(benchmark, byPayer) },
];

type Pick = (line: TransactionLine, open: readonly OpenItem[], customers: ReadonlySet<string>) => readonly OpenItem[];

function walk({ items, lines }: Benchmark, pick: Pick): Decision[] {
  const open = new Set(items);
  const byAmount = group(items, (item) => String(item.open));
  const byCustomer = group(items, (item) => item.customer.id);
  const payers = new Map<string, Set<string>>();
  for (const { customer } of items) {
    const keys = [...customer.ibans, fullNameKey(nameWords(customer.name))];
    for (const key of keys) payers.set(key, (payers.get(key) ?? new Set<string>()).add(customer.id));
  }
  return lines.map((line) => {
    const amount = parseMinor(line.amount, line.currency);
    const { iban = '', name = '' } = line.counterparty ?? {};
    const customers = payers.get(iban) ?? payers.get(fullNameKey(nameWords(name))) ?? new Set<string>();
    const own = [...customers].flatMap((customer) => byCustomer.get(customer) ?? []);
    const candidates = [...new Set([...(byAmount.get(String(amount)) ?? []), ...own])];
    const usable = candidates.filter((item) => open.has(item) && item.issueDate <= line.bookingDate);
    const chosen = pick(line, usable, customers);
    for (const item of chosen) open.delete(item);
    const customer = chosen[0]?.customer.id;
    return {
      transaction: line.ref,
      decision: chosen.length > 0 ? ('auto' as const) : ('review' as const),
      confidence: chosen.length > 0 ? 0.9 : 0.1,
      ...(customer !== undefined && { customer, onAccount: '0.00' }),
      allocations: chosen.map((item) => ({ invoice: item.number, amount: formatMinor(item.open, item.currency) })),
    };
  });
}

const byNumber: Pick = (line, open) => {
  const named = open.filter((item) => (line.remittance ?? '').includes(item.number));
  const exact = named.filter((item) => absolute(item.open) === parseMinor(line.amount, line.currency));
  return exact.length === 1 ? exact : [];
};

const byPayer: Pick = (line, open, customers) => {
  const amount = parseMinor(line.amount, line.currency);
  const own = open.filter((item) => customers.has(item.customer.id) && item.open > 0n);
  const same = own.filter((item) => item.open === amount);
  if (same.length > 0) return same.length === 1 ? same : [];
  if (own.length > 12) return [];
  const { solutions } = subsetsOf(
    own.map((item) => item.open),
    amount,
    2,
    6,
    2,
  );
  return solutions.length === 1 ? solutions[0]!.map((index) => own[index]!) : [];
};

function group(items: readonly OpenItem[], key: (item: OpenItem) => string): Map<string, OpenItem[]> {
  const groups = new Map<string, OpenItem[]>();
  for (const item of items) {
    const list = groups.get(key(item));
    if (list) list.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
