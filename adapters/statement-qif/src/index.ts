import { defineAdapter } from '@lettrage/adapter-sdk';
import { FORMATS } from './qif.formats.js';

/** Bank statements in QIF. */
export default defineAdapter({
  manifest: {
    id: 'statement-qif',
    title: 'Bank statements in QIF',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['statementReader'],
    formats: FORMATS.map(({ id, title }) => ({ id, title })),
    licence: 'Apache-2.0',
  },
  create: async () => ({ statementReader: (await import('./qif.reader.js')).qifReader }),
});
