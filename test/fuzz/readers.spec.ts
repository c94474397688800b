import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ReaderCandidate } from '@lettrage/adapter-host';
import fc from 'fast-check';
import { allReaders, brokenPromise } from './invariants.js';
import { mutantOf } from './mutations.js';
import { samples } from './samples.js';

describe('spoilt statement files', () => {
  let readers: readonly ReaderCandidate[];
  beforeAll(async () => {
    readers = await allReaders();
  });

  it.each(samples().map((sample) => [sample.name, sample] as const))(
    '%s, sound, is read whole',
    async (name, sample) => {
      const mutant = { what: 'nothing', bytes: sample.bytes, amounts: 'same' } as const;
      expect(await brokenPromise(readers, name, mutant)).toBeUndefined();
    },
  );

  // Short here; `npm run fuzz` goes on for as long as it is let.
  it.each(samples().map((sample) => [sample.name, sample] as const))(
    '%s, spoilt in any way, breaks nothing',
    async (name, sample) => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 0, max: 0x7fffffff }), async (seed) => {
          const mutant = mutantOf(sample, seed);
          const broken = await brokenPromise(readers, name, mutant);
          if (broken !== undefined) throw new Error(`${name}, ${mutant.what}: ${broken}`);
        }),
        { numRuns: 60 },
      );
    },
  );
});
