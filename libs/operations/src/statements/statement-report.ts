import { formatMinor, type AccountIdentity, type Problem } from '@lettrage/domain';
import type { StoredLines } from '@lettrage/persistence';
import type { ChainState } from './chain-links.js';
import type { Route } from './route-statement.js';
import { dayRange, type StatementSummary } from './statement-summary.js';

/** What became of one statement of the file. */
export interface ImportedStatement {
  readonly account: string;
  readonly company?: string;
  readonly companyId?: string;
  readonly currency?: string;
  readonly from?: string;
  readonly to?: string;
  readonly opening?: string;
  readonly closing?: string;
  readonly count: number;
  readonly sum: string;
  readonly balanced?: boolean;
  /**
   * `preview`: would be stored. `known`: the same bytes were imported before. `inbox`: waits for its account (in a dry
   * run: would wait). `refused`: nothing of it was stored.
   */
  readonly state: 'stored' | 'preview' | 'known' | 'inbox' | 'refused';
  readonly lines: StoredLines;
  /** How it hangs on the account's statements before it; `missing` is the sum of what a gap lacks. */
  readonly chain?: ChainState;
  readonly missing?: string;
  /** It came after statements of later days. */
  readonly late?: true;
  /** Gaps that this file closed, as the days they lay between. */
  readonly closes?: readonly string[];
  readonly problems: readonly Problem[];
}

/** A statement of a file, the account it names or the caller named for it, and where that leads. */
export interface RoutedStatement {
  readonly summary: StatementSummary;
  readonly identity: AccountIdentity;
  /** The account was named by the caller, whatever the file says. */
  readonly chosen: boolean;
  readonly route: Route;
}

/** Lines of a statement of which nothing was stored. */
export const NO_LINES: StoredLines = { read: 0, stored: 0, known: 0, booked: 0, history: 0, held: 0 };

/** The report of a statement: what it says of itself, what became of it, and what somebody should know. */
export function reportOf(
  { summary, identity, route }: RoutedStatement,
  state: ImportedStatement['state'],
  lines: StoredLines,
  more: { readonly company?: string; readonly problems?: readonly Problem[] } = {},
): ImportedStatement {
  const account = route.kind === 'account' ? (route.account.iban ?? route.account.number) : undefined;
  return {
    account: identity.iban ?? identity.number ?? account ?? '',
    ...(more.company === undefined ? {} : { company: more.company }),
    ...(route.kind === 'account' ? { companyId: route.companyId } : {}),
    ...(summary.currency ? { currency: summary.currency } : {}),
    ...dayRange(summary),
    ...(summary.head.opening ? { opening: summary.head.opening.amount } : {}),
    ...(summary.end?.closing ? { closing: summary.end.closing.amount } : {}),
    count: summary.count,
    sum: sumOf(summary),
    ...(summary.end?.balanced === undefined ? {} : { balanced: summary.end.balanced }),
    state,
    lines,
    problems: [...summary.problems, ...notices(summary, route), ...(more.problems ?? [])],
  };
}

function notices(summary: StatementSummary, route: Route): Problem[] {
  const found: Problem[] = [];
  if (summary.end?.balanced === false) {
    found.push(
      warning(
        'balance',
        'Opening balance and movements do not give the closing balance: a line may be missing. Ask the bank for the complete statement.',
      ),
    );
  }
  if (route.kind === 'account' && route.assumed) {
    const account = route.account.iban ?? route.account.number ?? '';
    found.push(warning('account-assumed', `The file names no account; it went to the only one there is, ${account}.`));
  }
  return found;
}

/** Why a statement is not stored at all; undefined if nothing speaks against it. */
export function refusalOf({ summary, identity, chosen, route }: RoutedStatement): Problem[] | undefined {
  // What is broken in it stands among its own problems already.
  if (summary.broken) return [];
  const stated = summary.account.iban;
  if (chosen && stated !== undefined && identity.iban !== stated) {
    const other = identity.iban ?? identity.number ?? '';
    return [
      error(
        'account-contradicts',
        `The statement is of ${stated}, not of ${other}: leave --account out, or correct it.`,
      ),
    ];
  }
  if (route.kind === 'ambiguous') {
    const message = `The account of this statement belongs to ${route.candidates.length} companies; say which one with --company.`;
    return [error('account-ambiguous', message)];
  }
  if (route.kind === 'currency') {
    const known = [...new Set(route.candidates.map((candidate) => candidate.account.currency))].join(', ');
    const account = identity.iban ?? identity.number ?? 'ACCOUNT';
    const currency = summary.currency ?? 'an unknown currency';
    return [
      error(
        'account-currency',
        `The statement is in ${currency} but the account ${account} is kept in ${known}; add the account in that currency (lettrage account add ${account} --currency ${summary.currency ?? 'XXX'}) or correct the file.`,
      ),
    ];
  }
  return undefined;
}

/** That a statement waits, for what, and the command that would add its account. */
export function inboxProblem({ summary, identity }: RoutedStatement): Problem {
  const account = identity.iban ?? identity.number;
  const currency =
    summary.currency !== undefined && summary.currency !== 'EUR' ? ` --currency ${summary.currency}` : '';
  return warning(
    'account-unknown',
    account === undefined
      ? 'The file does not say which account it is of; its lines wait in the inbox. Import it again with --account IBAN.'
      : `The account ${account} is not known; its ${summary.count} lines (${sumOf(summary)} ${summary.currency ?? ''}) wait in the inbox. Add it (lettrage account add ${account}${currency}), then: lettrage inbox assign ID ${account}`,
  );
}

/** Σ booked amounts of a statement as a decimal string. */
export function sumOf(summary: StatementSummary): string {
  return summary.currency === undefined ? '0' : formatMinor(summary.sum, summary.currency);
}

function warning(rule: string, message: string): Problem {
  return { severity: 'warning', rule, message };
}

function error(rule: string, message: string): Problem {
  return { severity: 'error', rule, message };
}
