import { deliver, LANE, projectDeliveries, projectJournal, reconcile } from '@lettrage/operations';
import { startWorkers, type Workers } from '@lettrage/persistence';
import type { Runtime } from '../runtime.js';

/**
 * Works the lanes off. Each use case commits its own work in small transactions that bear repetition (cursors, once-keys,
 * leases of single deliveries), so a lane only keeps two workers from doing the same at once.
 */
export function startLaneWorkers(runtime: Runtime): Promise<Workers> {
  const { context } = runtime;
  return startWorkers({
    database: context.database,
    ...(runtime.ownerUrl === undefined ? {} : { ownerUrl: runtime.ownerUrl }),
    handlers: {
      [LANE.reconcile]: {
        leased: async ({ companyId }) => {
          await reconcile(context, companyId);
          return 'done';
        },
      },
      [LANE.project]: {
        leased: async ({ companyId }) => {
          await projectJournal(context, companyId);
          await projectDeliveries(context, companyId);
          return 'done';
        },
      },
      [LANE.deliver]: {
        leased: async ({ companyId }) => {
          await deliver(context, companyId);
          return 'done';
        },
      },
    },
    onError: (error, lane) => context.log.error({ err: error, lane }, 'a lane failed and will be tried again'),
  });
}
