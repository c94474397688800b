import type { CompanyTransaction } from '../company-transaction.js';

/** What to do with a request that bears an idempotency key. */
export type IdempotencyOutcome =
  /** First of its key: do it, then `finish`. */
  | { readonly kind: 'started' }
  /** Done before: answer the same. */
  | { readonly kind: 'replay'; readonly status: number; readonly response: unknown }
  /** The key was used with another body: refuse. */
  | { readonly kind: 'conflict' }
  /** The first is being worked on at this moment: ask again later. */
  | { readonly kind: 'in-progress' };

/** A request that began longer ago than this died with its process: the next one takes its key over. */
const ABANDONED_AFTER = '5 minutes';

/** Idempotency keys of a company: the same request twice has one effect and one answer. */
export class IdempotencyStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /**
   * Claims a key. Commit this before the work where the work has effects outside the database; otherwise claim, work and
   * `finish` in one transaction, and a failure forgets the key.
   *
   * @param requestHash SHA-256 of method, path and body
   */
  async begin(key: string, requestHash: Uint8Array): Promise<IdempotencyOutcome> {
    const hash = Buffer.from(requestHash);
    const claimed = await this.tx.execute(
      `insert into books.idempotency as known (company_id, key, request_hash) values ($1, $2, $3)
         on conflict (company_id, key) do update set created_at = clock_timestamp()
           where known.request_hash = $3 and known.status is null and known.created_at < clock_timestamp() - interval '${ABANDONED_AFTER}'`,
      [this.tx.companyId, key, hash],
    );
    if (claimed > 0) return { kind: 'started' };
    const [known] = await this.tx.query<{ request_hash: Buffer; status: number | null; response: unknown }>(
      `select request_hash, status, response from books.idempotency where company_id = $1 and key = $2`,
      [this.tx.companyId, key],
    );
    if (known && !known.request_hash.equals(hash)) return { kind: 'conflict' };
    if (!known || known.status === null) return { kind: 'in-progress' };
    return { kind: 'replay', status: known.status, response: known.response };
  }

  /** Keeps the answer of the request that `begin` let through. */
  async finish(key: string, status: number, response: unknown): Promise<void> {
    await this.tx.query(`update books.idempotency set status = $3, response = $4 where company_id = $1 and key = $2`, [
      this.tx.companyId,
      key,
      status,
      JSON.stringify(response ?? null),
    ]);
  }

  /** Forgets the key of a request that failed without effect, so that it can be tried again. */
  async abandon(key: string): Promise<void> {
    await this.tx.query(`delete from books.idempotency where company_id = $1 and key = $2 and status is null`, [
      this.tx.companyId,
      key,
    ]);
  }

  /** Forgets answers older than `days`; returns how many. */
  async prune(days: number): Promise<number> {
    return this.tx.execute(
      `delete from books.idempotency where company_id = $1 and created_at < clock_timestamp() - make_interval(days => $2)`,
      [this.tx.companyId, days],
    );
  }
}
