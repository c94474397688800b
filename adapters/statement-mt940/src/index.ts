import { defineAdapter } from '@lettrage/adapter-sdk';

/** MT940 and MT942: the account statements of SWIFT, with the dialects banks write in `:86:`. */
export default defineAdapter({
  manifest: {
    id: 'statement-mt940',
    title: 'SWIFT bank statements (MT940, MT942)',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['statementReader'],
    formats: [
      { id: 'mt940', title: 'Customer statement message' },
      { id: 'mt942', title: 'Interim transaction report' },
    ],
    licence: 'Apache-2.0',
  },
  create: async () => ({ statementReader: (await import('./mt940.reader.js')).mt940Reader }),
});
