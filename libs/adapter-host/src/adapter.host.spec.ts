import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defineAdapter } from '@lettrage/adapter-sdk';
import type { AdapterManifest } from '@lettrage/adapter-sdk';
import { AdapterHost } from './adapter.host.js';
import { AdapterRegistry } from './adapter.registry.js';
import { environmentSecrets } from './secrets/secret.resolver.js';

const manifest: AdapterManifest = {
  id: 'status-test',
  title: 'Test',
  version: '1.0.0',
  sdk: '^0.1.0',
  capabilities: ['statusSink'],
  config: {
    type: 'object',
    required: ['url', 'token'],
    additionalProperties: false,
    properties: {
      url: { type: 'string', format: 'uri' },
      token: { type: 'string', writeOnly: true },
      mode: { type: 'string', enum: ['fast', 'slow'] },
      nested: { type: 'object', properties: { count: { type: 'integer', minimum: 1 } } },
    },
  },
};
const adapter = defineAdapter({ manifest, create: () => ({ statusSink: { push: async () => [] } }) });
const config = { url: 'https://example.com', token: 'env:TOKEN' };

function hostOf(exported: unknown = { default: adapter }, id = 'status-test'): AdapterHost {
  const registry = new AdapterRegistry({ builtIn: { [id]: async () => exported } });
  return new AdapterHost({ registry, secrets: environmentSecrets({ TOKEN: 'the-value' }) });
}

describe('opening an adapter', () => {
  it.each([
    [{ ...config, url: undefined }, '/url'],
    [{ url: config.url }, '/token'],
    [{ ...config, url: 'not an address' }, '/url'],
    [{ ...config, mode: 'sideways' }, '/mode'],
    [{ ...config, colour: 'red' }, '/colour'],
    [{ ...config, nested: { count: 0 } }, '/nested/count'],
    [{ ...config, token: 'hunter2-in-plain-sight' }, '/token'],
  ])('refuses %j and names the field', async (wrong, field) => {
    const error = await hostOf()
      .open('status-test', { config: JSON.parse(JSON.stringify(wrong)) })
      .catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ name: 'AdapterError', kind: 'config', field });
    expect((error as Error).message).not.toContain('hunter2-in-plain-sight');
  });

  it('lists the adapters there are when the name is wrong', async () => {
    await expect(hostOf().open('status-tset', { config })).rejects.toThrow(/no adapter "status-tset".*status-test/);
  });

  it.each([
    ['without a manifest', { default: {} }, /no manifest/],
    ['without create', { default: { manifest } }, /no create/],
    [
      'for another SDK',
      { default: { ...adapter, manifest: { ...manifest, sdk: '^9.0.0' } } },
      /needs @lettrage\/adapter-sdk \^9\.0\.0/,
    ],
    [
      'with a range that is none',
      { default: { ...adapter, manifest: { ...manifest, sdk: 'latest' } } },
      /manifest\.sdk/,
    ],
    ['with a bad id', { default: { ...adapter, manifest: { ...manifest, id: 'Status Test' } } }, /kebab-case/],
    ['without capabilities', { default: { ...adapter, manifest: { ...manifest, capabilities: [] } } }, /capabilities/],
    [
      'that calls itself something else',
      { default: { ...adapter, manifest: { ...manifest, id: 'other' } } },
      /calls itself "other"/,
    ],
    [
      'with a schema that is none',
      { default: { ...adapter, manifest: { ...manifest, config: { type: 'thing' } } } },
      /not a valid JSON Schema/,
    ],
  ])('refuses an adapter %s', async (_name, exported, message) => {
    await expect(hostOf(exported).open('status-test', { config })).rejects.toThrow(message);
  });

  it('finds an adapter by the format it reads', async () => {
    const formats = {
      ...manifest,
      id: 'statement-x',
      capabilities: ['statementReader'],
      formats: [{ id: 'x-053', title: 'X' }],
    };
    const { registry } = hostOf({ default: { ...adapter, manifest: formats } }, 'statement-x');
    expect(await registry.idOfFormat('x-053', 'statementReader')).toBe('statement-x');
    expect(await registry.idOfFormat('x-053', 'ledgerExporter')).toBeUndefined();
    expect(await registry.idsWith('statementReader')).toEqual(['statement-x']);
  });

  it('needs the folder the manifest asks for', async () => {
    const host = hostOf({ default: { ...adapter, manifest: { ...manifest, folder: true } } });
    await expect(host.open('status-test', { config })).rejects.toMatchObject({ kind: 'config', field: '/folder' });
  });

  it('stops a closed connection', async () => {
    const opened = await hostOf().open('status-test', { config });
    opened.close();
    const event = { id: 'e1' } as never;
    expect((await opened.push([event])).outcomes[0]).toMatchObject({ event: 'e1', status: 'later' });
  });
});

describe('packages of third parties', () => {
  let nodeModules: string;
  const registryOf = (packages: string[], more = {}): AdapterRegistry =>
    new AdapterRegistry({ builtIn: {}, packages, nodeModules, ...more });

  async function install(name: string, files: Record<string, string>): Promise<void> {
    for (const [path, content] of Object.entries(files)) {
      const target = join(nodeModules, name, path);
      await mkdir(join(target, '..'), { recursive: true });
      await writeFile(target, content);
    }
  }

  beforeAll(async () => {
    nodeModules = join(await mkdtemp(join(tmpdir(), 'lettrage-packages-')), 'node_modules');
    const source = (id: string): string =>
      `export default { manifest: ${JSON.stringify({ ...manifest, id })}, create: () => ({ statusSink: { push: async () => [] } }) };`;
    await install('plain', { 'package.json': '{"type":"module","main":"main.js"}', 'main.js': source('plain') });
    await install('@acme/scoped', {
      'package.json': '{"type":"module","exports":{".":{"types":"./x.d.ts","import":"./lib/entry.js"}}}',
      'lib/entry.js': source('scoped'),
    });
    await install('twin', { 'package.json': '{"type":"module","main":"main.js"}', 'main.js': source('plain') });
    await install('broken', {
      'package.json': '{"type":"module","main":"main.js"}',
      'main.js': 'throw new Error("no luck")',
    });
    await install('unbuilt', { 'package.json': '{"type":"module","main":"dist/main.js"}' });
    await install('outside', { 'package.json': '{"type":"module","main":"../plain/main.js"}' });
  });
  afterAll(() => rm(join(nodeModules, '..'), { recursive: true, force: true }));

  it('are loaded by name from the given folder', async () => {
    expect(await registryOf(['plain', '@acme/scoped']).ids()).toEqual(['plain', 'scoped']);
    expect((await registryOf(['@acme/scoped']).load('scoped')).manifest.title).toBe('Test');
  });

  it.each([
    [['missing'], /is not installed/],
    [['../plain'], /not the name of an npm package/],
    [['broken'], /fails while it is loaded: no luck/],
    [['unbuilt'], /does not exist\. Was it built/],
    [['outside'], /outside of the package/],
    [['plain', 'twin'], /in use already/],
  ])('are refused with a reason: %j', async (packages, message) => {
    await expect(registryOf(packages).ids()).rejects.toThrow(message);
  });

  it('cannot take the place of a built-in adapter', async () => {
    const registry = registryOf(['plain'], {
      builtIn: { plain: async () => ({ default: { ...adapter, manifest: { ...manifest, id: 'plain' } } }) },
    });
    await expect(registry.ids()).rejects.toThrow(/in use already/);
  });
});
