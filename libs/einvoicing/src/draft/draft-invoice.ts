import { isSiren } from '@lettrage/domain';
import { amountDecimals, decimalOrZero, sum } from '../arithmetic/decimal.js';
import { computeTotals } from '../arithmetic/compute-totals.js';
import type {
  DeliveryInformation,
  Identifier,
  Invoice,
  InvoiceLine,
  InvoiceNote,
  Party,
  PaymentInstructions,
  VatBreakdown,
} from '../model/index.js';
import type { DraftLine, DraftParty, InvoiceDraft } from './draft-types.js';

/** BT-24 of the core, which Factur-X calls profile EN 16931. */
export const EN16931_SPECIFICATION = 'urn:cen.eu:en16931:2017';

const FRANCHISE = { text: 'TVA non applicable, art. 293 B du CGI', code: 'VATEX-FR-FRANCHISE' };

/** The mentions French law asks of every invoice between businesses; a draft may bring its own texts. */
const MENTIONS: readonly InvoiceNote[] = [
  { subjectCode: 'PMT', note: 'Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €.' },
  {
    subjectCode: 'PMD',
    note: "En cas de retard de paiement, pénalités au taux de trois fois le taux d'intérêt légal, exigibles sans rappel.",
  },
  { subjectCode: 'AAB', note: "Pas d'escompte pour paiement anticipé." },
];

/** The VAT identifier a SIREN implies: `FR` + (12 + 3 × (SIREN mod 97)) mod 97 + SIREN. Throws a RangeError if it is not a SIREN. */
export function frenchVatNumber(siren: string): string {
  if (!isSiren(siren)) throw new RangeError(`"${siren}" is not a SIREN: 9 digits with a right check digit`);
  const key = (12 + 3 * (Number(siren) % 97)) % 97;
  return `FR${String(key).padStart(2, '0')}${siren}`;
}

/**
 * Builds a whole invoice from what a sales program knows, and computes it: frame (BT-23), mentions PMT, PMD and AAB, the
 * treatment note BAR, identifiers and addresses with their schemes, payment instructions, VAT breakdown and totals.
 * It decides, it does not check: run {@link checkInvoice} on the result.
 */
export function draftInvoice(draft: InvoiceDraft): Invoice {
  const prepaid = prepaidOf(draft);
  const preceding = [...(draft.precedingInvoices ?? []), ...(draft.deposits ?? [])];
  const invoice: Invoice = {
    invoiceNumber: draft.number,
    invoiceIssueDate: draft.issueDate,
    invoiceTypeCode: draft.typeCode ?? '380',
    invoiceCurrencyCode: draft.currency ?? 'EUR',
    ...(draft.vatOnDebits === undefined ? {} : { valueAddedTaxPointDateCode: draft.vatOnDebits ? '3' : '432' }),
    ...present('paymentDueDate', draft.dueDate),
    ...present('buyerReference', draft.buyerReference),
    ...present('contractReference', draft.contract),
    ...present('purchaseOrderReference', draft.purchaseOrder),
    ...present('salesOrderReference', draft.salesOrder),
    ...present('paymentTerms', draft.paymentTerms),
    notes: notesOf(draft),
    processControl: { businessProcessType: 'B1', specificationIdentifier: EN16931_SPECIFICATION },
    ...(preceding.length
      ? { precedingInvoiceReferences: preceding.map(({ number, date }) => ({ reference: number, issueDate: date })) }
      : {}),
    seller: partyOf(draft.seller, { isSeller: true, franchise: draft.vatExemption === 'franchise' }),
    buyer: partyOf(draft.buyer, { isSeller: false, franchise: false }),
    ...present('deliveryInformation', deliveryOf(draft)),
    ...present('paymentInstructions', paymentOf(draft)),
    ...present('documentLevelAllowances', draft.documentAllowances),
    ...present('documentLevelCharges', draft.documentCharges),
    ...present('vatBreakdown', exemptionOf(draft)),
    lines: draft.lines.map(lineOf),
    documentTotals: { ...present('paidAmount', prepaid), ...present('roundingAmount', draft.rounding) },
  };
  const computed = computeTotals(invoice);
  const control = { businessProcessType: frameOf(draft, computed), specificationIdentifier: EN16931_SPECIFICATION };
  return { ...computed, processControl: control };
}

function present<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}

/** Letter of the operation, and 2 if nothing is left to pay, 4 after deposits, else 1. */
function frameOf(draft: InvoiceDraft, computed: Invoice): string {
  if (draft.frame !== undefined) return draft.frame;
  const letter = { goods: 'B', services: 'S', mixed: 'M' }[draft.operation ?? 'services'];
  const totals = computed.documentTotals;
  const isPaid =
    decimalOrZero(totals?.paidAmount).greaterThan(0) && decimalOrZero(totals?.amountDueForPayment).isZero();
  if (draft.deposits?.length) return `${letter}4`;
  return isPaid ? `${letter}2` : `${letter}1`;
}

function prepaidOf(draft: InvoiceDraft): string | undefined {
  if (draft.prepaid === undefined && !draft.deposits?.length) return undefined;
  const total = sum([
    decimalOrZero(draft.prepaid),
    ...(draft.deposits ?? []).map((deposit) => decimalOrZero(deposit.amount)),
  ]);
  return total.toFixed(amountDecimals(draft.currency ?? 'EUR'));
}

function notesOf(draft: InvoiceDraft): InvoiceNote[] {
  const own = draft.notes ?? [];
  const standard = [...MENTIONS, { subjectCode: 'BAR', note: treatmentOf(draft.buyer) }];
  return [...standard.filter((note) => !own.some((mine) => mine.subjectCode === note.subjectCode)), ...own];
}

/** B2B between companies in France, B2BINT with a company abroad, B2C otherwise. */
function treatmentOf(buyer: DraftParty): string {
  if (buyer.address.countryCode === 'FR') return buyer.siren === undefined ? 'B2C' : 'B2B';
  return buyer.vatNumber === undefined ? 'B2C' : 'B2BINT';
}

function partyOf(party: DraftParty, { isSeller, franchise }: { isSeller: boolean; franchise: boolean }): Party {
  const address = party.electronicAddress ?? party.siren;
  const implied =
    isSeller && !franchise && party.siren !== undefined && isSiren(party.siren)
      ? frenchVatNumber(party.siren)
      : undefined;
  const identifiers: Identifier[] = party.siret === undefined ? [] : [{ value: party.siret, scheme: '0009' }];
  return {
    name: party.name,
    ...present('tradingName', party.tradingName),
    ...(identifiers.length ? { identifiers } : {}),
    ...(party.siren === undefined ? {} : { legalRegistrationIdentifier: { value: party.siren, scheme: '0002' } }),
    ...present('vatIdentifier', party.vatNumber ?? implied),
    // Without a VAT number the SIREN is the tax registration that category E asks for (BR-E-02).
    ...present('taxRegistrationIdentifier', isSeller && franchise ? party.siren : undefined),
    ...present('additionalLegalInformation', isSeller ? party.legalInformation : undefined),
    ...(address === undefined ? {} : { electronicAddress: { value: address, scheme: '0225' } }),
    postalAddress: party.address,
    ...present('contact', party.contact),
  };
}

function lineOf(line: DraftLine, index: number): InvoiceLine {
  const rate = line.vatCategory !== undefined && line.vatCategory !== 'S' ? '0.00' : (line.vatRate ?? '20.00');
  const category = line.vatCategory ?? (decimalOrZero(rate).isZero() ? 'Z' : 'S');
  const unit = line.unit ?? 'C62';
  return {
    identifier: String(index + 1),
    invoicedQuantity: line.quantity,
    invoicedQuantityUnitOfMeasureCode: unit,
    ...present('referencedPurchaseOrderLineReference', line.purchaseOrderLine),
    ...present('period', line.period),
    ...present('allowances', line.allowances),
    ...present('charges', line.charges),
    priceDetails: {
      itemNetPrice: line.price,
      ...(line.baseQuantity === undefined
        ? {}
        : { itemPriceBaseQuantity: line.baseQuantity, itemPriceBaseQuantityUnitOfMeasureCode: unit }),
    },
    vatInformation: {
      invoicedItemVatCategoryCode: category,
      ...(category === 'O' ? {} : { invoicedItemVatRate: rate }),
    },
    itemInformation: {
      name: line.name,
      ...present('description', line.description),
      ...present('sellersIdentifier', line.sellersIdentifier),
    },
  };
}

function deliveryOf(draft: InvoiceDraft): DeliveryInformation | undefined {
  const delivery: DeliveryInformation = {
    ...present('deliverToPartyName', draft.deliverTo?.name),
    ...present('actualDeliveryDate', draft.deliveryDate),
    ...present('invoicingPeriod', draft.period),
    ...present('deliverToAddress', draft.deliverTo?.address),
  };
  return Object.keys(delivery).length ? delivery : undefined;
}

/** A credit transfer if there is an account; the invoice number is the reference the payer is asked for. */
function paymentOf({ payment, number }: InvoiceDraft): PaymentInstructions | undefined {
  if (payment === undefined) return undefined;
  const { iban, bic, accountName } = payment;
  const transfer = {
    ...present('paymentAccountIdentifier', iban),
    ...present('paymentAccountName', accountName),
    ...present('paymentServiceProviderIdentifier', bic),
  };
  return {
    paymentMeansTypeCode: payment.meansCode ?? (iban === undefined ? '1' : '30'),
    remittanceInformation: payment.reference ?? number,
    ...(iban === undefined ? {} : { creditTransfers: [transfer] }),
  };
}

/** A breakdown entry that carries only the reason; the totals take it over. */
function exemptionOf(draft: InvoiceDraft): VatBreakdown[] | undefined {
  if (draft.vatExemption === undefined) return undefined;
  const { text, code } = draft.vatExemption === 'franchise' ? FRANCHISE : draft.vatExemption;
  return [
    {
      vatCategoryCode: 'E',
      vatCategoryRate: '0.00',
      vatExemptionReasonText: text,
      ...present('vatExemptionReasonCode', code),
    },
  ];
}
