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

  /** The document the rules want beside the file, such as the description of a FEC; left out where none is wanted. */
  notice?(options: LedgerWriteOptions, facts: LedgerNoticeFacts): LedgerNotice;
}

/** What a notice tells of the books. */
export interface LedgerNoticeFacts {
  readonly company: string;
  readonly journals: readonly { readonly code: string; readonly label: string }[];
}

/** A document that goes beside the file. */
export interface LedgerNotice {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** Format and its options, already checked against the manifest's schema. */
export interface LedgerWriteOptions {
  readonly format: string;
  readonly options: Readonly<Record<string, string>>;
  /** Called once, after the last byte, with what the format could not carry as it was; not called where it is all. */
  readonly report?: (losses: readonly LedgerLoss[]) => void;
}

/** What a format could not carry of the entries, counted by field. Amounts, dates and accounts are never among it. */
export interface LedgerLoss {
  /** `left-out`: the format has no field for it; `cut`: longer than its field; `changed`: signs the format lacks. */
  readonly what: 'left-out' | 'cut' | 'changed';
  /** Field of the entry, such as `lettering` or `line label`. */
  readonly field: string;
  readonly count: number;
  /** The number of the first entry it happened to. */
  readonly entry: string;
}
