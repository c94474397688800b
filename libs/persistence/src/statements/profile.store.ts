import type { CompanyTransaction } from '../company-transaction.js';
import { isUuid, newId } from '../new-id.js';
import { orExists } from '../setup/setup-error.js';

/** A layout of tables that a person confirmed. */
export interface StatementProfile {
  readonly id: string;
  /** Unique in the company. */
  readonly name: string;
  /** Adapter that reads it. */
  readonly format: string;
  /** As the reader takes it, plain data. */
  readonly profile: Readonly<Record<string, unknown>>;
  readonly confirmedBy: string;
  readonly createdAt: Date;
  /** When a file was last read by it. */
  readonly usedAt?: Date;
}

const COLUMNS = `id, name, format, profile, confirmed_by as "confirmedBy", created_at as "createdAt", used_at as "usedAt"`;
type Row = Omit<StatementProfile, 'usedAt'> & { readonly usedAt: Date | null };

/** The layouts of a company. */
export class StatementProfileStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Keeps a layout; with `replace` in place of the one of that name. */
  async keep(
    profile: Pick<StatementProfile, 'name' | 'format' | 'profile' | 'confirmedBy'>,
    replace = false,
  ): Promise<StatementProfile> {
    const update = `on conflict (company_id, name) do update set format = excluded.format, profile = excluded.profile,
      confirmed_by = excluded.confirmed_by, created_at = now(), used_at = null`;
    const insert = this.tx.query<Row>(
      `insert into books.statement_profile (company_id, id, name, format, profile, confirmed_by) values ($1, $2, $3, $4, $5, $6)
       ${replace ? update : ''} returning ${COLUMNS}`,
      [this.tx.companyId, newId(), profile.name, profile.format, JSON.stringify(profile.profile), profile.confirmedBy],
    );
    const rows = await orExists('name', `There is a profile called ${profile.name} already.`, insert);
    return viewOf(rows[0]!);
  }

  async list(): Promise<StatementProfile[]> {
    const rows = await this.tx.query<Row>(
      `select ${COLUMNS} from books.statement_profile where company_id = $1 order by name`,
      [this.tx.companyId],
    );
    return rows.map(viewOf);
  }

  /** By name or id. */
  async find(named: string): Promise<StatementProfile | undefined> {
    const rows = await this.tx.query<Row>(
      `select ${COLUMNS} from books.statement_profile where company_id = $1 and (name = $2 or id = $3)`,
      [this.tx.companyId, named, isUuid(named) ? named : null],
    );
    return rows[0] && viewOf(rows[0]);
  }

  async remove(id: string): Promise<boolean> {
    return (
      (await this.tx.execute(`delete from books.statement_profile where company_id = $1 and id = $2`, [
        this.tx.companyId,
        id,
      ])) > 0
    );
  }

  /** Notes that files were read by them. */
  async used(ids: readonly string[]): Promise<void> {
    await this.tx.execute(
      `update books.statement_profile set used_at = clock_timestamp() where company_id = $1 and id = any ($2)`,
      [this.tx.companyId, ids],
    );
  }
}

function viewOf({ usedAt, ...row }: Row): StatementProfile {
  return { ...row, ...(usedAt === null ? {} : { usedAt }) };
}
