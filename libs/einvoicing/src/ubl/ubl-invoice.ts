import type {
  DeliveryInformation,
  DocumentTotals,
  Invoice,
  Party,
  Payee,
  Period,
  ProcessControl,
} from '../model/index.js';
import type { Binding, Draft, XmlScope } from '../xml/xml-binding.js';
import { assign, child, group, inlined, list, object, readAll, take, text, writeAll } from '../xml/xml-binding.js';
import type { XmlNode } from '../xml/xml-writer.js';
import { DELIVERY } from './ubl-delivery.js';
import { line } from './ubl-line.js';
import { NOTES } from './ubl-note.js';
import {
  extendedParty,
  identificationNode,
  PARTY,
  PAYEE,
  SEPA,
  takeCreditor,
  TAX_REPRESENTATIVE,
} from './ubl-party.js';
import { PAYMENT_TERMS, paymentMeans } from './ubl-payment.js';
import { additionalDocuments, ORDER, precedingInvoices, reference } from './ubl-reference.js';
import { allowancesAndCharges, TAX_TOTALS, TOTALS } from './ubl-tax.js';
import { day } from './ubl-values.js';

const PROCESS_CONTROL: readonly Binding<ProcessControl>[] = [
  text('cbc:CustomizationID', 'specificationIdentifier'),
  text('cbc:ProfileID', 'businessProcessType'),
];

const PERIOD: readonly Binding<Period>[] = [day('cbc:StartDate', 'startDate'), day('cbc:EndDate', 'endDate')];

/** BG-14 and BT-8 share an element. */
const INVOICE_PERIOD: Binding<Invoice> = {
  write: (invoice, scope) => {
    const period = writeAll(PERIOD, invoice.deliveryInformation?.invoicingPeriod ?? {}, scope);
    const code = invoice.valueAddedTaxPointDateCode;
    const inner = [...period, ...(code === undefined ? [] : [{ tag: 'cbc:DescriptionCode', text: code }])];
    return inner.length ? [{ tag: 'cac:InvoicePeriod', children: inner }] : [];
  },
  read: (parent, invoice, scope) => {
    const element = child(parent, 'cac:InvoicePeriod');
    if (!element) return;
    assign(invoice, 'valueAddedTaxPointDateCode', take(child(element, 'cbc:DescriptionCode')));
    const period: Draft<Period> = {};
    readAll(PERIOD, element, period, scope);
    if (Object.keys(period).length)
      invoice.deliveryInformation = { ...invoice.deliveryInformation, invoicingPeriod: period };
  },
};

/** BT-90 stands among the identifiers of the payee, or of the seller where there is no payee. */
function withCreditor(invoice: Invoice, isPayee: boolean): XmlNode[] {
  const creditor = invoice.paymentInstructions?.directDebit?.bankAssignedCreditorIdentifier;
  const here = (invoice.payee !== undefined) === isPayee;
  return creditor !== undefined && here ? [identificationNode({ value: creditor, scheme: SEPA })] : [];
}

/** The parts of a party with the creditor identifier in its place, after the electronic address and the identifiers. */
function partyNodes<M>(bindings: readonly Binding<M>[], model: M, creditor: XmlNode[], scope: XmlScope): XmlNode[] {
  const nodes = writeAll(bindings, model, scope);
  const isBefore = (node: XmlNode): boolean => ['cbc:EndpointID', 'cac:PartyIdentification'].includes(node.tag);
  return [...nodes.filter(isBefore), ...creditor, ...nodes.filter((node) => !isBefore(node))];
}

function takeCreditorOf(parent: Parameters<Binding<Invoice>['read']>[0], invoice: Draft<Invoice>): void {
  const creditor = takeCreditor(parent);
  if (creditor === undefined) return;
  const payment = invoice.paymentInstructions;
  invoice.paymentInstructions = {
    ...payment,
    directDebit: { ...payment?.directDebit, bankAssignedCreditorIdentifier: creditor },
  };
}

/** Parties behind the seller and the buyer, which EXTENDED-CTC-FR puts into theirs. */
const BEHIND: Readonly<Record<'seller' | 'buyer', readonly Binding<Invoice>[]>> = {
  seller: [
    extendedParty('salesAgent', 'cac:AgentParty'),
    extendedParty('invoicer', 'cac:ServiceProviderParty', 'cac:Party'),
  ],
  buyer: [
    extendedParty('buyerAgent', 'cac:AgentParty'),
    extendedParty('invoicee', 'cac:ServiceProviderParty', 'cac:Party'),
  ],
};

/** BG-4 and BG-7. */
function role(tag: string, key: 'seller' | 'buyer'): Binding<Invoice> {
  return {
    write: (invoice, scope) => {
      const creditor = key === 'seller' ? withCreditor(invoice, false) : [];
      const party = partyNodes<Party>(PARTY, invoice[key] ?? {}, creditor, scope);
      const behind = writeAll(BEHIND[key], invoice, scope);
      return [{ tag, children: [{ tag: 'cac:Party', children: [...party, ...behind] }] }];
    },
    read: (parent, invoice, scope) => {
      const outer = child(parent, tag);
      const element = outer && child(outer, 'cac:Party');
      if (!element) return;
      const party: Draft<Party> = {};
      readAll(PARTY, element, party, scope);
      if (Object.keys(party).length) invoice[key] = party;
      readAll(BEHIND[key], element, invoice, scope);
      if (key === 'seller') takeCreditorOf(element, invoice);
    },
  };
}

const PAYEE_PARTY: Binding<Invoice> = {
  write: (invoice, scope) =>
    invoice.payee === undefined
      ? []
      : [
          {
            tag: 'cac:PayeeParty',
            children: partyNodes<Payee>(PAYEE, invoice.payee, withCreditor(invoice, true), scope),
          },
        ],
  read: (parent, invoice, scope) => {
    const element = child(parent, 'cac:PayeeParty');
    if (!element) return;
    const payee: Draft<Payee> = {};
    readAll(PAYEE, element, payee, scope);
    if (Object.keys(payee).length) invoice.payee = payee;
    takeCreditorOf(element, invoice);
  },
};

/** BT-111 and BT-110 are in the tax totals; here the rest of BG-22, which UBL always has. */
const MONETARY_TOTAL: Binding<Invoice> = {
  write: (invoice, scope) => [
    { tag: 'cac:LegalMonetaryTotal', children: writeAll(TOTALS, invoice.documentTotals ?? {}, scope) },
  ],
  read: (parent, invoice, scope) => {
    const element = child(parent, 'cac:LegalMonetaryTotal');
    if (!element) return;
    const totals: Draft<DocumentTotals> = { ...invoice.documentTotals };
    readAll(TOTALS, element, totals, scope);
    if (Object.keys(totals).length) invoice.documentTotals = totals;
  },
};

const HEAD: readonly Binding<Invoice>[] = [
  inlined('processControl', PROCESS_CONTROL),
  text('cbc:ID', 'invoiceNumber'),
  day('cbc:IssueDate', 'invoiceIssueDate'),
];
const CURRENCIES: readonly Binding<Invoice>[] = [
  text('cbc:DocumentCurrencyCode', 'invoiceCurrencyCode'),
  text('cbc:TaxCurrencyCode', 'vatAccountingCurrencyCode'),
  text('cbc:AccountingCost', 'buyerAccountingReference'),
  text('cbc:BuyerReference', 'buyerReference'),
  INVOICE_PERIOD,
  ORDER,
  precedingInvoices('precedingInvoiceReferences'),
  reference('cac:DespatchDocumentReference', 'despatchAdviceReference'),
  reference('cac:ReceiptDocumentReference', 'receivingAdviceReference'),
];
const PARTIES: readonly Binding<Invoice>[] = [
  role('cac:AccountingSupplierParty', 'seller'),
  role('cac:AccountingCustomerParty', 'buyer'),
  PAYEE_PARTY,
  object('cac:TaxRepresentativeParty', 'sellerTaxRepresentative', TAX_REPRESENTATIVE),
  group('cac:Delivery', [inlined<Invoice, DeliveryInformation>('deliveryInformation', DELIVERY)]),
];
const TENDER = reference<Invoice>('cac:OriginatorDocumentReference', 'tenderOrLotReference');
const CONTRACT = reference<Invoice>('cac:ContractDocumentReference', 'contractReference');
const ENTRIES = allowancesAndCharges<Invoice>('documentLevelAllowances', 'documentLevelCharges');

/** `Invoice`, in schema order. */
export const UBL_INVOICE: readonly Binding<Invoice>[] = [
  ...HEAD,
  day('cbc:DueDate', 'paymentDueDate'),
  text('cbc:InvoiceTypeCode', 'invoiceTypeCode'),
  NOTES,
  day('cbc:TaxPointDate', 'valueAddedTaxPointDate'),
  ...CURRENCIES,
  TENDER,
  CONTRACT,
  additionalDocuments(false),
  reference('cac:ProjectReference', 'projectReference'),
  ...PARTIES,
  paymentMeans(false),
  PAYMENT_TERMS,
  ENTRIES,
  TAX_TOTALS,
  MONETARY_TOTAL,
  list('cac:InvoiceLine', 'lines', line(false)),
];

/** `CreditNote`, in schema order, which is not quite that of the invoice. */
export const UBL_CREDIT_NOTE: readonly Binding<Invoice>[] = [
  ...HEAD,
  day('cbc:TaxPointDate', 'valueAddedTaxPointDate'),
  text('cbc:CreditNoteTypeCode', 'invoiceTypeCode'),
  NOTES,
  ...CURRENCIES,
  CONTRACT,
  additionalDocuments(true),
  TENDER,
  ...PARTIES,
  paymentMeans(true),
  PAYMENT_TERMS,
  ENTRIES,
  TAX_TOTALS,
  MONETARY_TOTAL,
  list('cac:CreditNoteLine', 'lines', line(true)),
];
