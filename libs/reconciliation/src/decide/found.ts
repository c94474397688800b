import type { WorkingBook, Unit } from '../book/working-book.js';
import { isPayable, openOf } from '../book/working-book.js';
import type { Mention, MentionForm, NumberContext } from '../line/read-references.js';
import type { ReadLine } from '../line/read-line.js';

/**
 * How telling a reference is. 5: a whole number or checked reference. 4: year and running number, order, tail of a
 * list. 3: running number after an invoice word. 2: a bare running number. 1: a number with a slip. 0: none.
 */
export type ReferenceRank = 0 | 1 | 2 | 3 | 4 | 5;

/** An item the text names. */
export interface Found {
  readonly unit: Unit;
  readonly rank: ReferenceRank;
  readonly text: string;
  readonly form: MentionForm;
  readonly optional: boolean;
  /** Open items in the whole book behind the key that found it. */
  readonly count: number;
}

/** What the text of a line names: open items, settled items, and numbers that are nothing we know. */
export interface FoundReferences {
  /** Best rank per unit, payable today. */
  readonly open: ReadonlyMap<Unit, Found>;
  /** Numbers of items that were settled before, with the rank of their mention. */
  readonly settled: readonly { readonly number: string; readonly rank: ReferenceRank }[];
  /** Items of another currency or not yet issued that the text names. */
  readonly unpayable: readonly Unit[];
  /** Stretches that look like numbers but name nothing known. */
  readonly unknown: readonly { readonly text: string; readonly context: NumberContext }[];
}

const FORM_ORDER: readonly MentionForm[] = ['reference', 'number', 'order', 'list', 'year-sequence', 'sequence'];

/**
 * Resolves what the text may refer to against the book: the most telling readings first; a stretch of text that has
 * named an item is used up and cannot name another by a weaker reading.
 */
export function findReferences(read: ReadLine, book: WorkingBook): FoundReferences {
  const { line } = read;
  const open = new Map<Unit, Found>();
  const settled = new Map<string, ReferenceRank>();
  const unpayable = new Set<Unit>();
  const used = read.fields.map((atoms) => new Array<boolean>(atoms.length).fill(false));
  for (const { mention, key, form } of inOrder(read.mentions)) {
    if (mention.from >= 0 && overlaps(used[mention.field]!, mention)) continue;
    const rank = rankOf(mention, form, key);
    if (rank === 0) continue;
    const units = matching(book.withKey(key), mention);
    const payable = units.filter((unit) => isPayable(unit, line.currency, line.bookingDate));
    const past =
      payable.length > 0
        ? []
        : [...units.filter((unit) => openOf(unit) === 0n).map((unit) => unit.number), ...book.settledWith(key)];
    if (payable.length === 0 && past.length === 0) {
      if (rank >= 4) for (const unit of units) unpayable.add(unit);
      if (rank < 4 || units.length === 0) continue;
    }
    if (form !== 'sequence' && mention.from >= 0) use(used[mention.field]!, mention);
    for (const number of past) settled.set(number, Math.max(rank, settled.get(number) ?? 0) as ReferenceRank);
    const count = Math.max(book.countOf(key), payable.length);
    for (const unit of payable) {
      if ((open.get(unit)?.rank ?? 0) < rank)
        open.set(unit, { unit, rank, text: mention.text, form, optional: mention.optional ?? false, count });
    }
  }
  return {
    open,
    settled: [...settled].map(([number, rank]) => ({ number, rank })),
    unpayable: [...unpayable],
    unknown: unknownNumbers(read, used),
  };
}

function inOrder(mentions: readonly Mention[]): { mention: Mention; key: string; form: MentionForm }[] {
  const flat = mentions.flatMap((mention) => mention.keys.map(({ key, form }) => ({ mention, key, form })));
  const order = (form: MentionForm): number => FORM_ORDER.indexOf(form);
  return flat.sort((a, b) => order(a.form) - order(b.form) || b.mention.text.length - a.mention.text.length);
}

function rankOf(mention: Mention, form: MentionForm, key: string): ReferenceRank {
  const digits = key.replace(/\D/g, '').length;
  const lettered = /:.*[A-Z]/.test(key);
  switch (form) {
    case 'reference':
      return digits >= 6 ? 5 : 4;
    case 'order':
      return lettered || digits >= 5 ? 4 : 2;
    case 'number':
      return numberRank(mention.context, digits, lettered);
    case 'list':
      if (mention.context === 'decoy') return 0;
      if (key.startsWith('seq:')) return mention.context === 'invoice' ? 3 : 2;
      return lettered || key.startsWith('ys:')
        ? 4
        : (Math.min(4, numberRank(mention.context, digits, false)) as ReferenceRank);
    case 'year-sequence':
      return mention.context === 'decoy' ? 0 : 4;
    case 'sequence':
      if (mention.context === 'decoy') return 0;
      return mention.context === 'invoice' ? 3 : 2;
  }
}

/** A whole number: with letters it speaks for itself, bare digits need length or an invoice word before them. */
function numberRank(context: NumberContext, digits: number, lettered: boolean): ReferenceRank {
  if (context === 'decoy') return 0;
  if (lettered) return digits >= 4 ? 5 : digits >= 3 ? 4 : 2;
  if (context === 'own-reference') return digits >= 8 ? 4 : 2;
  if (context === 'invoice') return digits >= 5 ? 5 : digits >= 4 ? 4 : 3;
  return digits >= 7 ? 5 : digits >= 6 ? 4 : digits >= 4 ? 3 : 2;
}

/** "AVOIR 12" is a credit note, "FACT 12" is none. */
function matching(units: readonly Unit[], mention: Mention): readonly Unit[] {
  if (mention.credit) return units.filter((unit) => unit.kind === 'credit-note');
  const bare = mention.from === mention.to;
  return bare && mention.context === 'invoice' ? units.filter((unit) => unit.kind !== 'credit-note') : units;
}

function overlaps(used: readonly boolean[], mention: Mention): boolean {
  if (mention.optional) return false;
  for (let at = mention.from; at <= mention.to; at++) if (used[at]) return true;
  return false;
}

function use(used: boolean[], mention: Mention): void {
  if (mention.optional) return;
  for (let at = mention.from; at <= mention.to; at++) used[at] = true;
}

/** The longest stretches with digits that named nothing. */
function unknownNumbers(
  read: ReadLine,
  used: readonly (readonly boolean[])[],
): { text: string; context: NumberContext }[] {
  const unknown: { text: string; context: NumberContext }[] = [];
  const wanted = read.mentions.filter(({ from, keys }) => from >= 0 && keys.some(({ form }) => form !== 'list'));
  for (const mention of wanted) {
    if (mention.field === 2 || mention.context === 'decoy' || overlaps(used[mention.field]!, mention)) continue;
    unknown.push({ text: mention.text, context: mention.context });
  }
  return unknown;
}
