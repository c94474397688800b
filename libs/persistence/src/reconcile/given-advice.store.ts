import { createHash } from 'node:crypto';
import type { Advice, Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import { newId } from '../new-id.js';

/** An advice a person gave. */
export interface GivenAdvice {
  readonly id: string;
  readonly advice: Advice;
  readonly day: Day;
  readonly fileName?: string;
  readonly givenBy: string;
  readonly givenAt: Date;
}

interface GivenAdviceColumns {
  id: string;
  advice: Advice;
  day: Day;
  file_name: string | null;
  given_by: string;
  given_at: Date;
}

const COLUMNS = 'id, advice, day, file_name, given_by, given_at';

function digestOf(advice: Advice): Buffer {
  return createHash('sha256').update(JSON.stringify(advice)).digest();
}

function given({
  id,
  advice,
  day,
  file_name: fileName,
  given_by: givenBy,
  given_at: givenAt,
}: GivenAdviceColumns): GivenAdvice {
  return { id, advice, day, ...(fileName === null ? {} : { fileName }), givenBy, givenAt };
}

/** Advices given by persons, in files or typed. */
export class GivenAdviceStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Keeps an advice; its id, or undefined if the same one is kept already. One that was withdrawn is kept anew. */
  async add(
    advice: Advice,
    from: { readonly day: Day; readonly by: string; readonly fileName?: string },
  ): Promise<string | undefined> {
    const [row] = await this.tx.query<{ id: string }>(
      `insert into books.given_advice as kept (company_id, id, digest, day, advice, file_name, given_by)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (company_id, digest) do update
         set withdrawn_at = null, given_at = clock_timestamp(), given_by = excluded.given_by, file_name = excluded.file_name
         where kept.withdrawn_at is not null
       returning id`,
      [this.tx.companyId, newId(), digestOf(advice), from.day, JSON.stringify(advice), from.fileName ?? null, from.by],
    );
    return row?.id;
  }

  /** This very advice, if it is kept. */
  async find(advice: Advice): Promise<GivenAdvice | undefined> {
    const [row] = await this.tx.query<GivenAdviceColumns>(
      `select ${COLUMNS} from books.given_advice where company_id = $1 and digest = $2 and withdrawn_at is null`,
      [this.tx.companyId, digestOf(advice)],
    );
    return row && given(row);
  }

  /** Those of the days from `from` to `to`, in the order they were given. */
  async between(from: Day, to: Day): Promise<Advice[]> {
    const rows = await this.tx.query<{ advice: Advice }>(
      `select advice from books.given_advice where company_id = $1 and day between $2 and $3 and withdrawn_at is null
        order by given_at, id`,
      [this.tx.companyId, from, to],
    );
    return rows.map(({ advice }) => advice);
  }

  /** The latest first, `limit` at most. */
  async list(limit: number): Promise<GivenAdvice[]> {
    const rows = await this.tx.query<GivenAdviceColumns>(
      `select ${COLUMNS} from books.given_advice
        where company_id = $1 and withdrawn_at is null order by given_at desc, id desc limit $2`,
      [this.tx.companyId, limit],
    );
    return rows.map(given);
  }

  /** Takes one back; false if there is none. What was decided by it stays. */
  async withdraw(id: string): Promise<boolean> {
    const rows = await this.tx.query(
      `update books.given_advice set withdrawn_at = clock_timestamp()
        where company_id = $1 and id = $2 and withdrawn_at is null returning id`,
      [this.tx.companyId, id],
    );
    return rows.length > 0;
  }
}
