import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import pg from 'pg';
import { createCompany, createTestDatabase, eventually, type TestDatabase } from '../testing/index.js';
import { wantLane } from './lane.js';

const WORKER = fileURLToPath(new URL('../testing/worker-process.ts', import.meta.url));
const LOADER = new URL('../../../../tools/ts/register.mjs', import.meta.url).href;
const LANES = ['a', 'b', 'c'];
const ITEMS = 60;

let test: TestDatabase;
let company: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  company = (await createCompany(test.database)).id;
  const owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  await owner.query(`
    create table public.work (lane text, seq int, done boolean not null default false, primary key (lane, seq));
    create table public.effect (n bigint generated always as identity, lane text, seq int);
    grant all on public.work, public.effect to public`);
  await owner.end();
});
afterEach(() => children.forEach((child) => child.kill('SIGKILL')));
afterAll(() => test.drop());

function startWorker(): ChildProcess {
  const child = spawn(
    process.execPath,
    ['--conditions=@lettrage/source', `--import=${LOADER}`, WORKER, test.appUrl, test.ownerUrl],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  children.push(child);
  return child;
}

async function count(sql: string): Promise<number> {
  const [row] = await test.database.system.query<{ n: number }>(`select count(*)::int as n from ${sql}`);
  return row?.n ?? 0;
}

it('loses and repeats nothing, and keeps the order, when a worker is killed in the middle', async () => {
  for (let seq = 1; seq <= ITEMS; seq++) {
    await test.database.withCompany(company, async (tx) => {
      for (const lane of LANES) {
        await tx.query('insert into public.work (lane, seq) values ($1, $2)', [lane, seq]);
        await wantLane(tx, 'work', lane);
      }
    });
  }
  // One is killed while both work; the other finds locked jobs of the dead one and must not wait for them.
  const killed = startWorker();
  startWorker();
  await eventually(async () => (await count('public.effect')) >= 30, 'some effects');
  killed.kill('SIGKILL');
  expect(await count('public.work where not done')).toBeGreaterThan(0);
  await eventually(async () => (await count('public.work where not done')) === 0, 'all work is done');
  const effects = await test.database.system.query<{ lane: string; seqs: number[] }>(
    'select lane, array_agg(seq order by n) as seqs from public.effect group by lane order by lane',
  );
  const inOrder = Array.from({ length: ITEMS }, (_, i) => i + 1);
  expect(effects).toEqual(LANES.map((lane) => ({ lane, seqs: inOrder })));
  await eventually(async () => (await count('system.lane where wanted > done')) === 0, 'every lane is drained');
}, 60_000);
