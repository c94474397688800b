import type { Problem } from '@lettrage/adapter-sdk';
import type { Invoice } from '@lettrage/einvoicing';
import type { FacturxProfile } from './facturx.profiles.js';

/** Terms a profile carries: `true` for a term with all below it, an object for a group, `undefined` for nothing. */
type Terms = true | { readonly [key: string]: Terms };

/** Terms by name, each with all below it. */
const all = (names: string): Record<string, Terms> =>
  Object.fromEntries(names.split(/\s+/).map((name) => [name, true] as const));

const MINIMUM: Terms = {
  ...all('invoiceNumber invoiceIssueDate invoiceTypeCode invoiceCurrencyCode buyerReference purchaseOrderReference'),
  processControl: true,
  seller: {
    ...all('name legalRegistrationIdentifier vatIdentifier taxRegistrationIdentifier'),
    postalAddress: all('countryCode'),
  },
  buyer: all('name legalRegistrationIdentifier'),
  documentTotals: all(
    'invoiceTotalAmountWithoutVat invoiceTotalVatAmount invoiceTotalAmountWithVat amountDueForPayment',
  ),
};

const ENTRY = all('amount baseAmount percentage vatCategoryCode vatRate reason reasonCode');
const LINE_ENTRY = all('amount baseAmount percentage reason reasonCode');
const REFERENCE = all('reference issueDate');
const DELIVERY = all(
  'deliverToPartyName deliverToLocationIdentifier actualDeliveryDate invoicingPeriod deliverToAddress',
);
const PAYEE = all('name identifier legalRegistrationIdentifier');

const PARTY_WITHOUT_LINES = all(
  'name identifiers legalRegistrationIdentifier vatIdentifier taxRegistrationIdentifier electronicAddress postalAddress',
);

const BASIC_WL = {
  ...all('invoiceNumber invoiceIssueDate invoiceTypeCode invoiceCurrencyCode vatAccountingCurrencyCode'),
  ...all('valueAddedTaxPointDateCode paymentDueDate buyerReference contractReference purchaseOrderReference'),
  ...all('despatchAdviceReference buyerAccountingReference paymentTerms notes processControl vatBreakdown'),
  ...all('sellerTaxRepresentative'),
  precedingInvoiceReferences: REFERENCE,
  seller: { ...PARTY_WITHOUT_LINES, tradingName: true },
  buyer: PARTY_WITHOUT_LINES,
  payee: PAYEE,
  deliveryInformation: DELIVERY,
  paymentInstructions: {
    ...all('paymentMeansTypeCode remittanceInformation directDebit'),
    creditTransfers: all('paymentAccountIdentifier'),
  },
  documentLevelAllowances: ENTRY,
  documentLevelCharges: ENTRY,
  documentTotals: all(
    `sumOfInvoiceLineNetAmount sumOfAllowancesOnDocumentLevel sumOfChargesOnDocumentLevel invoiceTotalAmountWithoutVat
     invoiceTotalVatAmount invoiceTotalVatAmountInAccountingCurrency invoiceTotalAmountWithVat paidAmount
     amountDueForPayment`,
  ),
} satisfies Terms;

const BASIC_LINE = {
  ...all('identifier note invoicedQuantity invoicedQuantityUnitOfMeasureCode netAmount period priceDetails'),
  allowances: LINE_ENTRY,
  charges: LINE_ENTRY,
  vatInformation: all('invoicedItemVatCategoryCode invoicedItemVatRate'),
  itemInformation: all('name standardIdentifier'),
} satisfies Terms;

const BASIC: Terms = { ...BASIC_WL, lines: BASIC_LINE };

const CORE_PARTY: Terms = { ...PARTY_WITHOUT_LINES, ...all('tradingName additionalLegalInformation contact') };

const EN16931: Terms = {
  ...BASIC_WL,
  ...all('valueAddedTaxPointDate projectReference salesOrderReference receivingAdviceReference tenderOrLotReference'),
  ...all('invoicedObjectIdentifier additionalSupportingDocuments paymentInstructions documentTotals'),
  seller: CORE_PARTY,
  buyer: CORE_PARTY,
  lines: {
    ...BASIC_LINE,
    ...all('objectIdentifier referencedPurchaseOrderLineReference buyerAccountingReference'),
    itemInformation: {
      ...all('name description sellersIdentifier buyersIdentifier standardIdentifier classificationIdentifiers'),
      countryOfOrigin: true,
      attributes: all('name value'),
    },
  },
};

const TERMS: Readonly<Record<string, Terms>> = {
  minimum: MINIMUM,
  basicwl: BASIC_WL,
  basic: BASIC,
  en16931: EN16931,
  extended: true,
};

/** Without these the amounts of the document would not add up: a profile that lacks them cannot carry the invoice. */
const NEEDED: ReadonlySet<string> = new Set(['/documentTotals/roundingAmount']);

/**
 * The invoice as a profile carries it, with one problem for each term left out: a warning, or fatal where the document
 * would tell something else without it.
 */
export function toProfile(invoice: Invoice, profile: FacturxProfile): { invoice: Invoice; problems: Problem[] } {
  const dropped: string[] = [];
  const kept = keep(invoice, TERMS[profile.id] ?? true, '', dropped) as Invoice;
  return { invoice: kept, problems: dropped.map((location) => problemOf(location, profile)) };
}

function problemOf(location: string, { title, id }: FacturxProfile): Problem {
  // Paid in full or in part: without BT-113 the amount due is another than the total, which MINIMUM lets stand.
  const needed = NEEDED.has(location) && id !== 'minimum';
  const message = needed
    ? `The profile ${title} cannot carry ${location}, without which the amounts do not add up: choose a richer one.`
    : `The profile ${title} does not carry ${location}: it was left out.`;
  return { severity: needed ? 'fatal' : 'warning', rule: 'facturx-profile', message, location };
}

/** What `terms` allow of a value; the paths of the rest are added to `dropped`. */
function keep(value: unknown, terms: Terms, path: string, dropped: string[]): unknown {
  if (terms === true || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((member, index) => keep(member, terms, `${path}/${index}`, dropped));
  const kept: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    const below = terms[key];
    if (member === undefined) continue;
    if (below === undefined) dropped.push(`${path}/${key}`);
    else kept[key] = keep(member, below, `${path}/${key}`, dropped);
  }
  return kept;
}
