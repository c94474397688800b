import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { resolveDatabase } from './resolve-database.js';

const APP = 'postgres://app:a@db:5432/books';
const OWNER = 'postgres://owner:o@db:5432/books';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lettrage-resolve-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the database to use', () => {
  it('is that of DATABASE_URL, with an owner only if one is named', async () => {
    expect(await resolveDatabase({ DATABASE_URL: APP }, folder)).toMatchObject({ appUrl: APP, embedded: false });
    expect(await resolveDatabase({ DATABASE_URL: APP }, folder)).not.toHaveProperty('ownerUrl');
    expect(await resolveDatabase({ DATABASE_URL: APP, DATABASE_OWNER_URL: OWNER }, folder)).toMatchObject({
      appUrl: APP,
      ownerUrl: OWNER,
    });
  });

  it('with an owner alone has a role of this installation, the same each time', async () => {
    const first = await resolveDatabase({ DATABASE_OWNER_URL: OWNER }, folder);
    const second = await resolveDatabase({ DATABASE_OWNER_URL: OWNER, DATABASE_URL: '' }, folder);
    expect(second.appUrl).toBe(first.appUrl);
    const url = new URL(first.appUrl);
    expect([url.host, url.pathname, url.username === 'owner', url.password.length]).toEqual([
      'db:5432',
      '/books',
      false,
      32,
    ]);
    expect(url.username).toMatch(/^lettrage_app_[a-z0-9]{6}$/);
    await first.stop();
  });

  it.each(['db:5432', 'mysql://x/y', 'postgres://'])(
    'is refused when its address is %j, and the variable is named',
    async (address) => {
      await expect(resolveDatabase({ DATABASE_OWNER_URL: address }, folder)).rejects.toThrow(
        /DATABASE_OWNER_URL is not an address/,
      );
    },
  );
});
