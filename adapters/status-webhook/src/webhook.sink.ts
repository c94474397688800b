import { isAdapterError, pushInOrder, retryAfterSeconds } from '@lettrage/adapter-sdk';
import type {
  AdapterContext,
  HttpResponse,
  Problem,
  StatusEvent,
  StatusOutcome,
  StatusSink,
} from '@lettrage/adapter-sdk';
import { signedHeaders, signingKey } from './standard-webhooks.js';

/** Where to send to, and how to sign. Secrets are references; their values come from the context. */
export interface WebhookConfig {
  readonly url: string;
  readonly secret: string;
  readonly nextSecret?: string;
  readonly source?: string;
}

/** Posts events one by one, oldest first. The receiver drops an id it has seen, so a lost answer is simply sent again. */
export function webhookSink(config: WebhookConfig, context: AdapterContext): StatusSink {
  return {
    async push(events) {
      const keys = await signingKeys(config, context);
      return pushInOrder(events, (event) => post(event, config, context, keys), {
        at: ['later', 'rejected'],
        message: 'An earlier event of the subject comes first.',
      });
    },
  };
}

/** Finds out without sending anything whether the secrets can be had and read. */
export async function checkSecrets(config: WebhookConfig, context: AdapterContext): Promise<readonly Problem[]> {
  try {
    await signingKeys(config, context);
    return [];
  } catch (error) {
    if (!isAdapterError(error)) throw error;
    return [
      {
        severity: 'error',
        rule: 'webhook-secret',
        message: error.message,
        ...(error.field ? { location: error.field } : {}),
      },
    ];
  }
}

async function signingKeys(config: WebhookConfig, context: AdapterContext): Promise<Buffer[]> {
  const names = config.nextSecret === undefined ? ['secret'] : ['secret', 'nextSecret'];
  return Promise.all(names.map(async (name) => signingKey(await context.secret(name), `/${name}`)));
}

async function post(
  event: StatusEvent,
  config: WebhookConfig,
  context: AdapterContext,
  keys: readonly Buffer[],
): Promise<StatusOutcome> {
  const body = JSON.stringify(cloudEvent(event, config.source ?? 'lettrage'));
  const now = context.clock.now();
  try {
    const answer = await context.http.request({
      method: 'POST',
      url: config.url,
      body,
      headers: { 'content-type': 'application/cloudevents+json', ...signedHeaders(event.id, now, body, keys) },
    });
    return outcomeOf(event.id, answer, now);
  } catch (error) {
    if (!isAdapterError(error) || error.kind !== 'transient') throw error;
    // Nobody knows whether it arrived; the same id goes out again and the receiver drops what it has.
    return { event: event.id, status: 'later', message: error.message };
  }
}

/** What the receiver's status means for the event. */
function outcomeOf(event: string, answer: HttpResponse, now: Date): StatusOutcome {
  const { status } = answer;
  if (status >= 200 && status < 300) return { event, status: 'done' };
  if (status === 409) return { event, status: 'already', message: 'The receiver has this event.' };
  if (status === 400 || status === 410 || status === 422) {
    const why =
      status === 410
        ? 'The receiver is gone (HTTP 410): close the connection or give a new address.'
        : `The receiver refuses this event (HTTP ${status}).`;
    return { event, status: 'rejected', message: why };
  }
  const retryAfter = retryAfterSeconds(answer.headers['retry-after'], now);
  const message =
    status === 401 || status === 403
      ? `The receiver refuses the signature (HTTP ${status}): check the secret on both sides.`
      : `The receiver answers HTTP ${status}.`;
  return { event, status: 'later', message, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

/** The event with CloudEvents 1.0 attributes; everything of the event itself is in `data`. */
export function cloudEvent(event: StatusEvent, source: string): Readonly<Record<string, unknown>> {
  const { id, type, time, subject, ...data } = event;
  return {
    specversion: '1.0',
    id,
    source: `${source}/${event.company.id}`,
    type,
    time,
    subject,
    datacontenttype: 'application/json',
    // Position, not time, is the order of events.
    sequence: String(event.position),
    data,
  };
}
