import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingPlatformPackages } from '../complete-lock.mjs';
import { declaredRooms, type PackageFacts } from './package.rules.js';
import { packageFacts, repositoryFiles } from './repository.js';
import { syntaxRules } from './syntax.rules.js';
import { textRules } from './text.rules.js';
import { CheckedFile, findBreaches, type TidyRule } from './tidy-rule.js';

const root = join(import.meta.dirname, '..', '..');
const rules = [...textRules, ...syntaxRules];

/** The names of the rules a file breaks. */
function broken(path: string, text: string, among: readonly TidyRule[] = rules): string[] {
  return findBreaches([new CheckedFile(path, text, text.length)], among).map(({ rule, line }) => `${rule}:${line}`);
}

const lines = (count: number, line = '  run();'): string => Array.from({ length: count }, () => line).join('\n');
const opening = (text: string): string => text.split('\n').slice(0, 2).join(' ').slice(0, 80);
const documented = '/** Says what it does. */\n';
const spec = "import { it } from '@jest/globals';\n";

describe('a planted breach is found', () => {
  const planted: [rule: string, path: string, text: string, line?: number][] = [
    ['file-length', 'libs/ledger/src/long.ts', `${lines(401, '// line')}\n`, 400],
    ['file-name', 'libs/ledger/src/MoneyHelper.ts', ''],
    ['file-name', 'libs/ledger/src/money_helper.ts', ''],
    ['jest-globals', 'libs/ledger/src/money.spec.ts', "it('works', () => {});"],
    ['no-skipped-test', 'libs/ledger/src/money.spec.ts', `${spec}it.skip('works', () => {});`, 2],
    ['no-skipped-test', 'libs/ledger/src/money.spec.ts', `${spec}describe.only('works', () => {});`, 2],
    ['no-skipped-test', 'libs/ledger/src/money.spec.ts', `${spec}xit('works', () => {});`, 2],
    ['no-unfinished', 'libs/ledger/src/money.ts', `// ${'TO' + 'DO'} later`],
    ['no-machine-path', 'docs/guide.md', 'see /home/jane/project/x', 1],
    ['no-machine-path', 'libs/ledger/src/money.ts', "const data = '/work/project/data';"],
    ['function-length', 'libs/ledger/src/money.ts', `function pay() {\n${lines(69)}\n}`],
    ['function-length', 'libs/ledger/src/money.ts', `class Pay {\n  now() {\n${lines(69)}\n  }\n}`, 2],
    ['function-length', 'libs/ledger/src/money.spec.ts', `${spec}it('pays', () => {\n${lines(69)}\n});`, 2],
    ['no-float-amount', 'adapters/x/src/x.ts', 'const cents = Number(row.amount);'],
    ['no-float-amount', 'adapters/x/src/x.ts', "const cents = parseFloat(row['Total amount']);"],
    ['no-float-amount', 'libs/ledger/src/x.ts', 'const cents = +openAmount * 100;'],
    ['no-float-amount', 'apps/web/src/x.tsx', 'const sum = Number(item.open_amount.replace(",", "."));'],
    ['no-float-amount', 'libs/ledger/src/x.ts', 'const cents = total.toNumber();'],
    ['no-surroundings', 'libs/ledger/src/x.ts', 'const now = Date.now();'],
    ['no-surroundings', 'libs/domain/src/x.ts', 'const today = new Date();'],
    ['no-surroundings', 'libs/billing/src/x.ts', 'const id = Math.random();'],
    ['no-surroundings', 'libs/formats/src/x.ts', 'if (process.env.DEBUG) run();'],
    ['no-surroundings', 'adapters/x/src/x.ts', 'await fetch(url);'],
    ['docstring', 'libs/ledger/src/x.ts', 'export function pay(): void {}'],
    ['docstring', 'libs/ledger/src/x.ts', 'export class Payment {}'],
    ['docstring', 'libs/ledger/src/x.ts', 'export const pay = () => 1;'],
  ];

  for (const [rule, path, text, line = 1] of planted) {
    it(`${rule} in ${path}: ${opening(text)}`, () => expect(broken(path, text)).toContain(`${rule}:${line}`));
  }

  it('blob-size', () => {
    const blob = new CheckedFile('docs/film.bin', undefined, 1_000_001);
    expect(findBreaches([blob], rules).map(({ rule }) => rule)).toEqual(['blob-size']);
  });

  it('declared-rooms: an import that the package or its project does not name, and an import of itself', () => {
    const ledger: PackageFacts = {
      folder: 'libs/ledger',
      declared: new Set(['@lettrage/domain', '@lettrage/formats']),
      references: new Set(['libs/domain']),
    };
    const importing = (name: string): string[] =>
      broken('libs/ledger/src/x.ts', `import { x } from '@lettrage/${name}';`, [declaredRooms([ledger])]);
    expect(importing('domain')).toEqual([]);
    expect(importing('formats')).toEqual(['declared-rooms:1']);
    expect(importing('billing')).toEqual(['declared-rooms:1']);
    expect(importing('ledger')).toEqual(['declared-rooms:1']);
  });

  it('lock-file: a platform package that the lock file names and does not hold', () => {
    const owner = { optionalDependencies: { 'native-darwin-arm64': '1.0.0', 'native-linux-x64': '1.0.0' } };
    const lock = { packages: { 'node_modules/native': owner, 'node_modules/native-linux-x64': {} } };
    expect(missingPlatformPackages(lock).map(([path]) => path)).toEqual(['node_modules/native-darwin-arm64']);
  });
});

describe('what is in order is left alone', () => {
  const clean: [path: string, text: string][] = [
    ['libs/ledger/src/money.ts', `${documented}export function pay(): void {\n${lines(68)}\n}`],
    [
      'libs/ledger/src/money.ts',
      'const day = new Date(0); const count = Number(totalCount); const n = Number(amounts.length);',
    ],
    ['libs/ledger/src/money.ts', 'const minor = BigInt(digits); const line = Number(match[1]);'],
    [
      'libs/ledger/src/money.ts',
      `${documented}export function pay(a: string): void;\nexport function pay(a: unknown): void {}`,
    ],
    ['libs/persistence/src/clock.ts', 'const now = Date.now();'],
    [
      'libs/ledger/src/money.spec.ts',
      `${spec}const sample = present ? it : it.skip;\ndescribe('x', () => {\n${lines(120)}\n});`,
    ],
    ['docs/guide.md', 'Data goes to ./var, or /var/lib/lettrage; the page is https://example.org/home/jane/x.'],
  ];

  for (const [path, text] of clean) it(`${path}: ${opening(text)}`, () => expect(broken(path, text)).toEqual([]));
});

describe('the repository', () => {
  it('keeps every rule', () => {
    const breaches = findBreaches(repositoryFiles(root), [...rules, declaredRooms(packageFacts(root))]);
    expect(breaches.map(({ rule, path, line, message }) => `${path}:${line} ${rule}: ${message}`)).toEqual([]);
  });

  it('has a lock file that npm ci accepts on every platform', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, unknown>;
    };
    const missing = missingPlatformPackages(lock).map(([path]) => path);
    expect({ missing, remedy: 'node tools/complete-lock.mjs' }).toEqual({
      missing: [],
      remedy: 'node tools/complete-lock.mjs',
    });
  });
});
