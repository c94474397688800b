import type { AdapterError, StatusEvent, StatusOutcome, StatusSink } from '@lettrage/adapter-sdk';
import type { CallGuard } from './call.guard.js';
import { reactionTo } from './retry.policy.js';

/** What came of a push: exactly one outcome per event, in the order of the events. */
export interface PushResult {
  readonly outcomes: readonly StatusOutcome[];
  /** Why the rest is `later`, when the sink threw: its kind says whether a person must mend the connection first. */
  readonly error?: AdapterError;
}

const STATUSES: readonly StatusOutcome['status'][] = ['done', 'already', 'unsupported', 'rejected', 'later'];
const LONGEST_ID = 200;

/**
 * Pushes events and makes the answer trustworthy: one outcome per event and no other, a missing or unreadable one is
 * `later`, contradicting ones are `later`, messages hold no secret. The sink gets copies, so what it changes is its own.
 *
 * A thrown error is mapped: one that says "this record" (`rejected`, `malformed`) is pinned to its event by pushing
 * one by one; any other makes all `later` and is returned as `error`.
 */
export async function pushSafely(
  sink: StatusSink,
  events: readonly StatusEvent[],
  guard: CallGuard,
): Promise<PushResult> {
  if (events.length === 0) return { outcomes: [] };
  try {
    const answer: unknown = await guard.run(() => sink.push(structuredClone(events) as StatusEvent[]));
    return { outcomes: trusted(answer, events, guard) };
  } catch (thrown) {
    const error = guard.cleaned(thrown);
    const reaction = reactionTo(error);
    const isAboutRecord = reaction === 'record' || reaction === 'adapter';
    if (isAboutRecord && events.length === 1)
      return { outcomes: [{ event: events[0]!.id, status: 'rejected', message: error.message }], error };
    if (isAboutRecord) return pushOneByOne(sink, events, guard);
    const wait = error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter };
    return {
      outcomes: events.map(({ id }) => ({ event: id, status: 'later', message: error.message, ...wait })),
      error,
    };
  }
}

/** Stops at the first event that did not get there, as the sink itself should have. */
async function pushOneByOne(sink: StatusSink, events: readonly StatusEvent[], guard: CallGuard): Promise<PushResult> {
  const outcomes: StatusOutcome[] = [];
  for (const [index, event] of events.entries()) {
    const result = await pushSafely(sink, [event], guard);
    outcomes.push(...result.outcomes);
    const { status } = result.outcomes[0]!;
    if (status === 'done' || status === 'already' || status === 'unsupported') continue;
    const rest = events.slice(index + 1).map(({ id }): StatusOutcome => ({
      event: id,
      status: 'later',
      message: 'An earlier event of the subject comes first.',
    }));
    return { outcomes: [...outcomes, ...rest], ...(result.error ? { error: result.error } : {}) };
  }
  return { outcomes };
}

function trusted(answer: unknown, events: readonly StatusEvent[], guard: CallGuard): StatusOutcome[] {
  const given = new Map<string, StatusOutcome[]>();
  for (const item of Array.isArray(answer) ? (answer as unknown[]) : []) {
    const outcome = outcomeOf(item, guard);
    if (outcome) given.set(outcome.event, [...(given.get(outcome.event) ?? []), outcome]);
  }
  return events.map(({ id }) => {
    const [first, ...others] = given.get(id) ?? [];
    if (!first)
      return { event: id, status: 'later', message: `The adapter ${guard.adapter} gave no outcome for this event.` };
    if (others.some((other) => other.status !== first.status)) {
      return {
        event: id,
        status: 'later',
        message: `The adapter ${guard.adapter} gave outcomes that contradict each other.`,
      };
    }
    return first;
  });
}

function outcomeOf(item: unknown, guard: CallGuard): StatusOutcome | undefined {
  if (item === null || typeof item !== 'object') return undefined;
  const { event, status, message, externalId, retryAfter } = item as Record<string, unknown>;
  if (typeof event !== 'string' || !STATUSES.includes(status as StatusOutcome['status'])) return undefined;
  return {
    event,
    status: status as StatusOutcome['status'],
    ...(typeof message === 'string' ? { message: guard.text(message) } : {}),
    ...(typeof externalId === 'string' && externalId.length <= LONGEST_ID
      ? { externalId: guard.text(externalId) }
      : {}),
    ...(typeof retryAfter === 'number' && retryAfter >= 0 && Number.isFinite(retryAfter) ? { retryAfter } : {}),
  };
}
