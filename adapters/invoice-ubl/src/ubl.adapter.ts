import { AdapterError, type InvoiceDocumentReader, type InvoiceDocumentWriter } from '@lettrage/adapter-sdk';
import { looksLikeUbl, readInvoiceXml, writeUbl, type Invoice } from '@lettrage/einvoicing';
import { decodeText } from '@lettrage/formats';

/** Writes an invoice as UBL 2.1. Amounts are written as they are: compute and check before. */
export const ublWriter: InvoiceDocumentWriter<Invoice> = {
  async write(invoice, { format }) {
    if (format !== 'ubl') throw new AdapterError('config', `This adapter writes the format "ubl", not "${format}".`);
    const { xml, problems } = writeUbl(invoice);
    return { bytes: Buffer.from(xml, 'utf8'), problems };
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
