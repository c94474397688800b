/**
 * The process that is killed: works the lanes off like any server of role `worker`, and imports statement files over and
 * over. Arguments: application's and owner's address, company, folder of the files. Begins when it is told `go`, so that
 * loading its modules is no part of the run; says `imported` after each file.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { importStatement, reconcile } from '@lettrage/operations';
import { Database } from '@lettrage/persistence';
import { startServer } from '../../apps/server/src/start-server.js';
import { contextOf } from './world.js';

const [appUrl = '', ownerUrl = '', companyId = '', folder = ''] = process.argv.slice(2);
// Its parent may be killed too.
process.once('disconnect', () => process.exit(0));

process.once('message', () => void work());
process.send?.('ready');

async function work(): Promise<void> {
  const database = await Database.open({ url: appUrl });
  const context = contextOf(database, folder);
  await startServer(
    { context, databaseUrl: appUrl, ownerUrl, close: () => database.close() },
    { roles: ['worker'], host: '127.0.0.1' },
  );
  for (;;) {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.xml')).sort();
    for (const name of files) {
      const report = await importStatement(context, join(folder, name), { companies: [companyId] });
      if (report.statements[0]?.state === 'stored') {
        process.send?.('imported');
        // As a person would, beside the workers who do the same.
        await reconcile(context, companyId);
      }
    }
    await sleep(20);
  }
}
