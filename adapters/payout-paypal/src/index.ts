import { defineAdapter } from '@lettrage/adapter-sdk';

/** PayPal's activity report (CSV or tabs, English or French): every withdrawal to the bank is a payout. */
export default defineAdapter({
  manifest: {
    id: 'payout-paypal',
    title: 'Payouts of PayPal (activity report)',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['payoutReader'],
    documentation: 'https://developer.paypal.com/docs/reports/reference/tcodes/',
    licence: 'Apache-2.0',
  },
  create: async () => ({ payoutReader: (await import('./paypal.report.js')).paypalReader }),
});
