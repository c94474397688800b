import type { CompanyTransaction } from '../company-transaction.js';
import { pairOff, type SuspectLine } from './pair-off.js';
import {
  BATCHES_ELSEWHERE,
  COMMON_FILES,
  CREATE_FRESH,
  CREATE_OTHER,
  CREATE_PAIR,
  CREATE_SEEN,
  DETAILS_OF_BATCHES,
  HOLD_PAIRS,
  PAIR_BY_REFERENCE,
  PAIR_SAME_DAY,
  REST_OF_FRESH,
  REST_OF_OTHER,
  SETTLE_PENDING,
} from './suspected-doubles.sql.js';

/** A statement whose lines were just stored. */
export interface StoredStatement {
  readonly id: string;
  readonly fileId: string;
  readonly accountId: string;
}

/** What was found among the lines just stored. */
export interface FoundDoubles {
  /** Held until somebody says same or different. */
  readonly held: number;
  /** The same booking in another message of the bank, proven by the bank's reference: no person needed. */
  readonly proven: number;
  /** Known as pending in another message, now booked. */
  readonly booked: number;
}

/** Where nothing was found. */
export const NO_DOUBLES: FoundDoubles = { held: 0, proven: 0, booked: 0 };

/**
 * The same money told by another channel: a line of another file, same account and amount, booked within three days, that
 * this file does not hold itself under the same reference. Equal bank or end-to-end references pair first, then equal
 * days, then what the texts tell; one line there makes one line here a double. Also the sum of a batch on one side and its
 * details on the other. Lines of one format are told apart by their references, but for those that an overlapping file
 * writes anew (same day, and the same bank reference or a day this file covers whole).
 *
 * Everything works on sets and after the insert: a first import, or one of known lines, costs one look.
 */
export class SuspectedDoubles {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Whether another file ever brought lines to the account: nothing to compare with otherwise. */
  async arePossible({ accountId, fileId }: StoredStatement): Promise<boolean> {
    const [found] = await this.tx.query<{ others: boolean }>(COMMON_FILES, [this.tx.companyId, accountId, fileId]);
    return found!.others;
  }

  /**
   * Called where they are possible, once the lines of a statement are stored and `incoming_line` still holds them.
   *
   * @param hasNew some of the lines are new to the books
   */
  async hold(statement: StoredStatement, hasNew: boolean): Promise<FoundDoubles> {
    const { tx } = this;
    const owner = [tx.companyId, statement.accountId, statement.fileId];
    // A temporary table has no statistics of its own accord; without them the joins go row by row.
    await tx.query('analyze incoming_line');
    await tx.query('create temporary table if not exists seen_line (id uuid) on commit drop');
    await tx.query(CREATE_SEEN, [tx.companyId, statement.accountId]);
    if (!hasNew) return NO_DOUBLES;
    await tx.query('drop table if exists fresh_line, other_line, suspect_pair');
    await tx.query(CREATE_FRESH, [tx.companyId]);
    if ((await tx.execute(CREATE_OTHER, owner)) === 0) return NO_DOUBLES;
    await tx.query(CREATE_PAIR);
    await tx.query('analyze fresh_line, other_line');
    for (const key of ['bank_reference', 'end_to_end_id'])
      for (const perDay of [', day', '']) await this.pair(PAIR_BY_REFERENCE(key, perDay));
    await this.pair(PAIR_SAME_DAY);
    await this.pairTheRest();
    await this.pair(DETAILS_OF_BATCHES);
    await this.pair(BATCHES_ELSEWHERE);
    return this.apply();
  }

  /** The next step leaves out what this one paired: how many those are, the planner must know. */
  private async pair(step: string): Promise<void> {
    if ((await this.tx.execute(step)) > 0) await this.tx.query('analyze suspect_pair');
  }

  /** Where there are more lines here than there, or days differ, what the lines say decides which are doubles. */
  private async pairTheRest(): Promise<void> {
    const fresh = await this.tx.query<SuspectLine>(REST_OF_FRESH);
    if (fresh.length === 0) return;
    const pairs = pairOff(fresh, await this.tx.query<SuspectLine>(REST_OF_OTHER));
    await this.tx.query(
      `insert into suspect_pair (fresh, other, kind, proven)
       select fresh, other, 'line', false from unnest($1::uuid[], $2::uuid[]) as p (fresh, other)`,
      [pairs.map(({ fresh: id }) => id), pairs.map(({ other }) => other)],
    );
  }

  private async apply(): Promise<FoundDoubles> {
    const { companyId } = this.tx;
    const booked = await this.tx.query<{ state: string }>(SETTLE_PENDING, [companyId]);
    const states = await this.tx.query<{ state: string }>(HOLD_PAIRS, [companyId]);
    const held = states.filter(({ state }) => state === 'held').length;
    return { held, proven: states.length - held, booked: booked.length };
  }
}
