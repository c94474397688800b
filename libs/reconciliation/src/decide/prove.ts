import { daysBetween, parseMinor } from '@lettrage/domain';
import { openOf } from '../book/unit.js';
import {
  BALANCE_WORDS,
  CHARGE_WORDS,
  DEPOSIT_WORDS,
  DISCOUNT_WORDS,
  MONTHLY_WORDS,
  PARTIAL_WORDS,
  PREPAYMENT_WORDS,
} from '../text/vocabulary.js';
import { saidIn } from '../line/bank-notes.js';
import { doubtOfPayer, isBeginning, isCutShort, isEnding, isHitBySlip, mayBeAnothers, oldNumber } from './doubts.js';
import { endsInside, isCutInNumber, isCutInSeries } from './cut-label.js';
import { isNamesake, mayBeCut, rival } from './rivals.js';
import { agreedDiscount } from '../explain/explain.js';
import { doubtfulExchange, doubtfulResidual, isLittleShort, isWithheld, speaksOfWithholding } from './residual.js';
import { isOfTheirKind, isOfTheirLength, isOfTheirMake, looksLikeInvoice } from './number-make.js';
import { noItem } from './categories.js';
import { LARGEST_POOL, saysSeveral, type Hypothesis, type Situation } from './hypothesis.js';

/** The rule class an explanation falls under; automatic posting can be switched by class. */
export function ruleOf(hypothesis: Hypothesis): string {
  const reference = hypothesis.slip ?? (hypothesis.rank >= 2 ? 'reference' : undefined);
  const parts = [
    reference,
    hypothesis.completed ? 'completed' : undefined,
    reference ? undefined : hypothesis.payer > 0 ? 'payer' : undefined,
  ];
  if (!reference && hypothesis.month) parts.push('month');
  parts.push(hypothesis.subset && !reference ? 'sum' : hypothesis.kind === 'exact' ? 'amount' : hypothesis.kind);
  return parts.filter((part) => part !== undefined).join('+');
}

/**
 * Why the best explanation is not proven, in one sentence; undefined if it is. Hard conditions first, then what the
 * kind of reference demands, then rivals of equal standing.
 */
export function unproven(best: Hypothesis, all: readonly Hypothesis[], situation: Situation): string | undefined {
  return (
    hardCondition(best, situation) ??
    textContradiction(best, situation) ??
    doubtOfPayer(best, situation) ??
    byKind(best, situation) ??
    byReference(best, situation) ??
    rival(best, all, situation)
  );
}

function hardCondition(best: Hypothesis, situation: Situation): string | undefined {
  const { read, book, waiting } = situation;
  if (read.line.status !== 'booked') return 'the bank has not booked it yet';
  const contested = best.units.map((unit) => book.contestOf(unit)).find((why) => why !== undefined);
  if (contested) return contested;
  if (best.allocations.length === 0) return 'nothing is settled';
  const repeated = read.amount > 0n ? book.repeated(read) : undefined;
  if (repeated) return `an identical line came on ${repeated}: one of them may be a second payment`;
  const earlier = waiting.lineFor(best.units, read.amount);
  if (earlier && (earlier.meant || best.rank < 4 || best.payer === 0 || hasTwin(best, situation)))
    return `an earlier line of this amount (${earlier.transaction}) may have paid it and waits for a decision`;
  const begun = best.rank < 4 || best.kind !== 'exact' ? restOfBegun(best, situation) : undefined;
  if (begun) return `an earlier line waits for a decision that would leave exactly this amount open of ${begun}`;
  if (best.customers.length > 1 && best.rank < 4) return 'the items belong to several customers';
  return undefined;
}

/** An item of which an earlier line that waits may have paid a part, and this one the rest. */
function restOfBegun(best: Hypothesis, { book, read, amount, waiting }: Situation): string | undefined {
  if (waiting.isEmpty) return undefined;
  for (const customer of best.customers) {
    const open = book.openUnits(customer, read.line.currency, amount.day);
    const begun = open.find((unit) => waiting.leaves(unit, amount.amount));
    if (begun) return begun.number;
  }
  return undefined;
}

/** The customer has another item of the same amount open, which the payer may confuse with it. */
function hasTwin(best: Hypothesis, { book, read, amount }: Situation): boolean {
  const open = best.customers.flatMap((customer) => book.openUnits(customer, read.line.currency, amount.day));
  return open.some((unit) => !best.units.includes(unit) && openOf(unit) === amount.amount);
}

/** The text names something else than what would be paid. */
function textContradiction(best: Hypothesis, situation: Situation): string | undefined {
  const { found, book, read } = situation;
  const family = new Set(best.customers.flatMap((customer) => book.family(customer)));
  // The payer's own reference, or a slip, may hit another customer's number; payer and amount outweigh it, unless that
  // number is of an open item and not called a reference: then it may be meant.
  const outweighed = (customer: string | undefined): boolean =>
    best.payer >= 2 && customer !== undefined && !family.has(customer);
  const leftOut = [...found.open.values()].find((named) => {
    const { unit, rank, optional, own, text, between } = named;
    return (
      rank >= 4 &&
      !optional &&
      // The numbers of a range that are other customers' are not meant.
      !(between && !family.has(unit.customer.id)) &&
      !best.units.includes(unit) &&
      !best.found.some((one) => one.rank === rank && one.text === text) &&
      !(own && outweighed(unit.customer.id)) &&
      !isHitBySlip(best, named, situation)
    );
  });
  if (leftOut) return `the text also names ${leftOut.unit.number}, which the amount does not cover`;
  const theirs = (customer: string): boolean =>
    family.has(customer) || best.customers.some((own) => isNamesake(own, customer, book));
  const passed = best.subset || best.rank === 0 ? namedBeside(best, situation, theirs) : undefined;
  if (passed) return `the text may name ${passed.number}, which the amount does not cover`;
  if (found.unpayable.length > 0) return `the text names ${found.unpayable[0]!.number}, which is in another currency`;
  const settled = found.settled.find(
    (item) =>
      item.rank >= 4 &&
      !(
        (best.slip !== undefined || isCutShort(item.text, best)) &&
        (outweighed(item.customer) || isOtherPayment(item, best, read))
      ),
  );
  if (settled && best.rank < 4) return `the text names ${settled.number}, which is already settled`;
  const paid = found.settled.find(({ customer }) => customer !== undefined && theirs(customer));
  if (paid && best.rank <= 1) return `the text may name ${paid.number}, which is already settled`;
  if (best.rank <= 1 && saidBefore(best, read, book))
    return 'the customer has paid this amount with the same words: it may be a second payment';
  if (best.rank <= 1 && !best.slip) {
    const series = new Set(best.units.map((unit) => unit.shape.series).filter((letters) => letters !== ''));
    const stranger = found.unknown.find(
      ({ text, context }) =>
        ((looksLikeInvoice(text, context === 'invoice', series) && isOfTheirLength(text, best)) ||
          (context === 'invoice' && isOfTheirMake(text, best)) ||
          (context === 'neutral' && isOfTheirKind(text, best))) &&
        !isBeginning(text, best) &&
        !isEnding(text, best),
    );
    if (stranger) return `the text names ${stranger.text}, which is no open item`;
  }
  return undefined;
}

/**
 * A slip has hit a settled item that nobody knows whose it was, as where a slip of cheques paid it: of another amount, it
 * is not what is paid a second time.
 */
function isOtherPayment(
  { customer, paid }: Situation['found']['settled'][number],
  best: Hypothesis,
  { line, amount }: Situation['read'],
): boolean {
  if (customer !== undefined || paid === undefined) return false;
  return (
    best.kind === 'exact' && best.units.length === 1 && best.payer >= 2 && parseMinor(paid, line.currency) !== amount
  );
}

/** The customer has paid this amount with the very text, digits in it, a short time ago. */
function saidBefore(best: Hypothesis, { line, amount }: Situation['read'], book: Situation['book']): boolean {
  const text = saidIn(line);
  if (!/\d/.test(text)) return false;
  return best.customers.some((customer) =>
    book
      .paymentsBy(customer)
      .some(
        (payment) =>
          payment.amount === amount &&
          payment.text === text &&
          !payment.returned &&
          payment.day <= line.bookingDate &&
          daysBetween(payment.day, line.bookingDate) <= SAID_WITHIN,
      ),
  );
}

const SAID_WITHIN = 60;

/**
 * An open item that bare digits name beside one that nothing names: one of the customer's own, or of anybody where the
 * items were found by adding up.
 */
function namedBeside(
  best: Hypothesis,
  situation: Situation,
  isTheirs: (customer: string) => boolean,
): Hypothesis['units'][number] | undefined {
  const cut = mayBeCut(situation.read);
  // `… FA20`, where the label ends, is the beginning of FA2026-000123 and no number 20.
  const begins = (text: string): boolean =>
    cut && best.units.some(({ shape }) => shape.compact.startsWith(text) || shape.digits.startsWith(text));
  const beside = [...situation.found.open.values()].find((named) => {
    const { unit, rank, own, optional, form, text } = named;
    return (
      (rank >= 3 || (form === 'number' && /[A-Z]/.test(text))) &&
      !begins(text) &&
      !own &&
      !optional &&
      form !== 'order' &&
      !best.units.includes(unit) &&
      openOf(unit) > 0n &&
      (best.subset !== undefined || isTheirs(unit.customer.id)) &&
      !isHitBySlip(best, named, situation)
    );
  });
  return beside?.unit;
}

/** A credit note that nobody names: a part payment may have that amount too, above all a round one. */
function unnamedCredit(best: Hypothesis, { read, found, amount }: Situation): string | undefined {
  const unnamed = best.units.filter((unit) => openOf(unit) < 0n && !found.open.has(unit));
  if (unnamed.length === 0) return undefined;
  if ([...read.words].some((word) => PARTIAL_WORDS.has(word)))
    return 'the text speaks of a part payment, and no credit note is named';
  if ([...read.words].some((word) => DISCOUNT_WORDS.has(word)))
    return 'the text speaks of a discount, and no credit note is named';
  if (speaksOfWithholding(read)) return 'the text speaks of a part kept back, and no credit note is named';
  const paid = best.units.reduce((sum, unit) => sum + openOf(unit), 0n);
  const isOdd = unnamed.some((unit) => openOf(unit) % ROUND !== 0n);
  const asked = best.units.reduce((sum, unit) => (openOf(unit) > 0n ? sum + openOf(unit) : sum), 0n);
  if (paid * 2n <= asked && (paid * 20n) % asked === 0n)
    return 'a credit note may be deducted, or a round part be paid, and the text does not say';
  const credit = unnamed.reduce((sum, unit) => sum - openOf(unit), 0n);
  if (!isOdd && credit <= amount.config.maximumBankFee)
    return 'a small credit note may be deducted, or a charge, and the text does not say';
  const isSmall = unnamed.length === 1 && credit * 2n <= asked;
  return !isOdd && !(isSmall && best.payer >= 2)
    ? 'a credit note of a round amount may be deducted, or a part be paid, and the text does not say'
    : undefined;
}

/** Whole units of most currencies: amounts that come about by accident, as when somebody pays a part. */
const ROUND = 100n;

/** What a residual needs to be believed. */
function byKind(best: Hypothesis, situation: Situation): string | undefined {
  const { read, found, payers, amount, book } = situation;
  const says = (words: ReadonlySet<string>): boolean => [...read.words].some((word) => words.has(word));
  const stranger = best.payer < 2 && payers.definite.size > 0 && !payers.thirdParty;
  switch (best.kind) {
    case 'exact':
      return best.rank >= 2 ? oldNumber(best, situation) : undefined;
    case 'netted':
      return unnamedCredit(best, situation);
    case 'discount':
      if (best.rank >= 3 || (best.payer >= 2 && says(DISCOUNT_WORDS))) return undefined;
      return 'the amount fits with the discount, but neither a number nor the word discount says so';
    case 'exchange':
      if (best.rank < 4 || stranger) return 'the amount differs and no invoice number proves which item is meant';
      return doubtfulExchange(best, situation);
    case 'bank-fee':
    case 'rounding':
      if (!isNamedWhole(best) || stranger || (best.rank < 5 && best.payer === 0))
        return 'the amount differs and no invoice number proves which item is meant';
      return doubtfulResidual(best, situation);
    case 'partial': {
      if (!isNamedWhole(best) || (best.rank < 5 && best.payer < 2) || stranger)
        return 'less was paid than any named item asks for';
      if (best.units.length > 1) return 'less was paid than the named items add up to';
      const short = isLittleShort(best.units[0]!, amount);
      const kept = isWithheld(best, situation);
      if (short && !kept && (!says(PARTIAL_WORDS) || says(CHARGE_WORDS) || best.units[0]!.rows.length > 1))
        return 'a little less was paid than is due, and nothing proves whether it is a fee or still owed';
      if (best.payer === 0) return 'part of an item was paid by an unknown payer';
      const customer = best.customers[0]!;
      const other = book
        .openUnits(customer, read.line.currency, amount.day)
        .find((unit) => openOf(unit) === amount.amount);
      return other ? `the amount is exactly that of ${other.number}` : undefined;
    }
    case 'over':
      if (best.rank < 4 || best.payer < 2 || found.open.size > best.units.length)
        return 'more was paid than the named items ask for';
      if (found.settled.some(({ rank }) => rank >= 3)) return 'more was paid, and the text names a settled item too';
      if (mayBeCut(read) || found.unread || best.units.length > 1 || saysSeveral(read))
        return 'more was paid, and the text may have named more items';
      return best.onAccount * 2n <= amount.amount ? undefined : 'much more was paid than the named items ask for';
  }
}

/** A whole number, or five digits of a proven payer's own that are all of it: nobody else has to call it an invoice's. */
function isNamedWhole({ rank, payer, found }: Hypothesis): boolean {
  const isWhole = ({ form, text }: Hypothesis['found'][number]): boolean => form === 'number' && /^\d{5,}$/.test(text);
  return rank >= 4 || (rank === 3 && payer >= 2 && found.every(isWhole));
}

/** What the strength of the reference leaves to the payer. */
function byReference(best: Hypothesis, situation: Situation): string | undefined {
  const { payers, read } = situation;
  const stranger = best.payer === 0 && payers.definite.size > 0 && !payers.thirdParty && !isPaidFor(best, payers);
  if (best.completed) {
    if (best.payer < 2) return 'not all items are named and the payer is not proven';
    if (!best.subset?.unique) return 'several sets of open items complete the named ones';
    return best.subset.telling || best.slip
      ? undefined
      : 'other open items complete the named ones, perhaps by accident';
  }
  const live =
    best.slip &&
    [...situation.found.open.values()].find(
      (one) => one.rank >= 3 && !one.own && !best.units.includes(one.unit) && !isHitBySlip(best, one, situation),
    );
  if (live && !best.completed) return `the number as printed is ${live.unit.number}, which is open`;
  if (best.slip)
    return best.payer >= 2 ? oldNumber(best, situation) : 'the number has a slip and the payer is not proven';
  if (best.payer === 0 && noItem(read, situation.amount.config)?.category === 'supplier')
    return 'the text says that a supplier pays back, and no customer is known by it';
  if (best.rank === 5) return undefined;
  if (stranger) return 'another customer seems to have paid';
  if (best.payer === 0 && noItem(read, situation.amount.config))
    return 'the text says that no customer paid, and only bare digits name an item';
  const alone = best.found.every(({ count }) => count === 1);
  if (best.rank >= 3)
    return best.payer >= 1 || alone ? undefined : 'the number fits several items and the payer is not proven';
  if (best.rank === 2) return best.payer >= 1 ? undefined : 'a bare number and an amount do not prove it';
  return withoutReference(best, situation, read.isLabel);
}

/** Beside another payer's name or account, the text holds the whole name of the customer whose item it names. */
function isPaidFor(best: Hypothesis, { inText }: Situation['payers']): boolean {
  return best.rank >= 3 && best.customers.every((customer) => inText.includes(customer));
}

const ON_BEHALF: ReadonlySet<string> = new Set(['POUR']);

/** Payer and amount alone. */
function withoutReference(best: Hypothesis, situation: Situation, labelOnly: boolean): string | undefined {
  const { payers, read, book, found, amount } = situation;
  if (best.payer === 0) return 'only the amount fits';
  if (best.payer === 1) return payers.thirdParty ? 'it is not clear for whom was paid' : 'the payer is not proven';
  if ([...read.words].some((word) => DEPOSIT_WORDS.has(word))) return 'the text speaks of an order or a deposit';
  if (noItem(read, amount.config)?.category === 'supplier') return 'the text speaks of money that a supplier pays back';
  if ([...read.words].some((word) => PARTIAL_WORDS.has(word) && !(best.month && MONTHLY_WORDS.has(word))))
    return 'the text speaks of a part payment';
  if (
    labelOnly &&
    endsInside(best, situation, [PARTIAL_WORDS, DEPOSIT_WORDS, PREPAYMENT_WORDS, BALANCE_WORDS, ON_BEHALF])
  )
    return 'the label is cut in a word that may say a part, a deposit or the whole account is paid';
  if (saysSeveral(read) && !best.subset && openPositive(best, situation) > LARGEST_POOL)
    return 'several items may be paid, and too many are open to rule that out';
  if (labelOnly && (isCutInNumber(best, read.text) || isCutInSeries(best, read)))
    return 'the label is cut in a number that does not begin that of this item';
  if (labelOnly && paidLately(best, situation))
    return 'the label may be cut, and the payer has paid this amount a short time ago: it may be a second payment';
  const relatives = book.family(best.customers[0]!).filter((customer) => !best.customers.includes(customer));
  const mayBeTheirs = relatives.some((customer) =>
    book.openUnits(customer, read.line.currency, amount.day).some((unit) => openOf(unit) === amount.amount),
  );
  if (labelOnly && mayBeTheirs) return 'the label may be cut and the payer pays for others of its group';
  const balance = [...read.words].some((word) => BALANCE_WORDS.has(word));
  if (best.kind === 'netted' && !(best.subset && balance))
    return 'an invoice less a credit note has the amount, and neither is named';
  if (!best.subset) return lateDiscount(best, situation);
  if (!best.subset.unique) return 'several sets of open items add up to the amount';
  if (mayBeAnothers(best, situation)) return 'several customers may have paid, and a sum does not tell which';
  const whole = best.units.length >= best.subset.of && balance;
  return whole || best.month || saysSeveral(read) || (best.subset.telling && !found.unread)
    ? undefined
    : 'open items add up to the amount, but nothing says that several are paid';
}

/** Another item of the customer has this amount too, less a discount that was agreed: it may be taken late. */
function lateDiscount(best: Hypothesis, { book, read, amount }: Situation): string | undefined {
  const other = book
    .openUnits(best.customers[0]!, read.line.currency, amount.day)
    .find((unit) => openOf(unit) > amount.amount && openOf(unit) - agreedDiscount(unit) === amount.amount);
  return other && `${other.number} has this amount too, less the discount agreed for it`;
}

/** A payment of the same amount within this many days may be the same one again. */
const AGAIN_WITHIN = 26;

/** The customer has settled another item with the same amount a short time ago. */
function paidLately(best: Hypothesis, { book, read, amount }: Situation): boolean {
  return book
    .paymentsBy(best.customers[0]!)
    .some(
      (payment) =>
        payment.amount === amount.amount &&
        payment.currency === read.line.currency &&
        !payment.returned &&
        payment.day <= amount.day &&
        daysBetween(payment.day, amount.day) < AGAIN_WITHIN,
    );
}

/** Open items of the customer that ask for money. */
function openPositive(best: Hypothesis, { book, read, amount }: Situation): number {
  const units = book.openUnits(best.customers[0]!, read.line.currency, amount.day);
  return units.filter((unit) => openOf(unit) > 0n).length;
}

/** True if the text is about money before an invoice. */
export function isPrepaymentText(words: ReadonlySet<string>): boolean {
  return [...words].some((word) => PREPAYMENT_WORDS.has(word));
}
