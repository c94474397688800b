import { defineAdapter } from '@lettrage/adapter-sdk';

export default defineAdapter({
  manifest: {
    id: 'invoice-facturx',
    title: 'Factur-X / ZUGFeRD: PDF/A-3 with the invoice as CII inside',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['invoiceDocumentWriter', 'invoiceDocumentReader'],
    config: { type: 'object', additionalProperties: false, properties: {} },
    formats: [
      {
        id: 'facturx',
        title: 'Factur-X 1.09 / ZUGFeRD 2.5, any profile, page rendered in French or English',
        options: {
          type: 'object',
          additionalProperties: false,
          properties: {
            profile: {
              type: 'string',
              enum: ['minimum', 'basicwl', 'basic', 'en16931', 'extended'],
              default: 'en16931',
            },
          },
        },
        describe: {
          writes: ['MINIMUM', 'BASIC WL', 'BASIC', 'EN 16931', 'EXTENDED'],
          reads: ['all profiles of Factur-X and ZUGFeRD 1 and 2', 'bare CII XML'],
          pdf: 'PDF/A-3b',
        },
      },
    ],
    licence: 'Apache-2.0',
  },
  async create() {
    // One after the other: both bring the same PDF library, which must not be loaded twice at once.
    const { facturxWriter } = await import('./facturx.writer.js');
    const { facturxReader } = await import('./facturx.reader.js');
    return { invoiceDocumentWriter: facturxWriter, invoiceDocumentReader: facturxReader };
  },
});
