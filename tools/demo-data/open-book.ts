import type { Day } from '@lettrage/domain';
import type { TrueAllocation } from './bank-line.js';
import type { DemoCustomer } from './customers.js';
import type { DemoInvoice } from './invoices.js';

/** The books as they stand while the months are played: what is open, and whether a payment has one explanation only. */
export class OpenBook {
  constructor(private readonly items: readonly DemoInvoice[]) {}

  /** Items of the customer, of its group and of those that bear its name, issued by that day and still open. */
  openOf(customer: DemoCustomer, day: Day): DemoInvoice[] {
    return this.items.filter((item) => item.open !== 0n && item.issued <= day && isFamily(item.customer, customer));
  }

  /** An open invoice of somebody else: its number is a decoy in this customer's text. */
  openOfOthers(customer: DemoCustomer, day: Day): DemoInvoice[] {
    return this.items.filter(
      (item) => item.open > 0n && item.issued <= day && item.kind === 'invoice' && !isFamily(item.customer, customer),
    );
  }

  /** True if exactly one open item of the family has this amount. */
  isOnlyOne(customer: DemoCustomer, amount: bigint, day: Day): boolean {
    return this.openOf(customer, day).filter((item) => item.open === amount).length === 1;
  }

  /** True if exactly one set of up to six open items of the family adds up to the amount. */
  isOnlySet(customer: DemoCustomer, amount: bigint, day: Day): boolean {
    return (
      countSets(
        this.openOf(customer, day).map((item) => item.open),
        amount,
        6,
      ) === 1
    );
  }

  /** Takes what a line settles off the items. */
  settle(allocations: readonly TrueAllocation[]): void {
    for (const { invoice, amount, adjustment } of allocations) invoice.open -= amount + (adjustment?.amount ?? 0n);
  }
}

function isFamily(a: DemoCustomer, b: DemoCustomer): boolean {
  return a.id === b.id || a.name === b.name || (a.groupId !== undefined && a.groupId === b.groupId);
}

/** Number of sets of at most `size` amounts with this sum; stops counting at two. */
function countSets(amounts: readonly bigint[], sum: bigint, size: number, from = 0): number {
  let found = 0;
  for (let i = from; i < amounts.length && found < 2; i++) {
    const rest = sum - (amounts[i] as bigint);
    if (rest === 0n) found += 1;
    if (size > 1) found += countSets(amounts, rest, size - 1, i + 1);
  }
  return found;
}
