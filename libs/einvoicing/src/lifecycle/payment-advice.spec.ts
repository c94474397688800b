import { describe, expect, it } from '@jest/globals';
import { messageOf } from '../testing/lifecycle-example.js';
import { adviceOfMessage } from './payment-advice.js';

describe('status 211 as an advice', () => {
  it('says who paid what of which invoice, and when', () => {
    expect(adviceOfMessage(messageOf('211'))).toEqual({
      advice: [
        {
          kind: 'remittance',
          payer: 'Boulangerie Martin SAS',
          date: '2026-11-02',
          total: '120.00',
          items: [{ invoice: 'FA2026-000123', amount: '120.00' }],
        },
      ],
      problems: [],
    });
  });

  it('another status, or one without an amount, is none', () => {
    const { advice, problems } = adviceOfMessage(messageOf('205'));
    expect(advice).toEqual([]);
    expect(problems).toHaveLength(1);
    const bare = structuredClone(messageOf('211')) as { acknowledgements: { invoices: { details?: unknown }[] }[] };
    delete bare.acknowledgements[0]!.invoices[0]!.details;
    expect(adviceOfMessage(bare as never).problems[0]!.message).toContain('MPA');
  });
});
