import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fork } from 'node:child_process';
import { once } from 'node:events';
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
import { camtFile, IBAN, numberOf, openItemsCsv } from './files.js';
import { scaled, startClock, type Figure } from './report.js';

const LINES = scaled(20_000);
const ITEMS = scaled(10_000);
const MATCHED = scaled(2_000);
const CONNECTIONS = 16;
const SECONDS = 4;
const LOAD = fileURLToPath(new URL('./http-load.process.ts', import.meta.url));
const LOADER = new URL('../../tools/ts/register.mjs', import.meta.url).href;

/** What is measured on a real PostgreSQL that waits for its disk, an embedded one in `data`. */
export async function databaseFigures(data: string, folder: string): Promise<Figure[]> {
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
  try {
    return [
      await statementImport(context),
      ...(await itemsAndMatching(context)),
      ...(await requests(context, appUrl, server.ownerUrl)),
    ];
  } finally {
    await database.close();
    await server.stop();
  }
}

async function company(context: OperationsContext): Promise<string> {
  const firmId = await context.database.system.addFirm({ name: 'Bench' });
  const id = await addCompany(context, { name: 'Bench', posting: 'auto', cutOverDay: parseDay('2026-01-01'), firmId });
  await addBankAccount(context, id, { iban: IBAN });
  return id;
}

type Speed = Pick<Figure, 'value' | 'perCpuSecond'>;

async function speedOf(count: number, work: () => Promise<unknown>): Promise<Speed> {
  const clock = startClock();
  await work();
  return clock(count);
}

async function importFile(
  context: OperationsContext,
  id: string,
  name: string,
  lines: number,
  customers?: number,
): Promise<Speed> {
  const file = join(context.folder, name);
  await writeFile(file, camtFile(name, lines, customers));
  return speedOf(lines, async () => {
    const report = await importStatement(context, file, { companies: [id] });
    if (report.statements[0]?.lines.stored !== lines)
      throw new Error(`${name} was not stored: ${JSON.stringify(report)}`);
  });
}

async function statementImport(context: OperationsContext): Promise<Figure> {
  const speed = await importFile(context, await company(context), 'import.xml', LINES);
  return {
    what: 'Statement file into the database',
    ...speed,
    unit: 'lines/s',
    load: `a camt.053 of ${LINES.toLocaleString('en')} lines: recognised, read once, checked, stored with all keys`,
  };
}

async function itemsAndMatching(context: OperationsContext): Promise<Figure[]> {
  const id = await company(context);
  const file = join(context.folder, 'items.csv');
  await writeFile(file, openItemsCsv(ITEMS));
  const imported = await speedOf(ITEMS, () => importOpenItems(context, id, file, { asOf: parseDay('2026-01-31') }));
  // As the worker does while somebody looks for the statement.
  const booked = await speedOf(ITEMS, () => projectJournal(context, id));
  await importFile(context, id, 'match.xml', MATCHED, ITEMS / 10);
  let automatic = 0;
  const matched = await speedOf(MATCHED, async () => {
    automatic = (await reconcile(context, id)).automatic.count;
  });
  return [
    {
      what: 'Open items into the database',
      ...imported,
      unit: 'items/s',
      load: `a CSV of ${ITEMS.toLocaleString('en')} invoices of ${ITEMS / 10} customers, compared, stored, with their keys and events`,
    },
    {
      what: 'Open items booked',
      ...booked,
      unit: 'items/s',
      load: 'their entries numbered, written and remembered by the journal projector',
    },
    {
      what: 'Matching in the database',
      ...matched,
      unit: 'lines/s',
      load: `${MATCHED.toLocaleString('en')} lines against ${ITEMS.toLocaleString('en')} open items, ${automatic} posted: decided, applied, journal entries and letters written`,
    },
  ];
}

async function requests(context: OperationsContext, databaseUrl: string, ownerUrl: string): Promise<Figure[]> {
  const id = await company(context);
  const file = join(context.folder, 'api.csv');
  await writeFile(file, openItemsCsv(500));
  await importOpenItems(context, id, file, { asOf: parseDay('2026-01-31') });
  await importFile(context, id, 'api.xml', 500);
  const { key, itemId } = await context.database.withCompany(id, async (tx) => {
    const issued = await new ApiKeyStore(tx).issue({ name: 'bench', scopes: ['read'] });
    const [item] = await tx.query<{ id: string }>('select id from books.item where company_id = $1 and number = $2', [
      id,
      numberOf(1),
    ]);
    return { key: issued.key, itemId: item!.id };
  });
  // What is measured is the server, not its limit.
  process.env['LETTRAGE_REQUESTS_PER_MINUTE'] = '100000000';
  const runtime = { context, databaseUrl, ownerUrl, close: () => Promise.resolve() };
  const running = await startServer(runtime, { roles: ['api'], host: '127.0.0.1' });
  try {
    const load = `${CONNECTIONS} connections for ${SECONDS} s over loopback, key checked at each request`;
    const base = `${running.url}/v1/companies/${id}`;
    return [
      {
        what: 'API: one invoice',
        value: await rate(`${base}/items/${itemId}`, key),
        unit: 'requests/s',
        load: `GET …/items/{id}, ${load}`,
      },
      {
        what: 'API: a page of 50 bank lines',
        value: await rate(`${base}/transactions?limit=50`, key),
        unit: 'requests/s',
        load: `GET …/transactions?limit=50, ${load}`,
      },
    ];
  } finally {
    await running.close();
  }
}

/** Requests per second, asked by a process of its own; the first second only warms up. */
async function rate(url: string, key: string): Promise<number> {
  const child = fork(LOAD, [url, key, String(CONNECTIONS), String(SECONDS)], {
    execArgv: ['--conditions=@lettrage/source', `--import=${LOADER}`, '--no-warnings'],
  });
  const [answer] = (await once(child, 'message')) as [{ rate?: number; error?: string }];
  if (answer.rate === undefined) throw new Error(answer.error);
  return answer.rate;
}
