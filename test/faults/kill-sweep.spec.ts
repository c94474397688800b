import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { deliver, importStatement, reconcile, verifyCompany, type OperationsContext } from '@lettrage/operations';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import pg from 'pg';
import { FaultReceiver, type Fault } from '../../libs/operations/src/testing/fault-receiver.js';
import { contextOf, makeCompany, outcomeOf, SECRET, writeStatements } from './world.js';

/** `FAULTS_KILLS=200 FAULTS_SEED=7` is the long variant; a seed repeats the moments, not the scheduling of the machine. */
const KILLS = Number.parseInt(process.env['FAULTS_KILLS'] ?? '16', 10);
const SEED = Number.parseInt(process.env['FAULTS_SEED'] ?? '1', 10);
const DAYS = 12;
const INVOICES = DAYS * Math.max(8, Math.ceil(KILLS / 3));
const VICTIM = fileURLToPath(new URL('./victim.process.ts', import.meta.url));
const LOADER = new URL('../../tools/ts/register.mjs', import.meta.url).href;
const SCRIPT: readonly Fault[] = ['ok', 'ok', 'reset-after-accepting', 'ok', 'ok', 'error-500', 'ok'];

let test: TestDatabase;
let context: OperationsContext;
let folder: string;
let files: string[];
const children: ChildProcess[] = [];
const receivers: FaultReceiver[] = [];

beforeAll(async () => {
  process.env[SECRET.name] = SECRET.value;
  test = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'lettrage-faults-'));
  files = await writeStatements(folder, INVOICES, DAYS);
  context = contextOf(test.database, folder);
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  for (const receiver of receivers) await receiver.close();
  await test.drop();
  await rm(folder, { recursive: true, force: true });
});

async function receiver(faultOf: (request: number) => Fault): Promise<FaultReceiver> {
  const started = await FaultReceiver.start(faultOf);
  receivers.push(started);
  return started;
}

/** A process that has loaded and waits; the next one loads while this one works. */
function startVictim(companyId: string): { child: ChildProcess; ready: Promise<unknown> } {
  const child = fork(VICTIM, [test.appUrl, test.ownerUrl, companyId, folder], {
    execArgv: ['--conditions=@lettrage/source', `--import=${LOADER}`, '--no-warnings'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, [SECRET.name]: SECRET.value },
  });
  children.push(child);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the process ended with ${String(code)} before it was ready`);
  });
  const ready = Promise.race([once(child, 'message'), ended]);
  // It is awaited when the one before is dead; until then nobody listens.
  ready.catch(() => undefined);
  return { child, ready };
}

/** Lets the time of leases and back-offs pass at once: whoever held them is dead. */
async function passTime(): Promise<void> {
  const owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  await owner.query(`update system.lane set lease_until = null, not_before = null`);
  for (const { company_id } of (await owner.query<{ company_id: string }>('select company_id from system.company_ref'))
    .rows) {
    await owner.query('begin');
    await owner.query(`set local app.company_id = '${company_id}'`);
    await owner.query(
      `update books.delivery set next_attempt_at = null, lease_until = clock_timestamp() - interval '1 s' where company_id = $1 and state in ('pending', 'sending')`,
      [company_id],
    );
    await owner.query('commit');
  }
  await owner.end();
}

/** The whole of the work without any disturbance, or what is left of it. */
async function finish(companyId: string): Promise<void> {
  for (const file of files) await importStatement(context, file, { companies: [companyId] });
  await reconcile(context, companyId);
  for (let round = 0; round < 30; round++) {
    const reports = await deliver(context, companyId);
    if (reports.every((report) => report.later === 0)) break;
    await passTime();
  }
}

it(`${KILLS} processes killed in the middle of importing, matching and delivering lose and repeat nothing`, async () => {
  const [calm, stormy] = [await receiver(() => 'ok'), await receiver((request) => SCRIPT[request % SCRIPT.length]!)];
  const reference = await makeCompany(context, calm.url, INVOICES);
  const companyId = await makeCompany(context, stormy.url, INVOICES);
  const next = random(SEED);
  let progress = 0;
  // What one process may do before it is killed, so that the kills are spread over the whole run.
  const share = Math.ceil((2 * (files.length + INVOICES * 1.5)) / KILLS);
  let waiting = startVictim(companyId);
  for (let kill = 0; kill < KILLS; kill++) {
    const { child, ready } = waiting;
    await ready;
    child.on('message', () => progress++);
    const done = (): number => progress + stormy.effects.length;
    const until = done() + 1 + next(share);
    if (kill + 1 < KILLS) waiting = startVictim(companyId);
    child.send('go');
    for (let waited = 0; done() < until && waited < 3_000; waited += 5) await sleep(5);
    await sleep(next(20));
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    await passTime();
  }
  const before = stormy.effects.length;
  await finish(companyId);
  await finish(reference);
  expect(await outcomeOf(context, companyId)).toEqual(await outcomeOf(context, reference));
  expect((await verifyCompany(context, companyId)).violations).toEqual([]);
  expect(new Set(stormy.effects.map(({ id }) => id)).size).toBe(stormy.effects.length);
  expect(stormy.effects.length).toBe(calm.effects.length);
  for (const positions of stormy.order()) expect(positions).toEqual([...positions].sort((a, b) => a - b));
  // The kills met work: something was done before the last of them, and not everything.
  expect(before).toBeGreaterThan(0);
  expect(calm.effects.filter(({ type }) => type === 'invoice.payment-returned').length).toBe(Math.ceil(INVOICES / 4));
}, 600_000);

/** A small generator with a seed, so that the moments of the kills can be repeated. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
}
