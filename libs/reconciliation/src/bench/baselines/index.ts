import { daysBetween, type OpenItem, type TransactionLine } from '@lettrage/domain';
import { agreedDiscountOf, editSimilarity } from './measures.js';
import { settled, type Answer, type Baseline, type Cash, type OpenBook } from './walk.js';
import { subsetsOf } from '../../explain/subset.js';

export { runBaseline, type Baseline } from './walk.js';

/**
 * Simple engines as regression baselines.
 * A: the number as printed is in the text and the open amount is the payment.
 * B: digit tokens of the text against the digits of the numbers, first customer that fits, oldest first until the
 *    amount is used up, overpayment accepted.
 * C: points for amount, reference similarity, name and date; automatic from 80; one invoice.
 * D: the payer is known, and one open item has the amount, or the only set of two to six among at most twelve.
 */
export const BASELINES: readonly Baseline[] = [
  { name: 'A exact number and amount', answer: exact },
  { name: 'B tokens, first partner, oldest first', answer: tokens },
  { name: 'C weighted score', answer: weighted },
  { name: 'D payer, amount, only set', answer: payerAndAmount },
];

const REVIEW: Answer = { auto: false, cash: [] };

function exact(line: TransactionLine, amount: bigint, book: OpenBook): Answer {
  const open = book
    .usable(line, book.byAmount(amount))
    .filter(({ number }) => (line.remittance ?? '').includes(number));
  return open.length === 1 ? { auto: true, cash: settled(open) } : REVIEW;
}

function tokens(line: TransactionLine, amount: bigint, book: OpenBook): Answer {
  const text = `${line.structuredReference ?? ''} ${line.remittance ?? ''}`;
  const digits = text
    .split(/\s+/)
    .map((word) => word.replace(/\D/g, ''))
    .filter((word) => word.length >= 4);
  const named = book.usable(line, new Set(digits.flatMap((token) => book.byDigits(token))));
  const partner = partnerOf(line, book);
  const own = partner === undefined ? [] : book.usable(line, book.byCustomer(partner));
  const candidates = named.length > 0 ? named : own;
  if (candidates.length === 0) return REVIEW;
  const oldest = [...candidates].sort((a, b) => (a.dueDate < b.dueDate ? -1 : a.dueDate > b.dueDate ? 1 : 0));
  const discounts = oldest.map((item) => agreedDiscountOf(item, line.bookingDate));
  const discounted = oldest.reduce((sum, item, index) => sum + item.open - discounts[index]!, 0n);
  if (named.length > 0 && discounts.some((one) => one > 0n) && discounted === amount)
    return {
      auto: true,
      cash: oldest.map((item, index) => ({
        item,
        amount: item.open - discounts[index]!,
        adjustment: { kind: 'discount', amount: discounts[index]! },
      })),
    };
  const cash: Cash[] = [];
  let left = amount;
  for (const item of oldest) {
    if (left <= 0n || item.open <= 0n) continue;
    const part = item.open < left ? item.open : left;
    cash.push({ item, amount: part });
    left -= part;
  }
  const whole = cash.every(({ item, amount: part }) => part === item.open);
  const auto = named.length > 0 ? left >= 0n && whole : whole && left === 0n;
  return { auto, cash, onAccount: left > 0n ? left : 0n };
}

/** The first customer by account, then by name, then any all of whose words occur. */
function partnerOf(line: TransactionLine, book: OpenBook): string | undefined {
  const { iban, name } = line.counterparty ?? {};
  const known = (iban ? book.byIban(iban)[0] : undefined) ?? (name ? book.byName(name)[0] : undefined);
  if (known !== undefined) return known;
  const words = `${name ?? ''} ${line.remittance ?? ''}`
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word.length >= 3);
  const given = new Set(words);
  return words
    .flatMap((word) => book.byWord(word))
    .find((customer) => book.nameOf(customer).every((word) => given.has(word)));
}

function weighted(line: TransactionLine, amount: bigint, book: OpenBook): Answer {
  const near = new Set<OpenItem>(book.byAmount(amount));
  const words = (line.counterparty?.name ?? line.remittance ?? '')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word.length >= 3);
  for (const word of new Set(words)) {
    const customers = book.byWord(word);
    if (customers.length <= 20)
      for (const customer of customers) for (const item of book.byCustomer(customer)) near.add(item);
  }
  const scored = book.usable(line, near).map((item) => ({ item, points: pointsOf(item, line, amount, words, book) }));
  scored.sort((a, b) => b.points - a.points);
  const [best, ...rest] = scored.slice(0, 3);
  if (!best) return REVIEW;
  const next = rest.map(({ item }) => cashOn(item, amount));
  return { auto: best.points >= 80, cash: cashOn(best.item, amount), next };
}

function cashOn(item: OpenItem, amount: bigint): Cash[] {
  const rest = item.open - amount;
  return [{ item, amount, ...(rest !== 0n && { adjustment: { kind: 'rounding' as const, amount: rest } }) }];
}

function pointsOf(
  item: OpenItem,
  line: TransactionLine,
  amount: bigint,
  words: readonly string[],
  book: OpenBook,
): number {
  const off = item.open > amount ? item.open - amount : amount - item.open;
  const amountPoints = off === 0n ? 40 : off <= 100n || off * 100n <= item.open ? 30 : 0;
  const similarity = editSimilarity(line.remittance ?? '', item.number);
  const name = book.nameOf(item.customer.id);
  const share = name.filter((word) => words.includes(word)).length / Math.max(1, name.length);
  const days = Math.abs(daysBetween(item.dueDate, line.bookingDate));
  return amountPoints + (similarity >= 0.6 ? 30 * similarity : 0) + 15 * share + 15 * Math.max(0, 1 - days / 60);
}

function payerAndAmount(line: TransactionLine, amount: bigint, book: OpenBook): Answer {
  const { iban, name } = line.counterparty ?? {};
  const byIban = iban ? book.byIban(iban) : [];
  const customers = byIban.length > 0 ? byIban : name ? book.byName(name) : [];
  const own = book
    .usable(
      line,
      customers.flatMap((customer) => book.byCustomer(customer)),
    )
    .filter(({ open }) => open > 0n);
  const same = own.filter(({ open }) => open === amount);
  if (same.length === 1) return { auto: true, cash: settled(same) };
  if (same.length > 1)
    return { auto: false, cash: settled(same.slice(0, 1)), next: same.slice(1, 3).map((item) => settled([item])) };
  if (own.length > 12) return REVIEW;
  const { solutions } = subsetsOf(
    own.map(({ open }) => open),
    amount,
    2,
    6,
    2,
  );
  const sets = solutions.map((solution) => settled(solution.map((index) => own[index]!)));
  return { auto: sets.length === 1, cash: sets[0] ?? [], next: sets.slice(1) };
}
