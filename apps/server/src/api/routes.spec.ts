import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { addApiKey } from '@lettrage/operations';
import { newId } from '@lettrage/persistence';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly policy: string;
}

describe('every route of the API', () => {
  let api: ApiUnderTest;
  let routes: Route[];

  beforeAll(async () => {
    api = await startApi();
    routes = Object.entries(api.document.paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, { 'x-policy'?: string }>).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        policy: operation['x-policy'] ?? 'none',
      })),
    );
  }, 120_000);
  afterAll(() => api?.close());
  // Some four hundred requests a test: on a busy machine that takes its time.
  jest.setTimeout(180_000);

  const ofCompanies = (): Route[] => routes.filter((route) => route.path.includes('{companyId}'));
  const at = (route: Route, companyId: string): string =>
    route.path.replace('{companyId}', companyId).replace(/\{\w+\}/g, newId());
  /** A body that fits no route: what is asked first is who may. */
  const bodyOf = (route: Route): { body?: unknown } =>
    route.method === 'GET' || route.method === 'DELETE' ? {} : { body: {} };

  it('declares a policy', () => {
    expect(routes.length).toBeGreaterThan(45);
    expect(routes.filter((route) => route.policy === 'none')).toEqual([]);
  });

  it('describes its answer, and the problem it may give', () => {
    const undescribed = Object.entries(api.document.paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, { responses: Record<string, unknown> }>)
        .filter(([, operation]) => !operation.responses['default'] || Object.keys(operation.responses).length < 2)
        .map(([method]) => `${method} ${path}`),
    );
    expect(undescribed).toEqual([]);
  });

  it('that is public is one of the few that must be', () => {
    expect(
      routes
        .filter((route) => route.policy === 'public')
        .map((route) => `${route.method} ${route.path}`)
        .sort(),
    ).toEqual([
      'GET /health/live',
      'GET /health/ready',
      'GET /v1/documents/{token}',
      'POST /v1/hooks/{id}',
      'POST /v1/session',
    ]);
  });

  it('answers 401 to nobody', async () => {
    for (const route of routes.filter((each) => each.policy !== 'public')) {
      const { status } = await api.call(route.method, at(route, api.company), bodyOf(route));
      expect({ ...route, status }).toEqual({ ...route, status: 401 });
    }
  });

  it('answers a foreign company, an unknown one and no id at all with the same 404', async () => {
    for (const route of ofCompanies()) {
      for (const companyId of [api.foreign, newId(), "1' or '1'='1"]) {
        const answer = await api.call(route.method, at(route, companyId), { key: api.key, ...bodyOf(route) });
        expect({ ...route, companyId, status: answer.status, code: answer.json?.code }).toEqual({
          ...route,
          companyId,
          status: 404,
          code: 'not-found',
        });
      }
    }
  });

  it('answers 404 for an object id of nobody', async () => {
    const { id: task } = { id: newId() };
    for (const route of ofCompanies().filter((each) => each.path.includes('{id}') && each.method === 'GET')) {
      const { status } = await api.call('GET', route.path.replace('{companyId}', api.company).replace('{id}', task), {
        key: api.key,
      });
      expect({ ...route, status }).toEqual({ ...route, status: 404 });
    }
  });

  it('lets a key do what its scopes say and no more', async () => {
    const rank = ['read', 'write', 'admin'];
    for (const scope of rank) {
      const { key } = await addApiKey(api.context, api.company, { name: scope, scopes: [scope] });
      for (const route of ofCompanies()) {
        const needed = route.policy === 'connect' ? 'admin' : route.policy;
        const { status } = await api.call(route.method, at(route, api.company), { key, ...bodyOf(route) });
        expect({ ...route, scope, refused: status === 403 }).toEqual({
          ...route,
          scope,
          refused: rank.indexOf(needed) > rank.indexOf(scope),
        });
        expect(status).not.toBe(500);
      }
    }
  });

  it('lets a person do what his role says and no more', async () => {
    const allowed: Record<string, string[]> = {
      viewer: ['read'],
      accountant: ['read', 'write'],
      integrator: ['read', 'write', 'connect'],
      administrator: ['read', 'write', 'connect', 'admin'],
    };
    const { people } = api.database.database.system;
    for (const [role, policies] of Object.entries(allowed)) {
      const userId = await people.addUser({ email: `${role}@example.com`, name: role });
      await people.grant({ userId, firmId: api.firm, companyId: api.company, role: role as 'viewer' });
      const { token, csrf } = await people.openSession(userId, 600);
      const headers = { cookie: `lettrage_session=${token}`, 'x-csrf-token': csrf };
      for (const route of ofCompanies()) {
        const { status } = await api.call(route.method, at(route, api.company), { headers, ...bodyOf(route) });
        expect({ ...route, role, refused: status === 403 }).toEqual({
          ...route,
          role,
          refused: !policies.includes(route.policy),
        });
      }
      // A role in one company sets up nothing in the firm.
      const { status } = await api.call('POST', '/v1/companies', { headers, body: { name: 'X' } });
      expect(status).toBe(403);
    }
  });

  it('refuses parameters given twice, with NUL, and bodies that are no object', async () => {
    for (const route of ofCompanies()) {
      const path = at(route, api.company);
      const twice = await api.call(route.method, `${path}?limit=1&limit=2`, { key: api.key, ...bodyOf(route) });
      expect({ ...route, status: twice.status }).toEqual({ ...route, status: 400 });
      const nul = await api.call(route.method, `${path}?q=%00`, { key: api.key, ...bodyOf(route) });
      expect({ ...route, status: nul.status }).toEqual({ ...route, status: 400 });
      if (route.method !== 'POST' && route.method !== 'PATCH') continue;
      for (const body of [[[]], null, 5]) {
        const { status } = await api.call(route.method, path, { key: api.key, body });
        expect({ ...route, body, wrong: status >= 500 }).toEqual({ ...route, body, wrong: false });
      }
    }
  });
});
