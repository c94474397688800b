import { formatMinor, type Category, type TransactionLine } from '@lettrage/domain';
import { subsetsOf } from '../explain/subset.js';
import { asBanksPrint } from './names.js';
import type { Planned } from './plan.js';
import type { Channel, TrueAllocation, TruthLabel } from './scenario.js';
import type { BenchCustomer, BenchItem, World } from './world.js';

/** What is right for one line. Amounts of allocations are decimal strings, the others minor units. */
export interface Truth {
  readonly transaction: string;
  readonly scenario: string;
  readonly channel: Channel;
  readonly label: TruthLabel;
  readonly amount: bigint;
  readonly customer?: string;
  readonly onAccount: bigint;
  readonly allocations: readonly {
    readonly invoice: string;
    readonly amount: string;
    readonly adjustment?: { readonly kind: string; readonly amount: string };
  }[];
  readonly category?: Category;
  readonly needs?: string;
  readonly reverses?: readonly { readonly transaction: string; readonly invoice: string; readonly amount: string }[];
}

/** The state of the books when a line is reached. */
export interface TruthBook {
  readonly world: World;
  readonly opens: ReadonlyMap<BenchItem, bigint>;
  readonly byAmount: ReadonlyMap<string, readonly BenchItem[]>;
}

/** The truth of a line with its label: what the channel has left decides whether anybody could know. */
export function truthOf(planned: Planned, line: TransactionLine, channel: Channel, book: TruthBook): Truth {
  const { payment, customer, scenario } = planned;
  const allocations = payment.allocations.map(written);
  const owner = ownerOf(payment.allocations) ?? (payment.onAccount === undefined ? undefined : customer);
  return {
    transaction: line.ref,
    scenario,
    channel,
    label: payment.label ?? labelOf(planned, line, book),
    amount: payment.amount,
    onAccount: payment.onAccount ?? 0n,
    allocations,
    ...(owner && { customer: owner.identity.id }),
    ...(payment.category && { category: payment.category }),
    ...(payment.needs && { needs: payment.needs }),
  };
}

function written({ item, amount, adjustment }: TrueAllocation): Truth['allocations'][number] {
  return {
    invoice: item.item.number,
    amount: formatMinor(amount, 'EUR'),
    ...(adjustment && { adjustment: { kind: adjustment.kind, amount: formatMinor(adjustment.amount, 'EUR') } }),
  };
}

function ownerOf(allocations: readonly TrueAllocation[]): BenchCustomer | undefined {
  const owners = new Set(allocations.map(({ item }) => item.customer));
  return owners.size === 1 ? [...owners][0] : undefined;
}

/** Decidable if the telling text survived the channel, or payer and amount point at one open item or set alone. */
function labelOf({ payment, customer }: Planned, line: TransactionLine, book: TruthBook): TruthLabel {
  const text = compact(`${line.structuredReference ?? ''} ${line.remittance ?? ''} ${line.endToEndId ?? ''}`);
  const { telling, allocations } = payment;
  if (telling.length > 0 && telling.every((part) => text.includes(compact(part)))) return 'decidable';
  if (allocations.length === 0) return telling.length > 0 ? 'weak' : 'decidable';
  const nameCut = line.counterparty === undefined && !text.includes(compact(customer.name.own));
  if (nameCut || (payment.payer && telling.length > 0)) return 'weak';
  if (allocations.some(({ item, amount, adjustment }) => adjustment !== undefined || amount !== book.opens.get(item)))
    return 'weak';
  const own = book.world.items.filter(
    (one) =>
      isKin(one.customer, customer) && one.item.issueDate <= line.bookingDate && (book.opens.get(one) ?? 0n) > 0n,
  );
  const same = own.filter((one) => book.opens.get(one) === payment.amount).length;
  if (allocations.length === 1) return same === 1 ? 'decidable' : 'ambiguous';
  return same === 0 && isOnlySet(own, payment.amount, book) ? 'decidable' : 'ambiguous';
}

/** The same customer, one of its group, or a homonym. */
function isKin(one: BenchCustomer, customer: BenchCustomer): boolean {
  const group = customer.identity.groupId;
  return one === customer || one.name === customer.name || (group !== undefined && one.identity.groupId === group);
}

function isOnlySet(own: readonly BenchItem[], amount: bigint, { opens }: TruthBook): boolean {
  if (own.length > 20) return false;
  const { solutions, complete } = subsetsOf(
    own.map((one) => opens.get(one)!),
    amount,
    2,
    6,
    2,
  );
  return complete && solutions.length === 1;
}

function compact(text: string): string {
  return asBanksPrint(text).replace(/ /g, '');
}
