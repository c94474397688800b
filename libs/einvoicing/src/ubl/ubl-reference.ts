import type {
  AttachedDocument,
  Identifier,
  Invoice,
  PrecedingInvoiceReference,
  SupportingDocument,
} from '../model/index.js';
import type { Binding, Draft } from '../xml/xml-binding.js';
import { assign, child, children, group, readAll, take, text, writeAll } from '../xml/xml-binding.js';
import type { XmlElement } from '../xml/xml-tree.js';
import type { XmlNode } from '../xml/xml-writer.js';
import { day, identifierNode, takeIdentifier } from './ubl-values.js';

/** A reference that stands alone in a document reference. */
export function reference<M>(tag: string, key: Parameters<typeof text<M>>[1]): Binding<M> {
  return group(tag, [text<M>('cbc:ID', key)]);
}

/** Stands for an order number where an invoice only has the seller's (BT-14): UBL demands one. */
export const NO_ORDER = 'NA';

/** BT-13 and BT-14. */
export const ORDER: Binding<Invoice> = {
  write: ({ purchaseOrderReference: order, salesOrderReference: sales }) =>
    order === undefined && sales === undefined
      ? []
      : [
          {
            tag: 'cac:OrderReference',
            children: [
              { tag: 'cbc:ID', text: order ?? NO_ORDER },
              ...(sales === undefined ? [] : [{ tag: 'cbc:SalesOrderID', text: sales }]),
            ],
          },
        ],
  read: (parent, invoice) => {
    const element = child(parent, 'cac:OrderReference');
    if (!element) return;
    const order = take(child(element, 'cbc:ID'));
    assign(invoice, 'salesOrderReference', take(child(element, 'cbc:SalesOrderID')));
    const isPlaceholder = order === NO_ORDER && invoice.salesOrderReference !== undefined;
    if (!isPlaceholder) assign(invoice, 'purchaseOrderReference', order);
  },
};

const PRECEDING: readonly Binding<PrecedingInvoiceReference>[] = [
  text('cbc:ID', 'reference'),
  day('cbc:IssueDate', 'issueDate'),
  text('cbc:DocumentTypeCode', 'typeCode'),
];

/** BG-3, of the invoice or of a line; `isOther` tells references that mean something else. */
export function precedingInvoices<M>(
  key: keyof M,
  isOther: (reference: XmlElement, invoiceNumber: string | undefined) => boolean = () => false,
): Binding<M> {
  return {
    write: (model, scope) =>
      ((model[key] ?? []) as readonly PrecedingInvoiceReference[]).map((entry) => ({
        tag: 'cac:BillingReference',
        children: [{ tag: 'cac:InvoiceDocumentReference', children: writeAll(PRECEDING, entry, scope) }],
      })),
    read: (parent, model, scope) => {
      const found: PrecedingInvoiceReference[] = [];
      for (const element of children(parent, 'cac:BillingReference')) {
        if (isOther(element, scope.invoiceNumber)) continue;
        const inner =
          child(element, 'cac:InvoiceDocumentReference') ?? child(element, 'cac:CreditNoteDocumentReference');
        if (!inner) continue;
        const entry: Draft<PrecedingInvoiceReference> = {};
        readAll(PRECEDING, inner, entry, scope);
        found.push(entry);
      }
      if (found.length) assign(model, key, found);
    },
  };
}

const attachment: Binding<SupportingDocument> = {
  write: ({ attachedDocument: attached, externalDocumentLocation: uri }): XmlNode[] => {
    if (attached === undefined && uri === undefined) return [];
    const object: XmlNode[] = attached
      ? [
          {
            tag: 'cbc:EmbeddedDocumentBinaryObject',
            attributes: {
              ...(attached.mimeCode === undefined ? {} : { mimeCode: attached.mimeCode }),
              ...(attached.filename === undefined ? {} : { filename: attached.filename }),
            },
            text: attached.content ?? '',
          },
        ]
      : [];
    const external: XmlNode[] =
      uri === undefined ? [] : [{ tag: 'cac:ExternalReference', children: [{ tag: 'cbc:URI', text: uri }] }];
    return [{ tag: 'cac:Attachment', children: [...object, ...external] }];
  },
  read: (parent, document) => {
    const element = child(parent, 'cac:Attachment');
    if (!element) return;
    const external = child(element, 'cac:ExternalReference');
    assign(document, 'externalDocumentLocation', take(external && child(external, 'cbc:URI')));
    const object = child(element, 'cbc:EmbeddedDocumentBinaryObject');
    if (!object) return;
    const attached: Draft<AttachedDocument> = {};
    assign(attached, 'content', take(object)?.replace(/\s+/g, ''));
    assign(attached, 'mimeCode', object.attributes.get('mimeCode')?.trim());
    assign(attached, 'filename', object.attributes.get('filename'));
    if (Object.keys(attached).length) document.attachedDocument = attached;
  },
};

const SUPPORTING: readonly Binding<SupportingDocument>[] = [
  text('cbc:ID', 'reference'),
  text('cbc:DocumentDescription', 'description'),
  attachment,
];

const objectNode = (object: Identifier): XmlNode => ({
  tag: 'cac:AdditionalDocumentReference',
  children: [identifierNode('cbc:ID', object), { tag: 'cbc:DocumentTypeCode', text: '130' }],
});

/** One tag: type 130 is the invoiced object (BT-18), 50 the project of a credit note (BT-11), others support (BG-24). */
export function additionalDocuments(isCreditNote: boolean): Binding<Invoice> {
  const tag = 'cac:AdditionalDocumentReference';
  return {
    write: (invoice, scope) => [
      ...(invoice.invoicedObjectIdentifier ? [objectNode(invoice.invoicedObjectIdentifier)] : []),
      ...(invoice.furtherInvoicedObjectIdentifiers ?? []).map(objectNode),
      ...(isCreditNote && invoice.projectReference !== undefined
        ? [
            {
              tag,
              children: [
                { tag: 'cbc:ID', text: invoice.projectReference },
                { tag: 'cbc:DocumentTypeCode', text: '50' },
              ],
            },
          ]
        : []),
      ...(invoice.additionalSupportingDocuments ?? []).map((document) => ({
        tag,
        children: writeAll(SUPPORTING, document, scope),
      })),
    ],
    read: (parent, invoice, scope) => {
      const supporting: SupportingDocument[] = [];
      const objects: Identifier[] = [];
      for (const element of children(parent, tag)) {
        const type = child(element, 'cbc:DocumentTypeCode');
        const code = type?.text.trim();
        if (code === '130') {
          take(type);
          objects.push(...takeObject(element));
        } else if (code === '50' && isCreditNote && invoice.projectReference === undefined) {
          take(type);
          assign(invoice, 'projectReference', take(child(element, 'cbc:ID')));
        } else {
          // 916 says what an element without a type is anyway.
          if (code === '916') take(type);
          const document: Draft<SupportingDocument> = {};
          readAll(SUPPORTING, element, document, scope);
          supporting.push(document);
        }
      }
      const [first, ...others] = objects;
      assign(invoice, 'invoicedObjectIdentifier', first);
      if (others.length) invoice.furtherInvoicedObjectIdentifiers = others;
      if (supporting.length) invoice.additionalSupportingDocuments = supporting;
    },
  };
}

function takeObject(element: XmlElement): Identifier[] {
  const found = takeIdentifier(child(element, 'cbc:ID'));
  return found ? [found] : [];
}
