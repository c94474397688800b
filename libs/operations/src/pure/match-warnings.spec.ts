import { describe, expect, it } from '@jest/globals';
import { parseDay, type HistoryRecord, type OpenItem } from '@lettrage/domain';
import { judgeRules, PackedItems, readMatchConfig } from '@lettrage/reconciliation';
import { accountWarnings, historyWarnings, itemWarnings, ruleWarnings } from './match-warnings.js';

const item = (number: string, open: bigint): OpenItem => ({
  number,
  kind: 'invoice',
  customer: { id: 'C1', name: 'ACME', ibans: [] },
  issueDate: parseDay('2026-01-05'),
  dueDate: parseDay('2026-02-04'),
  currency: 'EUR',
  total: 12000n,
  open,
});
const paid = (customer: string, amount: string): HistoryRecord => ({
  transaction: {
    type: 'transaction',
    ref: 'h1',
    bookingDate: parseDay('2026-01-20'),
    amount: '120.00',
    currency: 'EUR',
    status: 'booked',
    reversal: false,
    remittance: 'LOYER JUIN',
  },
  customer,
  allocations: [{ invoice: 'FA1', amount }],
});
const said = (problems: readonly { readonly location?: string; readonly message: string }[]): string[] =>
  problems.map(({ location, message }) => `${location}: ${message}`);

describe('what is said of the files that are matched', () => {
  it('items of which nothing is left, once', () => {
    const items = PackedItems.of([item('FA1', 100n), item('FA2', 0n), item('FA3', 0n)]);
    expect(said(itemWarnings(items, 'open.csv'))).toEqual([
      'open.csv: open_amount is zero of 2 items, the first of them FA2: nothing can be matched to them, leave them out',
    ]);
    expect(itemWarnings(PackedItems.of([item('FA1', 100n)]), 'open.csv')).toEqual([]);
  });

  it('a confirmed payment that settled more than was paid', () => {
    expect(said(historyWarnings([paid('C1', '120.00'), paid('C1', '120.01')], 'h.ndjson'))).toEqual([
      'h.ndjson, record 2: the allocations add up to 120.01, more than the payment of 120.00: correct the record or take it out',
    ]);
  });

  it('a rule that others’ payments fit, and one for a customer without items', () => {
    const config = readMatchConfig({
      rules: [
        { id: 'rent', pattern: 'LOYER', customer: 'C1' },
        { id: 'gone', pattern: 'BAIL', customer: 'C7' },
      ],
    });
    const { rules } = judgeRules(config, [paid('C1', '120.00'), paid('C2', '120.00')]);
    expect(said(ruleWarnings(rules, PackedItems.of([item('FA1', 100n)])))).toEqual([
      'rule rent: others than C1 paid 1 of 2 past lines that the rule fits, so nothing is posted on it: make its pattern narrower',
      'rule gone: the customer C7 has no open item, so the rule says nothing: check its code',
    ]);
  });

  it('a statement of an account that is not the company’s, where it names its own', () => {
    const accounts = [
      { iban: 'DE89370400440532013000', file: 'a.xml' },
      { iban: 'FR7630006000011234567890189', file: 'b.xml' },
      { iban: undefined, file: 'c.csv' },
    ];
    expect(said(accountWarnings(accounts, ['FR7630006000011234567890189']))).toEqual([
      "a.xml: account DE89370400440532013000 is not among ownIbans: add it there, or take the file out if it is another company's",
    ]);
    expect(accountWarnings(accounts, [])).toEqual([]);
  });
});
