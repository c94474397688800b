import { defineAdapter } from '@lettrage/adapter-sdk';

/** CFONB120 (AFB120): the account statement of French banks in records of 120 characters. */
export default defineAdapter({
  manifest: {
    id: 'statement-cfonb',
    title: 'CFONB120 bank statements',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['statementReader'],
    formats: [{ id: 'cfonb120', title: 'CFONB120 (AFB120) account statement' }],
    licence: 'Apache-2.0',
  },
  create: async () => ({ statementReader: (await import('./cfonb.reader.js')).cfonbReader }),
});
