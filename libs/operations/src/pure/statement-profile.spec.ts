import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdapterHost, AdapterRegistry } from '@lettrage/adapter-host';
import { defineAdapter } from '@lettrage/adapter-sdk';
import { profileChoice, proposeStatementProfile } from './statement-profile.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lettrage-profiles-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe('what --profile names', () => {
  it('is the id of a layout, or nothing', async () => {
    expect(await profileChoice('csv.qonto')).toEqual({ profile: 'csv.qonto' });
    expect(await profileChoice(undefined)).toEqual({});
  });

  it('is a file with a profile, which says its reader', async () => {
    const json = '{"format":"statement-csv","id":"my-bank"}';
    expect(await profileChoice(await file('mine.json', json))).toEqual({ profile: json, format: 'statement-csv' });
  });

  it.each([
    ['no JSON', 'Date;Montant', /is no profile: /],
    ['no format', '{"id":"x"}', /has no "format"/],
    ['null', 'null', /has no "format"/],
  ])('is refused with %s', async (name, text, message) => {
    await expect(profileChoice(await file(`${name}.json`, text))).rejects.toThrow(message);
  });

  it('is refused where it looks like a path and nothing is there', async () => {
    await expect(profileChoice(join(folder, 'nowhere.json'))).rejects.toThrow(/there is no such file/);
  });
});

describe('a profile proposed', () => {
  const reader = (id: string, score: number, proposal: string | undefined) =>
    defineAdapter({
      manifest: {
        id,
        title: id,
        version: '0.1.0',
        sdk: '^0.1.0',
        capabilities: ['statementReader'],
        licence: 'Apache-2.0',
      },
      create: () => ({
        statementReader: { sniff: () => score, async *read() {}, proposeProfile: async () => proposal },
      }),
    });
  const host = (...adapters: ReturnType<typeof reader>[]): AdapterHost =>
    new AdapterHost({
      registry: new AdapterRegistry({
        builtIn: Object.fromEntries(
          adapters.map((adapter) => [adapter.manifest.id, async () => ({ default: adapter })]),
        ),
      }),
    });

  it('comes from the reader that knows the file best', async () => {
    const path = await file('a.csv', 'x');
    expect(await proposeStatementProfile(host(reader('a', 0.1, 'A'), reader('b', 0.3, 'B')), path)).toBe('B');
  });

  it('is refused for a file that is no table', async () => {
    const path = await file('b.csv', 'x');
    await expect(proposeStatementProfile(host(reader('a', 0.1, undefined)), path)).rejects.toThrow(
      /b\.csv holds no table/,
    );
    await expect(proposeStatementProfile(host(reader('a', 0, 'A')), path)).rejects.toThrow(/holds no table/);
  });
});
