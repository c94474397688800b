import type { Problem } from '@lettrage/domain';
import type { DayOfPayments, PaymentReport, ReportedPayment } from './payment-report.js';
import { holdDay, holdHead, holdInto, holdRate, isIdentifier, type Hold } from './report-rules.js';

/** The rule set these rules follow: e-reporting (flux 10) 1.0, annex 7 version 1.8 of the external specifications. */
export const PAYMENT_REPORT_PACK = { id: 'flux10-payments', version: '1.0', validFrom: '2026-09-01' } as const;

interface Place {
  readonly path: string;
  readonly payment: DayOfPayments;
}

/**
 * Checks a report of payments against the published rules of flux 10 (identifiers G…): one fatal problem per place, with
 * its path; empty if all hold.
 */
export function checkPaymentReport(report: PaymentReport, lang: 'en' | 'fr' = 'en'): Problem[] {
  const found: Problem[] = [];
  const hold = holdInto(found, lang);
  holdHead(report, '/Report/PaymentsReport/ReportPeriod', hold);
  report.invoices.forEach((one, index) => checkInvoice(one, index, hold));
  for (const place of places(report)) checkPayment(place, report, hold);
  return found;
}

function checkInvoice({ number, issueDate }: ReportedPayment, index: number, hold: Hold): void {
  const path = `/Report/PaymentsReport/Invoice[${index + 1}]`;
  hold(
    'G1.05',
    isIdentifier(number, 35),
    'The invoice number has at most 35 letters, digits, single blanks and - + _ /.',
    'Le numéro de facture a au plus 35 lettres, chiffres, espaces simples et - + _ /.',
    `${path}/InvoiceID`,
    number,
  );
  holdDay(issueDate, `${path}/IssueDate`, hold);
}

function checkPayment({ path, payment }: Place, { from, to }: PaymentReport, hold: Hold): void {
  const { day, parts } = payment;
  holdDay(day, `${path}/Date`, hold);
  hold(
    'flux10-period',
    day >= from && day <= to,
    'The payment lies in the period.',
    "L'encaissement est dans la période.",
    `${path}/Date`,
    day,
  );
  hold(
    'flux10-parts',
    parts.length > 0,
    'A payment has an amount by VAT rate.',
    'Un encaissement a un montant par taux de TVA.',
    path,
  );
  parts.forEach(({ rate, amount }, index) => {
    const at = `${path}/SubTotals[${index + 1}]`;
    holdRate(rate, `${at}/TaxPercent`, hold);
    hold(
      'G1.16',
      /^\d+(\.\d{1,6})?$/.test(amount) && amount.replace('.', '').length <= 19,
      'The amount has at most 6 decimals and 19 digits, and no sign.',
      'Le montant a au plus 6 décimales et 19 chiffres, sans signe.',
      `${at}/Amount`,
      amount,
    );
  });
}

function places(report: PaymentReport): Place[] {
  const of = (tag: string, all: readonly DayOfPayments[]): Place[] =>
    all.map((payment, index) => ({ path: `/Report/PaymentsReport/${tag}[${index + 1}]/Payment`, payment }));
  return [...of('Invoice', report.invoices), ...of('Transactions', report.days)];
}
