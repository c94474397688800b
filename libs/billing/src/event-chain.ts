import { timingSafeEqual } from 'node:crypto';
import type { EventHead, EventRow } from './billing-store.js';
import { canonicalJson } from './canonical-json.js';
import { SealCheck, sealHash, type SealedRow } from './event-seal.js';
import { alteredText, areTextsSound } from './event-texts.js';

/** An event before it is chained. */
export type UnchainedEvent = Omit<EventRow, 'previousHash' | 'hash' | 'texts'>;

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
  return sealHash(key, previous, sealedRow(companyId, event, canonicalJson(event.data)));
}

/** The canonical row of an event: keys in order, absent ones left out. `data` is canonical JSON. */
function sealedRow(companyId: string, event: UnchainedEvent, data: string): string {
  const { actor, day, id, lockedThrough, position, reverses, time, type, version } = event;
  const head = canonicalJson({ actor, company: companyId });
  const tail = canonicalJson({ day, id, lockedThrough, position: position.toString(), reverses, time, type, version });
  return `${head.slice(0, -1)},"data":${data},${tail.slice(1)}`;
}

/** Before the first event. */
export const CHAIN_START: EventHead = { position: 0n, hash: new Uint8Array() };

/** An event as it was sealed: its canonical row, which is all that verifying needs. */
export interface SealedEvent extends Pick<EventRow, 'position' | 'id' | 'previousHash' | 'hash'> {
  readonly sealed: SealedRow;
  /** JSON of its texts, as the database writes jsonb. */
  readonly textsJson?: string;
  /** The event itself, for those of before their canonical text was kept. */
  whole(): UnchainedEvent;
}

type Event = EventRow | SealedEvent;
/** One by one, or a page at a time: a step of an asynchronous loop costs as much as a hash. */
type Read = Event | readonly Event[];

/**
 * Reads a company's events in order and names the first that was changed, removed or slipped in.
 * `head` is what the company row says the end is: a cut tail shows there.
 */
export async function verifyChain(
  events: AsyncIterable<Read> | Iterable<Read>,
  expected: { readonly key: Uint8Array; readonly companyId: string; readonly head: EventHead },
): Promise<ChainReport> {
  let head = CHAIN_START;
  let count = 0n;
  const against = { ...expected, seals: new SealCheck(expected.key) };
  for await (const read of events) {
    for (const event of Array.isArray(read) ? (read as readonly Event[]) : [read as Event]) {
      const why = fault(event, head, against);
      if (why) return { count, head, firstBad: { position: event.position, id: event.id, why } };
      head = { position: event.position, hash: event.hash };
      count++;
    }
  }
  if (head.position !== expected.head.position || !same(head.hash, expected.head.hash)) {
    const why = `the log ends at position ${head.position}, the company's head says ${expected.head.position}`;
    return { count, head, firstBad: { position: head.position + 1n, id: '', why } };
  }
  return { count, head };
}

interface Against {
  readonly key: Uint8Array;
  readonly companyId: string;
  readonly seals: SealCheck;
}

function fault(event: EventRow | SealedEvent, before: EventHead, expected: Against): string | undefined {
  if (event.position !== before.position + 1n) return `position ${before.position + 1n} is missing`;
  if (!same(event.previousHash, before.hash)) return 'it does not follow the event before it';
  if (!isAuthentic(event, before, expected)) return 'its content was changed';
  if (!hasSoundTexts(event)) return 'a text of it was changed';
  return undefined;
}

function hasSoundTexts(event: EventRow | SealedEvent): boolean {
  if ('sealed' in event) {
    const json = event.textsJson;
    return json === undefined || areTextsSound(json);
  }
  return event.texts === undefined || alteredText(event.texts) === undefined;
}

function isAuthentic(event: EventRow | SealedEvent, before: EventHead, { key, companyId, seals }: Against): boolean {
  if (!('sealed' in event)) return same(event.hash, chainHash(key, companyId, before.hash, event));
  if (seals.matches(before.hash, event.sealed, event.hash)) return true;
  return same(event.hash, chainHash(key, companyId, before.hash, event.whole()));
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
