import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OperationsContext } from '@lettrage/operations';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { contextOf } from '../faults/world.js';
import { importHistory } from './random-imports.js';

/** `npm run fuzz:imports` goes through a thousand. */
const HISTORIES = 6;

describe('random imports of what one bank booked', () => {
  let test: TestDatabase;
  let context: OperationsContext;
  beforeAll(async () => {
    test = await createTestDatabase();
    context = contextOf(test.database, await mkdtemp(join(tmpdir(), 'lettrage-imports-')));
  });
  afterAll(async () => {
    await rm(context.folder, { recursive: true, force: true });
    await test.drop();
  });

  it('in overlapping files, any order and several formats leave nothing twice and lose nothing', async () => {
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const done = await importHistory(context, seed).catch((error: unknown) => {
        throw new Error(`history ${seed}: ${(error as Error).message}`);
      });
      expect(done.lines).toBeGreaterThan(0);
    }
  }, 120_000);
});
