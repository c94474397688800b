import {
  AdapterError,
  balancedAmounts,
  formatMinor,
  type JournalEntry,
  type LedgerExporter,
  type LedgerWriteOptions,
} from '@lettrage/adapter-sdk';
import { AccountNames } from './account-names.js';
import { beancountJournal } from './beancount.journal.js';
import { hledgerJournal, ledgerJournal } from './ledger.journal.js';
import type { Journal } from './journal.js';

const CHUNK = 1 << 16;
const JOURNALS: Readonly<Record<string, Journal>> = {
  hledger: hledgerJournal,
  ledger: ledgerJournal,
  beancount: beancountJournal,
};

/** Writes journals for hledger, ledger and beancount, entry by entry. Memory holds the names of the accounts. */
export const plaintextWriter: LedgerExporter = {
  async *write(entries: AsyncIterable<JournalEntry>, { format }: LedgerWriteOptions): AsyncIterable<Uint8Array> {
    const journal = journalOf(format);
    const names = new AccountNames();
    const encoder = new TextEncoder();
    let text = journal.begin();
    for await (const entry of entries) {
      text += transaction(journal, names, entry);
      if (text.length < CHUNK) continue;
      yield encoder.encode(text);
      text = '';
    }
    if (text !== '') yield encoder.encode(text);
  },

  fileName({ format }: LedgerWriteOptions): string {
    return journalOf(format).fileName;
  },
};

function journalOf(format: string): Journal {
  const journal = Object.hasOwn(JOURNALS, format) ? JOURNALS[format] : undefined;
  if (journal === undefined) {
    throw new AdapterError('config', `There is no format "${format}" here.`, { field: '/format' });
  }
  return journal;
}

/** Declarations of accounts met for the first time, then the transaction. Throws `AdapterError('rejected')`. */
function transaction(journal: Journal, names: AccountNames, entry: JournalEntry): string {
  const amounts = balancedAmounts(entry);
  let declarations = '';
  const postings = entry.lines.map((line, i) => {
    const { name, isNew } = names.nameOf(line.account, line.auxiliary);
    if (isNew) declarations += journal.account(name, line);
    const { debit, credit } = amounts[i]!;
    return journal.posting(name, formatMinor(debit - credit, 'EUR'), line, entry);
  });
  return `${declarations}${journal.head(entry)}${postings.join('')}\n`;
}
