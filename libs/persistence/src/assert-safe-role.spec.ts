import { expect, it } from '@jest/globals';
import { assertSafeRole } from './assert-safe-role.js';
import type { Database } from './database.js';

const safe = { name: 'app', superuser: false, bypassesRowSecurity: false, ownsTables: false };

function check(facts: typeof safe): Promise<void> {
  return assertSafeRole({ system: { roleFacts: () => Promise.resolve(facts) } } as unknown as Database);
}

it('accepts a role that row-level security binds', async () => {
  await expect(check(safe)).resolves.toBeUndefined();
});

it.each([
  [{ superuser: true }, 'is a superuser'],
  [{ bypassesRowSecurity: true }, 'has BYPASSRLS'],
  [{ ownsTables: true }, 'owns the tables'],
])('refuses a role with %j and says what to do', async (facts, why) => {
  await expect(check({ ...safe, ...facts })).rejects.toThrow(`"app" ${why}`);
  await expect(check({ ...safe, ...facts })).rejects.toThrow(/DATABASE_OWNER_URL/);
});
