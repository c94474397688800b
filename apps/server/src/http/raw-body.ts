import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Calls of other systems, which sign the bytes they send. */
const SIGNED = /^\/v1\/hooks\//;
const LARGEST = 1_048_576;

/** Bytes of a signed call as they came. */
const bodies = new WeakMap<FastifyRequest, Buffer>();

/** Keeps the body of signed calls as it came, beside what is parsed of it; larger ones are cut off and refused later. */
export function keepRawBodies(fastify: FastifyInstance): void {
  fastify.addHook('preParsing', async (request, _reply, payload) => {
    if (!SIGNED.test(request.url)) return payload;
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of payload) {
      const bytes = Buffer.from(part as Uint8Array);
      size += bytes.length;
      if (size > LARGEST) break;
      parts.push(bytes);
    }
    const body = size > LARGEST ? Buffer.alloc(0) : Buffer.concat(parts);
    bodies.set(request, body);
    // What it says is not used: nothing of it is parsed.
    request.headers['content-length'] = '2';
    return Readable.from([Buffer.from('{}')]);
  });
}

/** The body of a signed call. */
export function rawBodyOf(request: FastifyRequest): Buffer {
  return bodies.get(request) ?? Buffer.alloc(0);
}
