import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { SDK_VERSION } from './version.js';

describe('the version of the contract', () => {
  const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

  it('equals package.json', () => {
    expect((JSON.parse(read('package.json')) as { version: string }).version).toBe(SDK_VERSION);
  });

  it('has a section in the change log', () => {
    expect(read('CHANGELOG.md')).toContain(`## ${SDK_VERSION}\n`);
  });
});
