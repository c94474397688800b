import type { Advice, HistoryRecord, OpenItem, TransactionLine } from '@lettrage/domain';
import { MemoryBook } from './book/memory-book.js';
import type { PackedItems } from './book/packed-items.js';
import type { MatchConfig } from './config.js';
import { decide } from './decide/decide.js';
import { keysOf } from './keys-of.js';
import { judgeRules } from './payer/judge-rules.js';
import type { LineDecision, MatchContext, MatchKeys } from './model.js';

/** What the pure command matches. */
export interface MatchInput {
  readonly items: readonly OpenItem[] | PackedItems;
  readonly lines: readonly TransactionLine[];
  /** Oldest first; learned before the first line, never applied to the open items, which are what is left after it. */
  readonly history?: readonly HistoryRecord[];
  readonly advice?: readonly Advice[];
  readonly config?: MatchConfig;
  /** What {@link keysOf} gave for these lines and this advice, where it was asked already. */
  readonly keys?: MatchKeys;
}

/** Matches lines against open items held in memory: the whole of `lettrage match`. One decision per line, in order. */
export function matchAll(input: MatchInput): LineDecision[] {
  const { items, lines, history, advice, config, keys } = input;
  const book = new MemoryBook(items, history);
  const context: MatchContext = {
    ...(config && { config: judgeRules(config, history ?? []) }),
    ...(advice && { advice }),
  };
  return decide(lines, book.view(keys ?? keysOf(lines, advice)), context);
}
