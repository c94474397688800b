import { amountDecimals, decimalOrZero, sum } from '../arithmetic/decimal.js';
import type { AllowanceOrCharge, DocumentTotals, Invoice, VatBreakdown } from '../model/index.js';
import type { Binding, Draft, XmlScope } from '../xml/xml-binding.js';
import { assign, child, children, number, readAll, take, takeAmount, text, writeAll } from '../xml/xml-binding.js';
import type { XmlElement } from '../xml/xml-tree.js';
import type { XmlNode } from '../xml/xml-writer.js';
import { amountNode, money, taxScheme } from './ubl-values.js';

/** The scheme of a tax: always VAT in the model. */
export const SCHEME: Binding<unknown> = {
  write: () => [taxScheme()],
  read: (parent) => {
    const scheme = child(parent, 'cac:TaxScheme');
    const id = scheme && child(scheme, 'cbc:ID');
    if (id?.text.trim().toUpperCase() === 'VAT') take(id);
  },
};

const scheme = <M>(): Binding<M> => SCHEME;

const CATEGORY: readonly Binding<AllowanceOrCharge>[] = [
  text('cbc:ID', 'vatCategoryCode'),
  number('cbc:Percent', 'vatRate'),
  text('cbc:TaxExemptionReasonCode', 'vatExemptionReasonCode'),
  text('cbc:TaxExemptionReason', 'vatExemptionReasonText'),
];

/** `TaxCategory` of an allowance or charge of the document; left out when nothing is said of VAT. */
const entryCategory: Binding<AllowanceOrCharge> = {
  write: (entry, scope) => {
    const inner = writeAll(CATEGORY, entry, scope);
    return inner.length ? [{ tag: 'cac:TaxCategory', children: [...inner, taxScheme()] }] : [];
  },
  read: (parent, entry, scope) => {
    const category = child(parent, 'cac:TaxCategory');
    if (!category) return;
    readAll([...CATEGORY, scheme<AllowanceOrCharge>()], category, entry, scope);
  },
};

const ENTRY: readonly Binding<AllowanceOrCharge>[] = [
  text('cbc:AllowanceChargeReasonCode', 'reasonCode'),
  text('cbc:AllowanceChargeReason', 'reason'),
  number('cbc:MultiplierFactorNumeric', 'percentage'),
  money('cbc:Amount', 'amount'),
  money('cbc:BaseAmount', 'baseAmount'),
  entryCategory,
];

/** True for a charge. */
export function isCharge(entry: XmlElement): boolean {
  const indicator = take(child(entry, 'cbc:ChargeIndicator'));
  return indicator === 'true' || indicator === '1';
}

/** Allowances, then charges: one tag for both. */
export function allowancesAndCharges<M>(allowances: keyof M, charges: keyof M): Binding<M> {
  const nodes = (model: M, key: keyof M, charge: boolean, scope: XmlScope): XmlNode[] =>
    ((model[key] ?? []) as readonly AllowanceOrCharge[]).map((entry) => ({
      tag: 'cac:AllowanceCharge',
      children: [{ tag: 'cbc:ChargeIndicator', text: String(charge) }, ...writeAll(ENTRY, entry, scope)],
    }));
  return {
    write: (model, scope) => [...nodes(model, allowances, false, scope), ...nodes(model, charges, true, scope)],
    read: (parent, model, scope) => {
      const found = { false: [] as AllowanceOrCharge[], true: [] as AllowanceOrCharge[] };
      for (const element of children(parent, 'cac:AllowanceCharge')) {
        const entry: Draft<AllowanceOrCharge> = {};
        readAll(ENTRY, element, entry, scope);
        found[isCharge(element) ? 'true' : 'false'].push(entry);
      }
      if (found.false.length) assign(model, allowances, found.false);
      if (found.true.length) assign(model, charges, found.true);
    },
  };
}

const BUCKET_CATEGORY: readonly Binding<VatBreakdown>[] = [
  text('cbc:ID', 'vatCategoryCode'),
  number('cbc:Percent', 'vatCategoryRate'),
  text('cbc:TaxExemptionReasonCode', 'vatExemptionReasonCode'),
  text('cbc:TaxExemptionReason', 'vatExemptionReasonText'),
];
const BUCKET: readonly Binding<VatBreakdown>[] = [
  money('cbc:TaxableAmount', 'vatCategoryTaxableAmount'),
  money('cbc:TaxAmount', 'vatCategoryTaxAmount'),
  {
    write: (bucket, scope) => [
      { tag: 'cac:TaxCategory', children: [...writeAll(BUCKET_CATEGORY, bucket, scope), taxScheme()] },
    ],
    read: (parent, bucket, scope) => {
      const category = child(parent, 'cac:TaxCategory');
      if (category) readAll([...BUCKET_CATEGORY, scheme<VatBreakdown>()], category, bucket, scope);
    },
  },
];

/** BT-110 with the breakdown (BG-23), and BT-111 in a `TaxTotal` of its own currency. */
export const TAX_TOTALS: Binding<Invoice> = {
  write: (invoice, scope) => {
    const totals = invoice.documentTotals;
    const buckets = invoice.vatBreakdown ?? [];
    const accounting = totals?.invoiceTotalVatAmountInAccountingCurrency;
    const amount = totals?.invoiceTotalVatAmount ?? sumOfBuckets(buckets, scope);
    const main: XmlNode[] =
      amount === undefined
        ? []
        : [
            {
              tag: 'cac:TaxTotal',
              children: [
                amountNode('cbc:TaxAmount', amount, scope.currency),
                ...buckets.map((bucket) => ({ tag: 'cac:TaxSubtotal', children: writeAll(BUCKET, bucket, scope) })),
              ],
            },
          ];
    const second: XmlNode[] =
      accounting === undefined
        ? []
        : [{ tag: 'cac:TaxTotal', children: [amountNode('cbc:TaxAmount', accounting, scope.accountingCurrency)] }];
    return [...main, ...second];
  },
  read: (parent, invoice, scope) => {
    const totals: Draft<DocumentTotals> = { ...invoice.documentTotals };
    const buckets: VatBreakdown[] = [];
    for (const element of children(parent, 'cac:TaxTotal')) {
      takeTotal(element, totals, scope);
      for (const subtotal of children(element, 'cac:TaxSubtotal')) {
        const bucket: Draft<VatBreakdown> = {};
        readAll(BUCKET, subtotal, bucket, scope);
        buckets.push(bucket);
      }
    }
    if (buckets.length) invoice.vatBreakdown = buckets;
    if (Object.keys(totals).length) invoice.documentTotals = totals;
  },
};

/** UBL wants a VAT total above a breakdown: the sum, where the invoice gives none. */
function sumOfBuckets(buckets: readonly VatBreakdown[], scope: XmlScope): string | undefined {
  if (buckets.length === 0) return undefined;
  const amounts = buckets.map((bucket) => bucket.vatCategoryTaxAmount ?? '0');
  scope.report({
    severity: 'warning',
    rule: 'ubl-added',
    message: 'UBL needs a VAT total (BT-110) above the VAT breakdown: the sum of the breakdown was added.',
    location: '/BT-110',
  });
  return sum(amounts.map(decimalOrZero)).toFixed(amountDecimals(scope.currency));
}

function takeTotal(element: XmlElement, totals: Draft<DocumentTotals>, scope: XmlScope): void {
  const amount = child(element, 'cbc:TaxAmount');
  const currency = amount?.attributes.get('currencyID')?.trim() ?? scope.currency;
  if (currency === scope.currency && totals.invoiceTotalVatAmount === undefined) {
    assign(totals, 'invoiceTotalVatAmount', takeAmount(amount, currency, scope));
  } else if (currency === scope.accountingCurrency && totals.invoiceTotalVatAmountInAccountingCurrency === undefined) {
    assign(totals, 'invoiceTotalVatAmountInAccountingCurrency', takeAmount(amount, currency, scope));
  }
}

/** BG-22 without the VAT totals, in schema order. */
export const TOTALS: readonly Binding<DocumentTotals>[] = [
  money('cbc:LineExtensionAmount', 'sumOfInvoiceLineNetAmount'),
  money('cbc:TaxExclusiveAmount', 'invoiceTotalAmountWithoutVat'),
  money('cbc:TaxInclusiveAmount', 'invoiceTotalAmountWithVat'),
  money('cbc:AllowanceTotalAmount', 'sumOfAllowancesOnDocumentLevel'),
  money('cbc:ChargeTotalAmount', 'sumOfChargesOnDocumentLevel'),
  money('cbc:PrepaidAmount', 'paidAmount'),
  money('cbc:PayableRoundingAmount', 'roundingAmount'),
  money('cbc:PayableAmount', 'amountDueForPayment'),
];
