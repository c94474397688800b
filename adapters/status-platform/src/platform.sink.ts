import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { outcomeOfFailure, pushInOrder } from '@lettrage/adapter-sdk';
import type { AdapterContext, StatusEvent, StatusOutcome, StatusSink } from '@lettrage/adapter-sdk';
import type { Flow, PlatformClient, PlatformConfig } from './platform.client.js';
import { flowFileOf, FLOW_EVENTS } from './flow-file.js';

/** Seconds after which the acknowledgement of a flow is looked for again. */
const PENDING_SECONDS = 60;

/**
 * Sends life-cycle messages, payment reports and invoices as flows. The id of the event is the tracking id: a flow that is there already is not sent
 * again, so a lost answer never doubles one. Done is what the platform acknowledged, not what it merely received.
 */
export function platformSink(client: PlatformClient, config: PlatformConfig, context: AdapterContext): StatusSink {
  return {
    accepts: FLOW_EVENTS,
    async push(events) {
      return pushInOrder(events, (event) => pushOne(event, client, config, context), {
        at: ['later', 'rejected'],
        message: 'An earlier message of the invoice comes first.',
      });
    },
  };
}

async function pushOne(
  event: StatusEvent,
  client: PlatformClient,
  config: PlatformConfig,
  context: AdapterContext,
): Promise<StatusOutcome> {
  const file = flowFileOf(event);
  if (file === undefined)
    return { event: event.id, status: 'unsupported', message: `The platform takes no "${event.type}".` };
  const { bytes, name, mediaType, info } = file;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  try {
    const before = await find(client, event.id);
    const isNew = before.length === 0;
    if (isNew) {
      await client.send({ trackingId: event.id, name, ...info, sha256 }, { name, bytes, mediaType });
    }
    const flows = await acknowledged(event.id, before, client, config, context);
    return outcomeOf(event.id, flows, sha256, isNew ? 'done' : 'already');
  } catch (error) {
    return outcomeOfFailure(event, error);
  }
}

/** Looks for the acknowledgement a few times; one that is still missing then waits for the next push. */
async function acknowledged(
  id: string,
  before: readonly Flow[],
  client: PlatformClient,
  { polls = 3, pollSeconds = 2 }: PlatformConfig,
  { signal }: AdapterContext,
): Promise<readonly Flow[]> {
  const isSettled = (flows: readonly Flow[]): boolean =>
    flows.some(({ acknowledgement }) => acknowledgement.status !== 'Pending');
  let flows = before;
  for (let look = 0; look < polls && !isSettled(flows); look++) {
    if (look > 0 && pollSeconds > 0) await pause(pollSeconds * 1000, undefined, { signal });
    flows = await find(client, id);
  }
  return flows;
}

/** The flows that were sent under a tracking id. */
async function find(client: PlatformClient, trackingId: string): Promise<readonly Flow[]> {
  const { results } = await client.search({ trackingId, flowDirection: ['Out'] });
  // A platform that ignores the criterion must not make us take another flow for ours.
  return results.filter((flow) => flow.trackingId === trackingId);
}

/** What the platform says of the flows of one tracking id: one that is good decides, whatever a repeated send got. */
function outcomeOf(event: string, flows: readonly Flow[], sha256: string, success: 'done' | 'already'): StatusOutcome {
  const other = flows.find((flow) => flow.sha256 !== undefined && flow.sha256 !== sha256);
  if (other)
    return {
      event,
      status: 'rejected',
      message: `Flow ${other.flowId} of this tracking id has another content: look there.`,
    };
  const good = flows.find(({ acknowledgement }) => acknowledgement.status === 'Ok');
  if (good) return { event, status: success, externalId: good.flowId };
  const failed = flows.find(({ acknowledgement }) => acknowledgement.status === 'Error');
  if (!failed || flows.some(({ acknowledgement }) => acknowledgement.status === 'Pending'))
    return {
      event,
      status: 'later',
      message: 'The platform has not acknowledged the flow yet.',
      retryAfter: PENDING_SECONDS,
    };
  const details = failed.acknowledgement.details ?? [];
  // What it has already, with the same content (compared above), got there.
  if (failed.sha256 === sha256 && details.some(({ reasonCode }) => reasonCode === 'AlreadyExistingFlow'))
    return { event, status: 'already', externalId: failed.flowId };
  const why = details.map(({ reasonCode, item, reasonMessage }) =>
    `${reasonCode} (${item}): ${reasonMessage}`.slice(0, 200),
  );
  return {
    event,
    status: 'rejected',
    message: `The platform refuses the flow: ${why.join('; ') || 'no reason given'}.`,
    externalId: failed.flowId,
  };
}
