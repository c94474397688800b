import type { JournalEntry, LedgerLoss } from '@lettrage/adapter-sdk';

/** Counts what a FEC could not carry as it was, by kind and field. */
export class FecLosses {
  private readonly counted = new Map<
    string,
    { what: LedgerLoss['what']; field: string; count: number; entry: string }
  >();

  add(what: LedgerLoss['what'], field: string, entry: JournalEntry): void {
    const known = this.counted.get(what + field);
    if (known) known.count++;
    else this.counted.set(what + field, { what, field, count: 1, entry: entry.number });
  }

  /** Tells what was counted, if anything was. */
  tell(report: ((losses: readonly LedgerLoss[]) => void) | undefined): void {
    if (this.counted.size > 0) report?.([...this.counted.values()]);
  }
}
