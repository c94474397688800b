import { createHash } from 'node:crypto';
import type { LedgerFact, LedgerLoss } from '@lettrage/adapter-sdk';
import type { Day, JournalEntry, JournalLine } from '@lettrage/domain';
import { ExportStore, type CompanyTransaction, type StoredEntry } from '@lettrage/persistence';
import type { Progress } from '../context.js';
import type { InTurn } from './in-turn.js';

/** Bytes of a piece of the archive, before it is compressed. */
const PIECE = 1 << 20;

/** What was written, counted on the way. */
export interface ExportTotals {
  entries: number;
  lines: number;
  /** Minor units. */
  debit: bigint;
  credit: bigint;
  readonly omitted: Partial<Record<LedgerFact, number>>;
  /** Earliest day of an entry. */
  firstDay?: Day;
  /** Texts that were cut or changed. */
  losses: readonly LedgerLoss[];
}

/** Whether a line (or its entry) has the fact. */
const HAS: Readonly<Record<LedgerFact, (line: JournalLine, entry: JournalEntry) => boolean>> = {
  lettering: (line) => line.lettering !== undefined,
  'due-date': (line) => line.dueDate !== undefined,
  foreign: (line) => line.foreign !== undefined,
  auxiliary: (line) => line.auxiliary !== undefined,
  'auxiliary-label': (line) => line.auxiliaryLabel !== undefined,
  'piece-date': (_line, entry) => entry.pieceDate !== entry.date,
};

/** One file on its way into the archive: entries are counted as they go into the format, bytes as they come out. */
export class ExportWriter {
  readonly totals: ExportTotals = { entries: 0, lines: 0, debit: 0n, credit: 0n, omitted: {}, losses: [] };
  private readonly hash = createHash('sha256');
  private readonly store: ExportStore;

  constructor(
    tx: CompanyTransaction,
    private readonly batch: {
      readonly id: string;
      readonly destination?: string;
      readonly omits: readonly LedgerFact[];
      readonly onProgress?: Progress;
      /** Nothing is stored. */
      readonly dryRun: boolean;
      /** Of those who have statements for the archive while entries are read. */
      readonly inTurn: InTurn;
    },
  ) {
    this.store = new ExportStore(tx);
  }

  /** Counts entries and notes each as had by the destination. */
  async *entries(pages: AsyncIterable<readonly StoredEntry[]>): AsyncGenerator<JournalEntry> {
    const { destination, dryRun, id, inTurn, onProgress } = this.batch;
    for await (const page of pages) {
      if (destination !== undefined && !dryRun)
        await inTurn(() =>
          this.store.addEntries(
            destination,
            id,
            page.map((stored) => stored.id),
          ),
        );
      for (const { entry, total } of page) {
        this.count(entry, total);
        yield entry;
      }
      onProgress?.({ what: 'exporting', done: this.totals.entries, total: 0, unit: 'entries' });
    }
  }

  /** Keeps the bytes in pieces, tells of each piece once it is stored, and returns the SHA-256 of all. */
  async keep(bytes: AsyncIterable<Uint8Array>, onStored: () => void): Promise<Uint8Array> {
    let parts: Uint8Array[] = [];
    let size = 0;
    let ordinal = 0;
    // A piece is stored while the next is made.
    let storing: Promise<void> = Promise.resolve();
    const flush = async (): Promise<void> => {
      await storing;
      const [piece, number] = [Buffer.concat(parts), ordinal++];
      if (!this.batch.dryRun)
        storing = this.batch.inTurn(() => this.store.addChunk(this.batch.id, number, piece)).then(onStored);
      storing.catch(() => undefined);
      parts = [];
      size = 0;
    };
    for await (const part of bytes) {
      this.hash.update(part);
      parts.push(part);
      size += part.length;
      if (size >= PIECE) await flush();
    }
    if (size > 0) await flush();
    await storing;
    return this.hash.digest();
  }

  /** Takes what the format says it cut or changed; what it has no field for is counted here, line by line. */
  lose(losses: readonly LedgerLoss[]): void {
    this.totals.losses = losses.filter((loss) => loss.what !== 'left-out');
  }

  private count(entry: JournalEntry, total: bigint): void {
    const { totals } = this;
    const { omits } = this.batch;
    totals.entries++;
    totals.lines += entry.lines.length;
    // The database holds an entry to equal sums of both sides.
    totals.debit += total;
    totals.credit += total;
    if (totals.firstDay === undefined || entry.date < totals.firstDay) totals.firstDay = entry.date;
    for (const fact of omits)
      for (const line of entry.lines)
        if (HAS[fact](line, entry)) totals.omitted[fact] = (totals.omitted[fact] ?? 0) + 1;
  }
}
