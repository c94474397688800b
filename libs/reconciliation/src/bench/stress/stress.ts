import {
  addDays,
  formatMinor,
  parseDay,
  type Day,
  type HistoryRecord,
  type OpenItem,
  type TransactionLine,
} from '@lettrage/domain';
import { Random } from '../random.js';
import type { Truth } from '../truth.js';
import { CASES, isPayable, type Case, type Deed } from './cases.js';
import { labelled, nameOf } from './texts.js';
import { FIRST, ibanOf, stressWorld, type Bill, type Client, type StressWorld } from './world.js';

/** A stress run: what the engine gets, and what is right. */
export interface Stress {
  readonly items: readonly OpenItem[];
  readonly history: readonly HistoryRecord[];
  readonly lines: readonly TransactionLine[];
  readonly truth: readonly Truth[];
}

/** A kind of business: its books, what its payers do, and how their banks print it. */
export interface Trade {
  readonly id: string;
  readonly build: (random: Random, bills: number) => StressWorld;
  readonly cases: readonly Case[];
  /** A label of a bank without fields. */
  readonly label: (random: Random, name: string, text: string) => string;
  /** The text of a bank with fields, as it arrives. */
  readonly text: (random: Random, text: string) => string;
  readonly nameOf: (random: Random, client: Client) => string;
}

/** Nothing in particular, but of everything the worst. */
export const ANYTHING: Trade = {
  id: 'anything',
  build: stressWorld,
  cases: CASES,
  label: labelled,
  text: (_, text) => text.slice(0, 140),
  nameOf,
};

interface Planned {
  readonly name: string;
  readonly deed: Deed;
  readonly owner: Client;
  readonly day: Day;
}

const LAST = parseDay('2026-09-30');

/**
 * A world of another hand than the benchmark's, without its care for what can be decided: sizes from twenty items to
 * fifty thousand, equal prices, bare numbers, people who share a name, clutter around every number. It is not for rates,
 * only for looking at what was posted wrongly. The same seed gives the same bytes.
 */
export function generateStress(seed: number, bills: number, trade: Trade = ANYTHING): Stress {
  const random = new Random(seed * 7919);
  const world = trade.build(random, bills);
  const planned = plan(random, world, trade);
  planned.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const printed = planned.map((one, index) => print(random, trade, one, `S${String(index).padStart(6, '0')}`));
  const items = world.bills.filter(({ gone }) => !gone).map(({ item }) => item);
  return {
    items,
    history: random.chance(0.5) ? historyOf(random, world, trade) : [],
    lines: printed.map(({ line }) => line),
    truth: printed.map(({ truth }) => truth),
  };
}

function plan(random: Random, world: StressWorld, trade: Trade): Planned[] {
  const planned: Planned[] = [];
  const cases = trade.cases.map(([name, weight, play]) => ({ weight, value: { name, play } }));
  for (const bill of random.shuffle(world.bills)) {
    const { item, owner } = bill;
    if (bill.gone || bill.paid || item.open <= 0n || random.chance(0.15)) continue;
    const day = dayFor(random, bill);
    const others = owner.bills.filter(
      (one) => one !== bill && one.item.open > 0n && isPayable(one, day) && one.item.currency === item.currency,
    );
    const credits = owner.bills.filter(
      (one) => one.item.open < 0n && isPayable(one, day) && one.item.currency === item.currency,
    );
    const { name, play } = random.weighted(cases);
    const deed = play({ random, world, bill, day, others, credits });
    if (!deed || (item.currency !== 'EUR' && deed.currency === undefined)) continue;
    for (const one of deed.pays) one.bill.paid = true;
    planned.push({ name, deed, owner, day });
    if ('then' in deed) {
      const second = { ...deed, pays: [], onAccount: deed.amount };
      planned.push({ name: `${name}: second`, deed: second, owner, day: addDays(day, random.whole(0, 40)) });
    }
  }
  return planned.filter(({ day }) => day >= FIRST && day <= LAST);
}

function dayFor(random: Random, { item }: Bill): Day {
  const { discount } = item;
  const usual = addDays(item.dueDate, random.whole(-10, 20));
  const day = discount && random.chance(0.5) ? addDays(discount.until, random.whole(-2, 2)) : usual;
  const earliest = item.issueDate > FIRST ? item.issueDate : FIRST;
  return day < earliest ? addDays(earliest, random.whole(0, 12)) : day;
}

function print(
  random: Random,
  trade: Trade,
  { name, deed, owner, day }: Planned,
  ref: string,
): { line: TransactionLine; truth: Truth } {
  const sender = deed.sender === undefined ? owner : deed.sender;
  const payer = sender
    ? trade.nameOf(random, sender)
    : random.pick(['SERVICES COMMUNS', 'M DUPUIS ALBERT', 'GROUPE OMEGA', 'CAISSE CENTRALE']);
  const bare: TransactionLine = {
    type: 'transaction',
    ref,
    bookingDate: day,
    amount: formatMinor(deed.amount, 'EUR'),
    currency: 'EUR',
    status: 'booked',
    reversal: false,
  };
  const fields = random.chance(0.55);
  const text = deed.text.replace(/ +/g, ' ').trim();
  const arrives = trade.text(random, text);
  const line: TransactionLine = fields
    ? {
        ...bare,
        ...(arrives !== '' && { remittance: arrives }),
        counterparty: { name: payer, ...(random.chance(0.7) && { iban: sender ? sender.iban : ibanOf(random) }) },
        ...(random.chance(0.3) && {
          endToEndId: random.pick([random.digits(8), `${owner.identity.id}-${random.digits(4)}`, 'NOTPROVIDED1']),
        }),
      }
    : { ...bare, remittance: trade.label(random, payer, text) };
  return { line, truth: truthOf(ref, name, fields, deed, owner) };
}

function truthOf(ref: string, name: string, fields: boolean, deed: Deed, owner: Client): Truth {
  return {
    transaction: ref,
    scenario: name,
    channel: fields ? 'structured' : 'label-62',
    label: deed.pays.length === 0 ? 'none' : 'decidable',
    amount: deed.amount,
    customer: owner.identity.id,
    onAccount: deed.onAccount ?? 0n,
    allocations: deed.currency
      ? []
      : deed.pays.map(({ bill, amount, kept }) => ({
          invoice: bill.item.number,
          amount: formatMinor(amount, 'EUR'),
          ...(kept && { adjustment: { kind: kept.kind, amount: formatMinor(kept.amount, 'EUR') } }),
        })),
  };
}

/** What was paid before the book was drawn up, confirmed. */
function historyOf(random: Random, { bills }: StressWorld, trade: Trade): HistoryRecord[] {
  const gone = bills.filter(({ gone: past, item }) => past && item.total > 0n && item.currency === 'EUR');
  return gone.map(({ item, owner }, index) => ({
    transaction: {
      type: 'transaction',
      ref: `H${index}`,
      bookingDate: item.dueDate,
      amount: formatMinor(item.total, 'EUR'),
      currency: 'EUR',
      status: 'booked',
      reversal: false,
      remittance: item.number,
      counterparty: { name: trade.nameOf(random, owner), iban: owner.iban },
    },
    customer: owner.identity.id,
    allocations: [{ invoice: item.number, amount: formatMinor(item.total, 'EUR') }],
  }));
}
