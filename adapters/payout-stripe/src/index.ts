import { defineAdapter } from '@lettrage/adapter-sdk';
import type { StripeConfig } from './stripe.client.js';

/** Stripe's payouts: itemised reports (CSV), and the API. */
export default defineAdapter<StripeConfig>({
  manifest: {
    id: 'payout-stripe',
    title: 'Payouts of Stripe',
    version: '0.1.0',
    sdk: '^0.1.0',
    capabilities: ['payoutReader', 'payoutSource'],
    hosts: ['api.stripe.com'],
    documentation: 'https://docs.stripe.com/payouts/reconciliation',
    licence: 'Apache-2.0',
    config: {
      type: 'object',
      additionalProperties: false,
      properties: {
        apiKey: {
          type: 'string',
          writeOnly: true,
          title:
            'Restricted key that may read payouts, balance transactions, charges, refunds and disputes; reports need none',
        },
        account: { type: 'string', pattern: '^acct_[A-Za-z0-9]+$', title: 'Connected account, such as acct_1N…' },
        from: {
          type: 'string',
          pattern: '^\\d{4}-\\d{2}-\\d{2}$',
          title: 'Payouts created before this day are not read',
        },
      },
    },
  },
  create: async (config, context) => ({
    payoutReader: (await import('./stripe.report.js')).stripeReader,
    payoutSource: (await import('./stripe.payout-source.js')).stripePayoutSource(config, context),
    check: async () => (await import('./stripe.check.js')).checkStripe(config, context),
  }),
});
