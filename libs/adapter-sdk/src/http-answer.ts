import { AdapterError } from './adapter-error.js';
import type { HttpResponse } from './context.js';

/** Seconds a `Retry-After` header asks for: a number of seconds or an HTTP date. Undefined if absent or unreadable. */
export function retryAfterSeconds(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : Math.max(0, Math.ceil((instant - now.getTime()) / 1000));
}

/**
 * The {@link AdapterError} an HTTP status stands for: 401 and 403 `auth`, 429 `rate-limited`, 408, 425 and 5xx
 * `transient`, any other 3xx or 4xx `rejected`; undefined for a success. The answer's body is for the log only, since
 * remotes print back what they were sent.
 */
export function errorOfAnswer(answer: HttpResponse, remote: string, now: Date): AdapterError | undefined {
  const { status } = answer;
  if (status >= 200 && status < 300) return undefined;
  const internal = `HTTP ${status}: ${answer.text().slice(0, 500)}`;
  const retryAfter = retryAfterSeconds(answer.headers['retry-after'], now);
  if (status === 401 || status === 403) {
    return new AdapterError(
      'auth',
      `${remote} refused the credentials (HTTP ${status}). Check the key and its rights.`,
      { internal },
    );
  }
  if (status === 429) {
    return new AdapterError('rate-limited', `${remote} asks us to slow down (HTTP 429).`, { internal, retryAfter });
  }
  if (status >= 500 || status === 408 || status === 425) {
    return new AdapterError('transient', `${remote} cannot answer now (HTTP ${status}).`, { internal, retryAfter });
  }
  return new AdapterError('rejected', `${remote} refused the request (HTTP ${status}).`, { internal });
}
