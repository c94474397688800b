import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { confinedFolder } from './confined.folder.js';

describe('the folder of an adapter', () => {
  let outer: string;
  let root: string;
  beforeEach(async () => {
    outer = await mkdtemp(join(tmpdir(), 'lettrage-folder-'));
    root = join(outer, 'inbox');
    await mkdir(join(root, 'below'), { recursive: true });
    await writeFile(join(outer, 'secret.txt'), 'secret');
    await writeFile(join(root, 'jan.xml'), '<a/>');
    await symlink(join(outer, 'secret.txt'), join(root, 'link.txt'));
  });
  afterEach(() => rm(outer, { recursive: true, force: true }));

  it('lists files, and neither links nor folders', async () => {
    expect(await (await confinedFolder(root)).list()).toEqual([
      { name: 'jan.xml', size: 4, modified: expect.stringMatching(/Z$/) },
    ]);
  });

  it('reads and writes its own files', async () => {
    const folder = await confinedFolder(root);
    await folder.write('out.txt', new TextEncoder().encode('hello'));
    expect(new TextDecoder().decode(await folder.read('out.txt'))).toBe('hello');
    expect((await readdir(root)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it.each([
    '../secret.txt',
    '/etc/passwd',
    'below/../../secret.txt',
    '..',
    '.',
    '',
    'a\\b',
    'C:evil',
    'nul\0',
    'link.txt',
    'below',
    'missing',
  ])('refuses to read "%s"', async (name) => {
    await expect((await confinedFolder(root)).read(name)).rejects.toMatchObject({ kind: 'rejected' });
  });

  it.each(['../evil.txt', '/tmp/evil', '', 'below'])('refuses to write "%s"', async (name) => {
    await expect((await confinedFolder(root)).write(name, new Uint8Array(1))).rejects.toMatchObject({
      kind: 'rejected',
    });
  });

  it('replaces a link instead of writing through it', async () => {
    await (await confinedFolder(root)).write('link.txt', new TextEncoder().encode('mine'));
    expect(await readFile(join(outer, 'secret.txt'), 'utf8')).toBe('secret');
  });

  it('must exist', async () => {
    await expect(confinedFolder(join(outer, 'nowhere'))).rejects.toMatchObject({ kind: 'config', field: '/folder' });
  });
});
