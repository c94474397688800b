import { formatMinor, InputError, type Day } from '@lettrage/domain';
import {
  BankAccountStore,
  BankReconciliationQueries,
  type BankAccount,
  type BankLineInBooks,
} from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { ledgerSettingsOf } from '../journal/ledger-settings.js';
import { projectJournal } from '../journal/project-journal.js';
import { readCompany } from '../setup/companies.js';

/** Why a bank line and the books differ. */
export type Difference = 'undecided' | 'held' | 'booked-later' | 'other-currency' | 'not-booked';

/** One line that explains a difference, or what lies on the suspense account. Amounts are decimal strings. */
export interface ReconciliationLine {
  readonly day: Day;
  readonly piece: string;
  readonly label: string;
  readonly amount: string;
  readonly why?: Difference;
}

/**
 * The bank reconciliation statement of one account as of a day: what the bank moved, what the books hold, and every line
 * between the two; then the suspense account, line by line. Money is in the account's currency, from the bank's lines of
 * the cut-over day on.
 */
export interface BankReconciliation {
  readonly company: string;
  readonly account: {
    readonly id: string;
    readonly label: string;
    readonly iban?: string;
    readonly ledgerAccount: string;
  };
  readonly currency: string;
  readonly from: Day;
  readonly to: Day;
  readonly bank: {
    readonly lines: number;
    readonly movement: string;
    readonly closing?: { readonly day: Day; readonly amount: string };
  };
  readonly books: { readonly movement: string };
  /** At the bank, not in the books (or for another amount there): amount at the bank less amount in the books. */
  readonly notInBooks: readonly ReconciliationLine[];
  readonly notAtBank: readonly ReconciliationLine[];
  /** Bank movement, less what is not in the books, plus what is not at the bank, less the books' movement: 0.00. */
  readonly unexplained: string;
  readonly agrees: boolean;
  readonly suspense: {
    readonly account: string;
    readonly balance: string;
    readonly lines: readonly ReconciliationLine[];
  };
}

/**
 * Works the statement out. Entries of everything that was decided are made first; nothing else is written.
 *
 * @param account its IBAN or number, its id, its label, or its ledger account
 */
export async function bankReconciliation(
  context: OperationsContext,
  companyId: string,
  request: { readonly account?: string; readonly to: Day },
): Promise<BankReconciliation> {
  await projectJournal(context, companyId);
  return context.database.withCompany(companyId, async (tx) => {
    const company = await readCompany(tx);
    const account = accountOf(await new BankAccountStore(tx).list(), request.account);
    const queries = new BankReconciliationQueries(tx);
    const { to } = request;
    const { currency } = account;
    const money = (minor: bigint): string => formatMinor(minor, currency);
    const suspenseAccount = ledgerSettingsOf(company).chart.roles.suspense;
    const movement = await queries.movement(account, to);
    const closing = await queries.closing(account, to);
    const booked = await queries.booked(account, to);
    const notInBooks = await queries.notInBooks(account, to);
    const notAtBank = await queries.notAtBank(account, to);
    // The suspense account is kept in the currency of the books.
    const inBooks = (minor: bigint): string => formatMinor(minor, company.currency);
    const suspense = await queries.suspense(suspenseAccount, account, to);
    const missing = notInBooks.reduce((sum, line) => sum + line.amount - line.booked, 0n);
    const extra = notAtBank.reduce((sum, line) => sum + line.amount, 0n);
    const unexplained = movement.sum - missing + extra - booked;
    const isForeign = currency !== company.currency;
    return {
      company: company.name,
      account: {
        id: account.id,
        label: account.label,
        ...(account.iban === undefined ? {} : { iban: account.iban }),
        ledgerAccount: account.ledgerAccount,
      },
      currency,
      from: company.cutOverDay,
      to,
      bank: {
        lines: movement.count,
        movement: money(movement.sum),
        ...(closing === undefined ? {} : { closing: { day: closing.day, amount: money(closing.amount) } }),
      },
      books: { movement: money(booked) },
      notInBooks: notInBooks.map((line) => ({
        day: line.day,
        piece: line.ref,
        label: line.label,
        amount: money(line.amount - line.booked),
        why: differenceOf(line, isForeign),
      })),
      notAtBank: notAtBank.map(({ amount, ...line }) => ({ ...line, amount: money(amount) })),
      unexplained: money(unexplained),
      agrees: unexplained === 0n,
      suspense: {
        account: suspenseAccount,
        balance: inBooks(suspense.reduce((sum, line) => sum + line.amount, 0n)),
        lines: suspense.map(({ day, piece, label, amount, state }) => ({
          day,
          piece,
          label,
          amount: inBooks(amount),
          ...(state === 'new' || state === 'proposed' ? { why: 'undecided' as const } : {}),
        })),
      },
    };
  });
}

function differenceOf(line: BankLineInBooks, isForeign: boolean): Difference {
  if (line.bookedOn !== null) return 'booked-later';
  if (line.state === 'held') return 'held';
  if (line.state === 'new' || line.state === 'proposed') return 'undecided';
  return isForeign ? 'other-currency' : 'not-booked';
}

function accountOf(accounts: readonly BankAccount[], name: string | undefined): BankAccount {
  const wanted = name?.replaceAll(' ', '').toUpperCase();
  const found =
    name === undefined
      ? accounts
      : accounts.filter(({ id, iban, number, label, ledgerAccount }) =>
          [id, iban, number, label, ledgerAccount].some((each) => each?.replaceAll(' ', '').toUpperCase() === wanted),
        );
  if (found.length === 1) return found[0]!;
  const list = accounts.map(
    (account) => `  ${account.iban ?? account.number} ${account.ledgerAccount} ${account.label}`,
  );
  throw new InputError(
    'unknown-account',
    `${found.length === 0 ? 'No bank account is' : 'More than one bank account is'} called "${name ?? ''}". Accounts:\n${list.join('\n')}`,
  );
}
