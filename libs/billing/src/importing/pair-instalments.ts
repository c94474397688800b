import type { OpenItem } from '@lettrage/domain';
import type { ItemRow } from '../billing-store.js';

/** A row of the snapshot with the item here it is about, or the instalment number a new one gets. */
export interface Pair {
  readonly row: OpenItem;
  readonly here?: ItemRow;
  readonly instalment: number;
}

/**
 * Pairs the rows of one number with the instalments here. A paid instalment is no longer in the file, so position says
 * nothing: the due date does. Rows left over on both sides in equal number had their due dates moved, in their order;
 * further rows are new instalments.
 */
export function pairInstalments(rows: readonly OpenItem[], here: readonly ItemRow[]): Pair[] {
  const left = new Map(here.map((item) => [item.dueDate, item]));
  const pairs = new Map<OpenItem, ItemRow>();
  for (const row of rows) {
    const item = left.get(row.dueDate);
    if (!item) continue;
    pairs.set(row, item);
    left.delete(row.dueDate);
  }
  const unpaired = rows.filter((row) => !pairs.has(row));
  const others = [...left.values()]
    .filter((item) => item.settled !== item.total)
    .sort((a, b) => a.instalment - b.instalment);
  if (unpaired.length === others.length) unpaired.forEach((row, index) => pairs.set(row, others[index]!));
  let next = here.reduce((highest, item) => Math.max(highest, item.instalment), 0);
  return rows.map((row) => {
    const item = pairs.get(row);
    return item ? { row, here: item, instalment: item.instalment } : { row, instalment: ++next };
  });
}
