import { InputError } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';

/** One page of a list, and the cursor of the next if there is one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** What a caller asks of a list: filters by name, where to go on, how many. */
export interface ListRequest {
  readonly filters?: Readonly<Record<string, string>>;
  /** `next` of the page before. */
  readonly cursor?: string;
  /** 1 to 500; 100 if left out. */
  readonly limit?: number;
}

/** A list of a company table: what may be filtered, and the columns it is sorted by, the last of them unique. */
export interface ListDefinition {
  readonly select: string;
  /** Filter name → condition; `?` stands for its value. Anything else is refused. */
  readonly filters: Readonly<Record<string, string>>;
  readonly sort: readonly { readonly column: string; readonly type: string; readonly as: string }[];
  readonly descending?: boolean;
}

const LARGEST_PAGE = 500;

/**
 * Reads a page by keyset: it costs the same at the end of a list as at its beginning, and rows inserted meanwhile shift
 * nothing. The select must end in a `where` that names the company as `$1`.
 *
 * @throws InputError on an unknown filter, a value the column can't hold, or a cursor of another list
 */
export async function keysetPage<Row extends object, T>(
  tx: CompanyTransaction,
  list: ListDefinition,
  request: ListRequest,
  shape: (row: Row) => T,
): Promise<Page<T>> {
  const limit = request.limit ?? 100;
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_PAGE) {
    throw new InputError('limit', `limit is a whole number from 1 to ${LARGEST_PAGE}, not ${limit}`);
  }
  const params: unknown[] = [tx.companyId];
  const conditions: string[] = [];
  for (const [name, value] of Object.entries(request.filters ?? {})) {
    const condition = Object.hasOwn(list.filters, name) ? list.filters[name] : undefined;
    if (condition === undefined) {
      throw new InputError(
        'unknown-filter',
        `there is no filter "${name}" here: use ${Object.keys(list.filters).join(', ')}`,
      );
    }
    params.push(value);
    conditions.push(condition.replaceAll('?', `$${params.length}`));
  }
  if (request.cursor !== undefined) {
    const keys = readCursor(request.cursor, list.sort.length);
    const places = list.sort.map(({ type }, index) => `$${params.length + index + 1}::${type}`);
    params.push(...keys);
    conditions.push(
      `(${list.sort.map(({ column }) => column).join(', ')}) ${list.descending ? '<' : '>'} (${places.join(', ')})`,
    );
  }
  params.push(limit + 1);
  const order = list.sort.map(({ column }) => `${column} ${list.descending ? 'desc' : 'asc'}`).join(', ');
  const sql = `${[list.select, ...conditions].join(' and ')} order by ${order} limit $${params.length}`;
  const rows = await tx.query<Row>(sql, params).catch((error: unknown) => refuseValue(error));
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? (shown[shown.length - 1] as Record<string, unknown>) : undefined;
  const items = shown.map(shape);
  return last ? { items, next: writeCursor(list.sort.map(({ as }) => last[as])) } : { items };
}

function writeCursor(keys: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(keys.map(String))).toString('base64url');
}

function readCursor(cursor: string, length: number): string[] {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(keys) && keys.length === length && keys.every((key) => typeof key === 'string')) return keys;
  } catch {
    // Told below, like every other cursor that is not ours.
  }
  throw new InputError('cursor', 'the cursor is not one of this list: start again without it');
}

/** Values PostgreSQL cannot read as the column's type (class 22): the caller's mistake, not ours. */
function refuseValue(error: unknown): never {
  const code = (error as { code?: string }).code ?? '';
  if (code.startsWith('22'))
    throw new InputError(
      'filter-value',
      `a filter or the cursor has a value of the wrong kind: ${(error as Error).message}`,
    );
  throw error;
}
