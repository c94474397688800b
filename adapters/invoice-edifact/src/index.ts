import { defineAdapter } from '@lettrage/adapter-sdk';

export default defineAdapter({
  manifest: {
    id: 'invoice-edifact',
    title: 'EDIFACT INVOIC: D.96A and D.01B, EANCOM as used in French retail',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['invoiceDocumentWriter', 'invoiceDocumentReader'],
    config: {
      type: 'object',
      additionalProperties: false,
      properties: {
        charset: {
          type: 'string',
          description: 'Syntax identifier of written interchanges: UNOA to UNOK (single bytes) or UNOW (UTF-8).',
          enum: ['UNOA', 'UNOB', 'UNOC', 'UNOD', 'UNOE', 'UNOF', 'UNOG', 'UNOH', 'UNOI', 'UNOJ', 'UNOK', 'UNOW'],
          default: 'UNOC',
        },
      },
    },
    formats: [
      {
        id: 'edifact',
        title: 'INVOIC, one message to an interchange',
        options: {
          type: 'object',
          additionalProperties: false,
          properties: { profile: { type: 'string', enum: ['d96a', 'd01b'], default: 'd96a' } },
        },
        describe: {
          writes: ['INVOIC:D:96A:UN:EAN008', 'INVOIC:D:01B:UN:EAN010'],
          reads: ['INVOIC of any directory as these two are'],
          extension: '.edi',
        },
      },
    ],
    licence: 'Apache-2.0',
  },
  async create(config) {
    const { edifactReader, edifactWriter } = await import('./edifact.documents.js');
    return { invoiceDocumentWriter: edifactWriter(config), invoiceDocumentReader: edifactReader };
  },
});
