import type { CustomerIdentity } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';

/** What is known here of the records of a connected system, and how far it has been read. */
export class SourceStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /** Customers by their id in the connected system. */
  async customersByExternalId(
    connectionId: string,
    externalIds: readonly string[],
  ): Promise<Map<string, CustomerIdentity>> {
    const rows = await this.tx.query<{ externalId: string; id: string; name: string }>(
      `select external_id as "externalId", code as id, name from books.customer
        where company_id = $1 and connection_id = $2 and external_id = any ($3)`,
      [this.tx.companyId, connectionId, [...new Set(externalIds)]],
    );
    return new Map(rows.map(({ externalId, id, name }) => [externalId, { id, name, ibans: [] }]));
  }

  /** Ties customers that are here to their ids there. */
  async rememberCustomers(
    connectionId: string,
    customers: readonly { readonly externalId: string; readonly code: string }[],
  ): Promise<void> {
    await this.tx.query(
      `update books.customer c set connection_id = $2, external_id = x.external_id
         from unnest($3::text[], $4::text[]) as x (external_id, code)
        where c.company_id = $1 and c.code = x.code and c.external_id is distinct from x.external_id
          and (c.connection_id is null or c.connection_id = $2)`,
      [
        this.tx.companyId,
        connectionId,
        customers.map((customer) => customer.externalId),
        customers.map((customer) => customer.code),
      ],
    );
  }

  /** True for a record we wrote there: a delivery remembers its id, or it bears the id of one of our allocations (`lettrage:<id>`). */
  async isOurs(connectionId: string, externalId: string, reference: string | undefined): Promise<boolean> {
    const rows = await this.tx.query<{ ours: boolean }>(
      `select exists (select 1 from books.delivery where company_id = $1 and connection_id = $2 and external_id = $3)
           or exists (select 1 from books.allocation where company_id = $1 and 'lettrage:' || id = $4) as ours`,
      [this.tx.companyId, connectionId, externalId, reference ?? null],
    );
    return rows[0]?.ours === true;
  }

  /**
   * Locks a connection until the transaction ends, if it still stands at the cursor a page was read from. False where
   * another run has stored that page: two at once would otherwise take the cursor back.
   */
  async lockCursor(connectionId: string, cursor: Readonly<Record<string, unknown>> | undefined): Promise<boolean> {
    const rows = await this.tx.query<{ same: boolean }>(
      `select source_cursor is not distinct from $3::jsonb as same from books.connection
        where company_id = $1 and id = $2 for update`,
      [this.tx.companyId, connectionId, cursor === undefined ? null : JSON.stringify(cursor)],
    );
    return rows[0]?.same === true;
  }

  /** How far the source has been read; stored with the records it was read with. */
  async saveCursor(connectionId: string, cursor: Readonly<Record<string, unknown>>): Promise<void> {
    await this.tx.query(
      `update books.connection set source_cursor = $3, last_run_at = now(), last_error = null where company_id = $1 and id = $2`,
      [this.tx.companyId, connectionId, JSON.stringify(cursor)],
    );
  }
}
