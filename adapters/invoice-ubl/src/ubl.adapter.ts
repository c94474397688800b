import { AdapterError, type InvoiceDocumentReader, type InvoiceDocumentWriter } from '@lettrage/adapter-sdk';
import { looksLikeUbl, lostTerms, readInvoiceXml, readUbl, writeUbl, type Invoice } from '@lettrage/einvoicing';
import { decodeText } from '@lettrage/formats';

/**
 * Writes an invoice as UBL 2.1, and tells each term that UBL cannot carry. Amounts are written as they are: compute and
 * check before.
 */
export const ublWriter: InvoiceDocumentWriter<Invoice> = {
  async write(invoice, { format }) {
    if (format !== 'ubl') throw new AdapterError('config', `This adapter writes the format "ubl", not "${format}".`);
    const { xml, problems } = writeUbl(invoice);
    // A writer may think it has written a term: what does not come back is lost.
    const lost = lostTerms(invoice, readUbl(xml).invoice ?? {}, 'UBL');
    return { bytes: Buffer.from(xml, 'utf8'), problems: [...problems, ...lost] };
  },
};

/** Reads UBL invoices and credit notes. What is wrong with a document becomes problems, never an exception. */
export const ublReader: InvoiceDocumentReader<Invoice> = {
  sniff(head) {
    const text = decodeText(head.subarray(0, 65_536), { xml: true }).text;
    return looksLikeUbl(text) ? 0.95 : 0;
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
