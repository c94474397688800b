import type { StatusEvent } from '@lettrage/domain';

/**
 * Pushes status events to another system: one outcome per event, idempotent on the event's id.
 *
 * ```ts
 * const [outcome] = await sink.push([event]);
 * if (outcome.status === 'later') …  // the host tries again
 * ```
 */
export interface StatusSink {
  /** Pushes events of one subject, oldest first. Stops at the first that is not done and answers `later` for the rest. */
  push(events: readonly StatusEvent[]): Promise<readonly StatusOutcome[]>;
  /** Event types it understands; absent: all. */
  readonly accepts?: readonly string[];
}

/** What became of one event. */
export interface StatusOutcome {
  readonly event: string;
  /** `done` now, `already` there, `unsupported` (a person's task, never retried), `rejected` by the remote, `later` to retry. */
  readonly status: 'done' | 'already' | 'unsupported' | 'rejected' | 'later';
  /** For a person. */
  readonly message?: string;
  /** Id of what was written there, so that it is known when it comes back. */
  readonly externalId?: string;
  readonly retryAfter?: number;
}
