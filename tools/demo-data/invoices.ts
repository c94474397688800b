import { addDays, creditorReference, divideRounded, parseDay, type Day } from '@lettrage/domain';
import { INVOICES_FROM, STATEMENT_TO, bankDays } from './calendar.js';
import type { DemoCustomer } from './customers.js';
import type { Random } from './random.js';

/** One VAT rate of an invoice; amounts in cents. */
export interface DemoVat {
  readonly rate: string;
  readonly base: bigint;
  readonly tax: bigint;
}

/** An invoice or credit note of the demonstration. Cents; a credit note is negative. `open` falls as it is paid. */
export interface DemoInvoice {
  readonly number: string;
  readonly kind: 'invoice' | 'credit-note';
  readonly customer: DemoCustomer;
  readonly issued: Day;
  readonly due: Day;
  /** Two parts of an invoice paid by instalments have one number and different due days. */
  readonly instalment?: number;
  readonly total: bigint;
  readonly vat: readonly DemoVat[];
  readonly vatDue: 'debit' | 'receipt';
  readonly reference?: string;
  readonly order?: string;
  readonly discountUntil?: Day;
  readonly isSubscription: boolean;
  open: bigint;
}

const ROUND_PRICES = [
  4000n,
  8000n,
  10000n,
  12000n,
  15000n,
  25000n,
  50000n,
  75000n,
  100000n,
  125000n,
  150000n,
  200000n,
  250000n,
];
const RATES = ['20.00', '20.00', '20.00', '20.00', '10.00', '5.50'];

/** Tax of a net amount in cents at a rate such as "5.50", rounded half away from zero. */
export function taxOf(base: bigint, rate: string): bigint {
  return divideRounded(base * BigInt(rate.replace('.', '')), 10_000n);
}

function netPrice(random: Random): bigint {
  const kind = random.between(1, 100);
  if (kind <= 35) return random.pick(ROUND_PRICES);
  if (kind <= 60) return BigInt(random.between(2, 24)) * random.pick([1990n, 2450n, 3900n, 5800n, 8990n]);
  // About log-normal: most are some hundred euros, a few are large.
  return (
    BigInt(random.between(3_000, 9_999)) * BigInt(random.pick([1, 2, 4, 8, 12, 25, 40])) + BigInt(random.between(0, 99))
  );
}

function splitVat(customer: DemoCustomer, net: bigint, random: Random): DemoVat[] {
  if (customer.country !== 'FR') return [{ rate: '0.00', base: net, tax: 0n }];
  const first = random.pick(RATES);
  if (first === '20.00' && net > 40_000n && random.chance(12)) {
    const works = divideRounded(net * 4n, 10n);
    return ['20.00', '10.00'].map((rate, i) => {
      const base = i === 0 ? net - works : works;
      return { rate, base, tax: taxOf(base, rate) };
    });
  }
  return [{ rate: first, base: net, tax: taxOf(net, first) }];
}

interface Draft {
  readonly customer: DemoCustomer;
  readonly issued: Day;
  readonly net: bigint;
  readonly isSubscription: boolean;
}

function draftsOfDay(day: Day, customers: readonly DemoCustomer[], random: Random): Draft[] {
  const drafts: Draft[] = [];
  const isFirst = day === '2026-06-01' || ['07-01', '08-03', '09-01', '10-01'].includes(day.slice(5));
  if (isFirst) {
    for (const customer of customers) {
      if (customer.subscription)
        drafts.push({ customer, issued: day, net: customer.subscription, isSubscription: true });
    }
  }
  for (let count = random.between(4, 7); count > 0; count--) {
    const customer = random.pick(customers);
    if (!customer.subscription || random.chance(20)) {
      drafts.push({ customer, issued: day, net: netPrice(random), isSubscription: false });
    }
  }
  return drafts;
}

/** Direct debits are collected on the 5th and the 20th. */
function dueDay(draft: Draft): Day {
  const due = addDays(draft.issued, draft.isSubscription ? 30 : draft.customer.terms);
  if (draft.customer.habit !== 'direct-debit') return due;
  if (due.slice(8) <= '05') return parseDay(`${due.slice(0, 8)}05`);
  return due.slice(8) <= '20'
    ? parseDay(`${due.slice(0, 8)}20`)
    : parseDay(`${addDays(parseDay(`${due.slice(0, 8)}20`), 15).slice(0, 8)}05`);
}

/** Invoices from June to October 2026 in the order of their numbers, and a credit note for a few of them. */
export function inventInvoices(customers: readonly DemoCustomer[], random: Random): DemoInvoice[] {
  const invoices: DemoInvoice[] = [];
  let serial = 288;
  for (const day of bankDays(INVOICES_FROM, STATEMENT_TO)) {
    for (const draft of draftsOfDay(day, customers, random)) {
      serial += 1;
      const number = `FA2026-${String(serial).padStart(6, '0')}`;
      const vat = splitVat(draft.customer, draft.net, random);
      const total = vat.reduce((sum, share) => sum + share.base + share.tax, 0n);
      const due = dueDay(draft);
      const receipt = draft.isSubscription || random.chance(35);
      const common = {
        number,
        kind: 'invoice' as const,
        customer: draft.customer,
        issued: day,
        vatDue: receipt ? ('receipt' as const) : ('debit' as const),
        ...(draft.customer.usesReference && { reference: creditorReference(number.replace('-', '')) }),
        ...(random.chance(30) && { order: `CM-${random.digits(5)}` }),
        ...(draft.customer.takesDiscount && !draft.isSubscription && { discountUntil: addDays(day, 10) }),
        isSubscription: draft.isSubscription,
      };
      if (total > 240_000n && draft.customer.habit === 'transfer' && !common.discountUntil && random.chance(40)) {
        invoices.push(...asInstalments(common, vat, total, due));
      } else {
        invoices.push({ ...common, due, total, vat, open: total });
      }
    }
  }
  return invoices;
}

function asInstalments(
  common: Omit<DemoInvoice, 'due' | 'total' | 'vat' | 'open'>,
  vat: readonly DemoVat[],
  total: bigint,
  due: Day,
): DemoInvoice[] {
  const firstBases = vat.map((share) => divideRounded(share.base, 2n));
  const first = vat.map((share, i) => ({
    rate: share.rate,
    base: firstBases[i] as bigint,
    tax: divideRounded(share.tax, 2n),
  }));
  const firstTotal = first.reduce((sum, share) => sum + share.base + share.tax, 0n);
  const second = vat.map((share, i) => {
    const part = first[i] as DemoVat;
    return { rate: share.rate, base: share.base - part.base, tax: share.tax - part.tax };
  });
  return [
    { ...common, due, instalment: 1, total: firstTotal, vat: first, open: firstTotal },
    {
      ...common,
      due: addDays(due, 30),
      instalment: 2,
      total: total - firstTotal,
      vat: second,
      open: total - firstTotal,
    },
  ];
}

/** A credit note over a part of an invoice, issued some days after it. */
export function creditNoteFor(invoice: DemoInvoice, serial: number, percent: bigint, issued: Day): DemoInvoice {
  const vat = invoice.vat.map((share) => {
    const base = -divideRounded(share.base * percent, 100n);
    return { rate: share.rate, base, tax: -taxOf(-base, share.rate) };
  });
  const total = vat.reduce((sum, share) => sum + share.base + share.tax, 0n);
  return {
    number: `AV2026-${String(serial).padStart(5, '0')}`,
    kind: 'credit-note',
    customer: invoice.customer,
    issued,
    due: issued,
    total,
    vat,
    vatDue: invoice.vatDue,
    isSubscription: false,
    open: total,
  };
}
