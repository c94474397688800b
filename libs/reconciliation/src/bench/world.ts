import {
  addDays,
  creditorReference,
  ibanCheckDigits,
  parseDay,
  type CustomerIdentity,
  type Day,
  type OpenItem,
} from '@lettrage/domain';
import { branchName, companyName, type CompanyName } from './names.js';
import { NUMBERINGS, NumberWriter, type Numbering } from './numbering.js';
import type { Random } from './random.js';

/** A customer of the benchmark with its habits. */
export interface BenchCustomer {
  readonly identity: CustomerIdentity;
  readonly name: CompanyName;
  readonly iban: string;
  readonly foreign: boolean;
  readonly discount: boolean;
  readonly directDebit: boolean;
  /** Identifies the direct-debit mandate. */
  readonly mandate: string;
  readonly subscription?: bigint;
  readonly parent?: BenchCustomer;
  readonly homonym: boolean;
  readonly terms: number;
}

/** An invoice or credit note of the benchmark; `paid` says a scenario has used it. */
export interface BenchItem {
  readonly item: OpenItem;
  /** Its instalments where it is paid in several; each is a row of the open items. */
  readonly instalments?: readonly { readonly due: Day; readonly amount: bigint }[];
  readonly customer: BenchCustomer;
  readonly subscription: boolean;
  paid: boolean;
}

/** The world of one seed. */
export interface World {
  readonly numberings: readonly Numbering[];
  readonly customers: readonly BenchCustomer[];
  readonly items: readonly BenchItem[];
  readonly byCustomer: ReadonlyMap<BenchCustomer, readonly BenchItem[]>;
}

const ROUND = [48n, 90n, 120n, 180n, 240n, 300n, 480n, 600n, 960n, 1200n, 1800n, 3000n];
const SUBSCRIPTIONS = [4900n, 9900n, 12000n, 34800n, 60000n];
const MONTHS_OF_SUBSCRIPTION = 9;
/** A tenth of the documents are of the year before: their running numbers come again. */
const FIRST_ISSUE = parseDay('2025-10-01');

/** Builds customers and nine months of documents, numbers in the order of issue. The seed picks the numbering. */
export function buildWorld(random: Random, customerCount: number, invoiceCount: number, seed: number): World {
  const first = NUMBERINGS[seed % NUMBERINGS.length]!;
  const second = NUMBERINGS[(seed * 7 + 3) % NUMBERINGS.length]!;
  const numberings = random.chance(0.4) ? [first, second] : [first];
  const customers: BenchCustomer[] = [];
  for (let index = 0; index < customerCount; index++) customers.push(buildCustomer(random, index, customers));
  const writer = new NumberWriter(numberings);
  const items: BenchItem[] = [];
  const byCustomer = new Map<BenchCustomer, BenchItem[]>();
  const usedNumbers = new Set<string>();
  planIssues(random, customers, invoiceCount).forEach((issue, index) => {
    const made = [...documents(random, writer, issue, index)].filter(({ item }) => !usedNumbers.has(item.number));
    for (const { item } of made) usedNumbers.add(item.number);
    items.push(...made);
    byCustomer.set(issue.customer, [...(byCustomer.get(issue.customer) ?? []), ...made]);
  });
  return { numberings, customers, items, byCustomer };
}

interface Issue {
  readonly customer: BenchCustomer;
  readonly day: Day;
  readonly amount: bigint;
  readonly subscription: boolean;
}

function planIssues(random: Random, customers: readonly BenchCustomer[], count: number): Issue[] {
  const issues: Issue[] = [];
  for (const customer of customers) {
    if (customer.subscription === undefined) continue;
    for (let month = 1; month <= MONTHS_OF_SUBSCRIPTION; month++)
      issues.push({ customer, day: parseDay(`2026-0${month}-01`), amount: customer.subscription, subscription: true });
  }
  while (issues.length < count) {
    const day = addDays(FIRST_ISSUE, random.chance(0.1) ? random.whole(0, 92) : random.whole(93, 360));
    issues.push({ customer: random.pick(customers), day, amount: amountOf(random), subscription: false });
  }
  return issues.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

function* documents(random: Random, writer: NumberWriter, issue: Issue, index: number): Iterable<BenchItem> {
  const { customer, day, amount, subscription } = issue;
  const number = writer.write('invoice', day, index);
  const item = invoice(random, customer, number, day, amount);
  const split = !subscription && amount > 30_000n && random.chance(0.03);
  yield { item, customer, subscription, paid: false, ...(split && { instalments: instalmentsOf(item) }) };
  if (subscription || !random.chance(0.05)) return;
  const credit = (amount * BigInt(random.whole(5, 40))) / 100n;
  const later = addDays(day, 5);
  yield {
    item: creditNote(customer, writer.write('credit', later, index), later, credit),
    customer,
    subscription: false,
    paid: false,
  };
}

/** Three parts due a month apart; the first takes the odd cents. */
function instalmentsOf({ total, dueDate }: OpenItem): { due: Day; amount: bigint }[] {
  const part = total / 3n;
  return [total - 2n * part, part, part].map((amount, index) => ({ due: addDays(dueDate, index * 30), amount }));
}

function buildCustomer(random: Random, index: number, earlier: readonly BenchCustomer[]): BenchCustomer {
  const twin = earlier.length > 0 && random.chance(1 / 60) ? random.pick(earlier) : undefined;
  const kin = earlier.length > 0 && random.chance(1 / 40) ? random.pick(earlier) : undefined;
  const name = twin?.name ?? (kin ? branchName(random, kin.name) : companyName(random));
  const foreign = random.chance(0.08);
  const iban = foreign ? foreignIban(random) : frenchIban(random);
  const eligible = earlier.filter((one) => !one.parent && !one.foreign);
  const parent = random.chance(0.05) && eligible.length > 0 ? random.pick(eligible.slice(0, 40)) : undefined;
  const groupId = parent ? `G${parent.identity.id}` : undefined;
  if (parent && !parent.identity.groupId) Object.assign(parent.identity, { groupId });
  const id = `C${String(index + 1).padStart(4, '0')}`;
  const identity: CustomerIdentity = {
    id,
    name: `${name.own} ${name.form}`,
    ibans: random.chance(0.4) ? [iban] : [],
    ...(groupId && { groupId }),
  };
  return {
    identity,
    name,
    iban,
    foreign,
    discount: random.chance(0.12),
    directDebit: !foreign && random.chance(0.1),
    mandate: `MD${random.digits(8)}`,
    ...(random.chance(0.12) && { subscription: random.pick(SUBSCRIPTIONS) }),
    ...(parent && { parent }),
    homonym: twin !== undefined,
    terms: random.pick([30, 30, 45, 60]),
  };
}

/** A French IBAN with valid check digits; the account is invented. */
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

function invoice(random: Random, customer: BenchCustomer, number: string, issueDate: Day, total: bigint): OpenItem {
  const body = number.replace(/\D/g, '');
  return {
    number,
    kind: random.chance(0.01) ? 'deposit' : 'invoice',
    customer: customer.identity,
    issueDate,
    dueDate: addDays(issueDate, customer.terms),
    currency: 'EUR',
    total,
    open: total,
    paymentReference: creditorReference(body),
    ...(random.chance(0.15) && { orderReference: `${random.pick(['CMD', 'BC', 'PO'])}-${random.digits(6)}` }),
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
