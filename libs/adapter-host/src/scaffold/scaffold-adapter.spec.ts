import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SCAFFOLD_CAPABILITIES, scaffoldAdapter } from './scaffold-adapter.js';

const run = promisify(execFile);
const CHECKOUT = resolve(import.meta.dirname, '../../../..');
const HOST = resolve(CHECKOUT, 'libs/adapter-host');

/** npm packs what the packages publish; an adapter author gets no more than that. */
async function pack(folder: string, into: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', into, folder], {
    cwd: into,
  });
  return join(into, stdout.trim().split('\n').at(-1)!);
}

/** Loads adapters through the built registry, in a process of its own, as the program does. */
async function listAdapters(nodeModules: string, packages: readonly string[]): Promise<unknown> {
  const script = `
    import { AdapterRegistry } from ${JSON.stringify(join(HOST, 'dist/index.js'))};
    const registry = new AdapterRegistry(${JSON.stringify({ builtIn: {}, packages, nodeModules })});
    console.log(JSON.stringify(await registry.manifests()));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: tmpdir() });
  return JSON.parse(stdout);
}

describe('an adapter made outside of the checkout', () => {
  let work: string;
  let tarballs: string[];

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'lettrage-scaffold-'));
    await run(process.execPath, [join(CHECKOUT, 'node_modules/typescript/bin/tsc'), '-b', HOST], { cwd: CHECKOUT });
    const folders = ['libs/domain', 'libs/adapter-sdk', 'node_modules/decimal.js'].map((folder) =>
      join(CHECKOUT, folder),
    );
    tarballs = await Promise.all(folders.map((folder) => pack(folder, work)));
  }, 120_000);

  afterAll(() => rm(work, { recursive: true, force: true }));

  it('is scaffolded, installed offline, passes its own test and is loaded by name from the configuration', async () => {
    const home = join(work, 'user');
    for (const capability of SCAFFOLD_CAPABILITIES) {
      const id = `sample-${capability.toLowerCase()}`;
      const folder = join(home, id);
      expect(await scaffoldAdapter({ folder, id, capability })).toContain('src/index.test.js');
      await run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--no-save', ...tarballs], { cwd: folder });
      const { stdout } = await run('npm', ['test'], { cwd: folder });
      expect(stdout).toMatch(/# pass 1\b/);
    }
    const packages = SCAFFOLD_CAPABILITIES.map((capability) => `sample-${capability.toLowerCase()}`);
    const [first] = packages;
    const installed = join(home, 'program');
    await scaffoldAdapter({ folder: installed, id: 'program', capability: 'statementReader' });
    const folders = packages.map((name) => join(home, name));
    const install = [
      'install',
      '--offline',
      '--install-links',
      '--no-audit',
      '--no-fund',
      '--no-save',
      ...tarballs,
      ...folders,
    ];
    await run('npm', install, { cwd: installed });
    expect(await listAdapters(join(installed, 'node_modules'), packages)).toMatchObject(
      [...packages]
        .sort()
        .map((id) => ({ id, capabilities: [SCAFFOLD_CAPABILITIES.find((name) => id.endsWith(name.toLowerCase()))] })),
    );
    await expect(listAdapters(join(installed, 'node_modules'), [first!, 'not-there'])).rejects.toThrow(
      /not-there.*is not installed/s,
    );
  }, 120_000);

  it('fails its own test as soon as its code breaks a promise', async () => {
    const folder = join(work, 'user/sample-statementreader');
    const { readFile } = await import('node:fs/promises');
    const path = join(folder, 'src/statement.reader.js');
    const source = await readFile(path, 'utf8');
    await writeFile(path, source.replace("hash + '-' + ordinal", "hash + '-' + Math.random()"));
    const failure = await run('npm', ['test'], { cwd: folder }).catch((error: { stdout: string }) => error);
    await writeFile(path, source);
    expect(failure.stdout).toContain('the same lines however the bytes are cut');
  }, 60_000);
});

describe('scaffoldAdapter refuses, before it writes anything,', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lettrage-scaffold-refused-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('an id that is no package name', async () => {
    await expect(scaffoldAdapter({ folder, id: 'My Bank', capability: 'statementReader' })).rejects.toThrow(
      /small letters/,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('a capability without a template, naming those there are', async () => {
    await expect(scaffoldAdapter({ folder, id: 'my-bank', capability: 'magic' })).rejects.toThrow(/statementReader/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('a folder that holds something', async () => {
    await writeFile(join(folder, 'mine.txt'), 'precious');
    await expect(scaffoldAdapter({ folder, id: 'my-bank', capability: 'statementReader' })).rejects.toThrow(
      /not empty/,
    );
    expect(await readdir(folder)).toEqual(['mine.txt']);
  });
});
