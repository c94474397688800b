import { parseDay } from '@lettrage/domain';
import type { Random } from '../../random.js';
import { whole, several, type Deed, type Occasion } from '../cases.js';
import type { Trade } from '../stress.js';
import { labelled } from '../texts.js';
import { ibanOf, type Bill, type Client, type StressWorld } from '../world.js';
import { addBill, clientOf } from './parts.js';

const SURNAMES =
  'MARTIN BERNARD PETIT DURAND MOREAU SIMON LAURENT MICHEL GARCIA DAVID VINCENT ANDRE MERCIER DUPONT LAMBERT FONTAINE ROUSSEAU NGUYEN DA SILVA DIALLO LE GOFF DE OLIVEIRA'
    .replace('DA SILVA', 'DA_SILVA')
    .replace('LE GOFF', 'LE_GOFF')
    .replace('DE OLIVEIRA', 'DE_OLIVEIRA')
    .split(' ')
    .map((name) => name.replace('_', ' '));
const GIVEN = 'MARIE JEAN PIERRE PAUL ANNE LUC JULIE SOPHIE NICOLAS LEA LOUIS AGNES ERIC YANN KARIM INES'.split(' ');
const MONTHS = 'JANVIER FEVRIER MARS AVRIL MAI JUIN JUILLET AOUT SEPTEMBRE OCTOBRE'.split(' ');

/**
 * An association or a manager of flats: nobody ever writes a number. People pay, couples and families among them, an
 * allowance pays a part of a rent, and rents of one house are alike.
 */
export const LETTING: Trade = {
  id: 'letting',
  build,
  cases: [
    ['name alone', 30, (o) => whole(o, '')],
    ['rent', 20, (o) => whole(o, `${o.random.pick(['LOYER', 'LOYER APPT 12', 'COTISATION', 'CHARGES', 'DON'])}`)],
    ['month', 20, (o) => whole(o, `LOYER ${month(o)}`)],
    ['paid by the partner', 10, partner],
    ['rent less an allowance', 6, lessAllowance],
    ['an allowance', 6, allowance],
    ['several', 6, (o) => several(o, () => o.random.pick(['', 'LOYERS', 'ARRIERES', 'SOLDE']))],
    ['more than is due', 4, more],
    ['a gift of the same amount', 5, gift],
    ['a namesake pays', 4, namesake],
  ],
  label: labelled,
  text: (_, text) => text.slice(0, 140),
  nameOf: person,
};

function build(random: Random, bills: number): StressWorld {
  const clients: Client[] = [];
  for (let n = 0; n < Math.max(4, Math.round(bills / random.pick([2, 5, 9]))); n++) {
    const relative = clients.length > 0 && random.chance(0.1) ? random.pick(clients) : undefined;
    const surname = relative ? relative.bare.slice(0, relative.bare.lastIndexOf(' ')) : random.pick(SURNAMES);
    const shared = relative && random.chance(0.3) ? { iban: relative.iban } : {};
    clients.push(
      clientOf(random, n, { bare: `${surname} ${random.pick(GIVEN)}`, form: random.pick(['M', 'MME', '']), ...shared }),
    );
  }
  const house = Array.from({ length: 8 }, () => BigInt(random.whole(280, 1400)) * 100n);
  const rents = new Map(
    clients.map((client) => [client, random.chance(0.6) ? random.pick(house) : BigInt(random.whole(20_000, 150_000))]),
  );
  const all: Bill[] = [];
  const count = Math.max(1, Math.round(bills / clients.length));
  for (let n = 0; n < count; n++) {
    clients.forEach((owner, at) => {
      const day = parseDay(`2026-0${9 - (n % 9)}-01`);
      const number = `QA-${day.slice(0, 7)}-${String(at + 1).padStart(4, '0')}`;
      const total = random.chance(0.1) ? rents.get(owner)! + BigInt(random.whole(1, 9000)) : rents.get(owner)!;
      all.push(addBill(random, owner, { number, day, terms: random.pick([4, 9, 30]), total }));
    });
  }
  return { clients, bills: all };
}

function month({ bill, random }: Occasion): string {
  const name = MONTHS[Number.parseInt(bill.item.issueDate.slice(5, 7), 10) - 1]!;
  return random.pick([
    name,
    `${name} 2026`,
    `${name.slice(0, 4)} 26`,
    `DE ${name}`,
    `${bill.item.issueDate.slice(5, 7)}/26`,
  ]);
}

/** People as banks print them: turned round, with a title, a partner, an initial, or the surname alone. */
function person(random: Random, { bare, form }: Client): string {
  const at = bare.lastIndexOf(' ');
  const [surname, given] = [bare.slice(0, at), bare.slice(at + 1)];
  return random.pick([
    bare,
    bare,
    `${form} ${bare}`.trim(),
    `${given} ${surname}`,
    `M OU MME ${bare}`,
    `M ${surname} ET MME ${random.pick(GIVEN)}`,
    `${surname} ${given[0]!}`,
    `${form} ${surname}`.trim(),
    `${surname}-${random.pick(SURNAMES)} ${given}`,
  ]);
}

/** A person who is no customer. */
function outsider({ random, world, bill }: Occasion): Client {
  const picks = Array.from({ length: 20 }, () => `${random.pick(SURNAMES)} ${random.pick(GIVEN)}`);
  const bare = picks.find((name) => world.clients.every((one) => one.bare !== name)) ?? 'OUTRE TOMBE';
  return { ...bill.owner, bare, form: '', iban: ibanOf(random) };
}

/** Another person's account, sometimes with the name of the one for whom. */
function partner(o: Occasion): Deed {
  const text = o.random.pick(['LOYER', `LOYER ${o.bill.owner.bare}`, `POUR ${o.bill.owner.bare}`, o.bill.owner.bare]);
  return { ...whole(o, text), sender: outsider(o) };
}

function lessAllowance(o: Occasion): Deed | undefined {
  const amount = o.bill.item.open - BigInt(o.random.whole(50, 260)) * 100n;
  return amount > 0n
    ? { text: o.random.pick(['LOYER', '', 'LOYER -APL']), amount, pays: [{ bill: o.bill, amount }] }
    : undefined;
}

/** The allowance office pays for somebody, by a number of its own. */
function allowance(o: Occasion): Deed | undefined {
  const amount = BigInt(o.random.whole(50, 260)) * 100n;
  if (amount >= o.bill.item.open) return undefined;
  const sender: Client = { ...o.bill.owner, bare: 'CAF DU RHONE', form: '', iban: ibanOf(o.random) };
  const text = `XPXREFERENCE ${o.random.digits(7)} ${o.bill.owner.bare}`;
  return { text, amount, pays: [{ bill: o.bill, amount }], sender };
}

function more(o: Occasion): Deed {
  const over = BigInt(o.random.whole(1, 80)) * 100n;
  return {
    text: 'LOYER',
    amount: o.bill.item.open + over,
    pays: [{ bill: o.bill, amount: o.bill.item.open }],
    onAccount: over,
  };
}

/** Somebody nobody knows gives just what a member owes. */
function gift(o: Occasion): Deed {
  return { text: o.random.pick(['DON', '', 'ADHESION']), amount: o.bill.item.open, pays: [], sender: outsider(o) };
}

/** Somebody of the same surname and another first name pays its own rent, which is not in the book. */
function namesake(o: Occasion): Deed {
  const at = o.bill.owner.bare.lastIndexOf(' ');
  const bare = `${o.bill.owner.bare.slice(0, at)} ${o.random.pick(GIVEN)}X`;
  return {
    text: 'LOYER',
    amount: o.bill.item.open,
    pays: [],
    sender: { ...o.bill.owner, bare, iban: ibanOf(o.random) },
  };
}
