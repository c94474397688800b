import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { describeFailure, live, shorten } from './history.js';

/** `BOOKS_SEEDS=200` lives more histories, `BOOKS_FIRST_SEED=17` others, `BOOKS_STEPS=60` longer ones. */
const SEEDS = Number(process.env['BOOKS_SEEDS'] ?? 6);
const FIRST = Number(process.env['BOOKS_FIRST_SEED'] ?? 1);
const STEPS = Number(process.env['BOOKS_STEPS'] ?? 24);

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

describe('the journal agrees with open items, payments and bank lines', () => {
  it.each(Array.from({ length: SEEDS }, (_, i) => FIRST + i))(
    'in the history of seed %i',
    async (seed) => {
      const steps = Array.from({ length: STEPS }, (_, index) => index);
      const failure = await live(test, seed, steps);
      if (failure) throw new Error(describeFailure(seed, await shorten(test, seed, steps)));
      expect(failure).toBeUndefined();
    },
    120_000,
  );
});
