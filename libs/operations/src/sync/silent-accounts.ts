import { daysBetween, parseDay, type Day } from '@lettrage/domain';
import { TaskStore, type CompanyTransaction } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { readCompany } from '../setup/companies.js';

/** A bank account that used to bring statements and has stopped. */
export interface SilentAccount {
  readonly id: string;
  /** IBAN or number. */
  readonly account: string;
  readonly label: string;
  /** The last day of its last statement. */
  readonly lastDay: Day;
  readonly days: number;
}

/** Days without a statement from which an account is silent, unless the company says otherwise: a week and two holidays. */
export const SILENT_AFTER_DAYS = 9;

/** The company's accounts that are silent, the longest first. An account that never had a statement is not. */
export async function silentAccounts(tx: CompanyTransaction, today: Day): Promise<SilentAccount[]> {
  const { settings } = await readCompany(tx);
  // The statements of the demonstration end on a fixed day.
  if (settings['demonstrationLoaded'] === true) return [];
  const limit = (settings['silentAfterDays'] as number | undefined) ?? SILENT_AFTER_DAYS;
  const rows = await tx.query<{ id: string; account: string; label: string; last: string }>(
    `select a.id, coalesce(a.iban, a.number) as account, a.label, s.last
       from books.bank_account a
       join (select account_id, max(greatest(to_day, closing_day)) as last from books.statement
              where company_id = $1 group by account_id) s on s.account_id = a.id
      where a.company_id = $1 and s.last < $2::date - $3::integer
      order by s.last, a.id`,
    [tx.companyId, today, limit],
  );
  return rows.map(({ id, account, label, last }) => {
    const lastDay = parseDay(last);
    return { id, account, label, lastDay, days: daysBetween(lastDay, today) };
  });
}

/** Makes one task of each account that fell silent; a statement later, and silent again, it is another. */
export async function askAboutSilentAccounts(context: OperationsContext, companyId: string): Promise<number> {
  const today = parseDay(context.now().toISOString().slice(0, 10));
  return context.database.withCompany(companyId, async (tx) => {
    const tasks = new TaskStore(tx);
    let asked = 0;
    for (const { id, account, lastDay, days } of await silentAccounts(tx, today)) {
      const added = await tasks.add({
        kind: 'silent-account',
        onceKey: `${id} ${lastDay}`,
        message: `The account ${account} has had no statement since ${lastDay}, ${days} days ago. Ask the bank, or look at its connection.`,
        data: { account: id, lastDay },
      });
      if (added !== undefined) asked++;
    }
    return asked;
  });
}
