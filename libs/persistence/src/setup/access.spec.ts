import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCompany, createTestDatabase, type TestDatabase } from '../testing/index.js';
import { ApiKeyStore, verifyApiKey } from './api-key.store.js';
import { IdempotencyStore } from './idempotency.store.js';

let test: TestDatabase;
let company: string;

beforeAll(async () => {
  test = await createTestDatabase();
  company = (await createCompany(test.database)).id;
});
afterAll(() => test.drop());

describe('an api key', () => {
  const issue = (expiresAt?: Date) =>
    test.database.withCompany(company, (tx) =>
      new ApiKeyStore(tx).issue({ name: 'erp', scopes: ['invoices:read'], ...(expiresAt ? { expiresAt } : {}) }),
    );

  it('opens its company with its scopes', async () => {
    const { id, key } = await issue();
    expect(key).toMatch(new RegExp(`^lk_${company}_${id}_[0-9a-f]{64}$`));
    expect(await verifyApiKey(test.database, key)).toEqual({
      companyId: company,
      id,
      name: 'erp',
      scopes: ['invoices:read'],
    });
    const known = await test.database.withCompany(company, (tx) => new ApiKeyStore(tx).list());
    expect(known.find((one) => one.id === id)?.lastUsedAt).toBeInstanceOf(Date);
  });

  it('is stored as a hash only', async () => {
    const { id, key } = await issue();
    const secret = key.slice(key.lastIndexOf('_') + 1);
    const [row] = await test.database.withCompany(company, (tx) =>
      tx.query<{ secret_hash: Buffer; row: string }>(
        'select secret_hash, k::text as row from books.api_key k where id = $1',
        [id],
      ),
    );
    expect(row?.secret_hash).toEqual(createHash('sha256').update(secret).digest());
    expect(row?.row).not.toContain(secret);
  });

  it('is refused with another secret, id or company, and in any other shape', async () => {
    const { id, key } = await issue();
    const { id: stranger } = await createCompany(test.database);
    const secret = key.slice(-64);
    const wrong = [
      `lk_${company}_${id}_${'0'.repeat(64)}`,
      `lk_${company}_${'0'.repeat(12)}_${secret}`,
      `lk_${stranger}_${id}_${secret}`,
      key.slice(0, -1),
      `${key} `,
      `lk_x'_${id}_${secret}`,
      '',
    ];
    for (const text of wrong) expect([text, await verifyApiKey(test.database, text)]).toEqual([text, undefined]);
  });

  it('is refused once it has expired or was revoked', async () => {
    const expired = await issue(new Date(Date.now() - 1000));
    expect(await verifyApiKey(test.database, expired.key)).toBeUndefined();
    const { id, key } = await issue(new Date(Date.now() + 60_000));
    expect(await verifyApiKey(test.database, key)).toBeDefined();
    expect(await test.database.withCompany(company, (tx) => new ApiKeyStore(tx).revoke(id))).toBe(true);
    expect(await verifyApiKey(test.database, key)).toBeUndefined();
    expect(await test.database.withCompany(company, (tx) => new ApiKeyStore(tx).revoke(id))).toBe(false);
  });
});

describe('an idempotency key', () => {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  const begin = (key: string, body: string) =>
    test.database.withCompany(company, (tx) => new IdempotencyStore(tx).begin(key, hash(body)));

  it('lets the first through, answers the same to the next and refuses another body', async () => {
    expect(await begin('a', 'body')).toEqual({ kind: 'started' });
    expect(await begin('a', 'body')).toEqual({ kind: 'in-progress' });
    await test.database.withCompany(company, (tx) => new IdempotencyStore(tx).finish('a', 201, { id: 'x' }));
    expect(await begin('a', 'body')).toEqual({ kind: 'replay', status: 201, response: { id: 'x' } });
    expect(await begin('a', 'other')).toEqual({ kind: 'conflict' });
  });

  it('lets one of many at once through', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => begin('b', 'body')));
    expect(outcomes.filter((outcome) => outcome.kind === 'started')).toHaveLength(1);
  });

  it('is forgotten with the transaction that failed, and when abandoned', async () => {
    const failing = test.database.withCompany(company, async (tx) => {
      await new IdempotencyStore(tx).begin('c', hash('body'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await begin('c', 'body')).toEqual({ kind: 'started' });
    await test.database.withCompany(company, (tx) => new IdempotencyStore(tx).abandon('c'));
    expect(await begin('c', 'other')).toEqual({ kind: 'started' });
  });

  it('is taken over from a process that died, but only with the same body', async () => {
    await begin('d', 'body');
    await test.database.withCompany(company, (tx) =>
      tx.query(`update books.idempotency set created_at = now() - interval '1 hour' where key = 'd'`),
    );
    expect(await begin('d', 'other')).toEqual({ kind: 'conflict' });
    expect(await begin('d', 'body')).toEqual({ kind: 'started' });
    expect(await begin('d', 'body')).toEqual({ kind: 'in-progress' });
  });
});
