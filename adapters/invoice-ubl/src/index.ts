import { defineAdapter } from '@lettrage/adapter-sdk';

export default defineAdapter({
  manifest: {
    id: 'invoice-ubl',
    title: 'UBL 2.1: Invoice and CreditNote',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['invoiceDocumentWriter', 'invoiceDocumentReader'],
    config: { type: 'object', additionalProperties: false, properties: {} },
    formats: [
      {
        id: 'ubl',
        title: 'UBL 2.1; credit notes (381, 261, 396…) are a CreditNote, all else an Invoice',
        options: { type: 'object', additionalProperties: false, properties: {} },
        describe: { writes: ['UBL 2.1'], reads: ['UBL 2.1 and 2.0 Invoice', 'UBL 2.1 and 2.0 CreditNote'] },
      },
    ],
    licence: 'Apache-2.0',
  },
  async create() {
    const { ublReader, ublWriter } = await import('./ubl.adapter.js');
    return { invoiceDocumentWriter: ublWriter, invoiceDocumentReader: ublReader };
  },
});
