import type { PayoutLine, Problem, ProviderPayout } from '@lettrage/domain';
import type { Cursor } from './cursor.js';

/**
 * Reads the detail reports of a payment provider: bytes in, payouts out. Pure: no network, no files, no clock.
 *
 * ```ts
 * for await (const lines of reader.read(chunks, { file: 'payouts.csv' })) for (const line of lines) keep(line);
 * ```
 */
export interface PayoutReader {
  /** How sure the reader is that these first 64 KiB are a report of its provider: 0 (no) … 1 (certain). Never throws. */
  sniff(head: Uint8Array): number;

  /**
   * Yields the payouts of the report, each with all its items and exact sums, and problems. A payout that cannot be
   * told to the cent is left out and its problem says why; nothing is rounded and nothing guessed.
   */
  read(chunks: AsyncIterable<Uint8Array>, options: ReadPayoutOptions): AsyncIterable<readonly PayoutLine[]>;
}

/** What the host knows about the file. */
export interface ReadPayoutOptions {
  /** Name for messages. */
  readonly file?: string;
  readonly signal?: AbortSignal;
}

/**
 * Fetches what payouts are made of from a provider's API, after a cursor.
 *
 * ```ts
 * let page = await source.payouts(undefined);
 * while (page.more) page = await source.payouts(page.cursor);
 * ```
 */
export interface PayoutSource {
  /** One page after `cursor` (absent: from the start). Pages may overlap; a payout is known by provider and id. */
  payouts(cursor: Cursor | undefined): Promise<PayoutPage>;
}

/** One page of a {@link PayoutSource}. */
export interface PayoutPage {
  /** Those that are on their way to the bank or there, complete with their items. */
  readonly payouts: readonly ProviderPayout[];
  readonly cursor: Cursor;
  readonly more: boolean;
  /** Payouts that could not be read exactly and were left out, each named. */
  readonly problems?: readonly Problem[];
}
