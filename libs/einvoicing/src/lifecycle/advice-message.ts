import type { Advice } from '@lettrage/domain';
import type { LifecycleMessage } from './lifecycle-message.js';

/**
 * A remittance advice of another format as the status 211 it amounts to: what it says of each document, under an
 * identifier. Items without a document say nothing of one and are left out.
 */
export function messageOfAdvice(advice: Advice, id: string, currency = 'EUR'): LifecycleMessage {
  const paid = advice.items.filter(({ invoice, amount }) => invoice !== undefined && amount !== undefined);
  return {
    id,
    ...(advice.payer === undefined ? {} : { issuer: { name: advice.payer } }),
    acknowledgements: [
      {
        phase: '23',
        ...(advice.date === undefined ? {} : { setAt: `${advice.date}T00:00:00Z` }),
        invoices: paid.map(({ invoice, amount }) => ({
          invoiceNumber: invoice!,
          status: '211',
          details: [{ sequence: '1', characteristics: [{ type: 'MPA', amount: { amount: amount, currency } }] }],
        })),
      },
    ],
  };
}
