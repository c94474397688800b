import type { CompanyTransaction } from '../company-transaction.js';

/**
 * The next `count` numbers of a counter, from 1, without gap: the row is locked until the transaction ends, and a
 * rollback gives the numbers back. Take it last, only when the document is certain.
 *
 * @param name such as `VE/2026-12-31`: one counter per journal and financial year
 * @returns the first of them
 */
export async function nextNumbers(tx: CompanyTransaction, name: string, count = 1): Promise<bigint> {
  const [row] = await tx.query<{ value: bigint }>(
    `insert into books.counter as c (company_id, name, value) values ($1, $2, $3)
       on conflict (company_id, name) do update set value = c.value + $3 returning value`,
    [tx.companyId, name, count],
  );
  if (!row) throw new Error(`The counter ${name} gave no number.`);
  return row.value - BigInt(count) + 1n;
}

/** The next number of a counter. */
export async function nextNumber(tx: CompanyTransaction, name: string): Promise<bigint> {
  return nextNumbers(tx, name);
}
