import { owned, shown } from './fec-lines.js';
import type { FecRecord } from './fec-record.js';
import type { FecReport } from './fec-report.js';
import { shownAmount } from './fec-values.js';

interface OpenGroup {
  readonly line: number;
  balance: bigint;
}

interface Group extends OpenGroup {
  readonly code: string;
  readonly account: string;
  readonly auxiliary: string;
}

/**
 * Letter groups: lines of one account, auxiliary and code, which must add up to zero. A group at zero is forgotten
 * (later lines of it begin from zero again), so only open groups take memory.
 */
export class LetterGroups {
  private readonly open = new Map<string, OpenGroup>();
  private readonly unreadable = new Set<string>();
  private skipped = false;

  constructor(private readonly report: FecReport) {}

  add({ line, letter, account, auxiliary, balance }: FecRecord): void {
    if (letter === '') return;
    const key = `${letter}\t${account}\t${auxiliary}`;
    // Of a line without account nobody can tell which group of the letter it belongs to.
    if (balance === undefined || account === '') {
      this.unreadable.add(owned(letter));
      return;
    }
    const group = this.open.get(key);
    if (group === undefined) {
      if (balance !== 0n) this.open.set(owned(key), { line, balance });
      return;
    }
    group.balance += balance;
    if (group.balance === 0n) this.open.delete(key);
  }

  /** A line that is no record may have belonged to any group. */
  skip(): void {
    this.skipped = true;
  }

  /** Open groups of one code that add up to zero together are one group over several accounts. */
  end(): void {
    if (this.skipped) return;
    const byCode = new Map<string, Group[]>();
    for (const [key, open] of this.open) {
      const [code, account, auxiliary] = key.split('\t') as [string, string, string];
      const group = { ...open, code, account, auxiliary };
      if (this.unreadable.has(group.code)) continue;
      const groups = byCode.get(group.code);
      if (groups === undefined) byCode.set(group.code, [group]);
      else groups.push(group);
    }
    for (const groups of byCode.values()) {
      const sum = groups.reduce((total, group) => total + group.balance, 0n);
      if (sum === 0n && groups.length > 1) this.sayAccounts(groups);
      else for (const group of groups) this.sayUnbalanced(group);
    }
  }

  private sayAccounts(groups: readonly Group[]): void {
    const places = groups.map(placeOf).join(', ');
    this.report.add(
      'fec-letter-accounts',
      `Letter "${shown(groups[0]!.code)}" spans ${places}.`,
      this.report.place(groups[0]!.line, 'EcritureLet'),
    );
  }

  private sayUnbalanced(group: Group): void {
    const message = `Letter "${shown(group.code)}" of ${placeOf(group)} adds up to ${shownAmount(group.balance)}.`;
    this.report.add('fec-letter-unbalanced', message, this.report.place(group.line, 'EcritureLet'));
  }
}

function placeOf(group: Group): string {
  return shown(group.auxiliary === '' ? group.account : `${group.account} ${group.auxiliary}`);
}
