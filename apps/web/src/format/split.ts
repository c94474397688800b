import { fromMinor, readTyped, toMinor } from './amount.js';

/** What of an item matters for a split by hand. */
export interface SplitItem {
  readonly id: string;
  /** Open amount, a decimal string; negative for a credit note. */
  readonly open: string;
}

/** What a person typed beside an item. `rest`: what the part of the open amount not paid is, if it is no longer owed. */
export interface SplitEntry<Kind extends string> {
  readonly text: string;
  readonly rest?: Kind;
}

/** A split as far as it is typed. */
export interface Split<Kind extends string> {
  /** Line amount less everything typed, a decimal string. */
  readonly remainder: string;
  /** More was given out than came in (or, for money paid out, than went out). */
  readonly tooMuch: boolean;
  /** Items whose text is no amount. */
  readonly bad: ReadonlySet<string>;
  readonly allocations: readonly {
    readonly itemId: string;
    readonly amount: string;
    readonly adjustment?: { readonly kind: Kind; readonly amount: string };
  }[];
}

/** Adds up what was typed, in minor units; `decimals` are the currency's. */
export function splitOf<Kind extends string>(
  lineAmount: string,
  decimals: number,
  items: readonly SplitItem[],
  entries: Readonly<Record<string, SplitEntry<Kind>>>,
): Split<Kind> {
  const line = toMinor(lineAmount, decimals);
  let remainder = line;
  const bad = new Set<string>();
  const allocations: Split<Kind>['allocations'][number][] = [];
  for (const { id, open } of items) {
    const entry = entries[id];
    if (!entry || entry.text.trim() === '') continue;
    const paid = readTyped(entry.text, decimals);
    if (paid === undefined || paid === 0n) {
      bad.add(id);
      continue;
    }
    remainder -= paid;
    const rest = toMinor(open, decimals) - paid;
    allocations.push({
      itemId: id,
      amount: fromMinor(paid, decimals),
      ...(entry.rest && rest !== 0n ? { adjustment: { kind: entry.rest, amount: fromMinor(rest, decimals) } } : {}),
    });
  }
  return {
    remainder: fromMinor(remainder, decimals),
    tooMuch: line < 0n ? remainder > 0n : remainder < 0n,
    bad,
    allocations,
  };
}

/** What "Fill" writes beside an item: its open amount, or what is left of the line if that is less. */
export function fillOf(open: string, remainder: string, decimals: number): string {
  const openUnits = toMinor(open, decimals);
  const left = toMinor(remainder, decimals);
  return left > 0n && openUnits > left ? remainder : open;
}
