import { divideRounded, parseDay, type OpenItem, type VatShare } from '@lettrage/domain';
import { dayIn, euros, type CompanyLife } from './company-life.js';
import type { Random } from './random.js';
import type { Step } from './step.js';

const CUSTOMERS = ['C1', 'C2', 'C3', 'C4'];
const AS_OF = parseDay('2026-01-31');

// ── documents ─────────────────────────────────────────────────────────────────────────────────────────────────────

function sharesFor(random: Random, sign: bigint): VatShare[] {
  const rates = random.pick([
    ['20.00'],
    ['20.00'],
    ['10.00'],
    ['5.50'],
    ['20.00', '5.50'],
    ['0.00'],
    ['20.00', '10.00', '2.10'],
  ])!;
  return rates.map((rate) => {
    const base = sign * random.amount(100n, 99_999n);
    return { rate, base, tax: divideRounded(base * BigInt(rate.replace('.', '')), 10_000n) };
  });
}

function sumOf(shares: readonly VatShare[]): bigint {
  return shares.reduce((sum, share) => sum + share.base + share.tax, 0n);
}

function facts(random: Random, number: string, kind: OpenItem['kind']) {
  const customer = random.pick(CUSTOMERS)!;
  return {
    number,
    kind,
    customer: {
      id: customer,
      name: `CLIENT ${customer}`,
      ibans: [],
      ...(customer === 'C4' ? { account: 'CQUATRE' } : {}),
    },
    issueDate: parseDay(random.pick(['2025-11-05', '2025-12-20', '2026-01-05', '2026-01-20', '2026-02-03'])!),
    currency: 'EUR',
  };
}

function document(life: CompanyLife, random: Random): OpenItem[] {
  const kind = random.pick([
    'invoice',
    'invoice',
    'invoice',
    'invoice',
    'credit-note',
    'deposit',
    'final',
    'on-account',
  ])!;
  if (kind === 'on-account') {
    const amount = -random.amount(100n, 50_000n);
    const head = facts(random, life.name('ACC'), random.chance(50) ? 'on-account' : 'payment');
    return [{ ...head, dueDate: head.issueDate, total: amount, open: amount }];
  }
  if (kind === 'invoice' && random.chance(20)) return instalments(life, random);
  const prefix = { invoice: 'FA', final: 'FF', 'credit-note': 'AV', deposit: 'DE' }[kind]!;
  const head = facts(random, life.name(prefix), kind === 'final' ? 'invoice' : (kind as OpenItem['kind']));
  const sign = kind === 'credit-note' ? -1n : 1n;
  // The tax inside the deposits of a final invoice is only certain where it has one rate.
  const vat = kind === 'final' ? [{ rate: '20.00', base: 100_00n, tax: 20_00n }] : sharesFor(random, sign);
  const asked = kind === 'final' ? sumOf(vat) - random.amount(1n, 119_99n) : sumOf(vat);
  const known = kind === 'final' || random.chance(80);
  const open = random.chance(25) ? (asked * BigInt(random.pick([0, 0, 1, 3, 6, 9])!)) / 10n : asked;
  const spelled =
    sign < 0n && random.chance(30) ? vat.map(({ rate, base, tax }) => ({ rate, base: -base, tax: -tax })) : vat;
  const vatDue = random.pick(['debit', 'receipt', undefined] as const);
  return [
    {
      ...head,
      dueDate: parseDay('2026-03-05'),
      total: asked,
      open,
      ...(known ? { vat: spelled, ...(vatDue ? { vatDue } : {}) } : {}),
    },
  ];
}

function instalments(life: CompanyLife, random: Random): OpenItem[] {
  const head = facts(random, life.name('FE'), 'invoice');
  const withVat = random.chance(50);
  return Array.from({ length: random.int(2, 3) }, (_, i) => {
    const vat = sharesFor(random, 1n);
    const total = sumOf(vat);
    return {
      ...head,
      dueDate: parseDay(`2026-0${3 + i}-05`),
      total,
      open: total,
      ...(withVat ? { vat, vatDue: 'receipt' as const } : {}),
    };
  });
}

/** A snapshot of open items arrives. */
export const importItems: Step = async (life, random, _world, memory) => {
  const rows = Array.from({ length: random.int(1, 3) }, () => document(life, random)).flat();
  memory.rows.push(...rows);
  const told = rows.map(
    (row) =>
      `${row.number} ${row.kind} of ${row.customer.id} ${euros(row.total)}${row.open === row.total ? '' : `, open ${euros(row.open)}`} ${row.issueDate}${row.vat ? ` vat ${row.vatDue ?? 'unsaid'} ${row.vat.map((share) => `${share.rate}:${share.base}:${share.tax}`).join(' ')}` : ''}`,
  );
  await life.command(`import ${told.join('; ')}`, (billing) =>
    billing.importOpenItems(rows, { asOf: AS_OF, partial: true, origin: 'import' }),
  );
};

/** A later snapshot: some rows are paid there, some are as they are here, some did not move. */
export const importAgain: Step = async (life, random, world, memory) => {
  const numbers = random.some([...new Set(memory.rows.map((row) => row.number))], 3);
  const rows = memory.rows.filter((row) => numbers.includes(row.number));
  if (rows.length === 0) return;
  const seen = rows.map((row) => {
    const here = world.items.find((item) => item.number === `${row.number}/1`);
    const fate = random.int(1, 4);
    if (fate === 1) return { ...row, open: (row.open * BigInt(random.int(0, 2))) / 2n };
    return fate === 2 && here ? { ...row, open: here.open } : row;
  });
  const told = seen.map((row) => `${row.number} ${row.dueDate} open ${euros(row.open)}`);
  await life.command(`import again ${told.join('; ')}`, (billing) =>
    billing.importOpenItems(seen, { asOf: dayIn(random, 3, 4), partial: true, origin: 'import' }),
  );
};

/** A document is issued here. */
export const issue: Step = async (life, random, world) => {
  const customer = random.pick(world.customers);
  if (!customer) return;
  const vat = sharesFor(random, 1n);
  const kind = random.pick(['invoice', 'credit-note', 'deposit'] as const)!;
  const vatDue = random.pick(['debit', 'receipt'] as const)!;
  const day = dayIn(random, 1, 3);
  await life.command(`issue ${kind} of ${customer.code} ${euros(sumOf(vat))} vat ${vatDue}`, (billing) =>
    billing.issueInvoice({
      kind,
      customerId: customer.id,
      series: kind.slice(0, 2).toUpperCase(),
      issueDate: day,
      dueDate: day,
      currency: 'EUR',
      vat,
      vatDue,
    }),
  );
};

/** An item is disputed, or no longer. */
export const dispute: Step = async (life, random, world) => {
  const item = random.pick(world.items);
  if (!item) return;
  const disputed = random.chance(60);
  await life.command(`dispute ${item.number} ${disputed}`, (billing) =>
    billing.dispute({ itemId: item.id, disputed, day: dayIn(random, 2, 4), by: 'anna' }),
  );
};

/** A credit note cancels an invoice. */
export const cancel: Step = async (life, random, world) => {
  const note = random.pick(world.items.filter((item) => item.open < 0n));
  const invoice = random.pick(world.items.filter((item) => item.open > 0n && item.customer === note?.customer));
  if (!note || !invoice) return;
  await life.command(`set ${note.number} off against ${invoice.number}`, (billing) =>
    billing.cancelByCreditNote({ invoiceId: invoice.id, creditNoteId: note.id, day: dayIn(random, 2, 5), by: 'anna' }),
  );
};
