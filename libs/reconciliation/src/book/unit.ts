import type { CustomerIdentity, Day, OpenItemKind } from '@lettrage/domain';
import { numberShape, type NumberShape } from '../keys/number-shape.js';
import type { SliceRow } from './slice-view.js';

/** One row of an item (an instalment) with what is open of it while a run goes on. */
export interface Row {
  readonly source: SliceRow;
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
  /** Set by the unit it becomes a row of. */
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

/** A unit that a run may change. Of the many that no line pays it holds little: the rest is read from its row. */
export class WorkingUnit implements Unit {
  readonly customer: CustomerIdentity;
  readonly currency: string;
  readonly issueDate: Day;
  /** Units are put in the order of it again and again. */
  readonly dueDate: Day;
  readonly at: number;
  open: bigint;
  private known: NumberShape | undefined;

  /** `rows` of one customer, number, currency and sign, in the book's order; they are put in the order of due dates. */
  constructor(readonly rows: WorkingRow[]) {
    const [first, ...others] = rows as [WorkingRow, ...WorkingRow[]];
    this.at = first.source.at;
    this.currency = first.source.currency;
    let issueDate = first.source.issueDate;
    this.open = first.open;
    first.unit = this;
    for (const row of others) {
      row.unit = this;
      this.open += row.open;
      if (row.source.issueDate < issueDate) issueDate = row.source.issueDate;
    }
    this.issueDate = issueDate;
    if (others.length > 0)
      rows.sort(({ source: a }, { source: b }) => (a.dueDate < b.dueDate ? -1 : a.dueDate > b.dueDate ? 1 : 0));
    const { source } = rows[0]!;
    this.customer = source.customer;
    this.dueDate = source.dueDate;
  }

  get number(): string {
    return this.rows[0]!.source.number;
  }

  get kind(): OpenItemKind {
    return this.rows[0]!.source.kind;
  }

  get shape(): NumberShape {
    return (this.known ??= numberShape(this.number));
  }
}

/** The units of one customer's rows, in the order of their first rows. */
export function unitsOf(rows: readonly SliceRow[]): WorkingUnit[] {
  if (rows.length === 1) return [new WorkingUnit([new WorkingRow(rows[0]!)])];
  const groups: WorkingRow[][] = [];
  const byNumber = new Map<string, WorkingRow[]>();
  for (const source of rows) {
    const row = new WorkingRow(source);
    let id = source.number;
    let known = byNumber.get(id);
    // Nearly always a number is of one item.
    if (known && !isOfOneItem(row, known[0]!)) {
      id = `${id}\u0000${source.currency}\u0000${row.open < 0n ? '-' : '+'}`;
      known = byNumber.get(id);
    }
    if (known) {
      known.push(row);
      continue;
    }
    const group = [row];
    groups.push(group);
    byNumber.set(id, group);
  }
  return groups.map((group) => new WorkingUnit(group));
}

/** The same for two rows of one number and customer. */
function isOfOneItem(one: WorkingRow, other: WorkingRow): boolean {
  return one.source.currency === other.source.currency && one.open < 0n === other.open < 0n;
}
