import { writeXml, type XmlNode } from '../xml/xml-writer.js';
import type { DayOfPayments, PaymentReport } from './payment-report.js';

/** Scheme of platforms' numbers, and of SIREN numbers. */
const PLATFORM = '0238';
const SIREN = '0002';

/**
 * Writes a report of payments in the order of the external specifications. Values are written as they are: run
 * `checkPaymentReport` before. The same report gives the same text.
 */
export function writePaymentReport(report: PaymentReport): string {
  const { id, issuedAt, kind, platform, seller, from, to, invoices, days } = report;
  return writeXml({
    tag: 'Report',
    children: [
      {
        tag: 'ReportDocument',
        children: [
          text('Id', id),
          { tag: 'IssueDateTime', children: [text('DateTimeString', issuedAt.slice(0, 19).replace(/\D/g, ''))] },
          text('TypeCode', kind),
          party('Sender', { id: platform.id, scheme: PLATFORM, name: platform.name, role: 'WK' }),
          party('Issuer', { id: seller.siren, scheme: SIREN, name: seller.name, role: 'SE' }),
        ],
      },
      {
        tag: 'PaymentsReport',
        children: [
          { tag: 'ReportPeriod', children: [text('StartDate', compact(from)), text('EndDate', compact(to))] },
          ...invoices.map((one) => ({
            tag: 'Invoice',
            children: [text('InvoiceID', one.number), text('IssueDate', compact(one.issueDate)), payment(one)],
          })),
          ...days.map((one) => ({ tag: 'Transactions', children: [payment(one)] })),
        ],
      },
    ],
  });
}

function payment({ day, parts }: DayOfPayments): XmlNode {
  const subTotals = parts.map(({ rate, amount }) => ({
    tag: 'SubTotals',
    children: [text('TaxPercent', rate), text('CurrencyCode', 'EUR'), text('Amount', amount)],
  }));
  return { tag: 'Payment', children: [text('Date', compact(day)), ...subTotals] };
}

function party(
  tag: string,
  { id, scheme, name, role }: { id: string; scheme: string; name: string | undefined; role: string },
): XmlNode {
  return {
    tag,
    children: [
      { tag: 'Id', text: id, attributes: { schemeId: scheme } },
      ...(name === undefined ? [] : [text('Name', name)]),
      text('RoleCode', role),
    ],
  };
}

function text(tag: string, value: string): XmlNode {
  return { tag, text: value };
}

function compact(day: string): string {
  return day.replaceAll('-', '');
}
