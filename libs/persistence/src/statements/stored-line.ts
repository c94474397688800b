import { formatMinor, type Day, type TransactionLine } from '@lettrage/domain';

/**
 * A statement line is stored once: what has a column of its own is not repeated in the column `line`, which keeps the
 * rest of what was read. So a line takes half the room, and the database half the time to store it.
 */

/** Facts with a column of their own. */
const IN_COLUMNS = new Set<string>([
  'type',
  'ref',
  'bookingDate',
  'valueDate',
  'amount',
  'currency',
  'status',
  'endToEndId',
  'bankReference',
  'remittance',
] satisfies (keyof TransactionLine)[]);

/** What of a line has no column of its own, as the column `line` keeps it. */
export function restOfLine(line: TransactionLine): object {
  const rest: Record<string, unknown> = {};
  for (const key in line) {
    if (IN_COLUMNS.has(key)) continue;
    const value = line[key as keyof TransactionLine];
    if (key === 'counterparty') addCounterparty(rest, line.counterparty!);
    else if (value !== false) rest[key] = value;
  }
  return rest;
}

function addCounterparty(rest: Record<string, unknown>, counterparty: NonNullable<TransactionLine['counterparty']>) {
  for (const key in counterparty) {
    if (key === 'name' || key === 'iban') continue;
    const { name: _name, iban: _iban, ...others } = counterparty;
    rest['counterparty'] = others;
    return;
  }
}

/** Columns of `books.bank_transaction t` that {@link withLine} makes a line of, beside its day, amount and currency. */
export const LINE_COLUMNS = `t.booking_date as "bookingDate", t.amount, t.currency, t.ref, t.value_date as "valueDate", t.status,
  t.end_to_end_id as "endToEndId", t.bank_reference as "bankReference", t.counterparty_name as "counterpartyName",
  t.counterparty_iban as "counterpartyIban", t.remittance, t.line as rest`;

interface OwnColumns {
  readonly ref: string;
  readonly valueDate: Day | null;
  readonly status: 'booked' | 'pending';
  readonly endToEndId: string | null;
  readonly bankReference: string | null;
  readonly counterpartyName: string | null;
  readonly counterpartyIban: string | null;
  readonly remittance: string | null;
  readonly rest: Partial<TransactionLine>;
}

/** A row with {@link LINE_COLUMNS}. */
export interface LineColumns extends OwnColumns {
  readonly bookingDate: Day;
  readonly amount: bigint;
  readonly currency: string;
}

/** The row with the whole line in place of the columns it is made of; day, amount and currency stay. */
export function withLine<Row extends LineColumns>(row: Row): Omit<Row, keyof OwnColumns> & { line: TransactionLine } {
  const {
    ref,
    valueDate,
    status,
    endToEndId,
    bankReference,
    counterpartyName,
    counterpartyIban,
    remittance,
    rest,
    ...kept
  } = row;
  const counterparty = {
    ...rest.counterparty,
    ...(counterpartyName === null ? {} : { name: counterpartyName }),
    ...(counterpartyIban === null ? {} : { iban: counterpartyIban }),
  };
  const line: TransactionLine = {
    type: 'transaction',
    ref,
    bookingDate: row.bookingDate,
    ...(valueDate === null ? {} : { valueDate }),
    amount: formatMinor(row.amount, row.currency),
    currency: row.currency,
    status,
    reversal: false,
    ...(bankReference === null ? {} : { bankReference }),
    ...(endToEndId === null ? {} : { endToEndId }),
    ...(remittance === null ? {} : { remittance }),
    ...rest,
    ...(Object.keys(counterparty).length === 0 ? {} : { counterparty }),
  };
  return { ...kept, line };
}
