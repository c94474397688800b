import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addApiKey, localSignIn } from '@lettrage/operations';
import pg from 'pg';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';

describe('who may come in, and what a request may be', () => {
  let api: ApiUnderTest;
  let session: { cookie: string; 'x-csrf-token': string };

  beforeAll(async () => {
    api = await startApi();
    const { people } = api.database.database.system;
    const userId = await people.addUser({ email: 'paul@example.com', name: 'Paul' });
    await people.grant({ userId, firmId: api.firm, role: 'administrator' });
    const { token, csrf } = await people.openSession(userId, 600);
    session = { cookie: `lettrage_session=${token}`, 'x-csrf-token': csrf };
  }, 120_000);
  afterAll(() => api?.close());

  const company = (rest = ''): string => `/v1/companies/${api.company}${rest}`;

  it('a sign-in works once and opens a session out of reach of scripts', async () => {
    const token = await localSignIn(api.context);
    const first = await api.call('POST', '/v1/session', { body: { token } });
    expect(first.status).toBe(200);
    const cookies = String(first.headers['set-cookie']);
    expect(cookies).toMatch(/lettrage_session=[^;]+;[^\n]*HttpOnly/);
    const cookie = /lettrage_session=[^;]+/.exec(cookies)![0];
    const who = await api.call('GET', '/v1/session', { headers: { cookie } });
    expect(who.json.user.name).toBe('Administrator');
    const again = await api.call('POST', '/v1/session', { body: { token } });
    expect([again.status, again.json.code]).toEqual([401, 'sign-in-used']);
  });

  it('a change with a session needs its CSRF token, a look does not', async () => {
    const { cookie } = session;
    expect((await api.call('GET', company(), { headers: { cookie } })).status).toBe(200);
    for (const headers of [{ cookie }, { cookie, 'x-csrf-token': 'A'.repeat(43) }] as Record<string, string>[]) {
      const refused = await api.call('PATCH', company(), { headers, body: { name: 'Autre' } });
      expect([refused.status, refused.json.code]).toEqual([403, 'csrf']);
    }
    expect((await api.call('PATCH', company(), { headers: session, body: { name: 'ACME SAS' } })).status).toBe(200);
  });

  it('a session that was signed out is over', async () => {
    const token = await localSignIn(api.context);
    const opened = await api.call('POST', '/v1/session', { body: { token } });
    const cookie = /lettrage_session=[^;]+/.exec(String(opened.headers['set-cookie']))![0];
    const headers = { cookie, 'x-csrf-token': opened.json.csrfToken as string };
    expect((await api.call('DELETE', '/v1/session', { headers })).status).toBe(204);
    expect((await api.call('GET', '/v1/session', { headers })).status).toBe(401);
  });

  it('a key that is revoked, expired, changed or unknown opens nothing', async () => {
    const made = await api.call('POST', company('/api-keys'), { key: api.key, body: { name: 'k', scopes: ['read'] } });
    const { id, key } = made.json as { id: string; key: string };
    expect((await api.call('GET', company(), { key })).status).toBe(200);
    expect((await api.call('DELETE', company(`/api-keys/${id}`), { key: api.key })).status).toBe(204);
    const past = new Date(Date.now() - 1000);
    const expired = await addApiKey(api.context, api.company, { name: 'old', scopes: ['read'], expiresAt: past });
    const foreign = api.foreignKey.replace(api.foreign, api.company);
    for (const bad of [key, expired.key, `${api.key.slice(0, -1)}x`, foreign, 'lk_', '']) {
      expect((await api.call('GET', company(), { key: bad })).status).toBe(401);
    }
    const listed = await api.call('GET', company('/api-keys'), { key: api.key });
    expect(listed.text).not.toContain(key.split('_')[3]);
  });

  it('an administrator sets up companies and people in his own firm only', async () => {
    const made = await api.call('POST', '/v1/companies', {
      headers: session,
      body: { name: 'Filiale', siren: '552100554' },
    });
    expect(made.status).toBe(201);
    const twice = await api.call('POST', '/v1/companies', {
      headers: session,
      body: { name: 'Filiale', siren: '552100554' },
    });
    expect([twice.status, twice.json.problems[0].location]).toEqual([409, 'siren']);
    const list = await api.call('GET', '/v1/companies', { headers: session });
    expect(list.json.items.map((each: { name: string }) => each.name).sort()).toEqual(['ACME SAS', 'Filiale']);
    const body = { email: 'anne@example.com', role: 'viewer', companyId: api.foreign };
    expect((await api.call('POST', '/v1/users', { headers: session, body })).status).toBe(404);
    const anne = await api.call('POST', '/v1/users', { headers: session, body: { ...body, companyId: api.company } });
    expect(anne.status).toBe(201);
    const again = await api.call('POST', '/v1/users', { headers: session, body: { ...body, companyId: api.company } });
    expect([again.status, again.json.problems[0].location]).toEqual([409, 'email']);
  });

  it('imports the companies of a firm once, and refuses a bad file whole', async () => {
    const csv = 'name;siren;ibans\nDurand SARL;404833048;FR7630004000031234567890143\nPetit SAS;;\n';
    const first = await api.call('POST', '/v1/companies/import', { headers: session, body: csv });
    expect([first.status, first.json.added.length]).toEqual([200, 2]);
    const again = await api.call('POST', '/v1/companies/import', { headers: session, body: csv });
    expect([again.json.added.length, again.json.known.length]).toEqual([0, 2]);
    const bad = await api.call('POST', '/v1/companies/import?name=firm.csv', {
      headers: session,
      body: 'name;siren\nX;1\n;\nX;\n',
    });
    expect(bad.status).toBe(422);
    const latin = await api.call('POST', '/v1/companies/import', {
      headers: session,
      body: Buffer.from('name\nSociété\n', 'latin1'),
    });
    expect([latin.status, latin.json.problems[0].rule]).toEqual([422, 'encoding']);
    expect(bad.json.detail).toContain('firm.csv');
    expect(bad.json.problems.map((each: { location: string }) => each.location)).toEqual(['line 2', 'line 3']);
  });

  it('names the field of a body that is wrong', async () => {
    const cases: [body: unknown, field: string][] = [
      [{ name: '' }, 'name'],
      [{ name: null }, 'name'],
      [{ lockedThrough: '2026-02-30' }, 'lockedThrough'],
      [{ unknown: 1 }, 'unknown'],
      [{ siren: '123456789' }, 'siren'],
      [{ name: 'a\u0000b' }, 'name'],
      [{ settings: { nobody: 1 } }, 'settings/nobody'],
      [{ settings: { ledger: { chart: { roles: { customers: 'abc' } } } } }, 'settings/ledger/chart/roles/customers'],
      [
        { settings: { matching: { rules: [{ id: 'r', pattern: '(', category: 'fee' }] } } },
        'settings/matching/rules/0/pattern',
      ],
      [{ settings: { matching: { ownIbans: ['FR00'] } } }, 'settings/matching/ownIbans/0'],
      [{ settings: { logo: Buffer.from('GIF89a').toString('base64') } }, 'settings/logo'],
    ];
    for (const [body, field] of cases) {
      const { status, json } = await api.call('PATCH', company(), { key: api.key, body });
      expect({ body, status, location: json.problems?.[0].location }).toEqual({ body, status: 422, location: field });
    }
    const settings = { ledger: { scheme: { vatDue: 'receipt' } }, allowedNetworks: ['10.0.0.0/8'] };
    const kept = await api.call('PATCH', company(), { key: api.key, body: { settings } });
    expect(kept.json.settings).toMatchObject(settings);
  });

  it('keeps a logo that can be drawn, and leaves it out of the list of companies', async () => {
    // One grey pixel as PNG.
    const logo = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';
    const kept = await api.call('PATCH', company(), { key: api.key, body: { settings: { logo } } });
    expect([kept.status, kept.json.settings?.logo]).toEqual([200, logo]);
    const list = await api.call('GET', '/v1/companies', { key: api.key });
    expect(list.json.items.map((one: { settings: object }) => Object.keys(one.settings).includes('logo'))).toEqual([
      false,
    ]);
  });

  it('refuses JSON made to break whoever reads it, never with 500', async () => {
    const headers = { 'content-type': 'application/json' };
    const deep = (n: number): string => `${'{"a":'.repeat(n)}1${'}'.repeat(n)}`;
    const bodies: [text: string, status: number][] = [
      ['{"name":"X","__proto__":{"administers":true}}', 400],
      ['{"name":"X","constructor":{"prototype":{}}}', 400],
      [deep(100_000), 400],
      [`{"settings":${deep(100_000)}}`, 400],
      [`{"name":"${'x'.repeat(1_100_000)}"}`, 413],
      ['{"name":', 400],
      ['', 400],
    ];
    for (const [text, status] of bodies) {
      const answer = await api.call('PATCH', company(), { key: api.key, headers, body: Buffer.from(text) });
      expect({ text: text.slice(0, 30), status: answer.status }).toEqual({ text: text.slice(0, 30), status });
    }
  });

  it('names the parameter of an address that is wrong', async () => {
    const day = Buffer.from('["no-day","x"]').toString('base64url');
    for (const query of [
      'limit=0',
      'limit=201',
      'limit=-1',
      'limit=1e9',
      'cursor=zz',
      `cursor=${day}`,
      'state=nobody',
      'account=1',
      'limit=',
    ]) {
      const { status, json } = await api.call('GET', company(`/transactions?${query}`), { key: api.key });
      expect({ query, status, location: json.problems[0].location }).toEqual({
        query,
        status: 400,
        location: query.split('=')[0],
      });
    }
    expect((await api.call('GET', company('/events?after=x'), { key: api.key })).json.problems[0].location).toBe(
      'after',
    );
    expect((await api.call('GET', company('/exports?cursor=WyJ4Il0'), { key: api.key })).status).toBe(400);
  });

  it('takes SQL in a parameter for the text it is', async () => {
    const attacks = [`');drop table books.item;--`, `%' or 1=1 --`, `id);--`, '__proto__', '\\', '%'];
    for (const attack of attacks.map(encodeURIComponent)) {
      for (const path of [`/transactions?q=${attack}`, `/customers?q=${attack}`, `/items?number=${attack}`]) {
        const { status, json } = await api.call('GET', company(path), { key: api.key });
        expect({ path, status, items: json.items }).toEqual({ path, status: 200, items: [] });
      }
      expect((await api.call('GET', company(`/items?sort=${attack}&fields=${attack}`), { key: api.key })).status).toBe(
        200,
      );
    }
  });

  it('keeps nothing in caches, names its requests, and says of an unknown path that it is unknown', async () => {
    const answer = await api.call('GET', company(), { key: api.key });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
    const unknown = await api.call('GET', '/v1/nothing', { key: api.key });
    expect([unknown.status, unknown.json.code]).toEqual([404, 'not-found']);
  });

  describe('Idempotency-Key', () => {
    const add = (key: string, body: unknown, path = '/bank-accounts') =>
      api.call('POST', company(path), { key: api.key, headers: { 'idempotency-key': key }, body });
    const accounts = async (): Promise<number> =>
      (await api.call('GET', company('/bank-accounts'), { key: api.key })).json.items.length as number;

    it('the same request twice has one effect and one answer', async () => {
      const before = await accounts();
      const first = await add('one', { number: '111' });
      const second = await add('one', { number: '111' });
      expect([first.status, second.status]).toEqual([201, 201]);
      expect(second.json).toEqual(first.json);
      expect(second.headers['idempotent-replayed']).toBe('true');
      expect(await accounts()).toBe(before + 1);
    });

    it('another body under the same key is refused', async () => {
      const { status, json } = await add('one', { number: '222' });
      expect([status, json.code]).toEqual([422, 'idempotency-key-reused']);
    });

    it('ten at once have one effect', async () => {
      const before = await accounts();
      const answers = await Promise.all(Array.from({ length: 10 }, () => add('many', { number: '333' })));
      expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
      expect(answers.some(({ status }) => status === 201)).toBe(true);
      expect(await accounts()).toBe(before + 1);
    });

    it('a request that failed may be sent again', async () => {
      expect((await add('retry', { number: '333' })).status).toBe(409);
      expect((await add('retry', { number: '444' })).status).toBe(201);
    });

    it('never keeps the text of an API key', async () => {
      const first = await add('secret', { name: 's', scopes: ['read'] }, '/api-keys');
      const second = await add('secret', { name: 's', scopes: ['read'] }, '/api-keys');
      expect(first.json.key).toMatch(/^lk_/);
      expect(second.json).toEqual({ id: first.json.id });
    });

    it('a key that is none is refused', async () => {
      expect((await add('x'.repeat(201), { number: '555' })).status).toBe(400);
    });
  });

  it('is not ready once the database is gone, and says no more than that', async () => {
    expect((await api.call('GET', '/health/ready')).status).toBe(200);
    await withoutDatabase(api.database.ownerUrl);
    const ready = await api.call('GET', '/health/ready');
    expect([ready.status, ready.json.code]).toEqual([503, 'not-ready']);
    expect((await api.call('GET', '/health/live')).status).toBe(200);
    const read = await api.call('GET', company(), { key: api.key });
    expect([read.status, read.json.code]).toEqual([503, 'database-unavailable']);
  });
});

/** Ends every connection of a database and lets nobody in again. */
async function withoutDatabase(ownerUrl: string): Promise<void> {
  const name = new URL(ownerUrl).pathname.slice(1);
  const url = new URL(ownerUrl);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.toString() });
  await client.connect();
  try {
    await client.query(`alter database "${name}" allow_connections false`);
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  } finally {
    await client.end();
  }
}
