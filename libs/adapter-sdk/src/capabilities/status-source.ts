import type { Cursor } from './cursor.js';

/**
 * Receives what a platform has for the company: life-cycle messages of its invoices, and the invoices themselves.
 *
 * ```ts
 * let page = await source.poll(undefined);
 * while (page.more) page = await source.poll(page.cursor);
 * ```
 */
export interface StatusSource {
  /** One page of documents after `cursor` (absent: everything). Pages may overlap; documents are known by `id`. */
  poll(cursor: Cursor | undefined): Promise<StatusPage>;
  /** True if a call that claims to come from the platform was signed by it; it only says that a poll is worth while. */
  isGenuine?(call: { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array }): Promise<boolean>;
}

/** One page of a {@link StatusSource}, in the order the platform changed them. */
export interface StatusPage {
  readonly documents: readonly StatusDocument[];
  readonly cursor: Cursor;
  readonly more: boolean;
}

/** A document as it lies on the platform. */
export interface StatusDocument {
  /** Stable there. */
  readonly id: string;
  readonly kind: 'status' | 'invoice';
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Instant the platform took it, ISO 8601 UTC: of an invoice we sent, its deposit. */
  readonly receivedAt: string;
}
