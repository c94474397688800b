import { defineAdapter } from '@lettrage/adapter-sdk';

export default defineAdapter({
  manifest: {
    id: 'invoice-cii',
    title: 'CII: UN/CEFACT Cross Industry Invoice',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['invoiceDocumentWriter', 'invoiceDocumentReader'],
    config: { type: 'object', additionalProperties: false, properties: {} },
    formats: [
      {
        id: 'cii',
        title: 'Cross Industry Invoice, element order of D22B',
        options: { type: 'object', additionalProperties: false, properties: {} },
        describe: { writes: ['D22B'], reads: ['D16B', 'D22B', 'Factur-X and ZUGFeRD 2 XML', 'ZUGFeRD 1.0 XML'] },
      },
    ],
    licence: 'Apache-2.0',
  },
  async create() {
    const { ciiReader, ciiWriter } = await import('./cii.adapter.js');
    return { invoiceDocumentWriter: ciiWriter, invoiceDocumentReader: ciiReader };
  },
});
