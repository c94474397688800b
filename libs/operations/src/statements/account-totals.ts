import type { Problem } from '@lettrage/domain';
import type { ImportedStatement } from './statement-report.js';

/** What a file brings to one account, all its statements together. Amounts are decimal strings. */
export interface AccountTotals {
  readonly account: string;
  readonly company?: string;
  readonly companyId?: string;
  readonly currency?: string;
  readonly statements: number;
  readonly from?: string;
  readonly to?: string;
  /** Of the first statement of the period, and of the last. */
  readonly opening?: string;
  readonly closing?: string;
  /** Lines in the file, and what becomes of them. */
  readonly read: number;
  readonly stored: number;
  readonly known: number;
  readonly held: number;
  readonly history: number;
  readonly refused: number;
  readonly gaps: number;
  readonly overlaps: number;
  readonly late: number;
  readonly warnings: number;
  readonly errors: number;
}

/** Adds up the statements of a file by account, in the order the accounts come. */
export function accountTotals(statements: readonly ImportedStatement[]): AccountTotals[] {
  const groups = new Map<string, ImportedStatement[]>();
  for (const statement of statements) {
    const key = [statement.companyId, statement.account, statement.currency].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), statement]);
  }
  return [...groups.values()].map(totalsOf);
}

function totalsOf(statements: readonly ImportedStatement[]): AccountTotals {
  const [any] = statements;
  const byDay = [...statements].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
  const first = byDay[0]!;
  const last = [...statements].sort((a, b) => ((a.to ?? '') < (b.to ?? '') ? -1 : 1)).at(-1)!;
  const sum = (of: (statement: ImportedStatement) => number): number =>
    statements.reduce((total, statement) => total + of(statement), 0);
  const found = (isWanted: (problem: Problem) => boolean): number =>
    sum(({ problems }) => problems.filter(isWanted).length);
  return {
    account: any!.account,
    ...(any!.company === undefined ? {} : { company: any!.company }),
    ...(any!.companyId === undefined ? {} : { companyId: any!.companyId }),
    ...(any!.currency === undefined ? {} : { currency: any!.currency }),
    statements: statements.length,
    ...(first.from === undefined ? {} : { from: first.from }),
    ...(last.to === undefined ? {} : { to: last.to }),
    ...(first.opening === undefined ? {} : { opening: first.opening }),
    ...(last.closing === undefined ? {} : { closing: last.closing }),
    read: sum(({ count }) => count),
    stored: sum(({ lines }) => lines.stored),
    known: sum(({ lines }) => lines.known),
    held: sum(({ lines }) => lines.held),
    history: sum(({ lines }) => lines.history),
    refused: sum(({ state, count }) => (state === 'refused' ? count : 0)),
    gaps: sum(({ chain }) => (chain === 'gap' ? 1 : 0)),
    overlaps: sum(({ chain }) => (chain === 'overlaps' ? 1 : 0)),
    late: sum(({ late }) => (late ? 1 : 0)),
    warnings: found(({ severity }) => severity === 'warning'),
    errors: found(({ severity }) => severity !== 'warning'),
  };
}
