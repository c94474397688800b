import { describe, expect, it } from '@jest/globals';
import type { StatementHead, TransactionLine } from '@lettrage/domain';
import { SummaryDraft } from './statement-summary.js';

describe('a statement to be stored', () => {
  it('is refused where a line is in another currency than the account, and its sum leaves that line out', () => {
    const head = { type: 'statement', account: { currency: 'EUR' }, source: { format: 'x' } } as StatementHead;
    const draft = new SummaryDraft(1, head);
    const line = { bookingDate: '2026-01-02', amount: '5.00', currency: 'EUR', status: 'booked' } as TransactionLine;
    draft.addTransaction(line);
    draft.addTransaction({ ...line, currency: 'USD' });
    draft.addTransaction({ ...line, currency: 'JPY', amount: '500' });
    expect(draft).toMatchObject({ broken: true, count: 3, sum: 500n });
    expect(draft.problems.map(({ rule, severity }) => [rule, severity])).toEqual([['line-currency', 'error']]);
  });
});
