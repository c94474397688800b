import { formatMinor } from '@lettrage/domain';
import { OPEN_ITEM_COLUMNS } from '@lettrage/formats';
import type { DemoLine } from './bank-line.js';
import { french } from './calendar.js';
import type { DemoInvoice } from './invoices.js';

/** Decimal comma, as French exports write amounts. */
function comma(amount: bigint): string {
  return formatMinor(amount, 'EUR').replace('.', ',');
}

/**
 * A statement in the layout of Crédit Mutuel: debits negative in a column of their own, running balance, windows-1252.
 * All that is known of a transfer is one label.
 */
export function writeBankCsv(lines: readonly DemoLine[], opening: bigint): Buffer {
  let balance = opening;
  const rows = lines.map((line) => {
    balance += line.amount;
    const day = french(line.day);
    const [debit, credit] = line.amount < 0n ? [comma(line.amount), ''] : ['', comma(line.amount)];
    return [day, day, debit, credit, labelOf(line), comma(balance)].join(';');
  });
  // Everything written here is in the part that latin1 and windows-1252 share.
  return Buffer.from(`${['Date;Date de valeur;Débit;Crédit;Libellé;Solde', ...rows].join('\r\n')}\r\n`, 'latin1');
}

function labelOf(line: DemoLine): string {
  return [line.label.replace(' SEPA RECU', ''), line.counterparty?.name, line.text]
    .filter(Boolean)
    .join(' ')
    .replaceAll(';', ' ')
    .slice(0, 140)
    .trim();
}

/** The open items in the columns of the public interface, in the order of their numbers. */
export function writeOpenItems(items: readonly DemoInvoice[]): string {
  const sorted = [...items].sort((a, b) => compare(a.number, b.number) || compare(a.due, b.due));
  const rows = sorted.map((item) => {
    const fields = openItemFields(item);
    return OPEN_ITEM_COLUMNS.map((column) => quoted(fields[column] ?? '')).join(',');
  });
  return `${[OPEN_ITEM_COLUMNS.join(','), ...rows].join('\n')}\n`;
}

function openItemFields(item: DemoInvoice): Partial<Record<(typeof OPEN_ITEM_COLUMNS)[number], string>> {
  const { customer } = item;
  const amount = (minor: bigint): string => formatMinor(minor, 'EUR');
  return {
    number: item.number,
    kind: item.kind,
    customer_id: customer.id,
    customer_name: customer.name,
    customer_ibans: customer.ibanKnown ? customer.account.iban : '',
    issue_date: item.issued,
    due_date: item.due,
    currency: 'EUR',
    total: amount(item.total),
    open_amount: amount(item.open),
    payment_reference: item.reference ?? '',
    order_reference: item.order ?? '',
    ...(item.discountUntil && { discount_percent: '2.00', discount_until: item.discountUntil }),
    group_id: customer.groupId ?? '',
    vat: item.vat.map(({ rate, base, tax }) => `${rate}:${amount(base)}:${amount(tax)}`).join(' '),
    vat_due: item.vatDue,
    type_code: item.kind === 'invoice' ? '380' : '381',
    customer_account: '411000',
    customer_siren: customer.siren ?? '',
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function quoted(field: string): string {
  return /[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
