import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
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
    const packages = SCAFFOLD_CAPABILITIES.map((capability) => `sample-${capability.toLowerCase()}`);
    for (const [index, capability] of SCAFFOLD_CAPABILITIES.entries()) {
      const folder = join(home, packages[index]!);
      expect(await scaffoldAdapter({ folder, id: packages[index]!, capability })).toContain('src/index.test.js');
    }
    const offline = ['install', '--offline', '--no-audit', '--no-fund', '--no-save'];
    // The first in its own folder, as an author does it; the others share what it installed.
    await run('npm', [...offline, ...tarballs], { cwd: join(home, packages[0]!) });
    await rename(join(home, packages[0]!, 'node_modules'), join(home, 'node_modules'));
    for (const name of packages) {
      const { stdout } = await run('npm', ['test'], { cwd: join(home, name) });
      expect(stdout).toMatch(/# pass 1\b/);
    }
    const installed = join(work, 'program');
    await mkdir(installed);
    await writeFile(join(installed, 'package.json'), '{"private":true}');
    const folders = packages.map((name) => join(home, name));
    await run('npm', [...offline, '--install-links', ...tarballs, ...folders], { cwd: installed });
    const nodeModules = join(installed, 'node_modules');
    expect(await listAdapters(nodeModules, packages)).toMatchObject(
      [...packages]
        .sort()
        .map((id) => ({ id, capabilities: [SCAFFOLD_CAPABILITIES.find((name) => id.endsWith(name.toLowerCase()))] })),
    );
    await expect(listAdapters(nodeModules, ['not-there'])).rejects.toThrow(/not-there.*is not installed/s);
  }, 120_000);

  it('fails its own test as soon as its code breaks a promise', async () => {
    const folder = join(work, 'user/sample-statementreader');
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
