import { expect, it } from '@jest/globals';
import { checkAdapter } from '@lettrage/adapter-sdk/conformance';
import adapter from './index.js';
import { BOOKS } from './testing/entries.js';

it('keeps the promises of the adapter contract in every format', async () => {
  const exports = adapter.manifest.formats!.map(({ id }) => ({ format: id, options: {}, entries: BOOKS }));
  expect(await checkAdapter(adapter, { entry: new URL('./index.js', import.meta.url), ledger: { exports } })).toEqual(
    [],
  );
});
