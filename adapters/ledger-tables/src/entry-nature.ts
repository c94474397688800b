import type { JournalEntry } from '@lettrage/adapter-sdk';
import type { EntryNature } from './layout.js';

/**
 * What an entry books, told from its accounts: a customer against income is a sale (or, the other way round, a credit
 * note), a third party against money a receipt or payment. Formats that ask for it take a blank or `OD` for `other`.
 */
export function natureOf(entry: JournalEntry): EntryNature {
  let customer = 0;
  let supplier = 0;
  let money = 0;
  let isIncome = false;
  let isExpense = false;
  for (const { account, debit, credit } of entry.lines) {
    const side = isZero(debit) ? (isZero(credit) ? 0 : -1) : 1;
    if (account.startsWith('41')) customer ||= side;
    else if (account.startsWith('40')) supplier ||= side;
    else if (/^5[1-4]/.test(account)) money ||= side;
    isIncome ||= account.startsWith('7');
    isExpense ||= account.startsWith('6');
  }
  if (money !== 0) return money > 0 ? 'receipt' : 'payment';
  if (customer !== 0 && isIncome) return customer > 0 ? 'sale' : 'credit-note';
  if (supplier !== 0 && isExpense) return supplier < 0 ? 'purchase' : 'supplier-credit';
  return 'other';
}

function isZero(amount: string): boolean {
  return !/[1-9]/.test(amount);
}
