import { defineAdapter } from '@lettrage/adapter-sdk';

/** GoCardless' breakdown of payouts (CSV). */
export default defineAdapter({
  manifest: {
    id: 'payout-gocardless',
    title: 'Payouts of GoCardless (payout breakdown)',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['payoutReader'],
    documentation:
      'https://support.gocardless.com/hc/en-us/articles/17144251867548-Payout-breakdown-reports-Transactions',
    licence: 'Apache-2.0',
  },
  create: async () => ({ payoutReader: (await import('./gocardless.report.js')).gocardlessReader }),
});
