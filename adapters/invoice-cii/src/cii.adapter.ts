import { AdapterError, type InvoiceDocumentReader, type InvoiceDocumentWriter } from '@lettrage/adapter-sdk';
import {
  looksLikeCii,
  looksLikeZugferd1,
  lostTerms,
  readCii,
  readInvoiceXml,
  writeCii,
  type Invoice,
} from '@lettrage/einvoicing';
import { decodeText } from '@lettrage/formats';

/**
 * Writes an invoice as CII, and tells each term that CII cannot carry. Amounts are written as they are: compute and
 * check before.
 */
export const ciiWriter: InvoiceDocumentWriter<Invoice> = {
  async write(invoice, { format }) {
    if (format !== 'cii') throw new AdapterError('config', `This adapter writes the format "cii", not "${format}".`);
    const { xml, problems } = writeCii(invoice);
    // A writer may think it has written a term: what does not come back is lost.
    const lost = lostTerms(invoice, readCii(xml).invoice ?? {}, 'CII');
    return { bytes: Buffer.from(xml, 'utf8'), problems: [...problems, ...lost] };
  },
};

/** Reads CII of any version, ZUGFeRD 1.0 included. What is wrong with a document becomes problems, never an exception. */
export const ciiReader: InvoiceDocumentReader<Invoice> = {
  sniff(head) {
    const text = decodeText(head.subarray(0, 65_536), { xml: true }).text;
    return looksLikeCii(text) || looksLikeZugferd1(text) ? 0.95 : 0;
  },

  async read(bytes) {
    const { text, warnings } = decodeText(bytes, { xml: true });
    const { invoice, problems } = readInvoiceXml(text);
    const profile = invoice?.processControl?.specificationIdentifier;
    return {
      ...(invoice ? { invoice } : {}),
      ...(profile === undefined ? {} : { profile }),
      xml: text,
      problems: [
        ...warnings.map((message) => ({ severity: 'warning' as const, rule: 'xml-encoding', message })),
        ...problems,
      ],
    };
  },
};
