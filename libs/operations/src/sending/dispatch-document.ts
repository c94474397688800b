import { createHash } from 'node:crypto';
import { addDays, dayOf, fiscalYearEnd, hasErrors, InputError, parseDay, yearOf, type Day } from '@lettrage/domain';
import { checkInvoice, checkInvoiceXml, looksLikeEdifact, looksLikeUbl, type Invoice } from '@lettrage/einvoicing';
import { DispatchStore, InvoiceStatusStore, newId, type ArchivedInvoice } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { companyLogo } from '../setup/company-logo.js';
import { readCompany } from '../setup/companies.js';
import { readDocument } from '../status/pull-statuses.js';
import { recordEinvoice } from '../status/record-einvoice.js';

/** A document to be kept or sent: its bytes with a name, or the number of an invoice that is recorded. */
export type DocumentRequest =
  | { readonly bytes: Uint8Array; readonly name: string; readonly force?: boolean }
  | { readonly number: string; readonly force?: boolean };

/** A document that is read and may leave. */
export interface ReadyDocument {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly mediaType: string;
  readonly invoice: Invoice;
}

const YEARS = 10;

/**
 * Keeps an invoice unchanged for ten years after the end of the financial year: the bytes as they are, with their
 * SHA-256, which the database itself compares. The same bytes are kept once.
 *
 * @throws InputError where the document is no invoice, has no number, or breaks the rules (unless forced)
 */
export async function archiveInvoice(
  context: OperationsContext,
  companyId: string,
  request: DocumentRequest,
): Promise<{ document: ArchivedInvoice; invoice: Invoice }> {
  const ready = await readyDocument(context, companyId, request);
  const { invoice, bytes, name, mediaType } = ready;
  const number = invoice.invoiceNumber!;
  const document = await context.database.withCompany(companyId, async (tx) => {
    const { fiscalYearEnd: closing } = await readCompany(tx);
    return new DispatchStore(tx).archive({
      id: newId(),
      number,
      name,
      mediaType,
      bytes,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      keepUntil: keepUntil(parseDay(context.now().toISOString().slice(0, 10)), closing),
    });
  });
  // Its receipts can be reported once it is known, and its statuses find it.
  await recordEinvoice(context, companyId, { invoice });
  return { document, invoice };
}

/** Ten years after the end of the financial year of a day, and a day more where clocks differ. */
export function keepUntil(day: Day, closing: string): Day {
  const end = fiscalYearEnd(day, closing);
  const month = Number(end.slice(5, 7));
  const last = end.endsWith('02-29') ? 28 : Number(end.slice(8, 10));
  return addDays(dayOf(yearOf(end) + YEARS, month, last), 1);
}

/** How platforms call the syntax of a document; undefined for one they do not take. */
export function syntaxOf(bytes: Uint8Array): 'CII' | 'UBL' | 'Factur-X' | undefined {
  const head = Buffer.from(bytes.subarray(0, 65_536)).toString('latin1');
  if (head.startsWith('%PDF')) return 'Factur-X';
  if (looksLikeEdifact(bytes.subarray(0, 65_536))) return undefined;
  return looksLikeUbl(head) ? 'UBL' : 'CII';
}

async function readyDocument(
  context: OperationsContext,
  companyId: string,
  request: DocumentRequest,
): Promise<ReadyDocument> {
  const { bytes, name } = 'bytes' in request ? request : await rendered(context, companyId, request.number);
  const { invoice, xml, isFacturx = false, problems } = await readDocument(context, { bytes, name });
  if (!invoice) throw new InputError('unreadable-invoice', problems[0]?.message ?? `${name} is no invoice.`, problems);
  if (invoice.invoiceNumber === undefined)
    throw new InputError('no-number', 'The invoice has no number (BT-1): it cannot be sent.');
  const broken =
    xml === undefined ? [...problems, ...checkInvoice(invoice)] : checkInvoiceXml(xml, { isFacturx }).problems;
  if (hasErrors(broken) && !request.force)
    throw new InputError('invoice-refused', `${name} was not sent: it breaks the rules.`, broken);
  const mediaType =
    bytes[0] === 0x25 ? 'application/pdf' : bytes[0] === 0x55 ? 'application/edifact' : 'application/xml';
  return { bytes, name, mediaType, invoice };
}

/** The Factur-X of an invoice that is recorded or was issued here. */
async function rendered(
  context: OperationsContext,
  companyId: string,
  number: string,
): Promise<{ bytes: Uint8Array; name: string }> {
  const [found, logo] = await context.database.withCompany(companyId, async (tx) => [
    await new InvoiceStatusStore(tx).einvoice(number),
    await companyLogo(tx),
  ]);
  if (!found)
    throw new InputError(
      'unknown-invoice',
      `There is no electronic invoice ${number}: name its file, or record it with lettrage status record.`,
    );
  const adapter = await context.adapters.open('invoice-facturx');
  try {
    const at = `${(found.invoice as Invoice).invoiceIssueDate ?? '2000-01-01'}T00:00:00Z`;
    const { bytes } = await adapter.members.invoiceDocumentWriter!.write(found.invoice, {
      format: 'facturx',
      lang: 'fr',
      at,
      ...logo,
    });
    return { bytes, name: `${number.replace(/[^A-Za-z0-9+\-_.]/g, '_')}.pdf` };
  } finally {
    adapter.close();
  }
}
