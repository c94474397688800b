import { unwrapFormula } from '@lettrage/formats';
import type { GenericFormat } from '../generic.formats.js';
import { normalise, type AmountRule, type StateRule, type TableProfile } from '../profile.js';
import { DAY_FIRST } from './cell-day.js';
import type { GenericHeader } from './generic-header.js';
import { BOOKED, PAID, PENDING, RECEIVED, VOID, type Meaning } from './header-words.js';
import { numbersOf } from './proof.js';
import { dayFirstBy } from './region.js';
import type { TableRow } from './table-row.js';

/** The profile a header of known words stands for. `below` are the rows under it; what they hold decides. */
export function genericProfile(found: GenericHeader, below: readonly TableRow[], format: GenericFormat): TableProfile {
  const { columns } = found;
  const at = (meaning: Meaning): readonly number[] => (columns[meaning] === undefined ? [] : [columns[meaning]]);
  const values = (column: number | undefined): string[] =>
    column === undefined
      ? []
      : below.map((row) => unwrapFormula((row.cells[column] ?? '').trim())).filter((cell) => cell !== '');
  const ownAccount =
    columns.account === undefined || columns.counterpartyIban !== undefined || isOneAccount(values(columns.account));
  const texts = [...found.texts, ...(found.texts.length === 0 ? [...found.notes, ...at('reference')] : found.notes)];
  const dayFirst = format.dayFirst ?? dayFirstBy(found.language, below);
  return {
    id: format.id,
    title: format.title,
    recognise: [],
    bookingDate: columns.bookingDate === undefined ? at('valueDate') : at('bookingDate'),
    valueDate: columns.bookingDate === undefined ? [] : at('valueDate'),
    label: texts.map((column) => [column]),
    additional: columns.direction === columns.kind ? [] : [at('kind')],
    counterpartyName: at('counterpartyName'),
    counterpartyIban: ownAccount ? at('counterpartyIban') : at('account'),
    counterpartyBic: at('counterpartyBic'),
    bankReference: texts.includes(columns.reference ?? -1) ? [] : at('reference'),
    endToEndId: at('endToEndId'),
    mandateId: at('mandateId'),
    structuredReference: at('structured'),
    account: ownAccount ? at('account') : [],
    currencyColumn: isCurrencyColumn(values(columns.currency)) ? at('currency') : [],
    amount: amountRule(columns, at, values),
    balance: at('balance'),
    numbers: format.decimal === undefined ? undefined : numbersOf(format.decimal),
    dates: dayFirst ? DAY_FIRST : undefined,
    states: stateRules(columns.status, values(columns.status)),
  };
}

function amountRule(
  columns: GenericHeader['columns'],
  at: (meaning: Meaning) => readonly number[],
  values: (column: number | undefined) => string[],
): AmountRule {
  const both = columns.debit !== undefined && columns.credit !== undefined;
  // An amount column beside filled debit and credit columns repeats them, perhaps without sign.
  const useBoth =
    both && (columns.amount === undefined || values(columns.debit).length + values(columns.credit).length > 0);
  if (useBoth) return { kind: 'debit-credit', debit: at('debit'), credit: at('credit'), debitSign: 'either' };
  const direction = [columns.direction, columns.kind].find((column) => saysDirection(values(column)));
  return direction === undefined
    ? { kind: 'signed', column: at('amount') }
    : { kind: 'absolute', column: at('amount'), direction: [direction], received: RECEIVED, paid: PAID };
}

/** Every value is a word for received or paid. */
function saysDirection(values: readonly string[]): boolean {
  return (
    values.length > 0 && values.every((value) => RECEIVED.includes(normalise(value)) || PAID.includes(normalise(value)))
  );
}

/** A state column counts if all its values are known; a word no one knows is no reason to read pending lines as booked. */
function stateRules(column: number | undefined, values: readonly string[]): readonly StateRule[] {
  if (column === undefined) return [];
  const known = values.filter((value) => [...BOOKED, ...PENDING, ...VOID].includes(normalise(value)));
  if (known.length === 0) return [];
  return [{ column: [column], booked: ['', ...BOOKED], pending: PENDING, skipped: VOID }];
}

function isCurrencyColumn(values: readonly string[]): boolean {
  return values.every((value) => /^(?:[A-Za-z]{3}|€|£|\$|euros?)$/i.test(value));
}

/** A column headed `IBAN` that changes with nearly every line holds the other side, not the account. */
function isOneAccount(values: readonly string[]): boolean {
  return new Set(values).size <= Math.max(1, values.length / 4);
}
