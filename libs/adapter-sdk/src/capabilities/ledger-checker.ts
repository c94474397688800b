import type { Problem } from '@lettrage/domain';

/** Checks an accounting file against its rules: bytes in, problems out. Pure; never throws on bad input. */
export interface LedgerChecker {
  /** Problems in the order of the file. `file` is the name, where the name itself is under a rule. */
  check(chunks: AsyncIterable<Uint8Array>, options: { format: string; file?: string }): AsyncIterable<Problem>;
  /**
   * URL of a module whose default export, a {@link MakeLedgerChecker}, makes this very checker. With it a large file is
   * checked in a thread of its own while it is written; without it, when it is whole.
   */
  readonly module?: string;
}

/** Makes a checker that needs nothing of the host but its clock. */
export type MakeLedgerChecker = (context: { readonly now: () => Date }) => LedgerChecker;
