import type { Invoice } from '@lettrage/einvoicing';
import { formatMoney, formatNumber } from './format-value.js';
import { rateText } from './lines-table.js';
import { ACCENT, LEFT, lineHeight, MUTED, RIGHT, RULE, WIDTH, type Page, type TextStyle } from './page.js';

const TOTALS_WIDTH = 218;
const TABLE_WIDTH = WIDTH - TOTALS_WIDTH - 24;
const SMALL: TextStyle = { size: 7.25, color: MUTED };

/** VAT table on the left, totals on the right; together on one page. */
export function renderSummary(page: Page, invoice: Invoice): void {
  const rows = totalsOf(page, invoice);
  const height = Math.max(rows.length * 15 + 40, 40 + (invoice.vatBreakdown?.length ?? 0) * 32);
  page.ensure(Math.min(height, 500));
  const top = page.y;
  renderTotals(page, invoice, rows);
  const totalsEnd = page.y;
  page.y = top;
  renderVat(page, invoice);
  page.y = Math.max(page.y, totalsEnd) + 16;
}

function renderVat(page: Page, invoice: Invoice): void {
  const { words } = page;
  const columns = [TABLE_WIDTH * 0.28, TABLE_WIDTH * 0.38, TABLE_WIDTH * 0.34] as const;
  const head: TextStyle = { size: 7, font: 'bold', color: ACCENT };
  const row = (texts: readonly [string, string, string], style: TextStyle): void => {
    page.put(texts[0], LEFT, page.y, columns[0], style);
    page.put(texts[1], LEFT + columns[0], page.y, columns[1], { ...style, align: 'right' });
    page.put(texts[2], LEFT + columns[0] + columns[1], page.y, columns[2], { ...style, align: 'right' });
  };
  row([words.ratesOfVat, words.base, words.vat], head);
  page.y += 12;
  page.document
    .moveTo(LEFT, page.y)
    .lineTo(LEFT + TABLE_WIDTH, page.y)
    .lineWidth(0.75)
    .strokeColor(ACCENT)
    .stroke();
  page.y += 4;
  for (const bucket of invoice.vatBreakdown ?? []) {
    page.ensure(24);
    const rate = rateText(bucket.vatCategoryCode, bucket.vatCategoryRate, page);
    row(
      [
        rate,
        formatNumber(bucket.vatCategoryTaxableAmount, words.lang),
        formatNumber(bucket.vatCategoryTaxAmount, words.lang),
      ],
      {},
    );
    page.y += lineHeight({}) + 1;
    const named = words.reasons[bucket.vatCategoryCode ?? ''];
    const reason = bucket.vatExemptionReasonText ?? named ?? bucket.vatExemptionReasonCode;
    if (reason !== undefined) page.flow(reason, LEFT, TABLE_WIDTH, SMALL);
    page.y += 3;
  }
  const point = { '3': words.onDebits, '432': words.onReceipt }[invoice.valueAddedTaxPointDateCode ?? ''];
  if (point !== undefined) page.flow(point, LEFT, TABLE_WIDTH, SMALL);
}

type Row = readonly [label: string, amount: string | undefined, currency: string | undefined];

function totalsOf({ words }: Page, invoice: Invoice): Row[] {
  const totals = invoice.documentTotals ?? {};
  const currency = invoice.invoiceCurrencyCode;
  const adjusted =
    totals.sumOfAllowancesOnDocumentLevel !== undefined || totals.sumOfChargesOnDocumentLevel !== undefined;
  const all: Row[] = [
    [words.sumOfLines, adjusted ? totals.sumOfInvoiceLineNetAmount : undefined, currency],
    [words.allowances, negated(totals.sumOfAllowancesOnDocumentLevel), currency],
    [words.charges, totals.sumOfChargesOnDocumentLevel, currency],
    [words.withoutVat, totals.invoiceTotalAmountWithoutVat, currency],
    [words.totalVat, totals.invoiceTotalVatAmount, currency],
    [
      `${words.totalVatIn} ${invoice.vatAccountingCurrencyCode ?? ''}`,
      totals.invoiceTotalVatAmountInAccountingCurrency,
      invoice.vatAccountingCurrencyCode,
    ],
    [words.withVat, totals.invoiceTotalAmountWithVat, currency],
    [words.paid, negated(totals.paidAmount), currency],
    [words.rounding, totals.roundingAmount, currency],
  ];
  return all.filter(([, amount]) => amount !== undefined);
}

function negated(amount: string | undefined): string | undefined {
  if (amount === undefined || /^-?0*\.?0*$/.test(amount)) return undefined;
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

function renderTotals(page: Page, invoice: Invoice, rows: readonly Row[]): void {
  const { words } = page;
  const x = RIGHT - TOTALS_WIDTH;
  for (const [label, amount, currency] of rows) {
    page.put(label, x + 10, page.y, TOTALS_WIDTH / 2, {});
    page.put(formatMoney(amount, currency, words.lang), x, page.y, TOTALS_WIDTH - 10, { align: 'right' });
    page.y += 12;
    page.document.moveTo(x, page.y).lineTo(RIGHT, page.y).lineWidth(0.35).strokeColor(RULE).stroke();
    page.y += 3.5;
  }
  const due = invoice.documentTotals?.amountDueForPayment;
  const label = invoice.invoiceTypeCode === '381' ? words.refund : words.toPay;
  page.document.rect(x, page.y, TOTALS_WIDTH, 27).fill(ACCENT);
  page.put(label, x + 10, page.y + 7.5, TOTALS_WIDTH / 2, { size: 10, font: 'bold', color: '#ffffff' });
  page.put(formatMoney(due, invoice.invoiceCurrencyCode, words.lang), x, page.y + 6, TOTALS_WIDTH - 10, {
    size: 12,
    font: 'bold',
    color: '#ffffff',
    align: 'right',
  });
  page.y += 30;
}
