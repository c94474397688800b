import type { JournalEntry, LedgerLoss } from '@lettrage/adapter-sdk';

/** Counts what a FEC could not carry as it was, by kind and field. */
export class FecLosses {
  private readonly counted: { what: LedgerLoss['what']; field: string; count: number; entry: string }[] = [];

  add(what: LedgerLoss['what'], field: string, entry: JournalEntry): void {
    // Few different ones, met a million times.
    for (const known of this.counted) {
      if (known.field !== field || known.what !== what) continue;
      known.count++;
      return;
    }
    this.counted.push({ what, field, count: 1, entry: entry.number });
  }

  /** Tells what was counted, if anything was. */
  tell(report: ((losses: readonly LedgerLoss[]) => void) | undefined): void {
    if (this.counted.length > 0) report?.(this.counted);
  }
}
