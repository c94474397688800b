import type { FastifyInstance, FastifyRequest } from 'fastify';
import { badParameter, HttpProblem } from './http-problem.js';
import { checkJson } from './json-body.js';
import { refuse } from './refuse.js';

/** What a server lets in besides its own machine. */
export interface Hardening {
  /** Names the server may be called by; any where empty. A page elsewhere that makes its own name point here is refused. */
  readonly hosts: readonly string[];
}

/** Paths of the API: their answers are nobody else's to keep. */
const IS_API = /^\/(v1|health)(\/|$|\?)/;

/**
 * What holds for every request, before any route: request ids in the answer, no caching of the API, known host names,
 * addresses that a database can be asked about, JSON that can be walked.
 */
export function harden(fastify: FastifyInstance, { hosts }: Hardening): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    if (IS_API.test(request.url)) void reply.header('cache-control', 'no-store');
    try {
      checkHost(request.hostname, hosts);
      checkAddress(request);
      done();
    } catch (error) {
      refuse(reply, request, error);
    }
  });
  fastify.addHook('preValidation', (request, reply, done) => {
    try {
      // Uploads are streams and looked at where they are read.
      if (!isStream(request.body)) checkJson(request.body);
      done();
    } catch (error) {
      refuse(reply, request, error);
    }
  });
}

function isStream(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'pipe' in body;
}

function checkHost(hostname: string, hosts: readonly string[]): void {
  if (hosts.length === 0 || hosts.includes(hostname.toLowerCase())) return;
  throw new HttpProblem(
    421,
    'unknown-host',
    `This server does not answer to that name; call it ${hosts[0]}, or name it in LETTRAGE_HOSTS.`,
  );
}

/** Each parameter once, and without NUL, which no database text holds. */
function checkAddress(request: FastifyRequest): void {
  for (const [name, value] of Object.entries((request.query ?? {}) as Record<string, unknown>)) {
    if (Array.isArray(value)) throw badParameter(name, 'may be given once; separate several values by commas.');
    if (typeof value === 'string' && value.includes('\u0000')) throw badParameter(name, 'holds a NUL character.');
  }
  for (const [name, value] of Object.entries((request.params ?? {}) as Record<string, unknown>)) {
    if (typeof value === 'string' && value.includes('\u0000')) throw badParameter(name, 'holds a NUL character.');
  }
}

/** Hooks run before Nest, so its filter does not see what they refuse. */
