import { createHash } from 'node:crypto';
import type { Problem } from '@lettrage/adapter-sdk';
import type { Invoice } from '@lettrage/einvoicing';
import PDFDocument from 'pdfkit';
import { labelsOf } from '../page/labels.js';
import { Page } from '../page/page.js';
import { renderInvoice } from '../page/render-invoice.js';
import { fontOf, type Font } from './fonts.js';
import { invoiceXmp } from './xmp.js';

export interface PdfOptions {
  readonly xml: string;
  readonly at: Date;
  readonly lang: 'fr' | 'en';
  readonly conformanceLevel: string;
  readonly relationship: 'Alternative' | 'Data';
  /** The seller's, PNG or JPEG. */
  readonly logo?: Uint8Array;
}

/** The name every receiver looks for. */
export const XML_FILE_NAME = 'factur-x.xml';

/**
 * A PDF/A-3b: the rendered invoice, all fonts embedded, the sRGB output intent, XMP with the Factur-X extension, and the
 * XML in `/Names/EmbeddedFiles` and the catalogue's `/AF` as the alternative of the page, or as data where the profile carries a part of it.
 */
export async function writePdf(
  invoice: Invoice,
  options: PdfOptions,
): Promise<{ bytes: Uint8Array; problems: Problem[] }> {
  const { at, lang, xml } = options;
  const title = titleOf(invoice, lang);
  // The title stands in the XMP alone: what is in the Info dictionary too must be equal, and the library does not escape it.
  const document = new PDFDocument({
    size: 'A4',
    margins: { top: 48, bottom: 64, left: 48, right: 48 },
    bufferPages: true,
    autoFirstPage: false,
    pdfVersion: '1.7',
    subset: 'PDF/A-3b',
    lang: lang === 'fr' ? 'fr-FR' : 'en',
    displayTitle: true,
    // No font by default: the library would open it anew each time it is asked for by name.
    font: null as unknown as string,
    info: { Producer: 'Lettrage', Creator: 'Lettrage', CreationDate: at, ModDate: at },
  });
  const drawn = options.logo ? createHash('sha256').update(options.logo).digest('hex') : '';
  identify(document, `${at.toISOString()}\n${lang}\n${xml}${drawn}`);
  document.registerFont('regular', asSource(fontOf('regular')));
  document.registerFont('bold', asSource(fontOf('bold')));
  const bytes = collect(document);
  const page = new Page(document, labelsOf(lang));
  renderInvoice(page, invoice, options.logo);
  document.appendXML(
    invoiceXmp({
      title,
      author: authorOf(invoice),
      language: lang,
      modified: at,
      fileName: XML_FILE_NAME,
      conformanceLevel: options.conformanceLevel,
    }),
  );
  attach(document, options);
  document.end();
  return { bytes: await bytes, problems: page.problems };
}

/** What a document is called: kind and number. */
export function titleOf({ invoiceTypeCode, invoiceNumber }: Invoice, lang: 'fr' | 'en'): string {
  const { titles, invoice } = labelsOf(lang);
  return `${titles[invoiceTypeCode ?? ''] ?? invoice} ${invoiceNumber ?? ''}`.trim();
}

/** Who made it, for the metadata. */
export function authorOf({ seller }: Invoice): string {
  return seller?.name ?? 'Lettrage';
}

function attach(document: PDFKit.PDFDocument, { xml, at, relationship }: PdfOptions): void {
  const options = {
    name: XML_FILE_NAME,
    type: 'text/xml',
    description: 'Factur-X invoice',
    creationDate: at,
    modifiedDate: at,
    relationship,
  };
  document.file(Buffer.from(xml, 'utf8'), options);
}

/** The library takes parsed fonts too, which its types do not say. */
function asSource(font: Font): string {
  return font as unknown as string;
}

/** The trailer's /ID from the content: the library's own would be equal for all invoices of one instant. */
function identify(document: PDFKit.PDFDocument, content: string): void {
  (document as unknown as { _id: Uint8Array })._id = createHash('sha256').update(content).digest().subarray(0, 16);
}

function collect(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.on('error', reject);
  });
}
