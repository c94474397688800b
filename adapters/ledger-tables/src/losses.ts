import type { JournalEntry, JournalLine, LedgerLoss } from '@lettrage/adapter-sdk';
import type { Carried } from './layout.js';

/** Counts what the format could not carry, by kind and field. */
export class Losses {
  private readonly counted = new Map<
    string,
    { what: LedgerLoss['what']; field: string; count: number; entry: string }
  >();

  constructor(private readonly carried: ReadonlySet<Carried | undefined>) {}

  add(what: LedgerLoss['what'], field: string, entry: JournalEntry): void {
    const key = `${what} ${field}`;
    const known = this.counted.get(key);
    if (known) known.count++;
    else this.counted.set(key, { what, field, count: 1, entry: entry.number });
  }

  /** Counts the facts of a line that no field of the layout carries. */
  addOmitted(entry: JournalEntry, line: JournalLine): void {
    const { carried } = this;
    if (line.lettering !== undefined && !carried.has('lettering')) this.add('left-out', 'lettering', entry);
    if (line.dueDate !== undefined && !carried.has('due-date')) this.add('left-out', 'due-date', entry);
    if (line.foreign !== undefined && !carried.has('foreign')) this.add('left-out', 'foreign', entry);
    if (line.auxiliary !== undefined && !carried.has('auxiliary')) this.add('left-out', 'auxiliary', entry);
    if (line.auxiliaryLabel !== undefined && !carried.has('auxiliary-label')) {
      this.add('left-out', 'auxiliary-label', entry);
    }
    if (entry.pieceDate !== entry.date && !carried.has('piece-date')) this.add('left-out', 'piece-date', entry);
    if (!carried.has('label')) this.add('left-out', 'label', entry);
    if (!carried.has('piece')) this.add('left-out', 'piece', entry);
    if (!carried.has('journal')) this.add('left-out', 'journal', entry);
  }

  /** What was counted, in the order it was first met. */
  all(): readonly LedgerLoss[] {
    return [...this.counted.values()];
  }
}
