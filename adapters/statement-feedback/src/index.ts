import { defineAdapter } from '@lettrage/adapter-sdk';

/** What the bank answers to one's own direct debits and transfers. */
export default defineAdapter({
  manifest: {
    id: 'statement-feedback',
    title: 'Answers to direct debits and transfers (pain.002, CFONB240)',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['statementReader'],
    formats: [
      { id: 'pain.002', title: 'Payment status report of ISO 20022: what was rejected before it was booked' },
      { id: 'cfonb240', title: 'CFONB240 (AFB240): returned direct debits and transfers, one by one' },
    ],
    licence: 'Apache-2.0',
  },
  create: async () => ({ statementReader: (await import('./feedback.reader.js')).feedbackReader }),
});
