import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const ROOMS = ['libs', 'adapters', 'apps'];

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

/** Runs dependency-cruiser with the project's rules in a folder; as a process, since it starts its own compiler. */
function violationsIn(folder: string): Violation[] {
  const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = join(root, '.dependency-cruiser.cjs');
  const run = spawnSync(process.execPath, [cruiser, '--config', config, '--output-type', 'json', ...ROOMS], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (!run.stdout.startsWith('{')) throw new Error(`dependency-cruiser said: ${run.stderr}`);
  return (JSON.parse(run.stdout) as { summary: { violations: Violation[] } }).summary.violations;
}

/** Each breach: the file that commits it, what it imports, the rule that must refuse it. */
const PLANTED = [
  ['adapters/statement-camt/src/plant-store.ts', '@lettrage/persistence', 'adapters-import-the-sdk-only'],
  ['adapters/statement-camt/src/plant-domain.ts', '@lettrage/domain', 'adapters-import-the-sdk-only'],
  ['adapters/statement-camt/src/plant-adapter.ts', '@lettrage/statement-csv', 'adapters-import-the-sdk-only'],
  ['adapters/statement-camt/src/plant-path.ts', '../../statement-csv/src/index.js', 'adapters-import-the-sdk-only'],
  ['libs/domain/src/plant-file.ts', 'node:fs', 'pure-libraries'],
  ['libs/reconciliation/src/plant-network.ts', 'node:http', 'pure-libraries'],
  ['libs/ledger/src/plant-billing.ts', '@lettrage/billing', 'libs-ledger-imports'],
  ['libs/domain/src/plant-formats.ts', '@lettrage/formats', 'libs-domain-imports'],
  ['libs/operations/src/plant-app.ts', '@lettrage/server', 'nothing-imports-an-app'],
  ['libs/billing/src/plant-nest.ts', '@nestjs/common', 'nest-stays-in-its-file'],
  ['libs/operations/src/plant-typeorm.ts', 'typeorm', 'typeorm-stays-in-persistence'],
  ['adapters/statement-camt/src/plant-undeclared.ts', 'xml2js', 'declared-dependencies'],
  ['libs/formats/src/plant-circle-a.ts', './plant-circle-b.js', 'no-circles'],
] as const;

describe('who may know whom', () => {
  let plantation = '';

  beforeAll(() => {
    plantation = realpathSync(mkdtempSync(join(tmpdir(), 'boundaries-')));
    layOutRooms(plantation);
    for (const name of ['typeorm', 'xml2js', '@nestjs/common']) {
      write(
        join(plantation, 'node_modules', name, 'package.json'),
        JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
      );
      write(join(plantation, 'node_modules', name, 'index.js'), 'module.exports = {};\n');
    }
    for (const [file, imported] of PLANTED)
      write(join(plantation, file), `import '${imported}';\nexport const planted = 1;\n`);
    write(
      join(plantation, 'libs/formats/src/plant-circle-b.ts'),
      `import './plant-circle-a.js';\nexport const planted = 1;\n`,
    );
    // What is allowed, beside what is not: these two must stay silent.
    write(
      join(plantation, 'adapters/statement-camt/src/allowed.ts'),
      `import '@lettrage/adapter-sdk';\nimport '@lettrage/formats';\n`,
    );
    write(join(plantation, 'libs/operations/src/allowed.ts'), `import '@lettrage/persistence';\nimport 'node:fs';\n`);
  });

  afterAll(() => rmSync(plantation, { recursive: true, force: true }));

  it('holds in the whole repository', () => {
    expect(violationsIn(root).map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  it('refuses every planted breach and nothing that is allowed', () => {
    const found = violationsIn(plantation).map(({ rule, from }) => `${from} ${rule.name}`);
    const missed = PLANTED.map(([file, , rule]) => `${file} ${rule}`).filter((breach) => !found.includes(breach));
    expect(missed).toEqual([]);
    expect(found.filter((violation) => !violation.includes('/plant-'))).toEqual([]);
  });
});

/** The rooms with their real package.json and an empty source, linked as npm links workspaces. */
function layOutRooms(folder: string): void {
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  mkdirSync(join(folder, 'node_modules/@lettrage'), { recursive: true });
  for (const room of ROOMS) {
    for (const name of readdirSync(join(root, room))) {
      write(join(folder, room, name, 'src/index.ts'), 'export const room = 1;\n');
      cpSync(join(root, room, name, 'package.json'), join(folder, room, name, 'package.json'));
      symlinkSync(join(folder, room, name), join(folder, 'node_modules/@lettrage', name), 'junction');
    }
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
