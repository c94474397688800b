import { addDays, parseDay } from '@lettrage/domain';
import type { Random } from '../../random.js';
import { isPayable, several, whole, type Deed, type Occasion } from '../cases.js';
import type { Trade } from '../stress.js';
import { labelled, nameOf } from '../texts.js';
import type { Bill, Client, StressWorld } from '../world.js';
import { addBill, clientOf, inLines } from './parts.js';

const SURNAMES = 'MARTIN DUBOIS PETIT LEROY ROUX BLANC GARNIER VIDAL RENARD COLIN BRUN GIRAUD PEREZ LOPEZ'.split(' ');
const SHOPS = 'BOUCHERIE BOULANGERIE EPICERIE TRAITEUR PRIMEURS BAR HOTEL RESTAURANT CAVE FROMAGERIE'.split(' ');
const PLACES = 'DU PORT;DES HALLES;DE LA GARE;DU MARCHE;SAINT MICHEL;BELLEVUE;DU CENTRE;DES LILAS'.split(';');

/**
 * A wholesaler: bare running numbers of five or six digits, many bills a customer, a price list whose amounts come
 * again, and delivery notes, orders and customer codes that look just like bills.
 */
export const WHOLESALE: Trade = {
  id: 'wholesale',
  build,
  cases: [
    ['named', 22, (o) => whole(o, `${lead(o.random)}${o.bill.item.number}${beside(o)}`)],
    ['several named', 16, listed],
    ['several by their last digits', 8, shortened],
    ['not named', 8, (o) => whole(o, o.random.pick(['', 'REGLEMENT', 'VOTRE FACTURE', 'MARCHANDISES']))],
    ['delivery note named', 7, deliveryNote],
    ['the payer’s own number', 5, (o) => whole(o, `${o.random.pick(['NREF ', 'REF ', 'N/REF ', ''])}${near(o)}`)],
    ['one digit off', 5, oneOff],
    ['a bill of the same amount named', 5, twin],
    ['statement of account', 4, (o) => several(o, () => o.random.pick(['RELEVE', 'SOLDE', 'RELEVE DE FIN DE MOIS']))],
    ['deducted without a word', 4, deducted],
    ['part', 3, (o) => part(o)],
    ['gone bill paid again', 3, again],
    ['paid by a stranger', 3, stranger],
  ],
  label: (random, name, text) =>
    random.chance(0.3) ? inLines(labelled(random, name, text), random.pick([31, 35]), 4) : labelled(random, name, text),
  text: (_, text) => text.slice(0, 140),
  nameOf,
};

function build(random: Random, bills: number): StressWorld {
  const clients: Client[] = [];
  for (let n = 0; n < Math.max(4, Math.round(bills / random.pick([4, 9, 18]))); n++) {
    const bare = `${random.pick(SHOPS)} ${random.chance(0.5) ? random.pick(SURNAMES) : random.pick(PLACES)}`;
    clients.push(clientOf(random, n, { bare, form: random.pick(['', 'SARL', 'SAS', 'EURL']) }));
  }
  const tariff = Array.from({ length: 30 }, () => BigInt(random.whole(20, 900)) * random.pick([50n, 100n, 120n]));
  const first = random.pick([10_007, 48_211, 99_880, 104_310, 310_400]);
  const all: Bill[] = [];
  for (let n = 0; n < bills; n++) {
    const owner = random.pick(clients);
    const total = random.pick(tariff) * BigInt(random.pick([1, 1, 2, 3]));
    const credit = random.chance(0.05);
    all.push(
      addBill(random, owner, {
        number: String(first + n),
        day: addDays(parseDay('2026-01-05'), Math.floor((n * 255) / bills)),
        terms: random.pick([15, 30, 30, 45]),
        total: credit ? -total / 3n - 1n : total,
        ...(random.chance(0.2) && { order: random.digits(6) }),
      }),
    );
  }
  return { clients, bills: all };
}

function lead(random: Random): string {
  return random.pick([
    '',
    '',
    '',
    'FACT ',
    'FACTURE ',
    'FA',
    'F',
    'FAC ',
    'N ',
    'REGLT ',
    'FACTURE NO ',
    'VF ',
    'V/FACT ',
  ]);
}

/** Numbers that stand beside the bill's. */
function beside(o: Occasion): string {
  return o.random.pick([
    '',
    '',
    '',
    ` CLT ${o.random.digits(5)}`,
    ` BL ${near(o)}`,
    ` CDE ${o.random.digits(6)}`,
    ` ${o.random.digits(5)}`,
    ` DU ${o.bill.item.issueDate.split('-').reverse().join('/')}`,
    ` DU ${o.bill.item.issueDate.slice(8)}${o.bill.item.issueDate.slice(5, 7)}${o.bill.item.issueDate.slice(2, 4)}`,
  ]);
}

/** A number in the range of the bills', as the payer's own books or delivery notes may have. */
function near({ random, world }: Occasion): string {
  return String(Number.parseInt(random.pick(world.bills).item.number, 10) + random.pick([0, 0, 3, 17]));
}

function listed(o: Occasion): Deed | undefined {
  const joint = o.random.pick([' ', ', ', '+', '/', ' ET ', '-', ' - ', ';']);
  return several(o, (chosen) => lead(o.random) + chosen.map(({ item }) => item.number).join(joint));
}

/** `104512/13/20`, `104512 513`: each number by the digits in which it differs from the one before, or a few more. */
function shortened(o: Occasion): Deed | undefined {
  const joint = o.random.pick(['/', ' ', '-', '+', ', ']);
  return several(o, (chosen) => {
    const [head, ...rest] = chosen.map(({ item }) => item.number).sort();
    const tail = o.random.whole(2, 3);
    return lead(o.random) + [head, ...rest.map((number) => number.slice(-tail))].join(joint);
  });
}

function deliveryNote(o: Occasion): Deed {
  return whole(o, `${o.random.pick(['BL ', 'BON ', 'BON DE LIVRAISON ', 'LIVRAISON ', 'CDE ', 'CLIENT '])}${near(o)}`);
}

function oneOff(o: Occasion): Deed {
  const { number } = o.bill.item;
  const at = o.random.whole(1, number.length - 1);
  const swapped = number.slice(0, at - 1) + number[at]! + number[at - 1]! + number.slice(at + 1);
  const digit = String(o.random.whole(0, 9));
  return whole(o, lead(o.random) + o.random.pick([swapped, number.slice(0, at) + digit + number.slice(at + 1)]));
}

/** The customer has two bills of one amount and names one: the one it means. */
function twin(o: Occasion): Deed | undefined {
  const other = o.others.find(({ item }) => item.open === o.bill.item.open);
  return other && whole(o, `${lead(o.random)}${o.bill.item.number}`);
}

/** Breakage or a missing crate is deducted: what is left stays open for a person. */
function deducted(o: Occasion): Deed | undefined {
  const amount = o.bill.item.open - BigInt(o.random.whole(3, 60)) * o.random.pick([50n, 100n, 37n]);
  return amount > 0n ? { text: o.bill.item.number, amount, pays: [{ bill: o.bill, amount }] } : undefined;
}

function part(o: Occasion): Deed | undefined {
  const amount = o.bill.item.open / 2n;
  const text = o.random.pick([`ACOMPTE ${o.bill.item.number}`, `${o.bill.item.number} 1/2`, 'ACOMPTE']);
  return amount > 0n ? { text, amount, pays: [{ bill: o.bill, amount }] } : undefined;
}

function again(o: Occasion): Deed | undefined {
  const gone = o.bill.owner.bills.find((one) => one.gone && one.item.total > 0n);
  if (!gone) return undefined;
  const amount = gone.item.total;
  return { text: `${lead(o.random)}${gone.item.number}`, amount, pays: [], onAccount: amount };
}

/** A sister shop pays, which owes nothing of that amount itself. */
function stranger(o: Occasion): Deed | undefined {
  const sender = o.random.pick(o.world.clients);
  const owes = sender.bills.some((one) => isPayable(one, o.day) && one.item.open === o.bill.item.open);
  return sender === o.bill.owner || owes ? undefined : { ...whole(o, `FACT ${o.bill.item.number}`), sender };
}
