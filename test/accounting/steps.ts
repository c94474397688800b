import type { AllocationInput, PayDecision } from '@lettrage/billing';
import { dayIn, euros, type Item, type Payment, type World } from './company-life.js';
import { cancel, dispute, importAgain, importItems, issue } from './document-steps.js';
import type { Random } from './random.js';
import type { Step } from './step.js';

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
