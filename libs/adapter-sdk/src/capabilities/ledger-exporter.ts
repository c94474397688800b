import type { JournalEntry } from '@lettrage/domain';

/** Writes journal entries in an accounting format: the same input gives the same bytes. Pure. */
export interface LedgerExporter {
  /**
   * Writes `entries` in `format` (an id of the manifest's formats). Throws `AdapterError('rejected')` naming the
   * entry if one is not balanced or cannot be carried; nothing the format cannot hold is dropped without a problem.
   */
  write(entries: AsyncIterable<JournalEntry>, options: LedgerWriteOptions): AsyncIterable<Uint8Array>;

  /** The name the format's rules give the file, such as `732829320FEC20261231.txt`. */
  fileName(options: LedgerWriteOptions): string;
}

/** Format and its options, already checked against the manifest's schema. */
export interface LedgerWriteOptions {
  readonly format: string;
  readonly options: Readonly<Record<string, string>>;
}
