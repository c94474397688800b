import type { Advice, TransactionLine } from '@lettrage/domain';
import { invoiceNameKeys } from './keys/advice-keys.js';
import { fullNameKey } from './keys/item-keys.js';
import { lineKeys, readLine } from './line/read-line.js';
import { nameWords } from './payer/name.js';
import type { LineKeys, MatchKeys } from './model.js';

/** The keys a book must be asked for before these lines can be decided. Pure; one pass over lines and advice. */
export function keysOf(lines: readonly TransactionLine[], advice: readonly Advice[] = []): MatchKeys {
  return { lines: [...lines.map((line) => lineKeys(readLine(line))), ...advice.map(adviceKeys)] };
}

/** An advice names items by number, order or payment reference, or by their payer. */
function adviceKeys(advice: Advice): LineKeys {
  const items = advice.items.flatMap(({ invoice }) => (invoice === undefined ? [] : invoiceNameKeys(invoice)));
  const customers = advice.items.flatMap(({ payer }) => {
    const words = nameWords(payer ?? '');
    return words.length > 0 ? [fullNameKey(words)] : [];
  });
  return { transaction: '', items, expand: [], customers, past: [] };
}
