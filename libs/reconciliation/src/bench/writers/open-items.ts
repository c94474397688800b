import { formatMinor, type OpenItem } from '@lettrage/domain';

const COLUMNS: readonly (readonly [name: string, value: (item: OpenItem) => string])[] = [
  ['number', ({ number }) => number],
  ['kind', ({ kind }) => kind],
  ['customer_id', ({ customer }) => customer.id],
  ['customer_name', ({ customer }) => customer.name],
  ['customer_ibans', ({ customer }) => customer.ibans.join(' ')],
  ['issue_date', ({ issueDate }) => issueDate],
  ['due_date', ({ dueDate }) => dueDate],
  ['currency', ({ currency }) => currency],
  ['total', ({ total, currency }) => formatMinor(total, currency)],
  ['open_amount', ({ open, currency }) => formatMinor(open, currency)],
  ['payment_reference', ({ paymentReference = '' }) => paymentReference],
  ['order_reference', ({ orderReference = '' }) => orderReference],
  ['discount_percent', ({ discount }) => discount?.percent ?? ''],
  ['discount_until', ({ discount }) => discount?.until ?? ''],
  ['group_id', ({ customer }) => customer.groupId ?? ''],
];

/** Writes open items as the public CSV (interfaces: Open items). */
export function openItemsCsv(items: readonly OpenItem[]): string {
  const quoted = (text: string): string => (/[",;\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  const rows = items.map((item) => COLUMNS.map(([, value]) => quoted(value(item))).join(','));
  return [COLUMNS.map(([name]) => name).join(','), ...rows, ''].join('\n');
}
