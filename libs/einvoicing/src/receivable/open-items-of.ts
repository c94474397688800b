import {
  isDay,
  isSiren,
  parseDay,
  parseMinor,
  type CustomerIdentity,
  type OpenItem,
  type Problem,
  type VatShare,
} from '@lettrage/domain';
import { codes } from '../codes/code-list.js';
import { isCreditNote, vatOnReceipt } from '../lifecycle/cash-in/vat-on-receipt.js';
import type { Invoice, Party } from '../model/index.js';
import { splitVat } from './split-vat.js';

/** What an invoice asks for, as open items: one, or one an instalment. None where nothing is due. */
export interface Receivable {
  readonly items: readonly OpenItem[];
  readonly problems: readonly Problem[];
}

const DEPOSITS = codes('386 500');
const DEPOSIT_CREDITS = codes('503');
const CREDITS = codes('261 381 396 502 503');
const CORRECTIVES = codes('384 471 472 473');

/**
 * The open items of an invoice the company issued. What is due is BT-115: what was paid before (BT-113) is no
 * longer open; nothing due gives none, except where deposit invoices are deducted, which the books settle with it. A credit note is negative. Whether its VAT falls due on receipt follows from BT-8, the frame (BT-23) and
 * the type; where they do not tell, nothing is said of it. VAT by rate is split in proportion over what was paid before
 * and the instalments, to the cent.
 */
export function openItemsOf(invoice: Invoice): Receivable {
  const problems: Problem[] = [];
  const missing = (term: string, what: string): undefined => {
    problems.push({ severity: 'error', rule: 'receivable', message: `${what} (${term}) is missing or unreadable` });
    return undefined;
  };
  const number = invoice.invoiceNumber?.trim() || missing('BT-1', 'the invoice number');
  const issued = isDay(invoice.invoiceIssueDate ?? '')
    ? parseDay(invoice.invoiceIssueDate!)
    : missing('BT-2', 'the issue date');
  const currency = invoice.invoiceCurrencyCode ?? missing('BT-5', 'the currency');
  const customer = customerOf(invoice.buyer) ?? missing('BG-7', 'who the buyer is');
  const due = currency === undefined ? undefined : minorOf(invoice.documentTotals?.amountDueForPayment, currency);
  if (currency !== undefined && due === undefined) missing('BT-115', 'the amount due');
  if (number === undefined || issued === undefined || currency === undefined || !customer || due === undefined)
    return { items: [], problems };
  const deducts = depositsOf(invoice, currency);
  if (due === 0n && (deducts.length === 0 || isCreditNote(invoice))) return { items: [], problems };

  const sign = isCreditNote(invoice) ? -1n : 1n;
  const total = sign * due;
  const kind = total < 0n ? 'credit-note' : DEPOSITS.has(invoice.invoiceTypeCode ?? '') ? 'deposit' : 'invoice';
  const facts = {
    number,
    kind,
    customer,
    issueDate: issued,
    currency,
    ...optional(invoice),
    ...(deducts.length > 0 ? { deducts } : {}),
  } as const;
  const dueDate = isDay(invoice.paymentDueDate ?? '') ? parseDay(invoice.paymentDueDate!) : issued;
  const parts = (instalmentsOf(invoice, currency, due) ?? [{ dueDate, amount: due }]).map((part) => ({
    ...part,
    amount: sign * part.amount,
  }));
  const amounts = parts.map(({ amount }) => amount);
  const split = vatOfParts(invoice, currency, {
    sign,
    parts: amounts,
    withPrepaid: kind === 'invoice' && deducts.length > 0,
  });
  if (!split) problems.push(warning('its VAT by rate is not known for what is still due; no 212 can be made'));
  const items = parts.map(({ dueDate: day, amount }, index) => {
    const vat = split?.[index] ?? [];
    return { ...facts, dueDate: day, total: amount, open: amount, ...(vat.length > 0 ? { vat } : {}) };
  });
  return { items, problems };
}

/**
 * The VAT of each part of what is due, in proportion, after what was paid before (BT-113). What is rounded at payment
 * (BT-114) is cash of no rate: it is left out of the last part. Where deposit invoices are deducted (`withPrepaid`), the first
 * part keeps the VAT of the whole sale: the books take theirs off it.
 */
function vatOfParts(
  invoice: Invoice,
  currency: string,
  {
    sign,
    parts,
    withPrepaid,
  }: { readonly sign: bigint; readonly parts: readonly bigint[]; readonly withPrepaid: boolean },
): VatShare[][] | undefined {
  const vat = vatOf(invoice, currency, sign);
  if (!vat) return undefined;
  const prepaid = sign * (minorOf(invoice.documentTotals?.paidAmount, currency) ?? 0n);
  const rounded = sign * (minorOf(invoice.documentTotals?.roundingAmount, currency) ?? 0n);
  // In one part and as it stands, the breakdown is what it is, whatever signs its rates have.
  if (parts.length === 1 && (prepaid === 0n || withPrepaid)) return [vat];
  const due = [...parts.slice(0, -1), parts.at(-1)! - rounded];
  if (withPrepaid) return splitVat(vat, [due[0]! + prepaid, ...due.slice(1)]);
  return splitVat(vat, [prepaid, ...due])?.slice(1);
}

/** Who owes it: by the code the seller knows the buyer by, else the SIREN, the VAT number or the name. */
function customerOf(buyer: Party | undefined): CustomerIdentity | undefined {
  const name = buyer?.name?.trim();
  const siren = sirenOfParty(buyer);
  const code = buyer?.identifiers?.find(({ scheme }) => scheme === undefined)?.value.trim();
  const id = code || siren || buyer?.vatIdentifier?.trim() || name;
  return id ? { id, name: name || id, ibans: [], ...(siren === undefined ? {} : { siren }) } : undefined;
}

/** The SIREN of a party: its legal registration (scheme 0002), or what its French VAT number holds. */
export function sirenOfParty(party: Party | undefined): string | undefined {
  const { value, scheme } = party?.legalRegistrationIdentifier ?? {};
  const said = (scheme === undefined || scheme === '0002' ? value : undefined)?.replace(/\s/g, '').slice(0, 9);
  const inVat = /^FR..(\d{9})$/.exec(party?.vatIdentifier?.replace(/\s/g, '') ?? '')?.[1];
  return [said, inVat].find((siren) => siren !== undefined && isSiren(siren));
}

/**
 * The deposit invoices a document deducts: what a final invoice with something paid before (BT-113) refers to as preceding
 * (BT-25), and what the credit note of a deposit takes back. A corrective invoice refers to what it corrects: of its
 * references, and of any that say their type, only those to deposits count.
 */
function depositsOf({ invoiceTypeCode = '', ...invoice }: Invoice, currency: string): string[] {
  const isFinal = (minorOf(invoice.documentTotals?.paidAmount, currency) ?? 0n) > 0n;
  const mayDeduct = DEPOSIT_CREDITS.has(invoiceTypeCode) || (isFinal && !DEPOSITS.has(invoiceTypeCode));
  if (!mayDeduct || (CREDITS.has(invoiceTypeCode) && !DEPOSIT_CREDITS.has(invoiceTypeCode))) return [];
  const references = (invoice.precedingInvoiceReferences ?? []).filter(({ typeCode }) =>
    typeCode === undefined ? !CORRECTIVES.has(invoiceTypeCode) : DEPOSITS.has(typeCode),
  );
  return [...new Set(references.flatMap(({ reference }) => reference?.replace(/\s/g, '') || []))];
}

function optional(invoice: Invoice): Partial<OpenItem> {
  const payment = invoice.paymentInstructions?.remittanceInformation?.trim();
  const order = invoice.purchaseOrderReference?.trim();
  const due = vatOnReceipt(invoice);
  return {
    ...(payment ? { paymentReference: payment } : {}),
    ...(order ? { orderReference: order } : {}),
    ...(invoice.invoiceTypeCode ? { typeCode: invoice.invoiceTypeCode } : {}),
    ...(due.kind === 'missing'
      ? {}
      : { vatDue: due.kind === 'reportable' ? ('receipt' as const) : ('debit' as const) }),
  };
}

function vatOf(invoice: Invoice, currency: string, sign: bigint): VatShare[] | undefined {
  const shares: VatShare[] = [];
  for (const bucket of invoice.vatBreakdown ?? []) {
    const base = minorOf(bucket.vatCategoryTaxableAmount, currency);
    const tax = minorOf(bucket.vatCategoryTaxAmount ?? '0', currency);
    if (base === undefined || tax === undefined) return undefined;
    shares.push({ rate: bucket.vatCategoryRate ?? '0', base: sign * base, tax: sign * tax });
  }
  return shares.length > 0 ? shares : undefined;
}

/** Instalments that add up to what is due; otherwise the whole is due at once. */
function instalmentsOf(invoice: Invoice, currency: string, due: bigint) {
  const parts = (invoice.paymentInstalments ?? []).map(({ dueDate = '', amount }) => ({
    dueDate,
    amount: minorOf(amount, currency),
  }));
  const days = new Set(parts.map(({ dueDate }) => dueDate));
  const sum = parts.reduce((all, { amount }) => all + (amount ?? 0n), 0n);
  if (parts.length < 2 || sum !== due || days.size < parts.length || ![...days].every(isDay)) return undefined;
  return parts.map(({ dueDate, amount }) => ({ dueDate: parseDay(dueDate), amount: amount ?? 0n }));
}

function minorOf(amount: string | undefined, currency: string): bigint | undefined {
  if (amount === undefined) return undefined;
  try {
    return parseMinor(amount, currency);
  } catch {
    return undefined;
  }
}

function warning(message: string): Problem {
  return { severity: 'warning', rule: 'receivable', message };
}
