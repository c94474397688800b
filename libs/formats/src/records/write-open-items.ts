import { formatMinor, type OpenItem } from '@lettrage/domain';
import { OPEN_ITEM_COLUMNS, type RawOpenItem } from './open-item-columns.js';

/** Writes open items as CSV with all public columns, comma, LF, header line; what `readOpenItems` reads back unchanged. */
export function writeOpenItems(items: Iterable<OpenItem>): string {
  let text = `${OPEN_ITEM_COLUMNS.join(',')}\n`;
  for (const item of items) {
    const raw = rawOf(item);
    text += `${OPEN_ITEM_COLUMNS.map((column) => quoted(raw[column])).join(',')}\n`;
  }
  return text;
}

function quoted(cell: string): string {
  return /[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function rawOf(item: OpenItem): RawOpenItem {
  const { customer, currency } = item;
  const money = (minor: bigint): string => formatMinor(minor, currency);
  return {
    number: item.number,
    kind: item.kind,
    customer_id: customer.id,
    customer_name: customer.name,
    customer_ibans: customer.ibans.join(' '),
    issue_date: item.issueDate,
    due_date: item.dueDate,
    currency,
    total: money(item.total),
    open_amount: money(item.open),
    payment_reference: item.paymentReference ?? '',
    order_reference: item.orderReference ?? '',
    discount_percent: item.discount?.percent ?? '',
    discount_until: item.discount?.until ?? '',
    group_id: customer.groupId ?? '',
    vat: (item.vat ?? []).map(({ rate, base, tax }) => `${rate}:${money(base)}:${money(tax)}`).join(' '),
    vat_due: item.vatDue ?? '',
    type_code: item.typeCode ?? '',
    customer_account: customer.account ?? '',
    customer_siren: customer.siren ?? '',
    external_id: item.externalId ?? '',
    deducts: (item.deducts ?? []).join(' '),
  };
}
