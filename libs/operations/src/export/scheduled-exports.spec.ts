import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defineAdapter } from '@lettrage/adapter-sdk';
import { parseDay, type StatusEvent } from '@lettrage/domain';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import type { OperationsContext } from '../context.js';
import { addConnection, releaseConnection } from '../setup/connections.js';
import { CompanyFixture } from '../testing/company-fixture.js';
import { lineTransfer } from '../testing/line-transfer.js';
import { listExports } from './read-export.js';
import { nextRunDay, periodOf } from './schedule-days.js';
import { addExportSchedule, listExportSchedules, removeExportSchedule, runDueExports } from './scheduled-exports.js';

let test: TestDatabase;
let home: string;
beforeAll(async () => {
  test = await createTestDatabase();
  home = await mkdtemp(join(tmpdir(), 'lettrage-schedules-'));
});
afterAll(async () => {
  await test.drop();
  await rm(home, { recursive: true, force: true });
});

/** What a connection of tests was sent; it takes nothing while `refusal` says so. */
const sent: StatusEvent[] = [];
let refusal: string | undefined;
const fileSink = defineAdapter({
  manifest: { id: 'test-mail', title: 'Mail', version: '0.1.0', sdk: '^0.1.0', capabilities: ['statusSink'] },
  create: () =>
    Promise.resolve({
      statusSink: {
        accepts: ['export.made'],
        push: (events: readonly StatusEvent[]) => {
          if (refusal === undefined) sent.push(...events);
          return Promise.resolve(
            events.map(({ id }) =>
              refusal === undefined
                ? { event: id, status: 'done' as const }
                : { event: id, status: 'later' as const, message: refusal },
            ),
          );
        },
      },
    }),
});
const adapters = {
  'ledger-lines': () => Promise.resolve({ default: lineTransfer }),
  'test-mail': () => Promise.resolve({ default: fileSink }),
};

async function open(): Promise<{ books: CompanyFixture; at: (instant: string) => OperationsContext }> {
  const books = await CompanyFixture.open(test, { adapters });
  await books.items({ number: 'FA2026-000101', total: '120.00' });
  return { books, at: (instant) => ({ ...books.context, folder: home, now: () => new Date(instant) }) };
}

const MONTHLY = { name: 'cabinet', format: 'lines', every: 'month', onDay: 5, period: 'new' } as const;

describe('a scheduled export', () => {
  it('runs on its day, into its folder, and then waits for the next', async () => {
    const { books, at } = await open();
    const folder = { ...MONTHLY, target: 'folder', folder: 'cabinet' } as const;
    const added = await addExportSchedule(at('2026-02-10T00:00:00Z'), books.companyId, folder);
    expect(added).toMatchObject({ nextDay: '2026-03-05' });
    expect(await runDueExports(at('2026-03-05T04:00:00Z'), books.companyId)).toBe(0);
    expect(await runDueExports(at('2026-03-05T06:00:00Z'), books.companyId)).toBe(1);
    expect(await runDueExports(at('2026-03-05T07:00:00Z'), books.companyId)).toBe(0);
    const own = join(home, 'exports', books.companyId, 'cabinet');
    expect(await readdir(own)).toEqual(['lines-000001.txt']);
    expect(await readFile(join(own, 'lines-000001.txt'), 'utf8')).toContain('2026-01-05');
    const [schedule] = await listExportSchedules(books.context, books.companyId);
    expect(schedule).toMatchObject({
      nextDay: '2026-04-05',
      runs: [{ day: '2026-03-05', state: 'done', batchNumber: 1 }],
    });
    expect(await runDueExports(at('2026-04-06T00:00:00Z'), books.companyId)).toBe(1);
    const [again] = await listExportSchedules(books.context, books.companyId);
    expect(again!.runs[0]).toMatchObject({ day: '2026-04-05', state: 'nothing-new' });
  });

  it('that cannot be written is tried again, asks a person after three times, and loses nothing', async () => {
    const { books, at } = await open();
    await addExportSchedule(at('2026-02-10T00:00:00Z'), books.companyId, {
      ...MONTHLY,
      target: 'folder',
      folder: 'blocked',
    });
    const inTheWay = join(home, 'exports', books.companyId);
    await rm(inTheWay, { recursive: true, force: true });
    await writeFile(inTheWay, 'a file where the folder should be').catch(async () => {
      const { mkdir } = await import('node:fs/promises');
      await mkdir(join(home, 'exports'), { recursive: true });
      await writeFile(inTheWay, 'a file where the folder should be');
    });
    for (const instant of [
      '2026-03-05T06:00:00Z',
      '2026-03-05T06:01:00Z',
      '2026-03-05T08:00:00Z',
      '2026-03-05T12:00:00Z',
    ])
      await runDueExports(at(instant), books.companyId);
    const [schedule] = await listExportSchedules(books.context, books.companyId);
    expect(schedule!.runs).toMatchObject([{ day: '2026-03-05', state: 'failed', attempts: 3 }]);
    const tasks = await books.query<{ message: string }>(
      `select message from books.task where company_id = $1 and kind = 'export-failed'`,
    );
    expect(tasks[0]!.message).toMatch(/"cabinet" of 2026-03-05 failed 3 times/);
    await rm(inTheWay);
    expect(await runDueExports(at('2026-03-06T00:00:00Z'), books.companyId)).toBe(1);
    expect(await readdir(join(inTheWay, 'blocked'))).toEqual(['lines-000001.txt']);
    expect((await listExports(books.context, books.companyId)).map((batch) => batch.entries)).toEqual([1]);
  });

  it('goes by a connection that takes files, again under the same id where the answer was lost', async () => {
    const { books, at } = await open();
    const start = at('2026-02-10T00:00:00Z');
    const byMail = { ...MONTHLY, target: 'connection', connection: 'mail', recipient: 'office@example.org' } as const;
    await expect(addExportSchedule(start, books.companyId, byMail)).rejects.toThrow('no connection "mail"');
    await addConnection(start, books.companyId, { name: 'mail', adapter: 'test-mail', config: {} });
    await addExportSchedule(start, books.companyId, byMail);
    await runDueExports(at('2026-03-05T06:00:00Z'), books.companyId);
    await releaseConnection(start, books.companyId, 'mail', parseDay('2026-01-01'));
    refusal = 'the mail server does not answer';
    await runDueExports(at('2026-03-05T07:00:00Z'), books.companyId);
    const failed = await listExportSchedules(books.context, books.companyId);
    expect(failed[0]!.runs).toMatchObject([{ state: 'failed', attempts: 2 }]);
    expect(failed[0]!.runs[0]!.message).toContain('the mail server does not answer');
    refusal = undefined;
    await runDueExports(at('2026-03-06T07:00:00Z'), books.companyId);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      type: 'export.made',
      subject: 'lines-000001.txt',
      data: { mail: { to: 'office@example.org' }, file: { name: 'lines-000001.txt' } },
    });
    const { file } = sent[0]!.data as { file: { base64: string } };
    expect(Buffer.from(file.base64, 'base64').toString()).toContain('2026-01-05');
    expect(
      (await listExports(books.context, books.companyId)).map((batch) => batch.handedOverAt !== undefined),
    ).toEqual([true]);
  });

  it('to be fetched stays in the archive, not handed over', async () => {
    const { books, at } = await open();
    await addExportSchedule(at('2026-02-10T00:00:00Z'), books.companyId, { ...MONTHLY, target: 'download' });
    await runDueExports(at('2026-03-05T06:00:00Z'), books.companyId);
    const [batch] = await listExports(books.context, books.companyId);
    expect(batch).toMatchObject({ number: 1, entries: 1 });
    expect(batch!.handedOverAt).toBeUndefined();
    await removeExportSchedule(books.context, books.companyId, 'cabinet');
    expect(await listExportSchedules(books.context, books.companyId)).toEqual([]);
  });

  it.each(['../etc', '/etc', 'a/../../b', '', '.hidden'])(
    'does not leave the folder of exports: %s',
    async (folder) => {
      const { books } = await open();
      const wrong = addExportSchedule(books.context, books.companyId, { ...MONTHLY, target: 'folder', folder });
      await expect(wrong).rejects.toThrow(/no folder below/);
    },
  );
});

describe('the days of a schedule', () => {
  it.each([
    ['day', 1, '2026-02-28', '2026-03-01'],
    ['week', 1, '2026-03-02', '2026-03-09'],
    ['week', 7, '2026-03-02', '2026-03-08'],
    ['month', 28, '2026-02-28', '2026-03-28'],
    ['month', 5, '2026-12-31', '2027-01-05'],
  ] as const)('every %s on %d after %s is %s', (every, onDay, after, next) => {
    expect(nextRunDay({ every, onDay }, parseDay(after))).toBe(next);
  });

  it.each([
    ['previous-day', '2026-03-01', '2026-02-28', '2026-02-28'],
    ['previous-week', '2026-03-02', '2026-02-23', '2026-03-01'],
    ['previous-week', '2026-03-08', '2026-02-23', '2026-03-01'],
    ['previous-month', '2026-03-05', '2026-02-01', '2026-02-28'],
    ['month-to-date', '2026-03-01', '2026-02-01', '2026-02-28'],
    ['year-to-date', '2026-07-01', '2025-07-01', '2026-06-30'],
    ['previous-year', '2026-07-01', '2025-07-01', '2026-06-30'],
  ] as const)('%s, run on %s, is %s to %s in a year that closes on 30 June', (period, day, from, to) => {
    expect(periodOf(period, parseDay(day), '06-30')).toEqual({ from, to });
  });
});
