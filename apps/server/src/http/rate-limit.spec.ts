import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { limitRates } from './rate-limit.js';

let app: FastifyInstance;
let url: string;
beforeEach(async () => {
  app = Fastify();
  limitRates(app, { requests: 5, failures: 3 });
  app.get('/v1/things', (request, reply) =>
    reply.status(request.headers.authorization === 'Bearer bad' ? 401 : 200).send({}),
  );
  app.get('/health/live', () => ({}));
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(() => app.close());

const call = (key?: string, path = '/v1/things') =>
  fetch(`${url}${path}`, { headers: key === undefined ? {} : { authorization: `Bearer ${key}` } });
const statuses = async (times: number, ...of: Parameters<typeof call>) =>
  Promise.all(Array.from({ length: times }, async () => (await call(...of)).status));

describe('calls that come too often', () => {
  it('are answered 429 with the seconds to wait, and leave other keys alone', async () => {
    expect((await statuses(7, 'a')).sort()).toEqual([200, 200, 200, 200, 200, 429, 429]);
    const refused = await call('a');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(await refused.json()).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect((await call('b')).status).toBe(200);
  });

  it('with wrong keys close the address for a while, whatever key comes next', async () => {
    for (let i = 0; i < 3; i++) expect((await call('bad')).status).toBe(401);
    expect((await call('good')).status).toBe(429);
  });

  it('are not counted where they ask for health', async () => {
    expect(new Set(await statuses(20, undefined, '/health/live'))).toEqual(new Set([200]));
  });
});
