import { defineAdapter } from '@lettrage/adapter-sdk';
import { FORMATS } from './xlsx.formats.js';

/** Bank statements exported as Excel workbooks, by the profiles of the CSV exports. */
export default defineAdapter({
  manifest: {
    id: 'statement-xlsx',
    title: 'Bank statements in Excel workbooks',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['statementReader'],
    formats: [...FORMATS],
    licence: 'Apache-2.0',
  },
  create: async () => ({ statementReader: (await import('./xlsx.reader.js')).xlsxReader }),
});
