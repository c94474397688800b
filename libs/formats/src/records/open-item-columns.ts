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

/** `customer_id` → `customerId`. */
export function camelCase(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
