/**
 * The process that is killed while it exports: makes what is new for a destination and writes it into a folder, over and
 * over, as the command does. Arguments: application's address, company, folder. Begins when it is told `go`; says
 * `written` after each file.
 */
import { exportAndHandOver } from '@lettrage/operations';
import { Database } from '@lettrage/persistence';
import { toFile } from '../../apps/cli/src/output/write.js';
import { exportContext, YEAR_END } from './export-world.js';

const [appUrl = '', companyId = '', folder = ''] = process.argv.slice(2);
// Its parent may be killed too.
process.once('disconnect', () => process.exit(0));
process.once('message', () => void work());
process.send?.('ready');

async function work(): Promise<void> {
  const context = exportContext(await Database.open({ url: appUrl }));
  for (;;) {
    await exportAndHandOver(context, companyId, { format: 'lines', to: YEAR_END }, async (name, bytes) => {
      await toFile(bytes, `${folder}/${name}`);
      process.send?.('written');
    });
  }
}
