import type { AllocationInput, PayDecision } from '@lettrage/billing';
import { divideRounded, parseDay, type OpenItem, type VatShare } from '@lettrage/domain';
import { dayIn, euros, type CompanyLife, type Item, type Payment, type World } from './company-life.js';
import type { Random } from './random.js';

/** One thing that happens to a company; it chooses what it needs from the world, or does nothing. */
export type Step = (life: CompanyLife, random: Random, world: World, memory: Memory) => Promise<void>;

/** What the other side remembers: the open items as its last snapshot had them. */
export interface Memory {
  readonly rows: OpenItem[];
}

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

const importItems: Step = async (life, random, _world, memory) => {
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
const importAgain: Step = async (life, random, world, memory) => {
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

const issue: Step = async (life, random, world) => {
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

const dispute: Step = async (life, random, world) => {
  const item = random.pick(world.items);
  if (!item) return;
  const disputed = random.chance(60);
  await life.command(`dispute ${item.number} ${disputed}`, (billing) =>
    billing.dispute({ itemId: item.id, disputed, day: dayIn(random, 2, 4), by: 'anna' }),
  );
};

const cancel: Step = async (life, random, world) => {
  const note = random.pick(world.items.filter((item) => item.open < 0n));
  const invoice = random.pick(world.items.filter((item) => item.open > 0n && item.customer === note?.customer));
  if (!note || !invoice) return;
  await life.command(`set ${note.number} off against ${invoice.number}`, (billing) =>
    billing.cancelByCreditNote({ invoiceId: invoice.id, creditNoteId: note.id, day: dayIn(random, 2, 5), by: 'anna' }),
  );
};

// ── bank lines ────────────────────────────────────────────────────────────────────────────────────────────────────

function chooseItems(random: Random, world: World): Item[] {
  const open = world.items.filter((item) => item.open !== 0n);
  const first = random.pick(open);
  if (!first) return [];
  const isGroup = random.chance(15);
  const mates = open.filter((item) => item.id !== first.id && (isGroup || item.customer === first.customer));
  return random.chance(50) ? [first] : [first, ...random.some(mates, 3)];
}

function allocationOf(random: Random, item: Item, isLast: boolean): AllocationInput {
  const whole = { itemId: item.id, amount: item.open };
  if (!isLast) return random.chance(85) ? whole : { itemId: item.id, amount: part(random, item.open) };
  const kind = random.pick(['none', 'none', 'none', 'part', 'discount', 'bank-fee', 'rounding', 'write-off'] as const)!;
  if (kind === 'none') return whole;
  if (kind === 'part') return { itemId: item.id, amount: part(random, item.open) };
  if (kind === 'rounding') {
    const cents = BigInt(random.pick([-7, -3, -1, 1, 3])!);
    return { itemId: item.id, amount: item.open - cents, adjustment: { kind, amount: cents } };
  }
  const given = part(random, item.open);
  return { itemId: item.id, amount: item.open - given, adjustment: { kind, amount: given } };
}

/** A part of an amount, of its sign, at least a cent if there are two. */
function part(random: Random, amount: bigint): bigint {
  const cents = amount < 0n ? -amount : amount;
  const share = cents < 2n ? cents : random.amount(1n, cents - 1n);
  return amount < 0n ? -share : share;
}

function sumAllocated(allocations: readonly AllocationInput[]): bigint {
  return allocations.reduce((sum, allocation) => sum + allocation.amount, 0n);
}

function customerOf(world: World, id: string | null | undefined) {
  return world.customers.find((customer) => customer.id === id);
}

const pay: Step = async (life, random, world) => {
  const items = chooseItems(random, world);
  if (items.length === 0) return;
  const allocations = items.map((item, i) => allocationOf(random, item, i === items.length - 1));
  const due = sumAllocated(allocations);
  const credit = random.chance(25)
    ? random.pick(world.payments.filter((payment) => payment.rest > 0n && payment.customer === items[0]!.customer))
    : undefined;
  const used =
    credit && due > 1n ? (credit.rest < due ? random.amount(1n, credit.rest) : random.amount(1n, due - 1n)) : 0n;
  const over = due > 0n && random.chance(20) ? random.amount(1n, 9_999n) : 0n;
  const amount = due - used + over;
  if (amount === 0n) return;
  const line = await life.line(random, amount);
  const owner = random.chance(80) ? customerOf(world, items[0]!.customer) : random.pick(world.customers);
  await life.pay(line, allocations, {
    label: over > 0n ? 'overpay' : 'pay',
    numbers: items.map((item) => item.number),
    customer: random.chance(50) || over > 0n ? owner : undefined,
    credits: credit && used > 0n ? [{ paymentId: credit.id, amount: used }] : [],
  });
};

/** What an engine decides in one go: each decision meets what the ones before it left, or is stale. */
const batch: Step = async (life, random, world) => {
  const commands: PayDecision[] = [];
  const told: string[] = [];
  for (let count = random.int(2, 4); count > 0; count--) {
    const items = chooseItems(random, world);
    const allocations = items.map((item, i) => allocationOf(random, item, i === items.length - 1));
    const amount = sumAllocated(allocations);
    if (amount === 0n) continue;
    const line = await life.line(random, amount);
    told.push(`${line.ref} pays ${allocations.map((one, i) => `${items[i]!.number} ${euros(one.amount)}`).join(', ')}`);
    commands.push({
      kind: 'pay',
      transactionId: line.id,
      decision: { transaction: line.ref, decision: 'auto', rule: 'reference+amount', confidence: 0.999 },
      engine: 'test',
      basedOn: items.map((item) => ({ id: item.id, open: item.open })),
      allocations,
    });
  }
  const outcomes = await life.command(`together: ${told.join('; ')}`, (billing) => billing.applyDecisions(commands));
  life.tell(`  ${outcomes?.map((one) => one.outcome).join(', ')}`);
};

const strangeLine: Step = async (life, random) => {
  await life.line(random, random.chance(70) ? random.amount(1n, 30_000n) : -random.amount(1n, 20_000n));
};

const undecided = (world: World) => world.lines.filter((line) => line.state === 'new' || line.state === 'proposed');

const setAside: Step = async (life, random, world) => {
  const line = random.pick(undecided(world));
  if (!line) return;
  const category = random.pick(['fee', 'tax', 'supplier', 'transfer', 'card-sales', 'refund', 'other'] as const)!;
  const account = random.chance(20) ? '606100' : undefined;
  await life.decide(`set ${line.ref} aside as ${category}${account ? ` on ${account}` : ''}`, (billing) =>
    billing.setAside({ transactionId: line.id, category, by: 'anna', ...(account ? { account } : {}) }),
  );
};

const reopen: Step = async (life, random, world) => {
  const line = random.pick(world.lines.filter((one) => one.state === 'set-aside'));
  if (!line) return;
  await life.command(`reopen ${line.ref}`, (billing) => billing.reopen({ transactionId: line.id, by: 'anna' }));
};

const suspend: Step = async (life, random, world) => {
  const lines = random.some(undecided(world), 3);
  if (lines.length === 0) return;
  await life.command(`suspend ${lines.map((line) => line.ref).join(' ')}`, (billing) =>
    billing.suspend(lines.map((line) => line.id)),
  );
};

const putOnAccount: Step = async (life, random, world) => {
  const [line, customer] = [random.pick(undecided(world)), random.pick(world.customers)];
  if (!line || !customer) return;
  await life.decide(`put ${line.ref} on account of ${customer.code}`, (billing) =>
    billing.putOnAccount({ transactionId: line.id, customerId: customer.id, by: 'anna' }),
  );
};

/** A line that waits pays what it can; the rest lies on account. */
const decideWaiting: Step = async (life, random, world) => {
  const line = random.pick(undecided(world));
  if (!line) return;
  const { chosen, allocations } = within(
    random,
    world,
    world.payments.find((p) => p.line === line.id)?.rest ?? line.amount,
  );
  if (allocations.length === 0) return;
  const owner = random.chance(85) ? customerOf(world, chosen[0]!.customer) : random.pick(world.customers);
  await life.pay(line, allocations, { label: 'decide', numbers: chosen.map((item) => item.number), customer: owner });
};

/** Items that an amount can pay, of its sign, and how much of each. */
function within(random: Random, world: World, amount: bigint, customer?: string | null) {
  const fitting = world.items.filter(
    (item) =>
      item.open !== 0n &&
      item.open > 0n === amount > 0n &&
      (!customer || item.customer === customer || random.chance(10)),
  );
  const chosen = random.some(fitting, 3);
  let left = amount;
  const allocations = chosen.flatMap((item): AllocationInput[] => {
    const most = (item.open < 0n ? item.open < left : item.open > left) ? left : item.open;
    if (most === 0n) return [];
    const given = random.chance(70) ? most : part(random, most);
    left -= given;
    return [{ itemId: item.id, amount: given }];
  });
  return { chosen, allocations };
}

const returned: Step = async (life, random, world) => {
  const from = random.some(
    world.allocations.filter((one) => one.amount > 0n && one.bank),
    2,
  );
  if (from.length === 0) return;
  const reverses = from.map((one) => ({
    allocationId: one.id,
    amount: random.chance(70) ? one.amount : part(random, one.amount),
  }));
  const line = await life.line(random, -reverses.reduce((sum, one) => sum + one.amount, 0n));
  const told = reverses.map((one, i) => `${from[i]!.number} ${euros(one.amount)}`);
  await life.decide(`return: ${line.ref} gives back ${told.join(', ')}`, async (billing) => {
    const [outcome] = await billing.applyDecisions([
      {
        kind: 'return',
        transactionId: line.id,
        decision: { transaction: line.ref, decision: 'none', category: 'return', rule: 'return', confidence: 1 },
        engine: 'test',
        basedOn: [],
        reverses,
      },
    ]);
    return outcome!;
  });
};

const refund: Step = async (life, random, world) => {
  const holder = random.pick(world.payments.filter((payment) => payment.rest > 0n && payment.customer));
  const customer = customerOf(world, holder?.customer);
  if (!holder || !customer) return;
  const line = await life.line(random, -(random.chance(60) ? holder.rest : part(random, holder.rest)));
  await life.decide(`refund ${line.ref} to ${customer.code}`, (billing) =>
    billing.putOnAccount({ transactionId: line.id, customerId: customer.id, by: 'anna' }),
  );
};

// ── credit, undo, payments recorded elsewhere ─────────────────────────────────────────────────────────────────────

const useOnAccount: Step = async (life, random, world) => {
  const credit: Payment | undefined = random.pick(
    world.payments.filter((payment) => payment.rest !== 0n && payment.customer),
  );
  if (!credit) return;
  const { chosen, allocations } = within(random, world, credit.rest, credit.customer);
  if (allocations.length === 0) return;
  const told = allocations.map((one, i) => `${chosen[i]!.number} ${euros(one.amount)}`);
  await life.command(
    `use ${euros(credit.rest)} on account of ${credit.kind} ${credit.id.slice(-4)} for ${told.join(', ')}`,
    (billing) => billing.useOnAccount({ paymentId: credit.id, allocations, day: dayIn(random, 3, 5), by: 'anna' }),
  );
};

const undoDecision: Step = async (life, random, world) => {
  const line = random.pick(world.lines.filter((one) => one.decision));
  if (!line) return;
  await life.command(`undo the decision on ${line.ref}`, (billing) =>
    billing.undo({ decisionId: line.decision!, day: dayIn(random, 3, 6), by: 'anna' }),
  );
};

const undoAllocations: Step = async (life, random, world) => {
  const chosen = random.some(world.allocations, 2);
  if (chosen.length === 0) return;
  await life.command(`undo ${chosen.map((one) => `${one.number} ${euros(one.amount)}`).join(', ')}`, (billing) =>
    billing.undo({ allocationIds: chosen.map((one) => one.id), day: dayIn(random, 3, 6), by: 'anna' }),
  );
};

const recordElsewhere: Step = async (life, random, world) => {
  const item = random.pick(world.items.filter((one) => one.open > 0n));
  const customer = item ? customerOf(world, item.customer) : random.pick(world.customers);
  if (!customer) return;
  const settles = item && random.chance(80) ? (random.chance(70) ? item.open : part(random, item.open)) : 0n;
  const amount = settles + (settles === 0n || random.chance(20) ? random.amount(1n, 5_000n) : 0n);
  const externalId = life.name('X');
  const [number] = item ? item.number.split('/') : [];
  await life.command(
    `${externalId}: ${euros(amount)} recorded elsewhere for ${customer.code}, ${item?.number} ${euros(settles)}`,
    (billing) =>
      billing.recordPayment({
        externalId,
        customerCode: customer.code,
        day: dayIn(random, 1, 3),
        amount,
        currency: 'EUR',
        means: 'card',
        allocations: settles > 0n ? [{ number: number!, amount: settles }] : [],
      }),
  );
};

const confirm: Step = async (life, random, world) => {
  const payment = random.pick(world.payments.filter((one) => one.kind === 'recorded' && !one.line));
  if (!payment) return;
  const waiting = undecided(world).find((line) => line.amount === payment.amount && !line.entered);
  const line = waiting ?? (await life.line(random, payment.amount));
  await life.command(
    `${line.ref} confirms recorded payment ${payment.id.slice(-4)} of ${euros(payment.amount)}`,
    (billing) => billing.confirmPayment({ transactionId: line.id, paymentId: payment.id, by: 'anna' }),
  );
};

/** Steps with how often each comes up. */
const WEIGHTS: readonly (readonly [Step, number])[] = [
  [importItems, 8],
  [importAgain, 2],
  [issue, 2],
  [dispute, 1],
  [cancel, 2],
  [pay, 10],
  [batch, 3],
  [strangeLine, 2],
  [setAside, 3],
  [reopen, 2],
  [suspend, 1],
  [putOnAccount, 3],
  [decideWaiting, 5],
  [returned, 4],
  [refund, 2],
  [useOnAccount, 4],
  [undoDecision, 4],
  [undoAllocations, 4],
  [recordElsewhere, 3],
  [confirm, 2],
];

const STEPS = WEIGHTS.flatMap(([step, weight]) => Array.from({ length: weight }, () => step));

/** The step of a place in a history: the first brings something to work on. */
export function stepAt(index: number, random: Random): Step {
  const drawn = random.pick(STEPS)!;
  return index === 0 ? importItems : drawn;
}
