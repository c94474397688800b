/** One measure on large books, in a process of its own: `node books.process.mjs PART COMPANY DATABASE FOLDER`. */
import { createHash } from 'node:crypto';
import { AdapterHost, AdapterRegistry } from '@lettrage/adapter-host';
import { verifyChain } from '@lettrage/billing';
import { exportLedger, indicators } from '@lettrage/operations';
import { Database, readSealedEvents, SqlBillingStore } from '@lettrage/persistence';
import { builtInAdapters } from '@lettrage/server/built-in-adapters';
import { pino } from 'pino';
import { AS_OF } from './books.mjs';

export const EVENT_KEY = createHash('sha256').update('bench').digest();

export const contextOf = (database, folder) => ({
  database,
  adapters: new AdapterHost({ registry: new AdapterRegistry({ builtIn: builtInAdapters }) }),
  eventKey: EVENT_KEY,
  now: () => new Date(`${AS_OF}T09:00:00Z`),
  log: pino({ level: 'silent' }),
  folder,
});

const MEASURES = {
  chain: (context, companyId) =>
    context.database.withCompany(companyId, async (tx) => {
      const head = await new SqlBillingStore(tx).lockHead();
      const chain = await verifyChain(readSealedEvents(tx), { key: EVENT_KEY, companyId, head });
      if (chain.firstBad) throw new Error(`event ${chain.firstBad.position}: ${chain.firstBad.why}`);
      return chain.count;
    }),
  books: async (context, companyId) => {
    const report = await exportLedger(context, companyId, { format: 'fec', from: '2026-01-01', to: '2026-12-31' });
    return report.lines;
  },
  indicators: (context, companyId) => indicators(context, companyId, AS_OF),
};

if (process.argv[1]?.endsWith('books.process.mjs')) {
  const [measure, companyId, url, folder] = process.argv.slice(2);
  const database = await Database.open({ url });
  try {
    const [begin, cpu] = [performance.now(), process.cpuUsage()];
    const found = await MEASURES[measure](contextOf(database, folder), companyId);
    const { user, system } = process.cpuUsage(cpu);
    const wall = (performance.now() - begin) / 1000;
    const memory = process.resourceUsage().maxRSS / 1024;
    const told = typeof found === 'object' ? found : { count: Number(found) };
    console.log(JSON.stringify({ wall, cpu: (user + system) / 1e6, memory, told }));
  } finally {
    await database.close();
  }
}
