import { isAdapterError } from '@lettrage/adapter-sdk';
import type { AdapterErrorKind } from '@lettrage/adapter-sdk';

/** How a failed call is tried again. Times in seconds. */
export interface RetryPolicy {
  readonly base: number;
  /** The longest wait by ourselves. */
  readonly cap: number;
  /** The longest wait a remote may ask for; a `Retry-After` of a year is not honoured. */
  readonly longestRetryAfter: number;
  /** Attempts in all, the first included; then it is a person's task. */
  readonly attempts: number;
}

export const RETRY_POLICY: RetryPolicy = { base: 2, cap: 3600, longestRetryAfter: 6 * 3600, attempts: 12 };

/** What to do about an error: `retry` by itself, or who must act. */
export type Reaction = 'retry' | 'configuration' | 'credentials' | 'record' | 'adapter';

const REACTIONS: Readonly<Record<AdapterErrorKind, Reaction>> = {
  transient: 'retry',
  'rate-limited': 'retry',
  config: 'configuration',
  auth: 'credentials',
  rejected: 'record',
  malformed: 'adapter',
};

/** Classifies an error by its kind; what is no `AdapterError` is a fault of the adapter and is not retried. */
export function reactionTo(error: unknown): Reaction {
  return isAdapterError(error) ? (REACTIONS[error.kind] ?? 'adapter') : 'adapter';
}

/**
 * Seconds to wait before attempt `attempt` + 1 (`attempt` counts from 1), or undefined when it was the last. Full
 * jitter: anywhere between 0 and base × 2^(attempt − 1), capped; a remote's wish is a lower bound. `random` is in
 * [0, 1) and comes in as an argument, so that a delay can be tested and replayed.
 */
export function delayBeforeRetry(
  attempt: number,
  random: number,
  retryAfter?: number,
  policy: RetryPolicy = RETRY_POLICY,
): number | undefined {
  if (attempt >= policy.attempts) return undefined;
  const ceiling = Math.min(policy.cap, policy.base * 2 ** (attempt - 1));
  const jittered = random * ceiling;
  const asked = retryAfter !== undefined && retryAfter > 0 ? Math.min(retryAfter, policy.longestRetryAfter) : 0;
  // Spread beyond the asked moment too: everyone was told the same one.
  return asked > 0 ? asked + jittered * Math.min(1, asked / ceiling) : jittered;
}
