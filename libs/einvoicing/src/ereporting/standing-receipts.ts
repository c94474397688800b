import { formatMinor, parseMinor } from '@lettrage/domain';
import { decimalOrZero } from '../arithmetic/decimal.js';
import type { DayOfPayments, PaymentReport, ReportedPayment } from './payment-report.js';

/** Money that came in for an invoice, or went back (negative parts), by VAT rate. */
export interface ReceiptMovement {
  readonly number: string;
  readonly issueDate: string;
  readonly channel: '10.2' | '10.4';
  readonly day: string;
  /** Of one sign, decimal strings in euros. */
  readonly parts: readonly { readonly rate: string; readonly amount: string }[];
}

/**
 * What stands of the receipts after everything that went back. A report takes no negative amount (rule G1.16), so money
 * given back, or a receipt undone, takes from the latest receipts of its invoice and rate: their periods are corrected.
 * What goes back beyond what came in is left over and told as `unmatched`.
 *
 * @param movements oldest first
 */
export function standingReceipts(movements: readonly ReceiptMovement[]): {
  standing: ReceiptMovement[];
  unmatched: ReceiptMovement[];
} {
  const open = new Map<string, { movement: ReceiptMovement; rate: string; left: bigint }[]>();
  const order: { movement: ReceiptMovement; rate: string; left: bigint }[] = [];
  const unmatched: ReceiptMovement[] = [];
  for (const movement of movements)
    for (const { rate, amount } of movement.parts) {
      const minor = parseMinor(amount, 'EUR');
      const key = `${movement.channel} ${movement.number} ${rate}`;
      const stack = open.get(key) ?? [];
      open.set(key, stack);
      if (minor >= 0n) {
        const entry = { movement, rate, left: minor };
        stack.push(entry);
        order.push(entry);
        continue;
      }
      let back = -minor;
      for (let at = stack.length - 1; at >= 0 && back > 0n; at--) {
        const taken = stack[at]!.left < back ? stack[at]!.left : back;
        stack[at]!.left -= taken;
        back -= taken;
      }
      if (back > 0n) unmatched.push({ ...movement, parts: [{ rate, amount: formatMinor(-back, 'EUR') }] });
    }
  const standing = order
    .filter(({ left }) => left > 0n)
    .map(({ movement, rate, left }) => ({ ...movement, parts: [{ rate, amount: formatMinor(left, 'EUR') }] }));
  return { standing, unmatched };
}

/** The content of a report: 10.2 added up by invoice and day, 10.4 by day, each by rate; in a fixed order. */
export function reportContent(receipts: readonly ReceiptMovement[]): Pick<PaymentReport, 'invoices' | 'days'> {
  const invoices = new Map<string, ReceiptMovement[]>();
  const days = new Map<string, ReceiptMovement[]>();
  for (const one of receipts) {
    const into = one.channel === '10.2' ? invoices : days;
    const key = one.channel === '10.2' ? `${one.day} ${one.number}` : one.day;
    into.set(key, [...(into.get(key) ?? []), one]);
  }
  const sorted = (map: Map<string, ReceiptMovement[]>): ReceiptMovement[][] =>
    [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, all]) => all);
  return {
    invoices: sorted(invoices).map((all): ReportedPayment => {
      const { number, issueDate, day } = all[0]!;
      return { number, issueDate, day, parts: addedUp(all) };
    }),
    days: sorted(days).map((all): DayOfPayments => ({ day: all[0]!.day, parts: addedUp(all) })),
  };
}

function addedUp(receipts: readonly ReceiptMovement[]): DayOfPayments['parts'] {
  const byRate = new Map<string, bigint>();
  for (const { rate, amount } of receipts.flatMap(({ parts }) => parts))
    byRate.set(rate, (byRate.get(rate) ?? 0n) + parseMinor(amount, 'EUR'));
  return [...byRate]
    .sort(([a], [b]) => decimalOrZero(b).comparedTo(decimalOrZero(a)))
    .map(([rate, minor]) => ({ rate, amount: formatMinor(minor, 'EUR') }));
}
