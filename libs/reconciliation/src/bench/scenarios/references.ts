import { addDays } from '@lettrage/domain';
import { sequenceOf, shortOf } from '../numbering.js';
import type { Random } from '../random.js';
import type { BenchPayment, Scenario, ScenarioInput } from '../scenario.js';
import { alone, full, MONTHS, named } from './texts.js';

/** One invoice, named in every way payers name it. */
export const REFERENCES: readonly Scenario[] = [
  { id: 'exact reference', weight: 26, build: (input) => named(input, input.invoice.item.number) },
  { id: 'RF reference', weight: 5, build: creditorReferenceText },
  { id: 'number without separator', weight: 5, build: withoutSeparator },
  { id: 'suffix only', weight: 5, build: (input) => alone(input, suffix(input)) },
  { id: 'reordered', weight: 2, build: (input) => alone(input, reordered(input)) },
  { id: 'typo', weight: 4, build: (input) => alone(input, typo(input.random, input.invoice.item.number)) },
  {
    id: 'truncated',
    weight: 3,
    build: (input) => alone(input, input.invoice.item.number.slice(0, -input.random.whole(1, 2))),
  },
  { id: 'end-to-end reference', weight: 1.5, build: endToEnd },
  {
    id: 'order number',
    weight: 1,
    build: orderNumber,
    boost: { factor: 6, applies: ({ item }) => item.orderReference !== undefined },
  },
  { id: 'text broken by the bank', weight: 1.5, build: broken },
  {
    id: 'damaged charset',
    weight: 1,
    build: (input) => ({
      ...named(input, input.invoice.item.number),
      text: `RÃ¨glement facture nÂ° ${input.invoice.item.number} rÃ©f cde`,
    }),
  },
  {
    id: 'name only',
    weight: 10,
    build: (input) =>
      full(
        input,
        input.random.pick([
          '',
          '',
          'VIREMENT',
          'SELON FACTURE',
          'MERCI',
          'REGLEMENT',
          'VOTRE FACTURE',
          'PAIEMENT',
          `VIR ${input.random.digits(7)}`,
        ]),
        [],
      ),
  },
  { id: 'decoy number', weight: 2, build: decoy },
  { id: 'slip on a live number', weight: 1, build: slipOnLive },
  { id: 'settled number named', weight: 0.7, build: settledNamed },
  {
    id: 'subscription',
    weight: 3,
    boost: { factor: 10, applies: ({ subscription }) => subscription },
    build: (input) => full(input, input.random.pick(['VIREMENT PERMANENT', 'ABONNEMENT', 'LOYER MAINTENANCE']), []),
  },
  {
    id: 'subscription with month',
    weight: 1,
    boost: { factor: 10, applies: ({ subscription }) => subscription },
    build: subscriptionMonth,
  },
  {
    id: 'homonym',
    weight: 2,
    boost: { factor: 20, applies: ({ customer }) => customer.homonym },
    build: (input) =>
      input.random.chance(0.5) ? named(input, input.invoice.item.number) : full(input, 'REGLEMENT', []),
  },
];

function withoutSeparator(input: ScenarioInput): BenchPayment | undefined {
  const { number } = input.invoice.item;
  const glued = number.replace(/[^A-Z0-9]/g, '');
  if (glued === number) return undefined;
  return named(input, input.random.chance(0.5) ? glued : number.replace(/[^A-Z0-9]/g, ' '));
}

function suffix({ invoice, random }: ScenarioInput): string {
  const [sequence, short] = [sequenceOf(invoice.item.number), shortOf(invoice.item.number)];
  return random.pick([
    `FACT ${short}`,
    `F${sequence}`,
    `FACTURE NO ${short}`,
    `FACTURE ${sequence}`,
    `FAC N ${short}`,
    `Fact.${short}`,
  ]);
}

function reordered({ invoice, random }: ScenarioInput): string | undefined {
  const { number } = invoice.item;
  if (!/^[A-Z]*-?(?:20)?26[-/]/.test(number)) return undefined;
  const [sequence, short] = [sequenceOf(number), shortOf(number)];
  return random.pick([
    `${sequence}/2026`,
    `2026/${short}`,
    `FA-${short}-2026`,
    `FA26-${sequence}`,
    `FACT 2026 ${short}`,
  ]);
}

/** One slip in the digits: swapped, wrong, lost, or a letter that looks like the digit. */
export function typo(random: Random, number: string): string {
  const at = number.length - random.whole(1, Math.min(5, sequenceOf(number).length));
  const kind = random.next();
  const before = number.slice(0, at);
  const digit = number[at]!;
  const previous = number[at - 1] ?? '';
  if (kind < 0.4 && /\d/.test(previous) && previous !== digit)
    return `${number.slice(0, at - 1)}${digit}${previous}${number.slice(at + 1)}`;
  if (kind < 0.7) return `${before}${(Number.parseInt(digit, 10) + random.whole(1, 9)) % 10}${number.slice(at + 1)}`;
  if (kind < 0.85) return before + number.slice(at + 1);
  return before + ({ '0': 'O', '1': 'I', '5': 'S', '8': 'B' }[digit] ?? digit) + number.slice(at + 1);
}

function creditorReferenceText(input: ScenarioInput): BenchPayment {
  const reference = input.invoice.item.paymentReference!;
  const kind = input.random.next();
  if (kind < 0.5) return { ...full(input, '', [reference]), structured: reference };
  const grouped = reference.replace(/(.{4})/g, '$1 ').trim();
  const text = kind < 0.75 ? grouped : reference;
  return full(input, text, [text]);
}

function endToEnd(input: ScenarioInput): BenchPayment {
  const { number } = input.invoice.item;
  const text = input.random.pick(['', 'REGLEMENT FACTURE', 'VIREMENT']);
  return { ...full(input, text, [number]), fields: { endToEndId: number.replace('/', '-') } };
}

function orderNumber(input: ScenarioInput): BenchPayment | undefined {
  const order = input.invoice.item.orderReference;
  if (order === undefined) return undefined;
  return full(input, `${input.random.pick(['COMMANDE ', 'VOTRE CDE ', ''])}${order}`, [order]);
}

/** Four fields of 35 characters, a blank wherever one ends: the number may be cut in two. */
function broken(input: ScenarioInput): BenchPayment {
  const { number } = input.invoice.item;
  const lead = 'NOTRE REGLEMENT PAR VIREMENT BANCAIRE'.slice(0, input.random.whole(22, 34));
  const whole = `${lead.trim()} ${number} MERCI`;
  const text = whole.replace(/(.{35})/g, '$1 ');
  return full(input, text, [number]);
}

function subscriptionMonth(input: ScenarioInput): BenchPayment {
  const text = `ABONNEMENT ${MONTHS[Number.parseInt(input.invoice.item.issueDate.slice(5, 7), 10) - 1]!}`;
  return full(input, text, [text]);
}

/** The payer writes the number of somebody else's open invoice: its own is meant, and only a person could say so. */
function slipOnLive(input: ScenarioInput): BenchPayment | undefined {
  const same = input.strangers(3).find(({ item }) => item.open === input.invoice.item.open);
  const other = same ?? input.strangers(1)[0];
  // In structured fields: where a label leaves out the payer, nobody could see it.
  return other && { ...full(input, other.item.number, []), label: 'ambiguous', fields: {} };
}

/** The payer copies last month's number, which is paid. */
function settledNamed(input: ScenarioInput): BenchPayment | undefined {
  const { world, customer, invoice, day } = input;
  const earlier = world.byCustomer
    .get(customer)!
    .filter((one) => one.paid && one !== invoice && one.item.dueDate < addDays(day, -60));
  const last = earlier[earlier.length - 1];
  return last && { ...full(input, `REGLEMENT ${last.item.number}`, []), label: 'ambiguous' };
}

/** A number after COMMANDE, BL or CLIENT that is a live invoice's by accident. */
function decoy(input: ScenarioInput): BenchPayment | undefined {
  const { random } = input;
  const [other] = input.strangers(1);
  if (!other) return undefined;
  const { number } = other.item;
  const printed = random.pick([sequenceOf(number), shortOf(number), number]);
  const word = random.pick(['COMMANDE', 'BL', 'REF', 'CLIENT', 'BON', 'CDE', 'DOSSIER', 'N/REF', 'CONTRAT']);
  return full(input, `${word} ${printed}`, []);
}
