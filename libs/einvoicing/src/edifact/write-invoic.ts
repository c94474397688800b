import type { Problem } from '@lettrage/domain';
import { decimalOrZero, sum } from '../arithmetic/decimal.js';
import type { Invoice, VatBreakdown } from '../model/index.js';
import {
  HEADER_REFERENCES,
  INVOIC_PROFILES,
  LEGAL_NOTE,
  OBJECT_SCHEMES,
  PAYMENT_REFERENCE,
  type InvoicProfile,
  type InvoicProfileId,
} from './invoic-qualifiers.js';
import { wrap } from './invoic-values.js';
import { SegmentWriter, type Element } from './segment-writer.js';
import { writeCharge, writeDay, writeDays, writeTax, writeText } from './shared-segments.js';
import { tellLost } from './lost-in-invoic.js';
import { writeInvoicLine } from './write-invoic-line.js';
import { glnOf, writeParties } from './write-invoic-party.js';

/** How an INVOIC is written. */
export interface WriteInvoicOptions {
  /** Directory: `d96a` (default) or `d01b`. */
  readonly profile?: InvoicProfileId;
  /** Syntax identifier, UNOA to UNOW; UNOC (ISO 8859-1) by default. */
  readonly charset?: string;
  /** Instant of the interchange (UNB), ISO 8601 UTC. */
  readonly at: string;
  /** Reference of the interchange, at most 14 characters; the end of the invoice number by default. */
  readonly reference?: string;
}

/**
 * Writes an invoice as an interchange with one INVOIC message, D.96A or D.01B as EANCOM uses it. Amounts are written as
 * they are: compute and check before. Each term INVOIC cannot carry is named in a warning; the same invoice and instant
 * give the same bytes.
 */
export function writeInvoic(
  invoice: Invoice,
  options: WriteInvoicOptions,
): { bytes: Uint8Array; problems: readonly Problem[] } {
  const profile = INVOIC_PROFILES[options.profile ?? 'd96a'];
  const charset = options.charset ?? 'UNOC';
  const out = new SegmentWriter(charset);
  const reference = options.reference ?? (invoice.invoiceNumber ?? '1').replace(/[^A-Za-z0-9]/g, '').slice(-14);
  const stamp = options.at.replace(/\D/g, '');
  const [sender, receiver] = [addressOf(invoice.seller), addressOf(invoice.buyer)];
  out.add(
    'UNB',
    [charset, charset === 'UNOW' ? '4' : '3'],
    sender,
    receiver,
    [stamp.slice(2, 8), stamp.slice(8, 12)],
    reference,
  );
  const [directory, release] = profile.release.split(':');
  out.add('UNH', '1', ['INVOIC', directory, release, 'UN', profile.association]);
  writeHeader(out, invoice, profile);
  for (const [index, line] of (invoice.lines ?? []).entries()) writeInvoicLine(out, line, index, profile);
  writeSummary(out, invoice, profile);
  // UNB stands before the message; UNT counts from UNH to itself.
  out.add('UNT', String(out.count), '1');
  out.add('UNZ', '1', reference);
  tellLost(out, invoice);
  return { bytes: out.bytes(), problems: out.problems };
}

function addressOf(party: Invoice['seller']): Element {
  const gln = glnOf(party?.identifiers);
  if (gln !== undefined) return [gln, '14'];
  const siret = party?.identifiers?.find(({ scheme }) => scheme === '0009')?.value;
  if (siret !== undefined) return [siret, '5'];
  const legal = party?.legalRegistrationIdentifier;
  if (legal?.scheme === '0002') return [legal.value, '22'];
  return (legal?.value ?? party?.name ?? '').slice(0, 35);
}

function writeHeader(out: SegmentWriter, invoice: Invoice, profile: InvoicProfile): void {
  const { deliveryInformation: delivery, paymentInstructions: payment } = invoice;
  out.add('BGM', invoice.invoiceTypeCode, invoice.invoiceNumber, '9');
  writeDay(out, '137', invoice.invoiceIssueDate);
  writeDay(out, '35', delivery?.actualDeliveryDate);
  writeDay(out, '131', invoice.valueAddedTaxPointDate);
  const { startDate, endDate } = delivery?.invoicingPeriod ?? {};
  if (startDate !== undefined) writeDays(out, '263', startDate, endDate);
  else if (endDate !== undefined) out.lost('/BG-14/BT-74', 'A period without its first day cannot be written.');
  if (payment?.paymentMeansTypeCode !== undefined) out.add('PAI', ['', '', payment.paymentMeansTypeCode]);
  for (const [index, note] of (invoice.notes ?? []).entries())
    writeText(out, note.subjectCode ?? 'AAI', note.note ?? '', profile, `/BG-1[${index + 1}]/BT-22`);
  const legal = invoice.seller?.additionalLegalInformation;
  if (legal !== undefined) writeText(out, LEGAL_NOTE, legal, profile, '/BT-33');
  else if (invoice.notes?.some(({ subjectCode }) => subjectCode === LEGAL_NOTE))
    out.lost('/BT-21', 'A note of subject REG is read back as the legal information of the seller (BT-33).');
  for (const reason of exemptionsOf(out, invoice)) writeText(out, 'TXD', reason, profile, '/BG-23/BT-120');
  writeReferences(out, invoice);
  writeParties(out, invoice, profile);
  out.add('CUX', ['2', invoice.invoiceCurrencyCode, '4']);
  writeTerms(out, invoice);
  for (const entry of invoice.documentLevelAllowances ?? []) writeCharge(out, entry, false);
  for (const entry of invoice.documentLevelCharges ?? []) writeCharge(out, entry, true);
}

/** VAT categories that have a reason. */
const EXEMPT = new Set(['E', 'AE', 'K', 'G', 'O']);

/** INVOIC has no place for the reason of an exemption but a note: that of the one bucket that has one. */
function exemptionsOf(out: SegmentWriter, invoice: Invoice): string[] {
  const reasons = (invoice.vatBreakdown ?? [])
    .map((bucket, index) => ({ bucket, term: `/BG-23[${index + 1}]` }))
    .filter(({ bucket }) => hasReason(bucket));
  if (reasons.length > 1) {
    for (const { term } of reasons)
      out.lost(`${term}/BT-120`, 'Several exemption reasons cannot be told apart in INVOIC.');
    return [];
  }
  return reasons.map(({ bucket, term }) => {
    // Read back, the note belongs to the one bucket that needs a reason, and is a code if it looks like one.
    const exempt = (invoice.vatBreakdown ?? []).filter(({ vatCategoryCode: code }) => EXEMPT.has(code ?? ''));
    if (exempt.length !== 1 || exempt[0] !== bucket) out.lost(`${term}/BT-120`);
    else if (bucket.vatExemptionReasonText === undefined && !/^VATEX-[A-Z0-9-]+$/.test(bucket.vatExemptionReasonCode!))
      out.lost(`${term}/BT-121`);
    if (bucket.vatExemptionReasonText !== undefined && bucket.vatExemptionReasonCode !== undefined)
      out.lost(`${term}/BT-121`);
    return bucket.vatExemptionReasonText ?? bucket.vatExemptionReasonCode!;
  });
}

function hasReason(bucket: VatBreakdown): boolean {
  return bucket.vatExemptionReasonText !== undefined || bucket.vatExemptionReasonCode !== undefined;
}

function writeReferences(out: SegmentWriter, invoice: Invoice): void {
  for (const { key, qualifier } of HEADER_REFERENCES) {
    const value = invoice[key];
    if (value !== undefined) out.add('RFF', [qualifier, value]);
  }
  const object = invoice.invoicedObjectIdentifier;
  if (object && (OBJECT_SCHEMES as readonly string[]).includes(object.scheme ?? ''))
    out.add('RFF', [object.scheme, object.value]);
  else if (object) out.lost('/BT-18');
  const payment = invoice.paymentInstructions?.remittanceInformation;
  if (payment !== undefined) out.add('RFF', [PAYMENT_REFERENCE, payment]);
  for (const { reference, issueDate } of invoice.precedingInvoiceReferences ?? []) {
    out.add('RFF', ['IV', reference]);
    writeDay(out, '171', issueDate);
  }
}

function writeTerms(out: SegmentWriter, { paymentTerms, paymentDueDate }: Invoice): void {
  if (paymentTerms === undefined && paymentDueDate === undefined) return;
  const pieces = wrap((paymentTerms ?? '').replace(/\s+/g, ' '), 35);
  if (paymentTerms !== undefined && pieces.join(' ') !== paymentTerms)
    out.lost('/BT-20', 'Line ends and runs of blanks in the text are written as single blanks.');
  const type = paymentDueDate === undefined ? '1' : '3';
  const head = pieces.slice(0, 2);
  out.add('PAT', type, head.length ? ['', '', '', ...head] : undefined);
  writeDay(out, '13', paymentDueDate);
  for (let from = 2; from < pieces.length; from += 2)
    out.add('PAT', '1', ['', '', '', ...pieces.slice(from, from + 2)]);
}

/** D.96A has the balance of both sums alone: they are read back from their entries. */
function tellSum(
  out: SegmentWriter,
  total: string | undefined,
  entries: Invoice['documentLevelAllowances'],
  term: string,
): void {
  const written = sum((entries ?? []).map(({ amount }) => decimalOrZero(amount)));
  if (total !== undefined && !written.eq(decimalOrZero(total))) out.lost(term);
}

function writeSummary(out: SegmentWriter, invoice: Invoice, profile: InvoicProfile): void {
  const totals = invoice.documentTotals ?? {};
  const amount = (qualifier: string, value: string | undefined): void => {
    if (value !== undefined) out.add('MOA', [qualifier, value]);
  };
  out.add('UNS', 'S');
  out.add('CNT', ['2', String(invoice.lines?.length ?? 0)]);
  amount('79', totals.sumOfInvoiceLineNetAmount);
  if (profile.splitTotals) {
    amount('260', totals.sumOfAllowancesOnDocumentLevel);
    amount('259', totals.sumOfChargesOnDocumentLevel);
  } else if (totals.sumOfAllowancesOnDocumentLevel !== undefined || totals.sumOfChargesOnDocumentLevel !== undefined) {
    const allowances = decimalOrZero(totals.sumOfAllowancesOnDocumentLevel);
    amount('131', decimalOrZero(totals.sumOfChargesOnDocumentLevel).minus(allowances).toFixed(2));
    tellSum(out, totals.sumOfAllowancesOnDocumentLevel, invoice.documentLevelAllowances, '/BT-107');
    tellSum(out, totals.sumOfChargesOnDocumentLevel, invoice.documentLevelCharges, '/BT-108');
  }
  amount('125', totals.invoiceTotalAmountWithoutVat);
  amount('176', totals.invoiceTotalVatAmount);
  amount('77', totals.invoiceTotalAmountWithVat);
  amount('113', totals.paidAmount);
  amount('165', totals.roundingAmount);
  amount('9', totals.amountDueForPayment);
  for (const bucket of invoice.vatBreakdown ?? []) {
    writeTax(out, bucket.vatCategoryCode, bucket.vatCategoryRate);
    amount('125', bucket.vatCategoryTaxableAmount);
    amount('124', bucket.vatCategoryTaxAmount);
  }
}
