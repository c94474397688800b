/**
 * Reads the lines of an accounting file back. Pure.
 *
 * ```ts
 * for await (const lines of source.read(chunks, { format: 'fec', file: '732829320FEC20261231.txt' })) …
 * ```
 */
export interface LedgerSource {
  /**
   * The lines of the file in its order, some at a time. Throws `AdapterError('malformed')` naming line, field and
   * remedy at the first line that cannot be read exactly: nothing is guessed and no amount repaired.
   */
  read(chunks: AsyncIterable<Uint8Array>, options: LedgerReadOptions): AsyncIterable<readonly LedgerFileLine[]>;
}

/** Which file is read, and how. */
export interface LedgerReadOptions {
  /** An id of the manifest's formats. */
  readonly format: string;
  readonly options?: Readonly<Record<string, string>>;
  /** Name of the file, for the messages. */
  readonly file?: string;
}

/** One line of an entry as the file has it. Days are `YYYY-MM-DD`, amounts decimal strings; one of the sides is zero. */
export interface LedgerFileLine {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly journal: string;
  readonly number?: string;
  readonly date: string;
  readonly account: string;
  readonly accountLabel?: string;
  readonly auxiliary?: string;
  readonly auxiliaryLabel?: string;
  readonly piece?: string;
  readonly pieceDate?: string;
  readonly label?: string;
  readonly debit: string;
  readonly credit: string;
  /** Lettering code; absent on an open line. */
  readonly letter?: string;
  readonly dueDate?: string;
  readonly foreign?: { readonly amount: string; readonly currency: string };
}
