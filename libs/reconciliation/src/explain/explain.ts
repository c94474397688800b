import { absolute, divideRounded, type AdjustmentKind, type Day } from '@lettrage/domain';
import type { MatchConfig } from '../config.js';
import type { ForeignPayment } from './exchange.js';
import { openOf, type Row, type Unit } from '../book/unit.js';
import type { Allocation } from '../model.js';

/** How an amount is explained by a set of items. */
export type AmountKind = 'exact' | 'netted' | 'discount' | 'bank-fee' | 'rounding' | 'exchange' | 'partial' | 'over';

/** A set of items that explains an amount to the cent. */
export interface Explained {
  readonly kind: AmountKind;
  readonly units: readonly Unit[];
  readonly allocations: readonly Allocation[];
  readonly onAccount: bigint;
}

/** What explaining needs to know of the line and the company. */
export interface AmountContext {
  readonly amount: bigint;
  readonly day: Day;
  readonly config: MatchConfig;
  /** The line speaks of charges, or money and payer are foreign. */
  readonly charges: boolean;
  /** The account's currency. */
  readonly currency: string;
  /** What was paid in another currency, if the bank says so. */
  readonly foreign?: ForeignPayment;
}

/**
 * Explains the amount by these items, to the cent: exactly, or with one typed residual (discount within its date, bank
 * fee, rounding), with a credit note of `credits` netted, in part, or with a rest on account. The most telling first;
 * an empty list means it cannot be explained by them.
 */
export function explainAmount(units: readonly Unit[], credits: readonly Unit[], context: AmountContext): Explained[] {
  if (units.length === 0) return [];
  const { amount } = context;
  const sum = sumOf(units);
  if (sum === amount) return [settle('exact', units)];
  const found: Explained[] = [];
  const discounted = withDiscount(units, context);
  if (discounted) found.push(discounted);
  found.push(...netted(units, credits, amount, sum));
  const difference = sum - amount;
  const bearable = units.some((unit) => canBear(unit, difference));
  const residual = bearable ? residualOf(difference, context) : undefined;
  if (residual) found.push(settle(residual, units, { kind: residual, amount: difference }));
  if (units.length === 1 && difference > 0n) found.push(...firstInstalments(units[0]!, context));
  const inPartOnly = found.every(({ kind }) => kind === 'bank-fee' || kind === 'rounding' || kind === 'exchange');
  if (difference > 0n && inPartOnly && units.every((unit) => openOf(unit) > 0n))
    found.push(inPart('partial', units, amount));
  if (found.length > 0) return found;
  return difference < 0n && sum > 0n ? [{ ...settle('over', units), onAccount: -difference }] : [];
}

/** One item settled by less, the rest of a given kind; empty where it cannot bear it. */
export function lessResidual(unit: Unit, kind: 'discount' | 'bank-fee', amount: bigint): Explained[] {
  return canBear(unit, amount) ? [settle(kind, [unit], { kind, amount })] : [];
}

/** Sum of what is open. */
export function sumOf(units: readonly Unit[]): bigint {
  return units.reduce((sum, unit) => sum + openOf(unit), 0n);
}

/** A residual rests on the last instalment of a unit, which must be larger than it. */
function canBear(unit: Unit, residual: bigint): boolean {
  const last = unit.rows.findLast((row) => row.open !== 0n);
  return last !== undefined && last.open > absolute(residual);
}

/** Less than the tolerance and never more than five per cent of what was paid. */
function isRounding(difference: bigint, amount: bigint, config: MatchConfig): boolean {
  const size = absolute(difference);
  return size > 0n && size <= config.maximumRounding && size * 20n <= absolute(amount);
}

/**
 * The first instalments of an item, but not all: exactly, or less a bank fee, or but for a rounding difference. The
 * amount of a later instalment is one too; the money still goes to the oldest due.
 */
function firstInstalments(unit: Unit, { amount, config, charges }: AmountContext): Explained[] {
  const rows = unit.rows.filter((row) => row.open > 0n);
  if (rows.length > 1 && rows.some((row) => row.open === amount)) return [inPart('exact', [unit], amount)];
  const found: Explained[] = [];
  let sum = 0n;
  rows.slice(0, -1).forEach((row, index) => {
    sum += row.open;
    const rest = sum - amount;
    if (absolute(rest) >= row.open) return;
    const kind = rest === 0n ? 'exact' : residualKind(rest, amount, config, charges);
    if (!kind) return;
    const allocations = rows.slice(0, index + 1).map((one) => allocation(one, one.open));
    if (kind !== 'exact') {
      allocations[index] = { ...allocation(row, row.open - rest), adjustment: { kind, amount: rest } };
    }
    found.push({ kind, units: [unit], allocations, onAccount: 0n });
  });
  return found;
}

/** More than this of the amount, in per cent, is no difference of exchange. */
const MOST_EXCHANGE = 5n;

/** A payment made in another currency differs by the rate; any other by a fee or a few cents. */
function residualOf(
  difference: bigint,
  { amount, config, charges, foreign }: AmountContext,
): 'rounding' | 'bank-fee' | 'exchange' | undefined {
  if (foreign && absolute(difference) * 100n <= amount * MOST_EXCHANGE) return 'exchange';
  return residualKind(difference, amount, config, charges);
}

/** What a difference between asked and paid may be without anybody's saying so. */
function residualKind(
  difference: bigint,
  amount: bigint,
  config: MatchConfig,
  charges: boolean,
): 'rounding' | 'bank-fee' | undefined {
  if (isRounding(difference, amount, config)) return 'rounding';
  const isFee = charges && difference > 0n && difference <= config.maximumBankFee && difference * 4n <= amount;
  return isFee ? 'bank-fee' : undefined;
}

/** The early-payment discount of a unit on `day`, in minor units; 0 where there is none or its date is past. */
export function discountOf(unit: Unit, day: Day): bigint {
  const { discount } = unit.rows[0]!.source;
  return discount && day <= discount.until ? agreedDiscount(unit) : 0n;
}

/** The early-payment discount of a unit whatever the day, in minor units; 0 where none was agreed or a part was paid. */
export function agreedDiscount(unit: Unit): bigint {
  const { source } = unit.rows[0]!;
  const { discount } = source;
  if (!discount || unit.rows.length > 1) return 0n;
  const { total } = source.item;
  if (openOf(unit) !== total) return 0n;
  const [whole, fraction = ''] = discount.percent.split('.');
  const scale = 10n ** BigInt(fraction.length);
  return divideRounded(total * BigInt(`${whole}${fraction}`), 100n * scale);
}

function withDiscount(units: readonly Unit[], { amount, day }: AmountContext): Explained | undefined {
  const discounts = units.map((unit) => discountOf(unit, day));
  const total = discounts.reduce((sum, discount) => sum + discount, 0n);
  if (total === 0n || sumOf(units) - total !== amount) return undefined;
  const allocations = units.flatMap((unit, index) => {
    const discount = discounts[index]!;
    return allocate(unit, discount === 0n ? undefined : { kind: 'discount', amount: discount });
  });
  return { kind: 'discount', units, allocations, onAccount: 0n };
}

/** One credit, or all of them, make up the difference. */
function netted(units: readonly Unit[], credits: readonly Unit[], amount: bigint, sum: bigint): Explained[] {
  const usable = credits.filter((credit) => !units.includes(credit));
  const single = usable
    .filter((credit) => sum + openOf(credit) === amount)
    .map((credit) => settle('netted', [...units, credit]));
  if (single.length > 0 || usable.length < 2) return single;
  return sum + sumOf(usable) === amount ? [settle('netted', [...units, ...usable])] : [];
}

/** Settles every unit in full; the residual, if any, on the last positive one. */
function settle(
  kind: AmountKind,
  units: readonly Unit[],
  residual?: { kind: AdjustmentKind; amount: bigint },
): Explained {
  const bearer = residual ? units.findLast((unit) => canBear(unit, residual.amount)) : undefined;
  const allocations: Allocation[] = [];
  for (const unit of units) {
    if (unit === bearer) allocations.push(...allocate(unit, residual));
    else for (const row of unit.rows) if (row.open !== 0n) allocations.push(allocation(row, row.open));
  }
  return { kind, units, allocations, onAccount: 0n };
}

/** Pays the oldest due first until the money is used up. */
function inPart(kind: AmountKind, units: readonly Unit[], amount: bigint): Explained {
  const rows = units.flatMap((unit) => unit.rows.map((row) => ({ unit, row })));
  rows.sort((a, b) =>
    a.row.source.dueDate < b.row.source.dueDate ? -1 : a.row.source.dueDate > b.row.source.dueDate ? 1 : 0,
  );
  const allocations: Allocation[] = [];
  let left = amount;
  for (const { row } of rows) {
    if (left === 0n || row.open <= 0n) continue;
    const part = row.open < left ? row.open : left;
    allocations.push(allocation(row, part));
    left -= part;
  }
  return { kind, units, allocations, onAccount: 0n };
}

function allocate(unit: Unit, adjustment?: Allocation['adjustment']): Allocation[] {
  const rows = unit.rows.filter((row) => row.open !== 0n);
  return rows.map((row, index) =>
    adjustment && index === rows.length - 1
      ? { ...allocation(row, row.open - adjustment.amount), adjustment }
      : allocation(row, row.open),
  );
}

function allocation(row: Row, amount: bigint): Allocation {
  const { source, open } = row;
  return {
    item: source.id,
    invoice: source.number,
    dueDate: source.dueDate,
    customer: source.customer.id,
    amount,
    openBefore: open,
  };
}
