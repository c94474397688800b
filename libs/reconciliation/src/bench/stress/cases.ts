import { daysBetween, type Day } from '@lettrage/domain';
import type { Random } from '../random.js';
import { clutter, lead, written } from './texts.js';
import type { Bill, Client, StressWorld } from './world.js';

/** What a payer does: what it writes and what it means. Minor units. */
export interface Deed {
  readonly text: string;
  readonly amount: bigint;
  readonly pays: readonly { readonly bill: Bill; readonly amount: bigint; readonly kept?: Kept }[];
  readonly onAccount?: bigint;
  /** Who sends the money, if not the customer; nobody known if null. */
  readonly sender?: Client | null;
  readonly currency?: string;
}

interface Kept {
  readonly kind: 'discount' | 'bank-fee' | 'rounding';
  readonly amount: bigint;
}

/** What a case may look at. */
export interface Occasion {
  readonly random: Random;
  readonly world: StressWorld;
  readonly bill: Bill;
  readonly day: Day;
  /** Other bills of the customer that can be paid on that day. */
  readonly others: readonly Bill[];
  /** Its credit notes. */
  readonly credits: readonly Bill[];
}

/** A name, how often it is tried, and what the payer does; nothing where it does not apply. */
export type Case = readonly [name: string, weight: number, play: (occasion: Occasion) => Deed | undefined];

/** The cases, with how often each is tried. Many of them have no answer that a machine may post. */
export const CASES: readonly Case[] = [
  [
    'named',
    22,
    (o) => whole(o, `${lead(o.random)}${written(o.random, o.bill.item.number)}${clutter(o.random, o.day)}`),
  ],
  ['named after clutter', 6, (o) => whole(o, `${clutter(o.random, o.day)} ${written(o.random, o.bill.item.number)}`)],
  [
    'not named',
    12,
    (o) => whole(o, `${o.random.pick(['', 'VIREMENT', 'FACTURE', 'REGLEMENT'])}${clutter(o.random, o.day)}`),
  ],
  ['order', 2, order],
  ['one digit off', 6, oneOff],
  ['somebody else’s number', 5, elses],
  ['a number that is gone', 5, goneNumber],
  ['several named', 7, severalNamed],
  [
    'several not named',
    5,
    (o) => several(o, (chosen) => o.random.pick(['SOLDE', 'FACTURES', 'REGLEMENT', `${chosen.length} FACTURES`])),
  ],
  ['one named of several', 3, (o) => several(o, ([first]) => `FACT ${first!.item.number}`)],
  ['less a credit note', 4, credited],
  ['part', 6, part],
  ['part of two', 2, partOfTwo],
  ['own bill set off', 2, setOff],
  ['discount, a day early or late', 3, discounted],
  ['fee kept', 3, fee],
  ['a few cents', 3, cents],
  ['too much', 3, over],
  ['paid by a relative', 4, relative],
  ['paid by a stranger', 4, stranger],
  ['paid twice', 4, (o) => ({ ...whole(o, written(o.random, o.bill.item.number)), then: true }) as Deed],
  ['gone bill paid again', 3, again],
  ['before the bill', 3, before],
  ['not for us', 5, notForUs],
  ['two customers at once', 2, twoCustomers],
  ['period', 4, (o) => whole(o, period(o))],
  ['foreign bill named', 1, foreignBill],
];

/** A bill paid as it stands. */
export function whole({ bill }: Occasion, text: string): Deed {
  return { text, amount: bill.item.open, pays: [{ bill, amount: bill.item.open }] };
}

function order(o: Occasion): Deed | undefined {
  const { orderReference } = o.bill.item;
  return orderReference ? whole(o, `COMMANDE ${orderReference}${clutter(o.random, o.day)}`) : undefined;
}

function oneOff(o: Occasion): Deed | undefined {
  const { number } = o.bill.item;
  const places = [...number].flatMap((letter, at) => (/\d/.test(letter) ? [at] : []));
  const at = o.random.pick(places.slice(-4));
  const digit = (Number.parseInt(number[at]!, 10) + o.random.whole(1, 9)) % 10;
  const wrong = o.random.pick([
    number.slice(0, at) + String(digit) + number.slice(at + 1),
    number.slice(0, at) + number.slice(at + 1),
    number.slice(0, at) + number[at]! + number.slice(at),
    number.slice(0, -1),
  ]);
  return whole(o, `${lead(o.random)}${wrong}`);
}

/** The number of an open bill of somebody else: of the same price if there is one. */
function elses(o: Occasion): Deed | undefined {
  const picks = Array.from({ length: 40 }, () => o.random.pick(o.world.bills));
  const strange = picks.filter(
    (one) => !one.gone && !one.paid && one.owner !== o.bill.owner && one.item.issueDate <= o.day,
  );
  const other = strange.find(({ item }) => item.open === o.bill.item.open) ?? strange[0];
  return other && whole(o, `${lead(o.random)}${other.item.number}`);
}

/** The payer copies the number of an earlier bill of its own, which is paid and no longer in the book. */
function goneNumber(o: Occasion): Deed | undefined {
  const gone = o.bill.owner.bills.filter((one) => one.gone && one.item.total > 0n);
  const other = gone.find(({ item }) => item.total === o.bill.item.open) ?? gone[0];
  return other && whole(o, `${lead(o.random)}${written(o.random, other.item.number)}`);
}

/** A bill paid before the book was drawn up is paid once more: no open bill is meant. */
function again(o: Occasion): Deed | undefined {
  const gone = o.bill.owner.bills.filter((one) => one.gone && one.item.total > 0n);
  const other = gone.find(({ item }) => item.total === o.bill.item.open) ?? gone[0];
  if (!other) return undefined;
  const amount = other.item.total;
  return { text: `${lead(o.random)}${written(o.random, other.item.number)}`, amount, pays: [], onAccount: amount };
}

/** Up to six bills of the customer in one payment. */
export function several(o: Occasion, text: (chosen: readonly Bill[]) => string): Deed | undefined {
  const chosen = [o.bill, ...o.random.shuffle(o.others).slice(0, o.random.whole(1, 5))];
  if (chosen.length < 2) return undefined;
  const pays = chosen.map((bill) => ({ bill, amount: bill.item.open }));
  return { text: text(chosen), amount: pays.reduce((sum, { amount }) => sum + amount, 0n), pays };
}

function severalNamed(o: Occasion): Deed | undefined {
  return several(o, (chosen) => {
    const joint = o.random.pick([' ', ', ', '+', '/', ' ET ', ' & ', '-', ';', ' - ']);
    const tail = chosen.map(({ item }) =>
      o.random.chance(0.3) ? (/\d+$/.exec(item.number)?.[0] ?? item.number) : item.number,
    );
    return lead(o.random) + tail.join(joint) + (o.random.chance(0.3) ? clutter(o.random, o.day) : '');
  });
}

function credited(o: Occasion): Deed | undefined {
  const credit = o.credits.find(({ item }) => item.open + o.bill.item.open > 0n);
  if (!credit) return undefined;
  const { number } = o.bill.item;
  const text = o.random.pick([
    `${number} - AVOIR ${credit.item.number}`,
    `${number} ${credit.item.number}`,
    `FACT ${number} MOINS AVOIR`,
    number,
    '',
  ]);
  const pays = [o.bill, credit].map((bill) => ({ bill, amount: bill.item.open }));
  return { text, amount: o.bill.item.open + credit.item.open, pays };
}

function part(o: Occasion): Deed | undefined {
  const { open, number } = o.bill.item;
  const amount = o.random.pick([
    open / 2n,
    (open * 30n) / 100n,
    open / 3n,
    (open / 10_000n) * 5000n,
    open - 2000n,
    (open * 95n) / 100n,
  ]);
  if (amount <= 0n || amount >= open) return undefined;
  const text = o.random.pick([
    `ACOMPTE ${number}`,
    number,
    `${number} 1/2`,
    `1ER VERSEMENT ${number}`,
    'ACOMPTE',
    `FACT ${number} PARTIEL`,
    '',
  ]);
  return { text, amount, pays: [{ bill: o.bill, amount }] };
}

function partOfTwo(o: Occasion): Deed | undefined {
  const [other] = o.others;
  if (!other) return undefined;
  const rest = other.item.open / 2n;
  const pays = [
    { bill: o.bill, amount: o.bill.item.open },
    { bill: other, amount: rest },
  ];
  return { text: `FACT ${o.bill.item.number} ET ACOMPTE ${other.item.number}`, amount: o.bill.item.open + rest, pays };
}

/** The customer sets a bill of its own off: less is paid, what is left stays to be cleared by a person. */
function setOff(o: Occasion): Deed | undefined {
  const own = BigInt(o.random.whole(1, 40)) * 500n;
  const amount = o.bill.item.open - own;
  if (amount <= 0n) return undefined;
  const text = `${o.bill.item.number} MOINS NOTRE FACTURE ${o.random.digits(4)}`;
  return { text, amount, pays: [{ bill: o.bill, amount }] };
}

function discounted(o: Occasion): Deed | undefined {
  const { discount, open, total, number } = o.bill.item;
  if (!discount || open !== total) return undefined;
  const kept = (total * 3n + 50n) / 100n;
  const late = o.day > discount.until;
  const text = o.random.pick([number, `${number} ESCOMPTE 3%`, 'ESC DEDUIT', '']);
  const amount = open - kept;
  return {
    text,
    amount,
    pays: [{ bill: o.bill, amount, ...(!late && { kept: { kind: 'discount', amount: kept } as const }) }],
  };
}

/** Something is kept back that nobody calls a fee: still owed, unless the text speaks of charges. */
function fee(o: Occasion): Deed | undefined {
  const kept = BigInt(o.random.whole(2, 30)) * 100n + BigInt(o.random.pick([0, 50]));
  const amount = o.bill.item.open - kept;
  if (amount <= 0n) return undefined;
  const said = o.random.chance(0.5) && kept <= 2500n;
  const text = said ? `/INV/${o.bill.item.number}/CHGS` : o.bill.item.number;
  return {
    text,
    amount,
    pays: [{ bill: o.bill, amount, ...(said && { kept: { kind: 'bank-fee', amount: kept } as const }) }],
  };
}

function cents(o: Occasion): Deed | undefined {
  const kept = BigInt(o.random.whole(1, 60)) * (o.random.chance(0.5) ? 1n : -1n);
  const amount = o.bill.item.open - kept;
  if (amount * 20n < 6000n) return undefined;
  return {
    text: o.bill.item.number,
    amount,
    pays: [{ bill: o.bill, amount, kept: { kind: 'rounding', amount: kept } }],
  };
}

function over(o: Occasion): Deed {
  const more = BigInt(o.random.whole(2, 400)) * 50n;
  const amount = o.bill.item.open + more;
  return {
    text: `FACTURE ${o.bill.item.number}`,
    amount,
    pays: [{ bill: o.bill, amount: o.bill.item.open }],
    onAccount: more,
  };
}

function kinOf({ world, bill }: Occasion): Client[] {
  const { groupId } = bill.owner.identity;
  return world.clients.filter((one) => one !== bill.owner && groupId !== undefined && one.identity.groupId === groupId);
}

function relative(o: Occasion): Deed | undefined {
  const [sender] = kinOf(o);
  if (!sender) return undefined;
  const text = o.random.pick([
    o.bill.item.number,
    `POUR ${o.bill.owner.bare}`,
    `P/C ${o.bill.owner.bare} ${o.bill.item.number}`,
    '',
    'FACTURE',
  ]);
  return { ...whole(o, text), sender };
}

function stranger(o: Occasion): Deed | undefined {
  const sender = o.random.chance(0.5) ? o.random.pick(o.world.clients) : null;
  if (sender === o.bill.owner) return undefined;
  // Who owes just this amount itself would be believed to pay for itself wherever the number is cut.
  if (sender?.bills.some((one) => isPayable(one, o.day) && one.item.open === o.bill.item.open)) return undefined;
  return { ...whole(o, `${lead(o.random)}${o.bill.item.number}${clutter(o.random, o.day)}`), sender };
}

function before(o: Occasion): Deed {
  const amount = o.random.chance(0.1) ? o.bill.item.open : BigInt(o.random.whole(1, 400)) * 700n;
  const text =
    o.random.pick(['ACOMPTE DEVIS', 'ARRHES', 'DEVIS', 'ACOMPTE 30% CDE', 'RESERVATION', 'PROVISION']) +
    ` ${o.random.digits(4)}`;
  return { text, amount, pays: [], onAccount: amount };
}

/** Money that no customer owes: the amount is an open bill's all the same. */
function notForUs(o: Occasion): Deed {
  const text = o.random.pick([
    `REMBOURSEMENT SINISTRE ${o.random.digits(4)}`,
    `EDF REMBT TROP PERCU ${o.bill.item.number}`,
    `DGFIP CREDIT TVA ${o.random.digits(4)}`,
    `AVOIR FOURNISSEUR ${o.random.digits(4)}`,
    `INDEMNITES JOURNALIERES ${o.random.digits(5)}`,
    `LOYER ${o.random.digits(4)}`,
    `APPORT ASSOCIE`,
    `CAUTION ${o.random.digits(4)}`,
    `NDF ${o.random.digits(4)}`,
    `REMISE CHEQUES ${o.random.digits(4)}`,
    `REMISE CB ${o.random.digits(4)}`,
  ]);
  return { text, amount: o.bill.item.open, pays: [], sender: null };
}

function twoCustomers(o: Occasion): Deed | undefined {
  const other = o.world.bills.find(
    (one) =>
      one.owner !== o.bill.owner &&
      !one.paid &&
      !one.gone &&
      one.item.open > 0n &&
      one.item.issueDate <= o.day &&
      one.item.currency === 'EUR',
  );
  if (!other) return undefined;
  const pays = [o.bill, other].map((bill) => ({ bill, amount: bill.item.open }));
  return { text: `${o.bill.item.number} ET ${other.item.number}`, amount: o.bill.item.open + other.item.open, pays };
}

function period({ random, bill }: Occasion): string {
  const [year, month] = bill.item.issueDate.split('-') as [string, string];
  const names = 'JANVIER FEVRIER MARS AVRIL MAI JUIN JUILLET AOUT SEPTEMBRE OCTOBRE'.split(' ');
  const name = names[Number.parseInt(month, 10) - 1]!;
  return random.pick([
    `${name} ${year}`,
    `LOYER ${name}`,
    `${month}/${year}`,
    `M${month}`,
    `ABONNEMENT ${name.slice(0, 4)}`,
    `COTIS ${name}`,
  ]);
}

function foreignBill(o: Occasion): Deed | undefined {
  return o.bill.item.currency === 'EUR' ? undefined : { ...whole(o, o.bill.item.number), currency: 'EUR' };
}

/** Days until which a bill may still be paid by a case. */
export function isPayable(bill: Bill, day: Day): boolean {
  return !bill.gone && !bill.paid && bill.item.issueDate <= day && daysBetween(bill.item.dueDate, day) < 120;
}
