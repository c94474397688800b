import type { TransactionLine } from '@lettrage/domain';
import { payerKeysOf } from './book/learned.js';
import { readLine } from './line/read-line.js';

/** The text a company's own rules are tried on: the words of the payer's name, then the text of the line, in capitals. */
export function ruleTextOf(line: TransactionLine): string {
  const { payerName, text } = readLine(line);
  return `${payerName.join(' ')} ${text}`;
}

/** The keys a line's payer is learned by: its account, then its printed name. */
export function payerKeysOfLine(line: TransactionLine): string[] {
  return payerKeysOf({ transaction: line, allocations: [] });
}
