import type { CompanyTransaction } from '../company-transaction.js';

/** A customer with the accounts he is known to pay from. */
export interface CustomerView {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly siren?: string;
  readonly vatNumber?: string;
  readonly group?: string;
  readonly ledgerAccount?: string;
  readonly ibans: readonly string[];
}

interface Row {
  id: string;
  code: string;
  name: string;
  siren: string | null;
  vatNumber: string | null;
  groupCode: string | null;
  ledgerAccount: string | null;
  ibans: string[];
}

const SELECT = /* sql */ `
  select c.id, c.code, c.name, c.siren, c.vat_number as "vatNumber", c.group_code as "groupCode", c.ledger_account as "ledgerAccount",
         coalesce((select array_agg(i.iban order by i.iban) from books.customer_iban i
                    where i.company_id = c.company_id and i.customer_id = c.id), '{}') as ibans
    from books.customer c`;

/** Customers of a company, by code. */
export class CustomerQueries {
  constructor(private readonly tx: CompanyTransaction) {}

  /** `text`: part of the name or the beginning of the code; `after`: code of the last one seen. */
  async list(filter: {
    readonly text?: string;
    readonly after?: string;
    readonly limit: number;
  }): Promise<CustomerView[]> {
    const rows = await this.tx.query<Row>(
      `${SELECT} where c.company_id = $1 and ($2::text is null or c.name ilike $2 or starts_with(c.code, $3)) and ($4::text is null or c.code > $4)
        order by c.code limit $5`,
      [
        this.tx.companyId,
        filter.text === undefined ? null : `%${filter.text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`,
        filter.text ?? null,
        filter.after ?? null,
        filter.limit,
      ],
    );
    return rows.map(viewOf);
  }

  async get(id: string): Promise<CustomerView | undefined> {
    const [row] = await this.tx.query<Row>(`${SELECT} where c.company_id = $1 and c.id = $2`, [this.tx.companyId, id]);
    return row && viewOf(row);
  }

  async byCode(code: string): Promise<CustomerView | undefined> {
    const [row] = await this.tx.query<Row>(`${SELECT} where c.company_id = $1 and c.code = $2`, [
      this.tx.companyId,
      code,
    ]);
    return row && viewOf(row);
  }
}

function viewOf(row: Row): CustomerView {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    ...(row.siren ? { siren: row.siren } : {}),
    ...(row.vatNumber ? { vatNumber: row.vatNumber } : {}),
    ...(row.groupCode ? { group: row.groupCode } : {}),
    ...(row.ledgerAccount ? { ledgerAccount: row.ledgerAccount } : {}),
    ibans: row.ibans,
  };
}
