import { formatMinor, type Day } from '@lettrage/domain';
import type { BillingStore, DecisionRow, RuleClassRow } from '../billing-store.js';
import type { SwitchClassCommand } from '../commands.js';
import type { BillingEnvironment } from '../event-log.js';
import { present } from '../facts.js';
import { WorkingBooks } from '../working-books.js';
import { verdictsOfUndo } from './judge.js';
import { AutomaticPosting, RULE_CLASSES, type RuleClass } from './rule-class.js';

/** A person lets a class of rules post by itself, up to an amount, or lets it propose only. */
export async function switchClass(
  store: BillingStore,
  environment: BillingEnvironment,
  command: SwitchClassCommand,
): Promise<void> {
  const books = await WorkingBooks.lock(store, environment, {});
  books.actor = command.by;
  const { currency } = await store.company();
  const { by, reason, automatic, ceiling } = command;
  write(books, present({ class: command.class, automatic, ceiling, by, reason }), currency);
  await books.flush();
}

/**
 * A person took decisions back: those the engine had posted speak against their class, which is switched off until
 * somebody switches it on again, and a task says so.
 */
export async function learnFromUndo(books: WorkingBooks, decisions: readonly DecisionRow[]): Promise<void> {
  const automatic = decisions.filter((row) => row.decidedBy === 'engine');
  if (automatic.length === 0) return;
  books.addVerdicts(automatic.flatMap(verdictsOfUndo));
  const company = await books.store.company();
  const posting = new AutomaticPosting(company.posting, company.currency, await books.store.ruleClasses());
  const classes = new Map(automatic.flatMap((row) => (row.ruleClass === undefined ? [] : [[row.ruleClass, row]])));
  for (const [name, row] of classes) {
    const ruleClass = RULE_CLASSES.find((known) => known === name);
    if (ruleClass === undefined || !posting.of(ruleClass).automatic) continue;
    const by = books.actor ?? 'system';
    const reason = 'a decision of this class was taken back';
    write(books, { class: ruleClass, automatic: false, by, reason }, company.currency);
    books.addTask({
      id: books.environment.newId(),
      kind: 'automatic-off',
      onceKey: `${ruleClass} ${row.id}`,
      message: sentence(ruleClass, books, row),
      data: { class: ruleClass, decision: row.id, transaction: row.transactionId },
    });
  }
}

function sentence(ruleClass: RuleClass, books: WorkingBooks, { transactionId }: DecisionRow): string {
  const line = books.findTransaction(transactionId);
  const what = line
    ? `the line of ${line.bookingDate}, ${formatMinor(line.amount, line.currency)} ${line.currency}`
    : 'a line';
  return `Nothing of class ${ruleClass} is posted by itself any more: ${what}, was taken back. Look why, then switch the class on again.`;
}

function write(books: WorkingBooks, row: RuleClassRow, currency: string): void {
  books.switchClass(row);
  books.addEvent({
    type: 'automatic.switched',
    day: books.environment.now().slice(0, 10) as Day,
    data: present({
      class: row.class,
      automatic: row.automatic,
      ceiling: row.ceiling === undefined ? undefined : formatMinor(row.ceiling, currency),
      currency,
      reason: row.reason,
    }),
  });
}
