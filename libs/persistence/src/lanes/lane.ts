import type { CompanyTransaction } from '../company-transaction.js';

/** A lane: background work of one company that is done in sequence, such as (company, `reconcile`, '') or (company, `deliver`, connection). */
export interface Lane {
  readonly companyId: string;
  readonly kind: string;
  readonly key: string;
}

/** The job that says "drain this lane"; its key makes many wants one job. */
export const LANE_TASK = 'lane';

/** Key of the job that nudges a lane: many wants are one job. */
export function laneJobKey(lane: Lane): string {
  return `lane:${lane.companyId}:${lane.kind}:${lane.key}`;
}

/**
 * Says that a lane has work, in the transaction that writes the work: both are there or neither. A worker is nudged when
 * it commits. Call it last: the lane's row is locked until then.
 */
export async function wantLane(tx: CompanyTransaction, kind: string, key = ''): Promise<void> {
  const lane = { companyId: tx.companyId, kind, key };
  await tx.query(WANT, [lane.companyId, kind, key, JSON.stringify(lane), laneJobKey(lane)]);
}

/** Counts the want, and adds the nudge of the lane. Parameters: company, kind, key, payload, job key. */
export const WANT = /* sql */ `
  with wanted as (
    insert into system.lane as l (company_id, kind, key, wanted) values ($1, $2, $3, 1)
      on conflict (company_id, kind, key) do update set wanted = l.wanted + 1
      returning not_before)
  select system.add_job('${LANE_TASK}', $4::json, $5, greatest(not_before, clock_timestamp())) from wanted`;
