import { describe, expect, it } from '@jest/globals';
import { AdapterError } from '@lettrage/adapter-sdk';
import fc from 'fast-check';
import { delayBeforeRetry, reactionTo, RETRY_POLICY } from './retry.policy.js';

describe('the retry policy', () => {
  it.each([
    ['transient', 'retry'],
    ['rate-limited', 'retry'],
    ['config', 'configuration'],
    ['auth', 'credentials'],
    ['rejected', 'record'],
    ['malformed', 'adapter'],
  ] as const)('answers %s with %s', (kind, reaction) => {
    expect(reactionTo(new AdapterError(kind, 'message'))).toBe(reaction);
  });

  it('never retries a fault of the adapter itself', () => {
    expect(reactionTo(new TypeError('x is undefined'))).toBe('adapter');
    expect(reactionTo('a string')).toBe('adapter');
    expect(reactionTo(Object.assign(new Error('x'), { name: 'AdapterError', kind: 'unheard-of' }))).toBe('adapter');
  });

  it('stays within the window, whatever the dice say', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: RETRY_POLICY.attempts - 1 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, random) => {
          const delay = delayBeforeRetry(attempt, random)!;
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(Math.min(RETRY_POLICY.cap, RETRY_POLICY.base * 2 ** (attempt - 1)));
        },
      ),
    );
  });

  it('waits at least as long as the remote asks, but not for a year', () => {
    expect(delayBeforeRetry(1, 0, 120)).toBe(120);
    expect(delayBeforeRetry(3, 0.99, 120)).toBeGreaterThanOrEqual(120);
    expect(delayBeforeRetry(1, 0, 365 * 86_400)).toBe(RETRY_POLICY.longestRetryAfter);
  });

  it('ends after the last attempt', () => {
    expect(delayBeforeRetry(RETRY_POLICY.attempts, 0.5)).toBeUndefined();
  });
});
