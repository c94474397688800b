import type {
  AllowanceOrCharge,
  InvoiceLine,
  ItemAttribute,
  ItemClassification,
  ItemInformation,
  LineVatInformation,
  Period,
  PriceDetails,
} from '../model/index.js';
import type { XmlElement } from '../xml/xml-tree.js';
import type { XmlNode } from '../xml/xml-writer.js';
import type { Binding } from '../xml/xml-binding.js';
import {
  amount,
  assign,
  child,
  children,
  constant,
  group,
  inlined,
  list,
  number,
  object,
  take,
  takeAmount,
  takeNumber,
  text,
} from '../xml/xml-binding.js';
import { day } from './cii-date.js';
import { DELIVERY } from './cii-delivery.js';
import { identifier, PARTY, takeIdentifier } from './cii-party.js';
import { PRECEDING_INVOICE } from './cii-reference.js';

/** BG-14 and BG-26. */
export const PERIOD: readonly Binding<Period>[] = [
  day('ram:StartDateTime', 'startDate'),
  day('ram:EndDateTime', 'endDate'),
];

/** `ram:ChargeIndicator`: false for an allowance, true for a charge. */
export function indicator<M>(isCharge: boolean): Binding<M> {
  return group('ram:ChargeIndicator', [constant('udt:Indicator', String(isCharge))]);
}

/** True if an allowance or charge element is a charge. Schemas also admit `1` and `0`. */
export function isCharge(element: XmlElement): boolean {
  const outer = child(element, 'ram:ChargeIndicator');
  const inner = outer && child(outer, 'udt:Indicator');
  const value = take(inner);
  return value === 'true' || value === '1';
}

const ALLOWANCE_AMOUNTS: readonly Binding<AllowanceOrCharge>[] = [
  number('ram:CalculationPercent', 'percentage'),
  amount('ram:BasisAmount', 'baseAmount'),
  amount('ram:ActualAmount', 'amount'),
  text('ram:ReasonCode', 'reasonCode'),
  text('ram:Reason', 'reason'),
];

const ALLOWANCE_VAT: readonly Binding<AllowanceOrCharge>[] = [
  constant('ram:TypeCode', 'VAT'),
  text('ram:ExemptionReason', 'vatExemptionReasonText'),
  text('ram:CategoryCode', 'vatCategoryCode'),
  text('ram:ExemptionReasonCode', 'vatExemptionReasonCode'),
  number('ram:RateApplicablePercent', 'vatRate'),
];

/** BG-27, BG-28 (`withVat` false) and BG-20, BG-21. */
export function allowanceOrCharge(charge: boolean, withVat: boolean): readonly Binding<AllowanceOrCharge>[] {
  const vat = withVat ? [group('ram:CategoryTradeTax', ALLOWANCE_VAT)] : [];
  return [indicator(charge), ...ALLOWANCE_AMOUNTS, ...vat];
}

const CLASSIFICATION: Binding<ItemClassification> = {
  write: (classification) => {
    const attributes = {
      ...(classification.scheme === undefined ? {} : { listID: classification.scheme }),
      ...(classification.schemeVersion === undefined ? {} : { listVersionID: classification.schemeVersion }),
    };
    return [{ tag: 'ram:ClassCode', attributes, text: classification.value }];
  },
  read: (parent, classification) => {
    const element = child(parent, 'ram:ClassCode');
    assign(classification, 'value', take(element));
    assign(classification, 'scheme', element?.attributes.get('listID')?.trim());
    assign(classification, 'schemeVersion', element?.attributes.get('listVersionID')?.trim());
  },
};

const MEASURED: Binding<ItemAttribute> = {
  write: ({ measuredValue, measuredValueUnit: unitCode }) =>
    measuredValue === undefined
      ? []
      : [
          {
            tag: 'ram:ValueMeasure',
            ...(unitCode === undefined ? {} : { attributes: { unitCode } }),
            text: measuredValue,
          },
        ],
  read: (parent, attribute, scope) => {
    const element = child(parent, 'ram:ValueMeasure');
    assign(attribute, 'measuredValue', takeNumber(element, scope));
    assign(attribute, 'measuredValueUnit', element?.attributes.get('unitCode')?.trim());
  },
};

const ATTRIBUTE: readonly Binding<ItemAttribute>[] = [
  text('ram:TypeCode', 'code'),
  text('ram:Description', 'name'),
  MEASURED,
  text('ram:Value', 'value'),
];

const ITEM: readonly Binding<ItemInformation>[] = [
  identifier('ram:GlobalID', 'standardIdentifier'),
  text('ram:SellerAssignedID', 'sellersIdentifier'),
  text('ram:BuyerAssignedID', 'buyersIdentifier'),
  text('ram:Name', 'name'),
  text('ram:Description', 'description'),
  list('ram:ApplicableProductCharacteristic', 'attributes', ATTRIBUTE),
  list('ram:DesignatedProductClassification', 'classificationIdentifiers', [CLASSIFICATION]),
  group('ram:OriginTradeCountry', [text('ram:ID', 'countryOfOrigin')]),
];

function baseQuantity(price: PriceDetails): XmlNode[] {
  if (price.itemPriceBaseQuantity === undefined) return [];
  const unit = price.itemPriceBaseQuantityUnitOfMeasureCode;
  return [
    {
      tag: 'ram:BasisQuantity',
      ...(unit === undefined ? {} : { attributes: { unitCode: unit } }),
      text: price.itemPriceBaseQuantity,
    },
  ];
}

/** BG-29: the base quantity belongs to both prices; it is read from the net price, else from the gross price. */
const PRICE: Binding<PriceDetails> = {
  write: (price) => {
    const discount =
      price.itemPriceDiscount === undefined
        ? []
        : [
            {
              tag: 'ram:AppliedTradeAllowanceCharge',
              children: [
                { tag: 'ram:ChargeIndicator', children: [{ tag: 'udt:Indicator', text: 'false' }] },
                { tag: 'ram:ActualAmount', text: price.itemPriceDiscount },
              ],
            },
          ];
    const gross = price.itemGrossPrice ?? (discount.length ? price.itemNetPrice : undefined);
    const grossNode = {
      tag: 'ram:GrossPriceProductTradePrice',
      children: [{ tag: 'ram:ChargeAmount', text: gross ?? '' }, ...baseQuantity(price), ...discount],
    };
    const netNode = {
      tag: 'ram:NetPriceProductTradePrice',
      children: [{ tag: 'ram:ChargeAmount', text: price.itemNetPrice ?? '' }, ...baseQuantity(price)],
    };
    return [...(gross === undefined ? [] : [grossNode]), ...(price.itemNetPrice === undefined ? [] : [netNode])];
  },
  read: (parent, price, scope) => {
    const gross = child(parent, 'ram:GrossPriceProductTradePrice');
    const net = child(parent, 'ram:NetPriceProductTradePrice');
    const discount = gross && children(gross, 'ram:AppliedTradeAllowanceCharge').find((entry) => !isCharge(entry));
    assign(price, 'itemGrossPrice', takeNumber(gross && child(gross, 'ram:ChargeAmount'), scope));
    assign(price, 'itemPriceDiscount', takeNumber(discount && child(discount, 'ram:ActualAmount'), scope));
    assign(price, 'itemNetPrice', takeNumber(net && child(net, 'ram:ChargeAmount'), scope));
    const netQuantity = net && child(net, 'ram:BasisQuantity');
    const grossQuantity = gross && child(gross, 'ram:BasisQuantity');
    const quantity = netQuantity ?? grossQuantity;
    assign(price, 'itemPriceBaseQuantity', takeNumber(quantity, scope));
    assign(price, 'itemPriceBaseQuantityUnitOfMeasureCode', quantity?.attributes.get('unitCode')?.trim());
    if (grossQuantity && grossQuantity.text.trim() === quantity?.text.trim()) grossQuantity.taken = true;
  },
};

const BILLED_QUANTITY: Binding<InvoiceLine> = {
  write: (line) => {
    const unit = line.invoicedQuantityUnitOfMeasureCode;
    if (line.invoicedQuantity === undefined) return [];
    return [
      {
        tag: 'ram:BilledQuantity',
        ...(unit === undefined ? {} : { attributes: { unitCode: unit } }),
        text: line.invoicedQuantity,
      },
    ];
  },
  read: (parent, line, scope) => {
    const element = child(parent, 'ram:BilledQuantity');
    assign(line, 'invoicedQuantity', takeNumber(element, scope));
    assign(line, 'invoicedQuantityUnitOfMeasureCode', element?.attributes.get('unitCode')?.trim());
  },
};

/** BT-128 and further objects: `AdditionalReferencedDocument` of type 130, the scheme in `ReferenceTypeCode`. */
export const OBJECT_IDENTIFIER: Binding<InvoiceLine> = {
  write: ({ objectIdentifier: first, furtherObjectIdentifiers: further = [] }) =>
    [...(first ? [first] : []), ...further].map(objectIdentifierNode),
  read: (parent, line) => {
    const elements = children(parent, 'ram:AdditionalReferencedDocument').filter((one) => typeCodeOf(one) === '130');
    const [first, ...further] = elements.map(takeObjectIdentifier).filter((object) => object !== undefined);
    assign(line, 'objectIdentifier', first);
    if (further.length) assign(line, 'furtherObjectIdentifiers', further);
  },
};

/** VAT of a GROUP line, in the invoice currency and in the accounting currency. */
const LINE_TAX_TOTALS: Binding<InvoiceLine> = {
  write: (line, scope) =>
    [[line.vatAmount, scope.currency] as const, [line.vatAmountInAccountingCurrency, scope.accountingCurrency] as const]
      .filter(([value]) => value !== undefined)
      .map(([value, currency]) => ({
        tag: 'ram:TaxTotalAmount',
        ...(currency === undefined ? {} : { attributes: { currencyID: currency } }),
        text: value!,
      })),
  read: (parent, line, scope) => {
    for (const element of children(parent, 'ram:TaxTotalAmount')) {
      const currency = element.attributes.get('currencyID')?.trim() ?? scope.currency;
      const isMain = currency === scope.currency;
      if (!isMain && currency !== scope.accountingCurrency) continue;
      assign(line, isMain ? 'vatAmount' : 'vatAmountInAccountingCurrency', takeAmount(element, currency, scope));
    }
  },
};

/** BT-18 and BT-128. */
export function objectIdentifierNode(value: { value: string; scheme?: string }): XmlNode {
  return {
    tag: 'ram:AdditionalReferencedDocument',
    children: [
      { tag: 'ram:IssuerAssignedID', text: value.value },
      { tag: 'ram:TypeCode', text: '130' },
      ...(value.scheme === undefined ? [] : [{ tag: 'ram:ReferenceTypeCode', text: value.scheme }]),
    ],
  };
}

/** Reads BT-18 or BT-128. */
export function takeObjectIdentifier(element: XmlElement): { value: string; scheme?: string } | undefined {
  const found = takeIdentifier(child(element, 'ram:IssuerAssignedID'));
  const scheme = take(child(element, 'ram:ReferenceTypeCode'));
  take(child(element, 'ram:TypeCode'));
  return found && { value: found.value, ...(scheme === undefined ? {} : { scheme }) };
}

/** Type code of a referenced document, not marked as read. */
export function typeCodeOf(element: XmlElement): string | undefined {
  return child(element, 'ram:TypeCode')?.text.trim();
}

const LINE_VAT: readonly Binding<LineVatInformation>[] = [
  constant('ram:TypeCode', 'VAT'),
  text('ram:ExemptionReason', 'vatExemptionReasonText'),
  text('ram:CategoryCode', 'invoicedItemVatCategoryCode'),
  text('ram:ExemptionReasonCode', 'vatExemptionReasonCode'),
  number('ram:RateApplicablePercent', 'invoicedItemVatRate'),
];

/** BG-25. */
export const LINE: readonly Binding<InvoiceLine>[] = [
  group('ram:AssociatedDocumentLineDocument', [
    text('ram:LineID', 'identifier'),
    text('ram:ParentLineID', 'parentLineIdentifier'),
    text('ram:LineStatusCode', 'lineStatusCode'),
    text('ram:LineStatusReasonCode', 'lineSubtypeCode'),
    group('ram:IncludedNote', [text('ram:Content', 'note'), text('ram:SubjectCode', 'noteSubjectCode')]),
  ]),
  object('ram:SpecifiedTradeProduct', 'itemInformation', ITEM),
  group('ram:SpecifiedLineTradeAgreement', [
    group('ram:BuyerOrderReferencedDocument', [
      text('ram:IssuerAssignedID', 'purchaseOrderReference'),
      text('ram:LineID', 'referencedPurchaseOrderLineReference'),
    ]),
    inlined('priceDetails', [PRICE]),
    object('ram:ItemSellerTradeParty', 'itemSeller', PARTY),
  ]),
  group('ram:SpecifiedLineTradeDelivery', [
    BILLED_QUANTITY,
    inlined('deliveryInformation', DELIVERY),
    group('ram:DespatchAdviceReferencedDocument', [text('ram:IssuerAssignedID', 'despatchAdviceReference')]),
  ]),
  group('ram:SpecifiedLineTradeSettlement', [
    object('ram:ApplicableTradeTax', 'vatInformation', LINE_VAT),
    object('ram:BillingSpecifiedPeriod', 'period', PERIOD),
    list(
      'ram:SpecifiedTradeAllowanceCharge',
      'allowances',
      allowanceOrCharge(false, false),
      (entry) => !isCharge(entry),
    ),
    list('ram:SpecifiedTradeAllowanceCharge', 'charges', allowanceOrCharge(true, false), isCharge),
    group('ram:SpecifiedTradeSettlementLineMonetarySummation', [
      amount('ram:LineTotalAmount', 'netAmount'),
      LINE_TAX_TOTALS,
      amount('ram:GrandTotalAmount', 'amountWithVat'),
    ]),
    list('ram:InvoiceReferencedDocument', 'precedingInvoiceReferences', PRECEDING_INVOICE),
    OBJECT_IDENTIFIER,
    group('ram:ReceivableSpecifiedTradeAccountingAccount', [text('ram:ID', 'buyerAccountingReference')]),
  ]),
];
