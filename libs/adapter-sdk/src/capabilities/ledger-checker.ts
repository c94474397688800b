import type { Problem } from '@lettrage/domain';

/** Checks an accounting file against its rules: bytes in, problems out. Pure; never throws on bad input. */
export interface LedgerChecker {
  /** Problems in the order of the file. `file` is the name, where the name itself is under a rule. */
  check(chunks: AsyncIterable<Uint8Array>, options: { format: string; file?: string }): AsyncIterable<Problem>;
}
