import {
  deliver,
  LANE,
  projectDeliveries,
  projectJournal,
  reconcile,
  syncDue,
  runDueExports,
} from '@lettrage/operations';
import { startWorkers, type Workers } from '@lettrage/persistence';
import type { Runtime } from '../runtime.js';

/** How long a lane stays closed after its worker was killed; renewed three times as often while it lives. */
const LEASE_MS = 6_000;

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
        leaseMs: LEASE_MS,
        leased: async ({ companyId }) => {
          await reconcile(context, companyId);
          return 'done';
        },
      },
      [LANE.project]: {
        leaseMs: LEASE_MS,
        leased: async ({ companyId }) => {
          await projectJournal(context, companyId);
          await projectDeliveries(context, companyId);
          return 'done';
        },
      },
      [LANE.sync]: {
        leaseMs: LEASE_MS,
        leased: async ({ companyId }) => {
          await syncDue(context, companyId);
          return 'done';
        },
      },
      [LANE.export]: {
        leaseMs: LEASE_MS,
        leased: async ({ companyId }) => {
          await runDueExports(context, companyId);
          return 'done';
        },
      },
      [LANE.deliver]: {
        leaseMs: LEASE_MS,
        leased: async ({ companyId }) => {
          await deliver(context, companyId);
          return 'done';
        },
      },
    },
    onError: (error, lane) => context.log.error({ err: error, lane }, 'a lane failed and will be tried again'),
  });
}
