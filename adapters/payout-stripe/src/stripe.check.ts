import { isAdapterError, type AdapterContext, type Problem } from '@lettrage/adapter-sdk';
import { StripeClient, type StripeConfig } from './stripe.client.js';

/** What a restricted key must be allowed to read; each is asked for one record. */
const READ = ['payouts', 'balance_transactions', 'charges', 'refunds', 'disputes'] as const;

/** Asks Stripe for one record of each kind that payouts are read from; what it refuses is a problem. Writes nothing. */
export async function checkStripe(config: StripeConfig, context: AdapterContext): Promise<readonly Problem[]> {
  const client = new StripeClient(config, context);
  const problems: Problem[] = [];
  for (const path of READ) {
    try {
      await client.list(path, { limit: 1 });
    } catch (error) {
      if (!isAdapterError(error)) throw error;
      problems.push({ severity: 'error', rule: `stripe-${error.kind}`, message: error.message, location: path });
      // Without a key, or without an answer, the next one says the same.
      if (error.kind !== 'auth' && error.kind !== 'rejected') return problems;
    }
  }
  return problems;
}
