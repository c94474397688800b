import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Redactor } from './redactor.js';
import { environmentSecrets } from './secret.resolver.js';

describe('the redactor', () => {
  it('lets no secret through in any form it travels in', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 8, maxLength: 60, unit: 'grapheme' }),
        fc.string(),
        fc.string(),
        (secret, before, after) => {
          const redactor = new Redactor();
          redactor.add(secret);
          const forms = [
            secret,
            encodeURIComponent(secret),
            Buffer.from(secret).toString('base64'),
            JSON.stringify(secret).slice(1, -1),
          ];
          for (const form of forms) {
            const clean = redactor.text(`${before}${form}${after}`);
            // What surrounds it may hold the form once more by chance only if it was there before.
            if (!`${before}${after}`.includes(form)) expect(clean).not.toContain(form);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('cleans nested data, keys and errors, and survives cycles', () => {
    const redactor = new Redactor();
    redactor.add('s3cret-value');
    const cycle: Record<string, unknown> = {
      's3cret-value': ['x s3cret-value'],
      error: new Error('s3cret-value'),
      bytes: new Uint8Array(3),
      big: 5n,
    };
    cycle['self'] = cycle;
    expect(JSON.stringify(redactor.data(cycle))).not.toContain('s3cret-value');
  });

  it('knows a prefixed key without its prefix', () => {
    const redactor = new Redactor();
    redactor.add('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    expect(redactor.text('key MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')).toBe('key [secret]');
  });
});

describe('secrets of the environment', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lettrage-secrets-'));
    await writeFile(join(folder, 'key'), 'from-a-file\n');
    await writeFile(join(folder, 'empty'), '\n');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const resolve = environmentSecrets({ KEY: 'from-env', EMPTY: '' });

  it('come from a variable or a file, whose last line break does not belong to them', async () => {
    expect(await resolve('env:KEY', '/key')).toBe('from-env');
    expect(await resolve(`file:${join(folder, 'key')}`, '/key')).toBe('from-a-file');
  });

  it.each(['env:NOT_THERE', 'env:EMPTY', 'file:/not/there', 'plain-value', 'http://x'])(
    'say which field to mend for %s',
    async (reference) => {
      await expect(resolve(reference, '/key')).rejects.toMatchObject({ kind: 'config', field: '/key' });
    },
  );

  it('refuse an empty file', async () => {
    await expect(resolve(`file:${join(folder, 'empty')}`, '/key')).rejects.toThrow(/is empty/);
  });
});
