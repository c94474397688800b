import { addDays, divideRounded, type Day } from '@lettrage/domain';
import type { DemoTruth, TrueAllocation, TruthLabel } from './bank-line.js';
import { bankCase, nothingUseful, noise, prefix, reformatted, reordered, suffix, withTypo } from './bank-wording.js';
import { monthName } from './calendar.js';
import type { DemoCustomer } from './customers.js';
import type { DemoInvoice } from './invoices.js';
import type { OpenBook } from './open-book.js';
import type { Random } from './random.js';

/** Ways in which one invoice gets paid, with how often each is dealt (matching reference, section 6). */
export const SCENARIO_WEIGHTS = {
  'exact-reference': 26,
  'rf-reference': 8,
  'number-reformatted': 8,
  'suffix-only': 6,
  'number-reordered': 2,
  typo: 3,
  'number-truncated': 2,
  'name-only': 9,
  'group-payer': 4,
  'unknown-payer': 2,
  'amount-only': 3,
  discount: 5,
  'fee-deducted': 5,
  rounding: 3,
  partial: 4,
  'paid-twice': 2,
  'decoy-number': 3,
} as const;

export type Scenario = keyof typeof SCENARIO_WEIGHTS | 'subscription' | 'partial-rest' | 'after-return';

/** What is known when a payment is made up. */
export interface Situation {
  readonly invoice: DemoInvoice;
  readonly day: Day;
  readonly book: OpenBook;
  readonly random: Random;
  readonly customers: ReadonlyMap<string, DemoCustomer>;
}

/** A payment of one invoice before the bank dresses it up. */
export interface Receipt {
  readonly text: string;
  readonly amount: bigint;
  readonly payer: Payer;
  readonly structuredReference?: string;
  readonly charges?: bigint;
  readonly truth: DemoTruth;
}

/** Who appears as the payer; `anonymous` where the bank tells nothing. */
export type Payer = { readonly name: string; readonly iban?: string; readonly bic?: string } | 'anonymous';

/** True if an invoice can be paid in that way that day. */
export function fits(scenario: keyof typeof SCENARIO_WEIGHTS, { invoice, day, book }: Situation): boolean {
  const { customer, open } = invoice;
  const foreign = customer.country !== 'FR';
  const isWhole = open === invoice.total && invoice.instalment === undefined;
  switch (scenario) {
    case 'exact-reference':
      return true;
    case 'rf-reference':
      return invoice.reference !== undefined;
    case 'group-payer':
      return customer.paidBy !== undefined;
    case 'discount':
      return isWhole && invoice.discountUntil !== undefined && day <= invoice.discountUntil;
    case 'fee-deducted':
      return foreign && open > 10_000n;
    case 'rounding':
      return !foreign && isWhole && open > 5_000n && open % 100n !== 0n;
    case 'partial':
      return !foreign && isWhole && open > 30_000n && day <= '2026-10-12';
    case 'paid-twice':
      // Not where a second payment could be meant for another item of the same amount.
      return isWhole && !foreign && day <= '2026-10-22' && book.isOnlyOne(customer, open, day);
    case 'amount-only':
      return customer.paysInto === 'csv';
    default:
      return !foreign;
  }
}

/** A payment of the invoice in the manner of the scenario, and the right answer to it. */
export function payInvoice(scenario: Scenario, situation: Situation): Receipt {
  const { invoice, random, customers } = situation;
  const { customer, open } = invoice;
  const own: Payer = { name: customer.name, ...customer.account };
  const whole = (text: string, label: TruthLabel = 'decidable', payer: Payer = own): Receipt => ({
    text,
    amount: open,
    payer,
    truth: truthOf(scenario, label, customer, [{ invoice, amount: open }]),
  });
  const byAmount = (): TruthLabel =>
    situation.book.isOnlyOne(customer, open, situation.day) ? 'decidable' : 'ambiguous';

  switch (scenario) {
    case 'exact-reference':
      return whole(`${prefix(random)}${invoice.number}${noise(random)}`);
    case 'rf-reference':
      return withReference(whole(''), invoice, random);
    case 'number-reformatted':
      return whole(`${prefix(random)}${reformatted(invoice, random)}${noise(random)}`);
    case 'suffix-only':
      return whole(
        random.pick([`FACT ${suffix(invoice)}`, `FACTURE NO ${suffix(invoice)}`, `F${invoice.number.slice(-6)}`]),
      );
    case 'number-reordered':
      return whole(`${prefix(random)}${reordered(invoice, random)}`);
    case 'typo':
      return whole(`${prefix(random)}${withTypo(invoice, random)}`, byAmount());
    case 'number-truncated':
      return whole(`${prefix(random)}${invoice.number.slice(0, -1)}`, byAmount());
    case 'name-only':
      return whole(nothingUseful(invoice, random), byAmount());
    case 'subscription':
      return paySubscription(situation, whole, byAmount());
    case 'group-payer':
      return payForSubsidiary(situation, whole, customers.get(customer.paidBy as string) as DemoCustomer, byAmount());
    case 'unknown-payer':
      return whole(`${prefix(random)}${invoice.number}`, 'decidable', { name: random.pick(PRIVATE_NAMES) });
    case 'amount-only':
      return whole('', 'weak', 'anonymous');
    case 'decoy-number':
      return whole(decoy(situation), byAmount());
    case 'partial':
      return payPart(situation, own);
    case 'partial-rest':
      return whole(`SOLDE ${invoice.number}`);
    case 'after-return':
      return whole(`REGUL PRELEVEMENT REJETE ${invoice.number}`);
    case 'paid-twice':
      return whole(`${prefix(random)}${invoice.number}`);
    default:
      return payLess(scenario, situation, own);
  }
}

const PRIVATE_NAMES = ['MME CAUSSE ODETTE', 'M OU MME LAPEYRE', 'M BENAZET YVON', 'MLLE ESTEBE CLAIRE'];

/** The right answer: these invoices of this customer. */
export function truthOf(
  scenario: string,
  label: TruthLabel,
  customer: DemoCustomer,
  allocations: readonly TrueAllocation[],
): DemoTruth {
  return { scenario, label, customer: customer.id, allocations };
}

function withReference(receipt: Receipt, invoice: DemoInvoice, random: Random): Receipt {
  const reference = invoice.reference as string;
  if (random.chance(65)) return { ...receipt, structuredReference: reference };
  return { ...receipt, text: random.chance(50) ? (reference.match(/.{1,4}/g) as string[]).join(' ') : reference };
}

function paySubscription({ invoice, random }: Situation, whole: Whole, byAmount: TruthLabel): Receipt {
  if (random.chance(35)) return whole(`ABONNEMENT ${monthName(invoice.issued)} 2026`);
  return whole(random.pick(['VIREMENT PERMANENT', 'CONTRAT MAINTENANCE', 'ABONNEMENT']), byAmount);
}

type Whole = (text: string, label?: TruthLabel, payer?: Payer) => Receipt;

function payForSubsidiary(
  { invoice, random }: Situation,
  whole: Whole,
  parent: DemoCustomer,
  byAmount: TruthLabel,
): Receipt {
  const payer = { name: parent.name, ...parent.account };
  if (random.chance(55)) return whole(`${prefix(random)}${invoice.number}`, 'decidable', payer);
  return whole(`${random.pick(['POUR', 'P/C', 'OBO'])} ${bankCase(invoice.customer.name)}`, byAmount, payer);
}

function decoy({ invoice, day, book, random }: Situation): string {
  const other = random.pick(book.openOfOthers(invoice.customer, day));
  const word = random.pick(['COMMANDE', 'BL', 'BON', 'CLIENT', 'DEVIS']);
  return `${word} ${random.chance(50) ? other.number.slice(-6) : suffix(other)}`;
}

function payPart({ invoice, random }: Situation, payer: Payer): Receipt {
  const percent = BigInt(random.pick([25, 30, 40, 50]));
  const amount = divideRounded(invoice.open * percent, 10_000n) * 100n;
  const text = `${random.pick(['ACOMPTE', '1ER VERSEMENT', 'ACOMPTE SUR'])} ${invoice.number}`;
  return { text, amount, payer, truth: truthOf('partial', 'decidable', invoice.customer, [{ invoice, amount }]) };
}

/** Less (or a little more) than asked for, and nothing more is owed: discount, fee of a foreign bank, rounding. */
function payLess(scenario: 'discount' | 'fee-deducted' | 'rounding', situation: Situation, payer: Payer): Receipt {
  const { invoice, random } = situation;
  const { open, number, customer } = invoice;
  const parts = {
    discount: () => ({
      kind: 'discount' as const,
      amount: divideRounded(open * 2n, 100n),
      text: `${number}${random.pick([' ESC 2%', ' ESCOMPTE 2 POURCENT', ''])}`,
    }),
    'fee-deducted': () => ({
      kind: 'bank-fee' as const,
      amount: random.pick([500n, 850n, 1200n, 1500n, 2500n]),
      text: `/INV/${number} CHGS SHA`,
    }),
    rounding: () => ({
      kind: 'rounding' as const,
      amount: random.chance(60) ? open % 100n : -BigInt(random.between(1, 9)),
      text: `${prefix(random)}${number}`,
    }),
  };
  const { kind, amount: rest, text } = parts[scenario]();
  const allocation = { invoice, amount: open - rest, adjustment: { kind, amount: rest } };
  return {
    text,
    amount: open - rest,
    payer,
    ...(scenario === 'fee-deducted' && random.chance(60) && { charges: rest }),
    truth: truthOf(scenario, 'decidable', customer, [allocation]),
  };
}

/** The day on which the rest of a part payment, or the same payment again, arrives. */
export function laterDay(day: Day, random: Random, from: number, to: number): Day {
  return addDays(day, random.between(from, to));
}
