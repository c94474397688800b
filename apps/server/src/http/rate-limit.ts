import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { HttpProblem } from './http-problem.js';
import { refuse } from './refuse.js';

/** How often somebody may call this process in a minute. */
export interface RateLimits {
  /** Requests of one key, session or, without either, address. */
  readonly requests: number;
  /** Answers 401 to one address, after which it waits: keys are not to be guessed. */
  readonly failures: number;
}

/** Far above what a person or a connector needs, below what keeps others waiting. */
export const USUAL_LIMITS: RateLimits = { requests: 1200, failures: 30 };

const MINUTE = 60;

/** Answers 429 with `Retry-After` to whoever calls the API too often. */
export function limitRates(fastify: FastifyInstance, limits: RateLimits): void {
  const requests = new RateLimiterMemory({ points: limits.requests, duration: MINUTE });
  const failures = new RateLimiterMemory({ points: limits.failures, duration: MINUTE });
  fastify.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/v1')) return;
    const failed = await failures.get(request.ip);
    const spent = failed && failed.remainingPoints <= 0 ? failed : await exceeded(requests, callerOf(request));
    if (!spent) return;
    refuse(reply, request, tooMany(Math.ceil(spent.msBeforeNext / 1000)));
    return reply;
  });
  fastify.addHook('onResponse', async (request, reply) => {
    if (reply.statusCode === 401) await exceeded(failures, request.ip);
  });
}

/** Counts one; what is known of the caller if that was one too many. */
async function exceeded(limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes | undefined> {
  try {
    await limiter.consume(key);
    return undefined;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return refused;
    throw refused;
  }
}

/** Who calls, as far as the request says it; whether that is true is found out later. Keys are not kept, only their hashes. */
function callerOf(request: FastifyRequest): string {
  const said = request.headers.authorization ?? /lettrage_session=[^;]+/.exec(request.headers.cookie ?? '')?.[0];
  return said === undefined ? request.ip : createHash('sha256').update(said).digest('base64');
}

function tooMany(seconds: number): HttpProblem {
  const detail = `You call too often; try again in ${seconds} seconds.`;
  return new HttpProblem(429, 'too-many-requests', detail, [], { 'retry-after': String(seconds) });
}
