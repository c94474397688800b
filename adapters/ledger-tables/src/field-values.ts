import {
  amountOfEntry,
  decimalsOf,
  formatMinor,
  formatScaled,
  refuseEntry,
  type JournalEntry,
} from '@lettrage/adapter-sdk';
import type { DayStyle, Field, LineFacts } from './layout.js';

const CURRENCY = 'EUR';
const RATE_DECIMALS = 6;

/** An amount as the field writes it: two decimals with the format's sign, or cents; no thousands separator. */
export function amountText(field: Field, facts: LineFacts, decimal: ',' | '.'): string {
  const { is } = field;
  if (is.kind === 'foreign-amount') return foreignText(field, facts, decimal);
  if (is.kind !== 'amount') return '';
  const minor = minorOf(is.of, facts);
  if (minor === 0n && is.zero !== undefined) return is.zero;
  if (field.cents) return minor.toString();
  return formatMinor(minor, CURRENCY).replace('.', decimal);
}

function minorOf(of: 'amount' | 'debit' | 'credit' | 'balance', { amount, isDebit }: LineFacts): bigint {
  switch (of) {
    case 'amount':
      return amount;
    case 'debit':
      return isDebit ? amount : 0n;
    case 'credit':
      return isDebit ? 0n : amount;
    case 'balance':
      return isDebit ? amount : -amount;
  }
}

function foreignText(field: Field, { entry, line, lineCount }: LineFacts, decimal: ',' | '.'): string {
  const { foreign } = line;
  const zero = field.is.kind === 'foreign-amount' ? field.is.zero : undefined;
  if (foreign === undefined) return zero ?? '';
  const minor = amountOfEntry(entry, foreign.amount, foreign.currency, `line ${lineCount}: foreign amount`);
  const size = minor < 0n ? -minor : minor;
  if (field.cents) return size.toString();
  return formatMinor(size, foreign.currency).replace('.', decimal);
}

/** Units of the foreign currency for one of ours, six decimals; blank where the line has none. */
export function rateText({ entry, line, amount, lineCount }: LineFacts, decimal: ',' | '.'): string {
  const { foreign } = line;
  if (foreign === undefined || amount === 0n) return '';
  const minor = amountOfEntry(entry, foreign.amount, foreign.currency, `line ${lineCount}: foreign amount`);
  const size = minor < 0n ? -minor : minor;
  const top = size * 10n ** BigInt(RATE_DECIMALS + decimalsOf(CURRENCY));
  const bottom = amount * 10n ** BigInt(decimalsOf(foreign.currency));
  return formatScaled((top + bottom / 2n) / bottom, RATE_DECIMALS).replace('.', decimal);
}

/** A day (`YYYY-MM-DD`) as the format writes it; blank stays blank. Two-digit years outside 1970 to 2069 are refused. */
export function dayText(day: string, style: DayStyle, entry: JournalEntry): string {
  if (day === '') return '';
  const [year, month, date] = [day.slice(0, 4), day.slice(5, 7), day.slice(8, 10)] as const;
  switch (style) {
    case 'yyyymmdd':
      return year + month + date;
    case 'ddmmyyyy':
      return date + month + year;
    case 'ddmmyy':
      if (year < '1970' || year > '2069') refuseEntry(entry, `has the day ${day}, whose year two digits cannot hold`);
      return date + month + year.slice(2);
    case 'ddmm':
      return date + month;
    case 'dd/mm/yyyy':
      return `${date}/${month}/${year}`;
    case 'dd.mm.yyyy':
      return `${date}.${month}.${year}`;
    case 'mm/dd/yyyy':
      return `${month}/${date}/${year}`;
    case 'yyyy-mm-dd':
      return day;
  }
}
