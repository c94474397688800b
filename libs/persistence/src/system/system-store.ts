import type { Pool, QueryResultRow } from 'pg';
import { newId } from '../new-id.js';

/** What decides whether row-level security binds the role this program runs as. */
export interface RoleFacts {
  readonly name: string;
  readonly superuser: boolean;
  readonly bypassesRowSecurity: boolean;
  /** Owner of a table of ours, or member of the role that is. */
  readonly ownsTables: boolean;
}

/** The tables without a company: a closed list that holds no business data. */
export class SystemStore {
  constructor(private readonly pool: Pool) {}

  /** What the role of this connection is. */
  async roleFacts(): Promise<RoleFacts> {
    const [facts] = await this.query<RoleFacts & QueryResultRow>(`
      select r.rolname as name, r.rolsuper as superuser, r.rolbypassrls as "bypassesRowSecurity",
             exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
                      where n.nspname in ('books', 'system') and c.relkind in ('r', 'p')
                        and pg_has_role(r.oid, c.relowner, 'MEMBER')) as "ownsTables"
        from pg_roles r where r.rolname = current_user`);
    if (!facts) throw new Error('The database does not know the role of its own connection.');
    return facts;
  }

  /** Sets up a firm, which groups companies. Returns its id. */
  async addFirm(firm: { id?: string; name: string }): Promise<string> {
    const id = firm.id ?? newId();
    await this.query(`insert into system.firm (id, name) values ($1, $2)`, [id, firm.name]);
    return id;
  }

  protected async query<Row extends QueryResultRow>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.pool.query<Row>(sql, [...params]);
    return rows;
  }
}
