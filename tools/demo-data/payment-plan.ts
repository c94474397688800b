import { addDays, type Day } from '@lettrage/domain';
import { STATEMENT_FROM, STATEMENT_TO, bankDay } from './calendar.js';
import { creditNoteFor, type DemoInvoice } from './invoices.js';
import type { Random } from './random.js';

const NEVER = '9999-12-31' as Day;

/** When each invoice gets paid, which ones together, and what is still open when the bank statements begin. */
export class PaymentPlan {
  /** Everything that is open on 1 September or issued later, credit notes included. */
  readonly items: DemoInvoice[] = [];
  private readonly days = new Map<DemoInvoice, Day>();
  private readonly company = new Map<DemoInvoice, DemoInvoice[]>();

  constructor(
    invoices: readonly DemoInvoice[],
    private readonly random: Random,
  ) {
    for (const invoice of invoices) {
      const day = this.payDay(invoice);
      // Paid before the statements begin: not on the list of open items any more.
      if (day < STATEMENT_FROM) continue;
      this.items.push(invoice);
      this.days.set(invoice, day);
      if (invoice.issued < '2026-07-10') this.payEarlierPart(invoice, day);
    }
    this.addCreditNotes();
    this.joinPayments();
  }

  /** Invoices paid by transfer that day. */
  paidOn(day: Day): DemoInvoice[] {
    return this.items.filter((item) => item.customer.habit === 'transfer' && this.days.get(item) === day);
  }

  /** Invoices collected by direct debit that day. */
  collectedOn(day: Day): DemoInvoice[] {
    return this.items.filter(
      (item) => item.customer.habit === 'direct-debit' && item.kind === 'invoice' && this.days.get(item) === day,
    );
  }

  /** The invoice and what its customer pays with it in one transfer. */
  paidWith(invoice: DemoInvoice, day: Day): DemoInvoice[] {
    return (this.company.get(invoice) ?? [invoice]).filter((item) => item.issued <= day);
  }

  private payDay(invoice: DemoInvoice): Day {
    if (invoice.customer.habit === 'direct-debit') return bankDay(invoice.due);
    if (this.random.chance(9)) return NEVER;
    if (invoice.discountUntil && this.random.chance(60))
      return bankDay(addDays(invoice.issued, this.random.between(5, 8)));
    const day = bankDay(addDays(invoice.due, this.random.between(invoice.isSubscription ? 3 : -6, 13)));
    const paid = day > invoice.issued ? day : bankDay(addDays(invoice.issued, 1));
    // Instalments stay together on the list: the first is paid in September at the earliest.
    return invoice.instalment === 1 && paid < STATEMENT_FROM
      ? bankDay(addDays(STATEMENT_FROM, this.random.between(1, 9)))
      : paid;
  }

  /** An old debtor may have paid a part before: `open` is then less than `total`. */
  private payEarlierPart(invoice: DemoInvoice, day: Day): void {
    if (day === NEVER && invoice.total > 30_000n) invoice.open -= (invoice.total / 30_000n) * 10_000n;
  }

  private addCreditNotes(): void {
    let serial = 30;
    const candidates = this.items.filter(
      (item) => item.customer.habit === 'transfer' && item.total > 20_000n && !item.discountUntil && !item.instalment,
    );
    for (const [position, invoice] of this.random.shuffle(candidates).slice(0, 18).entries()) {
      const paid = this.days.get(invoice) as Day;
      const issued = bankDay(addDays(invoice.issued, this.random.between(4, 9)));
      const isNetted = position < 13 && paid > issued && paid <= STATEMENT_TO && invoice.open === invoice.total;
      if (issued > STATEMENT_TO) continue;
      serial += 1;
      const credit = creditNoteFor(invoice, serial, BigInt(this.random.pick([5, 10, 15, 20])), issued);
      this.items.push(credit);
      if (isNetted) this.company.set(invoice, [invoice, credit]);
    }
  }

  /** Customers often pay in one go what falls due within ten days. */
  private joinPayments(): void {
    const payable = this.items.filter((item) => this.paidWithinStatement(item));
    for (const first of payable) {
      if (this.isJoined(first) || this.random.chance(45)) continue;
      const day = this.days.get(first) as Day;
      const others = payable.filter((item) => item !== first && !this.isJoined(item) && this.canJoin(first, item, day));
      if (others.length === 0) continue;
      const together = [first, ...others.slice(0, this.random.between(1, 4))].sort((a, b) =>
        a.number < b.number ? -1 : 1,
      );
      for (const item of together) {
        this.company.set(item, together);
        this.days.set(item, day);
      }
    }
  }

  private paidWithinStatement(item: DemoInvoice): boolean {
    return (
      item.kind === 'invoice' && item.customer.habit === 'transfer' && (this.days.get(item) ?? NEVER) <= STATEMENT_TO
    );
  }

  private isJoined(item: DemoInvoice): boolean {
    return this.company.has(item);
  }

  private canJoin(first: DemoInvoice, item: DemoInvoice, day: Day): boolean {
    const other = this.days.get(item) as Day;
    const simple = [first, item].every(
      (each) => !each.isSubscription && !each.instalment && !each.discountUntil && each.customer.country === 'FR',
    );
    return (
      simple && item.customer.id === first.customer.id && item.issued < day && other >= day && other <= addDays(day, 12)
    );
  }
}
