import { formatMinor, isCurrency, type OpenItem } from '@lettrage/domain';
import type { ImportFinding } from '../commands.js';
import { settlesWithin } from '../item-state.js';

/** Rows of one customer and number: an item, its instalments, or a receipt. */
export interface RowGroup {
  readonly customerCode: string;
  readonly number: string;
  readonly receipt: boolean;
  /** Oldest due first. */
  readonly rows: readonly OpenItem[];
}

/** True for money that waits for an item. */
export function isReceipt(item: OpenItem): boolean {
  return item.kind === 'payment' || item.kind === 'on-account';
}

/**
 * Sorts the rows of a snapshot into groups by customer and number, in that order, so that two imports at once touch
 * rows in one order. Rows that cannot be right are refused, each with its reason: a due date twice (both rows), mixed
 * kinds or currencies under one number, an open amount outside its total, a wrong sign.
 */
export function groupRows(items: readonly OpenItem[]): { groups: RowGroup[]; refused: ImportFinding[] } {
  const refused: ImportFinding[] = [];
  const byKey = new Map<string, OpenItem[]>();
  for (const item of items) {
    const why = faultOf(item);
    if (why) {
      refused.push(finding(item, why));
      continue;
    }
    const key = JSON.stringify([item.customer.id, item.number, isReceipt(item)]);
    const rows = byKey.get(key);
    if (rows) rows.push(item);
    else byKey.set(key, [item]);
  }
  const groups: RowGroup[] = [];
  for (const rows of byKey.values()) {
    const first = rows[0]!;
    const why = rows.length > 1 ? clashOf(rows) : undefined;
    if (why) refused.push(...rows.map((row) => finding(row, why)));
    else
      groups.push({
        customerCode: first.customer.id,
        number: first.number,
        receipt: isReceipt(first),
        rows: byDueDate(rows),
      });
  }
  groups.sort((a, b) => order(a.customerCode, b.customerCode) || order(a.number, b.number));
  return { groups, refused };
}

/** Groups in chunks of about `size` rows, never cutting a group. */
export function* inChunks(groups: readonly RowGroup[], size: number): Generator<RowGroup[]> {
  let chunk: RowGroup[] = [];
  let rows = 0;
  for (const group of groups) {
    chunk.push(group);
    rows += group.rows.length;
    if (rows < size) continue;
    yield chunk;
    chunk = [];
    rows = 0;
  }
  if (chunk.length > 0) yield chunk;
}

/** One line of the report about a row of the file. */
export function finding(item: OpenItem, message: string, instalment = 1): ImportFinding {
  return { customer: item.customer.id, number: item.number, instalment, message };
}

function faultOf(item: OpenItem): string | undefined {
  if (!isCurrency(item.currency)) return `currency "${item.currency}" is unknown: use its ISO 4217 code`;
  const negative = item.kind === 'credit-note' || isReceipt(item);
  if (negative ? item.total > 0n : item.total < 0n) {
    return `a ${item.kind} has a ${negative ? 'negative' : 'positive'} total, not ${formatMinor(item.total, item.currency)}`;
  }
  if (!settlesWithin(item.total, item.total - item.open)) {
    return `its open amount ${formatMinor(item.open, item.currency)} does not lie between 0 and its total ${formatMinor(item.total, item.currency)}`;
  }
  return undefined;
}

function clashOf(rows: readonly OpenItem[]): string | undefined {
  const first = rows[0]!;
  if (new Set(rows.map((row) => row.dueDate)).size < rows.length || isReceipt(first)) {
    return `number ${first.number} of customer ${first.customer.id} stands there more than once: instalments need different due dates`;
  }
  if (rows.some((row) => row.kind !== first.kind || row.currency !== first.currency)) {
    return `number ${first.number} of customer ${first.customer.id} has rows of different kinds or currencies`;
  }
  return undefined;
}

function byDueDate(rows: readonly OpenItem[]): OpenItem[] {
  return [...rows].sort((a, b) => order(a.dueDate, b.dueDate));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
