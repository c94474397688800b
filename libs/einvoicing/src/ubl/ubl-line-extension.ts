import type { InvoiceLine } from '../model/index.js';
import type { Binding } from '../xml/xml-binding.js';
import { assign, child, children, take, takeAmount } from '../xml/xml-binding.js';
import type { XmlElement } from '../xml/xml-tree.js';
import type { XmlNode } from '../xml/xml-writer.js';
import { extendedParty } from './ubl-party.js';
import { amountNode } from './ubl-values.js';

const REFERENCE = 'cac:BillingReference';
const DOCUMENT = 'cac:InvoiceDocumentReference';
const PARENT = 'cac:BillingReferenceLine';

/**
 * What a line is (DETAIL, GROUP, INFORMATION) and the line it is a part of: UBL has no place for them, so the line
 * refers to its own invoice, as EXTENDED-CTC-FR and the French rules read it. An invoice without number has no such lines.
 */
export const KIND_OF_LINE: Binding<InvoiceLine> = {
  write: ({ lineSubtypeCode: subtype, parentLineIdentifier: parent }, { invoiceNumber }) => {
    if (invoiceNumber === undefined || (subtype === undefined && parent === undefined)) return [];
    const status: XmlNode[] = subtype === undefined ? [] : [{ tag: 'cbc:DocumentStatusCode', text: subtype }];
    const above: XmlNode[] = parent === undefined ? [] : [{ tag: PARENT, children: [{ tag: 'cbc:ID', text: parent }] }];
    const document = { tag: DOCUMENT, children: [{ tag: 'cbc:ID', text: invoiceNumber }, ...status] };
    return [{ tag: REFERENCE, children: [document, ...above] }];
  },
  read: (line, model, { invoiceNumber }) => {
    const own = children(line, REFERENCE).find((reference) => isToItself(reference, invoiceNumber));
    const document = own && child(own, DOCUMENT);
    if (!own || !document) return;
    take(child(document, 'cbc:ID'));
    const above = child(own, PARENT);
    assign(model, 'lineSubtypeCode', take(child(document, 'cbc:DocumentStatusCode')));
    assign(model, 'parentLineIdentifier', take(above && child(above, 'cbc:ID')));
  },
};

/** True if a reference of a line says what the line is, rather than naming an invoice before. */
export function isToItself(reference: XmlElement, invoiceNumber: string | undefined): boolean {
  const document = child(reference, DOCUMENT);
  if (!document || invoiceNumber === undefined) return false;
  if (child(document, 'cbc:ID')?.text.trim() !== invoiceNumber) return false;
  return child(document, 'cbc:DocumentStatusCode') !== undefined || child(reference, PARENT) !== undefined;
}

/** VAT of the part a GROUP line stands for, told apart by currency. */
export const LINE_TAX: Binding<InvoiceLine> = {
  write: ({ vatAmount, vatAmountInAccountingCurrency: accounting }, scope) => [
    ...(vatAmount === undefined ? [] : [total(vatAmount, scope.currency)]),
    ...(accounting === undefined || scope.accountingCurrency === undefined
      ? []
      : [total(accounting, scope.accountingCurrency)]),
  ],
  read: (line, model, scope) => {
    for (const element of children(line, 'cac:TaxTotal')) {
      const amount = child(element, 'cbc:TaxAmount');
      const currency = amount?.attributes.get('currencyID')?.trim() ?? scope.currency;
      if (currency === scope.currency && model.vatAmount === undefined)
        assign(model, 'vatAmount', takeAmount(amount, currency, scope));
      else if (currency === scope.accountingCurrency && model.vatAmountInAccountingCurrency === undefined)
        assign(model, 'vatAmountInAccountingCurrency', takeAmount(amount, currency, scope));
    }
  },
};

function total(amount: string, currency: string | undefined): XmlNode {
  return { tag: 'cac:TaxTotal', children: [amountNode('cbc:TaxAmount', amount, currency)] };
}

/** Who sells the item, in an invoice for several sellers; stands in the item. */
export const ITEM_SELLER = extendedParty<InvoiceLine>('itemSeller', 'cac:ManufacturerParty');
