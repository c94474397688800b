import type { InvoiceDocumentReader, Problem } from '@lettrage/adapter-sdk';
import { looksLikeCii, readInvoiceXml, type Invoice } from '@lettrage/einvoicing';
import { decodeText } from '@lettrage/formats';
import { profileOf } from './facturx.profiles.js';
import { readAttachments, type Attachment } from './pdf/pdf-attachments.js';

/** Names the invoice inside a PDF has gone by, in lower case: Factur-X, ZUGFeRD 1 and 2, XRechnung. */
const FACTURX = 'factur-x.xml';
const XML_NAMES = new Set([FACTURX, 'zugferd-invoice.xml', 'xrechnung.xml']);

type Read = Awaited<ReturnType<InvoiceDocumentReader<Invoice>['read']>>;

/**
 * Reads the invoice inside a Factur-X or ZUGFeRD PDF, or a bare Cross Industry Invoice. The XML decides; metadata that
 * contradict it only warn. Whatever is wrong with the document becomes problems, never an exception.
 */
export const facturxReader: InvoiceDocumentReader<Invoice> = {
  sniff(head) {
    const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, 65_536)).toString('latin1');
    if (/^[\s\S]{0,1024}%PDF-/.test(text)) return 0.9;
    return looksLikeCii(text) ? 0.95 : 0;
  },

  async read(bytes, _options) {
    const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024)).toString('latin1');
    return head.includes('%PDF-') ? readPdf(bytes) : readXml(bytes, []);
  },
};

async function readPdf(bytes: Uint8Array): Promise<Read> {
  const { attachments, xmp, problems } = await readAttachments(bytes);
  if (problems.some((problem) => problem.severity === 'fatal')) return { problems };
  const chosen = choose(attachments);
  if (!chosen.attachment) return { problems: [...problems, ...chosen.problems] };
  const read = readXml(chosen.attachment.bytes, [...problems, ...chosen.problems]);
  // ZUGFeRD 2.0 and XRechnung go by other names, and by other schemas.
  const isFacturx = chosen.attachment.name.toLowerCase() === FACTURX;
  return { ...read, isFacturx, problems: [...read.problems, ...checkXmp(read.invoice, xmp)] };
}

/** The one invoice among the attachments. */
function choose(attachments: readonly Attachment[]): { attachment?: Attachment; problems: Problem[] } {
  const named = attachments.filter(({ name }) => XML_NAMES.has(name.toLowerCase()));
  const like = named.length
    ? named
    : attachments.filter(({ bytes }) => looksLikeCii(Buffer.from(bytes.subarray(0, 65_536)).toString('latin1')));
  const [first] = like;
  if (!first) {
    const names = attachments.map(({ name }) => `"${name}"`).join(', ') || 'none';
    const message = `The PDF holds no invoice: expected an attachment "factur-x.xml" (attachments: ${names}). It is an ordinary PDF.`;
    return { problems: [{ severity: 'fatal', rule: 'facturx-no-xml', message }] };
  }
  if (like.length > 1) {
    const message = `The PDF holds ${like.length} different invoices (${like.map(({ name }) => `"${name}"`).join(', ')}): it does not say which one counts. Ask the sender.`;
    return { problems: [{ severity: 'fatal', rule: 'facturx-several-xml', message }] };
  }
  if (named.length) return { attachment: first, problems: [] };
  const message = `The invoice is attached as "${first.name}"; Factur-X wants the name "factur-x.xml".`;
  return { attachment: first, problems: [{ severity: 'warning', rule: 'facturx-xml-name', message }] };
}

function readXml(bytes: Uint8Array, before: readonly Problem[]): Read {
  const { text, warnings } = decodeText(bytes, { xml: true });
  const encoding = warnings.map((message): Problem => ({ severity: 'warning', rule: 'xml-encoding', message }));
  const { invoice, problems } = readInvoiceXml(text);
  const profile =
    profileOf(invoice?.processControl?.specificationIdentifier)?.id ?? invoice?.processControl?.specificationIdentifier;
  return {
    ...(invoice ? { invoice } : {}),
    ...(profile === undefined ? {} : { profile }),
    xml: text,
    problems: [...before, ...encoding, ...problems],
  };
}

function checkXmp(invoice: Invoice | undefined, xmp: string | undefined): Problem[] {
  const written = xmp?.match(/ConformanceLevel\s*(?:>|=\s*["'])\s*([^<"']+?)\s*[<"']/)?.[1];
  const expected = profileOf(invoice?.processControl?.specificationIdentifier)?.conformanceLevel;
  const same = (level: string): string => level.replace(/\s+/g, '').toUpperCase();
  if (written === undefined || expected === undefined || same(written) === same(expected)) return [];
  const message = `The PDF metadata say profile "${written}", the XML is ${expected}: the XML counts.`;
  return [{ severity: 'warning', rule: 'facturx-xmp-profile', message }];
}
