import { parseMinor, type TransactionLine } from '@lettrage/domain';
import { CopyEncoder, type CopyType, type CopyValue } from '../bulk/copy-binary.js';
import { newIdBytes } from '../new-id.js';
import { restOfLine } from './stored-line.js';

/** Columns of a statement line as it comes in, with their types. */
const COLUMNS = {
  id: 'uuid',
  ref: 'text',
  booking_date: 'date',
  value_date: 'date',
  amount: 'bigint',
  currency: 'text',
  status: 'text',
  end_to_end_id: 'text',
  bank_reference: 'text',
  counterparty_name: 'text',
  counterparty_iban: 'text',
  remittance: 'text',
  line: 'json',
} as const satisfies Readonly<Record<string, CopyType>>;

/** Makes a temporary table that statement lines are copied into. */
export function createIncoming(table: string): string {
  const columns = Object.entries(COLUMNS).map(([name, type]) => `${name} ${type}`);
  return `create temporary table ${table} (${columns.join(', ')}) on commit drop`;
}

/** Copies what a `StatementLineEncoder` wrote into it. */
export function copyIncoming(table: string): string {
  return `copy ${table} (${Object.keys(COLUMNS).join(', ')}) from stdin (format binary)`;
}

/**
 * Writes statement lines as the database takes them in, so that a file is read once: its lines are encoded while it is
 * being checked, and stored from there.
 */
export class StatementLineEncoder {
  private readonly rows = new CopyEncoder(Object.values(COLUMNS));

  /** @returns a full chunk, from time to time */
  add(line: TransactionLine): Uint8Array | undefined {
    return this.rows.add(valuesOf(line));
  }

  /** What was added since the last full chunk. */
  rest(): Uint8Array {
    return this.rows.rest();
  }
}

/** Encodes lines that are all at hand. */
export async function* encodeStatementLines(
  lines: AsyncIterable<TransactionLine> | Iterable<TransactionLine>,
): AsyncIterable<Uint8Array> {
  const encoder = new StatementLineEncoder();
  for await (const line of lines) {
    const chunk = encoder.add(line);
    if (chunk) yield chunk;
  }
  yield encoder.rest();
}

function valuesOf(line: TransactionLine): CopyValue[] {
  return [
    newIdBytes(),
    line.ref,
    line.bookingDate,
    line.valueDate,
    parseMinor(line.amount, line.currency),
    line.currency,
    line.status,
    line.endToEndId,
    line.bankReference,
    line.counterparty?.name,
    line.counterparty?.iban,
    line.remittance,
    restOfLine(line),
  ];
}
