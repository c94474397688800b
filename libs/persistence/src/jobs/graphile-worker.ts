import { Logger, run, runMigrations } from 'graphile-worker';

export { run, runMigrations };

/** graphile-worker writes to the console unless told otherwise; what matters reaches us by its events. */
export const silentLogger = new Logger(() => () => undefined);
