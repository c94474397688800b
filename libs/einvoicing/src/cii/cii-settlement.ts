import { compact, isIban } from '@lettrage/domain';
import type {
  CreditTransfer,
  DeliveryInformation,
  DirectDebit,
  DocumentTotals,
  Invoice,
  PaymentCard,
  PaymentInstalment,
  PaymentInstructions,
  VatBreakdown,
} from '../model/index.js';
import type { XmlElement } from '../xml/xml-tree.js';
import type { XmlNode } from '../xml/xml-writer.js';
import type { Binding, XmlScope, Draft } from '../xml/xml-binding.js';
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
  readAll,
  take,
  takeAmount,
  text,
  writeAll,
} from '../xml/xml-binding.js';
import { day } from './cii-date.js';
import { allowanceOrCharge, isCharge, PERIOD } from './cii-line.js';
import { PAYEE, PARTY } from './cii-party.js';
import { PRECEDING_INVOICE } from './cii-reference.js';

/** BT-8 is UNTDID 2005 in the model and UNTDID 2475 in CII. Other codes pass as they are, for the rules to refuse. */
const TAX_POINT_CODE: Readonly<Record<string, string>> = { '3': '5', '35': '29', '432': '72' };
const TAX_POINT_CODE_READ = Object.fromEntries(Object.entries(TAX_POINT_CODE).map(([model, cii]) => [cii, model]));

type TaxPoint = Pick<Invoice, 'valueAddedTaxPointDate' | 'valueAddedTaxPointDateCode'>;

const DUE_DATE_TYPE_CODE: Binding<VatBreakdown & TaxPoint> = {
  write: (bucket) => {
    const code = bucket.valueAddedTaxPointDateCode;
    return code === undefined ? [] : [{ tag: 'ram:DueDateTypeCode', text: TAX_POINT_CODE[code] ?? code }];
  },
  read: (parent, bucket) => {
    const code = take(child(parent, 'ram:DueDateTypeCode'));
    assign(bucket, 'valueAddedTaxPointDateCode', code === undefined ? undefined : (TAX_POINT_CODE_READ[code] ?? code));
  },
};

const BUCKET: readonly Binding<VatBreakdown & TaxPoint>[] = [
  amount('ram:CalculatedAmount', 'vatCategoryTaxAmount'),
  constant('ram:TypeCode', 'VAT'),
  text('ram:ExemptionReason', 'vatExemptionReasonText'),
  amount('ram:BasisAmount', 'vatCategoryTaxableAmount'),
  text('ram:CategoryCode', 'vatCategoryCode'),
  text('ram:ExemptionReasonCode', 'vatExemptionReasonCode'),
  day('ram:TaxPointDate', 'valueAddedTaxPointDate', 'udt:DateString'),
  DUE_DATE_TYPE_CODE,
  number('ram:RateApplicablePercent', 'vatCategoryRate'),
];

/** BG-23, with BT-7 and BT-8, which CII repeats in each bucket and the model has once. */
const VAT_BREAKDOWN: Binding<Invoice> = {
  write: (invoice, scope) => {
    const { valueAddedTaxPointDate: date, valueAddedTaxPointDateCode: code } = invoice;
    return (invoice.vatBreakdown ?? []).map((bucket, index) => ({
      tag: 'ram:ApplicableTradeTax',
      children: writeAll(
        BUCKET,
        {
          ...bucket,
          // The date may stand once (CII-SR-461), the code in every bucket.
          ...(date === undefined || index > 0 ? {} : { valueAddedTaxPointDate: date }),
          ...(code === undefined ? {} : { valueAddedTaxPointDateCode: code }),
        },
        scope,
      ),
    }));
  },
  read: (parent, invoice, scope) => {
    const buckets = children(parent, 'ram:ApplicableTradeTax').map((element) => {
      const read = {} as Draft<VatBreakdown & TaxPoint>;
      readAll(BUCKET, element, read, scope);
      const { valueAddedTaxPointDate, valueAddedTaxPointDateCode, ...bucket } = read;
      assign(invoice, 'valueAddedTaxPointDate', invoice.valueAddedTaxPointDate ?? valueAddedTaxPointDate);
      assign(invoice, 'valueAddedTaxPointDateCode', invoice.valueAddedTaxPointDateCode ?? valueAddedTaxPointDateCode);
      return bucket;
    });
    if (buckets.length) invoice.vatBreakdown = buckets;
  },
};

const CARD: readonly Binding<PaymentCard>[] = [
  text('ram:ID', 'primaryAccountNumber'),
  text('ram:CardholderName', 'holderName'),
];

function creditTransferNodes(transfer: CreditTransfer): XmlNode[] {
  const account = transfer.paymentAccountIdentifier;
  const isAnIban = account !== undefined && isIban(compact(account));
  const inner: XmlNode[] = [
    ...(isAnIban ? [{ tag: 'ram:IBANID', text: account }] : []),
    ...(transfer.paymentAccountName === undefined
      ? []
      : [{ tag: 'ram:AccountName', text: transfer.paymentAccountName }]),
    ...(account !== undefined && !isAnIban ? [{ tag: 'ram:ProprietaryID', text: account }] : []),
  ];
  const bic = transfer.paymentServiceProviderIdentifier;
  return [
    ...(inner.length ? [{ tag: 'ram:PayeePartyCreditorFinancialAccount', children: inner }] : []),
    ...(bic === undefined
      ? []
      : [{ tag: 'ram:PayeeSpecifiedCreditorFinancialInstitution', children: [{ tag: 'ram:BICID', text: bic }] }]),
  ];
}

function takeCreditTransfer(element: XmlElement): CreditTransfer | undefined {
  const transfer: Draft<CreditTransfer> = {};
  const account = child(element, 'ram:PayeePartyCreditorFinancialAccount');
  const institution = child(element, 'ram:PayeeSpecifiedCreditorFinancialInstitution');
  if (account) {
    assign(
      transfer,
      'paymentAccountIdentifier',
      take(child(account, 'ram:IBANID')) ?? take(child(account, 'ram:ProprietaryID')),
    );
    assign(transfer, 'paymentAccountName', take(child(account, 'ram:AccountName')));
  }
  if (institution) assign(transfer, 'paymentServiceProviderIdentifier', take(child(institution, 'ram:BICID')));
  return Object.keys(transfer).length ? transfer : undefined;
}

/** BG-16: one payment means element per credit transfer account; the first also carries card and debited account. */
const PAYMENT_MEANS: Binding<PaymentInstructions> = {
  write: (payment, scope) => {
    const transfers = payment.creditTransfers?.length ? payment.creditTransfers : [undefined];
    const debited = payment.directDebit?.debitedAccountIdentifier;
    if (payment.paymentMeansTypeCode === undefined && !payment.creditTransfers?.length && debited === undefined)
      return [];
    return transfers.map((transfer, index) => ({
      tag: 'ram:SpecifiedTradeSettlementPaymentMeans',
      children: [
        ...(payment.paymentMeansTypeCode === undefined
          ? []
          : [{ tag: 'ram:TypeCode', text: payment.paymentMeansTypeCode }]),
        ...(payment.paymentMeansText === undefined ? [] : [{ tag: 'ram:Information', text: payment.paymentMeansText }]),
        ...(index === 0 && payment.paymentCardInformation
          ? [
              {
                tag: 'ram:ApplicableTradeSettlementFinancialCard',
                children: writeAll(CARD, payment.paymentCardInformation, scope),
              },
            ]
          : []),
        ...(index === 0 && debited !== undefined
          ? [{ tag: 'ram:PayerPartyDebtorFinancialAccount', children: [{ tag: 'ram:IBANID', text: debited }] }]
          : []),
        ...(transfer ? creditTransferNodes(transfer) : []),
      ],
    }));
  },
  read: (parent, payment, scope) => {
    const transfers: CreditTransfer[] = [];
    for (const element of children(parent, 'ram:SpecifiedTradeSettlementPaymentMeans')) {
      readPaymentMeans(element, payment, scope);
      const transfer = takeCreditTransfer(element);
      if (transfer) transfers.push(transfer);
    }
    if (transfers.length) payment.creditTransfers = transfers;
  },
};

/** The model has one means: a further element that says the same is taken, one that differs stays untaken and is reported. */
function readPaymentMeans(element: XmlElement, payment: Draft<PaymentInstructions>, scope: XmlScope): void {
  for (const [tag, key] of [
    ['ram:TypeCode', 'paymentMeansTypeCode'],
    ['ram:Information', 'paymentMeansText'],
  ] as const) {
    const inner = child(element, tag);
    const known = payment[key];
    if (inner && (known === undefined || known === inner.text.trim())) assign(payment, key, take(inner));
  }
  const card = child(element, 'ram:ApplicableTradeSettlementFinancialCard');
  if (card && payment.paymentCardInformation === undefined) {
    const read: Draft<PaymentCard> = {};
    readAll(CARD, card, read, scope);
    payment.paymentCardInformation = read;
  }
  const debtor = child(element, 'ram:PayerPartyDebtorFinancialAccount');
  const debited = debtor && child(debtor, 'ram:IBANID');
  if (debited && payment.directDebit?.debitedAccountIdentifier === undefined) {
    const value = take(debited);
    if (value !== undefined) payment.directDebit = { ...payment.directDebit, debitedAccountIdentifier: value };
  }
}

/** BT-110 and BT-111: the same tag twice, told apart by currency. */
const TAX_TOTALS: Binding<DocumentTotals> = {
  write: (totals, scope) =>
    (
      [
        [totals.invoiceTotalVatAmount, scope.currency],
        [totals.invoiceTotalVatAmountInAccountingCurrency, scope.accountingCurrency],
      ] as const
    ).flatMap(([value, currency]) =>
      value === undefined
        ? []
        : [
            {
              tag: 'ram:TaxTotalAmount',
              ...(currency === undefined ? {} : { attributes: { currencyID: currency } }),
              text: value,
            },
          ],
    ),
  read: (parent, totals, scope) => {
    for (const element of children(parent, 'ram:TaxTotalAmount')) {
      const currency = element.attributes.get('currencyID')?.trim() ?? scope.currency;
      const isMain = currency === scope.currency && totals.invoiceTotalVatAmount === undefined;
      const isAccounting =
        currency === scope.accountingCurrency && totals.invoiceTotalVatAmountInAccountingCurrency === undefined;
      if (isMain) assign(totals, 'invoiceTotalVatAmount', takeAmount(element, currency, scope));
      else if (isAccounting)
        assign(totals, 'invoiceTotalVatAmountInAccountingCurrency', takeAmount(element, currency, scope));
    }
  },
};

const TOTALS: readonly Binding<DocumentTotals>[] = [
  amount('ram:LineTotalAmount', 'sumOfInvoiceLineNetAmount'),
  amount('ram:ChargeTotalAmount', 'sumOfChargesOnDocumentLevel'),
  amount('ram:AllowanceTotalAmount', 'sumOfAllowancesOnDocumentLevel'),
  amount('ram:TaxBasisTotalAmount', 'invoiceTotalAmountWithoutVat'),
  TAX_TOTALS,
  amount('ram:RoundingAmount', 'roundingAmount'),
  amount('ram:GrandTotalAmount', 'invoiceTotalAmountWithVat'),
  amount('ram:TotalPrepaidAmount', 'paidAmount'),
  amount('ram:DuePayableAmount', 'amountDueForPayment'),
];

const CREDITOR_IDENTIFIER: readonly Binding<DirectDebit>[] = [
  text('ram:CreditorReferenceID', 'bankAssignedCreditorIdentifier'),
];
const MANDATE: readonly Binding<DirectDebit>[] = [text('ram:DirectDebitMandateID', 'mandateReferenceIdentifier')];

/** BG-16 is spread over the settlement: each place is a list of its own. */
const PAYMENT_CREDITOR: readonly Binding<PaymentInstructions>[] = [inlined('directDebit', CREDITOR_IDENTIFIER)];
const PAYMENT_REFERENCE: readonly Binding<PaymentInstructions>[] = [
  text('ram:PaymentReference', 'remittanceInformation'),
];
const PAYMENT_MANDATE: readonly Binding<PaymentInstructions>[] = [inlined('directDebit', MANDATE)];
const PAYMENT_MEANS_ONLY: readonly Binding<PaymentInstructions>[] = [PAYMENT_MEANS];
const INVOICING_PERIOD: readonly Binding<DeliveryInformation>[] = [
  object('ram:BillingSpecifiedPeriod', 'invoicingPeriod', PERIOD),
];

const FIRST_TERMS: readonly Binding<Invoice>[] = [
  text('ram:Description', 'paymentTerms'),
  day('ram:DueDateDateTime', 'paymentDueDate'),
  inlined('paymentInstructions', PAYMENT_MANDATE),
];
const INSTALMENT: readonly Binding<PaymentInstalment>[] = [
  text('ram:Description', 'terms'),
  day('ram:DueDateDateTime', 'dueDate'),
  amount('ram:PartialPaymentAmount', 'amount'),
];

/** BT-20, BT-9 and BT-89; several elements are instalments, of which the first gives BT-9. */
const PAYMENT_TERMS: Binding<Invoice> = {
  write: (invoice, scope) => {
    const tag = 'ram:SpecifiedTradePaymentTerms';
    const [first, ...others] = invoice.paymentInstalments ?? [];
    const { paymentTerms = first?.terms, paymentDueDate = first?.dueDate } = invoice;
    const head = writeAll(
      FIRST_TERMS,
      {
        ...invoice,
        ...(paymentTerms === undefined ? {} : { paymentTerms }),
        ...(paymentDueDate === undefined ? {} : { paymentDueDate }),
      },
      scope,
    );
    const partial = first?.amount === undefined ? [] : [{ tag: 'ram:PartialPaymentAmount', text: first.amount }];
    const children = [...head, ...partial];
    return [
      ...(children.length ? [{ tag, children }] : []),
      ...others.map((instalment) => ({ tag, children: writeAll(INSTALMENT, instalment, scope) })),
    ];
  },
  read: (parent, invoice, scope) => {
    const elements = children(parent, 'ram:SpecifiedTradePaymentTerms');
    const [first] = elements;
    if (first) readAll(FIRST_TERMS, first, invoice, scope);
    const isPlan = elements.length > 1 || (first && child(first, 'ram:PartialPaymentAmount') !== undefined);
    if (!isPlan) return;
    invoice.paymentInstalments = elements.map((element) => {
      const instalment: Draft<PaymentInstalment> = {};
      readAll(INSTALMENT, element, instalment, scope);
      return instalment;
    });
  },
};

/** `ApplicableHeaderTradeSettlement`. */
export const SETTLEMENT: readonly Binding<Invoice>[] = [
  inlined('paymentInstructions', PAYMENT_CREDITOR),
  inlined('paymentInstructions', PAYMENT_REFERENCE),
  text('ram:TaxCurrencyCode', 'vatAccountingCurrencyCode'),
  text('ram:InvoiceCurrencyCode', 'invoiceCurrencyCode'),
  object('ram:InvoicerTradeParty', 'invoicer', PARTY),
  object('ram:InvoiceeTradeParty', 'invoicee', PARTY),
  object('ram:PayeeTradeParty', 'payee', PAYEE),
  object('ram:PayerTradeParty', 'payer', PARTY),
  inlined('paymentInstructions', PAYMENT_MEANS_ONLY),
  VAT_BREAKDOWN,
  inlined('deliveryInformation', INVOICING_PERIOD),
  list(
    'ram:SpecifiedTradeAllowanceCharge',
    'documentLevelAllowances',
    allowanceOrCharge(false, true),
    (entry) => !isCharge(entry),
  ),
  list('ram:SpecifiedTradeAllowanceCharge', 'documentLevelCharges', allowanceOrCharge(true, true), isCharge),
  PAYMENT_TERMS,
  object('ram:SpecifiedTradeSettlementHeaderMonetarySummation', 'documentTotals', TOTALS, true),
  list('ram:InvoiceReferencedDocument', 'precedingInvoiceReferences', PRECEDING_INVOICE),
  group('ram:ReceivableSpecifiedTradeAccountingAccount', [text('ram:ID', 'buyerAccountingReference')]),
];
