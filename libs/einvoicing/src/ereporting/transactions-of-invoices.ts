import { formatMinor, isSiren, parseMinor, type Problem } from '@lettrage/domain';
import { decimalOrZero, rateKey } from '../arithmetic/decimal.js';
import { codes } from '../codes/code-list.js';
import { isCreditNote } from '../lifecycle/cash-in/vat-on-receipt.js';
import type { Invoice, Party } from '../model/index.js';
import { sirenOfParty } from '../receivable/open-items-of.js';
import type { DayOfSales, ReportedInvoice, ReportedParty } from './transaction-report.js';

/** What invoices have to tell of transactions, and what keeps some of them from it. */
export interface ReportedTransactions {
  readonly invoices: readonly ReportedInvoice[];
  readonly days: readonly DayOfSales[];
  /** Invoices that are not reported here: domestic ones go through the platforms, others are outside the reform. */
  readonly left: readonly string[];
  readonly problems: readonly Problem[];
}

const UNION = codes('AT BE BG CY CZ DE DK EE EL ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI');
/** Taxed where the buyer is, or not at all: never with French VAT. */
const NOT_FRENCH = codes('K G O AE');

type Route = '10.1' | '10.3' | 'none';

/**
 * Sorts the invoices a company issued: to businesses abroad (10.1, one by one), to private buyers (10.3, added up by day,
 * category and rate, credit notes taken off), and the rest, which is not reported. What the treatment note (BAR) says
 * decides; without one, who the buyer is. An invoice that lacks what its report needs is named, nothing is guessed.
 */
export function transactionsOf(invoices: readonly Invoice[]): ReportedTransactions {
  const reported: ReportedInvoice[] = [];
  const left: string[] = [];
  const problems: Problem[] = [];
  const sales = new Map<string, SalesOfDay>();
  for (const invoice of invoices) {
    const name = invoice.invoiceNumber ?? '?';
    const route = routeOf(invoice);
    if (route === 'none') left.push(name);
    else if (route === '10.1') take(reportedInvoice(invoice), (one) => reported.push(one));
    else take(saleOf(invoice), (sale) => addSale(sales, sale));
    function take<T>(found: T | string, add: (one: T) => void): void {
      if (typeof found !== 'string') return add(found);
      const message = `${name} is not reported: ${found}.`;
      problems.push({ severity: 'error', rule: 'transaction-not-reportable', message });
    }
  }
  const keys = [...sales.keys()].sort();
  return { invoices: reported, days: keys.map((key) => dayOf(sales.get(key)!)), left, problems };
}

function routeOf({ notes, buyer, seller }: Invoice): Route {
  const treatment = notes?.find(({ subjectCode }) => subjectCode === 'BAR')?.note?.trim();
  if (treatment !== undefined) {
    if (treatment === 'B2BINT') return '10.1';
    return treatment === 'B2C' || treatment === 'B2CINT' ? '10.3' : 'none';
  }
  const isBusiness = buyer?.vatIdentifier !== undefined || buyer?.legalRegistrationIdentifier !== undefined;
  if (!isBusiness) return '10.3';
  const countries = [seller, buyer].map((party) => party?.postalAddress?.countryCode ?? 'FR');
  return countries.every((country) => country === 'FR') ? 'none' : '10.1';
}

function reportedInvoice(invoice: Invoice): ReportedInvoice | string {
  const { documentTotals: totals, invoiceCurrencyCode: currency } = invoice;
  const seller = partyOf(invoice.seller);
  const buyer = partyOf(invoice.buyer);
  const frame = invoice.processControl?.businessProcessType?.trim();
  if (!invoice.invoiceNumber || !invoice.invoiceIssueDate || !invoice.invoiceTypeCode || !currency)
    return 'its number, day, type or currency (BT-1, BT-2, BT-3, BT-5) is missing';
  if (!frame) return 'its frame (BT-23) is missing: B goods, S services';
  if (!seller) return 'the SIREN of the seller (BT-30) is missing';
  if (!buyer) return 'who the buyer is (BT-48, or country and name) is missing';
  const vat = currency === 'EUR' ? totals?.invoiceTotalVatAmount : totals?.invoiceTotalVatAmountInAccountingCurrency;
  if (vat === undefined && currency !== 'EUR') return 'its VAT in euros (BT-111) is missing';
  const { deliveryInformation: delivery } = invoice;
  const country = delivery?.deliverToAddress?.countryCode;
  return {
    number: invoice.invoiceNumber,
    issueDate: invoice.invoiceIssueDate,
    typeCode: invoice.invoiceTypeCode,
    currency,
    frame,
    seller,
    buyer,
    preceding: (invoice.precedingInvoiceReferences ?? []).flatMap(({ reference, issueDate }) =>
      reference === undefined ? [] : [{ number: reference, ...(issueDate ? { issueDate } : {}) }],
    ),
    ...(invoice.paymentDueDate ? { dueDate: invoice.paymentDueDate } : {}),
    ...(invoice.valueAddedTaxPointDateCode ? { taxPoint: invoice.valueAddedTaxPointDateCode } : {}),
    ...(delivery?.actualDeliveryDate ? { deliveryDate: delivery.actualDeliveryDate } : {}),
    ...(country ? { deliveryCountry: country } : {}),
    net: totals?.invoiceTotalAmountWithoutVat ?? '0.00',
    vat: vat ?? '0.00',
    parts: (invoice.vatBreakdown ?? []).map((bucket) => ({
      category: bucket.vatCategoryCode ?? '',
      rate: bucket.vatCategoryRate ?? '0',
      net: bucket.vatCategoryTaxableAmount ?? '',
      vat: bucket.vatCategoryTaxAmount ?? '0.00',
      ...(bucket.vatExemptionReasonText ? { reason: bucket.vatExemptionReasonText } : {}),
      ...(bucket.vatExemptionReasonCode ? { reasonCode: bucket.vatExemptionReasonCode } : {}),
    })),
  };
}

/** A French company by its SIREN, one of the Union by its VAT number, any other by its country and its name. */
function partyOf(party: Party | undefined): ReportedParty | undefined {
  const country = party?.postalAddress?.countryCode;
  const vatNumber = party?.vatIdentifier?.replace(/\s/g, '');
  const known = { ...(vatNumber ? { vatNumber } : {}), ...(country ? { country } : {}) };
  const siren = sirenOfParty(party);
  if (siren !== undefined && isSiren(siren)) return { id: siren, scheme: '0002', ...known };
  const local = [party?.legalRegistrationIdentifier, ...(party?.identifiers ?? [])].find((id) =>
    ['0228', '0229'].includes(id?.scheme ?? ''),
  );
  if (local) return { id: local.value, scheme: local.scheme!, ...known };
  if (vatNumber && UNION.has(vatNumber.slice(0, 2))) return { id: vatNumber, scheme: '0223', ...known };
  if (!country || !party?.name || UNION.has(country)) return undefined;
  return { id: `${country}${party.name.trim().slice(0, 16)}`, scheme: '0227', ...known };
}

interface Sale {
  readonly day: string;
  readonly parts: readonly {
    readonly category: string;
    readonly rate: string;
    readonly net: bigint;
    readonly vat: bigint;
  }[];
}

function saleOf(invoice: Invoice): Sale | string {
  const frame = invoice.processControl?.businessProcessType?.trim()[0];
  const ofFrame = { B: 'TLB1', S: 'TPS1' }[frame ?? ''];
  if (!invoice.invoiceIssueDate) return 'its day (BT-2) is missing';
  if (invoice.invoiceCurrencyCode !== 'EUR') return 'sales to private buyers are reported in euros';
  const buckets = invoice.vatBreakdown ?? [];
  if (buckets.length === 0) return 'its VAT breakdown (BG-23) is missing';
  const sign = isCreditNote(invoice) ? -1n : 1n;
  const parts = [];
  for (const bucket of buckets) {
    const category = NOT_FRENCH.has(bucket.vatCategoryCode ?? '') ? 'TNT1' : ofFrame;
    if (category === undefined) return 'its frame (BT-23) does not say whether it is for goods (B) or services (S)';
    const [net, vat] = [amountOf(bucket.vatCategoryTaxableAmount), amountOf(bucket.vatCategoryTaxAmount ?? '0')];
    if (net === undefined || vat === undefined) return 'an amount of its VAT breakdown (BG-23) cannot be read';
    parts.push({ category, rate: rateKey(bucket.vatCategoryRate ?? '0'), net: sign * net, vat: sign * vat });
  }
  return { day: invoice.invoiceIssueDate, parts };
}

function amountOf(text: string | undefined): bigint | undefined {
  try {
    return text === undefined ? undefined : parseMinor(text, 'EUR');
  } catch {
    return undefined;
  }
}

interface SalesOfDay {
  readonly day: string;
  readonly category: string;
  count: number;
  readonly rates: Map<string, { net: bigint; vat: bigint }>;
}

function addSale(sales: Map<string, SalesOfDay>, { day, parts }: Sale): void {
  for (const category of new Set(parts.map((part) => part.category))) {
    const key = `${day} ${category}`;
    const known = sales.get(key) ?? { day, category, count: 0, rates: new Map<string, { net: bigint; vat: bigint }>() };
    known.count++;
    for (const part of parts.filter((one) => one.category === category)) {
      const rate = known.rates.get(part.rate) ?? { net: 0n, vat: 0n };
      known.rates.set(part.rate, { net: rate.net + part.net, vat: rate.vat + part.vat });
    }
    sales.set(key, known);
  }
}

function dayOf({ day, category, count, rates }: SalesOfDay): DayOfSales {
  const parts = [...rates].sort(([one], [other]) => decimalOrZero(other).comparedTo(decimalOrZero(one)));
  const total = (which: 'net' | 'vat'): string =>
    formatMinor(
      parts.reduce((sum, [, part]) => sum + part[which], 0n),
      'EUR',
    );
  return {
    day,
    category,
    net: total('net'),
    vat: total('vat'),
    count,
    parts: parts.map(([rate, { net, vat }]) => ({ rate, net: formatMinor(net, 'EUR'), vat: formatMinor(vat, 'EUR') })),
  };
}
