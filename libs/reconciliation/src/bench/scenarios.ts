import { addDays, formatMinor } from '@lettrage/domain';
import type { Random } from './random.js';
import type { BenchPayment, Scenario, ScenarioInput, TrueAllocation } from './scenario.js';
import { frenchIban, surname, type BenchItem } from './world.js';

const PREFIXES = ['', 'REGLEMENT ', 'VIREMENT ', 'PAIEMENT FACTURE ', 'FACT ', 'REGLT FACT ', 'VIR ', 'INVOICE '];
const MONTHS = ['JANVIER', 'FEVRIER', 'MARS', 'AVRIL', 'MAI', 'JUIN', 'JUILLET', 'AOUT', 'SEPTEMBRE'];

/** The catalogue of the matching benchmark: what payers write and what is right. Weights are relative. */
export const SCENARIOS: readonly Scenario[] = [
  { id: 'exact reference', weight: 26, build: (input) => named(input, input.invoice.item.number) },
  { id: 'RF reference', weight: 5, build: creditorReferenceText },
  { id: 'number without separator', weight: 5, build: (input) => named(input, noSeparator(input)) },
  { id: 'suffix only', weight: 5, build: (input) => alone(input, suffix(input)) },
  { id: 'reordered', weight: 2, build: (input) => alone(input, reordered(input)) },
  { id: 'typo', weight: 4, build: (input) => alone(input, typo(input.random, input.invoice.item.number)) },
  {
    id: 'truncated',
    weight: 3,
    build: (input) => alone(input, input.invoice.item.number.slice(0, -input.random.whole(1, 2))),
  },
  {
    id: 'name only',
    weight: 10,
    build: (input) => full(input, input.random.pick(['', 'VIREMENT', 'SELON FACTURE', 'MERCI']), []),
  },
  {
    id: 'group payer',
    weight: 4,
    boost: { factor: 15, applies: ({ customer }) => customer.parent !== undefined },
    build: groupPayer,
  },
  { id: 'unknown payer with reference', weight: 2, build: unknownPayer },
  {
    id: 'amount only',
    weight: 2,
    build: (input) => ({ ...full(input, 'VIREMENT RECU', []), payer: null, label: 'weak' as const }),
  },
  { id: 'several, listed', weight: 6, build: severalListed },
  { id: 'several, abbreviated', weight: 3, build: severalAbbreviated },
  { id: 'several, unlisted', weight: 4, build: severalUnlisted },
  { id: 'credit note, listed', weight: 2, build: (input) => credited(input, true) },
  { id: 'credit note, not listed', weight: 1, build: (input) => credited(input, false) },
  { id: 'discount', weight: 2, boost: { factor: 8, applies: ({ customer }) => customer.discount }, build: discounted },
  {
    id: 'fee deducted',
    weight: 1.5,
    boost: { factor: 12, applies: ({ customer }) => customer.foreign },
    build: feeDeducted,
  },
  { id: 'rounding', weight: 1.5, build: rounded },
  { id: 'partial', weight: 3, build: partial },
  {
    id: 'paid twice',
    weight: 1.5,
    build: (input) => ({ ...named(input, input.invoice.item.number), again: input.random.whole(1, 5) }),
  },
  { id: 'prepayment', weight: 1, build: prepayment },
  {
    id: 'subscription',
    weight: 3,
    boost: { factor: 10, applies: ({ subscription }) => subscription },
    build: (input) => (input.invoice.subscription ? full(input, 'VIREMENT PERMANENT', []) : undefined),
  },
  {
    id: 'subscription with month',
    weight: 1,
    boost: { factor: 10, applies: ({ subscription }) => subscription },
    build: subscriptionMonth,
  },
  { id: 'decoy number', weight: 2, build: decoy },
  { id: 'PSP payout', weight: 2, build: payout },
  { id: 'cheque slip', weight: 1, build: chequeSlip },
  { id: 'not customer money', weight: 4, build: notCustomer },
];

function full(input: ScenarioInput, text: string, telling: readonly string[]): BenchPayment {
  const { item } = input.invoice;
  return { text, amount: item.open, allocations: [{ item: input.invoice, amount: item.open }], telling };
}

function alone(input: ScenarioInput, reference: string): BenchPayment {
  return full(input, reference, [reference]);
}

/** Prefix, number and the noise payers put after it. */
function named(input: ScenarioInput, reference: string): BenchPayment {
  return full(input, `${input.random.pick(PREFIXES)}${reference}${noise(input.random)}`, [reference]);
}

function noise(random: Random): string {
  const kind = random.next();
  if (kind < 0.25) return ` VOTRE REF ${random.digits(6)}`;
  if (kind < 0.35) return ' DU 14/03/2026';
  if (kind < 0.42) return ' CLIENT 4711';
  return kind < 0.46 ? ` 06${random.digits(8)}` : '';
}

function noSeparator({ invoice, random }: ScenarioInput): string {
  const [head, tail] = invoice.item.number.split('-') as [string, string];
  return random.chance(0.5) ? head + tail : `${head} ${tail}`;
}

function sequence(item: BenchItem): string {
  return item.item.number.split('-')[1]!;
}

function suffix({ invoice, random }: ScenarioInput): string {
  const short = String(Number.parseInt(sequence(invoice), 10));
  return random.pick([`FACT ${short}`, `F${sequence(invoice)}`, `FACTURE NO ${short}`]);
}

function reordered({ invoice, random }: ScenarioInput): string {
  const tail = sequence(invoice);
  const short = String(Number.parseInt(tail, 10));
  return random.pick([`${tail}/2026`, `2026/${short}`, `FA-${short}-2026`, `FA26-${tail}`]);
}

/** One slip in the digits: swapped, wrong, lost, or a letter that looks like the digit. */
export function typo(random: Random, number: string): string {
  const at = number.length - random.whole(1, 5);
  const kind = random.next();
  const before = number.slice(0, at);
  const digit = number[at]!;
  if (kind < 0.4 && number[at - 1] !== '-' && number[at - 1] !== digit)
    return `${number.slice(0, at - 1)}${digit}${number[at - 1]!}${number.slice(at + 1)}`;
  if (kind < 0.7) return `${before}${(Number.parseInt(digit, 10) + random.whole(1, 9)) % 10}${number.slice(at + 1)}`;
  if (kind < 0.85) return before + number.slice(at + 1);
  return before + ({ '0': 'O', '1': 'I', '5': 'S', '8': 'B' }[digit] ?? digit) + number.slice(at + 1);
}

function creditorReferenceText(input: ScenarioInput): BenchPayment {
  const reference = input.invoice.item.paymentReference!;
  const kind = input.random.next();
  if (kind < 0.5) return { ...full(input, '', [reference]), structured: reference };
  const grouped = reference.replace(/(.{4})/g, '$1 ').trim();
  return alone(input, kind < 0.75 ? grouped : reference);
}

function groupPayer(input: ScenarioInput): BenchPayment | undefined {
  const { parent, words } = input.customer;
  if (!parent) return undefined;
  const payer = { name: parent.identity.name, iban: parent.iban };
  if (input.random.chance(0.5)) return { ...named(input, input.invoice.item.number), payer };
  const name = words.join(' ');
  return { ...full(input, `${input.random.pick(['POUR', 'P/C', 'OBO'])} ${name}`, [name]), payer };
}

function unknownPayer(input: ScenarioInput): BenchPayment {
  const name = `${input.random.pick(['JEAN', 'MARIE', 'PAUL', 'LUCIE'])} ${surname(input.random)}${surname(input.random)}`;
  return { ...named(input, input.invoice.item.number), payer: { name, iban: frenchIban(input.random) } };
}

function paidInFull(items: readonly BenchItem[]): TrueAllocation[] {
  return items.map((item) => ({ item, amount: item.item.open }));
}

function total(items: readonly BenchItem[]): bigint {
  return items.reduce((sum, { item }) => sum + item.open, 0n);
}

function severalListed(input: ScenarioInput): BenchPayment | undefined {
  const items = [input.invoice, ...input.random.shuffle(input.others).slice(0, input.random.whole(1, 5))];
  if (items.length < 2) return undefined;
  const numbers = items.map(({ item }) => item.number);
  const amount = total(items);
  const tail = input.random.chance(0.2) ? ` TOTAL ${formatMinor(amount, 'EUR')}` : '';
  return {
    text: numbers.join(input.random.pick([' ', ', ', ' + ', '/'])) + tail,
    amount,
    allocations: paidInFull(items),
    telling: numbers,
  };
}

function severalAbbreviated(input: ScenarioInput): BenchPayment | undefined {
  const items = [input.invoice, ...input.random.shuffle(input.others).slice(0, input.random.whole(1, 3))];
  if (items.length < 2) return undefined;
  items.sort((a, b) => (a.item.number < b.item.number ? -1 : 1));
  const [first, ...rest] = items;
  const tails = rest.map((item) => sequence(item).slice(-4));
  if (rest.some((item) => sequence(item).slice(0, -4) !== sequence(first!).slice(0, -4))) return undefined;
  const text = `${first!.item.number}/${tails.join('/')}`;
  return { text, amount: total(items), allocations: paidInFull(items), telling: [text] };
}

function severalUnlisted(input: ScenarioInput): BenchPayment | undefined {
  const items = [input.invoice, ...input.random.shuffle(input.others).slice(0, input.random.whole(1, 3))];
  if (items.length < 2) return undefined;
  const text = input.random.pick(['REGLEMENT VOS FACTURES', 'SOLDE COMPTE', 'FACTURES MARS']);
  return { text, amount: total(items), allocations: paidInFull(items), telling: [] };
}

function credited(input: ScenarioInput, listed: boolean): BenchPayment | undefined {
  const credit = input.credits[0];
  if (!credit || input.invoice.item.open + credit.item.open <= 0n) return undefined;
  const items = [input.invoice, credit];
  const number = input.invoice.item.number;
  const text = listed ? `${number} - ${credit.item.number}` : number;
  return {
    text,
    amount: total(items),
    allocations: paidInFull(items),
    telling: listed ? [number, credit.item.number] : [number],
  };
}

function discounted(input: ScenarioInput): BenchPayment | undefined {
  const { item } = input.invoice;
  if (!item.discount) return undefined;
  const discount = (item.total * 2n * 2n + 100n) / 200n;
  const text = `${item.number}${input.random.chance(0.5) ? ' ESC 2%' : ''}`;
  const amount = item.open - discount;
  const allocations = [{ item: input.invoice, amount, adjustment: { kind: 'discount' as const, amount: discount } }];
  return {
    text,
    amount,
    allocations,
    telling: [item.number],
    day: addDays(item.discount.until, -input.random.whole(0, 3)),
  };
}

function feeDeducted(input: ScenarioInput): BenchPayment | undefined {
  const { item } = input.invoice;
  const fee = BigInt(input.random.whole(500, 2500));
  if (!input.customer.foreign || item.open < fee * 10n) return undefined;
  const allocations = [
    { item: input.invoice, amount: item.open - fee, adjustment: { kind: 'bank-fee' as const, amount: fee } },
  ];
  return { text: `/INV/${item.number}/OUR CHGS`, amount: item.open - fee, allocations, telling: [item.number] };
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
  return { ...named(input, item.number), amount: item.open - off, allocations };
}

function partial(input: ScenarioInput): BenchPayment {
  const { item } = input.invoice;
  const amount = (item.open * BigInt(input.random.whole(25, 50))) / 100n;
  const text = `${input.random.pick(['ACOMPTE', '1ER VERSEMENT'])} ${item.number}`;
  return { text, amount, allocations: [{ item: input.invoice, amount }], telling: [item.number] };
}

function prepayment(input: ScenarioInput): BenchPayment {
  const amount = BigInt(input.random.whole(2, 60)) * 5000n + 37n;
  const text = input.random.pick([
    `ACOMPTE COMMANDE ${input.random.digits(5)}`,
    `DEVIS ${input.random.digits(4)}`,
    'ARRHES',
  ]);
  return { text, amount, allocations: [], onAccount: amount, telling: [] };
}

function subscriptionMonth(input: ScenarioInput): BenchPayment | undefined {
  if (!input.invoice.subscription) return undefined;
  const text = `ABONNEMENT ${MONTHS[Number.parseInt(input.invoice.item.issueDate.slice(5, 7), 10) - 1]!}`;
  return full(input, text, [text]);
}

function decoy(input: ScenarioInput): BenchPayment {
  const other = input.random.pick(input.world.items.filter(({ item, paid }) => !paid && item.kind === 'invoice'));
  const number = input.random.pick([sequence(other), String(Number.parseInt(sequence(other), 10)), other.item.number]);
  return full(input, `${input.random.pick(['COMMANDE', 'BL', 'REF', 'CLIENT', 'BON'])} ${number}`, []);
}

function payout(input: ScenarioInput): BenchPayment {
  const amount = BigInt(input.random.whole(20_000, 900_000));
  const provider = input.random.pick(['STRIPE', 'PAYPLUG', 'SUMUP']);
  return {
    text: `${provider} PAYOUT ${input.random.digits(8)}`,
    amount,
    allocations: [],
    telling: [],
    payer: { name: provider, iban: frenchIban(input.random) },
    label: 'side-data',
  };
}

function chequeSlip(input: ScenarioInput): BenchPayment {
  const amount = BigInt(input.random.whole(20_000, 900_000));
  return {
    text: `REM CHQ ${input.random.digits(7)}`,
    amount,
    allocations: [],
    telling: [],
    payer: null,
    label: 'side-data',
  };
}

function notCustomer(input: ScenarioInput): BenchPayment {
  const [name, text] = input.random.pick([
    ['DGFIP', 'REMBOURSEMENT CREDIT TVA'],
    ['', 'INTERETS CREDITEURS'],
    ['', 'VIREMENT INTERNE COMPTE A COMPTE'],
    ['ASSURANCES TALVERNE', 'INDEMNITE SINISTRE'],
    ['FOURNITURES BROVALIS', 'REMBOURSEMENT AVOIR FOURNISSEUR'],
  ] as const);
  const amount = input.random.chance(0.4) ? input.invoice.item.open : BigInt(input.random.whole(500, 500_000));
  const payer = name === '' ? null : { name, iban: frenchIban(input.random) };
  return { text, amount, allocations: [], telling: [], payer, label: 'none' };
}
