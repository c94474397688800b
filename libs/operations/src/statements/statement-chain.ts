import { formatMinor, type Day, type Problem } from '@lettrage/domain';
import {
  BankAccountStore,
  statementsOfAccount,
  TaskStore,
  type BankAccount,
  type ChainedStatement,
  type CompanyTransaction,
} from '@lettrage/persistence';
import { chainLinks, type ChainLink, type ChainState } from './chain-links.js';

/** How a statement hangs on those before it, for people. Amounts are decimal strings of the account. */
export interface ChainFinding {
  readonly chain: ChainState;
  /** Opening balance less the closing balance before it, where there is a gap. */
  readonly missing?: string;
  /** The days a gap lies between. */
  readonly after?: Day;
  readonly before?: Day;
  /** It came after a statement of later days. */
  readonly late?: true;
  /** The number it should have followed, where numbers are left out. */
  readonly afterNumber?: string;
}

/** A statement in the chain of its account. */
export interface ChainedStatementView extends ChainFinding {
  readonly id: string;
  readonly statementId?: string;
  readonly sequence?: string;
  readonly from?: Day;
  readonly to?: Day;
  readonly opening?: string;
  readonly closing?: string;
  readonly count: number;
  readonly sum: string;
  readonly balanced?: boolean;
  readonly file: string;
  readonly format: string;
  readonly importedAt: string;
}

/** The statements of an account in their order, and what is missing between them. */
export interface AccountChain {
  readonly account: {
    readonly id: string;
    readonly account: string;
    readonly label: string;
    readonly currency: string;
  };
  /** No gap and no number left out. */
  readonly whole: boolean;
  readonly gaps: readonly { readonly after: Day; readonly before: Day; readonly missing: string }[];
  readonly statements: readonly ChainedStatementView[];
}

/** The chain of an account; undefined where the company has no such account. */
export async function accountChain(tx: CompanyTransaction, accountId: string): Promise<AccountChain | undefined> {
  const account = await new BankAccountStore(tx).get(accountId);
  if (!account) return undefined;
  const links = chainLinks(await statementsOfAccount(tx, accountId));
  const { currency } = account;
  return {
    account: { id: account.id, account: nameOf(account), label: account.label, currency },
    whole: links.every(({ state, jump }) => state !== 'gap' && jump === undefined),
    gaps: links.flatMap(({ missing }) =>
      missing ? [{ after: missing.after, before: missing.before, missing: formatMinor(missing.amount, currency) }] : [],
    ),
    statements: links.map((link) => viewOf(link, currency)),
  };
}

/** How each statement of some accounts hangs on the ones before it, by its id. */
export async function chainFindings(
  tx: CompanyTransaction,
  accountIds: readonly string[],
): Promise<Map<string, ChainFinding>> {
  const accounts = new Map((await new BankAccountStore(tx).list()).map((account) => [account.id, account]));
  const findings = new Map<string, ChainFinding>();
  for (const id of new Set(accountIds)) {
    const account = accounts.get(id);
    if (!account) continue;
    for (const link of chainLinks(await statementsOfAccount(tx, id)))
      findings.set(link.statement.id, findingOf(link, account.currency));
  }
  return findings;
}

/** What an import did to the chain of an account. */
export interface ChainAfterImport {
  /** By the id of the statement. */
  readonly findings: ReadonlyMap<string, ChainFinding>;
  /** Gaps that are closed now, as the days they lay between. */
  readonly closed: readonly string[];
}

/**
 * Looks at the chain of an account after an import: a gap becomes a task, once; one that a late file closed is done. Never
 * holds anything up.
 */
export async function followChain(tx: CompanyTransaction, account: BankAccount): Promise<ChainAfterImport> {
  const links = chainLinks(await statementsOfAccount(tx, account.id));
  const wanted = new Map(links.map((link) => gapTask(link, account)).filter((task) => task !== undefined));
  const closed: string[] = [];
  const tasks = new TaskStore(tx);
  const open = await tx.query<{ id: string; key: string }>(
    `select id, once_key as key from books.task
      where company_id = $1 and kind = 'statement-gap' and state = 'open' and data->>'account' = $2`,
    [tx.companyId, account.id],
  );
  for (const { id, key } of open) {
    if (wanted.has(key)) continue;
    await tasks.close(id, 'done', 'a later file');
    closed.push(key.slice(account.id.length + 1));
  }
  for (const [onceKey, task] of wanted) await tasks.add({ kind: 'statement-gap', onceKey, ...task });
  const findings = new Map(links.map((link) => [link.statement.id, findingOf(link, account.currency)]));
  return { findings, closed };
}

function gapTask(
  link: ChainLink,
  account: BankAccount,
): [string, { message: string; data: Readonly<Record<string, unknown>> }] | undefined {
  const { missing, statement } = link;
  if (!missing) return undefined;
  const amount = formatMinor(missing.amount, account.currency);
  return [
    `${account.id} ${missing.after}…${missing.before}`,
    {
      message: `Statements of ${nameOf(account)} are missing between ${missing.after} and ${missing.before}: movements of ${amount} ${account.currency} in all. Ask the bank for them; a file that comes late closes the gap.`,
      data: {
        account: account.id,
        after: missing.after,
        before: missing.before,
        missing: amount,
        statement: statement.id,
      },
    },
  ];
}

/** What somebody who imports a statement should know of its place in the chain. */
export function chainProblems(finding: ChainFinding, sequence: string | undefined, currency: string): Problem[] {
  const problems: Problem[] = [];
  const warn = (rule: string, message: string): void => void problems.push({ severity: 'warning', rule, message });
  if (finding.chain === 'gap')
    warn(
      'statement-gap',
      `Statements are missing between ${finding.after} and ${finding.before}: movements of ${finding.missing} ${currency} in all. Ask the bank for them; nothing else waits for it.`,
    );
  if (finding.afterNumber !== undefined)
    warn(
      'statement-number',
      finding.chain === 'follows'
        ? `The statement has number ${sequence} and the one before it ${finding.afterNumber}: those between are not here, though the balances agree.`
        : `The statement has number ${sequence} and the one before it ${finding.afterNumber}: those between are missing.`,
    );
  if (finding.late && finding.chain !== 'overlaps')
    warn('statement-late', 'The statement is older than others that were imported before it.');
  return problems;
}

function findingOf({ state, missing, jump, late }: ChainLink, currency: string): ChainFinding {
  return {
    chain: state,
    ...(missing
      ? { missing: formatMinor(missing.amount, currency), after: missing.after, before: missing.before }
      : {}),
    ...(late ? { late } : {}),
    ...(jump ? { afterNumber: jump.after } : {}),
  };
}

function viewOf(link: ChainLink, currency: string): ChainedStatementView {
  const { id, opening, closing, sum, importedAt, ...rest } = plain(link.statement);
  return {
    id,
    ...rest,
    ...(opening === undefined ? {} : { opening: formatMinor(opening, currency) }),
    ...(closing === undefined ? {} : { closing: formatMinor(closing, currency) }),
    sum: formatMinor(sum, currency),
    importedAt: importedAt.toISOString(),
    ...findingOf(link, currency),
  };
}

function plain(statement: ChainedStatement): Omit<ChainedStatement, 'openingDay' | 'closingDay' | 'ordinal'> {
  const { openingDay: _opening, closingDay: _closing, ordinal: _ordinal, ...rest } = statement;
  return rest;
}

function nameOf(account: BankAccount): string {
  return account.iban ?? account.number ?? account.id;
}
