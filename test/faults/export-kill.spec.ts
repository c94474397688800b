import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import { exportAndHandOver, listExports, type OperationsContext } from '@lettrage/operations';
import { createCompany, createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { toFile } from '../../apps/cli/src/output/write.js';
import { addInvoices, exportContext, YEAR_END } from './export-world.js';

/** `FAULTS_KILLS=200` is the long variant. */
const KILLS = Number.parseInt(process.env['FAULTS_KILLS'] ?? '5', 10);
const VICTIM = fileURLToPath(new URL('./export-victim.process.ts', import.meta.url));
const LOADER = new URL('../../tools/ts/register.mjs', import.meta.url).href;

let test: TestDatabase;
let context: OperationsContext;
let folder: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  context = exportContext(test.database);
  folder = await mkdtemp(join(tmpdir(), 'lettrage-export-'));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await test.drop();
  await rm(folder, { recursive: true, force: true });
});

function startVictim(companyId: string): { child: ChildProcess; ready: Promise<unknown> } {
  const child = fork(VICTIM, [test.appUrl, companyId, folder], {
    execArgv: ['--conditions=@lettrage/source', `--import=${LOADER}`, '--no-warnings'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
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

it(`${KILLS} exports killed at any moment lose no entry and give none twice`, async () => {
  const { id: companyId } = await createCompany(context.database, { cutOverDay: parseDay('2026-01-01') });
  let invoices = 0;
  const more = async (): Promise<void> => {
    await addInvoices(context, companyId, invoices, 150);
    invoices += 150;
  };
  let waiting = startVictim(companyId);
  for (let kill = 0; kill < KILLS; kill++) {
    const { child, ready } = waiting;
    await ready;
    await more();
    if (kill + 1 < KILLS) waiting = startVictim(companyId);
    child.send('go');
    // From before the first query to after the file: each kill comes a little later than the one before it.
    if (kill % 2 === 1) await Promise.race([once(child, 'message'), sleep(5_000, undefined, { ref: false })]);
    else await sleep(40 + (kill * 300) / KILLS);
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  await more();
  const write = (name: string, bytes: AsyncIterable<Uint8Array>) => toFile(bytes, join(folder, name));
  await exportAndHandOver(context, companyId, { format: 'lines', to: YEAR_END }, write);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  const numbers = texts.flatMap((text) => text.match(/^\S+/gm) ?? []);
  expect(numbers.length).toBe(invoices);
  expect(new Set(numbers).size).toBe(invoices);
  const batches = await listExports(context, companyId, 1_000);
  expect(batches.map((batch) => batch.fileName).sort()).toEqual(files);
  expect(batches.every((batch) => batch.handedOverAt !== undefined)).toBe(true);
  expect(batches.length).toBeGreaterThan(1);
}, 120_000);
