import { writeXml, type XmlNode } from '../xml/xml-writer.js';
import type { DayOfPayments, PaymentReport } from './payment-report.js';
import { compactDay, reportDocument, textNode } from './report-document.js';

/**
 * Writes a report of payments in the order of the external specifications. Values are written as they are: run
 * `checkPaymentReport` before. The same report gives the same text.
 */
export function writePaymentReport(report: PaymentReport): string {
  const { from, to, invoices, days } = report;
  return writeXml({
    tag: 'Report',
    children: [
      reportDocument(report),
      {
        tag: 'PaymentsReport',
        children: [
          {
            tag: 'ReportPeriod',
            children: [textNode('StartDate', compactDay(from)), textNode('EndDate', compactDay(to))],
          },
          ...invoices.map((one) => ({
            tag: 'Invoice',
            children: [
              textNode('InvoiceID', one.number),
              textNode('IssueDate', compactDay(one.issueDate)),
              payment(one),
            ],
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
    children: [textNode('TaxPercent', rate), textNode('CurrencyCode', 'EUR'), textNode('Amount', amount)],
  }));
  return { tag: 'Payment', children: [textNode('Date', compactDay(day)), ...subTotals] };
}
