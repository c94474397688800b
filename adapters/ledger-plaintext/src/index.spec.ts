import { expect, it } from '@jest/globals';
import { checkAdapter, journalEntry } from '@lettrage/adapter-sdk/conformance';
import adapter from './index.js';

it('keeps the promises of the adapter contract in every format', async () => {
  const entries = [
    journalEntry('VE1', '2026-01-05', [
      { account: '411000', debit: '1.00' },
      { account: '707000', credit: '1.00' },
    ]),
  ];
  const exports = adapter.manifest.formats!.map(({ id }) => ({ format: id, options: {}, entries }));
  expect(await checkAdapter(adapter, { entry: new URL('./index.js', import.meta.url), ledger: { exports } })).toEqual(
    [],
  );
});
