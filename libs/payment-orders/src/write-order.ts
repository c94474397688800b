import { createHash } from 'node:crypto';
import { formatMinor, parseMinor } from '@lettrage/domain';
import {
  isCollection,
  type Mandate,
  type OrderParty,
  type OrderPayment,
  type PaymentFormat,
  type PaymentOrder,
} from './order.js';
import { identifierOf, sepaText } from './sepa-text.js';
import { element, type Xml } from './xml-text.js';

/** A payment with the identifier under which it comes back on the statement. */
export interface NamedPayment extends OrderPayment {
  readonly endToEndId: string;
}

/** The payments of one block: one day and, of direct debits, one scheme and sequence. A bank books a block as one sum. */
export interface PaymentBlock {
  readonly id: string;
  readonly date: string;
  readonly payments: readonly NamedPayment[];
  /** Sum, decimal string. */
  readonly total: string;
}

/** Blocks of an order in the order of their first payment, every payment named. */
export function blocksOf(order: PaymentOrder, format: PaymentFormat): PaymentBlock[] {
  const groups = new Map<string, NamedPayment[]>();
  for (const payment of named(order.payments)) {
    const { mandate } = payment;
    const key = isCollection(format) ? `${payment.date} ${mandate?.scheme} ${mandate?.sequence}` : payment.date;
    groups.set(key, [...(groups.get(key) ?? []), payment]);
  }
  return [...groups.values()].map((payments, index) => ({
    id: blockId(order.messageId, index + 1),
    date: payments[0]!.date,
    payments,
    total: sumOf(payments),
  }));
}

/**
 * The file for the bank: pain.008 (direct debits) or pain.001 (transfers). The order must have passed `checkOrder`.
 * `createdAt` is an ISO instant without fraction, such as `2026-11-22T10:00:00`.
 */
export function writeOrder(order: PaymentOrder, format: PaymentFormat, createdAt: string): string {
  const collection = isCollection(format);
  const blocks = blocksOf(order, format);
  const payments = blocks.flatMap((block) => block.payments);
  const header = element('GrpHdr', [
    element('MsgId', order.messageId),
    element('CreDtTm', createdAt),
    element('NbOfTxs', String(payments.length)),
    element('CtrlSum', sumOf(payments)),
    element('InitgPty', [element('Nm', sepaText(order.initiator ?? order.account.name, 70))]),
  ]);
  const write = collection ? collectionBlock : transferBlock;
  const root = collection ? 'CstmrDrctDbtInitn' : 'CstmrCdtTrfInitn';
  const body = element(root, [header, ...blocks.map((block) => write(order, block, format))]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${format}">${body}</Document>\n`;
}

function collectionBlock(order: PaymentOrder, block: PaymentBlock, format: PaymentFormat): Xml {
  const { scheme, sequence } = block.payments[0]!.mandate!;
  return element('PmtInf', [
    ...blockHead(block, 'DD'),
    element('PmtTpInf', [
      element('SvcLvl', [element('Cd', 'SEPA')]),
      element('LclInstrm', [element('Cd', scheme)]),
      element('SeqTp', sequence),
    ]),
    element('ReqdColltnDt', block.date),
    element('Cdtr', [name(order.account)]),
    account('CdtrAcct', order.account),
    agent('CdtrAgt', order.account, format),
    element('ChrgBr', 'SLEV'),
    creditorScheme(order.creditorId!),
    ...block.payments.map((payment) => directDebit(payment, format)),
  ]);
}

function directDebit(payment: NamedPayment, format: PaymentFormat): Xml {
  const { mandate, counterparty } = payment;
  return element('DrctDbtTxInf', [
    element('PmtId', [element('EndToEndId', payment.endToEndId)]),
    amount(payment),
    element('DrctDbtTx', [mandateOf(mandate!)]),
    agent('DbtrAgt', counterparty, format),
    element('Dbtr', [name(counterparty)]),
    account('DbtrAcct', counterparty),
    ...remittance(payment),
  ]);
}

/** An amended mandate names what the debtor's bank knows it by (EPC implementation guidelines, AT-18 and AT-19). */
function mandateOf({ id, signedOn, amendment }: Mandate): Xml {
  const { originalId, originalIban } = amendment ?? {};
  const details = [
    ...(originalId === undefined ? [] : [element('OrgnlMndtId', originalId)]),
    ...(originalIban === undefined ? [] : [element('OrgnlDbtrAcct', [element('Id', [element('IBAN', originalIban)])])]),
  ];
  const changed = details.length === 0 ? [] : [element('AmdmntInd', 'true'), element('AmdmntInfDtls', details)];
  return element('MndtRltdInf', [element('MndtId', id), element('DtOfSgntr', signedOn), ...changed]);
}

function transferBlock(order: PaymentOrder, block: PaymentBlock, format: PaymentFormat): Xml {
  const day = format === 'pain.001.001.09' ? [element('Dt', block.date)] : block.date;
  return element('PmtInf', [
    ...blockHead(block, 'TRF'),
    element('PmtTpInf', [element('SvcLvl', [element('Cd', 'SEPA')])]),
    element('ReqdExctnDt', day),
    element('Dbtr', [name(order.account)]),
    account('DbtrAcct', order.account),
    agent('DbtrAgt', order.account, format),
    element('ChrgBr', 'SLEV'),
    ...block.payments.map((payment) => transfer(payment, format)),
  ]);
}

function transfer(payment: NamedPayment, format: PaymentFormat): Xml {
  const { counterparty } = payment;
  return element('CdtTrfTxInf', [
    element('PmtId', [element('EndToEndId', payment.endToEndId)]),
    element('Amt', [amount(payment)]),
    ...(counterparty.bic === undefined ? [] : [agent('CdtrAgt', counterparty, format)]),
    element('Cdtr', [name(counterparty)]),
    account('CdtrAcct', counterparty),
    ...remittance(payment),
  ]);
}

function blockHead(block: PaymentBlock, method: string): Xml[] {
  return [
    element('PmtInfId', block.id),
    element('PmtMtd', method),
    element('BtchBookg', 'true'),
    element('NbOfTxs', String(block.payments.length)),
    element('CtrlSum', block.total),
  ];
}

function name(party: OrderParty): Xml {
  return element('Nm', sepaText(party.name, 70));
}

function account(tag: string, party: OrderParty): Xml {
  return element(tag, [element('Id', [element('IBAN', party.iban)])]);
}

/** Since 2016 the IBAN alone is enough; the schema wants an agent all the same. */
function agent(tag: string, { bic }: OrderParty, format: PaymentFormat): Xml {
  const isNew = format === 'pain.008.001.08' || format === 'pain.001.001.09';
  const identifier =
    bic === undefined ? element('Othr', [element('Id', 'NOTPROVIDED')]) : element(isNew ? 'BICFI' : 'BIC', bic);
  return element(tag, [element('FinInstnId', [identifier])]);
}

function creditorScheme(id: string): Xml {
  const other = element('Othr', [element('Id', id), element('SchmeNm', [element('Prtry', 'SEPA')])]);
  return element('CdtrSchmeId', [element('Id', [element('PrvtId', [other])])]);
}

function amount(payment: OrderPayment): Xml {
  return element('InstdAmt', formatMinor(parseMinor(payment.amount, 'EUR'), 'EUR'), { Ccy: 'EUR' });
}

function remittance({ remittance: text, invoices }: OrderPayment): Xml[] {
  const told = sepaText(text ?? (invoices ?? []).map(({ number }) => number).join(' '), 140);
  return told === '' ? [] : [element('RmtInf', [element('Ustrd', told)])];
}

/** An identifier for each payment: its own, else the invoice number, made unique within the file. */
function named(payments: readonly OrderPayment[]): NamedPayment[] {
  const taken = new Set(payments.flatMap(({ endToEndId }) => endToEndId ?? []));
  return payments.map((payment) => {
    if (payment.endToEndId !== undefined) return { ...payment, endToEndId: payment.endToEndId };
    const wanted = wantedId(payment);
    let endToEndId = wanted;
    for (let n = 2; taken.has(endToEndId); n++) endToEndId = `${wanted.slice(0, 34 - String(n).length)}-${n}`;
    taken.add(endToEndId);
    return { ...payment, endToEndId };
  });
}

/** One invoice names the payment; several, or none, give a short hash of what it is for, the same on every run. */
function wantedId({ invoices, counterparty, amount: text, date }: OrderPayment): string {
  const [first, ...others] = invoices ?? [];
  const own = first === undefined ? '' : identifierOf(first.number);
  if (own !== '' && others.length === 0) return own;
  const facts = JSON.stringify([invoices, counterparty.iban, text, date]);
  const digest = createHash('sha256').update(facts).digest('hex').slice(0, 10).toUpperCase();
  return own === '' ? digest : `${own.slice(0, 24)}+${digest}`.slice(0, 35);
}

function blockId(messageId: string, index: number): string {
  return `${messageId.slice(0, 34 - String(index).length)}-${index}`;
}

function sumOf(payments: readonly OrderPayment[]): string {
  return formatMinor(
    payments.reduce((sum, payment) => sum + parseMinor(payment.amount, 'EUR'), 0n),
    'EUR',
  );
}
