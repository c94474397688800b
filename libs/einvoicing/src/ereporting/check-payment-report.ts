import { isDay, isSiren, type Problem } from '@lettrage/domain';
import { decimal } from '../arithmetic/decimal.js';
import type { BilingualText } from '../rules/rule.js';
import type { DayOfPayments, PaymentReport, ReportedPayment } from './payment-report.js';

/** The rule set these rules follow: e-reporting (flux 10) 1.0, annex 7 version 1.8 of the external specifications. */
export const PAYMENT_REPORT_PACK = { id: 'flux10-payments', version: '1.0', validFrom: '2026-09-01' } as const;

const ROOT = '/Report/ReportDocument';
const PERIOD = '/Report/PaymentsReport/ReportPeriod';
const RATES = '0 0.9 1.05 1.75 2.1 5.5 7 8.5 9.2 9.6 10 13 19.6 20 20.6'.split(' ');

const both = (en: string, fr: string): BilingualText => ({ en, fr });

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
  const hold = (rule: string, ok: boolean, text: BilingualText, location: string, value?: string): void => {
    const message = `${text[lang]}${value === undefined ? '' : ` [${value}]`}`;
    if (!ok) found.push({ severity: 'fatal', rule, message, location });
  };
  const { id, kind, platform, seller, from, to } = report;
  hold(
    'G1.104',
    isIdentifier(id, 50),
    both(
      'The identifier of the transmission has at most 50 letters, digits, single blanks and - + _ /.',
      "L'identifiant de transmission a au plus 50 lettres, chiffres, espaces simples et - + _ /.",
    ),
    `${ROOT}/Id`,
    id,
  );
  hold(
    'G7.53',
    /^20\d{2}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(report.issuedAt),
    both('The instant of the transmission exists.', 'La date-heure de transmission existe.'),
    `${ROOT}/IssueDateTime`,
    report.issuedAt,
  );
  hold(
    'G8.01',
    kind === 'IN' || kind === 'RE',
    both('The type is IN or RE.', 'Le type est IN ou RE.'),
    `${ROOT}/TypeCode`,
  );
  hold(
    'G6.22',
    /^[A-Za-z0-9]{4}$/.test(platform.id),
    both('The number of the platform has 4 characters.', 'Le matricule de la plateforme a 4 caractères.'),
    `${ROOT}/Sender/Id`,
    platform.id,
  );
  hold(
    'G6.26',
    isSiren(seller.siren),
    both('The declarant is a SIREN.', 'Le déclarant est un SIREN.'),
    `${ROOT}/Issuer/Id`,
    seller.siren,
  );
  for (const [tag, day] of [
    ['StartDate', from],
    ['EndDate', to],
  ] as const)
    hold(
      'G1.09',
      isReportDay(day),
      both('The day exists, from 2000 to 2099.', 'La date existe, de 2000 à 2099.'),
      `${PERIOD}/${tag}`,
      day,
    );
  hold(
    'G6.25',
    to > from,
    both('The period ends after its first day.', 'La période finit après son premier jour.'),
    PERIOD,
    `${from} ${to}`,
  );
  report.invoices.forEach((one, index) => checkInvoice(one, index, hold));
  for (const place of places(report)) checkPayment(place, report, hold);
  return found;
}

type Hold = (rule: string, ok: boolean, text: BilingualText, location: string, value?: string) => void;

function checkInvoice({ number, issueDate }: ReportedPayment, index: number, hold: Hold): void {
  const path = `/Report/PaymentsReport/Invoice[${index + 1}]`;
  hold(
    'G1.05',
    isIdentifier(number, 35),
    both(
      'The invoice number has at most 35 letters, digits, single blanks and - + _ /.',
      'Le numéro de facture a au plus 35 lettres, chiffres, espaces simples et - + _ /.',
    ),
    `${path}/InvoiceID`,
    number,
  );
  hold(
    'G1.09',
    isReportDay(issueDate),
    both('The day exists, from 2000 to 2099.', 'La date existe, de 2000 à 2099.'),
    `${path}/IssueDate`,
    issueDate,
  );
}

function checkPayment({ path, payment }: Place, { from, to }: PaymentReport, hold: Hold): void {
  const { day, parts } = payment;
  hold(
    'G1.09',
    isReportDay(day),
    both('The day exists, from 2000 to 2099.', 'La date existe, de 2000 à 2099.'),
    `${path}/Date`,
    day,
  );
  hold(
    'flux10-period',
    day >= from && day <= to,
    both('The payment lies in the period.', "L'encaissement est dans la période."),
    `${path}/Date`,
    day,
  );
  hold(
    'flux10-parts',
    parts.length > 0,
    both('A payment has an amount by VAT rate.', 'Un encaissement a un montant par taux de TVA.'),
    path,
  );
  parts.forEach(({ rate, amount }, index) => {
    const at = `${path}/SubTotals[${index + 1}]`;
    const value = decimal(rate);
    hold(
      'G1.24',
      value !== undefined && RATES.some((one) => value.equals(one)),
      both('The VAT rate is in the list.', 'Le taux de TVA est dans la liste.'),
      `${at}/TaxPercent`,
      rate,
    );
    hold(
      'G1.16',
      /^\d+(\.\d{1,6})?$/.test(amount) && amount.replace('.', '').length <= 19,
      both(
        'The amount has at most 6 decimals and 19 digits, and no sign.',
        'Le montant a au plus 6 décimales et 19 chiffres, sans signe.',
      ),
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

function isIdentifier(text: string, longest: number): boolean {
  return text.length <= longest && /^[A-Za-z0-9+_/-]+( [A-Za-z0-9+_/-]+)*$/.test(text);
}

function isReportDay(day: string): boolean {
  return isDay(day) && day.startsWith('20');
}
