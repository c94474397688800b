import { addDays, type Day } from '@lettrage/domain';
import type { DemoLine, TrueAllocation, TruthLabel } from './bank-line.js';
import { abbreviated, listed, printedName } from './bank-wording.js';
import { STATEMENT_FROM, STATEMENT_TO, bankDay, bankDays, monthName } from './calendar.js';
import type { DemoCustomer } from './customers.js';
import { collectDirectDebits } from './direct-debits.js';
import type { DemoInvoice } from './invoices.js';
import { OpenBook } from './open-book.js';
import type { PaymentPlan } from './payment-plan.js';
import { Deck, type Random } from './random.js';
import {
  SCENARIO_WEIGHTS,
  fits,
  laterDay,
  payInvoice,
  truthOf,
  type Payer,
  type Receipt,
  type Scenario,
  type Situation,
} from './receipt-scenarios.js';

const CHEQUE_DAYS: ReadonlySet<string> = new Set(['2026-09-16', '2026-10-07', '2026-10-21']);

interface Later {
  readonly day: Day;
  readonly invoice: DemoInvoice;
  readonly scenario: Scenario;
  /** The same receipt a second time: nothing is left to settle. */
  readonly again?: Receipt;
}

/**
 * Plays September and October 2026 day by day against the open book: customers pay in all the usual manners, and each
 * line carries its right answer as of that day. Lines come in the order of days.
 */
export class ReceiptPlay {
  private readonly lines: DemoLine[] = [];
  private readonly book: OpenBook;
  private readonly deck: Deck<keyof typeof SCENARIO_WEIGHTS>;
  private readonly customers: ReadonlyMap<string, DemoCustomer>;
  private readonly paid = new Set<DemoInvoice>();
  private later: Later[] = [];

  constructor(
    private readonly plan: PaymentPlan,
    customers: readonly DemoCustomer[],
    private readonly random: Random,
  ) {
    this.book = new OpenBook(plan.items);
    this.deck = new Deck(SCENARIO_WEIGHTS, random);
    this.customers = new Map(customers.map((customer) => [customer.id, customer]));
  }

  /** All receipts and returned collections of the two months. */
  play(): DemoLine[] {
    for (const day of bankDays(STATEMENT_FROM, STATEMENT_TO)) {
      this.playLater(day);
      for (const invoice of this.plan.paidOn(day)) if (!this.paid.has(invoice)) this.playInvoice(invoice, day);
      this.playDirectDebits(day);
      if (CHEQUE_DAYS.has(day)) this.playCheques(day);
    }
    return this.lines;
  }

  private playLater(day: Day): void {
    const due = this.later.filter((later) => later.day <= day);
    this.later = this.later.filter((later) => later.day > day);
    for (const { invoice, scenario, again } of due) {
      if (again) this.settleAndWrite(this.secondPayment(again, invoice, day));
      else this.write(payInvoice(scenario, this.situation(invoice, day)), invoice.customer, day);
    }
  }

  private playInvoice(invoice: DemoInvoice, day: Day): void {
    const together = this.plan.paidWith(invoice, day).filter((other) => !this.paid.has(other));
    if (together.length > 1) return this.payTogether(together, day);
    this.paid.add(invoice);
    const situation = this.situation(invoice, day);
    const scenario =
      invoice.isSubscription && this.random.chance(80)
        ? 'subscription'
        : this.deck.deal((name) => fits(name, situation));
    const receipt = payInvoice(scenario, situation);
    this.write(receipt, invoice.customer, day);
    if (scenario === 'partial') {
      this.later.push({ day: laterDay(day, this.random, 8, 16), invoice, scenario: 'partial-rest' });
    } else if (scenario === 'paid-twice') {
      this.later.push({ day: laterDay(day, this.random, 1, 5), invoice, scenario, again: receipt });
    }
  }

  private payTogether(items: readonly DemoInvoice[], day: Day): void {
    for (const item of items) this.paid.add(item);
    const customer = (items[0] as DemoInvoice).customer;
    const amount = items.reduce((sum, item) => sum + item.open, 0n);
    const invoices = items.filter((item) => item.kind === 'invoice');
    const credits = items.filter((item) => item.kind === 'credit-note');
    const { text, scenario } = this.wordingOf(invoices, credits, day);
    const label: TruthLabel =
      scenario === 'several-unlisted' && !this.book.isOnlySet(customer, amount, day) ? 'ambiguous' : 'decidable';
    const allocations = items.map((invoice) => ({ invoice, amount: invoice.open }));
    const payer = { name: customer.name, ...customer.account };
    this.write({ text, amount, payer, truth: truthOf(scenario, label, customer, allocations) }, customer, day);
  }

  private wordingOf(
    invoices: readonly DemoInvoice[],
    credits: readonly DemoInvoice[],
    day: Day,
  ): { text: string; scenario: string } {
    if (credits.length > 0) {
      if (this.random.chance(30))
        return { text: `${listed(invoices, this.random)} DEDUCTION AVOIR`, scenario: 'credit-note-unlisted' };
      return {
        text: `${listed(invoices, this.random)} - ${listed(credits, this.random)}`,
        scenario: 'credit-note-listed',
      };
    }
    const kind = this.random.between(1, 100);
    if (kind <= 42)
      return {
        text: `${this.random.pick(['', 'REGLT FACT ', 'FACTURES '])}${listed(invoices, this.random)}`,
        scenario: 'several-listed',
      };
    if (kind <= 68) return { text: abbreviated(invoices), scenario: 'several-abbreviated' };
    const text = this.random.pick([
      'REGLEMENT VOS FACTURES',
      'SOLDE COMPTE',
      `FACTURES ${monthName(addDays(day, -35))}`,
    ]);
    return { text, scenario: 'several-unlisted' };
  }

  private playDirectDebits(day: Day): void {
    const { lines, unpaid } = collectDirectDebits(this.plan.collectedOn(day), day);
    for (const line of lines) this.settleAndWrite(line);
    for (const { line, invoice, reason } of unpaid) {
      const returned = bankDay(addDays(day, 3));
      this.lines.push(returnLine(line, invoice, returned, reason));
      // Open again from the day of the return; the customer makes up for it by transfer.
      invoice.open += line.amount;
      this.later.push({ day: addDays(day, 13), invoice, scenario: 'after-return' });
    }
  }

  /** Cheques of several customers paid in with one slip: the statement shows the total only. */
  private playCheques(day: Day): void {
    const late = this.plan.items.filter((item) => !this.paid.has(item) && isPaidByCheque(item, day) && item.due < day);
    const invoices = late
      .filter((item, i) => late.findIndex((other) => other.customer === item.customer) === i)
      .slice(0, 4);
    for (const invoice of invoices) this.paid.add(invoice);
    const allocations = invoices.map((invoice) => ({ invoice, amount: invoice.open }));
    this.settleAndWrite({
      bank: 'csv',
      day,
      amount: allocations.reduce((sum, { amount }) => sum + amount, 0n),
      text: String(5_510_200 + Number(day.slice(8))),
      label: 'REM CHQ',
      code: 'PMNT/RCHQ/CCHQ',
      truth: { scenario: 'cheque-slip', label: 'side-data', category: 'other', needs: 'cheque-slip', allocations },
    });
  }

  private secondPayment(receipt: Receipt, invoice: DemoInvoice, day: Day): DemoLine {
    const truth = {
      scenario: 'paid-twice-second',
      label: 'decidable' as const,
      customer: invoice.customer.id,
      allocations: [],
      onAccount: receipt.amount,
    };
    return this.lineOf({ ...receipt, truth }, invoice.customer, day);
  }

  private situation(invoice: DemoInvoice, day: Day): Situation {
    return { invoice, day, book: this.book, random: this.random, customers: this.customers };
  }

  private write(receipt: Receipt, customer: DemoCustomer, day: Day): void {
    this.settleAndWrite(this.lineOf(receipt, customer, day));
  }

  private settleAndWrite(line: DemoLine): void {
    this.lines.push(line);
    this.book.settle(line.truth.allocations);
  }

  private lineOf(receipt: Receipt, customer: DemoCustomer, day: Day): DemoLine {
    const counterparty = printedPayer(receipt.payer, this.random);
    const instant = this.random.chance(12);
    return {
      bank: customer.paysInto,
      day,
      amount: receipt.amount,
      text: receipt.text,
      label: instant ? 'VIR INST' : 'VIR SEPA RECU',
      ...(counterparty && { counterparty }),
      ...(this.random.chance(30) && { endToEndId: `E2E${this.random.digits(10)}` }),
      ...(receipt.structuredReference && { structuredReference: receipt.structuredReference }),
      ...(receipt.charges && { charges: receipt.charges }),
      code: customer.country === 'FR' ? 'PMNT/RCDT/ESCT' : 'PMNT/RCDT/XBCT',
      truth: receipt.truth,
    };
  }
}

function isPaidByCheque(item: DemoInvoice, day: Day): boolean {
  const { habit, paysInto, country } = item.customer;
  return (
    item.kind === 'invoice' &&
    item.open > 0n &&
    item.issued < day &&
    habit === 'transfer' &&
    paysInto === 'csv' &&
    country === 'FR'
  );
}

function printedPayer(payer: Payer, random: Random): DemoLine['counterparty'] {
  if (payer === 'anonymous') return undefined;
  return { ...payer, name: printedName(payer.name, random) };
}

function returnLine(collected: DemoLine, invoice: DemoInvoice, day: Day, returnReason: string): DemoLine {
  const none: readonly TrueAllocation[] = [];
  return {
    ...collected,
    day,
    amount: -collected.amount,
    label: 'PRLV SEPA IMPAYE',
    batch: undefined,
    code: 'PMNT/IDDT/UPDD',
    returnReason,
    truth: {
      scenario: 'direct-debit-returned',
      label: 'none',
      category: 'return',
      allocations: none,
      reverses: { line: collected, invoice },
    },
  };
}
