import { createReadStream } from 'node:fs';
import type { Problem } from '@lettrage/domain';
import { fillOpenItems } from '@lettrage/formats';
import { PackedItems, type PackedItemsParts } from '@lettrage/reconciliation';

/** The open items of a file as one thread hands them to another, and what is wrong with them. */
export interface OpenItemsRead {
  readonly items: PackedItemsParts;
  readonly problems: readonly Problem[];
}

/** Bytes that are read at once. */
const READ_BYTES = 128 * 1024;

/** Reads a file of open items for another thread. Rejects where it cannot be read at all. */
export async function readOpenItemsApart(path: string): Promise<OpenItemsRead> {
  const items = new PackedItems();
  const chunks = createReadStream(path, { highWaterMark: READ_BYTES });
  const problems = await fillOpenItems(chunks, items, { file: path });
  return { items: items.parts, problems };
}

/** The memory of the columns, which is handed over instead of being copied. */
export function memoryOf({ items }: OpenItemsRead): ArrayBuffer[] {
  const { numbers, paymentReferences, orderReferences, total, open, owners } = items;
  const { kinds, currencies, issued, due, discounts } = items;
  return [
    ...[numbers, paymentReferences, orderReferences].flatMap(({ bytes, ends }) => [bytes.buffer, ends.buffer]),
    ...[total, open, owners].map(({ values }) => values.buffer),
    ...[kinds, currencies, issued, due, discounts].map(({ numbers: { values } }) => values.buffer),
  ];
}
