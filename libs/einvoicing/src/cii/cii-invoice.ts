import type {
  AttachedDocument,
  Identifier,
  Invoice,
  InvoiceNote,
  ProcessControl,
  SupportingDocument,
} from '../model/index.js';
import type { XmlNode } from '../xml/xml-writer.js';
import type { Binding, Draft } from '../xml/xml-binding.js';
import {
  assign,
  child,
  children,
  group,
  inlined,
  list,
  object,
  readAll,
  take,
  text,
  writeAll,
} from '../xml/xml-binding.js';
import { day } from './cii-date.js';
import { LINE, objectIdentifierNode, takeObjectIdentifier, typeCodeOf } from './cii-line.js';
import { DELIVERY } from './cii-delivery.js';
import { PARTY, TAX_REPRESENTATIVE } from './cii-party.js';
import { SETTLEMENT } from './cii-settlement.js';

/** BT-125: bytes in base64 with type and name. */
const ATTACHMENT: Binding<SupportingDocument> = {
  write: (document) => {
    const attached = document.attachedDocument;
    if (attached === undefined) return [];
    const attributes = {
      ...(attached.mimeCode === undefined ? {} : { mimeCode: attached.mimeCode }),
      ...(attached.filename === undefined ? {} : { filename: attached.filename }),
    };
    return [{ tag: 'ram:AttachmentBinaryObject', attributes, text: attached.content ?? '' }];
  },
  read: (parent, document) => {
    const element = child(parent, 'ram:AttachmentBinaryObject');
    if (!element) return;
    const attached: Draft<AttachedDocument> = {};
    assign(attached, 'content', take(element)?.replace(/\s+/g, ''));
    assign(attached, 'mimeCode', element.attributes.get('mimeCode')?.trim());
    assign(attached, 'filename', element.attributes.get('filename'));
    if (Object.keys(attached).length) document.attachedDocument = attached;
  },
};

const SUPPORTING_DOCUMENT: readonly Binding<SupportingDocument>[] = [
  text('ram:IssuerAssignedID', 'reference'),
  text('ram:URIID', 'externalDocumentLocation'),
  { write: () => [{ tag: 'ram:TypeCode', text: '916' }], read: (parent) => void take(child(parent, 'ram:TypeCode')) },
  text('ram:Name', 'description'),
  ATTACHMENT,
];

/** One tag, three terms: type 50 is BT-17, 130 is BT-18, 916 a supporting document (BG-24). */
const REFERENCED_DOCUMENTS: Binding<Invoice> = {
  write: (invoice, scope) => {
    const tag = 'ram:AdditionalReferencedDocument';
    const tender = invoice.tenderOrLotReference;
    return [
      ...(tender === undefined
        ? []
        : [
            {
              tag,
              children: [
                { tag: 'ram:IssuerAssignedID', text: tender },
                { tag: 'ram:TypeCode', text: '50' },
              ],
            },
          ]),
      ...(invoice.invoicedObjectIdentifier ? [objectIdentifierNode(invoice.invoicedObjectIdentifier)] : []),
      ...(invoice.furtherInvoicedObjectIdentifiers ?? []).map(objectIdentifierNode),
      ...(invoice.additionalSupportingDocuments ?? []).map((document) => ({
        tag,
        children: writeAll(SUPPORTING_DOCUMENT, document, scope),
      })),
    ];
  },
  read: (parent, invoice, scope) => {
    const documents: SupportingDocument[] = [];
    const furtherObjects: Identifier[] = [];
    for (const element of children(parent, 'ram:AdditionalReferencedDocument')) {
      const type = typeCodeOf(element);
      if (type === '50' && invoice.tenderOrLotReference === undefined) {
        take(child(element, 'ram:TypeCode'));
        assign(invoice, 'tenderOrLotReference', take(child(element, 'ram:IssuerAssignedID')));
      } else if (type === '130' && invoice.invoicedObjectIdentifier === undefined) {
        assign(invoice, 'invoicedObjectIdentifier', takeObjectIdentifier(element));
      } else if (type === '130') {
        const found = takeObjectIdentifier(element);
        if (found) furtherObjects.push(found);
      } else if (type === '916' || type === undefined) {
        // Without a type it says nothing but that it supports the invoice.
        const document: Draft<SupportingDocument> = {};
        readAll(SUPPORTING_DOCUMENT, element, document, scope);
        documents.push(document);
      }
    }
    if (furtherObjects.length) invoice.furtherInvoicedObjectIdentifiers = furtherObjects;
    if (documents.length) invoice.additionalSupportingDocuments = documents;
  },
};

/** BT-11: CII demands a name beside the identifier; the model has none. */
const PROJECT: Binding<Invoice> = {
  write: (invoice): XmlNode[] =>
    invoice.projectReference === undefined
      ? []
      : [
          {
            tag: 'ram:SpecifiedProcuringProject',
            children: [
              { tag: 'ram:ID', text: invoice.projectReference },
              { tag: 'ram:Name', text: 'Project reference' },
            ],
          },
        ],
  read: (parent, invoice) => {
    const element = child(parent, 'ram:SpecifiedProcuringProject');
    if (!element) return;
    assign(invoice, 'projectReference', take(child(element, 'ram:ID')));
    const name = child(element, 'ram:Name');
    if (name && [invoice.projectReference, 'project reference', ''].includes(name.text.trim().toLowerCase()))
      take(name);
  },
};

const NOTE: readonly Binding<InvoiceNote>[] = [text('ram:Content', 'note'), text('ram:SubjectCode', 'subjectCode')];

const PROCESS_CONTROL: readonly Binding<ProcessControl>[] = [
  group('ram:BusinessProcessSpecifiedDocumentContextParameter', [text('ram:ID', 'businessProcessType')]),
  group('ram:GuidelineSpecifiedDocumentContextParameter', [text('ram:ID', 'specificationIdentifier')]),
];

/** A reference that stands alone in a referenced document. */
function reference(tag: string, key: Parameters<typeof text<Invoice>>[1]): Binding<Invoice> {
  return group(tag, [text<Invoice>('ram:IssuerAssignedID', key)]);
}

const AGREEMENT: readonly Binding<Invoice>[] = [
  text('ram:BuyerReference', 'buyerReference'),
  object('ram:SellerTradeParty', 'seller', PARTY, true),
  object('ram:BuyerTradeParty', 'buyer', PARTY, true),
  object('ram:SalesAgentTradeParty', 'salesAgent', PARTY),
  object('ram:SellerTaxRepresentativeTradeParty', 'sellerTaxRepresentative', TAX_REPRESENTATIVE),
  reference('ram:SellerOrderReferencedDocument', 'salesOrderReference'),
  reference('ram:BuyerOrderReferencedDocument', 'purchaseOrderReference'),
  reference('ram:ContractReferencedDocument', 'contractReference'),
  REFERENCED_DOCUMENTS,
  object('ram:BuyerAgentTradeParty', 'buyerAgent', PARTY),
  PROJECT,
];

/** The whole of `rsm:CrossIndustryInvoice`, in schema order. */
export const CROSS_INDUSTRY_INVOICE: readonly Binding<Invoice>[] = [
  group('rsm:ExchangedDocumentContext', [inlined('processControl', PROCESS_CONTROL)]),
  group('rsm:ExchangedDocument', [
    text('ram:ID', 'invoiceNumber'),
    text('ram:TypeCode', 'invoiceTypeCode'),
    day('ram:IssueDateTime', 'invoiceIssueDate'),
    list('ram:IncludedNote', 'notes', NOTE),
  ]),
  group('rsm:SupplyChainTradeTransaction', [
    list('ram:IncludedSupplyChainTradeLineItem', 'lines', LINE),
    group('ram:ApplicableHeaderTradeAgreement', AGREEMENT, true),
    group(
      'ram:ApplicableHeaderTradeDelivery',
      [
        inlined('deliveryInformation', DELIVERY),
        reference('ram:DespatchAdviceReferencedDocument', 'despatchAdviceReference'),
        reference('ram:ReceivingAdviceReferencedDocument', 'receivingAdviceReference'),
      ],
      true,
    ),
    group('ram:ApplicableHeaderTradeSettlement', SETTLEMENT, true),
  ]),
];
