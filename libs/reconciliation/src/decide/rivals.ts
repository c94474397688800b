import { openOf } from '../book/unit.js';
import { isAgainstName, isOtherForm } from './doubts.js';
import { numberSlip } from '../explain/typo.js';
import { amountKey, fullNameKey } from '../keys/item-keys.js';
import { saysSeveral, type Hypothesis, type Situation } from './hypothesis.js';

/** Another explanation of equal standing; `all` are of different bookings, `best` is one of them. */
export function rival(best: Hypothesis, all: readonly Hypothesis[], situation: Situation): string | undefined {
  const neighbour = mistypedNeighbour(best, situation);
  if (neighbour) return neighbour;
  for (const other of all) {
    if (other === best || !isWhole(other)) continue;
    const text = standsAgainst(best, other, situation);
    if (text) return text;
  }
  return undefined;
}

function isWhole(other: Hypothesis): boolean {
  return other.kind === 'exact' || other.kind === 'netted' || other.kind === 'discount';
}

function standsAgainst(best: Hypothesis, other: Hypothesis, situation: Situation): string | undefined {
  const { payers, found } = situation;
  const numbers = other.units
    .map((unit) => unit.number)
    .slice(0, 3)
    .join(', ');
  const same = best.customers.some((customer) => other.customers.includes(customer));
  if (!isWhole(best) && other.payer >= 1 && (same || other.payer >= best.payer)) {
    return `${numbers} would explain the amount exactly`;
  }
  if (!isWhole(best) && other.slip && other.payer >= 1 && other.kind === 'exact')
    return `the number could also be ${numbers}`;
  if (best.rank >= 4) {
    if (
      other.rank >= 4 &&
      other.units.some((unit) => !best.units.includes(unit)) &&
      !best.units.every((unit) => other.units.includes(unit)) &&
      !takesUnnamedCredit(best, other, found)
    ) {
      return `${numbers} is named too and fits`;
    }
    if (other.kind === 'exact' && isOtherNamesake(best, other, situation))
      return `${numbers} has the same amount, and the name printed is that of its customer`;
    const elsewhere = other.payer >= 1 && best.payer === 0 && other.kind === 'exact' && !payers.thirdParty;
    return elsewhere ? `the payer has ${numbers} open with the same amount` : undefined;
  }
  if (best.rank >= 2) {
    if (other.rank >= best.rank && other.payer >= best.payer) return `${numbers} is named as well`;
    const shortNumber = best.found.every(({ text }) => text.replace(/\D/g, '').length < 3);
    const closer = other.payer > best.payer || (shortNumber && other.payer >= best.payer);
    return closer && other.kind === 'exact' && !other.subset
      ? `the payer has ${numbers} open with the same amount`
      : undefined;
  }
  if (best.slip) {
    // The number as printed is somebody's: then it may be no slip of this item's.
    const live = [...found.open.values()].some(({ rank }) => rank >= 4);
    const cut = best.slip === 'truncated' && mayBeCut(situation.read);
    return (other.slip || live || cut) && other.payer >= 1 ? `the number could also be ${numbers}` : undefined;
  }
  return againstUnnamed(best, other, numbers, situation);
}

/** All of one is named; the other deducts a credit note that is not, instead of one that is. */
function takesUnnamedCredit(best: Hypothesis, other: Hypothesis, found: Situation['found']): boolean {
  return (
    best.units.every((unit) => found.open.has(unit)) &&
    other.units.some((unit) => openOf(unit) < 0n && !found.open.has(unit))
  );
}

function againstUnnamed(
  best: Hypothesis,
  other: Hypothesis,
  numbers: string,
  situation: Situation,
): string | undefined {
  const { read, payers, book } = situation;
  // A stranger's item of just this amount whose number is in the text: somebody may pay for another.
  if (other.payer === 0 && other.rank >= 2 && other.kind === 'exact' && !other.completed)
    return `${numbers} is named and has the same amount`;
  if (other.payer === 0) return undefined;
  // The month tells bills of one customer apart, never customers.
  const same = best.customers[0] === other.customers[0];
  if (best.month && !other.month && !other.subset && same) return undefined;
  if (best.tail && !other.tail && !other.subset && same) return undefined;
  if (best.payer > other.payer && (payers.thirdParty || areHomonyms(best, other, book))) return undefined;
  if (
    best.payer === 3 &&
    other.payer < 3 &&
    !book.family(best.customers[0]!).includes(other.customers[0]!) &&
    !isAgainstName(best.customers[0]!, other.customers[0]!, situation)
  )
    return undefined;
  if (!best.subset && other.subset) {
    const stands = saysSeveral(read) || mayBeCut(read) || (!same && other.payer >= best.payer && other.subset.unique);
    return stands ? `${numbers} add up to the amount too` : undefined;
  }
  if (best.subset && !other.subset && !saysSeveral(read)) return `${numbers} has exactly this amount`;
  return other.subset ? `${numbers} add up to the amount too` : `${numbers} has the same amount`;
}

/** Items of one amount that are looked at. */
const MOST_NEIGHBOURS = 500;

/**
 * Where nothing says who paid: another open item of this amount whose number is the printed one but for a slip. The
 * payer may have mistyped its own number and hit this one.
 */
function mistypedNeighbour(best: Hypothesis, { read, book, amount, payers }: Situation): string | undefined {
  if (best.payer > 0 || best.rank < 2 || best.kind !== 'exact' || best.found.length !== 1) return undefined;
  const [{ text, form }] = best.found as [Hypothesis['found'][number]];
  // The customer's whole name beside its number says that no other's was meant.
  if (form === 'reference' || best.customers.every((customer) => payers.inText.includes(customer))) return undefined;
  const digits = !/[A-Z]/.test(text);
  const nameless = digits && read.payerName.length === 0 && read.labelName.length === 0;
  // Four digits or fewer that nobody calls an invoice's: one number in so many is an open item's by accident.
  const meagre = digits && best.rank <= 3 && text.length <= 4 && !isCalledInvoice(best, read);
  let looked = 0;
  // The first by number, so that the order a book gives its items in says nothing.
  let slipped: string | undefined;
  let equal: string | undefined;
  let named: string | undefined;
  const printed = new Set([...read.payerName, ...read.labelName].filter((word) => word.length >= 4));
  for (const unit of book.eachWithKey(amountKey(read.line.currency, amount.amount))) {
    if (++looked > MOST_NEIGHBOURS) return 'many open items have this amount, and nothing says who paid';
    if (best.units.includes(unit) || openOf(unit) !== amount.amount) continue;
    if (equal === undefined || unit.number < equal) equal = unit.number;
    if (
      (named === undefined || unit.number < named) &&
      (isLikePayer(unit.customer.id, best.customers[0]!, book, printed) ||
        isBrokenName(book.nameOf(unit.customer.id), book.nameOf(best.customers[0]!), read))
    )
      named = unit.number;
    if ((slipped === undefined || unit.number < slipped) && numberSlip(text, unit.shape)) slipped = unit.number;
  }
  if ((nameless || meagre) && equal !== undefined) return `nothing says who paid, and ${equal} has the same amount`;
  if (named !== undefined) return `${named} has the same amount, and its customer's name is like the payer's`;
  return slipped === undefined ? undefined : `the number may be ${slipped} with a slip, and nothing says who paid`;
}

function isCalledInvoice({ found }: Hypothesis, { mentions }: Situation['read']): boolean {
  return mentions.some(({ text, context }) => context === 'invoice' && text === found[0]!.text);
}

/** A word of the customer's name is printed that is not in the name of the one whose number is. */
function isLikePayer(customer: string, named: string, book: Situation['book'], printed: ReadonlySet<string>): boolean {
  const other = book.nameOf(named);
  const [first] = book.nameOf(customer);
  return first !== undefined && printed.has(first) && !other.includes(first);
}

/** The name stands in the label with a blank somewhere in it, or the label ends in the beginning of it. */
function isBrokenName(name: readonly string[], named: readonly string[], read: Situation['read']): boolean {
  const [first] = name;
  if (read.payerName.length > 0 || first === undefined || named.includes(first)) return false;
  const last = /[A-Z]{3,}$/.exec(read.text)?.[0];
  const whole = name.join('');
  return (
    (last !== undefined && first.startsWith(last) && !named.some((word) => word.startsWith(last))) ||
    (whole.length >= 8 && read.text.replace(/[^A-Z0-9]/g, '').includes(whole))
  );
}

/** A label without fields of its own, or a text as long as a field can be: the payer may have written more. */
export function mayBeCut({ line, text, isLabel }: Situation['read']): boolean {
  return (isLabel && line.counterparty?.iban === undefined) || text.length >= 138;
}

/** Two customers of one name outside one family: the account that tells them apart decides. */
function areHomonyms(best: Hypothesis, other: Hypothesis, book: Situation['book']): boolean {
  const [one, two] = [best.customers[0]!, other.customers[0]!];
  return isNamesake(one, two, book) && !book.family(one).includes(two);
}

/** Two customers of one name but for the legal form, and the form printed is the other's. */
function isOtherNamesake(best: Hypothesis, other: Hypothesis, situation: Situation): boolean {
  const [one, two] = [best.customers[0]!, other.customers[0]!];
  return best.payer < 3 && isNamesake(one, two, situation.book) && isOtherForm(one, two, situation);
}

/** Two customers whose names have the same words. */
export function isNamesake(one: string, two: string, book: Situation['book']): boolean {
  return one !== two && fullNameKey(book.nameOf(one)) === fullNameKey(book.nameOf(two));
}
