import { decimal } from '../arithmetic/decimal.js';
import type {
  InvoiceLine,
  ItemAttribute,
  ItemClassification,
  ItemInformation,
  LineVatInformation,
  Period,
  PriceDetails,
} from '../model/index.js';
import type { Binding, Draft } from '../xml/xml-binding.js';
import {
  assign,
  child,
  children,
  group,
  list,
  number,
  object,
  readAll,
  take,
  takeNumber,
  text,
  writeAll,
} from '../xml/xml-binding.js';
import type { XmlNode } from '../xml/xml-writer.js';
import { DELIVERY } from './ubl-delivery.js';
import { isToItself, ITEM_SELLER, KIND_OF_LINE, LINE_TAX } from './ubl-line-extension.js';
import { precedingInvoices } from './ubl-reference.js';
import { allowancesAndCharges, SCHEME } from './ubl-tax.js';
import { amountNode, day, identifier, identifierNode, money, takeIdentifier, unitAttribute } from './ubl-values.js';

/** BG-26. */
const PERIOD: readonly Binding<Period>[] = [day('cbc:StartDate', 'startDate'), day('cbc:EndDate', 'endDate')];

/** BT-129 and BT-130: the tag says which kind of document it is. */
function quantity(tag: string): Binding<InvoiceLine> {
  return {
    write: (line) =>
      line.invoicedQuantity === undefined
        ? []
        : [{ tag, ...unitAttribute(line.invoicedQuantityUnitOfMeasureCode), text: line.invoicedQuantity }],
    read: (parent, line, scope) => {
      const element = child(parent, tag);
      assign(line, 'invoicedQuantity', takeNumber(element, scope));
      assign(line, 'invoicedQuantityUnitOfMeasureCode', element?.attributes.get('unitCode')?.trim());
    },
  };
}

/** The order of a line: its number is an extension, its line BT-132. */
const ORDER_LINE: Binding<InvoiceLine> = {
  write: ({ purchaseOrderReference: order, referencedPurchaseOrderLineReference: line }) =>
    order === undefined && line === undefined
      ? []
      : [
          {
            tag: 'cac:OrderLineReference',
            children: [
              { tag: 'cbc:LineID', text: line ?? NO_LINE },
              ...(order === undefined
                ? []
                : [{ tag: 'cac:OrderReference', children: [{ tag: 'cbc:ID', text: order }] }]),
            ],
          },
        ],
  read: (parent, line) => {
    const element = child(parent, 'cac:OrderLineReference');
    if (!element) return;
    const order = child(element, 'cac:OrderReference');
    const number = take(child(element, 'cbc:LineID'));
    assign(line, 'purchaseOrderReference', take(order && child(order, 'cbc:ID')));
    if (number !== NO_LINE || !order) assign(line, 'referencedPurchaseOrderLineReference', number);
  },
};

/** Stands for the line of an order that is named as a whole: UBL demands one. */
const NO_LINE = 'NA';

const DESPATCH: Binding<InvoiceLine> = {
  write: ({ despatchAdviceReference: advice }) =>
    advice === undefined
      ? []
      : [
          {
            tag: 'cac:DespatchLineReference',
            children: [
              { tag: 'cbc:LineID', text: NO_LINE },
              { tag: 'cac:DocumentReference', children: [{ tag: 'cbc:ID', text: advice }] },
            ],
          },
        ],
  read: (parent, line) => {
    const element = child(parent, 'cac:DespatchLineReference');
    const document = element && child(element, 'cac:DocumentReference');
    const number = element && child(element, 'cbc:LineID');
    assign(line, 'despatchAdviceReference', take(document && child(document, 'cbc:ID')));
    if (number?.text.trim() === NO_LINE) take(number);
  },
};

/** BT-128 and further objects. */
const OBJECT: Binding<InvoiceLine> = {
  write: ({ objectIdentifier: first, furtherObjectIdentifiers: further = [] }) =>
    [...(first ? [first] : []), ...further].map((object) => ({
      tag: 'cac:DocumentReference',
      children: [identifierNode('cbc:ID', object), { tag: 'cbc:DocumentTypeCode', text: '130' }],
    })),
  read: (parent, line) => {
    const elements = children(parent, 'cac:DocumentReference').filter((one) => {
      const type = child(one, 'cbc:DocumentTypeCode')?.text.trim();
      return type === undefined || type === '130';
    });
    const objects = elements.map((element) => {
      take(child(element, 'cbc:DocumentTypeCode'));
      return takeIdentifier(child(element, 'cbc:ID'));
    });
    const [first, ...further] = objects.filter((object) => object !== undefined);
    assign(line, 'objectIdentifier', first);
    if (further.length) assign(line, 'furtherObjectIdentifiers', further);
  },
};

const CLASSIFICATION: Binding<ItemClassification> = {
  write: ({ value, scheme, schemeVersion }) => {
    const attributes = {
      ...(scheme === undefined ? {} : { listID: scheme }),
      ...(schemeVersion === undefined ? {} : { listVersionID: schemeVersion }),
    };
    return [{ tag: 'cbc:ItemClassificationCode', attributes, text: value }];
  },
  read: (parent, classification) => {
    const element = child(parent, 'cbc:ItemClassificationCode');
    assign(classification, 'value', take(element));
    assign(classification, 'scheme', element?.attributes.get('listID')?.trim());
    assign(classification, 'schemeVersion', element?.attributes.get('listVersionID')?.trim());
  },
};

const MEASURED: Binding<ItemAttribute> = {
  write: ({ measuredValue, measuredValueUnit }) =>
    measuredValue === undefined
      ? []
      : [{ tag: 'cbc:ValueQuantity', ...unitAttribute(measuredValueUnit), text: measuredValue }],
  read: (parent, attribute, scope) => {
    const element = child(parent, 'cbc:ValueQuantity');
    assign(attribute, 'measuredValue', takeNumber(element, scope));
    assign(attribute, 'measuredValueUnit', element?.attributes.get('unitCode')?.trim());
  },
};

/** UBL wants a name on every attribute: a code alone stands for it too. */
const ATTRIBUTE: readonly Binding<ItemAttribute>[] = [
  {
    write: ({ name, code }) =>
      name === undefined && code === undefined ? [] : [{ tag: 'cbc:Name', text: name ?? code! }],
    read: (parent, attribute) => {
      const name = take(child(parent, 'cbc:Name'));
      if (name !== child(parent, 'cbc:NameCode')?.text.trim()) assign(attribute, 'name', name);
    },
  },
  text('cbc:NameCode', 'code'),
  text('cbc:Value', 'value'),
  MEASURED,
];

const ITEM: readonly Binding<ItemInformation>[] = [
  text('cbc:Description', 'description'),
  text('cbc:Name', 'name'),
  group('cac:BuyersItemIdentification', [text('cbc:ID', 'buyersIdentifier')]),
  group('cac:SellersItemIdentification', [text('cbc:ID', 'sellersIdentifier')]),
  group('cac:StandardItemIdentification', [identifier('cbc:ID', 'standardIdentifier')]),
  group('cac:OriginCountry', [text('cbc:IdentificationCode', 'countryOfOrigin')]),
  list('cac:CommodityClassification', 'classificationIdentifiers', [CLASSIFICATION]),
];

const VAT: readonly Binding<LineVatInformation>[] = [
  text('cbc:ID', 'invoicedItemVatCategoryCode'),
  number('cbc:Percent', 'invoicedItemVatRate'),
  text('cbc:TaxExemptionReasonCode', 'vatExemptionReasonCode'),
  text('cbc:TaxExemptionReason', 'vatExemptionReasonText'),
  SCHEME,
];

const ATTRIBUTES: readonly Binding<ItemInformation>[] = [list('cac:AdditionalItemProperty', 'attributes', ATTRIBUTE)];

/** BG-31 and BG-30 share an element, the VAT between the classifications and the attributes. */
const ITEM_AND_VAT: Binding<InvoiceLine> = {
  write: (line, scope) => {
    const item = line.itemInformation ?? {};
    const vat: XmlNode[] = line.vatInformation
      ? [{ tag: 'cac:ClassifiedTaxCategory', children: writeAll(VAT, line.vatInformation, scope) }]
      : [];
    return [
      {
        tag: 'cac:Item',
        children: [
          ...writeAll(ITEM, item, scope),
          ...vat,
          ...writeAll(ATTRIBUTES, item, scope),
          ...ITEM_SELLER.write(line, scope),
        ],
      },
    ];
  },
  read: (parent, line, scope) => {
    const element = child(parent, 'cac:Item');
    if (!element) return;
    const item: Draft<ItemInformation> = {};
    readAll([...ITEM, ...ATTRIBUTES], element, item, scope);
    if (Object.keys(item).length) line.itemInformation = item;
    ITEM_SELLER.read(element, line, scope);
    const category = child(element, 'cac:ClassifiedTaxCategory');
    if (!category) return;
    const vat: Draft<LineVatInformation> = {};
    readAll(VAT, category, vat, scope);
    if (Object.keys(vat).length) line.vatInformation = vat;
  },
};

/** BG-29. A gross price needs its discount in UBL: what is missing is the difference to the net price. */
const PRICE: Binding<PriceDetails> = {
  write: (price, scope) => {
    const {
      itemNetPrice: net,
      itemGrossPrice: gross,
      itemPriceDiscount: discount,
      itemPriceBaseQuantity: base,
    } = price;
    if (net === undefined) return [];
    const reduction =
      discount ??
      (gross === undefined
        ? undefined
        : decimal(gross)
            ?.minus(decimal(net) ?? 0)
            .toFixed());
    const allowance: XmlNode[] =
      reduction === undefined
        ? []
        : [
            {
              tag: 'cac:AllowanceCharge',
              children: [
                { tag: 'cbc:ChargeIndicator', text: 'false' },
                amountNode('cbc:Amount', reduction, scope.currency),
                ...(gross === undefined ? [] : [amountNode('cbc:BaseAmount', gross, scope.currency)]),
              ],
            },
          ];
    const unit = unitAttribute(price.itemPriceBaseQuantityUnitOfMeasureCode);
    return [
      {
        tag: 'cac:Price',
        children: [
          amountNode('cbc:PriceAmount', net, scope.currency),
          ...(base === undefined ? [] : [{ tag: 'cbc:BaseQuantity', ...unit, text: base }]),
          ...allowance,
        ],
      },
    ];
  },
  read: (parent, price, scope) => {
    const element = child(parent, 'cac:Price');
    if (!element) return;
    assign(price, 'itemNetPrice', takeNumber(child(element, 'cbc:PriceAmount'), scope));
    const base = child(element, 'cbc:BaseQuantity');
    assign(price, 'itemPriceBaseQuantity', takeNumber(base, scope));
    assign(price, 'itemPriceBaseQuantityUnitOfMeasureCode', base?.attributes.get('unitCode')?.trim());
    const allowance = child(element, 'cac:AllowanceCharge');
    if (!allowance) return;
    take(child(allowance, 'cbc:ChargeIndicator'));
    const discount = takeNumber(child(allowance, 'cbc:Amount'), scope);
    assign(price, 'itemGrossPrice', takeNumber(child(allowance, 'cbc:BaseAmount'), scope));
    // `0` is what a gross price without discount is written with.
    if (discount !== '0') assign(price, 'itemPriceDiscount', discount);
  },
};

const NOTE: readonly Binding<InvoiceLine>[] = [text('cbc:Note', 'note')];

/** BG-25 in an invoice or a credit note, in the order both schemas share but for allowances. */
export function line(isCreditNote: boolean): readonly Binding<InvoiceLine>[] {
  return [
    text('cbc:ID', 'identifier'),
    ...NOTE,
    quantity(isCreditNote ? 'cbc:CreditedQuantity' : 'cbc:InvoicedQuantity'),
    money('cbc:LineExtensionAmount', 'netAmount'),
    text('cbc:AccountingCost', 'buyerAccountingReference'),
    object('cac:InvoicePeriod', 'period', PERIOD),
    ORDER_LINE,
    DESPATCH,
    KIND_OF_LINE,
    precedingInvoices('precedingInvoiceReferences', isToItself),
    OBJECT,
    object('cac:Delivery', 'deliveryInformation', DELIVERY),
    allowancesAndCharges('allowances', 'charges'),
    LINE_TAX,
    ITEM_AND_VAT,
    {
      write: (model, scope) => (model.priceDetails ? PRICE.write(model.priceDetails, scope) : []),
      read: (parent, model, scope) => {
        const price: Draft<PriceDetails> = {};
        PRICE.read(parent, price, scope);
        if (Object.keys(price).length) model.priceDetails = price;
      },
    },
  ];
}
