import type { AllowanceOrCharge, Invoice, InvoiceLine } from '../model/index.js';
import type { SegmentWriter } from './segment-writer.js';

/** Terms of the invoice and of a line that are extensions, which INVOIC has nothing for. */
const EXTENSIONS = [
  'furtherInvoicedObjectIdentifiers',
  'payer',
  'invoicer',
  'invoicee',
  'salesAgent',
  'buyerAgent',
  'paymentInstalments',
] as const satisfies readonly (keyof Invoice)[];
const LINE_EXTENSIONS = [
  'parentLineIdentifier',
  'lineStatusCode',
  'lineSubtypeCode',
  'noteSubjectCode',
  'furtherObjectIdentifiers',
  'vatAmount',
  'vatAmountInAccountingCurrency',
  'amountWithVat',
  'purchaseOrderReference',
  'despatchAdviceReference',
  'precedingInvoiceReferences',
  'deliveryInformation',
  'itemSeller',
] as const satisfies readonly (keyof InvoiceLine)[];
const PAYEE_EXTENSIONS = ['vatIdentifier', 'electronicAddress', 'postalAddress', 'contact'] as const;

/** Names every term of the invoice that found no place, by its number; extensions, which have none, by their path. */
export function tellLost(out: SegmentWriter, invoice: Invoice): void {
  for (const [isLost, term] of coreTerms(invoice)) if (isLost) out.lost(term);
  for (const key of EXTENSIONS) if (isGiven(invoice[key])) out.lost(`/${key}`);
  for (const key of PAYEE_EXTENSIONS) if (isGiven(invoice.payee?.[key])) out.lost(`/payee/${key}`);
  for (const [index, { typeCode }] of (invoice.precedingInvoiceReferences ?? []).entries())
    if (typeCode !== undefined) out.lost(`/precedingInvoiceReferences/${index}/typeCode`);
  tellReasons(out, '/documentLevelAllowances', invoice.documentLevelAllowances);
  tellReasons(out, '/documentLevelCharges', invoice.documentLevelCharges);
  for (const [index, line] of (invoice.lines ?? []).entries()) tellLostOfLine(out, line, `/lines/${index}`);
}

function coreTerms(invoice: Invoice): readonly (readonly [isLost: boolean, term: string])[] {
  const { seller, buyer, processControl: process, paymentInstructions: payment } = invoice;
  const specification = process?.specificationIdentifier;
  return [
    [invoice.vatAccountingCurrencyCode !== undefined, '/BT-6'],
    [invoice.valueAddedTaxPointDateCode !== undefined, '/BT-8'],
    [invoice.tenderOrLotReference !== undefined, '/BT-17'],
    [process?.businessProcessType !== undefined, '/BT-23'],
    [specification !== undefined && specification !== 'urn:cen.eu:en16931:2017', '/BT-24'],
    [seller?.tradingName !== undefined, '/BT-28'],
    [seller?.electronicAddress !== undefined, '/BT-34'],
    [buyer?.tradingName !== undefined, '/BT-45'],
    [buyer?.electronicAddress !== undefined, '/BT-49'],
    [buyer?.additionalLegalInformation !== undefined, '/buyer/additionalLegalInformation'],
    [isGiven(payment?.creditTransfers) && !seller && !invoice.payee, '/BG-17'],
    [payment?.paymentMeansText !== undefined, '/BT-82'],
    [payment?.paymentCardInformation !== undefined, '/BG-18'],
    [payment?.directDebit !== undefined, '/BG-19'],
    [invoice.documentTotals?.invoiceTotalVatAmountInAccountingCurrency !== undefined, '/BT-111'],
    [isGiven(invoice.additionalSupportingDocuments), '/BG-24'],
  ];
}

function tellLostOfLine(out: SegmentWriter, line: InvoiceLine, path: string): void {
  for (const key of LINE_EXTENSIONS) if (isGiven(line[key])) out.lost(`${path}/${key}`);
  tellReasons(out, `${path}/vatInformation`, line.vatInformation && [line.vatInformation], false);
  tellReasons(out, `${path}/allowances`, line.allowances);
  tellReasons(out, `${path}/charges`, line.charges);
}

type WithReason = Pick<AllowanceOrCharge, 'vatExemptionReasonText' | 'vatExemptionReasonCode'>;

/** Why no VAT is charged on one entry. */
function tellReasons(
  out: SegmentWriter,
  path: string,
  entries: readonly WithReason[] | undefined,
  isList = true,
): void {
  for (const [index, entry] of (entries ?? []).entries())
    for (const key of ['vatExemptionReasonText', 'vatExemptionReasonCode'] as const)
      if (entry[key] !== undefined) out.lost(`${path}/${isList ? `${index}/` : ''}${key}`);
}

function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}
