import { foldedNameKey, fullNameKey, wordKeys } from '../keys/item-keys.js';
import { KEY_CAP } from '../model.js';
import { BREAK, foldName, MOST_NAMING, nameFitter, nameInLabel, namesWithin, spellings, type NameFit } from './name.js';

/** A customer whose name fits a printed one, and how surely it is meant: 2 by its name, 1 by a part of it. */
export interface FittingCustomer {
  readonly customer: string;
  readonly level: 1 | 2;
  readonly kind: 'name' | 'name-part';
}

/** What is printed: the payer's name, a label that holds a name among other words, or a text that may be either. */
export type PrintedAs = 'name' | 'label' | 'either';

/** What names are compared with; none of it changes during a run. */
export interface NamedCustomers {
  /** Customers that carry a key and are in the slice. */
  customersWith(key: string): ReadonlySet<string>;
  /** Customers that carry a key in the whole book. */
  countOf(key: string): number;
  /** The telling words of a customer's name. */
  nameOf(customer: string): readonly string[];
}

/** More customers that share the one word of a name may not all be in the slice. */
const MOST_SHARERS = 12;

/** The customers by name. A payer pays again and again: what fits its printed name is worked out once. */
export class CustomerNames {
  private readonly best = new Map<string, readonly FittingCustomer[]>();
  private readonly longer = new Map<string, readonly FittingCustomer[]>();
  private made: NameIndex | undefined;
  /** A name is asked for in several ways one after the other. */
  private last: { readonly words: readonly string[]; readonly as: PrintedAs; readonly key: string } | undefined;

  /** `all` are the customers of the slice. */
  constructor(
    private readonly book: NamedCustomers,
    private readonly all: () => Iterable<string>,
  ) {}

  /**
   * The customers whose name fits these printed words best, in the order of their ids. A name that more than
   * {@link KEY_CAP} customers bear points at nobody.
   */
  bestFits(words: readonly string[], as: PrintedAs): readonly FittingCustomer[] {
    if (words.length === 0) return [];
    return once(this.best, this.keyOf(words, as), () => {
      const fits = this.search(words, as).filter(({ customer }) => !this.isEverybodys(customer));
      return fits.length > KEY_CAP ? [] : fits;
    });
  }

  /**
   * Customers whose name begins with the whole name of one that fits: the bank may have cut it there. `TALVERNE CENTRE`
   * may be `TALVERNE CENTRE BRETAGNE`, unless other words follow.
   */
  longerNames(words: readonly string[], as: PrintedAs): readonly FittingCustomer[] {
    if (words.length === 0) return [];
    return once(this.longer, this.keyOf(words, as), () => this.searchLonger(words, as));
  }

  private keyOf(words: readonly string[], as: PrintedAs): string {
    if (this.last?.words !== words || this.last.as !== as) this.last = { words, as, key: `${as} ${words.join(' ')}` };
    return this.last.key;
  }

  /** Whole names before contained ones (the longest) before cut ones. */
  private search(words: readonly string[], as: PrintedAs): FittingCustomer[] {
    if (as !== 'label') {
      const exact = this.exact(words, as);
      if (exact.length > 0) return exact.map((customer) => this.byName(customer, exact.length));
    }
    const fitting: { customer: string; fit: NameFit; size: number }[] = [];
    const fitOf = comparison(words, as);
    for (const customer of this.candidates(words, as)) {
      const own = this.book.nameOf(customer);
      const fit = fitOf(own);
      if (fit !== 'none') fitting.push({ customer, fit, size: own.length });
    }
    fitting.sort((a, b) => (a.customer < b.customer ? -1 : 1));
    const contained = fitting.filter(({ fit }) => fit === 'contained');
    if (contained.length > 0) {
      const longest = contained.reduce((most, { size }) => Math.max(most, size), 0);
      const whole = contained.filter(({ size }) => size === longest);
      // `GARA MACONNERIE IRIS` holds the name of IRIS MACONNERIE, and is that of GARANCE MACONNERIE IRIS, abbreviated.
      const longer = fitting.filter(({ fit, size }) => fit === 'partial' && size > longest);
      if (longer.length > 0)
        return [...whole, ...longer].map(({ customer }) => ({ customer, level: 1, kind: 'name-part' }));
      return whole.map(({ customer }) => this.byName(customer, whole.length, words));
    }
    // A name cut by the bank proves as much as a whole one if it is long enough and fits nobody else.
    const telling = fitting.length === 1 && words.join('').length >= 8 && words.some((word) => this.isLookedUp(word));
    return fitting.map(({ customer }) => ({ customer, level: telling ? 2 : 1, kind: 'name-part' }));
  }

  /**
   * A customer by its name, which proves less where the words are so common that those who share them are not all in the
   * slice: `ROBERT` may be what is left of `ROBERT ET FILS`.
   */
  private byName(customer: string, equals: number, label?: readonly string[]): FittingCustomer {
    const own = foldName(this.book.nameOf(customer));
    const [word] = own;
    const sharers = own.length === 1 ? this.book.countOf(`name:${word!}`) : 0;
    const isCommon = label
      ? sharers > equals || (this.isPopular(own) && this.mayGoOn(own, foldName(label)))
      : sharers > MOST_SHARERS;
    return isCommon ? { customer, level: 1, kind: 'name-part' } : { customer, level: 2, kind: 'name' };
  }

  /** True if the name stands at the end of the label, or beside a word that begins other names. */
  private mayGoOn(own: readonly string[], label: readonly string[]): boolean {
    const places = label.flatMap((word, at) => (own.includes(word) ? [at] : []));
    const beside = [label[Math.min(...places) - 1], label[Math.max(...places) + 1]];
    if (beside[1] === undefined) return true;
    return beside.some(
      (word) =>
        word !== undefined &&
        (this.book.countOf(`name:${word}`) > 0 || this.book.countOf(`abbr:${word.slice(0, 4)}`) > 0),
    );
  }

  private isPopular(words: readonly string[]): boolean {
    return words.every((word) => this.book.countOf(`name:${word}`) > KEY_CAP);
  }

  /** A whole name of more customers than a book gives. */
  private isEverybodys(customer: string): boolean {
    return this.book.countOf(fullNameKey(this.book.nameOf(customer))) > KEY_CAP;
  }

  /** True if all customers with a word that begins like this one are known. */
  private isLookedUp(word: string): boolean {
    const keys = spellings([word]).map(([spelt]) =>
      spelt!.length >= 4 ? `abbr:${spelt!.slice(0, 4)}` : `name:${spelt!}`,
    );
    return (
      keys.every((key) => this.book.countOf(key) <= KEY_CAP) &&
      keys.some((key) => this.book.customersWith(key).size > 0)
    );
  }

  /**
   * The keys that lead to the candidates: those of its words. Words of very many customers ("TRANSPORTS") only bring in
   * the whole book, so they are followed only where every word is one of them.
   */
  private followed(words: readonly string[], as: PrintedAs): string[] {
    return [...wholeNameKeys(words, as), ...(this.tellingKeys(words) ?? keysOfWords(words))];
  }

  /** Keys of its words that somebody carries, and not too many to be followed; undefined if there is none. */
  private tellingKeys(words: readonly string[]): string[] | undefined {
    const telling = keysOfWords(words).filter(
      (key) => this.book.countOf(key) <= KEY_CAP && this.book.customersWith(key).size > 0,
    );
    return telling.length > 0 ? telling : undefined;
  }

  /** The customers behind the followed keys; of popular words those that share two of them, which whoever fits does. */
  private candidates(words: readonly string[], as: PrintedAs): Set<string> {
    const candidates = new Set<string>();
    const telling = this.tellingKeys(words);
    const shared = telling === undefined && tellTogether(words);
    const keys = shared ? [] : (telling ?? keysOfWords(words));
    for (const key of [...wholeNameKeys(words, as), ...keys])
      for (const customer of this.book.customersWith(key)) candidates.add(customer);
    if (shared) this.addSharers(words, candidates);
    return candidates;
  }

  /** Adds the customers that share two of the words, whole or as beginnings. */
  private addSharers(words: readonly string[], candidates: Set<string>): void {
    const sharers = new Set<string>();
    for (const word of words) {
      for (const spelt of spellings([word]).flat()) {
        // Whoever has a longer word carries its beginning too.
        for (const key of spelt.length > 4 ? wordKeys(spelt).slice(1) : wordKeys(spelt)) {
          for (const customer of this.book.customersWith(key)) {
            if (sharers.has(customer)) candidates.add(customer);
            else sharers.add(customer);
          }
        }
      }
    }
  }

  /** Candidates with exactly these words, in either spelling, found without comparing the others. */
  private exact(words: readonly string[], as: PrintedAs): string[] {
    const same = this.index.byWords.get(wordSet(foldName(words)));
    if (!same) return [];
    const whole = this.book.customersWith(fullNameKey(words));
    let keys: readonly string[] | undefined;
    return same
      .filter((customer) => whole.has(customer) || this.isCandidate(customer, (keys ??= this.followed(words, as))))
      .sort();
  }

  private searchLonger(printed: readonly string[], as: PrintedAs): FittingCustomer[] {
    const fits = this.bestFits(printed, as);
    const words = foldName(printed);
    const fitting = new Set(fits.map(({ customer }) => customer));
    let keys: readonly string[] | undefined;
    const found = new Set<string>();
    for (const { customer: whole } of fits) {
      const name = foldName(this.book.nameOf(whole));
      if (!name.every((word) => words.includes(word))) continue;
      for (const turned of [name, [...name].reverse()]) {
        const next = words[words.lastIndexOf(turned[turned.length - 1]!) + 1];
        for (const customer of this.index.byBeginning.get(beginning(turned)) ?? []) {
          const own = this.inOrderOf(customer, turned);
          if (!own || fitting.has(customer)) continue;
          const goesOn = next === undefined || next === BREAK || own[name.length]!.startsWith(next);
          if (goesOn && this.isCandidate(customer, (keys ??= this.followed(printed, as)))) found.add(customer);
        }
      }
    }
    return [...found].sort().map((customer) => ({ customer, level: 1, kind: 'name-part' }));
  }

  /** The folded words of a longer name that begins so, read forwards or backwards. */
  private inOrderOf(customer: string, words: readonly string[]): readonly string[] | undefined {
    const own = foldName(this.book.nameOf(customer));
    if (own.length <= words.length) return undefined;
    return [own, [...own].reverse()].find((order) => words.every((word, index) => word === order[index]));
  }

  private isCandidate(customer: string, keys: readonly string[]): boolean {
    return keys.some((key) => this.book.customersWith(key).has(customer));
  }

  private get index(): NameIndex {
    return (this.made ??= indexOf(this.all(), this.book));
  }
}

/** Keys of whole names: all the words and, of what may be a label, each run of them. */
function wholeNameKeys(words: readonly string[], as: PrintedAs): string[] {
  const folded = foldName(words);
  return [foldedNameKey(folded), ...(as === 'name' ? [] : namesWithin(folded).map(foldedNameKey))];
}

/** Keys of the words, as printed and folded. */
function keysOfWords(words: readonly string[]): string[] {
  return spellings(words).flat().flatMap(wordKeys);
}

/** How names fit what is printed; where either has an umlaut that may be written in two ways, also when folded. */
function comparison(words: readonly string[], as: PrintedAs): (own: readonly string[]) => NameFit {
  const compare = (printed: readonly string[]): ((own: readonly string[]) => NameFit) => {
    const fit = as === 'label' ? () => 'none' as const : nameFitter(printed);
    return (own) => {
      const whole = fit(own);
      return whole === 'none' && as !== 'name' ? nameInLabel(printed, own) : whole;
    };
  };
  const folded = foldName(words);
  const asPrinted = compare(words);
  const whenFolded = folded === words ? asPrinted : compare(folded);
  return (own) => {
    const fit = asPrinted(own);
    if (fit !== 'none') return fit;
    const foldedOwn = foldName(own);
    return foldedOwn === own && folded === words ? 'none' : whenFolded(foldedOwn);
  };
}

/**
 * True if each word is long enough to lead to all whose name holds it or begins with it: who fits them shares two of them
 * at least, unless one of them alone is the whole name.
 */
function tellTogether(words: readonly string[]): boolean {
  const named = words.filter((word) => word !== BREAK);
  return named.length >= 2 && words.length <= MOST_NAMING && named.every((word) => word.length >= 4);
}

/** The customers by all their folded words, and by the first of them. */
interface NameIndex {
  readonly byWords: ReadonlyMap<string, readonly string[]>;
  /** By the first word, and by the first two. */
  readonly byBeginning: ReadonlyMap<string, readonly string[]>;
}

function indexOf(customers: Iterable<string>, book: NamedCustomers): NameIndex {
  const byWords = new Map<string, string[]>();
  const byBeginning = new Map<string, string[]>();
  for (const customer of customers) {
    const words = foldName(book.nameOf(customer));
    if (words.length === 0) continue;
    append(byWords, wordSet(words), customer);
    append(byBeginning, words[0]!, customer);
    if (words.length < 2) continue;
    append(byBeginning, beginning(words), customer);
    const turned = [...words].reverse();
    if (turned[0] !== words[0]) append(byBeginning, turned[0]!, customer);
    if (beginning(turned) !== beginning(words)) append(byBeginning, beginning(turned), customer);
  }
  return { byWords, byBeginning };
}

function beginning(words: readonly string[]): string {
  return words.length > 1 ? `${words[0]!} ${words[1]!}` : words[0]!;
}

function append(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** What is remembered under a key, worked out when it is asked for first. */
function once<T>(known: Map<string, T>, key: string, work: () => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = work();
  known.set(key, made);
  return made;
}

/** The same for names of the same words, whatever their order. */
function wordSet(words: readonly string[]): string {
  return [...new Set(words)].sort().join(' ');
}
