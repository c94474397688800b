import type { ImportFinding, ImportReport } from '../commands.js';
import type { ItemRow } from '../billing-store.js';

/** Findings of one kind listed in a report; the count beside the list is complete. */
const LISTED = 1_000;

type Listed = 'conflicts' | 'refused' | 'changed' | 'gone' | 'settledThere' | 'settledOnlyHere';
type Counted = 'new' | 'known' | 'openingSettlements' | 'onAccountPayments' | 'history';

const MISSING = {
  vat: 'without it the entry is an opening entry without VAT, and no 212 can be written',
  vat_due: 'without it nobody knows whether VAT falls due at issue or when it is paid',
  customer_siren: 'a 212 names the buyer by its SIREN',
} as const;

/** Counts and lists what an import finds. */
export class ImportFindings {
  private readonly counts = new Map<Listed | Counted, number>();
  private readonly lists = new Map<Listed, ImportFinding[]>();
  private readonly missing = new Map<keyof typeof MISSING, number>();

  count(what: Counted, by = 1): void {
    this.counts.set(what, this.of(what) + by);
  }

  add(what: Listed, finding: ImportFinding): void {
    this.counts.set(what, this.of(what) + 1);
    const list = this.lists.get(what) ?? [];
    if (list.length < LISTED) list.push(finding);
    this.lists.set(what, list);
  }

  /** Says what a new item lacks; history needs nothing. */
  lacks(item: ItemRow): void {
    if (item.history) return;
    if (!item.vat) this.miss('vat');
    // The VAT of deposits and of their credit notes falls due when money moves, whatever is said.
    if (!item.vatDue && item.kind !== 'deposit' && item.typeCode !== '503') this.miss('vat_due');
    if (!item.customer.siren) this.miss('customer_siren');
  }

  report(read: number): ImportReport {
    return {
      read,
      new: this.of('new'),
      known: this.of('known'),
      changed: this.of('changed'),
      gone: this.of('gone'),
      settledThere: this.of('settledThere'),
      settledOnlyHere: this.of('settledOnlyHere'),
      conflicts: this.list('conflicts'),
      conflictCount: this.of('conflicts'),
      refused: this.list('refused'),
      refusedCount: this.of('refused'),
      openingSettlements: this.of('openingSettlements'),
      onAccountPayments: this.of('onAccountPayments'),
      history: this.of('history'),
      missing: [...this.missing].map(([what, count]) => ({ what, count, consequence: MISSING[what] })),
      details: {
        changed: this.list('changed'),
        gone: this.list('gone'),
        settledThere: this.list('settledThere'),
        settledOnlyHere: this.list('settledOnlyHere'),
      },
    };
  }

  private of(what: Listed | Counted): number {
    return this.counts.get(what) ?? 0;
  }

  private list(what: Listed): ImportFinding[] {
    return this.lists.get(what) ?? [];
  }

  private miss(what: keyof typeof MISSING): void {
    this.missing.set(what, (this.missing.get(what) ?? 0) + 1);
  }
}
