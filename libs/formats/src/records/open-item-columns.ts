/** The columns of open items, in the order of the public interface; the NDJSON form has the same names in camelCase. */
export const OPEN_ITEM_COLUMNS = [
  'number',
  'kind',
  'customer_id',
  'customer_name',
  'customer_ibans',
  'issue_date',
  'due_date',
  'currency',
  'total',
  'open_amount',
  'payment_reference',
  'order_reference',
  'discount_percent',
  'discount_until',
  'group_id',
  'vat',
  'vat_due',
  'type_code',
  'customer_account',
  'customer_siren',
  'external_id',
  'deducts',
] as const;

/** A column name of open items. */
export type OpenItemColumn = (typeof OPEN_ITEM_COLUMNS)[number];

/** Columns without which a row says nothing. */
export const REQUIRED_COLUMNS: readonly OpenItemColumn[] = [
  'number',
  'kind',
  'customer_id',
  'customer_name',
  'issue_date',
  'due_date',
  'currency',
  'total',
  'open_amount',
];

/** One row before it is understood: text by column, `''` where there is none. */
export type RawOpenItem = Readonly<Record<OpenItemColumn, string>>;

/**
 * A row from its cells, asked for by position in {@link OPEN_ITEM_COLUMNS}. Written out, since a million rows filled in
 * name by name take twice as long.
 */
export function rawOpenItem(cell: (column: number) => string): RawOpenItem {
  return {
    number: cell(0),
    kind: cell(1),
    customer_id: cell(2),
    customer_name: cell(3),
    customer_ibans: cell(4),
    issue_date: cell(5),
    due_date: cell(6),
    currency: cell(7),
    total: cell(8),
    open_amount: cell(9),
    payment_reference: cell(10),
    order_reference: cell(11),
    discount_percent: cell(12),
    discount_until: cell(13),
    group_id: cell(14),
    vat: cell(15),
    vat_due: cell(16),
    type_code: cell(17),
    customer_account: cell(18),
    customer_siren: cell(19),
    external_id: cell(20),
    deducts: cell(21),
  };
}

/** `customer_id` → `customerId`. */
export function camelCase(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
