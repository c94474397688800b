import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fiscalYearStart, parseDay } from '@lettrage/domain';
import { exportLedger, projectJournal, readExport, verifyCompany } from '@lettrage/operations';
import { checkLedger } from '@lettrage/operations/pure';
import type { TestDatabase } from '@lettrage/persistence/testing';
import pg from 'pg';
import type { CompanyFixture } from '../../libs/operations/src/testing/company-fixture.js';
import { bookedYears, findingsIn } from './books-checks.js';
import { CompanyLife, settingOf } from './company-life.js';
import { Random } from './random.js';
import { stepAt } from './steps.js';

/** Where a history went wrong, and everything that had happened by then. */
export interface Failure {
  readonly findings: readonly string[];
  readonly told: readonly string[];
}

/**
 * Lives the given steps of a seed and compares the books after every few of them, then exports, replays and verifies.
 * A step draws from its seed and place alone, so that a history can be shortened by leaving steps out.
 */
export async function live(test: TestDatabase, seed: number, steps: readonly number[]): Promise<Failure | undefined> {
  const setting = settingOf(seed);
  const life = await CompanyLife.open(test, setting);
  const memory = { rows: [] };
  const { context, companyId } = life.fixture;
  try {
    for (const [done, index] of steps.entries()) {
      const random = new Random(seed * 1_000 + index);
      if (setting.locksLater && done === steps.length >> 1) await life.lockThrough('2026-03-15');
      await stepAt(index, random)(life, random, await life.world(), memory);
      if (done % 4 !== 3 && done !== steps.length - 1) continue;
      await projectJournal(context, companyId, (seed % 9) + 1);
      const findings = await findingsIn(life.fixture, setting);
      if (findings.length > 0) return { findings, told: life.told };
    }
    const findings = [
      ...(await exportDisagrees(life.fixture)),
      ...(await findingsIn(life.fixture, setting)),
      ...(setting.locksLater ? [] : await replayDisagrees(test, life.fixture)),
      ...(await verifyCompany(context, companyId)).violations.map((one) => `verify ${JSON.stringify(one)}`),
      ...(await notBooked(life.fixture)),
    ];
    return findings.length === 0 ? undefined : { findings, told: life.told };
  } catch (error) {
    return { findings: [`threw ${error instanceof Error ? error.stack : String(error)}`], told: life.told };
  }
}

/** The shortest history found, by leaving out steps one by one, that still fails in the same way. */
export async function shorten(test: TestDatabase, seed: number, steps: readonly number[]): Promise<Failure> {
  const kindOf = (failure: Failure | undefined): string | undefined =>
    failure?.findings[0]?.replace(/[\d-]+/g, '#').slice(0, 24);
  let left = [...steps];
  let failure = (await live(test, seed, left))!;
  const kind = kindOf(failure);
  for (let size = Math.ceil(left.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = left.length - size; at >= 0; at -= size) {
      const fewer = left.filter((_, place) => place < at || place >= at + size);
      const next = fewer.length === 0 ? undefined : await live(test, seed, fewer);
      if (next === undefined || kindOf(next) !== kind) continue;
      [left, failure] = [fewer, next];
    }
  }
  return failure;
}

export function describeFailure(seed: number, { findings, told }: Failure): string {
  return [
    `seed ${seed}`,
    ...findings.map((finding) => `  ✗ ${finding}`),
    ...told.map((line, i) => `  ${i}. ${line}`),
  ].join('\n');
}

/** Problems the journal reported: none of these histories holds anything that cannot be booked. */
async function notBooked(fixture: CompanyFixture): Promise<string[]> {
  const rows = await fixture.query<{ message: string }>(
    `select message from books.task where company_id = $1 and kind = 'not-booked'`,
  );
  return rows.map((row) => `not booked: ${row.message}`);
}

async function exportDisagrees(fixture: CompanyFixture): Promise<string[]> {
  const { context, companyId } = fixture;
  const folder = await mkdtemp(join(tmpdir(), 'lettrage-books-'));
  try {
    const found: string[] = [];
    for (const to of [...new Set([...(await bookedYears(fixture)), parseDay('2026-12-31')])]) {
      const report = await exportLedger(context, companyId, {
        format: 'fec',
        from: fiscalYearStart(to),
        to,
        options: { siren: '732829320' },
      });
      if (report.debit !== report.credit) found.push(`FEC debit ${report.debit}, credit ${report.credit}`);
      const file = join(folder, report.fileName);
      await writeFile(file, (await readExport(context, companyId, { id: report.id! })).bytes);
      const result = { errors: 0 };
      for await (const problem of checkLedger(context.adapters, file, 'fec', result)) {
        if (problem.severity !== 'warning') found.push(`FEC ${problem.rule}: ${problem.message}`);
      }
    }
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function replayDisagrees(test: TestDatabase, fixture: CompanyFixture): Promise<string[]> {
  const lived = await journalOf(fixture);
  await forget(test, fixture.companyId);
  await projectJournal(fixture.context, fixture.companyId, 200);
  const again = await journalOf(fixture);
  const at = lived.findIndex((row, i) => row !== again[i]);
  if (at < 0 && lived.length === again.length) return [];
  return [`replay: ${lived.length} rows, then ${again.length}; first other:\n${lived[at]}\n${again[at]}`];
}

/** Entries and letters as text, one row each, without the ids that are drawn anew. */
async function journalOf(fixture: CompanyFixture): Promise<string[]> {
  const entries = await fixture.query<{ row: string }>(
    `select concat_ws(' ', e.event_position, e.ordinal, e.journal, e.number, e.day, e.piece, e.label,
            (select jsonb_agg(jsonb_build_array(l.account, l.auxiliary, l.debit, l.credit, l.label, l.item_id, l.allocation_id) order by l.ordinal)
               from books.entry_line l where l.company_id = e.company_id and l.entry_id = e.id)) as row
       from books.journal_entry e where e.company_id = $1 order by e.event_position, e.ordinal`,
  );
  const letters = await fixture.query<{ row: string }>(
    `select concat_ws(' ', g.account, g.auxiliary, g.fiscal_year_end, g.code, g.day, 'given', g.event_position, 'lifted', g.lifted_position,
            (select jsonb_agg(jsonb_build_array(e.event_position, e.ordinal, k.ordinal) order by e.event_position, e.ordinal, k.ordinal)
               from books.lettering_line k join books.journal_entry e on e.company_id = k.company_id and e.id = k.entry_id
              where k.company_id = g.company_id and k.lettering_id = g.id)) as row
       from books.lettering g where g.company_id = $1 order by g.account, g.auxiliary, g.fiscal_year_end, length(g.code), g.code`,
  );
  return [...entries, ...letters].map(({ row }) => row);
}

/** Empties everything the projector wrote, as the owner: the application's role may not. */
export async function forget(test: TestDatabase, companyId: string): Promise<void> {
  const owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  try {
    await owner.query('begin');
    await owner.query(`set local app.company_id = '${companyId}'`);
    for (const table of [
      'lettering_line',
      'lettering',
      'entry_line',
      'journal_entry',
      'ledger_link',
      'deposit_link',
      'ledger_position',
    ])
      await owner.query(`delete from books.${table} where company_id = $1`, [companyId]);
    await owner.query(`delete from books.counter where company_id = $1 and name like 'entry:%'`, [companyId]);
    await owner.query(`update books.projector set position = 0 where company_id = $1 and name = 'journal'`, [
      companyId,
    ]);
    await owner.query('commit');
  } finally {
    await owner.end();
  }
}
