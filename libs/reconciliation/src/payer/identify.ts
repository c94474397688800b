import type { Evidence } from '@lettrage/domain';
import type { MatchConfig } from '../config.js';
import { isContradicted } from './judge-rules.js';
import type { WorkingBook } from '../book/working-book.js';
import { namesInText, type ReadLine } from '../line/read-line.js';
import { foldedNameKey, fullNameKey } from '../keys/item-keys.js';

/** How surely a customer is the payer: 3 by account or rule, 2 by name, 1 by part of a name or by its group. */
export type PayerLevel = 0 | 1 | 2 | 3;

/** Why a customer is thought to have paid. */
export interface PayerMark {
  readonly level: PayerLevel;
  readonly evidence: Evidence;
}

/** Who may have paid a line. */
export interface Payers {
  readonly marks: ReadonlyMap<string, PayerMark>;
  /** Customers identified by account, rule or whole name; several where they are homonyms or share an account. */
  readonly definite: ReadonlySet<string>;
  /** Someone else pays ("POUR", "P/C", "OBO"), or the label was cut before it said for whom. */
  readonly thirdParty: boolean;
  /** Customers whose whole name stands in the text beside a name field: somebody may pay for them. */
  readonly inText: readonly string[];
}

/** Someone who has paid for more customers than this is an intermediary and points at none of them. */
const MOST_LEARNED = 3;

/** Identifies the payer by account, rule and name, and spreads it thinner over the payer's group. */
export function identifyPayer(read: ReadLine, book: WorkingBook, config: MatchConfig): Payers {
  const marks = new Map<string, PayerMark>();
  // The sentence is written only where it is kept.
  const mark: Mark = (customer, level, kind, detail) => {
    if ((marks.get(customer)?.level ?? 0) < level) marks.set(customer, { level, evidence: { kind, detail: detail() } });
  };
  const thirdParty = read.onBehalfOf !== undefined;
  markByAccount(read, book, thirdParty, mark);
  markByRule(read, book, config, mark);
  markByName(read, book, mark);
  const definite = new Set<string>();
  for (const [customer, { level }] of marks) if (level >= 2) definite.add(customer);
  for (const customer of [...marks.keys()]) {
    for (const member of book.family(customer)) mark(member, 1, 'group', () => `shares a group with ${customer}`);
  }
  return {
    marks,
    definite,
    thirdParty,
    // Few lines ask for it.
    get inText(): readonly string[] {
      return thirdParty ? [] : namedInText(read, book);
    },
  };
}

/** Whole names of two words or more in the text of a line that has a name field too. */
function namedInText(read: ReadLine, book: WorkingBook): readonly string[] {
  const keys = new Set(namesInText(read).map(foldedNameKey));
  return [...keys].flatMap((key) => [...book.customersWith(key)]).sort();
}

type Mark = (customer: string, level: PayerLevel, kind: string, detail: () => string) => void;

/** A company's rule says who pays, unless the line prints another customer's name or the history contradicts the rule. */
function markByRule(read: ReadLine, book: WorkingBook, config: MatchConfig, mark: Mark): void {
  for (const rule of config.rules) {
    const { customer, id } = rule;
    if (!customer || !rule.matches(`${read.payerName.join(' ')} ${read.told}`)) continue;
    if (isContradicted(rule)) {
      const { fitted, otherwise } = rule.record!;
      mark(customer, 1, 'rule', () => `rule ${id}, which was wrong ${otherwise} of ${fitted} times`);
      continue;
    }
    const family = book.family(customer);
    const printed = [...book.names.bestFits(read.payerName, 'name'), ...book.names.bestFits(read.labelName, 'label')];
    const named = printed.filter(({ level }) => level === 2);
    const contested = named.length > 0 && !named.some((fit) => family.includes(fit.customer));
    mark(customer, contested ? 2 : 3, 'rule', () => `rule ${id}`);
  }
}

function markByAccount(read: ReadLine, book: WorkingBook, thirdParty: boolean, mark: Mark): void {
  const iban = read.account;
  if (!iban) return;
  const level = thirdParty ? 1 : 3;
  for (const customer of book.customersWith(`iban:${iban}`))
    mark(customer, level, 'iban', () => `account ${iban} is ${customer}'s`);
  const learned = book.learnedFor(`iban:${iban}`);
  if (learned.size === 0) return;
  const named = book.names.bestFits(read.payerName, 'name').filter(({ kind }) => kind === 'name');
  for (const [customer, count] of learned) {
    // An intermediary points at nobody; the printed name of another customer outweighs what was learned.
    const family = book.family(customer);
    const contested = named.length > 0 && !named.some((fit) => family.includes(fit.customer));
    const doubtful = (contested && count < 2) || isStray(customer, learned, book);
    const sure = learned.size > MOST_LEARNED || doubtful ? 1 : contested ? 2 : 3;
    mark(
      customer,
      Math.min(level, sure) as PayerLevel,
      'iban-learned',
      () => `account ${iban} has paid for ${customer} ${count} time${count > 1 ? 's' : ''}`,
    );
  }
}

/** Customers whose account it is, or for whom it has paid. */
function accountOwners(iban: string, book: WorkingBook): ReadonlySet<string> {
  return new Set([...book.customersWith(`iban:${iban}`), ...book.learnedFor(`iban:${iban}`).keys()]);
}

/** One payment for a customer among many for others outside its group: a slip in the books, or an exception. */
function isStray(customer: string, learned: ReadonlyMap<string, number>, book: WorkingBook): boolean {
  if (learned.size < 2 || learned.get(customer)! > 1) return false;
  const family = book.family(customer);
  return [...learned].some(([other, count]) => count >= USUAL_FOR_OTHERS && !family.includes(other));
}

const USUAL_FOR_OTHERS = 3;

function markByName(read: ReadLine, book: WorkingBook, mark: Mark): void {
  const behalf = read.onBehalfOf;
  if (behalf !== undefined) {
    // The name in the text decides; the one who sends the money is only a neighbour.
    for (const fit of book.names.bestFits(behalf, 'either'))
      mark(fit.customer, fit.level, 'name', () => `paid on behalf of "${behalf.join(' ')}"`);
    for (const fit of book.names.bestFits(read.payerName, 'name'))
      mark(fit.customer, 1, 'name', () => `paid by "${read.payerName.join(' ')}"`);
    return;
  }
  const fits = book.names.bestFits(read.payerName, 'name');
  for (const fit of [...fits, ...book.names.longerNames(read.payerName, 'name')])
    mark(fit.customer, fit.level, fit.kind, () => `payer's name "${read.payerName.join(' ')}"`);
  const learned = book.learnedFor(fullNameKey(read.payerName));
  // Whoever bears the printed name may pay for itself, though it has paid for another so far.
  const contested = fits.some(({ customer }) => !learned.has(customer));
  // A name that has paid once, from another account, may be a stranger's of that name or pay for somebody else now.
  const account = read.account === undefined || learned.size === 0 ? undefined : accountOwners(read.account, book);
  for (const [customer, count] of learned) {
    const isStrange = account !== undefined && !account.has(customer) && count < 2;
    const isDoubtful = contested || isStrange || isStray(customer, learned, book);
    const telling = learned.size <= MOST_LEARNED && read.payerName.length > 1 && !isDoubtful;
    if (read.payerName.length > 0)
      mark(customer, telling ? 2 : 1, 'alias', () => `"${read.payerName.join(' ')}" has paid for ${customer}`);
  }
  const { names } = book;
  for (const fit of [...names.bestFits(read.labelName, 'label'), ...names.longerNames(read.labelName, 'label')])
    mark(fit.customer, fit.level, fit.kind, () => `name in the label "${read.text.slice(0, 80)}"`);
}
