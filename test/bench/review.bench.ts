/**
 * `npm run bench:review`: how long each call of the review queue takes over real HTTP, in a company with 100,000 open
 * items and some thousand waiting lines. Prints the machine, the load and percentiles; `BENCH_SCALE=0.1` takes a tenth.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { AdapterHost, AdapterRegistry } from '@lettrage/adapter-host';
import { parseDay } from '@lettrage/domain';
import {
  addBankAccount,
  addCompany,
  importOpenItems,
  importStatement,
  projectJournal,
  reconcile,
  type OperationsContext,
} from '@lettrage/operations';
import { ApiKeyStore, Database, ensureServer, migrate } from '@lettrage/persistence';
import { builtInAdapters } from '@lettrage/server/built-in-adapters';
import { pino } from 'pino';
import { startServer } from '../../apps/server/src/start-server.js';
import { IBAN, openItemsCsv } from './files.js';
import { load, machine, SCALE, scaled } from './report.js';
import { queueCamt } from './review-lines.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const ITEMS = scaled(100_000);
const LINES = scaled(6_000);
const CALLS = 60;

interface Answer {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a benchmark looks into answers the API's specs check
  readonly json: any;
}

/** Sends one request on a kept connection and answers with its JSON. */
function caller(base: string, key: string) {
  return async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
  };
}

type Call = ReturnType<typeof caller>;

/** Times the calls one after the other; any other status than 200 ends the run. */
class Stopwatch {
  readonly rows: { readonly what: string; readonly times: number[] }[] = [];

  constructor(private readonly call: Call) {}

  async time(
    what: string,
    calls: readonly (readonly [method: string, path: string, body?: unknown])[],
  ): Promise<Answer[]> {
    if (calls.length === 0) return [];
    const before = process.cpuUsage();
    const times: number[] = [];
    const answers: Answer[] = [];
    for (const [method, path, body] of calls) {
      const begin = performance.now();
      const answer = await this.call(method, path, body);
      times.push(performance.now() - begin);
      if (answer.status !== 200)
        throw new Error(`${what}: ${method} ${path}: ${answer.status} ${JSON.stringify(answer.json)}`);
      answers.push(answer);
    }
    this.rows.push({ what, times });
    const { user, system } = process.cpuUsage(before);
    const cpu = ((user + system) / 1000 / Math.max(1, calls.length)).toFixed(1);
    const [p50, p95, most] = percentiles(times);
    console.log(
      `${what.padEnd(44)} ${String(times.length).padStart(4)} ×  p50 ${p50} ms  p95 ${p95} ms  max ${most} ms  CPU of Node ${cpu} ms`,
    );
    return answers;
  }
}

function percentiles(times: readonly number[]): string[] {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): string =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1).padStart(6);
  return [at(0.5), at(0.95), at(1)];
}

async function fill(context: OperationsContext): Promise<string> {
  const firmId = await context.database.system.addFirm({ name: 'Bench' });
  const id = await addCompany(context, { name: 'Bench', cutOverDay: parseDay('2026-01-01'), firmId });
  await addBankAccount(context, id, { iban: IBAN });
  const steps: [string, () => Promise<unknown>][] = [
    ['open items', () => importFile(context, id)],
    ['their entries', () => projectJournal(context, id, 2_000)],
    ['bank lines', () => importLines(context, id)],
    ['matching', () => reconcile(context, id)],
  ];
  for (const [what, step] of steps) {
    const begin = performance.now();
    await step();
    console.log(`${what}: ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  }
  return id;
}

async function importFile(context: OperationsContext, id: string): Promise<void> {
  const file = join(context.folder, 'items.csv');
  await writeFile(file, openItemsCsv(ITEMS));
  await importOpenItems(context, id, file, { asOf: parseDay('2026-01-31') });
}

async function importLines(context: OperationsContext, id: string): Promise<void> {
  const file = join(context.folder, 'lines.xml');
  await writeFile(file, queueCamt(LINES, ITEMS));
  await importStatement(context, file, { companies: [id] });
}

/** A waiting line, as far as it is looked at. */
interface Waiting {
  readonly id: string;
  readonly decision?: { readonly decision: string; readonly alternatives?: readonly unknown[] };
}

/** Every call of a person who works the queue off. */
async function measure(call: Call): Promise<void> {
  const watch = new Stopwatch(call);
  await watch.time(
    '(warming up)',
    times(() => ['GET', '/review/next']),
  );
  const waiting = await waitingLines(call);
  await measureLooking(watch, waiting);
  await measurePicking(watch);
  await measureDeciding(watch, call, waiting);
  const slow = watch.rows.filter((row) => Number(percentiles(row.times)[1]) > 100).map(({ what }) => what);
  console.log(slow.length === 0 ? '\nEvery call within 100 ms (p95).' : `\nOver 100 ms (p95): ${slow.join('; ')}`);
}

function times<T>(make: (n: number) => T): T[] {
  return Array.from({ length: CALLS }, (_, n) => make(n));
}

async function waitingLines(call: Call): Promise<Waiting[]> {
  const waiting: Waiting[] = [];
  for (let next: string | undefined = ''; next !== undefined && waiting.length < 600;) {
    const page: Answer = await call('GET', `/transactions?state=proposed&limit=200${next && `&cursor=${next}`}`);
    waiting.push(...(page.json.items as Waiting[]));
    next = page.json.next as string | undefined;
  }
  return waiting;
}

/** What shows the queue. */
async function measureLooking(watch: Stopwatch, waiting: readonly Waiting[]): Promise<void> {
  await watch.time(
    'next line to decide',
    times(() => ['GET', '/review/next']),
  );
  await watch.time(
    'next line, passing over',
    times((n) => ['GET', `/review/next?after=${waiting[n % waiting.length]!.id}`]),
  );
  await watch.time(
    'page of 50 waiting lines',
    times(() => ['GET', '/transactions?state=proposed,new&limit=50']),
  );
  await watch.time(
    'one line',
    times((n) => ['GET', `/transactions/${waiting[n % waiting.length]!.id}`]),
  );
  await watch.time(
    'groups',
    times(() => ['GET', '/review/groups']),
  );
  await watch.time(
    'classes of rules with their counters',
    times(() => ['GET', '/automatic']),
  );
}

/** What finds another item or customer. */
async function measurePicking(watch: Stopwatch): Promise<void> {
  await watch.time(
    'pick another: items by number',
    times((n) => ['GET', `/items?number=FA2026-1000${n % 10}&limit=20`]),
  );
  const customers = await watch.time(
    'pick another: customer by name',
    times(() => ['GET', '/customers?q=GARAGE&limit=20']),
  );
  const customerId = customerOf(customers);
  await watch.time(
    'pick another: open items of a customer',
    times(() => ['GET', `/items?state=open&customer=${customerId}&limit=50`]),
  );
}

function customerOf(found: readonly Answer[]): string {
  return found[0]!.json.items[0].id as string;
}

/** What decides, one line or a group at once. */
async function measureDeciding(watch: Stopwatch, call: Call, waiting: readonly Waiting[]): Promise<void> {
  const auto = waiting.filter((one) => one.decision?.decision === 'auto');
  const review = waiting.filter(
    (one) => one.decision?.decision === 'review' && (one.decision.alternatives?.length ?? 0) > 0,
  );
  const paidOut = waiting.filter((one) => one.decision?.decision === 'none');
  console.log(
    `of ${waiting.length} waiting lines: ${auto.length} proven, ${review.length} with alternatives, ${paidOut.length} pay no item`,
  );
  await measureAccepting(watch, call, auto, review);
  const customerId = customerOf([await call('GET', '/customers?q=GARAGE&limit=20')]);
  await watch.time(
    'remember this payer',
    some(auto.slice(0, 20)).map(({ id }) => ['POST', `/transactions/${id}/remember-payer`, { customerId }]),
  );
  await watch.time(
    'on account of a customer',
    some(review.slice(40), 20).map(({ id }) => ['POST', `/transactions/${id}/on-account`, { customerId }]),
  );
  await watch.time(
    'not an invoice',
    some(paidOut, 30).map(({ id }) => ['POST', `/transactions/${id}/set-aside`, { category: 'supplier' }]),
  );
  await watch.time(
    'accept a group, 10 at once',
    Array.from({ length: 20 }, () => ['POST', '/review/accept-group', { ruleClass: 'reference', limit: 10 }] as const),
  );
  await watch.time(
    'accept a group, 25 at once',
    Array.from({ length: 20 }, () => ['POST', '/review/accept-group', { ruleClass: 'reference' }] as const),
  );
}

async function measureAccepting(
  watch: Stopwatch,
  call: Call,
  auto: readonly Waiting[],
  review: readonly Waiting[],
): Promise<void> {
  const accepted = await watch.time(
    'accept the proposal',
    some(auto).map(({ id }) => ['POST', `/transactions/${id}/accept`, { choice: { kind: 'proposal' } }]),
  );
  await watch.time(
    'undo',
    accepted.map(({ json }) => ['POST', `/decisions/${json.decisionId}/undo`, {}]),
  );
  await watch.time(
    'accept an alternative',
    some(review, 20).map(({ id }) => [
      'POST',
      `/transactions/${id}/accept`,
      { choice: { kind: 'alternative', index: 0 } },
    ]),
  );
  const items = (await call('GET', '/items?state=open&limit=200')).json.items as { id: string }[];
  await watch.time(
    'split by hand over two items',
    some(review.slice(20), 20).map(({ id }, n) => [
      'POST',
      `/transactions/${id}/accept`,
      {
        choice: {
          kind: 'custom',
          allocations: [items[n * 2]!, items[n * 2 + 1]!].map((item) => ({ itemId: item.id, amount: '1.00' })),
        },
      },
    ]),
  );
}

function some<T>(list: readonly T[], most = CALLS): readonly T[] {
  return list.slice(0, most);
}

async function main(): Promise<void> {
  const command = SCALE === 1 ? 'npm run bench:review' : `BENCH_SCALE=${SCALE} npm run bench:review`;
  console.log(`${machine()}, load average ${load()}\n${command}: ${ITEMS} open items, ${LINES} lines\n`);
  const folder = await mkdtemp(join(tmpdir(), 'lettrage-bench-'));
  const data = join(root, 'var', `bench-${process.pid}`);
  const server = await ensureServer(data);
  const { appUrl } = await migrate(server.ownerUrl, { appUrl: server.appUrl });
  const database = await Database.open({ url: appUrl });
  const context: OperationsContext = {
    database,
    adapters: new AdapterHost({ registry: new AdapterRegistry({ builtIn: builtInAdapters }) }),
    eventKey: Buffer.alloc(32, 7),
    now: () => new Date('2026-11-22T09:00:00Z'),
    log: pino({ level: 'silent' }),
    folder,
  };
  // What is measured is the server, not its limit.
  process.env['LETTRAGE_REQUESTS_PER_MINUTE'] = '100000000';
  try {
    const id = await fill(context);
    const { key } = await database.withCompany(id, (tx) =>
      new ApiKeyStore(tx).issue({ name: 'bench', scopes: ['read', 'write'] }),
    );
    const runtime = { context, databaseUrl: appUrl, ownerUrl: server.ownerUrl, close: () => Promise.resolve() };
    const running = await startServer(runtime, { roles: ['api'], host: '127.0.0.1' });
    try {
      await measure(caller(`${running.url}/v1/companies/${id}`, key));
    } finally {
      await running.close();
    }
  } finally {
    await database.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
    await rm(data, { recursive: true, force: true });
  }
  console.log(`load average after it: ${load()}`);
}

await main();
