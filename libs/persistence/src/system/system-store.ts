import type { Pool } from 'pg';
import { compact } from '@lettrage/domain';
import { newId } from '../new-id.js';
import { PeopleStore, type Role } from './people-store.js';
import type { SystemQuery } from './system-query.js';

/** What decides whether row-level security binds the role this program runs as. */
export interface RoleFacts {
  readonly name: string;
  readonly superuser: boolean;
  readonly bypassesRowSecurity: boolean;
  /** Owner of a table of ours, or member of the role that is. */
  readonly ownsTables: boolean;
}

/** A company as the system knows it: its id and firm. Its name and settings are its own (`CompanyStore`). */
export interface CompanyRef {
  readonly companyId: string;
  readonly firmId: string;
  readonly demonstration: boolean;
}

interface RefRow {
  company_id: string;
  firm_id: string;
  demonstration: boolean;
}

/** The tables without a company: a closed list that holds no business data. */
export class SystemStore {
  /** Users, roles, sessions. */
  readonly people: PeopleStore;
  /** For the stores of this package; other rooms use the methods. */
  readonly query: SystemQuery;

  constructor(pool: Pool) {
    this.query = async <Row extends object>(sql: string, params: readonly unknown[] = []) => {
      const { rows } = await pool.query<Row>(sql, [...params]);
      return rows;
    };
    this.people = new PeopleStore(this.query);
  }

  /** What the role of this connection is. */
  async roleFacts(): Promise<RoleFacts> {
    const [facts] = await this.query<RoleFacts>(`
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

  async firms(): Promise<{ id: string; name: string }[]> {
    return this.query<{ id: string; name: string }>(`select id, name from system.firm order by id`);
  }

  /** Every company, in the order they were set up: what jobs for all companies loop over. */
  async companies(): Promise<CompanyRef[]> {
    return (await this.query<RefRow>(`select * from system.company_ref order by company_id`)).map(toRef);
  }

  /** The companies a user may see, with his role in each; one given for the company itself outweighs that of the firm. */
  async companiesOf(userId: string): Promise<(CompanyRef & { role: Role })[]> {
    const rows = await this.query<RefRow & { role: Role }>(
      `select distinct on (c.company_id) c.*, m.role
         from system.company_ref c
         join system.membership m on m.firm_id = c.firm_id and (m.company_id is null or m.company_id = c.company_id)
        where m.user_id = $1
        order by c.company_id, m.company_id nulls last`,
      [userId],
    );
    return rows.map((row) => ({ ...toRef(row), role: row.role }));
  }

  /** The companies that have an account with this IBAN or number: several where two share one. */
  async companiesWithAccount(account: string): Promise<string[]> {
    const rows = await this.query<{ company_id: string }>(
      `select company_id from system.account_route where account = $1 order by company_id`,
      [compact(account)],
    );
    return rows.map((row) => row.company_id);
  }

  /**
   * Whether this tick is the first of its slot, over all processes: the row is inserted once, with the slot by the
   * database's clock.
   *
   * @param everySeconds length of a slot
   * @returns the beginning of the slot if the caller is the one to work, else undefined
   */
  async tick(name: string, everySeconds: number): Promise<Date | undefined> {
    const [row] = await this.query<{ slot: Date }>(
      `insert into system.tick (name, slot)
         values ($1, date_bin(make_interval(secs => $2), clock_timestamp(), timestamptz '2000-01-01 00:00:00+00'))
         on conflict do nothing returning slot`,
      [name, everySeconds],
    );
    return row?.slot;
  }

  /** Forgets ticks, ended sessions and used sign-ins older than `days`. */
  async prune(days: number): Promise<void> {
    for (const [table, column] of [
      ['tick', 'slot'],
      ['session', 'expires_at'],
      ['sign_in', 'expires_at'],
    ] as const) {
      await this.query(`delete from system.${table} where ${column} < clock_timestamp() - make_interval(days => $1)`, [
        days,
      ]);
    }
  }
}

function toRef(row: RefRow): CompanyRef {
  return { companyId: row.company_id, firmId: row.firm_id, demonstration: row.demonstration };
}
