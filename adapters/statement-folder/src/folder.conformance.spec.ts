import { expect, it } from '@jest/globals';
import { checkAdapter, testContext } from '@lettrage/adapter-sdk/conformance';
import adapter from './index.js';

const files = Object.fromEntries(
  Array.from({ length: 45 }, (_, i) => [`releve-${String(i).padStart(2, '0')}.xml`, Buffer.from(`<x n="${i}"/>`)]),
);

it('statement-folder keeps the promises of a statement source', async () => {
  const broken = await checkAdapter(adapter, {
    entry: new URL('./index.js', import.meta.url),
    statementSource: {
      config: { folder: 'bank' },
      wrongConfigs: [
        { config: {}, field: '/folder' },
        { config: { folder: 'bank', settleSeconds: -1 }, field: '/settleSeconds' },
      ],
      context: () => testContext({ files }),
    },
  });
  expect(broken).toEqual([]);
});

it('leaves what it was not asked for', async () => {
  const members = await adapter.create({ folder: 'bank', pattern: '*-1?.xml' }, testContext({ files }));
  const { files: fetched } = await members.statementSource!.fetch(undefined);
  expect(fetched.map((file) => file.name)).toEqual(Array.from({ length: 10 }, (_, i) => `releve-1${i}.xml`));
});
