import { fiscalYearEnd, type BillingEvent } from '@lettrage/domain';
import {
  bookEvent,
  isLettered,
  letter,
  lookupKeys,
  numberEntries,
  type Booked,
  type LedgerSettings,
  type LetterGroup,
  type LookupKeys,
  type NumberedEntry,
} from '@lettrage/ledger';
import { JournalStore, LedgerPositionStore, LetteringStore, TaskStore, type CompanyTransaction } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { readCompany } from '../setup/companies.js';
import { ledgerSettingsOf } from './ledger-settings.js';

const PROJECTOR = 'journal';
/** Events booked in one transaction. */
const PAGE = 200;

/**
 * The journal projector: books billing events into numbered, balanced, lettered entries. Entries, letters, numbers and
 * the cursor change in one transaction; a replay into empty tables gives the same entries and numbers.
 *
 * @returns the number of entries written
 */
export async function projectJournal(context: OperationsContext, companyId: string): Promise<number> {
  let entries = 0;
  for (;;) {
    const page = await context.database.withCompany(companyId, (tx) => projectPage(tx));
    entries += page.entries;
    if (page.events < PAGE) return entries;
  }
}

async function projectPage(tx: CompanyTransaction): Promise<{ events: number; entries: number }> {
  const journal = new JournalStore(tx);
  const position = await journal.lockCursor(PROJECTOR);
  const events = await journal.eventsAfter(position, PAGE);
  if (events.length === 0) return { events: 0, entries: 0 };
  const company = await readCompany(tx);
  const settings = ledgerSettingsOf(company);

  const booked = await bookAll(tx, events, settings);
  const { entries, counters } = numberEntries(
    booked.flatMap((one) => one.entries),
    await journal.lockCounters(),
    { closing: settings.closing, ...(company.lockedThrough === undefined ? {} : { lockedThrough: company.lockedThrough }) },
  );
  await journal.insertEntries(entries, settings.currency);
  await journal.saveCounters(counters);
  await letterPage(tx, events, entries, settings);
  await reportProblems(tx, events, booked);
  await journal.moveCursor(PROJECTOR, events.at(-1)!.position);
  return { events: events.length, entries: entries.length };
}

async function bookAll(tx: CompanyTransaction, events: readonly BillingEvent[], settings: LedgerSettings): Promise<Booked[]> {
  const store = new LedgerPositionStore(tx);
  const ledger = await store.load(mergeKeys(events.map(lookupKeys)));
  const booked = events.map((event) => {
    const one = bookEvent(event, ledger, settings);
    ledger.apply(one.changes);
    return one;
  });
  await store.save(
    booked.map((one) => one.changes),
    settings.currency,
  );
  return booked;
}

/**
 * Letters what the page's events touched, event by event where a later one takes back what an earlier one of the same
 * page settled would make no difference: only the last standing counts, codes given are never reused either way.
 */
async function letterPage(
  tx: CompanyTransaction,
  events: readonly BillingEvent[],
  entries: readonly NumberedEntry[],
  settings: LedgerSettings,
): Promise<void> {
  const store = new LetteringStore(tx);
  const keys = mergeKeys(events.map(lookupKeys));
  const lines = entries.flatMap((entry) => entry.lines);
  const slice = await store.slice(
    {
      items: [...new Set([...keys.items, ...lines.flatMap((line) => line.item ?? [])])],
      payments: [...new Set([...keys.payments, ...lines.flatMap((line) => line.payment ?? [])])],
      transactions: [...new Set([...keys.transactions, ...lines.flatMap((line) => line.transaction ?? [])])],
    },
    settings.scheme.lettered,
  );
  const result = letter(
    slice.lines.filter((line) => isLettered(line.account, settings.scheme.lettered)),
    slice.links,
    slice.codes,
    settings.closing,
  );
  const last = events.at(-1)!;
  const inYear = (group: LetterGroup) => ({ ...group, fiscalYearEnd: fiscalYearEnd(group.date, settings.closing) });
  await store.lift(result.lifted.map(inYear), last.position, last.day);
  await store.give(result.given.map(inYear), last.position);
}

/** What could not be booked becomes a task; the events after it are not held up. */
async function reportProblems(tx: CompanyTransaction, events: readonly BillingEvent[], booked: readonly Booked[]): Promise<void> {
  const tasks = new TaskStore(tx);
  for (const [index, one] of booked.entries()) {
    for (const problem of one.problems) {
      const event = events[index]!;
      await tasks.add({
        kind: 'not-booked',
        onceKey: `${event.id} ${problem.rule}`,
        message: problem.message,
        data: { event: event.id, position: event.position, rule: problem.rule },
      });
    }
  }
}

function mergeKeys(all: readonly LookupKeys[]): LookupKeys {
  const merge = (name: keyof LookupKeys): string[] => [...new Set(all.flatMap((keys) => keys[name]))];
  return { items: merge('items'), payments: merge('payments'), transactions: merge('transactions') };
}

