import { openOf } from '../book/unit.js';
import { numberSlip } from '../explain/typo.js';
import { amountKey, fullNameKey } from '../keys/item-keys.js';
import { saysSeveral, signature, type Hypothesis, type Situation } from './hypothesis.js';

/** Another explanation of equal standing. */
export function rival(best: Hypothesis, all: readonly Hypothesis[], situation: Situation): string | undefined {
  const own = signature(best);
  const neighbour = mistypedNeighbour(best, situation);
  if (neighbour) return neighbour;
  for (const other of all) {
    if (signature(other) === own || !isWhole(other)) continue;
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
  if (best.rank >= 4) {
    if (
      other.rank >= 4 &&
      other.units.some((unit) => !best.units.includes(unit)) &&
      !best.units.every((unit) => other.units.includes(unit))
    ) {
      return `${numbers} is named too and fits`;
    }
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

function againstUnnamed(
  best: Hypothesis,
  other: Hypothesis,
  numbers: string,
  { read, payers, book }: Situation,
): string | undefined {
  // A stranger's item of just this amount whose number is in the text: somebody may pay for another.
  if (other.payer === 0 && other.rank >= 2 && other.kind === 'exact' && !other.completed)
    return `${numbers} is named and has the same amount`;
  if (other.payer === 0 || (best.month && !other.month && !other.subset)) return undefined;
  if (best.payer > other.payer && (payers.thirdParty || areHomonyms(best, other, book))) return undefined;
  if (best.payer === 3 && !book.family(best.customers[0]!).includes(other.customers[0]!)) return undefined;
  if (!best.subset && other.subset)
    return saysSeveral(read) || mayBeCut(read) ? `${numbers} add up to the amount too` : undefined;
  if (best.subset && !other.subset && !saysSeveral(read)) return `${numbers} has exactly this amount`;
  return other.subset ? `${numbers} add up to the amount too` : `${numbers} has the same amount`;
}

/** Items of one amount that are looked at. */
const MOST_NEIGHBOURS = 500;

/**
 * Where nothing says who paid: another open item of this amount whose number is the printed one but for a slip. The
 * payer may have mistyped its own number and hit this one.
 */
function mistypedNeighbour(best: Hypothesis, { read, book, amount }: Situation): string | undefined {
  if (best.payer > 0 || best.rank < 2 || best.kind !== 'exact' || best.found.length !== 1) return undefined;
  const [{ text, form }] = best.found as [Hypothesis['found'][number]];
  if (form === 'reference') return undefined;
  const nameless = read.payerName.length === 0 && read.labelName.length === 0 && !/[A-Z]/.test(text);
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
      isLikePayer(unit.customer.id, best.customers[0]!, book, printed)
    )
      named = unit.number;
    if ((slipped === undefined || unit.number < slipped) && numberSlip(text, unit.shape)) slipped = unit.number;
  }
  if (nameless && equal !== undefined) return `nothing says who paid, and ${equal} has the same amount`;
  if (named !== undefined) return `${named} has the same amount, and its customer's name is like the payer's`;
  return slipped === undefined ? undefined : `the number may be ${slipped} with a slip, and nothing says who paid`;
}

/** A word of the customer's name is printed that is not in the name of the one whose number is. */
function isLikePayer(customer: string, named: string, book: Situation['book'], printed: ReadonlySet<string>): boolean {
  const other = book.nameOf(named);
  const [first] = book.nameOf(customer);
  return first !== undefined && printed.has(first) && !other.includes(first);
}

/** A label without fields of its own, or a text as long as a field can be: the payer may have written more. */
export function mayBeCut({ line, text, payerName }: Situation['read']): boolean {
  return (payerName.length === 0 && line.counterparty?.iban === undefined) || text.length >= 138;
}

/** Two customers of one name outside one family: the account that tells them apart decides. */
function areHomonyms(best: Hypothesis, other: Hypothesis, book: Situation['book']): boolean {
  const [one, two] = [best.customers[0]!, other.customers[0]!];
  return isNamesake(one, two, book) && !book.family(one).includes(two);
}

/** Two customers whose names have the same words. */
export function isNamesake(one: string, two: string, book: Situation['book']): boolean {
  return one !== two && fullNameKey(book.nameOf(one)) === fullNameKey(book.nameOf(two));
}
