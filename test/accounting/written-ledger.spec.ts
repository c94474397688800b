import { describe, expect, it } from '@jest/globals';
import type { Adapter } from '@lettrage/adapter-sdk';
import { builtInAdapters } from '../../apps/server/src/built-in-adapters.js';
import { randomLedger } from './random-ledger.js';
import { sidesDescribed, sidesOfEntries, writtenLedger, type DescribedFormat } from './written-ledger.js';

const OPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  fec: { siren: '732829320', closing: '2026-12-31' },
  'fec-xml': { siren: '732829320', closing: '2026-12-31' },
  datev: { adviser: '1001', client: '1' },
};
const SEEDS = Array.from({ length: 12 }, (_, i) => 1_000 + i);

const adapters: Adapter[] = [];
for (const [id, load] of Object.entries(builtInAdapters))
  if (id.startsWith('ledger-')) adapters.push(((await load()) as { default: Adapter }).default);
const FORMATS = adapters.flatMap((adapter) =>
  (adapter.manifest.formats ?? []).map(({ id, describe: told }) => [id, adapter, told as unknown] as const),
);

describe.each(FORMATS)('%s of random ledgers', (id, adapter, described) => {
  it('is written exactly as it is described, or refused with the entry named', async () => {
    for (const seed of SEEDS) {
      const entries = randomLedger(seed, { odd: 12, bad: seed % 4 === 0 ? 5 : 0 });
      const written = await writtenLedger(adapter, id, entries, OPTIONS[id]);
      if ('refusal' in written) {
        expect(written.refusal).toMatch(/entry |line \d/i);
        continue;
      }
      const { amount } = (described ?? {}) as DescribedFormat;
      if (amount === undefined) continue;
      const sides = sidesDescribed(written.bytes, described as DescribedFormat);
      expect(sides.map(onOneSide)).toEqual(sidesOfEntries(entries));
    }
  });
});

function onOneSide(sides: string): string {
  const [debit, credit] = sides.split(' ').map(BigInt) as [bigint, bigint];
  return debit > credit ? `${debit - credit} 0` : `0 ${credit - debit}`;
}
