import type { CreditTransfer, DirectDebit, Invoice, PaymentCard, PaymentInstructions } from '../model/index.js';
import type { Binding, Draft, XmlScope } from '../xml/xml-binding.js';
import { assign, child, children, group, readAll, take, takeAmount, text, writeAll } from '../xml/xml-binding.js';
import type { XmlElement } from '../xml/xml-tree.js';
import type { XmlNode } from '../xml/xml-writer.js';
import { extendedParty } from './ubl-party.js';
import { amountNode, takeDay } from './ubl-values.js';

/** UNTDID 4461: the means is not defined. UBL needs a code to carry a reference, or the due date of a credit note. */
const UNDEFINED_MEANS = '1';
/** UBL demands a card network, which the standard does not have. */
const NO_NETWORK = 'NA';

const TRANSFER: readonly Binding<CreditTransfer>[] = [
  text('cbc:ID', 'paymentAccountIdentifier'),
  text('cbc:Name', 'paymentAccountName'),
  group('cac:FinancialInstitutionBranch', [text('cbc:ID', 'paymentServiceProviderIdentifier')]),
];
const MANDATE: readonly Binding<DirectDebit>[] = [
  text('cbc:ID', 'mandateReferenceIdentifier'),
  group('cac:PayerFinancialAccount', [text('cbc:ID', 'debitedAccountIdentifier')]),
];

/** Who pays, if not the buyer: in EXTENDED-CTC-FR, between the number of the mandate and the account. */
const PAYER = extendedParty<Invoice>('payer', 'cac:PayerParty');

function mandateNodes(invoice: Invoice, scope: XmlScope): XmlNode[] {
  const { bankAssignedCreditorIdentifier: _creditor, ...debit } = invoice.paymentInstructions?.directDebit ?? {};
  const [number, account] = MANDATE.map((binding) => binding.write(debit, scope));
  return [...number!, ...PAYER.write(invoice, scope), ...account!];
}

function cardNode(card: PaymentCard): XmlNode {
  return {
    tag: 'cac:CardAccount',
    children: [
      { tag: 'cbc:PrimaryAccountNumberID', text: card.primaryAccountNumber ?? '' },
      { tag: 'cbc:NetworkID', text: NO_NETWORK },
      ...(card.holderName === undefined ? [] : [{ tag: 'cbc:HolderName', text: card.holderName }]),
    ],
  };
}

/** BG-16: one element per account to pay to; the first carries card and mandate too. */
export function paymentMeans(isCreditNote: boolean): Binding<Invoice> {
  return {
    write: (invoice, scope) => {
      const payment = invoice.paymentInstructions ?? {};
      const dueDate = isCreditNote ? invoice.paymentDueDate : undefined;
      const mandate = mandateNodes(invoice, scope);
      const { directDebit: _debit, ...others } = payment;
      if (Object.keys(others).length === 0 && mandate.length === 0 && dueDate === undefined) return [];
      if (payment.paymentMeansTypeCode === undefined) reportAddedMeans(scope);
      const accounts = payment.creditTransfers?.length ? payment.creditTransfers : [undefined];
      return accounts.map((account, index) => ({
        tag: 'cac:PaymentMeans',
        children: [
          codeNode(payment, index === 0),
          ...(dueDate === undefined || index > 0 ? [] : [{ tag: 'cbc:PaymentDueDate', text: dueDate }]),
          ...(payment.remittanceInformation === undefined
            ? []
            : [{ tag: 'cbc:PaymentID', text: payment.remittanceInformation }]),
          ...(index === 0 && payment.paymentCardInformation ? [cardNode(payment.paymentCardInformation)] : []),
          ...(account ? [{ tag: 'cac:PayeeFinancialAccount', children: writeAll(TRANSFER, account, scope) }] : []),
          ...(index === 0 && mandate.length ? [{ tag: 'cac:PaymentMandate', children: mandate }] : []),
        ],
      }));
    },
    read: (parent, invoice, scope) => {
      const payment: Draft<PaymentInstructions> = { ...invoice.paymentInstructions };
      const transfers: CreditTransfer[] = [];
      for (const element of children(parent, 'cac:PaymentMeans')) {
        readMeans(element, payment, transfers, scope);
        const mandate = child(element, 'cac:PaymentMandate');
        if (mandate) PAYER.read(mandate, invoice, scope);
        const due = child(element, 'cbc:PaymentDueDate');
        if (due && invoice.paymentDueDate === undefined) assign(invoice, 'paymentDueDate', takeDay(due, scope));
      }
      if (transfers.length) payment.creditTransfers = transfers;
      if (Object.keys(payment).length) invoice.paymentInstructions = payment;
    },
  };
}

/** The text (BT-82) is an attribute of the code, and stands once as the rules want it. */
function codeNode(payment: PaymentInstructions, isFirst: boolean): XmlNode {
  const name = isFirst ? payment.paymentMeansText : undefined;
  return {
    tag: 'cbc:PaymentMeansCode',
    ...(name === undefined ? {} : { attributes: { name } }),
    text: payment.paymentMeansTypeCode ?? UNDEFINED_MEANS,
  };
}

function reportAddedMeans(scope: XmlScope): void {
  scope.report({
    severity: 'warning',
    rule: 'ubl-added',
    message: `UBL needs a payment means (BT-81) here: code ${UNDEFINED_MEANS}, "not defined", was added.`,
    location: '/BT-81',
  });
}

/** The model has one means: a further element that says the same is taken, one that differs is left and reported. */
function readMeans(
  element: XmlElement,
  payment: Draft<PaymentInstructions>,
  transfers: CreditTransfer[],
  scope: XmlScope,
): void {
  const code = child(element, 'cbc:PaymentMeansCode');
  takeSame(code, payment, 'paymentMeansTypeCode');
  assign(payment, 'paymentMeansText', payment.paymentMeansText ?? code?.attributes.get('name')?.trim());
  takeSame(child(element, 'cbc:PaymentID'), payment, 'remittanceInformation');
  const account = child(element, 'cac:PayeeFinancialAccount');
  if (account) {
    const transfer: Draft<CreditTransfer> = {};
    readAll(TRANSFER, account, transfer, scope);
    if (Object.keys(transfer).length) transfers.push(transfer);
  }
  const card = child(element, 'cac:CardAccount');
  if (card && payment.paymentCardInformation === undefined) payment.paymentCardInformation = takeCard(card);
  const mandate = child(element, 'cac:PaymentMandate');
  if (mandate) {
    const debit: Draft<DirectDebit> = { ...payment.directDebit };
    readAll(MANDATE, mandate, debit, scope);
    if (Object.keys(debit).length) payment.directDebit = debit;
  }
}

function takeSame(
  element: XmlElement | undefined,
  payment: Draft<PaymentInstructions>,
  key: 'paymentMeansTypeCode' | 'remittanceInformation',
): void {
  const known = payment[key];
  if (element && (known === undefined || known === element.text.trim())) assign(payment, key, take(element));
}

function takeCard(element: XmlElement): PaymentCard {
  const card: Draft<PaymentCard> = {};
  const network = child(element, 'cbc:NetworkID');
  if (network) network.taken = true;
  assign(card, 'primaryAccountNumber', take(child(element, 'cbc:PrimaryAccountNumberID')));
  assign(card, 'holderName', take(child(element, 'cbc:HolderName')));
  return card;
}

/** BT-20; several elements are instalments. */
export const PAYMENT_TERMS: Binding<Invoice> = {
  write: (invoice, scope) => {
    const tag = 'cac:PaymentTerms';
    const instalments = invoice.paymentInstalments ?? [];
    if (instalments.length === 0) {
      const note = invoice.paymentTerms;
      return note === undefined ? [] : [{ tag, children: [{ tag: 'cbc:Note', text: note }] }];
    }
    return instalments.map(({ terms, amount, dueDate }, index) => {
      const note = terms ?? (index === 0 ? invoice.paymentTerms : undefined);
      return {
        tag,
        children: [
          ...(note === undefined ? [] : [{ tag: 'cbc:Note', text: note }]),
          ...(amount === undefined ? [] : [amountNode('cbc:Amount', amount, scope.currency)]),
          ...(dueDate === undefined ? [] : [{ tag: 'cbc:InstallmentDueDate', text: dueDate }]),
        ],
      };
    });
  },
  read: (parent, invoice, scope) => {
    const elements = children(parent, 'cac:PaymentTerms');
    assign(invoice, 'paymentTerms', elements[0] && take(child(elements[0], 'cbc:Note')));
    const read = elements.map((element) => ({
      dueDate: takeDay(child(element, 'cbc:InstallmentDueDate') ?? child(element, 'cbc:PaymentDueDate'), scope),
      amount: takeAmount(child(element, 'cbc:Amount'), scope.currency, scope),
      terms: take(child(element, 'cbc:Note')),
    }));
    const isPlan = read.length > 1 || read.some(({ dueDate, amount }) => dueDate !== undefined || amount !== undefined);
    if (!isPlan) return;
    invoice.paymentInstalments = read.map((instalment) =>
      Object.fromEntries(Object.entries(instalment).filter(([, value]) => value !== undefined)),
    );
  },
};
