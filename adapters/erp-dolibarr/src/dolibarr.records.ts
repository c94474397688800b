import { AmountError, formatMinor, parseMinor } from '@lettrage/adapter-sdk';
import type { SourceCustomer, SourceInvoice, SourcePayment } from '@lettrage/adapter-sdk';
import type { DolibarrRecord } from './dolibarr.client.js';
import { dayOfServer } from './server-time.js';

/** How amounts and dates of a Dolibarr are meant. */
export interface Reading {
  readonly currency: string;
  readonly timeZone: string;
}

/** A record that cannot be taken over exactly; `message` names it. */
export class UnreadableRecord extends Error {}

const CREDIT_NOTE = '2';
const DEPOSIT = '3';
const PROFORMA = '4';
const DRAFT = '0';
const CLOSED = ['2', '3'];
const PROVISIONAL = /^\(PROV/;
/** Marks the payments we write, in `num_payment`. */
export const OUR_PAYMENT = 'lettrage:';

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

/** An exact amount out of `"1200.00000000"`; decimals beyond the currency's are refused, never rounded. */
export function minorOf(record: DolibarrRecord, field: string, currency: string): bigint {
  const text = textOf(record[field]);
  try {
    return text === '' ? 0n : parseMinor(text, currency);
  } catch (error) {
    if (error instanceof AmountError) throw new UnreadableRecord(`${field}: ${error.message}`);
    throw error;
  }
}

/** True for what has no final number yet, or is no claim: drafts, provisional references, pro forma. */
export function isNotIssued(record: DolibarrRecord): boolean {
  const status = textOf(record['statut'] ?? record['status']);
  return status === DRAFT || PROVISIONAL.test(textOf(record['ref'])) || textOf(record['type']) === PROFORMA;
}

/** A third party as a customer. */
export function customerOf(record: DolibarrRecord): SourceCustomer {
  const externalId = textOf(record['id']);
  const siren = textOf(record['idprof1']).replace(/\s/g, '');
  const vatNumber = textOf(record['tva_intra']).replace(/\s/g, '');
  const account = textOf(record['code_compta_client'] ?? record['code_compta']);
  return {
    externalId,
    code: textOf(record['code_client']) || externalId,
    name: textOf(record['name'] ?? record['nom']),
    ...(/^\d{9}$/.test(siren) ? { siren } : {}),
    ...(vatNumber ? { vatNumber } : {}),
    ...(account ? { account } : {}),
  };
}

/** A validated invoice, credit note (negative) or deposit. Throws {@link UnreadableRecord}. */
export function invoiceOf(record: DolibarrRecord, { currency, timeZone }: Reading): SourceInvoice {
  const foreign = textOf(record['multicurrency_code']);
  if (foreign !== '' && foreign !== currency) {
    throw new UnreadableRecord(
      `it is in ${foreign}; invoices in another currency than ${currency} are not read from Dolibarr`,
    );
  }
  const kind = { [CREDIT_NOTE]: 'credit-note', [DEPOSIT]: 'deposit' }[textOf(record['type'])] ?? 'invoice';
  const issueDate = dayOfServer(record['date'], timeZone);
  if (!issueDate) throw new UnreadableRecord('it has no readable date');
  const total = minorOf(record, 'total_ttc', currency);
  const isClosed = CLOSED.includes(textOf(record['statut'] ?? record['status']));
  // "Closed" with a rest means given up there: nothing is to be received any more.
  const open = isClosed ? 0n : minorOf(record, 'remaintopay', currency);
  const orderReference = textOf(record['ref_client'] ?? record['ref_customer']);
  const vat = vatOf(record, currency, kind === 'credit-note');
  return {
    externalId: textOf(record['id']),
    customerExternalId: textOf(record['socid']),
    number: textOf(record['ref']),
    kind: kind as SourceInvoice['kind'],
    issueDate,
    dueDate: dayOfServer(record['date_lim_reglement'] ?? record['date_echeance'], timeZone) ?? issueDate,
    currency,
    total: formatMinor(signed(total, kind), currency),
    open: formatMinor(signed(open, kind), currency),
    ...(orderReference ? { orderReference } : {}),
    ...(vat.length > 0 ? { vat } : {}),
  };
}

/** A credit note is negative whichever sign the field has. */
function signed(minor: bigint, kind: string): bigint {
  return kind === 'credit-note' && minor > 0n ? -minor : minor;
}

function vatOf(record: DolibarrRecord, currency: string, negative: boolean): NonNullable<SourceInvoice['vat']> {
  const byRate = new Map<string, { base: bigint; tax: bigint }>();
  for (const line of Array.isArray(record['lines']) ? (record['lines'] as DolibarrRecord[]) : []) {
    const rate = rateOf(textOf(line['tva_tx']));
    if (rate === undefined) return [];
    const sum = byRate.get(rate) ?? { base: 0n, tax: 0n };
    byRate.set(rate, {
      base: sum.base + minorOf(line, 'total_ht', currency),
      tax: sum.tax + minorOf(line, 'total_tva', currency),
    });
  }
  const sign = (minor: bigint): string => formatMinor(negative && minor > 0n ? -minor : minor, currency);
  return [...byRate]
    .filter(([, sum]) => sum.base !== 0n)
    .map(([rate, sum]) => ({ rate, base: sign(sum.base), tax: sign(sum.tax) }));
}

/** `"20.0000"` as `"20.00"`; a rate with more than two decimals keeps them. */
function rateOf(text: string): string | undefined {
  const match = /^(\d{1,3})(?:\.(\d+))?$/.exec(text);
  if (!match) return undefined;
  return `${match[1]}.${(match[2] ?? '').replace(/0+$/, '').padEnd(2, '0')}`;
}

/** True for an entry of an invoice's list of payments that is money; credit notes and discounts used stand there too. */
export function isMoney(payment: DolibarrRecord): boolean {
  return /^[A-Z0-9]{2,6}$/.test(textOf(payment['type']));
}

const MEANS: Readonly<Record<string, string>> = {
  VIR: 'transfer',
  PRE: 'direct-debit',
  CB: 'card',
  CHQ: 'cheque',
  LIQ: 'cash',
};

/**
 * The payments of one invoice. Dolibarr gives them no id here, and its reference can double within a second, so an
 * identity is invoice, reference and ordinal.
 */
export function paymentsOf(
  invoice: DolibarrRecord,
  payments: readonly DolibarrRecord[],
  { currency, timeZone }: Reading,
): SourcePayment[] {
  const invoiceExternalId = textOf(invoice['id']);
  const ordinals = new Map<string, number>();
  return payments.filter(isMoney).map((payment) => {
    const ref = textOf(payment['ref']);
    const ordinal = (ordinals.get(ref) ?? 0) + 1;
    ordinals.set(ref, ordinal);
    const day = dayOfServer(payment['date'], timeZone);
    if (!day) throw new UnreadableRecord(`its payment ${ref} has no readable date`);
    const amount = formatMinor(minorOf(payment, 'amount', currency), currency);
    const reference = textOf(payment['num']);
    return {
      externalId: `${invoiceExternalId}/${ref}${ordinal === 1 ? '' : `/${ordinal}`}`,
      customerExternalId: textOf(invoice['socid']),
      day,
      amount,
      currency,
      means: MEANS[textOf(payment['type'])] ?? 'other',
      ...(reference.startsWith(OUR_PAYMENT) ? { reference } : {}),
      allocations: [{ invoiceExternalId, amount }],
    };
  });
}
