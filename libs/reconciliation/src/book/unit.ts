import type { CustomerIdentity, Day, OpenItemKind } from '@lettrage/domain';
import { numberShape, type NumberShape } from '../keys/number-shape.js';
import type { BookItem } from '../model.js';
import type { SliceRow } from './slice-view.js';

/** One row of an item (an instalment) with what is open of it while a run goes on. */
export interface Row {
  readonly source: BookItem;
  readonly open: bigint;
}

/** An item as a payer sees it: all instalments of one number, oldest due first. */
export interface Unit {
  readonly number: string;
  readonly customer: CustomerIdentity;
  readonly currency: string;
  readonly kind: OpenItemKind;
  readonly rows: readonly Row[];
  readonly issueDate: Day;
  readonly dueDate: Day;
  readonly shape: NumberShape;
  /** Sum of what is open of the rows. */
  readonly open: bigint;
  /** Place of its first row in the book. */
  readonly at: number;
}

/** What is open of a unit now. */
export function openOf(unit: Unit): bigint {
  return unit.open;
}

/** True if something can be paid on the unit on `day`. */
export function isPayable(unit: Unit, currency: string, day: Day): boolean {
  return unit.open !== 0n && unit.issueDate <= day && unit.currency === currency;
}

/** A row that a run may change. */
export class WorkingRow implements Row {
  open: bigint;
  unit!: WorkingUnit;

  constructor(readonly source: SliceRow) {
    this.open = source.open;
  }

  /** Raises what is open, or lowers it. */
  change(difference: bigint): void {
    this.open += difference;
    this.unit.open += difference;
  }
}

/** A unit that a run may change. */
export class WorkingUnit implements Unit {
  readonly number: string;
  readonly customer: CustomerIdentity;
  readonly currency: string;
  readonly kind: OpenItemKind;
  readonly issueDate: Day;
  readonly dueDate: Day;
  readonly at: number;
  open = 0n;
  private known: NumberShape | undefined;

  /** `rows` of one customer, number, currency and sign, in the book's order; they are put in the order of due dates. */
  constructor(readonly rows: WorkingRow[]) {
    this.at = rows[0]!.source.at;
    rows.sort(({ source: { item: a } }, { source: { item: b } }) =>
      a.dueDate < b.dueDate ? -1 : a.dueDate > b.dueDate ? 1 : 0,
    );
    const { item } = rows[0]!.source;
    this.number = item.number;
    this.customer = item.customer;
    this.currency = item.currency;
    this.kind = item.kind;
    this.dueDate = item.dueDate;
    let issueDate = item.issueDate;
    for (const row of rows) {
      row.unit = this;
      this.open += row.open;
      if (row.source.item.issueDate < issueDate) issueDate = row.source.item.issueDate;
    }
    this.issueDate = issueDate;
  }

  get shape(): NumberShape {
    return (this.known ??= numberShape(this.number));
  }
}

/** The units of one customer's rows, in the order of their first rows. */
export function unitsOf(rows: readonly SliceRow[]): WorkingUnit[] {
  const grouped = new Map<string, WorkingRow[]>();
  for (const source of rows) {
    const { number, currency } = source.item;
    const id = `${number}\u0000${currency}\u0000${source.open < 0n ? '-' : '+'}`;
    const row = new WorkingRow(source);
    const known = grouped.get(id);
    if (known) known.push(row);
    else grouped.set(id, [row]);
  }
  return [...grouped.values()].map((group) => new WorkingUnit(group));
}
