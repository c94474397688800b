import { computeTotals } from '../arithmetic/compute-totals.js';
import type { Invoice } from '../model/index.js';
import { EXAMPLE_DRAFT, exampleInvoice } from './example.js';

/** A valid invoice that uses nearly every group of the core, for tests that break one term at a time. */
export function richInvoice(): Invoice {
  const base = exampleInvoice();
  const [first, second] = base.lines!;
  return computeTotals({
    ...base,
    sellerTaxRepresentative: {
      name: 'Fisc Conseil',
      vatIdentifier: 'FR83404833048',
      postalAddress: { countryCode: 'FR' },
    },
    payee: {
      name: 'Affactor SA',
      identifier: { value: '40483304800022', scheme: '0009' },
      legalRegistrationIdentifier: { value: '404833048', scheme: '0002' },
    },
    invoicedObjectIdentifier: { value: 'OBJ1', scheme: 'AFL' },
    buyer: { ...base.buyer, identifiers: [{ value: '40483304800022', scheme: '0009' }] },
    precedingInvoiceReferences: [{ reference: 'FA2026-000100', issueDate: '2026-09-01' }],
    additionalSupportingDocuments: [
      {
        reference: 'BL7',
        description: 'BON_LIVRAISON',
        attachedDocument: { content: 'eA==', mimeCode: 'application/pdf', filename: 'bl.pdf' },
      },
    ],
    deliveryInformation: {
      deliverToPartyName: 'Entrepôt',
      deliverToLocationIdentifier: { value: '40483304800022', scheme: '0009' },
      actualDeliveryDate: '2026-10-02',
      invoicingPeriod: { startDate: '2026-09-01', endDate: '2026-09-30' },
      deliverToAddress: { city: 'Lille', countryCode: 'FR' },
    },
    paymentInstructions: { ...base.paymentInstructions, paymentCardInformation: { primaryAccountNumber: '1234' } },
    documentLevelAllowances: [
      {
        amount: '2.00',
        baseAmount: '20.00',
        reasonCode: '95',
        reason: 'Remise',
        vatCategoryCode: 'S',
        vatRate: '20.00',
      },
    ],
    documentLevelCharges: [
      { amount: '1.00', baseAmount: '10.00', reasonCode: 'FC', reason: 'Port', vatCategoryCode: 'S', vatRate: '20.00' },
    ],
    lines: [richLine(first!), second!],
  });
}

/** A line that uses nearly every group of a line. */
function richLine(line: NonNullable<Invoice['lines']>[number]): NonNullable<Invoice['lines']>[number] {
  return {
    ...line,
    objectIdentifier: { value: 'OBJ2', scheme: 'AVV' },
    period: { startDate: '2026-09-01', endDate: '2026-09-30' },
    allowances: [{ amount: '5.00', baseAmount: '50.00', reasonCode: '95', reason: 'Remise' }],
    charges: [{ amount: '3.00', baseAmount: '30.00', reasonCode: 'FC', reason: 'Port' }],
    priceDetails: {
      itemNetPrice: '85.00',
      itemGrossPrice: '90.00',
      itemPriceDiscount: '5.00',
      itemPriceBaseQuantity: '1',
      itemPriceBaseQuantityUnitOfMeasureCode: 'HUR',
    },
    itemInformation: {
      ...line.itemInformation,
      standardIdentifier: { value: '3456789012340', scheme: '0160' },
      classificationIdentifiers: [{ value: '72154066', scheme: 'TST', schemeVersion: '1' }],
      countryOfOrigin: 'FR',
      attributes: [{ name: 'Puissance', value: '3 kW' }],
    },
  };
}

/** A valid invoice whose every line, allowance and charge is of one VAT category. */
export function invoiceOfCategory(code: string): Invoice {
  const base = exampleInvoice();
  const rate = { S: '20.00', L: '7.00', M: '4.00' }[code] ?? (code === 'O' ? undefined : '0.00');
  const vat = rate === undefined ? {} : { vatRate: rate };
  const withoutVat = (party: Invoice['seller']): Invoice['seller'] => {
    const { vatIdentifier: _left, ...rest } = party ?? {};
    return rest;
  };
  return computeTotals({
    ...base,
    seller: code === 'O' ? withoutVat(base.seller) : base.seller!,
    buyer: code === 'O' ? withoutVat(base.buyer)! : base.buyer!,
    deliveryInformation: { actualDeliveryDate: EXAMPLE_DRAFT.deliveryDate!, deliverToAddress: { countryCode: 'DE' } },
    documentLevelAllowances: [{ amount: '2.00', reason: 'Remise', vatCategoryCode: code, ...vat }],
    documentLevelCharges: [{ amount: '1.00', reason: 'Port', vatCategoryCode: code, ...vat }],
    vatBreakdown:
      code === 'E' ? [{ vatCategoryCode: 'E', vatCategoryRate: '0.00', vatExemptionReasonText: 'art. 261' }] : [],
    lines: base.lines!.map((line) => ({
      ...line,
      vatInformation: {
        invoicedItemVatCategoryCode: code,
        ...(rate === undefined ? {} : { invoicedItemVatRate: rate }),
      },
    })),
  });
}

/** A copy with one term changed by its path (`lines.0.netAmount`); undefined removes it. */
export function changed(invoice: Invoice, path: string, value: unknown): Invoice {
  const copy = structuredClone(invoice) as unknown as Record<string, unknown>;
  const steps = path.split('.');
  const last = steps.pop()!;
  let place = copy;
  for (const step of steps) place = place[step] as Record<string, unknown>;
  if (value === undefined) delete place[last];
  else place[last] = value;
  return copy;
}
