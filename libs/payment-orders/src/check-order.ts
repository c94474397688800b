import { AmountError, isDay, isIban, mod97, parseMinor, type Problem } from '@lettrage/domain';
import { addBankingDays, isBankingDay } from './business-days.js';
import {
  isCollection,
  SCHEMES,
  SEQUENCES,
  type Mandate,
  type OrderPayment,
  type PaymentFormat,
  type PaymentOrder,
} from './order.js';
import { isSepaIdentifier, sepaText } from './sepa-text.js';

const BIC = /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/;
const CREDITOR_ID = /^([A-Z]{2}\d{2})([A-Z0-9]{3})([A-Z0-9]{1,28})$/;
/** Largest amount of a SEPA payment, in cents. */
const MOST = 99_999_999_999n;
const LAPSED_AFTER_MONTHS = 36;

type Tell = (rule: string, message: string, location: string, severity?: Problem['severity']) => void;

/**
 * What a bank would refuse, and what it would shift (warnings). `today` is the day the file is handed over. An order with
 * an error is not written.
 */
export function checkOrder(order: PaymentOrder, format: PaymentFormat, today: string): Problem[] {
  const problems: Problem[] = [];
  const tell: Tell = (rule, message, location, severity = 'error') =>
    problems.push({ severity, rule, message, location });
  if (!isSepaIdentifier(order.messageId))
    tell(
      'message-id',
      `messageId "${order.messageId}" must have 1 to 35 characters of A-Z a-z 0-9 / - ? : ( ) . , ' + and blank`,
      'messageId',
    );
  checkParty(order.account, 'account', tell);
  if (order.initiator !== undefined && sepaText(order.initiator, 70) === '')
    tell('name', 'the name is empty', 'initiator');
  if (isCollection(format)) checkCreditorId(order.creditorId, tell);
  if (order.payments.length === 0) tell('no-payment', 'the order holds no payment', 'payments');
  for (const [index, payment] of order.payments.entries()) {
    const at = `payments[${index}]`;
    checkParty(payment.counterparty, `${at}.counterparty`, tell);
    if (payment.counterparty.iban === order.account.iban)
      tell('own-account', 'the account of the other side is our own', `${at}.counterparty.iban`);
    checkAmount(payment, at, tell);
    checkDate(payment.date, today, at, tell);
    if (isCollection(format)) checkLeadTime(payment.date, today, at, tell);
    if (payment.endToEndId !== undefined && !isSepaIdentifier(payment.endToEndId))
      tell(
        'end-to-end-id',
        `endToEndId "${payment.endToEndId}" is no identifier banks take (35 characters of the SEPA set)`,
        `${at}.endToEndId`,
      );
    if (isCollection(format)) checkMandate(payment.mandate, payment.date, at, tell);
  }
  checkRepeats(order, tell);
  if (isCollection(format)) checkSequences(order, tell);
  return problems;
}

function checkParty({ name, iban, bic }: PaymentOrder['account'], at: string, tell: Tell): void {
  if (sepaText(name, 70) === '') tell('name', 'the name is empty', `${at}.name`);
  if (!isIban(iban)) tell('iban', `"${iban}" is no IBAN (check digits or length)`, `${at}.iban`);
  if (bic !== undefined && !BIC.test(bic)) tell('bic', `"${bic}" is no BIC (8 or 11 characters)`, `${at}.bic`);
}

/** ISO 7064 over country and national part; the three characters of the business code do not count. */
function checkCreditorId(creditorId: string | undefined, tell: Tell): void {
  const [, head = '', , national = ''] = CREDITOR_ID.exec(creditorId ?? '') ?? [];
  if (head === '')
    tell(
      'creditor-id',
      'direct debits need the SEPA creditor identifier (creditorId, such as FR12ZZZ123456)',
      'creditorId',
    );
  else if (mod97(`${national}${head}`) !== 1)
    tell('creditor-id', `the creditor identifier ${creditorId} has wrong check digits`, 'creditorId');
}

function checkAmount({ amount, currency = 'EUR', invoices }: OrderPayment, at: string, tell: Tell): void {
  if (currency !== 'EUR') {
    tell('currency', `SEPA payments are in EUR, not ${currency}`, `${at}.currency`);
    return;
  }
  const minor = minorOf(amount);
  if (minor === undefined || minor <= 0n || minor > MOST) {
    tell('amount', `"${amount}" is no amount of a SEPA payment (0.01 to 999999999.99, decimal point)`, `${at}.amount`);
    return;
  }
  if (invoices === undefined || invoices.length === 0) return;
  const parts = invoices.map((invoice) => minorOf(invoice.amount));
  const sum = parts.reduce<bigint>((total, part) => total + (part ?? 0n), 0n);
  if (parts.includes(undefined) || sum !== minor)
    tell('invoices', `the parts of the invoices do not add up to ${amount}`, `${at}.invoices`);
}

function minorOf(amount: string): bigint | undefined {
  try {
    return parseMinor(amount, 'EUR');
  } catch (error) {
    if (error instanceof AmountError) return undefined;
    throw error;
  }
}

function checkDate(date: string, today: string, at: string, tell: Tell): void {
  if (!isDay(date)) tell('date', `"${date}" is no day (expected YYYY-MM-DD)`, `${at}.date`);
  else if (date < today) tell('date', `${date} has passed`, `${at}.date`);
  else if (!isBankingDay(date))
    tell('banking-day', `${date} is no banking day; the bank moves it to the next one`, `${at}.date`, 'warning');
}

/** CORE and B2B alike: with the debtor's bank one banking day before (EPC rulebooks); the creditor's own asks for more. */
function checkLeadTime(date: string, today: string, at: string, tell: Tell): void {
  if (!isDay(date) || !isDay(today) || date < today || date >= addBankingDays(today, 1)) return;
  tell(
    'lead-time',
    `${date} is too early for a direct debit handed over on ${today}; the bank moves it to ${addBankingDays(today, 1)} or later`,
    `${at}.date`,
    'warning',
  );
}

function checkMandate(mandate: Mandate | undefined, date: string, at: string, tell: Tell): void {
  const where = `${at}.mandate`;
  if (mandate === undefined) {
    tell('mandate', 'a direct debit needs its mandate (id, signedOn, sequence, scheme)', where);
    return;
  }
  const { id, signedOn, sequence, scheme, lastCollectedOn } = mandate;
  if (!isSepaIdentifier(id))
    tell('mandate-id', `"${id}" is no mandate reference banks take (35 characters of the SEPA set)`, `${where}.id`);
  if (!SEQUENCES.includes(sequence))
    tell('mandate-sequence', `the sequence is one of ${SEQUENCES.join(', ')}`, `${where}.sequence`);
  if (!SCHEMES.includes(scheme))
    tell('mandate-scheme', `the scheme is one of ${SCHEMES.join(', ')}`, `${where}.scheme`);
  if (!isDay(signedOn)) tell('mandate-date', `"${signedOn}" is no day (expected YYYY-MM-DD)`, `${where}.signedOn`);
  else if (signedOn > date)
    tell('mandate-date', `the mandate is signed on ${signedOn}, after the collection`, `${where}.signedOn`);
  checkAmendment(mandate, where, tell);
  if (
    lastCollectedOn !== undefined &&
    isDay(lastCollectedOn) &&
    isDay(date) &&
    monthsBetween(lastCollectedOn, date) >= LAPSED_AFTER_MONTHS
  )
    tell(
      'mandate-lapsed',
      `the mandate was last used on ${lastCollectedOn}, more than 36 months before; it has lapsed and must be signed anew`,
      where,
    );
}

function checkAmendment({ amendment }: Mandate, where: string, tell: Tell): void {
  const { originalId, originalIban } = amendment ?? {};
  if (originalId !== undefined && !isSepaIdentifier(originalId))
    tell(
      'mandate-id',
      `"${originalId}" is no mandate reference banks take (35 characters of the SEPA set)`,
      `${where}.amendment.originalId`,
    );
  if (originalIban !== undefined && !isIban(originalIban))
    tell('iban', `"${originalIban}" is no IBAN (check digits or length)`, `${where}.amendment.originalIban`);
}

function monthsBetween(from: string, to: string): number {
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  return to.slice(8) < from.slice(8) ? months - 1 : months;
}

/** The same payment twice is nearly always a mistake, and an end-to-end id twice always one. */
function checkRepeats({ payments }: PaymentOrder, tell: Tell): void {
  const seen = new Map<string, number>();
  const ids = new Map<string, number>();
  for (const [index, { counterparty, amount, date, endToEndId, invoices }] of payments.entries()) {
    const key = JSON.stringify([counterparty.iban, amount, date, invoices]);
    const before = seen.get(key);
    if (before !== undefined)
      tell('repeated', `the same payment stands at payments[${before}]`, `payments[${index}]`, 'warning');
    seen.set(key, before ?? index);
    if (endToEndId === undefined) continue;
    if (ids.has(endToEndId))
      tell(
        'end-to-end-id',
        `endToEndId "${endToEndId}" stands at payments[${ids.get(endToEndId)}] too`,
        `payments[${index}].endToEndId`,
      );
    ids.set(endToEndId, index);
  }
}

/** A first, last or single collection happens once for a mandate. */
function checkSequences({ payments }: PaymentOrder, tell: Tell): void {
  const once = new Map<string, number>();
  for (const [index, { mandate }] of payments.entries()) {
    if (mandate === undefined || mandate.sequence === 'RCUR') continue;
    const key = `${mandate.id} ${mandate.sequence}`;
    const before = once.get(key);
    if (before !== undefined)
      tell(
        'mandate-sequence',
        `the mandate ${mandate.id} has sequence ${mandate.sequence} at payments[${before}] too; it may stand once`,
        `payments[${index}].mandate`,
      );
    once.set(key, before ?? index);
  }
}
