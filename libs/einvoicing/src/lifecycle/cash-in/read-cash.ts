import { AmountError, isDay, parseMinor, type Problem } from '@lettrage/domain';
import { normalInstant } from '../wall-clock.js';

/** A receipt of an invoice, or money given back. */
export interface CashLine {
  /** Day or instant (UTC) it was booked. */
  readonly date: string;
  /** Decimal string; negative for money given back. */
  readonly amount: string;
  readonly currency: string;
  /** Why money was given back. */
  readonly reason?: string;
}

const KEYS = new Set(['date', 'amount', 'currency', 'reason']);

/** Reads receipts, one JSON object a line, oldest first. Every line that is wrong is a fatal problem that names it. */
export function readCashLines(text: string): { cash: CashLine[]; problems: Problem[] } {
  const cash: CashLine[] = [];
  const problems: Problem[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '') return;
    const read = readLine(line);
    if (typeof read === 'string')
      problems.push({ severity: 'fatal', rule: 'cash-line', message: read, location: `line ${index + 1}` });
    else cash.push(read);
  });
  return { cash, problems };
}

function readLine(line: string): CashLine | string {
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    return 'The line is no JSON object such as {"date":"2026-11-02","amount":"120.00","currency":"EUR"}.';
  }
  if (data === null || typeof data !== 'object' || Array.isArray(data)) return 'The line is no JSON object.';
  const fields = data as Record<string, unknown>;
  const unknown = Object.keys(fields).find((key) => !KEYS.has(key));
  if (unknown !== undefined) return `"${unknown}" is not known; expected date, amount, currency, reason.`;
  for (const key of ['date', 'amount', 'currency', 'reason']) {
    const value = fields[key];
    if (value === undefined && key === 'reason') continue;
    if (typeof value === 'number') return `${key}: write the number as a string, "${value}", so that it stays exact.`;
    if (typeof value !== 'string' || value.trim() === '') return `${key} is missing or no text.`;
  }
  const { date, amount, currency, reason } = fields as unknown as CashLine;
  const day = isDay(date) ? date : normalInstant(date);
  if (day === undefined) return `date "${date}" is no day such as 2026-11-02.`;
  try {
    parseMinor(amount, currency);
  } catch (error) {
    if (!(error instanceof AmountError) && !(error instanceof RangeError)) throw error;
    return `amount: ${error.message}.`;
  }
  return { date: day, amount, currency, ...(reason === undefined ? {} : { reason: reason.trim() }) };
}
