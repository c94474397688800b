import type { Problem } from '@lettrage/domain';

/**
 * Writes an invoice as a document. `Invoice` is the EN 16931 model of `@lettrage/einvoicing`; it crosses as plain data.
 */
export interface InvoiceDocumentWriter<Invoice = unknown> {
  /** The document's bytes and what the syntax or profile could not carry. The same invoice gives the same bytes. */
  write(invoice: Invoice, options: InvoiceWriteOptions): Promise<{ bytes: Uint8Array; problems: readonly Problem[] }>;
}

/** Format, profile and language of a written document. */
export interface InvoiceWriteOptions {
  readonly format: string;
  readonly profile?: string;
  /** Language of the rendered page. */
  readonly lang?: 'fr' | 'en';
  /** Instant put in the document where its syntax wants one (PDF metadata), ISO 8601 UTC. */
  readonly at: string;
  /** A PDF of the user's to put the invoice into, where the format is one inside a PDF; rendered by the writer otherwise. */
  readonly pdf?: Uint8Array;
  /** The seller's logo, PNG or JPEG, for a page the writer draws. */
  readonly logo?: Uint8Array;
}

/** Reads a document into the EN 16931 model. */
export interface InvoiceDocumentReader<Invoice = unknown> {
  /** How sure the reader is that these first 64 KiB are its format: 0 … 1. Never throws. */
  sniff(head: Uint8Array): number;
  /**
   * The invoice, or only problems if the document cannot be read. `xml` is the text it was read from, where the document
   * is or holds XML: rules that judge a document as written need it. `isFacturx` says that it was inside a Factur-X PDF,
   * whose profiles have schemas of their own.
   */
  read(
    bytes: Uint8Array,
    options: { file?: string },
  ): Promise<{
    invoice?: Invoice;
    profile?: string;
    xml?: string;
    isFacturx?: boolean;
    problems: readonly Problem[];
  }>;
}
