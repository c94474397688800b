import { defineAdapter } from '@lettrage/adapter-sdk';

/** camt.052, 053 and 054: the bank statements of ISO 20022. */
export default defineAdapter({
  manifest: {
    id: 'statement-camt',
    title: 'ISO 20022 bank statements (camt.052, camt.053, camt.054)',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['statementReader'],
    formats: [
      { id: 'camt.052', title: 'Intraday account report' },
      { id: 'camt.053', title: 'Account statement' },
      { id: 'camt.054', title: 'Debit and credit notification' },
    ],
    licence: 'Apache-2.0',
  },
  create: async () => ({ statementReader: (await import('./camt.reader.js')).camtReader }),
});
