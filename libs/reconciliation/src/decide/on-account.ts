import { daysBetween, parseDay, type Evidence } from '@lettrage/domain';
import type { KnownPayment } from '../book/known-payment.js';
import { saidIn } from '../line/bank-notes.js';
import { normaliseText } from '../text/normalise.js';
import type { Hypothesis, Situation } from './hypothesis.js';
import { isPrepaymentText } from './prove.js';

/** Money that belongs to a customer though it pays no open item. */
export interface OnAccount {
  readonly customer: string;
  readonly rule: 'second-payment' | 'prepayment';
  readonly evidence: readonly Evidence[];
  /** Why a person must look; absent if it is proven. */
  readonly reason?: string;
}

/** A second payment within this many days of the first is one; later it may be for something else. */
const SECOND_PAYMENT_DAYS = 60;

/**
 * A second payment of something settled, or a prepayment, of a proven customer. Only asked when no open item explains
 * the amount: a rest that fits an open item is never put on account.
 */
export function onAccount(situation: Situation, all: readonly Hypothesis[]): OnAccount | undefined {
  const { payers, read } = situation;
  const [customer, ...others] = [...payers.definite];
  if (customer === undefined) return undefined;
  const known = payers.marks.get(customer)!;
  const second = secondPayment(situation, customer);
  if (!second && !isPrepaymentText(wordsBeside(customer, situation))) return undefined;
  const explained = all.find((one) => one.payer >= 1 && one.kind !== 'partial' && one.kind !== 'over');
  const named = [...situation.found.open.values()].find(
    ({ rank, unit }) => rank >= 3 || (rank >= 2 && unit.customer.id === customer),
  );
  const reason =
    others.length > 0
      ? 'several customers may have paid'
      : payers.thirdParty
        ? 'it is not clear for whom was paid'
        : explained
          ? `${explained.units[0]!.number} could be meant as well`
          : named
            ? `the text names ${named.unit.number}, which the amount does not cover`
            : read.line.status !== 'booked'
              ? 'the bank has not booked it yet'
              : undefined;
  const evidence = [
    known.evidence,
    second ?? { kind: 'prepayment', detail: 'the text speaks of an order, a quotation or a deposit' },
  ];
  return { customer, rule: second ? 'second-payment' : 'prepayment', evidence, ...(reason && { reason }) };
}

/** The words of the text that are not of the customer's name: `COMMANDE SERVICES` is somebody's. */
function wordsBeside(customer: string, { read, book }: Situation): Set<string> {
  const name = normaliseText(book.customers.get(customer)?.name ?? '');
  const own = new Set(name.match(/[A-Z]+/g));
  return new Set([...read.words].filter((word) => !own.has(word)));
}

/** The same payer has paid the same amount with the same words, or for the same settled item, a short time ago. */
function secondPayment({ read, book, found }: Situation, customer: string): Evidence | undefined {
  const numbers = new Set(found.settled.filter(({ rank }) => rank >= 4).map(({ number }) => number));
  const first = book.paymentsBy(customer).find(isRepeated);
  return first && { kind: 'second-payment', detail: `same amount as ${first.transaction} of ${first.day}` };

  function isRepeated(payment: KnownPayment): boolean {
    if (payment.amount !== read.amount || payment.currency !== read.line.currency || payment.returned) return false;
    const days = daysBetween(payment.day, parseDay(read.line.bookingDate));
    if (days < 0 || days > SECOND_PAYMENT_DAYS || payment.transaction === read.line.ref) return false;
    if (payment.named && payment.allocations.some(({ invoice }) => numbers.has(invoice))) return true;
    const text = saidIn(read.line);
    return numbers.size === 0 && days <= 10 && text.length >= 8 && /\d/.test(text) && payment.text === text;
  }
}
