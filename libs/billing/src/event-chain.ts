import { createHmac, timingSafeEqual } from 'node:crypto';
import type { EventHead, EventRow } from './billing-store.js';
import { canonicalJson } from './canonical-json.js';

/** An event before it is chained. */
export type UnchainedEvent = Omit<EventRow, 'previousHash' | 'hash'>;

/** Result of {@link verifyChain}: how many events were read, and the first one that does not hold. */
export interface ChainReport {
  readonly count: bigint;
  readonly head: EventHead;
  readonly firstBad?: { readonly position: bigint; readonly id: string; readonly why: string };
}

/**
 * Hash of an event: HMAC-SHA256(key, hash before ‖ canonical row). The key lies outside the database, so whoever can
 * write its rows cannot chain them again.
 */
export function chainHash(key: Uint8Array, companyId: string, previous: Uint8Array, event: UnchainedEvent): Uint8Array {
  const row = canonicalJson({
    company: companyId,
    data: event.data,
    day: event.day,
    id: event.id,
    position: event.position.toString(),
    reverses: event.reverses,
    time: event.time,
    type: event.type,
    version: event.version,
  });
  return createHmac('sha256', key).update(previous).update(row, 'utf8').digest();
}

/** Before the first event. */
export const CHAIN_START: EventHead = { position: 0n, hash: new Uint8Array() };

/**
 * Reads a company's events in order and names the first that was changed, removed or slipped in.
 * `head` is what the company row says the end is: a cut tail shows there.
 */
export async function verifyChain(
  events: AsyncIterable<EventRow> | Iterable<EventRow>,
  expected: { readonly key: Uint8Array; readonly companyId: string; readonly head: EventHead },
): Promise<ChainReport> {
  let head = CHAIN_START;
  let count = 0n;
  for await (const event of events) {
    const why = fault(event, head, expected);
    if (why) return { count, head, firstBad: { position: event.position, id: event.id, why } };
    head = { position: event.position, hash: event.hash };
    count++;
  }
  if (head.position !== expected.head.position || !same(head.hash, expected.head.hash)) {
    const why = `the log ends at position ${head.position}, the company's head says ${expected.head.position}`;
    return { count, head, firstBad: { position: head.position + 1n, id: '', why } };
  }
  return { count, head };
}

function fault(
  event: EventRow,
  before: EventHead,
  expected: { key: Uint8Array; companyId: string },
): string | undefined {
  if (event.position !== before.position + 1n) return `position ${before.position + 1n} is missing`;
  if (!same(event.previousHash, before.hash)) return 'it does not follow the event before it';
  if (!same(event.hash, chainHash(expected.key, expected.companyId, before.hash, event)))
    return 'its content was changed';
  return undefined;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
