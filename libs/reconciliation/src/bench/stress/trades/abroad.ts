import { addDays, ibanCheckDigits, parseDay } from '@lettrage/domain';
import type { Random } from '../../random.js';
import { isPayable, several, whole, type Deed, type Occasion } from '../cases.js';
import type { Trade } from '../stress.js';
import type { Bill, Client, StressWorld } from '../world.js';
import { addBill, clientOf, inLines, plain } from './parts.js';

interface Country {
  readonly numbers: readonly string[];
  readonly firms: readonly string[];
  readonly people: readonly string[];
  readonly forms: readonly string[];
  readonly leads: readonly string[];
  readonly besides: readonly string[];
  readonly labels: readonly string[];
}

const list = (text: string): readonly string[] => text.split(';');

const COUNTRIES: readonly Country[] = [
  {
    numbers: list('RE-{y}-{4};{y}/{4}-A;R{yy}{5};{yy}-{4};RG{y}{4};{6}'),
    firms: list('Müller;Großmann;Schäfer;Weiß;Böhm;Krüger;Vogel;Lang;Jäger;Sommer'),
    people: list('Maschinenbau;Elektrotechnik;Spedition;Bäckerei;Möbel;Bau;Handel;Service;Nord;Süd'),
    forms: list('GmbH;GmbH & Co. KG;AG;e.K.;OHG;UG'),
    leads: list(';Rg.Nr. ;Rg. ;Rechnung ;Rechnung Nr. ;RE-NR ;Re.-Nr.: ;RNR ;Rechnungsnummer ;Beleg ;Ihre Rechnung '),
    besides: list(
      ';; vom {d}; Kd-Nr {n5}; Kundennr. {n5}; KDNR {n6}; Auftrag {n5}; LS {n5}; abzgl. Skonto; Danke; USt-Id DE{n9}; Bestellung {n4}',
    ),
    labels: list(
      'SEPA-GUTSCHRIFT {n} {t};EREF+{e}SVWZ+{t}ABWA+{n};GUTSCHR. UEBERWEISUNG {n} {t};{n} {t};SVWZ+{t} ORDP+{n}',
    ),
  },
  {
    numbers: list('{y}-{4};{y}{4};F{y}{3};{5};VF{yy}-{5};{yy}{5}'),
    firms: list('de Vries;van den Berg;Jansen;Bakker;Visser;Smit;de Boer;Mulder;Bos;van Dijk'),
    people: list('Transport;Bouw;Techniek;Handel;Beheer;Logistiek;Advies;Groep'),
    forms: list('B.V.;BV;N.V.;V.O.F.;'),
    leads: list(';factuur ;Factuurnr. ;factuurnummer ;fact.nr ;betaling factuur ;inzake ;Betreft: '),
    besides: list(';; d.d. {d}; klantnr {n5}; debiteur {n5}; order {n5}; kenmerk {n6}; dank'),
    labels: list(
      '/TRTP/SEPA OVERBOEKING/NAME/{n}/REMI/{t}/EREF/{e};SEPA OVERBOEKING {n} {t};{n} {t};OVERSCHR. {n} OMSCHRIJVING: {t}',
    ),
  },
  {
    numbers: list('{n}/{y};{n}/A;FPR {n}/{yy};{4}/{y};V2-{n};{n}'),
    firms: list('Rossi;Bianchi;Ferrari;Esposito;Ricci;Conti;De Luca;Costa;Marini;Greco'),
    people: list('Impianti;Trasporti;Costruzioni;Alimentari;Arredamenti;Meccanica;Servizi'),
    forms: list('S.r.l.;SRL;S.p.A.;SPA;S.n.c.;S.a.s.'),
    leads: list(';saldo fattura n. ;SALDO FATT. ;FT ;ft. n. ;FATT N ;pagamento fattura ;ns. dare ft '),
    besides: list(';; del {d}; DEL {d}; ordine {n4}; DDT {n4}; rif. {n5}; cod. cliente {n4}; grazie'),
    labels: list(
      'BONIFICO A VOSTRO FAVORE ORD: {n} CAUSALE: {t};BON.DA {n} {t};ACCREDITO BONIFICO {n} {t} CRO {e};{n} {t}',
    ),
  },
];

/** Customers in Germany, the Netherlands or Italy: their numbers, their words, and labels broken where a line ends. */
export const ABROAD: Trade = {
  id: 'abroad',
  build,
  cases: [
    ['named', 26, (o) => whole(o, `${lead(o)}${written(o)}${beside(o)}`)],
    ['named after clutter', 8, (o) => whole(o, `${beside(o).trim()} ${lead(o)}${written(o)}`)],
    ['not named', 10, (o) => whole(o, o.random.pick(['', lead(o), 'Zahlung', 'betaling', 'saldo']))],
    ['several named', 12, severalNamed],
    ['not its number', 6, (o) => whole(o, beside(o))],
    ['one digit off', 5, oneOff],
    ['somebody else’s number', 4, elses],
    ['a number that is gone', 4, goneNumber],
    ['gone bill paid again', 3, again],
    ['discount nobody agreed', 4, discount],
    ['part', 4, part],
    ['paid by a stranger', 3, stranger],
    ['all that is owed', 3, (o) => several(o, () => o.random.pick(['Saldo', 'offene Posten', 'diverse facturen']))],
  ],
  label: (random, name, text) => {
    const { labels } = countryOf(name);
    const id = random.pick(['NOTPROVIDED', random.digits(9), `${random.digits(4)}-${random.digits(6)}`]);
    const whole = plain(random.pick(labels).replace('{n}', name).replace('{t}', text).replace('{e}', id)).replace(
      / +/g,
      ' ',
    );
    const kind = random.next();
    if (kind < 0.35) return inLines(whole, random.pick([27, 35]), random.pick([4, 6, 14]));
    return whole.slice(0, random.pick([31, 62, 140])).trim();
  },
  text: (random, text) =>
    random.chance(0.25)
      ? inLines(plain(text), random.pick([27, 35]), 4)
      : random.chance(0.5)
        ? plain(text)
        : text.slice(0, 140),
  nameOf: (random, { bare, form }) =>
    random.pick([
      `${bare} ${form}`,
      bare,
      plain(`${bare} ${form}`),
      plain(bare),
      `${bare} ${form}`.slice(0, 20).trim(),
    ]),
};

/** The country by a customer's name: a world is of one. */
function countryOf(name: string): Country {
  const word = plain(name);
  return COUNTRIES.find(({ firms }) => firms.some((firm) => word.includes(plain(firm)))) ?? COUNTRIES[0]!;
}

function build(random: Random, bills: number): StressWorld {
  const at = random.whole(0, COUNTRIES.length - 1);
  const { numbers, firms, people, forms } = COUNTRIES[at]!;
  const code = ['DE', 'NL', 'IT'][at]!;
  const pattern = random.pick(numbers);
  const clients: Client[] = [];
  for (let n = 0; n < Math.max(4, Math.round(bills / random.pick([2, 5, 10]))); n++) {
    const bare = `${random.pick(firms)} ${random.pick(people)}`;
    clients.push(clientOf(random, n, { bare, form: random.pick(forms), iban: ibanIn(random, code) }));
  }
  const prices = Array.from({ length: 25 }, () => BigInt(random.whole(20, 900)) * 119n);
  const few = random.chance(0.4);
  const first = random.pick([1, 12, 230, 1180]);
  const all: Bill[] = [];
  for (let n = 0; n < bills; n++) {
    const day = addDays(parseDay('2026-01-05'), Math.floor((n * 255) / bills));
    const total = few ? random.pick(prices) : BigInt(random.whole(3_000, 900_000));
    const number = pattern
      .replace('{y}', '2026')
      .replace('{yy}', '26')
      .replace(/\{(\d)\}/, (_, width: string) => String(first + n).padStart(Number.parseInt(width, 10), '0'))
      .replace('{n}', String(first + n));
    all.push(addBill(random, random.pick(clients), { number, day, terms: random.pick([14, 30, 30, 60]), total }));
  }
  return { clients, bills: all };
}

function ibanIn(random: Random, country: string): string {
  const bban =
    country === 'DE' ? random.digits(18) : country === 'NL' ? `ABNA${random.digits(10)}` : `X${random.digits(22)}`;
  return `${country}${ibanCheckDigits(country, bban)}${bban}`;
}

function lead(o: Occasion): string {
  return o.random.pick(countryOf(o.bill.owner.bare).leads);
}

function beside(o: Occasion): string {
  return o.random
    .pick(countryOf(o.bill.owner.bare).besides)
    .replace('{d}', o.bill.item.issueDate.split('-').reverse().join('.'))
    .replace(/\{n(\d)\}/, (_, size: string) => o.random.digits(Number.parseInt(size, 10)));
}

function written({ random, bill }: Occasion): string {
  const { number } = bill.item;
  return random.pick([number, number, number, number.replace(/[^A-Z0-9]/g, ' '), number.replace(/[^A-Z0-9]/g, '')]);
}

function severalNamed(o: Occasion): Deed | undefined {
  const joint = o.random.pick([', ', ' + ', ' und ', ' en ', ' e ', ' ', '; ', ' / ']);
  return several(o, (chosen) => lead(o) + chosen.map(({ item }) => item.number).join(joint));
}

function oneOff(o: Occasion): Deed {
  const { number } = o.bill.item;
  const at = o.random.pick([...number].flatMap((letter, index) => (/\d/.test(letter) ? [index] : [])));
  return whole(o, lead(o) + number.slice(0, at) + o.random.digits(1) + number.slice(at + 1));
}

function elses(o: Occasion): Deed | undefined {
  const open = o.world.bills.filter((one) => one.owner !== o.bill.owner && isPayable(one, o.day));
  const other = open.find(({ item }) => item.open === o.bill.item.open) ?? open[0];
  return other && whole(o, lead(o) + other.item.number);
}

function goneNumber(o: Occasion): Deed | undefined {
  const gone = o.bill.owner.bills.find((one) => one.gone);
  return gone && whole(o, lead(o) + gone.item.number);
}

function again(o: Occasion): Deed | undefined {
  const gone = o.bill.owner.bills.find((one) => one.gone);
  if (!gone) return undefined;
  const amount = gone.item.total;
  return { text: lead(o) + gone.item.number, amount, pays: [], onAccount: amount };
}

/** Two or three per cent are kept though nothing was agreed: still owed. */
function discount(o: Occasion): Deed | undefined {
  if (o.bill.item.open < 10_000n) return undefined;
  const amount = o.bill.item.open - (o.bill.item.open * o.random.pick([2n, 3n])) / 100n;
  const text = `${lead(o)}${o.bill.item.number} ${o.random.pick(['abzgl. 2% Skonto', '-3% Skonto', 'sconto', ''])}`;
  return { text, amount, pays: [{ bill: o.bill, amount }] };
}

function part(o: Occasion): Deed {
  const amount = o.bill.item.open / 2n;
  const text = o.random.pick([
    `Anzahlung ${o.bill.item.number}`,
    `Teilzahlung ${o.bill.item.number}`,
    `acconto ${o.bill.item.number}`,
    'Rate 1/2',
  ]);
  return { text, amount, pays: [{ bill: o.bill, amount }] };
}

function stranger(o: Occasion): Deed | undefined {
  const sender = o.random.pick(o.world.clients);
  const owes = sender.bills.some((one) => isPayable(one, o.day) && one.item.open === o.bill.item.open);
  return sender === o.bill.owner || owes ? undefined : { ...whole(o, lead(o) + o.bill.item.number), sender };
}
