import type { JournalEntry, JournalLine } from '@lettrage/adapter-sdk';

/** The parts of a journal in one program's syntax; each ends its own line. */
export interface Journal {
  readonly fileName: string;
  begin(): string;
  /** Declares an account; `line` is the first that uses it. */
  account(name: string, line: JournalLine): string;
  /** The first lines of a transaction. */
  head(entry: JournalEntry): string;
  /** One posting; `amount` is debit less credit, a decimal string. */
  posting(name: string, amount: string, line: JournalLine, entry: JournalEntry): string;
}

/** The label of a line where it says more than its entry's. */
export function ownLabel(line: JournalLine, entry: JournalEntry): string | undefined {
  return line.label === undefined || line.label === entry.label ? undefined : line.label;
}
