/**
 * A worker that tests start as a process of its own and kill: takes numbered items of `public.work` in order, a few per
 * step, and writes each into `public.effect`, which no key protects. Arguments: application's and owner's address.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '../database.js';
import { startWorkers } from '../lanes/workers.js';

const BATCH = 3;
const [appUrl = '', ownerUrl = ''] = process.argv.slice(2);
const database = await Database.open({ url: appUrl });
await startWorkers({
  database,
  ownerUrl,
  concurrency: 3,
  handlers: {
    work: {
      async step(tx, lane) {
        const items = await tx.query<{ seq: number }>(
          'select seq from public.work where lane = $1 and not done order by seq limit $2',
          [lane.key, BATCH],
        );
        for (const { seq } of items) {
          await tx.query('insert into public.effect (lane, seq) values ($1, $2)', [lane.key, seq]);
          await sleep(3);
          await tx.query('update public.work set done = true where lane = $1 and seq = $2', [lane.key, seq]);
        }
        return items.length === BATCH ? 'more' : 'done';
      },
    },
  },
});
