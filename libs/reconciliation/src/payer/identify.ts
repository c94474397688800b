import type { Evidence } from '@lettrage/domain';
import type { MatchConfig } from '../config.js';
import type { WorkingBook } from '../book/working-book.js';
import { payerIban, type ReadLine } from '../line/read-line.js';
import { fullNameKey } from '../keys/item-keys.js';
import { KEY_CAP } from '../model.js';
import { nameFit, nameInLabel, type NameFit } from './name.js';

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
}

/** Someone who has paid for more customers than this is an intermediary and points at none of them. */
const MOST_LEARNED = 3;

/** Identifies the payer by account, rule and name, and spreads it thinner over the payer's group. */
export function identifyPayer(read: ReadLine, book: WorkingBook, config: MatchConfig): Payers {
  const marks = new Map<string, PayerMark>();
  const mark = (customer: string, level: PayerLevel, kind: string, detail: string): void => {
    if ((marks.get(customer)?.level ?? 0) < level) marks.set(customer, { level, evidence: { kind, detail } });
  };
  const thirdParty = read.onBehalfOf !== undefined;
  markByAccount(read, book, thirdParty, mark);
  for (const rule of config.rules) {
    if (rule.customer && rule.matches(`${read.payerName.join(' ')} ${read.text}`))
      mark(rule.customer, 3, 'rule', `rule ${rule.id}`);
  }
  markByName(read, book, mark);
  const definite = new Set([...marks].filter(([, { level }]) => level >= 2).map(([customer]) => customer));
  for (const customer of [...marks.keys()]) {
    for (const member of book.family(customer)) mark(member, 1, 'group', `shares a group with ${customer}`);
  }
  return { marks, definite, thirdParty };
}

type Mark = (customer: string, level: PayerLevel, kind: string, detail: string) => void;

function markByAccount(read: ReadLine, book: WorkingBook, thirdParty: boolean, mark: Mark): void {
  const iban = payerIban(read.line);
  if (!iban) return;
  const level = thirdParty ? 1 : 3;
  for (const customer of book.customersWith(`iban:${iban}`))
    mark(customer, level, 'iban', `account ${iban} is ${customer}'s`);
  const learned = book.learnedFor(`iban:${iban}`);
  const named = bestFits(read.payerName, book, nameFit).filter(({ kind }) => kind === 'name');
  for (const [customer, count] of learned) {
    // An intermediary points at nobody; the printed name of another customer outweighs what was learned.
    const family = book.family(customer);
    const contested = named.length > 0 && !named.some((fit) => family.includes(fit.customer));
    const sure = learned.size > MOST_LEARNED || (contested && count < 2) ? 1 : contested ? 2 : 3;
    mark(
      customer,
      Math.min(level, sure) as PayerLevel,
      'iban-learned',
      `account ${iban} has paid for ${customer} ${count} time${count > 1 ? 's' : ''}`,
    );
  }
}

function markByName(read: ReadLine, book: WorkingBook, mark: Mark): void {
  const behalf = read.onBehalfOf;
  if (behalf !== undefined) {
    // The name in the text decides; the one who sends the money is only a neighbour.
    for (const fit of bestFits(behalf, book, nameFit, nameInLabel))
      mark(fit.customer, fit.level, 'name', `paid on behalf of "${behalf.join(' ')}"`);
    for (const fit of bestFits(read.payerName, book, nameFit))
      mark(fit.customer, 1, 'name', `paid by "${read.payerName.join(' ')}"`);
    return;
  }
  const fits = bestFits(read.payerName, book, nameFit);
  for (const fit of [...fits, ...longerNames(read.payerName, fits, book)])
    mark(fit.customer, fit.level, fit.kind, `payer's name "${read.payerName.join(' ')}"`);
  const learned = book.learnedFor(fullNameKey(read.payerName));
  // Whoever bears the printed name may pay for itself, though it has paid for another so far.
  const contested = fits.some(({ customer }) => !learned.has(customer));
  for (const customer of learned.keys()) {
    const telling = learned.size <= MOST_LEARNED && read.payerName.length > 1 && !contested;
    if (read.payerName.length > 0)
      mark(customer, telling ? 2 : 1, 'alias', `"${read.payerName.join(' ')}" has paid for ${customer}`);
  }
  const inLabel = bestFits(read.labelName, book, nameInLabel);
  for (const fit of [...inLabel, ...longerNames(read.labelName, inLabel, book)])
    mark(fit.customer, fit.level, fit.kind, `name in the label "${read.text.slice(0, 80)}"`);
}

interface FittingCustomer {
  readonly customer: string;
  readonly level: PayerLevel;
  readonly kind: string;
}

/**
 * Customers whose name begins with the whole name of one that fits: the bank may have cut it there. `TALVERNE CENTRE`
 * may be `TALVERNE CENTRE BRETAGNE`, unless other words follow.
 */
function longerNames(words: readonly string[], fits: readonly FittingCustomer[], book: WorkingBook): FittingCustomer[] {
  const found = new Set(fits.map(({ customer }) => customer));
  const whole = fits.filter(({ level }) => level >= 2).map(({ customer }) => book.nameOf(customer));
  if (whole.length === 0) return [];
  return candidatesFor(words, book).flatMap((customer) => {
    if (found.has(customer)) return [];
    const own = book.nameOf(customer);
    const longer = whole.some((name) => {
      if (own.length <= name.length || name.some((word, index) => word !== own[index])) return false;
      const next = words[words.lastIndexOf(name[name.length - 1]!) + 1];
      return next === undefined || own[name.length]!.startsWith(next);
    });
    return longer ? [{ customer, level: 1 as const, kind: 'name-part' }] : [];
  });
}

/** The customers whose name fits best: whole names before contained ones (the longest) before cut ones. */
function bestFits(
  words: readonly string[],
  book: WorkingBook,
  ...fits: ((printed: readonly string[], customer: readonly string[]) => NameFit)[]
): FittingCustomer[] {
  if (words.length === 0) return [];
  const ranked = candidatesFor(words, book).map((customer) => {
    const own = book.nameOf(customer);
    const fit = fits.map((compare) => compare(words, own)).find((result) => result !== 'none') ?? 'none';
    return { customer, fit, size: own.length };
  });
  const exact = ranked.filter(({ fit }) => fit === 'exact');
  if (exact.length > 0) return exact.map(({ customer }) => ({ customer, level: 2, kind: 'name' }));
  const contained = ranked.filter(({ fit }) => fit === 'contained');
  const longest = Math.max(0, ...contained.map(({ size }) => size));
  if (contained.length > 0) {
    return contained
      .filter(({ size }) => size === longest)
      .map(({ customer }) => ({ customer, level: 2, kind: 'name' }));
  }
  const partial = ranked.filter(({ fit }) => fit === 'partial');
  // A name cut by the bank proves as much as a whole one if it is long enough and fits nobody else.
  const telling = partial.length === 1 && words.join('').length >= 8;
  return partial.map(({ customer }) => ({ customer, level: telling ? 2 : 1, kind: 'name-part' }));
}

/**
 * Customers that share a word with the printed name. Words of very many customers ("TRANSPORTS") only bring in the
 * whole book, so they are followed only where every word is one of them.
 */
function candidatesFor(words: readonly string[], book: WorkingBook): string[] {
  const keys = words.flatMap((word) => [`name:${word}`, ...(word.length >= 4 ? [`abbr:${word.slice(0, 4)}`] : [])]);
  const telling = keys.filter((key) => book.countOf(key) <= KEY_CAP && book.customersWith(key).size > 0);
  const candidates = new Set(book.customersWith(fullNameKey(words)));
  for (const key of telling.length > 0 ? telling : keys) {
    for (const customer of book.customersWith(key)) candidates.add(customer);
  }
  return [...candidates].sort();
}
