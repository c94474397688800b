import type { CompanyTransaction } from '../company-transaction.js';

/** Rows sent in one statement: arrays of this length are where `unnest` is fastest, and cost little memory. */
const CHUNK = 5_000;

/** A column of a set insert: its name, its SQL type, and the value a row gives it. `undefined` is stored as null. */
export type Column<Row> = readonly [name: string, type: string, value: (row: Row) => unknown];

/**
 * Inserts rows of a company table by `unnest`, one statement for each 5,000, in the order given.
 *
 * `conflict` is put at the end (`on conflict … do nothing`). Returns the number of rows inserted.
 */
export async function insertRows<Row>(
  tx: CompanyTransaction,
  table: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  conflict = '',
): Promise<number> {
  const names = columns.map(([name]) => name).join(', ');
  // JSON travels as text: an array literal of jsonb would need its quotes escaped twice.
  const values = columns.map(([name, type]) => (isJson(type) ? `r.${name}::${type}` : `r.${name}`)).join(', ');
  const arrays = columns.map(([, type], index) => `$${index + 2}::${arrayType(type)}`).join(', ');
  const sql = `insert into ${table} (company_id, ${names}) select $1::uuid, ${values} from unnest(${arrays}) as r(${names}) ${conflict}`;
  let inserted = 0;
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK);
    inserted += await tx.execute(sql, [
      tx.companyId,
      ...columns.map(([, type, value]) => chunk.map((row) => literal(type, value(row)))),
    ]);
  }
  return inserted;
}

/**
 * Updates rows of a company table by id, one statement for each 5,000; `columns` besides the id are set to the row's
 * values. `condition` narrows it (`t` is the table, `r` the row). Returns the number of rows updated.
 */
export async function updateRows<Row extends { readonly id: string }>(
  tx: CompanyTransaction,
  table: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  condition?: { readonly sql: string; readonly column: Column<Row> },
): Promise<number> {
  const sent: Column<Row>[] = [['id', 'uuid', (row) => row.id], ...columns, ...(condition ? [condition.column] : [])];
  const names = sent.map(([name]) => name).join(', ');
  const arrays = sent.map(([, type], index) => `$${index + 2}::${arrayType(type)}`).join(', ');
  const set = columns
    .map(([name, type]) => `${name} = ${isJson(type) ? `r.${name}::${type}` : `r.${name}`}`)
    .join(', ');
  const sql =
    `update ${table} t set ${set} from unnest(${arrays}) as r(${names}) ` +
    `where t.company_id = $1 and t.id = r.id${condition ? ` and ${condition.sql}` : ''}`;
  let updated = 0;
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK);
    updated += await tx.execute(sql, [
      tx.companyId,
      ...sent.map(([, type, value]) => chunk.map((row) => literal(type, value(row)))),
    ]);
  }
  return updated;
}

/** Cuts a list of ids or keys into parameters of a sensible length. */
export function inChunks<T>(values: readonly T[], size = 20_000): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < values.length; start += size) chunks.push(values.slice(start, start + size));
  return chunks;
}

function arrayType(type: string): string {
  return isJson(type) ? 'text[]' : `${type}[]`;
}

/** `json` comes as text already: its letters are kept. */
function isJson(type: string): boolean {
  return type === 'jsonb' || type === 'json';
}

function literal(type: string, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (type === 'jsonb') return JSON.stringify(value);
  if (type === 'bytea') return Buffer.from(value as Uint8Array);
  return typeof value === 'bigint' ? value.toString() : value;
}
