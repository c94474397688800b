import { defineAdapter } from '@lettrage/adapter-sdk';
import { FORMATS } from './csv.formats.js';

/** Bank statements in CSV: one profile a bank, found by its header, and a generic reader for plain layouts. */
export default defineAdapter({
  manifest: {
    id: 'statement-csv',
    title: 'Bank statements in CSV',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['statementReader'],
    formats: [...FORMATS],
    licence: 'Apache-2.0',
  },
  create: async () => ({ statementReader: (await import('./csv.reader.js')).csvReader }),
});
