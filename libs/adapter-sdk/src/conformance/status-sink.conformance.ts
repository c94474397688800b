import type { StatusEvent } from '@lettrage/domain';
import { isAdapterError } from '../adapter-error.js';
import type { StatusOutcome } from '../capabilities/index.js';
import type { AdapterContext } from '../context.js';
import type { Adapter } from '../define-adapter.js';
import { canonical, deepFreeze, Promises, within } from './broken-promise.js';
import type { BrokenPromise } from './broken-promise.js';
import { checkWrongConfigs, findSecret } from './connection.conformance.js';
import type { ConnectionFixtures } from './connection.conformance.js';
import { testContext } from './test-context.js';
import type { FakeRemote, ScriptedAnswer, TestContext } from './test-context.js';

/** What an author gives to have a `StatusSink` checked. */
export interface StatusSinkFixtures extends ConnectionFixtures {
  /** Events of one subject that the sink can push, oldest first. */
  readonly events: readonly StatusEvent[];
  /** A fresh remote; each event must leave exactly one effect there. */
  readonly remote: () => FakeRemote;
  /**
   * A context onto the remote, for a sink that speaks another protocol than HTTP: answers of HTTP are not lost or refused
   * for it then, which its author tests.
   */
  readonly context?: () => AdapterContext & Partial<Pick<TestContext, 'logged'>>;
}

const LIMIT = 20_000;
const STATUSES = ['done', 'already', 'unsupported', 'rejected', 'later'];

type Respond = (
  remote: FakeRemote,
  context: { call: number; request: Parameters<FakeRemote['respond']>[0] },
) => ScriptedAnswer | Promise<ScriptedAnswer>;

/** The promises of `StatusSink` that the adapter breaks. */
export async function checkStatusSink(adapter: Adapter, fixtures: StatusSinkFixtures): Promise<BrokenPromise[]> {
  const promises = new Promises('statusSink');
  const events = deepFreeze([...fixtures.events]);
  promises.expect(events.length > 0, 'has fixtures', 'no event was given');
  await checkOnce(promises, adapter, fixtures, events);
  if (!fixtures.context) {
    await checkLostAnswers(promises, adapter, fixtures, events);
    await checkRefusals(promises, adapter, fixtures, events);
  }
  await checkUnknownType(promises, adapter, fixtures, events);
  await checkWrongConfigs(promises, adapter, fixtures, async (members) => {
    await members.statusSink?.push(events);
  });
  return promises.broken;
}

/** A sink made anew (as after a restart) in front of `remote`. */
async function pushWith(
  promises: Promises,
  adapter: Adapter,
  fixtures: StatusSinkFixtures,
  remote: FakeRemote,
  events: readonly StatusEvent[],
  respond: Respond = (there, { request }) => there.respond(request),
): Promise<readonly StatusOutcome[] | undefined> {
  let call = 0;
  const context =
    fixtures.context?.() ??
    testContext({ secrets: fixtures.secrets, http: (request) => respond(remote, { call: call++, request }) });
  let seen: unknown;
  try {
    const members = await adapter.create(fixtures.config, context);
    const outcomes = await within(Promise.resolve(members.statusSink!.push(events)), LIMIT);
    seen = outcomes;
    return outcomes;
  } catch (error) {
    seen = isAdapterError(error) ? error.message : String(error);
    promises.expect(isAdapterError(error), 'throws AdapterError only', String(error));
    return undefined;
  } finally {
    checkSecrets(promises, fixtures, context, seen);
  }
}

function checkSecrets(
  promises: Promises,
  fixtures: StatusSinkFixtures,
  context: Partial<Pick<TestContext, 'logged'>>,
  seen: unknown,
): void {
  const leak = findSecret(fixtures.secrets, canonical([seen ?? null, context.logged ?? []]));
  promises.expect(leak === undefined, 'no secret in any message', `the value of "${leak}" appears`);
}

function checkOutcomes(
  promises: Promises,
  events: readonly StatusEvent[],
  outcomes: readonly StatusOutcome[],
  where: string,
): void {
  const named = outcomes.map((outcome) => outcome.event);
  const expected = events.map((event) => event.id);
  promises.expect(
    canonical(named) === canonical(expected),
    'one outcome per event, in order',
    `${where}: ${canonical(named)}`,
  );
  for (const outcome of outcomes) {
    promises.expect(STATUSES.includes(outcome.status), 'outcomes are of the list', `${where}: "${outcome.status}"`);
  }
  const stopped = outcomes.findIndex((outcome) => outcome.status === 'later');
  const after = stopped < 0 ? [] : outcomes.slice(stopped + 1);
  promises.expect(
    after.every((outcome) => outcome.status === 'later'),
    'order is kept: later stays later',
    `${where}: ${canonical(outcomes)}`,
  );
}

const isThere = (outcome: StatusOutcome): boolean => outcome.status === 'done' || outcome.status === 'already';

async function checkOnce(
  promises: Promises,
  adapter: Adapter,
  fixtures: StatusSinkFixtures,
  events: readonly StatusEvent[],
): Promise<void> {
  const remote = fixtures.remote();
  for (const where of ['first push', 'second push']) {
    const outcomes = await pushWith(promises, adapter, fixtures, remote, events);
    promises.expect(outcomes !== undefined, 'pushes its own events', where);
    if (!outcomes) return;
    checkOutcomes(promises, events, outcomes, where);
    promises.expect(outcomes.every(isThere), 'pushes its own events', `${where}: ${canonical(outcomes)}`);
    promises.expect(
      remote.effects() === events.length,
      'one effect per event, however often pushed',
      `${where}: ${remote.effects()} effects`,
    );
  }
}

/** Loses the answer of each request in turn, then pushes again: a retry must neither repeat nor forget an effect. */
async function checkLostAnswers(
  promises: Promises,
  adapter: Adapter,
  fixtures: StatusSinkFixtures,
  events: readonly StatusEvent[],
): Promise<void> {
  for (let lost = 0; lost < 12; lost += 1) {
    const remote = fixtures.remote();
    let calls = 0;
    const outcomes = await pushWith(promises, adapter, fixtures, remote, events, async (there, { call, request }) => {
      calls = call + 1;
      const answer = await there.respond(request);
      return call === lost ? { lost: true } : answer;
    });
    if (outcomes) checkOutcomes(promises, events, outcomes, `answer ${lost + 1} lost`);
    if (calls <= lost) return;
    const retried = await pushWith(promises, adapter, fixtures, remote, events);
    const where = `retry after answer ${lost + 1} was lost`;
    promises.expect(
      retried?.every(isThere) === true,
      'a retry after a lost answer gets there',
      `${where}: ${canonical(retried ?? null)}`,
    );
    promises.expect(
      remote.effects() === events.length,
      'a lost answer never doubles an effect',
      `${where}: ${remote.effects()} effects`,
    );
  }
}

async function checkRefusals(
  promises: Promises,
  adapter: Adapter,
  fixtures: StatusSinkFixtures,
  events: readonly StatusEvent[],
): Promise<void> {
  for (const status of [400, 401, 403, 422, 429, 500, 503]) {
    const outcomes = await pushWith(promises, adapter, fixtures, fixtures.remote(), events, (_there, { request }) => ({
      status,
      headers: { 'retry-after': '7' },
      // Remotes print back what they were sent; none of it may reach a message.
      text: JSON.stringify({ error: { message: `refused ${JSON.stringify(request.headers ?? {})}` } }),
    }));
    if (!outcomes) continue;
    checkOutcomes(promises, events, outcomes, `HTTP ${status}`);
    promises.expect(!outcomes.some(isThere), 'never calls a refusal done', `HTTP ${status}: ${canonical(outcomes)}`);
    if (status === 429 || status >= 500) {
      promises.expect(
        outcomes[0]?.status === 'later',
        'answers later when the remote cannot now',
        `HTTP ${status}: ${canonical(outcomes[0])}`,
      );
    }
  }
}

async function checkUnknownType(
  promises: Promises,
  adapter: Adapter,
  fixtures: StatusSinkFixtures,
  events: readonly StatusEvent[],
): Promise<void> {
  const sample = events[0];
  if (!sample) return;
  const unknown = deepFreeze({ ...sample, id: `${sample.id}-unknown`, type: 'conformance.unknown' });
  const context = testContext({ secrets: fixtures.secrets });
  const members = await adapter.create(fixtures.config, context);
  const outcomes = await pushWith(promises, adapter, fixtures, fixtures.remote(), [unknown]);
  if (!outcomes) return;
  checkOutcomes(promises, [unknown], outcomes, 'unknown event type');
  if (members.statusSink?.accepts) {
    promises.expect(
      outcomes[0]?.status === 'unsupported',
      'answers unsupported for types it does not accept',
      canonical(outcomes),
    );
  }
}
