import { formatMinor } from '@lettrage/domain';
import { asBanksPrint, personName } from '../names.js';
import type { BenchPayment, Scenario, ScenarioInput } from '../scenario.js';
import { frenchIban } from '../world.js';
import { full, inFull, named, totalOf } from './texts.js';

/** Somebody else pays, nobody is named, or money comes before or twice. */
export const PAYERS: readonly Scenario[] = [
  {
    id: 'group payer',
    weight: 4,
    boost: { factor: 15, applies: ({ customer }) => customer.parent !== undefined },
    build: groupPayer,
  },
  {
    id: 'unknown payer with reference',
    weight: 2,
    build: (input) => ({ ...named(input, input.invoice.item.number), payer: person(input) }),
  },
  { id: 'third party for a customer', weight: 1, build: thirdParty },
  { id: 'factor, listed', weight: 0.5, build: factorListed },
  { id: 'factor, unlisted', weight: 0.5, build: factorUnlisted },
  {
    id: 'amount only',
    weight: 2,
    build: (input) => ({ ...full(input, 'VIREMENT RECU', []), payer: null, label: 'weak' }),
  },
  { id: 'stranger with an open amount', weight: 1, build: stranger },
  {
    id: 'paid twice',
    weight: 1.5,
    build: (input) => ({
      ...named(input, input.invoice.item.number),
      then: { after: input.random.whole(1, 5), kind: 'again' },
    }),
  },
  { id: 'paid twice, other text', weight: 0.5, build: paidTwiceOtherwise },
  { id: 'prepayment', weight: 1, build: prepayment },
];

function person({ random }: ScenarioInput): NonNullable<BenchPayment['payer']> {
  return { name: { own: personName(random), form: '' }, iban: frenchIban(random) };
}

function groupPayer(input: ScenarioInput): BenchPayment | undefined {
  const { parent } = input.customer;
  if (!parent) return undefined;
  const payer = { name: parent.name, iban: parent.iban };
  if (input.random.chance(0.5)) return { ...named(input, input.invoice.item.number), payer };
  const name = asBanksPrint(input.customer.name.own);
  return { ...full(input, `${input.random.pick(['POUR', 'P/C', 'OBO', 'POUR LE COMPTE DE'])} ${name}`, [name]), payer };
}

function thirdParty(input: ScenarioInput): BenchPayment {
  const name = asBanksPrint(input.customer.name.own);
  const { number } = input.invoice.item;
  const payer = person(input);
  const text = input.random.pick([`POUR ${name} ${number}`, `${number} P/C ${name}`, `O/B/O ${name} INV ${number}`]);
  return { ...full(input, text, [number]), payer };
}

const FACTORS = ['FACTORVAL', 'EUROFACTURAGE', 'AFFACTURA'];

function factor({ random }: ScenarioInput): NonNullable<BenchPayment['payer']> {
  return { name: { own: random.pick(FACTORS), form: 'SA' }, iban: frenchIban(random) };
}

/** A factor pays invoices of several customers and names them all. */
function factorListed(input: ScenarioInput): BenchPayment | undefined {
  const items = [input.invoice, ...input.strangers(input.random.whole(1, 3))];
  if (items.length < 2) return undefined;
  const numbers = items.map(({ item }) => item.number);
  const text = `BORDEREAU ${input.random.digits(4)} ${numbers.join(' ')}`;
  return { text, amount: totalOf(items), allocations: inFull(items), telling: numbers, payer: factor(input) };
}

/** A factor pays and keeps its commission and a guarantee: only its statement could explain it. */
function factorUnlisted(input: ScenarioInput): BenchPayment {
  const amount = BigInt(input.random.whole(100_000, 2_000_000));
  const text = `FINANCEMENT BORDEREAU ${input.random.digits(6)}`;
  return { text, amount, allocations: [], telling: [], payer: factor(input), label: 'none' };
}

/** Nobody we know pays what happens to be an open amount. */
function stranger(input: ScenarioInput): BenchPayment {
  const text = input.random.pick(['MERCI', 'VIREMENT', `REF ${input.random.digits(5)}`, 'VOTRE PRESTATION', '']);
  return { ...full(input, text, []), allocations: [], payer: person(input), label: 'none' };
}

/** Paid again two or three weeks later, in other words. */
function paidTwiceOtherwise(input: ScenarioInput): BenchPayment {
  const first = named(input, input.invoice.item.number);
  const text = `REGLEMENT ${input.invoice.item.number}`;
  const second = { text, amount: first.amount, allocations: [], onAccount: first.amount, telling: first.telling };
  return { ...first, then: { after: input.random.whole(12, 25), kind: 'again', payment: second } };
}

function prepayment(input: ScenarioInput): BenchPayment {
  const amount = BigInt(input.random.whole(2, 60)) * 5000n + 37n;
  const text = input.random.pick([
    `ACOMPTE COMMANDE ${input.random.digits(5)}`,
    `DEVIS ${input.random.digits(4)}`,
    'ARRHES',
    `ACPTE DEVIS D${input.random.digits(4)} ${formatMinor(amount, 'EUR')}`,
  ]);
  return { text, amount, allocations: [], onAccount: amount, telling: [] };
}
