import type { StatusEvent } from '@lettrage/domain';
import { isAdapterError } from './adapter-error.js';
import type { StatusOutcome } from './capabilities/index.js';

/**
 * Pushes the events of one subject one after the other: once one of them could not go, those behind it wait.
 *
 * @param stop the outcomes after which the rest waits, and what is said of it then
 */
export async function pushInOrder(
  events: readonly StatusEvent[],
  push: (event: StatusEvent) => Promise<StatusOutcome>,
  stop: { readonly at: readonly StatusOutcome['status'][]; readonly message: string },
): Promise<StatusOutcome[]> {
  const outcomes: StatusOutcome[] = [];
  for (const event of events) {
    const waiting = outcomes.some(({ status }) => stop.at.includes(status));
    outcomes.push(waiting ? { event: event.id, status: 'later', message: stop.message } : await push(event));
  }
  return outcomes;
}

/**
 * What a failure means for the event that was being pushed: refused for good, or to be tried again later. Whether it
 * arrived, nobody knows then: the next push looks for it first.
 *
 * @throws the error itself where it is no matter of this event: wrong settings, a refused login, a fault of the adapter
 */
export function outcomeOfFailure(event: StatusEvent, error: unknown): StatusOutcome {
  if (!isAdapterError(error)) throw error;
  const { kind, message, retryAfter } = error;
  if (kind === 'rejected') return { event: event.id, status: 'rejected', message };
  if (kind !== 'transient' && kind !== 'rate-limited') throw error;
  return { event: event.id, status: 'later', message, ...(retryAfter === undefined ? {} : { retryAfter }) };
}
