import type { Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';

/** A statement of an account as its chain sees it. Amounts are minor units of the account. */
export interface ChainedStatement {
  readonly id: string;
  readonly statementId?: string;
  readonly sequence?: string;
  readonly from?: Day;
  readonly to?: Day;
  readonly opening?: bigint;
  readonly openingDay?: Day;
  readonly closing?: bigint;
  readonly closingDay?: Day;
  readonly count: number;
  readonly sum: bigint;
  readonly balanced?: boolean;
  readonly file: string;
  readonly format: string;
  readonly importedAt: Date;
  /** Position in its file. */
  readonly ordinal: number;
}

type Row = { [Key in keyof ChainedStatement]-?: ChainedStatement[Key] | null };

/** Every statement of an account, without its lines. */
export async function statementsOfAccount(tx: CompanyTransaction, accountId: string): Promise<ChainedStatement[]> {
  const rows = await tx.query<Row>(
    `select s.id, s.statement_id as "statementId", s.sequence, s.from_day as "from", s.to_day as "to", s.opening,
            s.opening_day as "openingDay", s.closing, s.closing_day as "closingDay", s.line_count as count, s.line_sum as sum,
            s.balanced, f.name as file, f.format, f.imported_at as "importedAt", s.ordinal
       from books.statement s join books.statement_file f on f.company_id = s.company_id and f.id = s.file_id
      where s.company_id = $1 and s.account_id = $2`,
    [tx.companyId, accountId],
  );
  return rows.map(
    (row) =>
      Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as ChainedStatement,
  );
}
