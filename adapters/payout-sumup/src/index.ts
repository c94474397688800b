import { defineAdapter } from '@lettrage/adapter-sdk';

/** SumUp's report of transactions (CSV, English, French or German). */
export default defineAdapter({
  manifest: {
    id: 'payout-sumup',
    title: 'Payouts of SumUp (report of transactions)',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['payoutReader'],
    licence: 'Apache-2.0',
  },
  create: async () => ({ payoutReader: (await import('./sumup.report.js')).sumupReader }),
});
