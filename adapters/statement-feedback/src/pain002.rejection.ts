import type { AccountIdentity, Counterparty, TransactionLine } from '@lettrage/adapter-sdk';
import { show, xmlDay, type LineReferences } from '@lettrage/formats';
import { defined, type FeedbackLines } from './feedback.lines.js';
import { all, at, find, type FeedbackElement } from './pain002.element.js';
import { minorOf, written } from './pain002.amount.js';

/** What a rejection takes from the parts around it. */
export interface PaymentBlock {
  readonly messageId?: string;
  /** `CreDtTm` of the report. */
  readonly createdOn?: string;
  /** `OrgnlMsgNmId`: pain.008 for direct debits, pain.001 for transfers. */
  readonly originalMessage?: string;
  readonly paymentInformationId?: string;
}

/**
 * The line of a rejected payment: what we expected and will not come (a direct debit: negative) or go (a transfer:
 * positive). Pending, since no money moves: it is in no balance and in no sum.
 */
export function rejectionLine(
  answer: FeedbackElement,
  block: PaymentBlock,
  references: LineReferences,
  lines: FeedbackLines,
): void {
  const original = find(answer, 'OrgnlTxRef');
  const collected = isCollection(original, block);
  const endToEndId = provided(at(answer, 'OrgnlEndToEndId'));
  const told = endToEndId ?? at(answer, 'OrgnlInstrId') ?? 'without reference';
  const amount = find(original, 'Amt', 'InstdAmt') ?? find(original, 'Amt', 'EqvtAmt', 'Amt');
  const currency = amount?.currency?.trim() ?? '';
  const minor = amount === undefined ? undefined : minorOf(amount.text, currency);
  if (amount === undefined) {
    const text = `the rejected payment ${show(told)} has no amount that can be read; look it up by its reference`;
    lines.problem('warning', 'no-amount', text, answer.line, 'TxInfAndSts/OrgnlTxRef/Amt');
    return;
  }
  // Banks may leave the amount out; one that is none shows a damaged file.
  if (minor === undefined) {
    const text = `the rejected payment ${show(told)} has the amount "${show(amount.text.trim())} ${show(currency)}", which is none; look it up by its reference`;
    lines.problem('error', 'bad-amount', text, amount.line, 'TxInfAndSts/OrgnlTxRef/Amt');
    return;
  }
  const day =
    at(original, 'ReqdColltnDt') ??
    at(original, 'ReqdExctnDt') ??
    at(original, 'ReqdExctnDt', 'Dt') ??
    at(original, 'IntrBkSttlmDt') ??
    block.createdOn;
  const bookingDate = xmlDay(day ?? '');
  if (bookingDate === undefined) {
    const text = `the rejected payment ${show(told)} has no day (expected ReqdColltnDt, ReqdExctnDt or CreDtTm of the report)`;
    lines.problem('error', 'bad-date', text, answer.line, 'TxInfAndSts/OrgnlTxRef');
    return;
  }
  const account = accountOf(original, collected ? 'Cdtr' : 'Dbtr', currency);
  const key = `${account.iban ?? account.number ?? ''} ${currency} ${block.paymentInformationId ?? ''}`;
  lines.begin(key, block.paymentInformationId, account, block.messageId);
  const signed = collected ? -minor : minor;
  const line = transaction(answer, { original, collected, endToEndId, currency, bookingDate, signed, block });
  const ref = references.next({
    account: account.iban ?? account.number ?? '',
    bookingDate,
    amount: line.amount,
    currency,
    bankReference: line.bankReference,
    endToEndId,
    text: line.remittance,
    counterparty: line.counterparty,
  });
  lines.add({ ...line, ref }, signed);
}

interface Facts {
  readonly original: FeedbackElement | undefined;
  readonly collected: boolean;
  readonly endToEndId: string | undefined;
  readonly currency: string;
  readonly bookingDate: NonNullable<ReturnType<typeof xmlDay>>;
  readonly signed: bigint;
  readonly block: PaymentBlock;
}

function transaction(answer: FeedbackElement, facts: Facts): TransactionLine {
  const { original, collected, endToEndId, currency, bookingDate, signed, block } = facts;
  const information = all(answer, 'StsRsnInf')[0];
  const text = all(information, 'AddtlInf').map((each) => each.text.trim());
  const status = at(answer, 'TxSts') ?? 'RJCT';
  const remittance = all(find(original, 'RmtInf'), 'Ustrd').map((each) => each.text.trim());
  const additional = [
    status,
    labelled('InstrId', at(answer, 'OrgnlInstrId')),
    labelled('Orgtr', originator(information)),
  ];
  return defined<TransactionLine>({
    type: 'transaction',
    ref: '',
    bookingDate,
    amount: written(signed, currency),
    currency,
    status: 'pending',
    reversal: false,
    bankReference: at(answer, 'AcctSvcrRef') ?? at(answer, 'StsId'),
    endToEndId,
    mandateId: at(original, 'MndtRltdInf', 'MndtId') ?? at(original, 'MndtRltdInf', 'DrctDbtMndt', 'MndtId'),
    paymentInformationId: block.paymentInformationId,
    structuredReference: at(original, 'RmtInf', 'Strd', 'CdtrRefInf', 'Ref'),
    remittance: remittance.join(' ').trim() || undefined,
    counterparty: counterpartyOf(original, collected ? 'Dbtr' : 'Cdtr'),
    return: defined({
      reason: at(information, 'Rsn', 'Cd') ?? at(information, 'Rsn', 'Prtry'),
      text: text.join(' ').trim() || undefined,
    }),
    additional: additional.filter((part) => part !== undefined).join('; '),
    origin: { line: answer.line, path: 'CstmrPmtStsRpt/OrgnlPmtInfAndSts/TxInfAndSts' },
  });
}

/** By the message it answers; where that is not said, by what only one of the two has. */
function isCollection(original: FeedbackElement | undefined, { originalMessage }: PaymentBlock): boolean {
  if (originalMessage?.includes('pain.008')) return true;
  if (originalMessage?.includes('pain.001')) return false;
  return find(original, 'MndtRltdInf') !== undefined || find(original, 'ReqdColltnDt') !== undefined;
}

function accountOf(original: FeedbackElement | undefined, role: 'Dbtr' | 'Cdtr', currency: string): AccountIdentity {
  const iban = at(original, `${role}Acct`, 'Id', 'IBAN')?.replace(/\s/g, '').toUpperCase();
  const number = at(original, `${role}Acct`, 'Id', 'Othr', 'Id');
  const bank = find(original, `${role}Agt`, 'FinInstnId');
  const bic = at(bank, 'BICFI') ?? at(bank, 'BIC');
  return defined<AccountIdentity>({ iban, number: iban === undefined ? number : undefined, currency, bic });
}

function counterpartyOf(original: FeedbackElement | undefined, role: 'Dbtr' | 'Cdtr'): Counterparty | undefined {
  const { iban, bic } = accountOf(original, role, '');
  const party = (name: string): string | undefined => at(original, name, 'Nm') ?? at(original, name, 'Pty', 'Nm');
  const found = defined<Counterparty>({ name: party(role), iban, bic, ultimateName: party(`Ultmt${role}`) });
  return Object.keys(found).length > 0 ? found : undefined;
}

function originator(information: FeedbackElement | undefined): string | undefined {
  return (
    at(information, 'Orgtr', 'Nm') ??
    at(information, 'Orgtr', 'Id', 'OrgId', 'BICOrBEI') ??
    at(information, 'Orgtr', 'Id', 'OrgId', 'AnyBIC')
  );
}

function labelled(label: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `${label} ${value}`;
}

function provided(text: string | undefined): string | undefined {
  return text === 'NOTPROVIDED' ? undefined : text;
}
