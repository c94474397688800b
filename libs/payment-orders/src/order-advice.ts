import { formatMinor, parseMinor } from '@lettrage/domain';
import type { PaymentFormat, PaymentOrder } from './order.js';
import { blocksOf } from './write-order.js';

/** Advice of what a block's sum on the statement is made of (interfaces: History and advice). */
export interface OrderAdvice {
  readonly kind: 'direct-debits';
  readonly date: string;
  readonly total: string;
  readonly items: readonly { invoice?: string; payer: string; amount: string; ref: string }[];
}

/** One advice for each block of a collection: the bank credits its sum in one line, which this explains. */
export function orderAdvice(order: PaymentOrder, format: PaymentFormat): OrderAdvice[] {
  return blocksOf(order, format).map((block) => ({
    kind: 'direct-debits',
    date: block.date,
    total: block.total,
    items: block.payments.flatMap(({ counterparty, invoices, amount, endToEndId }) => {
      const common = { payer: counterparty.name, ref: endToEndId };
      if (invoices === undefined || invoices.length === 0) return [{ ...common, amount: euros(amount) }];
      return invoices.map((invoice) => ({ invoice: invoice.number, ...common, amount: euros(invoice.amount) }));
    }),
  }));
}

function euros(amount: string): string {
  return formatMinor(parseMinor(amount, 'EUR'), 'EUR');
}
