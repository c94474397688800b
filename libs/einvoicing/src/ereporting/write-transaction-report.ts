import { writeXml, type XmlNode } from '../xml/xml-writer.js';
import { compactDay, reportDocument, textNode } from './report-document.js';
import type { DayOfSales, ReportedInvoice, ReportedParty, TransactionReport } from './transaction-report.js';

/** Profile of e-reporting (S1.12). */
const PROFILE = 'urn.cpro.gouv.fr:1p0:ereporting';

/**
 * Writes a report of transactions in the order of the external specifications. Values are written as they are: run
 * `checkTransactionReport` before. The same report gives the same text.
 */
export function writeTransactionReport(report: TransactionReport): string {
  const { from, to, invoices, days } = report;
  return writeXml({
    tag: 'Report',
    children: [
      reportDocument(report),
      {
        tag: 'TransactionsReport',
        children: [
          {
            tag: 'ReportPeriod',
            children: [textNode('StartDate', compactDay(from)), textNode('EndDate', compactDay(to))],
          },
          ...invoices.map(invoiceNode),
          ...days.map(dayNode),
        ],
      },
    ],
  });
}

const optional = (tag: string, value: string | undefined): XmlNode[] =>
  value === undefined ? [] : [textNode(tag, value)];

function invoiceNode(invoice: ReportedInvoice): XmlNode {
  const { dueDate, preceding, deliveryDate, deliveryCountry } = invoice;
  const delivery = [
    ...optional('Date', deliveryDate && compactDay(deliveryDate)),
    ...(deliveryCountry === undefined ? [] : [{ tag: 'Location', children: [textNode('CountryId', deliveryCountry)] }]),
  ];
  return {
    tag: 'Invoice',
    children: [
      textNode('ID', invoice.number),
      textNode('IssueDate', compactDay(invoice.issueDate)),
      textNode('TypeCode', invoice.typeCode),
      textNode('CurrencyCode', invoice.currency),
      ...optional('DueDate', dueDate && compactDay(dueDate)),
      ...optional('TaxDueDateTypeCode', invoice.taxPoint),
      { tag: 'BusinessProcess', children: [textNode('ID', invoice.frame), textNode('TypeID', PROFILE)] },
      ...preceding.map(({ number, issueDate }) => ({
        tag: 'ReferencedDocument',
        children: [textNode('ID', number), ...optional('IssueDate', issueDate && compactDay(issueDate))],
      })),
      partyNode('Seller', invoice.seller),
      partyNode('Buyer', invoice.buyer),
      ...(delivery.length > 0 ? [{ tag: 'Delivery', children: delivery }] : []),
      {
        tag: 'MonetaryTotal',
        children: [
          textNode('TaxExclusiveAmount', invoice.net),
          { tag: 'TaxAmount', text: invoice.vat, attributes: { CurrencyCode: 'EUR' } },
        ],
      },
      ...invoice.parts.map(({ category, rate, net, vat, reason, reasonCode }) => ({
        tag: 'TaxSubTotal',
        children: [
          textNode('TaxableAmount', net),
          textNode('TaxAmount', vat),
          {
            tag: 'TaxCategory',
            children: [
              textNode('Code', category),
              textNode('Percent', rate),
              ...optional('TaxExemptionReason', reason),
              ...optional('TaxExemptionReasonCode', reasonCode),
            ],
          },
        ],
      })),
    ],
  };
}

function partyNode(tag: string, { id, scheme, vatNumber, country }: ReportedParty): XmlNode {
  return {
    tag,
    children: [
      { tag: 'CompanyId', text: id, attributes: { schemeId: scheme } },
      ...(vatNumber === undefined
        ? []
        : [{ tag: 'TaxRegistrationId', text: vatNumber, attributes: { qualifyingId: 'VAT' } }]),
      ...(country === undefined ? [] : [{ tag: 'PostalAddress', children: [textNode('CountryId', country)] }]),
    ],
  };
}

function dayNode({ day, category, net, vat, count, parts }: DayOfSales): XmlNode {
  return {
    tag: 'Transactions',
    children: [
      textNode('Date', compactDay(day)),
      textNode('TransactionsCurrency', 'EUR'),
      textNode('CategoryCode', category),
      textNode('TaxExclusiveAmount', net),
      textNode('TaxTotal', vat),
      textNode('TransactionsCount', String(count)),
      ...parts.map((part) => ({
        tag: 'TaxSubtotal',
        children: [
          textNode('TaxPercent', part.rate),
          textNode('TaxableAmount', part.net),
          textNode('TaxTotal', part.vat),
        ],
      })),
    ],
  };
}
