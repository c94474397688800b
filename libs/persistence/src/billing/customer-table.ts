import type { CustomerRow } from '@lettrage/billing';
import type { CompanyTransaction } from '../company-transaction.js';
import { CUSTOMER_COLUMNS, customerOf, type CustomerColumns } from './billing-rows.js';
import { insertRows, updateRows, type Column } from './insert-rows.js';

/** Customers and their accounts. */
export class CustomerTable {
  constructor(private readonly tx: CompanyTransaction) {}

  async find(by: { readonly codes: readonly string[] } | { readonly ids: readonly string[] }): Promise<CustomerRow[]> {
    const [column, values] =
      'codes' in by ? ['c.code = any($2::text[])', by.codes] : ['c.id = any($2::uuid[])', by.ids];
    const rows = await this.tx.query<CustomerColumns & { ibans: string[] }>(
      `select ${CUSTOMER_COLUMNS}, array(select b.iban from books.customer_iban b
          where b.company_id = c.company_id and b.customer_id = c.id order by b.iban) as ibans
        from books.customer c where c.company_id = $1 and ${column}`,
      [this.tx.companyId, values],
    );
    return rows.map((row) => customerOf(row, row.ibans));
  }

  async insert(rows: readonly CustomerRow[]): Promise<void> {
    await insertRows(
      this.tx,
      'books.customer',
      [['id', 'uuid', (row: CustomerRow) => row.id], ['code', 'text', (row) => row.code], ...FACTS],
      rows,
    );
    await this.addIbans(rows);
  }

  async update(rows: readonly CustomerRow[]): Promise<void> {
    await updateRows(this.tx, 'books.customer', FACTS, rows);
    await this.addIbans(rows);
  }

  /** Makes groups known that are not yet. */
  async keepGroups(codes: readonly string[]): Promise<void> {
    await this.tx.execute(
      'insert into books.customer_group (company_id, code) select $1, unnest($2::text[]) on conflict do nothing',
      [this.tx.companyId, codes],
    );
  }

  private async addIbans(rows: readonly CustomerRow[]): Promise<void> {
    const ibans = rows.flatMap((row) => row.ibans.map((iban) => ({ id: row.id, iban })));
    await insertRows(
      this.tx,
      'books.customer_iban',
      [
        ['customer_id', 'uuid', (row: { id: string }) => row.id],
        ['iban', 'text', (row: { iban: string }) => row.iban],
      ] as Column<{ id: string; iban: string }>[],
      ibans,
      'on conflict do nothing',
    );
  }
}

const FACTS: Column<CustomerRow>[] = [
  ['name', 'text', (row) => row.name],
  ['siren', 'text', (row) => row.siren],
  ['group_code', 'text', (row) => row.groupCode],
  ['group_kept', 'boolean', (row) => row.groupKept ?? false],
  ['ledger_account', 'text', (row) => row.ledgerAccount],
  ['connection_id', 'uuid', (row) => row.connectionId],
  ['external_id', 'text', (row) => row.externalId],
];
