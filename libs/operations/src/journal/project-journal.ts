import { fiscalYearEnd, type BillingEvent } from '@lettrage/domain';
import {
  bookEvent,
  lookupKeys,
  numberEntries,
  type Booked,
  type LedgerSettings,
  type LookupKeys,
  type NumberedEntry,
} from '@lettrage/ledger';
import {
  JournalStore,
  LedgerPositionStore,
  LetteringStore,
  TaskStore,
  type CompanyTransaction,
  type LetteringSeeds,
} from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { readCompany } from '../setup/companies.js';
import { ledgerSettingsOf } from './ledger-settings.js';
import { PageLettering } from './page-lettering.js';

/** Name of the projector that writes the journal. */
export const JOURNAL_PROJECTOR = 'journal';
/** Events booked in one transaction. */
const PAGE = 500;

/**
 * The journal projector: books billing events into numbered, balanced, lettered entries. Entries, letters, numbers and
 * the cursor change in one transaction; a replay into empty tables gives the same entries and numbers.
 *
 * @param pageSize events of one transaction; nothing but speed depends on it
 * @returns the number of entries written
 */
export async function projectJournal(
  context: OperationsContext,
  companyId: string,
  pageSize: number = PAGE,
): Promise<number> {
  let entries = 0;
  for (;;) {
    const page = await context.database.withCompany(companyId, (tx) => projectPage(tx, pageSize));
    entries += page.entries;
    if (page.events === pageSize) await context.database.refreshStatistics();
    if (page.events < pageSize) return entries;
  }
}

async function projectPage(tx: CompanyTransaction, pageSize: number): Promise<{ events: number; entries: number }> {
  const journal = new JournalStore(tx);
  const position = await journal.lockCursor(JOURNAL_PROJECTOR);
  const events = await journal.eventsAfter(position, pageSize);
  if (events.length === 0) return { events: 0, entries: 0 };
  const company = await readCompany(tx);
  const settings = ledgerSettingsOf(company);

  const booked = await bookAll(tx, events, settings);
  const { entries, counters } = numberEntries(
    booked.flatMap((one) => one.entries),
    await journal.lockCounters(),
    {
      closing: settings.closing,
      ...(company.lockedThrough === undefined ? {} : { lockedThrough: company.lockedThrough }),
    },
  );
  await storeLettered(tx, events, booked, entries, settings);
  await journal.saveCounters(counters);
  await reportProblems(tx, events, booked);
  await journal.moveCursor(JOURNAL_PROJECTOR, events.at(-1)!.position);
  return { events: events.length, entries: entries.length };
}

async function bookAll(
  tx: CompanyTransaction,
  events: readonly BillingEvent[],
  settings: LedgerSettings,
): Promise<Booked[]> {
  const store = new LedgerPositionStore(tx);
  const ledger = await store.load(mergeKeys(events.map(lookupKeys)));
  const booked = events.map((event) => {
    const one = bookEvent(event, ledger, settings);
    ledger.apply(one.changes);
    return one;
  });
  await store.save(booked.map((one) => one.changes));
  return booked;
}

/** Stores the entries and the letters they give and lift: event by event, on what was lettered before the page. */
async function storeLettered(
  tx: CompanyTransaction,
  events: readonly BillingEvent[],
  booked: readonly Booked[],
  entries: readonly NumberedEntry[],
  settings: LedgerSettings,
): Promise<void> {
  const store = new LetteringStore(tx);
  const rules = { lettered: settings.scheme.lettered, closing: settings.closing, currency: settings.currency };
  const slice = await store.slice(seedsOf(events, booked, entries), rules.lettered, placesOf(entries));
  const ids = await new JournalStore(tx).insertEntries(entries, settings.currency);
  const byPosition = new Map<number, { id: string; entry: NumberedEntry }[]>();
  for (const [index, entry] of entries.entries()) {
    const known = byPosition.get(entry.event.position) ?? [];
    byPosition.set(entry.event.position, [...known, { id: ids[index]!, entry }]);
  }
  const lettering = new PageLettering(slice, rules);
  const steps = events.flatMap((event, index) => {
    const { links, merges } = booked[index]!.changes;
    const { position, day } = event;
    return (
      lettering.take({
        position,
        day,
        keys: lookupKeys(event),
        entries: byPosition.get(position) ?? [],
        links,
        merges,
      }) ?? []
    );
  });
  await store.saveLinks(lettering.changedLinks());
  await store.saveMerges(booked.flatMap((one) => one.changes.merges));
  await store.save(steps, (day) => fiscalYearEnd(day, settings.closing));
}

/** All a page can connect: what its events and entries name. */
function seedsOf(
  events: readonly BillingEvent[],
  booked: readonly Booked[],
  entries: readonly NumberedEntry[],
): LetteringSeeds {
  const lines = entries.flatMap((entry) => entry.lines);
  const links = booked.flatMap((one) => one.changes.links);
  const keys = mergeKeys([
    ...events.map(lookupKeys),
    {
      items: [...lines.flatMap((line) => line.item ?? []), ...links.map((link) => link.item)],
      payments: [...lines.flatMap((line) => line.payment ?? []), ...links.map((link) => link.payment)],
      transactions: lines.flatMap((line) => line.transaction ?? []),
      customers: [],
    },
  ]);
  const merged = booked.flatMap((one) => one.changes.merges.flatMap(({ deposit, other }) => [deposit, other]));
  return { ...keys, deposits: [...new Set([...lines.flatMap((line) => line.deposit ?? []), ...merged])] };
}

function placesOf(entries: readonly NumberedEntry[]): { account: string; auxiliary?: string }[] {
  return entries.flatMap((entry) => entry.lines);
}

/** What could not be booked becomes a task; the events after it are not held up. */
async function reportProblems(
  tx: CompanyTransaction,
  events: readonly BillingEvent[],
  booked: readonly Booked[],
): Promise<void> {
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
  return {
    items: merge('items'),
    payments: merge('payments'),
    transactions: merge('transactions'),
    customers: merge('customers'),
  };
}
