import { formatMinor, type Day } from '@lettrage/domain';
import type { CompanyTransaction } from '@lettrage/persistence';
import type { ChainState } from './chain-links.js';
import { chainFindings, type ChainFinding } from './statement-chain.js';

/** An imported statement and whether it follows the one before it. Amounts are decimal strings of the account. */
export interface StatementView {
  readonly id: string;
  readonly account: { readonly id: string; readonly label: string; readonly iban?: string; readonly currency: string };
  readonly file: { readonly id: string; readonly name: string; readonly format: string; readonly importedAt: string };
  readonly statementId?: string;
  readonly sequence?: string;
  readonly from?: Day;
  readonly to?: Day;
  readonly opening?: string;
  readonly closing?: string;
  readonly count: number;
  readonly sum: string;
  /** Opening and movements give the closing balance; absent where the file has no balances. */
  readonly balanced?: boolean;
  readonly chain: ChainState;
  /** Of a gap: opening balance less the closing balance before it. */
  readonly missing?: string;
}

interface Row {
  id: string;
  accountId: string;
  label: string;
  iban: string | null;
  currency: string;
  fileId: string;
  fileName: string;
  format: string;
  importedAt: Date;
  statementId: string | null;
  sequence: string | null;
  fromDay: Day | null;
  toDay: Day | null;
  opening: bigint | null;
  closing: bigint | null;
  count: number;
  sum: bigint;
  balanced: boolean | null;
}

/** Imported statements by account and day, each compared with the one before it on the same account. */
export async function listStatements(
  tx: CompanyTransaction,
  filter: { readonly accountId?: string; readonly after?: readonly [string, string, string]; readonly limit: number },
): Promise<StatementView[]> {
  const rows = await tx.query<Row>(
    `select * from (
       select s.id, a.id as "accountId", a.label, a.iban, a.currency, f.id as "fileId", f.name as "fileName", f.format,
              f.imported_at as "importedAt", s.statement_id as "statementId", s.sequence, s.from_day as "fromDay",
              s.to_day as "toDay", s.opening, s.closing, s.line_count as count, s.line_sum as sum, s.balanced,
              coalesce(s.from_day, s.to_day, date '0001-01-01') as place
         from books.statement s
         join books.bank_account a on a.company_id = s.company_id and a.id = s.account_id
         join books.statement_file f on f.company_id = s.company_id and f.id = s.file_id
        where s.company_id = $1 and ($2::uuid is null or s.account_id = $2)) listed
      where $3::uuid is null or ("accountId", place, id) > ($3::uuid, $4::date, $5::uuid)
      order by "accountId", place, id limit $6`,
    [tx.companyId, filter.accountId ?? null, ...(filter.after ?? [null, null, null]), filter.limit],
  );
  const findings = await chainFindings(
    tx,
    rows.map((row) => row.accountId),
  );
  return rows.map((row) => viewOf(row, findings.get(row.id)));
}

/** The place of a statement in the list, for its cursor. */
export function placeOfStatement(statement: StatementView): [string, string, string] {
  return [statement.account.id, statement.from ?? statement.to ?? '0001-01-01', statement.id];
}

function viewOf(row: Row, finding: ChainFinding | undefined): StatementView {
  const money = (minor: bigint | null): string | undefined =>
    minor === null ? undefined : formatMinor(minor, row.currency);
  const opening = money(row.opening);
  const closing = money(row.closing);
  return {
    id: row.id,
    account: { id: row.accountId, label: row.label, ...(row.iban ? { iban: row.iban } : {}), currency: row.currency },
    file: { id: row.fileId, name: row.fileName, format: row.format, importedAt: row.importedAt.toISOString() },
    ...(row.statementId ? { statementId: row.statementId } : {}),
    ...(row.sequence ? { sequence: row.sequence } : {}),
    ...(row.fromDay ? { from: row.fromDay } : {}),
    ...(row.toDay ? { to: row.toDay } : {}),
    ...(opening === undefined ? {} : { opening }),
    ...(closing === undefined ? {} : { closing }),
    count: row.count,
    sum: formatMinor(row.sum, row.currency),
    ...(row.balanced === null ? {} : { balanced: row.balanced }),
    chain: finding?.chain ?? 'unknown',
    ...(finding?.missing === undefined ? {} : { missing: finding.missing }),
  };
}
