import type { Problem } from '@lettrage/domain';
import { decimalOrZero, sum } from '../arithmetic/decimal.js';
import type {
  AllowanceOrCharge,
  CreditTransfer,
  DocumentTotals,
  Invoice,
  InvoiceNote,
  PaymentInstructions,
  PrecedingInvoiceReference,
  VatBreakdown,
} from '../model/index.js';
import { readEnvelope, type EdifactMessage } from './edifact-envelope.js';
import { component, parseEdifact, placeOf, type Segment } from './edifact-syntax.js';
import {
  AMOUNTS,
  HEADER_REFERENCES,
  LEGAL_NOTE,
  OBJECT_SCHEMES,
  PAYMENT_REFERENCE,
  PRECEDING_INVOICE,
} from './invoic-qualifiers.js';
import { assign, SegmentReport, take, takeDays, takeNumber, takeText, type Draft } from './invoic-values.js';
import { isChargeGroup, readAllowanceOrCharge, readTax } from './read-invoic-charge.js';
import { readInvoicLine } from './read-invoic-line.js';
import { readParties } from './read-invoic-party.js';
import { firstQualified, groupsOf, qualified, type SegmentGroup } from './segment-group.js';

/** An invoice read from an interchange, its directory, and what was wrong or not understood on the way. */
export interface ReadInvoic {
  readonly invoice?: Invoice;
  /** `D.96A EAN008` */
  readonly profile?: string;
  readonly problems: readonly Problem[];
}

const EN16931 = 'urn:cen.eu:en16931:2017';

/** True if bytes look like an EDIFACT interchange; for sniffing, on any prefix of a file. */
export function looksLikeEdifact(head: Uint8Array): boolean {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 64)).toString('latin1');
  return /^(?:ï»¿)?\s*(?:UNA[^A-Za-z0-9]{5}[\s\S]\s*)?UNB[^A-Za-z0-9]UNO[A-Z]/.test(text);
}

/**
 * Reads the one invoice of an interchange: INVOIC D.96A or D.01B as EANCOM uses it. Never throws: what is no interchange
 * gives a fatal problem; wrong counts and references of the envelope are errors; segments that are not understood are
 * named and lost. Several invoices in one interchange are refused: split the file first.
 */
export function readInvoic(bytes: Uint8Array): ReadInvoic {
  const { segments, problems: syntax } = parseEdifact(bytes);
  if (segments.length === 0) return { problems: syntax };
  const { messages, problems: envelope } = readEnvelope(segments);
  const problems = [...syntax, ...envelope];
  const invoices = messages.filter(({ type }) => type === 'INVOIC');
  const [message] = invoices;
  if (!message) {
    const found = messages.map(({ type }) => type).join(', ') || 'no message';
    const said = `The interchange holds ${found}; expected INVOIC.`;
    return { problems: [...problems, { severity: 'fatal', rule: 'edifact-no-invoice', message: said }] };
  }
  if (invoices.length > 1) {
    const said = `The interchange holds ${invoices.length} invoices: split it into one file each.`;
    const location = placeOf(invoices[1]!.segments[0]!);
    return {
      problems: [...problems, { severity: 'fatal', rule: 'edifact-several-invoices', message: said, location }],
    };
  }
  const read = readInvoicMessage(message);
  return { ...read, problems: [...problems, ...read.problems] };
}

/** Reads one INVOIC message into the model. */
export function readInvoicMessage(message: EdifactMessage): ReadInvoic {
  const report = new SegmentReport();
  const { segments } = message;
  const firstLine = segments.findIndex(({ tag }) => tag === 'LIN');
  const summaryAt = segments.findIndex(({ tag }) => tag === 'UNS');
  const endOfHeader = [firstLine, summaryAt].filter((at) => at >= 0).sort((a, b) => a - b)[0] ?? segments.length;
  const header = segments.slice(0, endOfHeader).filter(({ tag }) => tag !== 'UNH' && tag !== 'UNT');
  const detail = firstLine < 0 ? [] : segments.slice(firstLine, summaryAt < 0 ? undefined : summaryAt);
  const summary = summaryAt < 0 ? [] : segments.slice(summaryAt);
  if (!/^D:(96A|01B)$/.test(message.release) && segments[0])
    report.tell(
      'edifact-release',
      `INVOIC ${message.release} is read as D.96A and D.01B are; check the result.`,
      segments[0],
      'warning',
    );
  const invoice: Draft<Invoice> = { processControl: { specificationIdentifier: EN16931 } };
  const defaultVat = readHeader(header, invoice, report);
  const lines = groupsOf(
    detail.filter(({ tag }) => tag !== 'UNT'),
    (tag) => tag === 'LIN',
  );
  invoice.lines = lines.map((line) => readInvoicLine(line, defaultVat, report));
  readSummary(
    summary.filter(({ tag }) => tag !== 'UNT'),
    lines.length,
    invoice,
    report,
  );
  const association = component(segments[0], 1, 4);
  return {
    invoice,
    profile: `${message.release.replace(':', '.')}${association === undefined ? '' : ` ${association}`}`,
    problems: [...report.problems, ...unread(segments)],
  };
}

/** Reads the header; returns the VAT that holds for lines without one. */
function readHeader(
  header: readonly Segment[],
  invoice: Draft<Invoice>,
  report: SegmentReport,
): { category?: string; rate?: string } | undefined {
  const groups = groupsOf(header, (tag, current) => {
    if (tag === 'TAX') return current !== 'ALC';
    if (tag === 'RFF') return current !== 'NAD' && current !== 'ALC';
    return ['BGM', 'NAD', 'CUX', 'PAT', 'PYT', 'TDT', 'TOD', 'PAC', 'ALC', 'PAI', 'FTX', 'ALI', 'IMD'].includes(tag);
  });
  const of = (...tags: readonly string[]): SegmentGroup[] => groups.filter(({ head }) => tags.includes(head.tag));
  readDocument(of('BGM')[0], invoice, report);
  readNotes(
    of('FTX').map(({ head }) => head),
    invoice,
  );
  readReferences(of('RFF'), invoice, report);
  readParties(of('NAD'), invoice);
  moveLegalNote(invoice);
  const currency = of('CUX')[0]?.head;
  assign(invoice, 'invoiceCurrencyCode', take(currency, 0, 1));
  readPayment(groups, invoice, report);
  readCharges(of('ALC'), invoice, report);
  const taxes = of('TAX').map(({ head }) => head);
  return taxes.length === 1 ? readTax(taxes[0], report) : (taxes.map((tax) => readTax(tax, report)), undefined);
}

function readDocument(group: SegmentGroup | undefined, invoice: Draft<Invoice>, report: SegmentReport): void {
  if (!group) return;
  const { head, rest } = group;
  assign(invoice, 'invoiceTypeCode', take(head, 0));
  assign(invoice, 'invoiceNumber', take(head, 1));
  const purpose = component(head, 2);
  if (purpose !== undefined && purpose !== '9')
    report.tell(
      'edifact-function',
      `The message function is ${purpose}, not 9 (original): is it a copy, change or cancellation?`,
      head,
      'warning',
    );
  assign(invoice, 'invoiceIssueDate', takeDays(firstQualified(rest, 'DTM', '137', '3'), report)[0]);
  assign(invoice, 'valueAddedTaxPointDate', takeDays(firstQualified(rest, 'DTM', '131'), report)[0]);
  const [startDate, endDate] = takeDays(firstQualified(rest, 'DTM', '263'), report);
  const delivered = takeDays(firstQualified(rest, 'DTM', '35'), report)[0];
  const delivery = {
    ...(delivered === undefined ? {} : { actualDeliveryDate: delivered }),
    ...(startDate === undefined
      ? {}
      : { invoicingPeriod: { startDate, ...(endDate === undefined ? {} : { endDate }) } }),
  };
  if (Object.keys(delivery).length) invoice.deliveryInformation = delivery;
}

/** A text that was cut into several segments of one subject: all but the last have five full components. */
function readNotes(texts: readonly Segment[], invoice: Draft<Invoice>): void {
  const notes: Draft<InvoiceNote>[] = [];
  let continued = false;
  for (const segment of texts) {
    const subjectCode = component(segment, 0);
    const note = takeText(segment, 3) ?? component(segment, 2);
    const last = notes.at(-1);
    if (continued && last && last.subjectCode === subjectCode && note !== undefined)
      last.note = `${last.note ?? ''} ${note}`;
    else if (note !== undefined) notes.push({ ...(subjectCode === undefined ? {} : { subjectCode }), note });
    continued = (segment.elements[3] ?? []).filter((part) => part.trim() !== '').length >= 5;
  }
  if (notes.length) invoice.notes = notes;
}

/** The seller's legal form and capital stand in a note of their own subject. */
function moveLegalNote(invoice: Draft<Invoice>): void {
  const legal = invoice.notes?.find(({ subjectCode }) => subjectCode === LEGAL_NOTE);
  if (!legal?.note || !invoice.seller) return;
  invoice.seller = { ...invoice.seller, additionalLegalInformation: legal.note };
  const rest = (invoice.notes ?? []).filter((note) => note !== legal);
  if (rest.length) invoice.notes = rest;
  else delete invoice.notes;
}

function readReferences(groups: readonly SegmentGroup[], invoice: Draft<Invoice>, report: SegmentReport): void {
  const preceding: PrecedingInvoiceReference[] = [];
  for (const { head, rest } of groups) {
    const qualifier = component(head, 0) ?? '';
    const value = component(head, 0, 1);
    if (value === undefined) continue;
    const term = HEADER_REFERENCES.find((one) => one.qualifier === qualifier || one.alsoRead?.includes(qualifier));
    if (term && invoice[term.key] === undefined) assign(invoice, term.key, take(head, 0, 1));
    else if ((PRECEDING_INVOICE as readonly string[]).includes(qualifier)) {
      const [issueDate] = takeDays(firstQualified(rest, 'DTM', '171', '3', '137'), report);
      preceding.push({ reference: take(head, 0, 1)!, ...(issueDate === undefined ? {} : { issueDate }) });
    } else if ((OBJECT_SCHEMES as readonly string[]).includes(qualifier) && !invoice.invoicedObjectIdentifier)
      invoice.invoicedObjectIdentifier = { value: take(head, 0, 1)!, scheme: qualifier };
    else if (qualifier === PAYMENT_REFERENCE)
      invoice.paymentInstructions = { ...invoice.paymentInstructions, remittanceInformation: take(head, 0, 1)! };
  }
  if (preceding.length) invoice.precedingInvoiceReferences = preceding;
}

function readPayment(groups: readonly SegmentGroup[], invoice: Draft<Invoice>, report: SegmentReport): void {
  const payment: Draft<PaymentInstructions> = { ...invoice.paymentInstructions };
  assign(payment, 'paymentMeansTypeCode', take(groups.find(({ head }) => head.tag === 'PAI')?.head, 0, 2));
  const transfers: CreditTransfer[] = [];
  for (const { rest } of groups.filter(({ head }) => head.tag === 'NAD')) {
    for (const bank of rest.filter(({ tag }) => tag === 'FII')) transfers.push(readBank(bank));
  }
  if (transfers.length) payment.creditTransfers = transfers;
  if (Object.keys(payment).length) invoice.paymentInstructions = payment;
  const terms: string[] = [];
  for (const { head, rest } of groups.filter(({ head }) => head.tag === 'PAT' || head.tag === 'PYT')) {
    const text = takeText(head, 1, 3);
    if (text !== undefined) terms.push(text);
    const due = firstQualified(rest, 'DTM', '13', '140');
    if (invoice.paymentDueDate === undefined) assign(invoice, 'paymentDueDate', takeDays(due, report)[0]);
  }
  if (terms.length) invoice.paymentTerms = terms.join(' ');
}

function readBank(bank: Segment): CreditTransfer {
  const account = take(bank, 1)?.replace(/\s/g, '');
  const name = [component(bank, 1, 1), component(bank, 1, 2)].filter((part) => part !== undefined).join(' ');
  const bic = component(bank, 2);
  return {
    ...(account === undefined ? {} : { paymentAccountIdentifier: account }),
    ...(name === '' ? {} : { paymentAccountName: name }),
    ...(bic === undefined ? {} : { paymentServiceProviderIdentifier: bic }),
  };
}

function readCharges(groups: readonly SegmentGroup[], invoice: Draft<Invoice>, report: SegmentReport): void {
  const of = (charge: boolean): AllowanceOrCharge[] =>
    groups.filter((group) => isChargeGroup(group) === charge).map((group) => readAllowanceOrCharge(group, report));
  const [allowances, charges] = [of(false), of(true)];
  if (allowances.length) invoice.documentLevelAllowances = allowances;
  if (charges.length) invoice.documentLevelCharges = charges;
}

function readSummary(summary: readonly Segment[], lines: number, invoice: Draft<Invoice>, report: SegmentReport): void {
  const groups = groupsOf(summary, (tag) => ['UNS', 'CNT', 'TAX', 'ALC'].includes(tag));
  const own = groups.flatMap(({ head, rest }) => (['TAX', 'ALC'].includes(head.tag) ? [] : [head, ...rest]));
  for (const head of own.filter(({ tag }) => tag === 'UNS')) head.taken = true;
  checkLineCount(qualified(own, 'CNT', '2')[0], lines, report);
  const amount = (qualifiers: readonly string[]): string | undefined =>
    takeNumber(firstQualified(own, 'MOA', ...qualifiers), 0, 1, report);
  const totals: Draft<DocumentTotals> = {};
  assign(totals, 'sumOfInvoiceLineNetAmount', amount(AMOUNTS.sumOfLines));
  const split = chargesOf(own, invoice, amount, report);
  assign(totals, 'sumOfAllowancesOnDocumentLevel', split.allowances);
  assign(totals, 'sumOfChargesOnDocumentLevel', split.charges);
  assign(totals, 'invoiceTotalAmountWithoutVat', amount(AMOUNTS.withoutVat));
  assign(totals, 'invoiceTotalVatAmount', amount(AMOUNTS.vat));
  assign(totals, 'invoiceTotalAmountWithVat', amount(AMOUNTS.withVat));
  assign(totals, 'paidAmount', amount(AMOUNTS.paid));
  assign(totals, 'roundingAmount', amount(AMOUNTS.rounding));
  assign(totals, 'amountDueForPayment', amount(AMOUNTS.due));
  // Without an amount due the whole is due: nothing was paid before.
  if (totals.paidAmount === undefined && totals.roundingAmount === undefined)
    assign(totals, 'amountDueForPayment', totals.invoiceTotalAmountWithVat);
  if (Object.keys(totals).length) invoice.documentTotals = totals;
  const breakdown = groups.filter(({ head }) => head.tag === 'TAX').map((tax) => readBucket(tax, report));
  const known = breakdown.filter((bucket) => bucket !== undefined);
  if (known.length) invoice.vatBreakdown = withExemption(known, invoice);
}

function checkLineCount(count: Segment | undefined, lines: number, report: SegmentReport): void {
  const said = take(count, 0, 1);
  if (count && said !== String(lines))
    report.tell('edifact-cnt', `CNT says ${said ?? 'nothing'} lines; there are ${lines}.`, count, 'error');
}

/** BT-107 and BT-108: as written, or from the allowances and charges where only their net sum is (EANCOM D.96A). */
function chargesOf(
  own: readonly Segment[],
  invoice: Invoice,
  amount: (qualifiers: readonly string[]) => string | undefined,
  report: SegmentReport,
): { allowances?: string | undefined; charges?: string | undefined } {
  const written = { allowances: amount(AMOUNTS.allowances), charges: amount(AMOUNTS.charges) };
  const net = firstQualified(own, 'MOA', ...AMOUNTS.netOfAllowancesAndCharges);
  const said = amount(AMOUNTS.netOfAllowancesAndCharges);
  const [taken, added] = [invoice.documentLevelAllowances, invoice.documentLevelCharges].map((entries) =>
    entries === undefined ? undefined : sum(entries.map((entry) => decimalOrZero(entry.amount))),
  );
  const expected = decimalOrZero(added?.toFixed()).minus(decimalOrZero(taken?.toFixed()));
  if (net && said !== undefined && !decimalOrZero(said).abs().equals(expected.abs()))
    report.tell('edifact-total', `Allowances and charges add up to ${expected.toFixed(2)}, not ${said}.`, net, 'error');
  return {
    allowances: written.allowances ?? taken?.toFixed(2),
    charges: written.charges ?? added?.toFixed(2),
  };
}

function readBucket({ head, rest }: SegmentGroup, report: SegmentReport): VatBreakdown | undefined {
  const vat = readTax(head, report);
  if (!vat) return undefined;
  const bucket: Draft<VatBreakdown> = {};
  assign(bucket, 'vatCategoryTaxableAmount', takeNumber(firstQualified(rest, 'MOA', ...AMOUNTS.taxable), 0, 1, report));
  assign(bucket, 'vatCategoryTaxAmount', takeNumber(firstQualified(rest, 'MOA', ...AMOUNTS.tax), 0, 1, report));
  assign(bucket, 'vatCategoryCode', vat.category);
  assign(bucket, 'vatCategoryRate', vat.rate);
  return bucket;
}

/** The reason of an exemption stands in a note TXD: it belongs to the one bucket that needs it. */
function withExemption(buckets: readonly VatBreakdown[], invoice: Draft<Invoice>): VatBreakdown[] {
  const exempt = buckets.filter(({ vatCategoryCode: code }) => ['E', 'AE', 'K', 'G', 'O'].includes(code ?? ''));
  const note = (invoice.notes ?? []).find(
    (one) => one.subjectCode === 'TXD' && one.note !== undefined && one.note !== 'MEMBRE_ASSUJETTI_UNIQUE',
  );
  if (!note?.note || exempt.length !== 1) return [...buckets];
  const rest = (invoice.notes ?? []).filter((one) => one !== note);
  if (rest.length) invoice.notes = rest;
  else delete invoice.notes;
  const reason = /^VATEX-[A-Z0-9-]+$/.test(note.note)
    ? { vatExemptionReasonCode: note.note }
    : { vatExemptionReasonText: note.note };
  return buckets.map((bucket) => (bucket === exempt[0] ? { ...bucket, ...reason } : bucket));
}

function unread(segments: readonly Segment[]): Problem[] {
  return segments
    .filter(({ taken }) => !taken)
    .map((segment) => ({
      severity: 'warning',
      rule: 'edifact-not-read',
      message: `"${[segment.tag, ...segment.elements.map((parts) => parts.join(':'))].join('+').slice(0, 80)}" was not read: it is not known here or repeats a single term.`,
      location: placeOf(segment),
    }));
}
