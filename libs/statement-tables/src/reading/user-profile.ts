import { isCurrency } from '@lettrage/domain';
import type { AmountFormat } from '@lettrage/formats';
import type { AmountRule, Column, Columns, Recognition, StateRule, TableProfile } from '../profile.js';
import { PAID, RECEIVED } from './header-words.js';

/** A profile as a person keeps it: JSON, columns by header or by position from 0. */
export interface UserProfile {
  /** Adapter that reads it: `statement-csv` or `statement-xlsx`. */
  readonly format: string;
  readonly id: string;
  readonly title?: string;
  /** Columns by which the header is known; without it the file has none. */
  readonly header?: readonly string[];
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly currency?: string;
  readonly decimal?: '.' | ',';
  /** Ways to write days, such as `DD/MM/YYYY`. */
  readonly dates?: readonly string[];
  readonly amount:
    | { readonly column: Column }
    | { readonly debit: Column; readonly credit: Column }
    | {
        readonly column: Column;
        readonly direction: Column;
        readonly received?: readonly string[];
        readonly paid?: readonly string[];
      };
  readonly columns: Readonly<Record<string, Column | readonly Column[]>>;
  readonly status?: {
    readonly column: Column;
    readonly booked: readonly string[];
    readonly pending?: readonly string[];
    readonly skipped?: readonly string[];
  };
}

/** Columns a person may name beside the amount. */
export const USER_COLUMNS = [
  'bookingDate',
  'valueDate',
  'label',
  'additional',
  'counterpartyName',
  'counterpartyIban',
  'counterpartyBic',
  'bankReference',
  'endToEndId',
  'mandateId',
  'structuredReference',
  'account',
  'currency',
  'balance',
  'fee',
] as const;

/** True if the text is meant as a profile and not as the id of one. */
export function isUserProfile(text: string): boolean {
  return text.trimStart().startsWith('{');
}

/** Reads a profile from JSON, or says in one sentence why it is none. */
export function readUserProfile(
  text: string,
): { readonly profile: TableProfile; readonly delimiter?: string } | { readonly reason: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { reason: `the profile is not JSON: ${(error as Error).message}` };
  }
  const reason = wrongIn(json);
  if (reason !== undefined) return { reason: `the profile is not usable: ${reason}` };
  const own = json as UserProfile;
  return { profile: tableProfile(own), ...(own.delimiter === undefined ? {} : { delimiter: own.delimiter }) };
}

function tableProfile(own: UserProfile): TableProfile {
  const { columns } = own;
  const one = (name: (typeof USER_COLUMNS)[number]): Columns => [columns[name] ?? []].flat();
  const many = (name: (typeof USER_COLUMNS)[number]): Columns[] => one(name).map((column) => [column]);
  const recognise: Recognition[] = own.header?.length
    ? [{ kind: 'contains', columns: own.header }]
    : [{ kind: 'first-line', pattern: /^/, data: true }];
  return {
    id: own.id,
    title: own.title ?? own.id,
    recognise,
    ...(own.encoding === undefined ? {} : { encoding: own.encoding as TableProfile['encoding'] }),
    bookingDate: one('bookingDate'),
    valueDate: one('valueDate'),
    label: many('label'),
    additional: many('additional'),
    counterpartyName: one('counterpartyName'),
    counterpartyIban: one('counterpartyIban'),
    counterpartyBic: one('counterpartyBic'),
    bankReference: one('bankReference'),
    endToEndId: one('endToEndId'),
    mandateId: one('mandateId'),
    structuredReference: one('structuredReference'),
    account: one('account'),
    currencyColumn: one('currency'),
    balance: one('balance'),
    fee: one('fee'),
    ...(own.currency === undefined ? {} : { currency: own.currency }),
    amount: amountRule(own.amount),
    ...(own.decimal === undefined ? {} : { numbers: numbersOf(own.decimal) }),
    ...(own.dates === undefined ? {} : { dates: own.dates, datesFixed: true }),
    states: own.status === undefined ? [] : [stateRule(own.status)],
  };
}

function amountRule(amount: UserProfile['amount']): AmountRule {
  if ('debit' in amount)
    return { kind: 'debit-credit', debit: [amount.debit], credit: [amount.credit], debitSign: 'either' };
  if (!('direction' in amount)) return { kind: 'signed', column: [amount.column] };
  const { column, direction, received = RECEIVED, paid = PAID } = amount;
  const plain = (values: readonly string[]): readonly string[] =>
    values.map((value) => value.toLowerCase().replace(/[^a-z0-9]/g, ''));
  return { kind: 'absolute', column: [column], direction: [direction], received: plain(received), paid: plain(paid) };
}

function numbersOf(decimal: '.' | ','): AmountFormat {
  return decimal === ',' ? { decimal, thousands: ['.', ' ', "'"] } : { decimal, thousands: [',', ' ', "'"] };
}

function stateRule({ column, booked, pending, skipped = [] }: NonNullable<UserProfile['status']>): StateRule {
  const plain = (values: readonly string[]): readonly string[] =>
    values.map((value) => value.toLowerCase().replace(/[^a-z0-9]/g, ''));
  return {
    column: [column],
    booked: plain(booked),
    skipped: plain(skipped),
    ...(pending ? { pending: plain(pending) } : {}),
  };
}

/** The first thing that is wrong with a profile, in words; undefined if it is sound. */
function wrongIn(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return 'it is no JSON object';
  const own = json as Record<string, unknown>;
  if (typeof own['id'] !== 'string' || !/^[a-z0-9][a-z0-9-]{0,60}$/.test(own['id']))
    return '"id" must be small letters, digits and dashes';
  if (own['currency'] !== undefined && !(typeof own['currency'] === 'string' && isCurrency(own['currency'])))
    return '"currency" must be an ISO 4217 code';
  if (own['decimal'] !== undefined && own['decimal'] !== '.' && own['decimal'] !== ',')
    return '"decimal" must be "." or ","';
  if (own['delimiter'] !== undefined && ![';', ',', '\t', '|'].includes(own['delimiter'] as string))
    return '"delimiter" must be ";", ",", "|" or a tab';
  if (
    own['encoding'] !== undefined &&
    !['windows-1252', 'iso-8859-15', 'macintosh', 'windows-1250'].includes(own['encoding'] as string)
  )
    return '"encoding" must be windows-1252, iso-8859-15, windows-1250 or macintosh (UTF-8 and UTF-16 are found without)';
  for (const name of ['header', 'dates'] as const)
    if (own[name] !== undefined && !isTexts(own[name])) return `"${name}" must be a list of texts`;
  const badDate = (own['dates'] as string[] | undefined)?.find(
    (format) => !/^(?=.*DD)(?=.*MM)(?=.*YY)[DMY./ -]{6,10}$/.test(format),
  );
  if (badDate !== undefined) return `"${badDate}" in "dates" is no way to write a day (expected such as DD/MM/YYYY)`;
  return wrongInColumns(own['columns']) ?? wrongInAmount(own['amount']) ?? wrongInStatus(own['status']);
}

function wrongInColumns(columns: unknown): string | undefined {
  if (typeof columns !== 'object' || columns === null) return '"columns" must name the columns';
  for (const [name, value] of Object.entries(columns)) {
    if (!(USER_COLUMNS as readonly string[]).includes(name))
      return `"columns.${name}" is not known (expected ${USER_COLUMNS.join(', ')})`;
    if (![value].flat().every(isColumn))
      return `"columns.${name}" must be a header, a position from 0 or a list of these`;
  }
  return (columns as Record<string, unknown>)['bookingDate'] === undefined
    ? '"columns.bookingDate" is missing'
    : undefined;
}

function wrongInAmount(amount: unknown): string | undefined {
  const rule = amount as Record<string, unknown> | null | undefined;
  const texts = (name: string): boolean => rule?.[name] === undefined || isTexts(rule[name]);
  if (typeof rule === 'object' && rule !== null && texts('received') && texts('paid')) {
    if (isColumn(rule['debit']) && isColumn(rule['credit'])) return undefined;
    if (isColumn(rule['column']) && (rule['direction'] === undefined || isColumn(rule['direction']))) return undefined;
  }
  return '"amount" must be {"column"}, {"debit","credit"} or {"column","direction"} with headers or positions';
}

function wrongInStatus(status: unknown): string | undefined {
  if (status === undefined) return undefined;
  const rule = status as Record<string, unknown> | null;
  const sound = typeof rule === 'object' && rule !== null && isColumn(rule['column']) && isTexts(rule['booked']);
  return sound ? undefined : '"status" must be {"column","booked",…} with lists of texts';
}

function isColumn(value: unknown): value is Column {
  return (
    (typeof value === 'string' && value.trim() !== '') ||
    (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 1000)
  );
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
