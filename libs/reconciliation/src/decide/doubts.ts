import { addDays, daysBetween, type Day } from '@lettrage/domain';
import { openOf, type Unit } from '../book/unit.js';
import { numberSlip } from '../explain/typo.js';
import { fullNameKey } from '../keys/item-keys.js';
import { isMonthOf, type NamedMonth } from '../line/read-line.js';
import { nameFitter } from '../payer/name.js';
import { compactReference, normaliseText } from '../text/normalise.js';
import { LEGAL_FORMS, MONTH_OF } from '../text/vocabulary.js';
import type { Found } from './found.js';
import { endsIn, type Hypothesis, type Situation } from './hypothesis.js';

/**
 * Where nothing but payer and amount speaks for an explanation: what the line says besides that speaks for another one.
 * Undefined if there is nothing of the kind.
 */
export function doubtOfPayer(best: Hypothesis, situation: Situation): string | undefined {
  if (best.rank > 1) return undefined;
  return (
    otherMonth(best, situation) ??
    otherPerson(best, situation) ??
    (best.slip === undefined ? olderNumber(best, situation) : undefined)
  );
}

/** The text names a month, and the items are of another. */
function otherMonth(best: Hypothesis, { read, book, payers, amount }: Situation): string | undefined {
  // `MARS` in the text of one who is called so is a name.
  const isName = ({ word }: NamedMonth): boolean =>
    [...payers.marks.keys()].some((customer) => book.nameOf(customer).includes(word));
  const months = [...read.months, ...lastMonth(read)].filter(
    (named) => !isName(named) && !isBeginning(compactReference(named.word), best),
  );
  if (months.length === 0) return undefined;
  const isIn = (day: Day): boolean => months.some((named) => isMonthOf(named, day));
  const [unit, ...more] = best.units;
  if (more.length === 0 && new Set(months.map(({ month }) => month)).size > 1)
    return `the text names several months, and ${unit!.number} is of one`;
  const stray = best.units.find(({ issueDate }) => !isIn(issueDate));
  // Of a set that adds up, some may be of other months: bills of May may still include one of March.
  if (!stray || (more.length > 0 && best.units.some(({ issueDate, dueDate }) => isIn(issueDate) || isIn(dueDate))))
    return undefined;
  const firstOfMonth = `${stray.issueDate.slice(0, 7)}-01` as Day;
  const near = isIn(stray.dueDate) || isIn(addDays(firstOfMonth, -1));
  // Of amounts that come again each month, the month says which is meant.
  if (near && !comesAgain(best, stray.customer.id, { read, book, amount })) return undefined;
  return `the text names ${months[0]!.word}, and ${stray.number} is of another month`;
}

/** A month at the very end of a label, where it may also be the beginning of another word. */
function lastMonth({ isLabel, text }: Situation['read']): NamedMonth[] {
  const word = isLabel ? /(?<![A-Z0-9])[A-Z]+$/.exec(text)?.[0] : undefined;
  const month = word === undefined ? undefined : MONTH_OF.get(word);
  return month === undefined ? [] : [{ word: word!, month }];
}

/** The customer has other items of this amount, or has paid it before. */
function comesAgain(
  best: Hypothesis,
  customer: string,
  { read, book, amount }: Pick<Situation, 'read' | 'book' | 'amount'>,
): boolean {
  const open = book.openUnits(customer, read.line.currency, amount.day);
  return (
    open.some((unit) => !best.units.includes(unit) && openOf(unit) === amount.amount) ||
    book.paymentsBy(customer).some((payment) => payment.amount === amount.amount)
  );
}

/** Somebody else is meant, or may be: the text holds another customer's name, or the payer's only partly. */
function otherPerson(best: Hypothesis, situation: Situation): string | undefined {
  const { read, book, payers } = situation;
  const [customer] = best.customers;
  if (customer === undefined || best.customers.length > 1) return undefined;
  const own = book.nameOf(customer);
  const printed = read.payerName.length > 0 ? normaliseText(read.line.counterparty?.name ?? '') : read.text;
  if (best.payer < 3 && isOfTwo(own, printed)) return 'the name printed is of two persons, and of neither alone';
  const family = book.family(customer);
  const named = payers.inText.find((other) => !family.includes(other) && !isPartOf(book.nameOf(other), own));
  if (named) return `the text names ${book.customers.get(named)?.name ?? named}, another customer`;
  return isUnknownHolder(customer, situation)
    ? 'the account is known, but not under the name printed: it may have changed hands'
    : undefined;
}

/**
 * The account has paid for the customer before, but never under the name printed, which has nothing in common with the
 * customer's nor its family's. An account that has not paid yet is believed: the books, or a person, know whose it is.
 */
function isUnknownHolder(customer: string, { read, book, payers }: Situation): boolean {
  const { payerName, account } = read;
  const family = book.family(customer);
  if (account === undefined || !book.isStrangeHolder(account, payerName, family)) return false;
  if (payers.thirdParty || !BY_ACCOUNT.has(payers.marks.get(customer)?.evidence.kind ?? '')) return false;
  if (!payerName.some((word) => word.length >= TELLING_WORD)) return false;
  const isAlike = (one: string, other: string): boolean =>
    one === other ||
    (Math.min(one.length, other.length) >= TELLING_WORD && (one.startsWith(other) || other.startsWith(one)));
  return !family.some((member) =>
    book.nameOf(member).some((word) => payerName.some((printed) => isAlike(word, printed))),
  );
}

const BY_ACCOUNT: ReadonlySet<string> = new Set(['iban', 'iban-learned']);
/** Letters of a word that tells a name from another, and of the beginning of one. */
const TELLING_WORD = 4;

/**
 * `M MARTIN ET MME JEAN` is no JEAN MARTIN, and `DUVAL-MARTIN JEAN` may be none: the words of the name stand on both
 * sides of what joins two names, or on one side of a hyphen only.
 */
function isOfTwo(own: readonly string[], printed: string): boolean {
  const [one, two] = printed.split(COUPLE);
  if (one !== undefined && two !== undefined) {
    const words = (text: string): Set<string> => new Set(text.match(/[A-Z]+/g));
    const [left, right] = [words(one), words(two)];
    const sides = own.map((word) => [left.has(word), right.has(word)]);
    if (sides.some(([a, b]) => a && !b) && sides.some(([a, b]) => b && !a)) return true;
  }
  for (const [, first, second] of printed.matchAll(DOUBLE)) {
    if (own.includes(first!) !== own.includes(second!)) return true;
  }
  return false;
}

const COUPLE = / (?:ET|OU) (?:MME|MADAME|MLLE|MR|M|MONSIEUR)\.? /;
const DOUBLE = /(?<![A-Z0-9-])([A-Z]{2,})-([A-Z]{2,})(?![A-Z0-9-])/g;

/** Every word of one name is in the other. */
function isPartOf(name: readonly string[], other: readonly string[]): boolean {
  return name.every((word) => other.includes(word));
}

/**
 * The text holds a number that no open item has, but an older bill of the same series may: no larger than the item's
 * own running number, or made of digits and letters just like it.
 */
function olderNumber(best: Hypothesis, { found, read }: Situation): string | undefined {
  const isOlder = (text: string): boolean =>
    best.units.some(({ shape }) => {
      const make = makeOf(shape.compact);
      if (/^9/.test(make) && make.includes('A') && make === makeOf(text)) return true;
      const running = Number.parseInt(shape.sequence ?? '', 10);
      return /^\d{3,9}$/.test(text) && !YEAR.test(text) && Number.parseInt(text, 10) <= running;
    });
  // `VOTRE REF 5275-26` is a number of ours where it is made like one; of plain digits it may be the payer's own.
  const isOurs = (text: string): boolean =>
    best.units.some(({ shape }) => isPutTogether(shape) && makeOf(shape.compact) === makeOf(text));
  const older = found.unknown.find(
    ({ text, context }) =>
      !isBeginning(text, best) &&
      !isEnding(text, best) &&
      !isMonthInDigits(text, read) &&
      ((context === 'neutral' && isOlder(text)) || (context === 'own-reference' && isOurs(text))),
  );
  return older && `the text names ${older.text}, which may be an older bill`;
}

/** A number cut by the label may be the beginning of the item's. */
export function isBeginning(text: string, best: Hypothesis): boolean {
  const begins = best.units.some(({ shape }) => shape.compact.startsWith(text) || shape.digits.startsWith(text));
  return best.payer >= 2 && begins;
}

/** A number may be the last digits of the item's; of a set, of one of them. */
export function isEnding(text: string, best: Hypothesis): boolean {
  // `0566 MERCI` is read as one number too.
  const digits = text.replace(/(?<=\d)[A-Z]+$/, '');
  return best.payer >= 2 && best.units.some((unit) => endsIn(unit, digits));
}

/** `03/2026` is a month and no number. */
function isMonthInDigits(text: string, { months }: Situation['read']): boolean {
  return months.some(({ word }) => /\d$/.test(word) && compactReference(word) === text);
}

/** Digits that a number may lose where it is cut short, and still be told from another. */
const MOST_LOST = 2;

/** The item's number without its last digits. */
export function isCutShort(text: string, best: Hypothesis): boolean {
  return isBeginning(text, best) && best.units.every(({ shape }) => shape.compact.length - text.length <= MOST_LOST);
}

/** More than a running number: it has letters, or a year beside it. */
function isPutTogether({ compact, sequence }: Hypothesis['units'][number]['shape']): boolean {
  return compact !== sequence;
}

const YEAR = /^(?:19|20)\d\d$/;

/** `03239C` → `99999A`. */
function makeOf(text: string): string {
  return text.replace(/\d/g, '9').replace(/[A-Z]/g, 'A');
}

/** Days after which an item is paid late, and around a due date in which payments are usual. */
const LATE = 45;
const USUAL = 20;

/**
 * An old item is named while another of the same amount, of this customer or of a namesake that may have paid, is due
 * now: the payer may have copied the number.
 */
export function oldNumber(best: Hypothesis, { read, book, payers, amount }: Situation): string | undefined {
  const [unit] = best.units;
  if (!unit || best.units.length > 1 || daysBetween(unit.dueDate, amount.day) <= LATE) return undefined;
  const isDue = (other: Unit): boolean =>
    other !== unit && other.open === amount.amount && Math.abs(daysBetween(other.dueDate, amount.day)) <= USUAL;
  const dueOf = (customer: string): Unit | undefined =>
    book.openUnits(customer, read.line.currency, amount.day).find(isDue);
  const own = unit.customer.id;
  let due = dueOf(own);
  for (const customer of payers.marks.keys()) {
    if (due) break;
    if (customer !== own && fullNameKey(book.nameOf(customer)) === fullNameKey(book.nameOf(own))) due = dueOf(customer);
  }
  return due && `${unit.number} is long overdue, and ${due.number} of the same amount is due now`;
}

/**
 * True if the named item is what a slip, or a number cut short, has hit: the one customer who surely paid has an item of
 * just this amount, the only one, whose number is the printed one but for that, while the printed one is a stranger's of
 * another amount. Of several items all but this one are named.
 */
export function isHitBySlip(best: Hypothesis, { unit, text }: Found, situation: Situation): boolean {
  const { read, book, payers, amount } = situation;
  const meant = notNamed(best, text);
  if (!meant || best.kind !== 'exact' || best.payer < 2) return false;
  if (payers.thirdParty || mayBeAnothers(best, situation)) return false;
  // A word in common with the stranger's name says nothing beside the payer's own account.
  const theirs = payers.marks.get(unit.customer.id)?.level ?? 0;
  if (theirs > (best.payer === 3 ? 1 : 0) || book.family(best.customers[0]!).includes(unit.customer.id)) return false;
  const asked = openOf(meant);
  if (unit.open === asked || unit.rows.some(({ source }) => source.item.total === asked)) return false;
  const open = book.openUnits(best.customers[0]!, read.line.currency, amount.day);
  return !open.some((other) => !best.units.includes(other) && openOf(other) === asked);
}

/** The item a number is meant for that names another, by a slip or cut short: the only one, or the only one not named. */
function notNamed(best: Hypothesis, text: string): Unit | undefined {
  const [only, ...more] = best.units;
  if (more.length === 0) return best.slip === 'typo' || isCutShort(text, best) ? only : undefined;
  const unnamed = best.units.filter((unit) => !best.found.some((one) => one.unit === unit));
  return unnamed.length === 1 && numberSlip(text, unnamed[0]!.shape) === 'typo' ? unnamed[0] : undefined;
}

/** A customer outside the family may have paid too; where the account is one's own, one that only has the name has not. */
export function mayBeAnothers(best: Hypothesis, situation: Situation): boolean {
  const { payers, book } = situation;
  const own = best.customers[0]!;
  const family = book.family(own);
  return [...payers.definite].some((customer) => {
    if (family.includes(customer)) return false;
    const byNameAlone = best.payer === 3 && payers.marks.get(customer)!.level < 3;
    return !byNameAlone || isAgainstName(own, customer, situation);
  });
}

/**
 * Two customers whose names differ in the legal form only: the form printed is the other's, not this one's. True only
 * where both have one.
 */
export function isOtherForm(customer: string, other: string, { read, book }: Situation): boolean {
  const forms = (name: string): Set<string> =>
    new Set(
      normaliseText(name)
        .replace(/\./g, '')
        .match(/[A-Z]+/g)
        ?.filter((word) => LEGAL_FORMS.has(word)),
    );
  const printed = forms(read.line.counterparty?.name ?? read.text);
  const [own, theirs] = [customer, other].map((id) => forms(book.customers.get(id)?.name ?? '')) as [
    Set<string>,
    Set<string>,
  ];
  const fits = (set: Set<string>): boolean => set.size > 0 && [...set].every((form) => printed.has(form));
  return fits(theirs) && !fits(own);
}

/** The name the bank prints is wholly the other customer's and not this one's, whose account it may be. */
export function isAgainstName(customer: string, other: string, { read, book }: Situation): boolean {
  if (read.payerName.length === 0) return false;
  const fits = nameFitter(read.payerName);
  return fits(book.nameOf(other)) === 'exact' && fits(book.nameOf(customer)) === 'none';
}
