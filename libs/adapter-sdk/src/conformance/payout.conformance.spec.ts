import { describe, expect, it } from '@jest/globals';
import { payoutOf, type PayoutLine, type ProviderPayout } from '@lettrage/domain';
import type { PayoutReader } from '../capabilities/index.js';
import { joined } from './byte-streams.js';
import { checkPayoutReader } from './payout.conformance.js';

const FILE = { name: 'own', bytes: new TextEncoder().encode('PAYOUT 10.00\nEND\n') };
const NO_REPORT: PayoutLine = { type: 'problem', problem: { severity: 'error', rule: 'none', message: 'no report' } };

function payout(amount: string): ProviderPayout {
  const item = { kind: 'charge' as const, id: 'ch_1', amount, fee: '0.00', references: [] };
  return payoutOf({ provider: 'p', id: 'po_1', arrival: '2026-01-02', currency: 'EUR', items: [item] });
}

/** A reader of one line, and one of its promises broken. */
function reader(broken: { readonly sniff?: number; readonly lines?: (text: string) => PayoutLine[] }): PayoutReader {
  const sound = (text: string): PayoutLine[] => {
    const amount = /^PAYOUT (\d+\.\d\d)\nEND\n$/.exec(text)?.[1];
    return amount === undefined ? [NO_REPORT] : [{ type: 'payout', payout: payout(amount) }];
  };
  return {
    sniff: (head) => broken.sniff ?? (new TextDecoder().decode(head).startsWith('PAYOUT') ? 1 : 0),
    async *read(chunks) {
      yield (broken.lines ?? sound)(new TextDecoder().decode(await joined(chunks)));
    },
  };
}

describe('the kit for payout readers', () => {
  it.each([
    ['nothing', {}, []],
    ['claims every file', { sniff: 1 }, ['refuses files of others']],
    [
      'is silent on garbage',
      {
        lines: (text: string) =>
          text.startsWith('PAYOUT') ? [{ type: 'payout' as const, payout: payout('10.00') }] : [],
      },
      ['foreign bytes give problems, no silence'],
    ],
    [
      'sums that are not the items’',
      {
        lines: (text: string) =>
          text.startsWith('PAYOUT 10.00\nEND')
            ? [{ type: 'payout' as const, payout: { ...payout('10.00'), net: '9.00' } }]
            : [NO_REPORT],
      },
      ['sums are those of the items'],
    ],
    [
      'other amounts of a damaged file',
      {
        lines: (text: string) =>
          text.startsWith('PAYOUT')
            ? [{ type: 'payout' as const, payout: payout(text.endsWith('END\n') ? '10.00' : '1.00') }]
            : [NO_REPORT],
      },
      ['a damaged report is never read as other amounts in silence'],
    ],
  ])('finds what breaks: %s', async (_name, broken, promises) => {
    const found = await checkPayoutReader(reader(broken), { own: [FILE] });
    expect([...new Set(found.map(({ promise }) => promise.replace('payoutReader: ', '')))]).toEqual(promises);
  });
});
