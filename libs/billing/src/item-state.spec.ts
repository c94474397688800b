import { describe, expect, it } from '@jest/globals';
import { allocatesWithin, itemState, restOf, settlesWithin } from './item-state.js';

describe('the state of an item', () => {
  it.each([
    ['issued', { total: 100n, settled: 0n, disputed: false, cancelled: false }],
    ['partly-paid', { total: 100n, settled: 1n, disputed: false, cancelled: false }],
    ['paid', { total: 100n, settled: 100n, disputed: false, cancelled: false }],
    ['paid', { total: 0n, settled: 0n, disputed: false, cancelled: false }],
    ['partly-paid', { total: -100n, settled: -40n, disputed: false, cancelled: false }],
    ['disputed', { total: 100n, settled: 40n, disputed: true, cancelled: false }],
    ['paid', { total: 100n, settled: 100n, disputed: true, cancelled: false }],
    ['cancelled', { total: 100n, settled: 100n, disputed: false, cancelled: true }],
    ['issued', { total: 100n, settled: 0n, disputed: false, cancelled: true }],
  ] as const)('is %s', (state, item) => expect(itemState(item)).toBe(state));

  it('settles between nothing and all, whatever the sign', () => {
    expect([0n, 100n, -1n, 101n].map((settled) => settlesWithin(100n, settled))).toEqual([true, true, false, false]);
    expect([0n, -100n, 1n, -101n].map((settled) => settlesWithin(-100n, settled))).toEqual([true, true, false, false]);
  });

  it('a payment never gives more than it has; less than nothing where a credit note outlives its invoice', () => {
    expect([100n, 101n, -20n].map((allocated) => allocatesWithin(100n, allocated))).toEqual([true, false, true]);
    expect([-100n, -101n, 20n].map((allocated) => allocatesWithin(-100n, allocated))).toEqual([true, false, true]);
    expect(restOf({ amount: 80n, allocated: -20n })).toBe(100n);
  });
});
