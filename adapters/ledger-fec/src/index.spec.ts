import { expect, it } from '@jest/globals';
import { checkAdapter } from '@lettrage/adapter-sdk/conformance';
import adapter from './index.js';
import { BOOKS, OPTIONS } from './testing/fec-files.js';

it('keeps the promises of the adapter contract', async () => {
  const optionSets: Record<string, string>[] = [{}, { separator: 'pipe', encoding: 'utf-8' }];
  const exports = optionSets.map((options) => ({
    format: 'fec',
    options: { ...OPTIONS, ...options },
    entries: BOOKS,
  }));
  expect(await checkAdapter(adapter, { entry: new URL('./index.js', import.meta.url), ledger: { exports } })).toEqual(
    [],
  );
});
