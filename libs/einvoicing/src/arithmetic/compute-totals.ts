import type { AllowanceOrCharge, DocumentTotals, Invoice, InvoiceLine } from '../model/index.js';
import type { Decimal } from './decimal.js';
import { amountDecimals, decimal, decimalOrZero, round, sum, ZERO } from './decimal.js';
import { computeVatBreakdown } from './vat-buckets.js';

/**
 * Fills every derived amount of an invoice and returns a new one; the given one is not changed.
 *
 * Lines need a quantity, a net price (or gross price and discount) and a VAT category; allowances and charges an amount,
 * or a percentage (of their base amount, else of the line or of the sum of lines). Kept as given: paid amount (BT-113),
 * rounding amount (BT-114), VAT in accounting currency (BT-111) and the exemption reasons of breakdown entries.
 * Rounding is half away from zero, once per amount; VAT is computed once per category and rate on the summed base
 * (EN 16931-1, BR-CO-10…17; adding rounded VAT of lines gives other cents).
 */
export function computeTotals(invoice: Invoice): Invoice {
  const places = amountDecimals(invoice.invoiceCurrencyCode);
  const lines = (invoice.lines ?? []).map((line) => computeLine(line, places));
  const lineTotal = sum(lines.map((line) => decimalOrZero(line.netAmount)));
  const allowances = invoice.documentLevelAllowances?.map((entry) => computeAllowance(entry, lineTotal, places));
  const charges = invoice.documentLevelCharges?.map((entry) => computeAllowance(entry, lineTotal, places));
  const computed: Invoice = {
    ...invoice,
    ...(invoice.lines ? { lines } : {}),
    ...(allowances ? { documentLevelAllowances: allowances } : {}),
    ...(charges ? { documentLevelCharges: charges } : {}),
  };
  const vatBreakdown = computeVatBreakdown(computed, places);
  const documentTotals = computeDocumentTotals({ ...computed, vatBreakdown }, lineTotal, places);
  return { ...computed, vatBreakdown, documentTotals };
}

/** BT-131 = net price ÷ base quantity × quantity − allowances + charges, rounded once. */
function computeLine(line: InvoiceLine, places: number): InvoiceLine {
  const price = computePrice(line);
  const quantity = decimal(line.invoicedQuantity);
  if (price === undefined || quantity === undefined) return line;
  const base = decimal(line.priceDetails?.itemPriceBaseQuantity);
  const worth = price.times(quantity).dividedBy(base === undefined || base.isZero() ? 1 : base);
  const allowances = line.allowances?.map((entry) => computeAllowance(entry, worth, places));
  const charges = line.charges?.map((entry) => computeAllowance(entry, worth, places));
  const net = worth.minus(sumOfAmounts(allowances)).plus(sumOfAmounts(charges));
  return {
    ...line,
    netAmount: round(net, places).toFixed(places),
    priceDetails: { ...line.priceDetails, itemNetPrice: line.priceDetails?.itemNetPrice ?? price.toFixed() },
    ...(allowances ? { allowances } : {}),
    ...(charges ? { charges } : {}),
  };
}

function computePrice(line: InvoiceLine): Decimal | undefined {
  const { itemNetPrice, itemGrossPrice, itemPriceDiscount } = line.priceDetails ?? {};
  return decimal(itemNetPrice) ?? decimal(itemGrossPrice)?.minus(decimalOrZero(itemPriceDiscount));
}

function computeAllowance(entry: AllowanceOrCharge, defaultBase: Decimal, places: number): AllowanceOrCharge {
  const percentage = decimal(entry.percentage);
  if (entry.amount !== undefined || percentage === undefined) return entry;
  const base = decimal(entry.baseAmount) ?? round(defaultBase, places);
  return {
    ...entry,
    amount: round(base.times(percentage).dividedBy(100), places).toFixed(places),
    baseAmount: entry.baseAmount ?? base.toFixed(places),
  };
}

function computeDocumentTotals(invoice: Invoice, lineTotal: Decimal, places: number): DocumentTotals {
  const given = invoice.documentTotals ?? {};
  const allowances = sumOfAmounts(invoice.documentLevelAllowances);
  const charges = sumOfAmounts(invoice.documentLevelCharges);
  const withoutVat = lineTotal.minus(allowances).plus(charges);
  const vat = sum((invoice.vatBreakdown ?? []).map((bucket) => decimalOrZero(bucket.vatCategoryTaxAmount)));
  const withVat = withoutVat.plus(vat);
  const due = withVat.minus(decimalOrZero(given.paidAmount)).plus(decimalOrZero(given.roundingAmount));
  return {
    sumOfInvoiceLineNetAmount: lineTotal.toFixed(places),
    ...(invoice.documentLevelAllowances?.length ? { sumOfAllowancesOnDocumentLevel: allowances.toFixed(places) } : {}),
    ...(invoice.documentLevelCharges?.length ? { sumOfChargesOnDocumentLevel: charges.toFixed(places) } : {}),
    invoiceTotalAmountWithoutVat: withoutVat.toFixed(places),
    invoiceTotalVatAmount: vat.toFixed(places),
    ...(given.invoiceTotalVatAmountInAccountingCurrency !== undefined
      ? { invoiceTotalVatAmountInAccountingCurrency: given.invoiceTotalVatAmountInAccountingCurrency }
      : {}),
    invoiceTotalAmountWithVat: withVat.toFixed(places),
    ...(given.paidAmount !== undefined ? { paidAmount: given.paidAmount } : {}),
    ...(given.roundingAmount !== undefined ? { roundingAmount: given.roundingAmount } : {}),
    amountDueForPayment: due.toFixed(places),
  };
}

function sumOfAmounts(entries: readonly AllowanceOrCharge[] | undefined): Decimal {
  return entries === undefined ? ZERO : sum(entries.map((entry) => decimalOrZero(entry.amount)));
}
