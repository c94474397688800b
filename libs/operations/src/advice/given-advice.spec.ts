import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { reconcile } from '../reconcile/reconcile.js';
import { bankLine, CompanyFixture } from '../testing/company-fixture.js';
import { giveAdvice, importAdvice, listAdvice, withdrawAdvice } from './given-advice.js';

let test: TestDatabase;
let folder: string;
beforeAll(async () => {
  test = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'lettrage-advice-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await test.drop();
});

const SLIP = {
  kind: 'cheque-slip',
  date: '2026-02-09',
  total: '300.00',
  items: [
    { invoice: 'FA2026-000101', amount: '120.00' },
    { invoice: 'FA2026-000202', amount: '180.00' },
  ],
};

async function books(): Promise<CompanyFixture> {
  const made = await CompanyFixture.open(test);
  await made.items(
    { number: 'FA2026-000101', total: '120.00', customer: 'C1' },
    { number: 'FA2026-000202', total: '180.00', customer: 'C2' },
  );
  await made.statement([bankLine('r1', '2026-02-10', '300.00', 'REMISE CHEQUES BORD 0042017')]);
  return made;
}

async function file(...advices: unknown[]): Promise<string> {
  const path = join(folder, 'advice.ndjson');
  await writeFile(path, advices.map((one) => `${JSON.stringify(one)}\n`).join(''));
  return path;
}

describe('an advice a person gives', () => {
  it('explains a line that waits, from a file, once', async () => {
    const made = await books();
    const { context, companyId } = made;
    await reconcile(context, companyId);
    expect(await made.open()).toEqual({ 'FA2026-000101': 12000, 'FA2026-000202': 18000 });
    const path = await file(SLIP);
    const options = { by: 'Anne' };
    expect(await importAdvice(context, companyId, path, { ...options, dryRun: true })).toMatchObject({ new: 1 });
    expect(await importAdvice(context, companyId, path, options)).toMatchObject({ read: 1, new: 1, known: 0 });
    expect(await importAdvice(context, companyId, path, options)).toMatchObject({ read: 1, new: 0, known: 1 });
    await reconcile(context, companyId);
    expect(await made.open()).toEqual({});
  });

  it('may be typed, is listed, and says nothing any more once it is taken back', async () => {
    const made = await books();
    const { context, companyId } = made;
    const { id } = await giveAdvice(context, companyId, SLIP, 'Anne');
    expect((await giveAdvice(context, companyId, SLIP, 'Paul')).id).toBe(id);
    expect(await listAdvice(context, companyId)).toMatchObject([{ id, advice: SLIP, givenBy: 'Anne' }]);
    await withdrawAdvice(context, companyId, id);
    await expect(withdrawAdvice(context, companyId, id)).rejects.toThrow('There is no advice');
    await reconcile(context, companyId);
    expect(Object.keys(await made.open())).toHaveLength(2);
    await giveAdvice(context, companyId, SLIP, 'Paul');
    await reconcile(context, companyId);
    expect(await made.open()).toEqual({});
  });

  it.each([
    ['a total that its items do not make', { ...SLIP, total: '301.00' }, 'add up to 300.00, the total says 301.00'],
    ['a payout, which its report tells', { ...SLIP, kind: 'payout' }, 'import payouts'],
    ['an amount that is none', { ...SLIP, total: 300 }, 'must be a decimal string'],
  ])('is refused with %s, and nothing of its file is kept', async (_, bad, why) => {
    const { context, companyId } = await CompanyFixture.open(test);
    const report = await importAdvice(context, companyId, await file(SLIP, bad), { by: 'Anne' });
    expect(report).toMatchObject({ refused: true, new: 0 });
    expect(report.problems[0]!.message).toContain(why);
    expect(await listAdvice(context, companyId)).toEqual([]);
    await expect(giveAdvice(context, companyId, bad, 'Anne')).rejects.toThrow(why);
  });

  it('is of its company alone', async () => {
    const [one, other] = [await books(), await books()];
    const { id } = await giveAdvice(one.context, one.companyId, SLIP, 'Anne');
    await reconcile(other.context, other.companyId);
    expect(Object.keys(await other.open())).toHaveLength(2);
    await expect(withdrawAdvice(other.context, other.companyId, id)).rejects.toThrow('There is no advice');
  });
});
