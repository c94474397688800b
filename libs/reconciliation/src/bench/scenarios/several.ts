import { formatMinor, type Advice } from '@lettrage/domain';
import { sequenceOf } from '../numbering.js';
import type { BenchPayment, Scenario, ScenarioInput } from '../scenario.js';
import type { BenchItem } from '../world.js';
import { typo } from './references.js';
import { inFull, MONTHS, totalOf } from './texts.js';

/** One payment for several items, and credit notes. */
export const SEVERAL: readonly Scenario[] = [
  { id: 'several, listed', weight: 6, build: listed },
  { id: 'several, abbreviated', weight: 3, build: abbreviated },
  { id: 'several, range', weight: 1, build: range },
  { id: 'several, unlisted', weight: 4, build: unlisted },
  { id: 'several, list cut', weight: 1, build: listCut },
  { id: 'several, one mistyped', weight: 1, build: oneMistyped },
  { id: 'several, with advice', weight: 1, build: advised },
  { id: 'credit note, listed', weight: 2, build: (input) => credited(input, true) },
  { id: 'credit note, not listed', weight: 1, build: (input) => credited(input, false) },
];

function chosen(input: ScenarioInput, most: number): BenchItem[] | undefined {
  const items = [input.invoice, ...input.random.shuffle(input.others).slice(0, input.random.whole(1, most))];
  return items.length < 2 ? undefined : items;
}

function listed(input: ScenarioInput): BenchPayment | undefined {
  const items = chosen(input, 5);
  if (!items) return undefined;
  const numbers = items.map(({ item }) => item.number);
  const amount = totalOf(items);
  const tail = input.random.chance(0.2) ? ` TOTAL ${formatMinor(amount, 'EUR')}` : '';
  const text = numbers.join(input.random.pick([' ', ', ', ' + ', '/', ' ET ', ' - ', ';'])) + tail;
  return { text, amount, allocations: inFull(items), telling: numbers };
}

function abbreviated(input: ScenarioInput): BenchPayment | undefined {
  const items = chosen(input, 3);
  if (!items) return undefined;
  items.sort((a, b) => (a.item.number < b.item.number ? -1 : 1));
  const [first, ...rest] = items;
  const head = (item: BenchItem): string => item.item.number.slice(0, -4);
  if (rest.some((item) => head(item) !== head(first!)) || sequenceOf(first!.item.number).length < 4) return undefined;
  const same = rest.every((item) => item.item.number.slice(0, -3) === first!.item.number.slice(0, -3));
  const tails = rest.map(({ item }) => item.number.slice(same ? -3 : -4));
  const joint = input.random.pick(['/', ', ', ' ', ' ET ']);
  const text = `${first!.item.number}${joint}${tails.join(joint)}`;
  return { text, amount: totalOf(items), allocations: inFull(items), telling: [text] };
}

/** Consecutive numbers of the customer written from … to …. */
function range(input: ScenarioInput): BenchPayment | undefined {
  const items = [input.invoice, ...input.others].sort((a, b) => (a.item.number < b.item.number ? -1 : 1));
  const at = items.indexOf(input.invoice);
  const run = items.slice(Math.max(0, at - 1), at + 2);
  const series = /^\D*/.exec(input.invoice.item.number)![0];
  const others = run.filter(({ item }) => !item.number.startsWith(series));
  if (run.length < 2 || others.length > 0) return undefined;
  const [first, last] = [run[0]!.item.number, run[run.length - 1]!.item.number];
  const text = input.random.pick([`FACTURES ${first} A ${last}`, `${first} AU ${sequenceOf(last)}`]);
  return { text, amount: totalOf(run), allocations: inFull(run), telling: [text] };
}

function unlisted(input: ScenarioInput): BenchPayment | undefined {
  const items = chosen(input, 3);
  if (!items) return undefined;
  const month = MONTHS[Number.parseInt(input.day.slice(5, 7), 10) - 1]!;
  const text = input.random.pick([
    'REGLEMENT VOS FACTURES',
    'SOLDE COMPTE',
    `FACTURES ${month}`,
    'REGLEMENT RELEVE',
    '',
  ]);
  return { text, amount: totalOf(items), allocations: inFull(items), telling: [] };
}

/** More numbers than the field holds: the last ones are missing. */
function listCut(input: ScenarioInput): BenchPayment | undefined {
  const items = chosen(input, 4);
  if (!items || items.length < 3) return undefined;
  const numbers = items.map(({ item }) => item.number);
  return {
    text: `${numbers.slice(0, -1).join(' ')} ...`,
    amount: totalOf(items),
    allocations: inFull(items),
    telling: [],
  };
}

/** One of the numbers has a slip. */
function oneMistyped(input: ScenarioInput): BenchPayment | undefined {
  const items = chosen(input, 4);
  if (!items) return undefined;
  const numbers = items.map(({ item }, index) => (index === 1 ? typo(input.random, item.number) : item.number));
  return { text: numbers.join(' '), amount: totalOf(items), allocations: inFull(items), telling: numbers };
}

/** The list came by mail: an advice explains the line. */
function advised(input: ScenarioInput): BenchPayment | undefined {
  const items = chosen(input, 5);
  if (!items) return undefined;
  const amount = totalOf(items);
  const advice: Advice = {
    kind: 'remittance',
    payer: input.customer.identity.name,
    date: input.day,
    total: formatMinor(amount, 'EUR'),
    items: items.map(({ item }) => ({ invoice: item.number, amount: formatMinor(item.open, 'EUR') })),
  };
  const text = input.random.pick(['SELON AVIS', `AVIS ${input.random.digits(6)}`, 'REGLEMENT']);
  return { text, amount, allocations: inFull(items), telling: [], advice, label: 'decidable' };
}

function credited(input: ScenarioInput, named: boolean): BenchPayment | undefined {
  const credit = input.credits[0];
  if (!credit || input.invoice.item.open + credit.item.open <= 0n) return undefined;
  const items = [input.invoice, credit];
  const number = input.invoice.item.number;
  const joint = input.random.pick([' - ', ' MOINS AVOIR ', ' DEDUCTION ', ' ']);
  return {
    text: named ? `${number}${joint}${credit.item.number}` : number,
    amount: totalOf(items),
    allocations: inFull(items),
    telling: named ? [number, credit.item.number] : [number],
  };
}
