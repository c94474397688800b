import {
  addDays,
  creditorReference,
  ibanCheckDigits,
  parseDay,
  type CustomerIdentity,
  type Day,
  type OpenItem,
} from '@lettrage/domain';
import type { Random } from './random.js';

/** A customer of the benchmark with its habits. */
export interface BenchCustomer {
  readonly identity: CustomerIdentity;
  readonly iban: string;
  readonly legalForm: string;
  readonly words: readonly string[];
  readonly foreign: boolean;
  readonly discount: boolean;
  readonly subscription?: bigint;
  readonly parent?: BenchCustomer;
  readonly terms: number;
}

/** An invoice or credit note of the benchmark; `paid` says a scenario has used it. */
export interface BenchItem {
  readonly item: OpenItem;
  readonly customer: BenchCustomer;
  readonly subscription: boolean;
  paid: boolean;
}

/** The world of one seed. */
export interface World {
  readonly customers: readonly BenchCustomer[];
  readonly items: readonly BenchItem[];
  readonly byCustomer: ReadonlyMap<BenchCustomer, readonly BenchItem[]>;
}

const TRADES =
  'ATELIER MENUISERIE TRANSPORTS BOULANGERIE GARAGE IMPRIMERIE PLOMBERIE JARDINS TRAITEUR OPTIQUE PHARMACIE LIBRAIRIE CONSTRUCTION PEINTURES ELECTRICITE INFORMATIQUE CONSEIL LOGISTIQUE NEGOCE EMBALLAGES MECANIQUE TEXTILES VIGNOBLES CARRELAGES'.split(
    ' ',
  );
const STEMS = 'BRE VAL MON ROC FER LAN CAR DUR PER SAU GRI TOU MAR BEL COR LES NOU VIL CHA PRE'.split(' ');
const MIDS = 'TI NA LO VE RI DO CHE MI RA GE SO BAU'.split(' ');
const ENDS = 'ER EAU ARD IN OT ET ON AUD IEU ELLE AC OIS'.split(' ');
const FORMS = ['SARL', 'SAS', 'SA', 'EURL', 'SASU', 'SCI'];
const ROUND = [48n, 90n, 120n, 180n, 240n, 300n, 480n, 600n, 960n, 1200n, 1800n, 3000n];
const SUBSCRIPTIONS = [4900n, 9900n, 12000n, 34800n, 60000n];

/** Builds customers and nine months of invoices, numbers in the order of issue. */
export function buildWorld(random: Random, customerCount: number, invoiceCount: number): World {
  const customers: BenchCustomer[] = [];
  for (let index = 0; index < customerCount; index++) customers.push(buildCustomer(random, index, customers));
  const issues: { customer: BenchCustomer; day: Day; amount: bigint; subscription: boolean }[] = [];
  for (const customer of customers) {
    if (customer.subscription === undefined) continue;
    for (let month = 1; month <= 9; month++) {
      issues.push({ customer, day: parseDay(`2026-0${month}-01`), amount: customer.subscription, subscription: true });
    }
  }
  while (issues.length < invoiceCount) {
    const day = addDays(parseDay('2026-01-02'), random.whole(0, 268));
    issues.push({ customer: random.pick(customers), day, amount: amountOf(random), subscription: false });
  }
  issues.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const items: BenchItem[] = [];
  const byCustomer = new Map<BenchCustomer, BenchItem[]>();
  let credits = 0;
  issues.forEach(({ customer, day, amount, subscription }, index) => {
    const number = `FA2026-${String(index + 1).padStart(6, '0')}`;
    const made = [{ item: invoice(customer, number, day, amount), customer, subscription, paid: false }];
    if (!subscription && random.chance(0.05)) {
      const credit = (amount * BigInt(random.whole(5, 40))) / 100n;
      const creditNumber = `AV2026-${String(++credits).padStart(5, '0')}`;
      made.push({
        item: creditNote(customer, creditNumber, addDays(day, 5), credit),
        customer,
        subscription: false,
        paid: false,
      });
    }
    items.push(...made);
    byCustomer.set(customer, [...(byCustomer.get(customer) ?? []), ...made]);
  });
  return { customers, items, byCustomer };
}

function buildCustomer(random: Random, index: number, earlier: readonly BenchCustomer[]): BenchCustomer {
  const homonym = earlier.length > 0 && random.chance(1 / 60) ? random.pick(earlier) : undefined;
  const words =
    homonym?.words ??
    (random.chance(0.6)
      ? [random.pick(TRADES), surname(random)]
      : [surname(random), random.pick(TRADES), random.pick(['NORD', 'SUD', 'OUEST', 'CENTRE'])]);
  const legalForm = homonym?.legalForm ?? random.pick(FORMS);
  const foreign = random.chance(0.08);
  const iban = foreign ? foreignIban(random) : frenchIban(random);
  const eligible = earlier.filter((one) => !one.parent && !one.foreign);
  const parent = random.chance(0.05) && eligible.length > 0 ? random.pick(eligible.slice(0, 40)) : undefined;
  const groupId = parent ? `G${parent.identity.id}` : undefined;
  if (parent && !parent.identity.groupId) Object.assign(parent.identity, { groupId });
  const id = `C${String(index + 1).padStart(4, '0')}`;
  const known = random.chance(0.4);
  const identity: CustomerIdentity = {
    id,
    name: `${words.join(' ')} ${legalForm}`,
    ibans: known ? [iban] : [],
    ...(groupId && { groupId }),
  };
  return {
    identity,
    iban,
    legalForm,
    words,
    foreign,
    discount: random.chance(0.12),
    ...(random.chance(0.12) && { subscription: random.pick(SUBSCRIPTIONS) }),
    ...(parent && { parent }),
    terms: random.pick([30, 30, 45, 60]),
  };
}

export function surname(random: Random): string {
  return random.pick(STEMS) + (random.chance(0.7) ? random.pick(MIDS) : '') + random.pick(ENDS);
}

export function frenchIban(random: Random): string {
  const bban = `30004${random.digits(5)}${random.digits(11)}${random.digits(2)}`;
  return `FR${ibanCheckDigits('FR', bban)}${bban}`;
}

function foreignIban(random: Random): string {
  const bban = random.digits(18);
  return `DE${ibanCheckDigits('DE', bban)}${bban}`;
}

/** 35 % list prices, 25 % quantity × price with VAT, 40 % log-normal around 800. In cents. */
function amountOf(random: Random): bigint {
  const kind = random.next();
  if (kind < 0.35) return random.pick(ROUND) * 100n;
  if (kind < 0.6) return BigInt(random.whole(1, 20)) * BigInt(random.whole(5, 120)) * 120n;
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return BigInt(Math.max(900, Math.round(80_000 * Math.exp(normal * 0.9))));
}

function invoice(customer: BenchCustomer, number: string, issueDate: Day, total: bigint): OpenItem {
  const body = number.replace(/\D/g, '');
  return {
    number,
    kind: 'invoice',
    customer: customer.identity,
    issueDate,
    dueDate: addDays(issueDate, customer.terms),
    currency: 'EUR',
    total,
    open: total,
    paymentReference: creditorReference(body),
    ...(customer.discount && { discount: { percent: '2.00', until: addDays(issueDate, 10) } }),
  };
}

function creditNote(customer: BenchCustomer, number: string, issueDate: Day, amount: bigint): OpenItem {
  return {
    number,
    kind: 'credit-note',
    customer: customer.identity,
    issueDate,
    dueDate: issueDate,
    currency: 'EUR',
    total: -amount,
    open: -amount,
  };
}
