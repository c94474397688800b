import { addDays, ibanCheckDigits, parseDay, type CustomerIdentity, type Day, type OpenItem } from '@lettrage/domain';
import type { Random } from '../random.js';

/** A document of the stress world; `paid` says a payment was planned for it. */
export interface Bill {
  readonly item: OpenItem;
  readonly owner: Client;
  /** Paid before the book was drawn up: not among the open items. */
  readonly gone: boolean;
  paid: boolean;
}

/** A customer with what its bank prints. */
export interface Client {
  readonly identity: CustomerIdentity;
  /** Words of the name without legal form. */
  readonly bare: string;
  readonly form: string;
  readonly iban: string;
  readonly bills: Bill[];
}

/** One company's books, made to be hard: its numbers, its sizes, its prices. */
export interface StressWorld {
  readonly clients: readonly Client[];
  readonly bills: readonly Bill[];
}

/** How hard a world is, and in what way. */
interface Style {
  readonly numbers: readonly string[];
  readonly prices: 'few' | 'round' | 'any' | 'tariff';
  readonly clients: 'firms' | 'people' | 'family firms' | 'mixed';
  readonly billsPerClient: number;
}

/** The first day of the statements; what is due long before is gone. */
export const FIRST = parseDay('2026-07-01');

const PATTERNS: readonly (readonly string[])[] = [
  ['{n4}'],
  ['{n5}'],
  ['{n}', 'AV{n}'],
  ['26{n4}'],
  ['F-{n4}', 'FD-{n4}'],
  ['{yyyy}.{n4}'],
  ['FV/{mm}/{yyyy}/{n3}'],
  ['{n5}{l}'],
  ['FC{yy}{mm}{n3}'],
  ['{yyyy}-{n}'],
  ['C{c}-{n3}'],
  ['P{yy}-{n4}', 'L{yy}-{n4}', 'M{yy}-{n4}'],
  ['FACT-{yyyy}-{n5}'],
  ['{n7}'],
  ['{yy}/{n5}'],
  ['RE-{n6}'],
  ['{n4}-{yy}'],
  ['FA{n6}', '{n5}'],
];
const SURNAMES =
  'MARTIN BERNARD DUBOIS THOMAS ROBERT PETIT DURAND LEROY MOREAU SIMON LAURENT LEFEBVRE MICHEL GARCIA DAVID ROUX VINCENT FOURNIER MOREL GIRARD ANDRE MERCIER BLANC GUERIN BOYER GARNIER FAURE LAMBERT MARS MAI JUIN AVRIL COMPTE ROUGE NOEL PASCAL COMMANDE BON PART'.split(
    ' ',
  );
const GIVEN = 'MARIE JEAN PIERRE PAUL ANNE LUC JULIE SOPHIE NICOLAS HELENE LEA LOUIS AGNES ERIC ODILE REMI'.split(' ');
const TRADES =
  'BATIMENT PLOMBERIE SERVICES CONSEIL TRANSPORTS HOTEL RESTAURANT PHARMACIE GARAGE IMMOBILIER FORMATION DISTRIBUTION INDUSTRIE AGRICOLE MEDICAL INGENIERIE NETTOYAGE'.split(
    ' ',
  );
const PLACES = 'PARIS LYON NANTES LILLE SUD OUEST EST NORD CENTRE ATLANTIQUE RHONE ALPES BRETAGNE FRANCE EUROPE'.split(
  ' ',
);
const FORMS = ['SARL', 'SAS', 'SA', 'EURL', 'SCI', 'SASU', 'SNC', 'GMBH', 'LTD', 'SPRL', ''];

/** Builds a world of about `bills` documents. */
export function stressWorld(random: Random, bills: number): StressWorld {
  const style: Style = {
    numbers: random.pick(PATTERNS),
    prices: random.pick(['few', 'round', 'any', 'tariff']),
    clients: random.pick(['firms', 'people', 'family firms', 'mixed']),
    billsPerClient: random.pick([1.5, 3, 6, 12, 25]),
  };
  const count = Math.max(4, Math.round(bills / style.billsPerClient));
  const clients: Client[] = [];
  for (let n = 0; n < count; n++) clients.push(clientOf(random, style, n, clients));
  const all: Bill[] = [];
  const known = new Set<string>();
  const tariff = Array.from({ length: 40 }, () => BigInt(random.whole(900, 90_000)));
  const first = random.pick([1, 1, 37, 970, 4100, 11_800]);
  for (let n = 0; n < bills; n++) {
    const owner = random.chance(0.15) ? clients[Math.floor(n / 9) % clients.length]! : random.pick(clients);
    const day = addDays(parseDay('2026-01-02'), Math.floor((n * 260) / bills));
    const number = numberOf(random, style, first + n, day, owner);
    if (known.has(number)) continue;
    known.add(number);
    const bill = billOf(random, style, owner, number, day, tariff);
    owner.bills.push(bill);
    all.push(bill);
  }
  return { clients, bills: all };
}

function clientOf(random: Random, style: Style, n: number, earlier: readonly Client[]): Client {
  const kind = style.clients === 'mixed' ? random.pick(['firms', 'people', 'family firms'] as const) : style.clients;
  const relative = earlier.length > 0 && random.chance(0.12) ? random.pick(earlier) : undefined;
  const surname = relative ? relative.bare.split(' ')[0]! : random.pick(SURNAMES);
  const bare =
    kind === 'people'
      ? `${surname} ${random.pick(GIVEN)}`
      : kind === 'firms'
        ? random.pick([
            `${surname} ${random.pick(TRADES)}`,
            `${random.pick(TRADES)} ${random.pick(PLACES)}`,
            `${surname} ET FILS`,
            `${surname} ${random.pick(TRADES)} ${random.pick(PLACES)}`,
          ])
        : `${surname}${random.chance(0.6) ? ` ${random.pick(PLACES)}` : ''}`;
  const form = kind === 'people' ? random.pick(['M', 'MME', '']) : random.pick(FORMS);
  const groupId = relative && random.chance(0.4) ? `G-${relative.identity.id}` : undefined;
  if (groupId && relative && !relative.identity.groupId) Object.assign(relative.identity, { groupId });
  const iban = ibanOf(random);
  const identity: CustomerIdentity = {
    id: `K${n + 1}`,
    name: random.chance(0.5) ? `${form} ${bare}`.trim() : `${bare} ${form}`.trim(),
    ibans: random.chance(0.3) ? [iban] : [],
    ...(groupId && relative?.identity.groupId === groupId && { groupId }),
  };
  return { identity, bare, form, iban, bills: [] };
}

/** A French IBAN with valid check digits. */
export function ibanOf(random: Random): string {
  const bban = `${random.pick(['30004', '14505', '20041'])}${random.digits(18)}`;
  return `FR${ibanCheckDigits('FR', bban)}${bban}`;
}

function numberOf(random: Random, style: Style, n: number, day: Day, owner: Client): string {
  const width = (digits: string): string => String(n).padStart(Number.parseInt(digits, 10), '0');
  return random
    .pick(style.numbers)
    .replace('{yyyy}', day.slice(0, 4))
    .replace('{yy}', day.slice(2, 4))
    .replace('{mm}', day.slice(5, 7))
    .replace('{c}', owner.identity.id.slice(1).padStart(3, '0'))
    .replace('{l}', random.pick(['A', 'B', 'C']))
    .replace(/\{n(\d)\}/, (_, digits: string) => width(digits))
    .replace('{n}', String(n));
}

function billOf(
  random: Random,
  style: Style,
  owner: Client,
  number: string,
  day: Day,
  tariff: readonly bigint[],
): Bill {
  const credit = random.chance(0.03) || number.startsWith('AV');
  const size = priceOf(random, style, tariff);
  const total = credit ? -size / 4n - 1n : size;
  const due = addDays(day, random.pick([0, 15, 30, 30, 45]));
  const item: OpenItem = {
    number,
    kind: credit ? 'credit-note' : random.chance(0.02) ? 'deposit' : 'invoice',
    customer: owner.identity,
    issueDate: day,
    dueDate: due,
    currency: random.chance(0.01) ? 'USD' : 'EUR',
    total,
    open: !credit && random.chance(0.03) ? total / 2n : total,
    ...(random.chance(0.1) && { orderReference: random.pick([`CDE${random.digits(5)}`, random.digits(5)]) }),
    ...(random.chance(0.08) && { discount: { percent: '3.00', until: addDays(day, 8) } }),
  };
  return { item, owner, gone: addDays(due, 10) < FIRST && random.chance(0.9), paid: false };
}

function priceOf(random: Random, { prices }: Style, tariff: readonly bigint[]): bigint {
  if (prices === 'few') return random.pick([2900n, 4900n, 9900n, 9900n]);
  if (prices === 'round') return BigInt(random.whole(1, 40)) * 5000n;
  if (prices === 'tariff') return random.pick(tariff) * BigInt(random.pick([1, 1, 1, 2, 3]));
  return BigInt(Math.round(1500 * Math.exp(random.next() * 6)));
}
