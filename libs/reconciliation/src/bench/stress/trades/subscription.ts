import { addDays, parseDay, type Day } from '@lettrage/domain';
import type { Random } from '../../random.js';
import { isPayable, several, whole, type Deed, type Occasion } from '../cases.js';
import type { Trade } from '../stress.js';
import { labelled, nameOf } from '../texts.js';
import type { Bill, Client, StressWorld } from '../world.js';
import { addBill, clientOf } from './parts.js';

const FRENCH = 'JANVIER FEVRIER MARS AVRIL MAI JUIN JUILLET AOUT SEPTEMBRE OCTOBRE'.split(' ');
const SHORT = 'JANV FEV MARS AVR MAI JUIN JUIL AOUT SEPT OCT'.split(' ');
const ENGLISH = 'JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER'.split(' ');
const SURNAMES = 'MARTIN BERNARD MARS MAI ROUX DUPUIS LACROIX BONNET FAURE NOEL CHEVALIER HUBERT'.split(' ');
const TRADES = 'DENTAIRE CONSEIL AVOCATS FITNESS COIFFURE PRESSING TAXI OPTIQUE'.split(' ');

/**
 * A subscription: everybody is billed the same price on the first of the month, and the month a payer names is all
 * there is. Some pay for the month before, in advance, twice, for two at once, or leave one out.
 */
export const SUBSCRIPTION: Trade = {
  id: 'subscription',
  build,
  cases: [
    ['month', 26, (o) => whole(o, `${lead(o.random)}${monthOf(o.random, o.bill.item.issueDate)}`)],
    ['nothing', 18, (o) => whole(o, o.random.pick(['', 'ABONNEMENT', 'VIREMENT PERMANENT', 'MENSUALITE']))],
    ['named', 14, (o) => whole(o, o.bill.item.number)],
    ['two months', 8, twoMonths],
    ['all that is owed', 4, (o) => several(o, () => o.random.pick(['SOLDE', 'RATTRAPAGE', 'ABONNEMENTS']))],
    ['a month that is paid', 7, paidMonth],
    ['in advance', 7, inAdvance],
    ['for a colleague', 4, colleague],
    ['twice', 4, (o) => ({ ...whole(o, monthOf(o.random, o.bill.item.issueDate)), then: true }) as Deed],
    ['a number that is gone', 4, goneNumber],
  ],
  label: labelled,
  text: (_, text) => text.slice(0, 140),
  nameOf,
};

function build(random: Random, bills: number): StressWorld {
  const prices = random.pick([[2990n], [4900n, 4900n, 9900n], [12_000n, 12_000n, 24_000n]]);
  const clients: Client[] = [];
  const all: Bill[] = [];
  const pattern = random.pick(['AB{ym}-{n}', '{y}-{n}', 'F{n}', '{ym}{n}']);
  for (let n = 0; n < Math.max(4, Math.round(bills / 9)); n++) {
    const bare = `${random.pick(SURNAMES)}${random.chance(0.7) ? ` ${random.pick(TRADES)}` : ''}`;
    clients.push(clientOf(random, n, { bare, form: random.pick(['', 'SARL', 'SELARL', 'M', 'MME']) }));
  }
  const pays = new Map(clients.map((client) => [client, random.pick(prices)]));
  for (let month = 1; month <= 9; month++) {
    clients.forEach((owner, at) => {
      const day = parseDay(`2026-0${month}-01`);
      const number = pattern
        .replace('{ym}', `26${String(month).padStart(2, '0')}`)
        .replace('{y}', '2026')
        .replace('{n}', String(month * 1000 + at).padStart(5, '0'));
      all.push(addBill(random, owner, { number, day, terms: random.pick([0, 10, 15, 30]), total: pays.get(owner)! }));
    });
  }
  return { clients, bills: all };
}

function lead(random: Random): string {
  return random.pick(['', '', 'ABONNEMENT ', 'ABO ', 'FACTURE ', 'MENSUALITE ', 'COTISATION ', 'VIR PERMANENT ']);
}

function monthOf(random: Random, day: Day): string {
  const [year, month] = [day.slice(0, 4), day.slice(5, 7)];
  const at = Number.parseInt(month, 10) - 1;
  return random.pick([
    FRENCH[at]!,
    `${FRENCH[at]!} ${year}`,
    `${SHORT[at]!} ${year.slice(2)}`,
    ENGLISH[at]!,
    `${month}/${year}`,
    `${month}/${year.slice(2)}`,
    `${month}-${year}`,
    `${year}-${month}`,
    `${month} ${year}`,
    `M${month}`,
  ]);
}

function twoMonths(o: Occasion): Deed | undefined {
  const [other] = o.others;
  if (!other) return undefined;
  const chosen = [o.bill, other].sort((a, b) => (a.item.issueDate < b.item.issueDate ? -1 : 1));
  const joint = o.random.pick([' ET ', '/', '-', ' + ']);
  const text = chosen.map(({ item }) => FRENCH[Number.parseInt(item.issueDate.slice(5, 7), 10) - 1]!).join(joint);
  const pays = chosen.map((bill) => ({ bill, amount: bill.item.open }));
  return { text, amount: pays.reduce((sum, { amount }) => sum + amount, 0n), pays };
}

/** A month that was paid before the book was drawn up: a second payment, whatever else is open. */
function paidMonth(o: Occasion): Deed | undefined {
  const gone = o.bill.owner.bills.find((one) => one.gone);
  if (!gone) return undefined;
  const amount = gone.item.total;
  return { text: lead(o.random) + monthOf(o.random, gone.item.issueDate), amount, pays: [], onAccount: amount };
}

/** The month after the last bill, before it is billed. */
function inAdvance(o: Occasion): Deed | undefined {
  if (o.bill.owner.bills.some((one) => one.item.issueDate > o.day && one.item.issueDate < addDays(o.day, 3)))
    return undefined;
  const text = lead(o.random) + monthOf(o.random, addDays(`${o.day.slice(0, 7)}-28` as Day, 7));
  return { text, amount: o.bill.item.total, pays: [], onAccount: o.bill.item.total };
}

/** One of the practice pays for another, and says for whom. */
function colleague(o: Occasion): Deed | undefined {
  const sender = o.random.pick(o.world.clients);
  if (sender === o.bill.owner) return undefined;
  const month = monthOf(o.random, o.bill.item.issueDate);
  return { ...whole(o, `${month} POUR ${o.bill.owner.bare}`), sender };
}

/** The number of a month that is paid, copied from an old bill; this month's is meant. */
function goneNumber(o: Occasion): Deed | undefined {
  const gone = o.bill.owner.bills.find((one) => one.gone);
  return gone && isPayable(o.bill, o.day) ? whole(o, gone.item.number) : undefined;
}
