import { formatMinor, type Advice } from '@lettrage/domain';
import { printedName } from '../names.js';
import type { BenchPayment, Scenario, ScenarioInput } from '../scenario.js';
import { frenchIban, type BenchItem } from '../world.js';
import { inFull, totalOf } from './texts.js';

/** Collected sums that only another document explains; about half of them come with it. */
export const SIDE_DATA: readonly Scenario[] = [
  { id: 'PSP payout', weight: 2, build: payout },
  { id: 'cheque slip', weight: 1, build: chequeSlip },
  { id: 'card takings', weight: 0.5, build: cardTakings },
  {
    id: 'direct debit',
    weight: 3,
    boost: { factor: 8, applies: ({ customer }) => customer.directDebit },
    build: directDebit,
  },
  { id: 'direct-debit batch in one sum', weight: 0.5, build: debitBatch },
];

function several(input: ScenarioInput): BenchItem[] | undefined {
  const items = [input.invoice, ...input.strangers(input.random.whole(2, 9))];
  return items.length < 3 || items.some(({ instalments }) => instalments) ? undefined : items;
}

/** 1.4 % and 25 cents are kept from each charge. */
function payout(input: ScenarioInput): BenchPayment | undefined {
  const items = several(input);
  if (!items) return undefined;
  const charges = items.map((item) => ({
    item,
    gross: item.item.open,
    fee: (item.item.open * 14n + 500n) / 1000n + 25n,
  }));
  const net = charges.reduce((sum, { gross, fee }) => sum + gross - fee, 0n);
  const provider = input.random.pick(['STRIPE', 'PAYPLUG', 'SUMUP', 'MOLLIE', 'GOCARDLESS']);
  const allocations = charges.map(({ item, gross, fee }) => ({
    item,
    amount: gross - fee,
    adjustment: { kind: 'bank-fee' as const, amount: fee },
  }));
  const advice: Advice = {
    kind: 'payout',
    date: input.day,
    total: formatMinor(net, 'EUR'),
    items: charges.map(({ item, gross, fee }) => ({
      invoice: item.item.number,
      amount: formatMinor(gross, 'EUR'),
      fee: formatMinor(fee, 'EUR'),
    })),
  };
  return {
    text: `${provider} PAYOUT ${input.random.digits(8)}`,
    amount: net,
    allocations,
    telling: [],
    payer: { name: { own: provider, form: '' }, iban: frenchIban(input.random) },
    category: 'card-sales',
    needs: 'payout',
    ...explained(input, advice),
  };
}

function explained(input: ScenarioInput, advice: Advice): Pick<BenchPayment, 'advice' | 'label'> {
  return input.random.chance(0.5) ? { advice, label: 'decidable' } : { label: 'side-data' };
}

function chequeSlip(input: ScenarioInput): BenchPayment | undefined {
  const items = several(input);
  if (!items) return undefined;
  const named = input.random.chance(0.5);
  const amount = totalOf(items);
  const advice: Advice = {
    kind: 'cheque-slip',
    date: input.day,
    total: formatMinor(amount, 'EUR'),
    items: items.map(({ item, customer }) => ({
      ...(named ? { invoice: item.number } : { payer: printedName(input.random, { ...customer.name, form: '' }) }),
      amount: formatMinor(item.open, 'EUR'),
    })),
  };
  const text = input.random.pick(['REM CHQ', 'REMISE CHEQUES', 'REMISE DE CHEQUES N']);
  const side = explained(input, advice);
  return {
    text: `${text} ${input.random.digits(7)}`,
    amount,
    allocations: inFull(items),
    telling: [],
    payer: null,
    bankLabel: true,
    category: 'other',
    needs: 'cheque-slip',
    ...side,
    // A name and an amount on a slip may fit two items: that is then a person's to say.
    ...(side.advice && !named && { label: 'weak' as const }),
  };
}

/** Takings of the card terminal, net; no report comes with them. */
function cardTakings(input: ScenarioInput): BenchPayment {
  const amount = BigInt(input.random.whole(5_000, 300_000));
  const text = input.random.pick(['REMISE CB', 'REM CARTES', 'TPE']);
  return {
    text: `${text} ${input.random.digits(7)} ${input.day.slice(8)}${input.day.slice(5, 7)}`,
    amount,
    allocations: [],
    telling: [],
    payer: null,
    bankLabel: true,
    label: 'none',
    category: 'card-sales',
    needs: 'payout',
  };
}

/** Collected from one debtor; the end-to-end id is the invoice's or the collector's own. Some come back. */
function directDebit(input: ScenarioInput): BenchPayment | undefined {
  const { customer, invoice, random } = input;
  if (!customer.directDebit || invoice.instalments) return undefined;
  const { number, open } = invoice.item;
  const byNumber = random.chance(0.7);
  const endToEndId = byNumber ? number.replace('/', '-') : `PRLV${random.digits(9)}`;
  const returned = random.chance(0.12);
  return {
    text: '',
    amount: open,
    allocations: inFull([invoice]),
    telling: byNumber ? [number] : [],
    fields: {
      endToEndId,
      mandateId: customer.mandate,
      paymentInformationId: `PRLV-${input.day}`,
      code: { domain: 'PMNT', family: 'IDDT', subfamily: 'ESDD' },
    },
    ...(returned && { then: { after: random.whole(3, 9), kind: 'returned' as const } }),
  };
}

function debitBatch(input: ScenarioInput): BenchPayment | undefined {
  const items = several(input);
  if (!items) return undefined;
  const amount = totalOf(items);
  const advice: Advice = {
    kind: 'direct-debits',
    date: input.day,
    total: formatMinor(amount, 'EUR'),
    items: items.map(({ item }) => ({ invoice: item.number, amount: formatMinor(item.open, 'EUR') })),
  };
  return {
    text: `REMISE PRELEVEMENTS ${input.random.digits(6)}`,
    amount,
    allocations: inFull(items),
    telling: [],
    payer: null,
    bankLabel: true,
    category: 'other',
    needs: 'direct-debits',
    ...explained(input, advice),
  };
}
