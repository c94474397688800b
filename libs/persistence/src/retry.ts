import { setTimeout as sleep } from 'node:timers/promises';

/** Serialization failure, deadlock, lock not available: running the transaction again can succeed. */
const RETRYABLE = new Set(['40001', '40P01', '55P03']);

/** The SQLSTATE of an error of pg or of TypeORM's wrapper around one. */
export function sqlState(error: unknown): string | undefined {
  const { code, driverError } = (error ?? {}) as { code?: unknown; driverError?: { code?: unknown } };
  const state = typeof code === 'string' ? code : driverError?.code;
  return typeof state === 'string' ? state : undefined;
}

/**
 * Runs a whole transaction again, at most `retries` times, when the database asks for it, after a random wait that
 * grows (full jitter), so that two that met do not meet again.
 */
export async function withRetries<T>(retries: number, attempt: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (failures >= retries || !RETRYABLE.has(sqlState(error) ?? '')) throw error;
      await sleep(Math.random() * Math.min(1_000, 20 * 2 ** failures));
    }
  }
}
