/** What a place of the model holds: a text, a list, or an object of named places. */
export type Shape = 'text' | { readonly list: Shape } | { readonly keys: Readonly<Record<string, Shape>> };

const texts = (names: string): Record<string, Shape> =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, 'text']),
  );
const object = (names: string, more: Record<string, Shape> = {}): Shape => ({ keys: { ...texts(names), ...more } });
const list = (shape: Shape): Shape => ({ list: shape });

const IDENTIFIER = object('value scheme');
const ADDRESS = object('addressLine1 addressLine2 addressLine3 city postCode countrySubdivision countryCode');
const PERIOD = object('startDate endDate');
const ENTRIES = list(
  object(
    'amount baseAmount percentage vatCategoryCode vatRate vatExemptionReasonText vatExemptionReasonCode reason reasonCode',
  ),
);
const CONTACT = object('contactPoint telephoneNumber emailAddress');
const REFERENCES = list(object('reference issueDate typeCode'));
const PARTY = object('name tradingName vatIdentifier taxRegistrationIdentifier additionalLegalInformation', {
  identifiers: list(IDENTIFIER),
  legalRegistrationIdentifier: IDENTIFIER,
  electronicAddress: IDENTIFIER,
  postalAddress: ADDRESS,
  contact: CONTACT,
});

const DELIVERY = object('deliverToPartyName actualDeliveryDate', {
  deliverToLocationIdentifier: IDENTIFIER,
  invoicingPeriod: PERIOD,
  deliverToAddress: ADDRESS,
});
const LINE = object(
  `identifier parentLineIdentifier lineStatusCode lineSubtypeCode note noteSubjectCode purchaseOrderReference
   despatchAdviceReference invoicedQuantity invoicedQuantityUnitOfMeasureCode netAmount vatAmount
   vatAmountInAccountingCurrency amountWithVat referencedPurchaseOrderLineReference buyerAccountingReference`,
  {
    objectIdentifier: IDENTIFIER,
    furtherObjectIdentifiers: list(IDENTIFIER),
    precedingInvoiceReferences: REFERENCES,
    deliveryInformation: DELIVERY,
    itemSeller: PARTY,
    period: PERIOD,
    allowances: ENTRIES,
    charges: ENTRIES,
    priceDetails: object(
      'itemNetPrice itemPriceDiscount itemGrossPrice itemPriceBaseQuantity itemPriceBaseQuantityUnitOfMeasureCode',
    ),
    vatInformation: object(
      'invoicedItemVatCategoryCode invoicedItemVatRate vatExemptionReasonText vatExemptionReasonCode',
    ),
    itemInformation: object('name description sellersIdentifier buyersIdentifier countryOfOrigin', {
      standardIdentifier: IDENTIFIER,
      classificationIdentifiers: list(object('value scheme schemeVersion')),
      attributes: list(object('name value code measuredValue measuredValueUnit')),
    }),
  },
);

/** The shape of {@link Invoice}; a test holds the two together. */
export const INVOICE_SHAPE: Shape = object(
  `invoiceNumber invoiceIssueDate invoiceTypeCode invoiceCurrencyCode vatAccountingCurrencyCode valueAddedTaxPointDate
   valueAddedTaxPointDateCode paymentDueDate buyerReference projectReference contractReference purchaseOrderReference
   salesOrderReference receivingAdviceReference despatchAdviceReference tenderOrLotReference buyerAccountingReference paymentTerms`,
  {
    invoicedObjectIdentifier: IDENTIFIER,
    furtherInvoicedObjectIdentifiers: list(IDENTIFIER),
    notes: list(object('subjectCode note')),
    processControl: object('businessProcessType specificationIdentifier'),
    precedingInvoiceReferences: REFERENCES,
    seller: PARTY,
    buyer: PARTY,
    payee: object('name vatIdentifier', {
      identifier: IDENTIFIER,
      legalRegistrationIdentifier: IDENTIFIER,
      electronicAddress: IDENTIFIER,
      postalAddress: ADDRESS,
      contact: CONTACT,
    }),
    payer: PARTY,
    invoicer: PARTY,
    invoicee: PARTY,
    salesAgent: PARTY,
    buyerAgent: PARTY,
    paymentInstalments: list(object('dueDate amount terms')),
    sellerTaxRepresentative: object('name vatIdentifier', { postalAddress: ADDRESS }),
    deliveryInformation: DELIVERY,
    paymentInstructions: object('paymentMeansTypeCode paymentMeansText remittanceInformation', {
      creditTransfers: list(object('paymentAccountIdentifier paymentAccountName paymentServiceProviderIdentifier')),
      paymentCardInformation: object('primaryAccountNumber holderName'),
      directDebit: object('mandateReferenceIdentifier bankAssignedCreditorIdentifier debitedAccountIdentifier'),
    }),
    documentLevelAllowances: ENTRIES,
    documentLevelCharges: ENTRIES,
    documentTotals: object(
      `sumOfInvoiceLineNetAmount sumOfAllowancesOnDocumentLevel sumOfChargesOnDocumentLevel invoiceTotalAmountWithoutVat
       invoiceTotalVatAmount invoiceTotalVatAmountInAccountingCurrency invoiceTotalAmountWithVat paidAmount roundingAmount amountDueForPayment`,
    ),
    vatBreakdown: list(
      object(
        'vatCategoryTaxableAmount vatCategoryTaxAmount vatCategoryCode vatCategoryRate vatExemptionReasonText vatExemptionReasonCode',
      ),
    ),
    additionalSupportingDocuments: list(
      object('reference description externalDocumentLocation', {
        attachedDocument: object('content mimeCode filename'),
      }),
    ),
    lines: list(LINE),
  },
);
