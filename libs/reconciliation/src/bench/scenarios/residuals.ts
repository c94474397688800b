import { addDays, formatMinor } from '@lettrage/domain';
import type { BenchPayment, Scenario, ScenarioInput } from '../scenario.js';
import { full, named, noise, prefix } from './texts.js';

/** Payments that are not the open amount: discount, fee, cents, parts, withholding, exchange, too much. */
export const RESIDUALS: readonly Scenario[] = [
  { id: 'discount', weight: 2, boost: { factor: 8, applies: ({ customer }) => customer.discount }, build: discounted },
  {
    id: 'discount taken late',
    weight: 0.4,
    boost: { factor: 8, applies: ({ customer }) => customer.discount },
    build: discountedLate,
  },
  {
    id: 'fee deducted',
    weight: 1.5,
    boost: { factor: 12, applies: ({ customer }) => customer.foreign },
    build: feeDeducted,
  },
  { id: 'rounding', weight: 1.5, build: rounded },
  { id: 'partial', weight: 3, build: partial },
  { id: 'partial, without a word', weight: 1, build: (input) => partOf(input, '') },
  { id: 'paid without VAT', weight: 0.4, build: withoutVat },
  {
    id: 'instalment',
    weight: 1,
    boost: { factor: 40, applies: ({ instalments }) => instalments !== undefined },
    build: instalment,
  },
  { id: 'two payments', weight: 1, build: twoPayments },
  { id: 'withholding', weight: 0.7, build: withheld },
  {
    id: 'exchange difference',
    weight: 0.7,
    boost: { factor: 12, applies: ({ customer }) => customer.foreign },
    build: exchanged,
  },
  { id: 'overpaid', weight: 0.7, build: overpaid },
];

function short(input: ScenarioInput, text: string, amount: bigint): BenchPayment {
  return { text, amount, allocations: [{ item: input.invoice, amount }], telling: [input.invoice.item.number] };
}

function discountOf(input: ScenarioInput): bigint {
  const { item } = input.invoice;
  return item.discount ? (item.total * 2n + 50n) / 100n : 0n;
}

function discounted(input: ScenarioInput): BenchPayment | undefined {
  const { item } = input.invoice;
  const discount = discountOf(input);
  if (discount === 0n || !item.discount) return undefined;
  const amount = item.open - discount;
  return {
    ...short(input, `${item.number}${input.random.pick([' ESC 2%', '', ' ESCOMPTE DEDUIT'])}`, amount),
    allocations: [{ item: input.invoice, amount, adjustment: { kind: 'discount', amount: discount } }],
    day: addDays(item.discount.until, -input.random.whole(0, 3)),
  };
}

/** Nobody but the accountant can say whether it is granted: an automatic posting is wrong whatever it says. */
function discountedLate(input: ScenarioInput): BenchPayment | undefined {
  const discount = discountOf(input);
  if (discount === 0n) return undefined;
  const { item } = input.invoice;
  return { ...short(input, `${item.number} ESC 2%`, item.open - discount), label: 'ambiguous' };
}

function feeDeducted(input: ScenarioInput): BenchPayment | undefined {
  const { item } = input.invoice;
  const fee = BigInt(input.random.whole(500, 2500));
  if (!input.customer.foreign || item.open < fee * 10n) return undefined;
  const amount = item.open - fee;
  const stated = input.random.chance(0.4);
  return {
    ...short(input, stated ? `INVOICE ${item.number}` : `/INV/${item.number}/OUR CHGS`, amount),
    allocations: [{ item: input.invoice, amount, adjustment: { kind: 'bank-fee', amount: fee } }],
    ...(stated && { fields: { charges: [{ amount: formatMinor(fee, 'EUR'), currency: 'EUR', included: true }] } }),
  };
}

function rounded(input: ScenarioInput): BenchPayment | undefined {
  const { item } = input.invoice;
  const off = input.random.chance(0.3)
    ? item.open % 100n
    : BigInt(input.random.whole(1, 99) * (input.random.chance(0.5) ? 1 : -1));
  if (off === 0n || item.open < 5000n) return undefined;
  const allocations = [
    { item: input.invoice, amount: item.open - off, adjustment: { kind: 'rounding' as const, amount: off } },
  ];
  const { text, telling } = named(input, item.number);
  return { text, amount: item.open - off, allocations, telling };
}

function partial(input: ScenarioInput): BenchPayment {
  return partOf(input, input.random.pick(['ACOMPTE ', '1ER VERSEMENT ', 'ACPTE ', 'PAIEMENT PARTIEL ']));
}

function partOf(input: ScenarioInput, word: string): BenchPayment {
  const { item } = input.invoice;
  const amount = (item.open * BigInt(input.random.whole(25, 50))) / 100n;
  return short(input, `${word}${item.number}`, amount);
}

/** The payer has overlooked the VAT: a sixth stays open. */
function withoutVat(input: ScenarioInput): BenchPayment | undefined {
  const { item } = input.invoice;
  return item.open % 6n === 0n ? short(input, `FACTURE ${item.number}`, (item.open / 6n) * 5n) : undefined;
}

/** The oldest due part of an invoice that is paid in three. */
function instalment(input: ScenarioInput): BenchPayment | undefined {
  const first = input.invoice.instalments?.[0];
  if (!first) return undefined;
  return { ...short(input, `${prefix(input.random)}${input.invoice.item.number}`, first.amount), day: first.due };
}

function twoPayments(input: ScenarioInput): BenchPayment | undefined {
  const { item } = input.invoice;
  const amount = (item.open * BigInt(input.random.whole(40, 60))) / 100n;
  const rest = item.open - amount;
  const { number } = item;
  const second = short(input, `SOLDE ${number}`, rest);
  const after = input.random.whole(7, 25);
  return { ...short(input, `ACOMPTE ${number}`, amount), then: { after, kind: 'again', payment: second } };
}

/** Guarantee kept back or tax withheld: the rest stays open. */
function withheld(input: ScenarioInput): BenchPayment {
  const { item } = input.invoice;
  const amount = item.open - (item.open * 5n) / 100n;
  const word = input.random.pick(['RETENUE GARANTIE 5%', 'RG 5%', 'RETENUE A LA SOURCE', 'WHT 5%']);
  return short(input, `${item.number} ${word}`, amount);
}

/** Paid in dollars; the bank's rate is not that of the invoice. The window is in the benchmark's configuration. */
function exchanged(input: ScenarioInput): BenchPayment | undefined {
  const { item } = input.invoice;
  if (!input.customer.foreign || item.open < 20_000n) return undefined;
  const off = (item.open * BigInt(input.random.whole(5, 25) * (input.random.chance(0.5) ? 1 : -1))) / 1000n;
  const amount = item.open - off;
  const dollars = (item.open * 108n) / 100n;
  return {
    ...short(input, `INVOICE ${item.number}`, amount),
    allocations: [{ item: input.invoice, amount, adjustment: { kind: 'exchange', amount: off } }],
    fields: { original: { amount: formatMinor(dollars, 'USD'), currency: 'USD' } },
  };
}

function overpaid(input: ScenarioInput): BenchPayment {
  const { item } = input.invoice;
  const more = BigInt(input.random.whole(11, 40)) * 100n + 7n;
  const payment = full(input, `${prefix(input.random)}${item.number}${noise(input)}`, [item.number]);
  return { ...payment, amount: item.open + more, onAccount: more };
}
