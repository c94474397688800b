import type { Problem } from '@lettrage/domain';
import { decimalOrZero, sum } from '../arithmetic/decimal.js';
import { codes } from '../codes/code-list.js';
import { holdDay, holdHead, holdInto, holdRate, isIdentifier, type Hold } from './report-rules.js';
import type { DayOfSales, ReportedInvoice, ReportedParty, TransactionReport } from './transaction-report.js';

const TYPES = codes('261 380 381 384 386 389 393 396 471 472 473 500 501 502 503');
const FRAMES = codes('B1 S1 M1 B2 S2 M2 B4 S4 M4 S5 S6 B7 S7');
const CORRECTIVE = codes('384 471 472 473');
const CREDIT_NOTES = codes('261 381 396 502 503');
const VAT_CATEGORIES = codes('S E AE K G O Z');
const SALES = codes('TLB1 TPS1 TNT1 TMA1');

/**
 * Checks a report of transactions against the published rules of flux 10 (identifiers G…, P…): one fatal problem per
 * place, with its path; empty if all hold.
 */
export function checkTransactionReport(report: TransactionReport, lang: 'en' | 'fr' = 'en'): Problem[] {
  const found: Problem[] = [];
  const hold = holdInto(found, lang);
  holdHead(report, '/Report/TransactionsReport/ReportPeriod', hold);
  report.invoices.forEach((invoice, index) =>
    checkInvoice(invoice, `/Report/TransactionsReport/Invoice[${index + 1}]`, hold),
  );
  report.days.forEach((day, index) =>
    checkDay(day, report, `/Report/TransactionsReport/Transactions[${index + 1}]`, hold),
  );
  return found;
}

function checkInvoice(invoice: ReportedInvoice, path: string, hold: Hold): void {
  const { number, typeCode, frame, preceding, parts } = invoice;
  hold(
    'G1.05',
    [number, ...preceding.map((one) => one.number)].every((one) => isIdentifier(one, 35)),
    'An invoice number has at most 35 letters, digits, single blanks and - + _ /.',
    'Un numéro de facture a au plus 35 lettres, chiffres, espaces simples et - + _ /.',
    `${path}/ID`,
    number,
  );
  const days = [invoice.issueDate, invoice.dueDate, invoice.deliveryDate, ...preceding.map((one) => one.issueDate)];
  for (const day of days) if (day !== undefined) holdDay(day, path, hold);
  const type = `${path}/TypeCode`;
  hold('G1.01', TYPES.has(typeCode), 'The type is in the list.', 'Le type est dans la liste.', type, typeCode);
  const place = `${path}/BusinessProcess/ID`;
  hold('G1.02', FRAMES.has(frame), 'The frame is in the list.', 'Le cadre est dans la liste.', place, frame);
  hold(
    'G1.60',
    !(frame.endsWith('4') && ['386', '500', '503'].includes(typeCode)),
    'A final invoice after deposit is no deposit.',
    "Une facture définitive après acompte n'est pas un acompte.",
    place,
  );
  const dated = preceding.filter((one) => one.issueDate !== undefined);
  hold(
    'G1.32',
    (!CORRECTIVE.has(typeCode) || (preceding.length === 1 && dated.length === 1)) &&
      (!CREDIT_NOTES.has(typeCode) || dated.length > 0),
    'A corrective invoice names the one invoice it corrects, a credit note at least one, with its date.',
    'Une rectificative cite la seule facture corrigée, un avoir au moins une, avec sa date.',
    `${path}/ReferencedDocument`,
  );
  checkParty(invoice.seller, `${path}/Seller`, hold);
  checkParty(invoice.buyer, `${path}/Buyer`, hold);
  hold(
    'G1.102',
    invoice.seller.vatNumber !== undefined || !parts.some(({ category }) => category === 'E'),
    'With category E the seller has a VAT number.',
    'Avec la catégorie E, le vendeur a un numéro de TVA.',
    `${path}/Seller`,
  );
  parts.forEach((part, index) => {
    const at = `${path}/TaxSubTotal[${index + 1}]`;
    const { category, rate } = part;
    hold(
      'G2.31',
      VAT_CATEGORIES.has(category),
      'The VAT category is S, E, AE, K, G, O or Z.',
      'La catégorie de TVA est S, E, AE, K, G, O ou Z.',
      `${at}/TaxCategory/Code`,
      category,
    );
    holdRate(rate, `${at}/TaxCategory/Percent`, hold);
    hold(
      'G1.40',
      category !== 'E' || (part.reason !== undefined && part.reasonCode !== undefined),
      'With category E there are the code and the text of the reason.',
      'Avec la catégorie E, le code et le libellé du motif sont présents.',
      at,
    );
  });
  const isEuro = invoice.currency === 'EUR';
  checkAmounts(invoice, path, isEuro, hold);
}

function checkDay(day: DayOfSales, { from, to }: TransactionReport, path: string, hold: Hold): void {
  holdDay(day.day, path, hold);
  hold(
    'flux10-period',
    day.day >= from && day.day <= to,
    'The sales lie in the period.',
    'Les ventes sont dans la période.',
    `${path}/Date`,
    day.day,
  );
  hold(
    'G1.68',
    SALES.has(day.category),
    'The category is TLB1, TPS1, TNT1 or TMA1.',
    'La catégorie est TLB1, TPS1, TNT1 ou TMA1.',
    `${path}/CategoryCode`,
    day.category,
  );
  day.parts.forEach(({ rate }, index) => holdRate(rate, `${path}/TaxSubtotal[${index + 1}]/TaxPercent`, hold));
  checkAmounts(day, path, true, hold);
}

interface Amounts {
  readonly net: string;
  readonly vat: string;
  readonly parts: readonly { readonly net: string; readonly vat: string }[];
}

/** The form of amounts, and that those by rate add up to the totals, a cent each let pass. */
function checkAmounts({ net, vat, parts }: Amounts, path: string, addsUp: boolean, hold: Hold): void {
  const all = [net, vat, ...parts.flatMap((part) => [part.net, part.vat])];
  const wrong = all.find((one) => !/^-?\d+(\.\d{1,2})?$/.test(one) || one.replace('.', '').length > 19);
  hold(
    'G1.14',
    wrong === undefined,
    'An amount has at most 2 decimals and 19 digits.',
    'Un montant a au plus 2 décimales et 19 chiffres.',
    path,
    wrong,
  );
  if (wrong !== undefined || !addsUp) return;
  for (const [total, which] of [
    [net, 'net'],
    [vat, 'vat'],
  ] as const) {
    const difference = sum(parts.map((part) => decimalOrZero(part[which]))).minus(decimalOrZero(total));
    hold(
      'G1.53',
      difference.abs().times(100).lessThanOrEqualTo(parts.length),
      'The totals are the sums of the amounts by rate.',
      'Les totaux sont les sommes des montants par taux.',
      path,
      total,
    );
  }
}

const FORMS: Readonly<Record<string, RegExp>> = {
  '0002': /^\d{9}$/,
  '0223': /^.{1,18}$/,
  '0227': /^.{1,18}$/,
  '0228': /^\d{9,10}$/,
  '0229': /^\d{9}$/,
};

function checkParty({ id, scheme, vatNumber, country }: ReportedParty, path: string, hold: Hold): void {
  hold(
    'G2.19',
    FORMS[scheme]?.test(id) ?? false,
    'The identifier has the form its scheme asks for (0002, 0223, 0227, 0228, 0229).',
    "L'identifiant a la forme de son schéma (0002, 0223, 0227, 0228, 0229).",
    `${path}/CompanyId`,
    `${scheme}:${id}`,
  );
  hold(
    'G2.33',
    vatNumber !== undefined || (scheme !== '0002' && scheme !== '0223'),
    'A company of France or the Union has a VAT number.',
    "Une entreprise de France ou de l'Union a un numéro de TVA.",
    path,
  );
  hold(
    'G2.01',
    country === undefined || /^[A-Z]{2}$/.test(country),
    'A country is a code of two letters.',
    'Un pays est un code de deux lettres.',
    `${path}/PostalAddress/CountryId`,
    country,
  );
}
