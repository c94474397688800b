import { parseMinor, type TransactionLine } from '@lettrage/domain';

/** Bank, branch and account of the records. */
const BANK = '30004';
const BRANCH = '00823';
const ACCOUNT = '00010128701';
const SIGNS = { credit: '{ABCDEFGHI', debit: '}JKLMNOPQR' } as const;

/** Writes booked lines as a CFONB statement of 120-character records (01, 04, 07): a 31-character label and no more. */
export function cfonb31(lines: readonly TransactionLine[], opening: bigint): string {
  const closing = lines.reduce((sum, line) => sum + minor(line), opening);
  const [from, to] = [lines[0]?.bookingDate ?? '2026-01-01', lines[lines.length - 1]?.bookingDate ?? '2026-01-01'];
  return [balance('01', opening, from), ...lines.map(movement), balance('07', closing, to), ''].join('\r\n');
}

function minor({ amount, currency }: TransactionLine): bigint {
  return parseMinor(amount, currency);
}

function owner(kind: string, operation: string): string {
  return `${kind}${BANK}    ${BRANCH}EUR2 ${ACCOUNT}${operation.padEnd(2)}`;
}

function balance(kind: '01' | '07', amount: bigint, day: string): string {
  return `${owner(kind, '')}${ddmmyy(day)}${' '.repeat(50)}${signed(amount)}`.padEnd(120);
}

function movement(line: TransactionLine): string {
  const operation = line.amount.startsWith('-') ? '06' : '05';
  const day = ddmmyy(line.bookingDate);
  const label = (line.remittance ?? '').slice(0, 31).padEnd(31);
  return `${owner('04', operation)}${day}  ${day}${label}  ${'0'.repeat(7)}  ${signed(minor(line))}`.padEnd(120);
}

function signed(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(14, '0');
  return digits.slice(0, 13) + SIGNS[amount < 0n ? 'debit' : 'credit'][Number.parseInt(digits[13]!, 10)]!;
}

function ddmmyy(day: string): string {
  return `${day.slice(8)}${day.slice(5, 7)}${day.slice(2, 4)}`;
}
