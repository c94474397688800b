import { defineAdapter } from '@lettrage/adapter-sdk';

/** OFX 1 (SGML) and 2 (XML), `.ofx` and `.qfx`: bank and card statements. */
export default defineAdapter({
  manifest: {
    id: 'statement-ofx',
    title: 'OFX bank statements',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['statementReader'],
    formats: [{ id: 'ofx', title: 'Open Financial Exchange 1 and 2 (.ofx, .qfx)' }],
    licence: 'Apache-2.0',
  },
  create: async () => ({ statementReader: (await import('./ofx.reader.js')).ofxReader }),
});
