import { fiscalYearEnd, type Day } from '@lettrage/domain';
import type { LineLinks } from './booked-entry.js';
import type { DepositMerge } from './ledger-lookup.js';
import { nextCode } from './lettering-code.js';

/** A line of an account that is lettered. */
export interface LetterLine extends LineLinks {
  readonly id: string;
  readonly account: string;
  readonly auxiliary?: string;
  readonly date: Day;
  /** Debit less credit, minor units of the books. */
  readonly amount: bigint;
  readonly lettering?: Lettering;
}

/** A code and the day of the group's latest line. */
export interface Lettering {
  readonly code: string;
  readonly date: Day;
}

/** An allocation as it stands: the cash of its row and of those that took it back, added up. */
export interface LetterLink {
  readonly allocation: string;
  readonly item: string;
  readonly payment: string;
  readonly net: bigint;
  /** True if something of it was taken back: then its line is also part of the payment's credit again. */
  readonly reduced?: boolean;
}

/** Last code given per account, auxiliary and financial year; the key is {@link letterKey}. Plain data. */
export type LetterCodes = Readonly<Record<string, string>>;

/** The lines of one code. */
export interface LetterGroup extends Lettering {
  readonly account: string;
  readonly auxiliary?: string;
  readonly lines: readonly string[];
}

/** What lettering changes: first lift, then give. */
export interface Lettered {
  /** Codes that no longer hold, each with the lines that carried it. */
  readonly lifted: readonly LetterGroup[];
  readonly given: readonly LetterGroup[];
  readonly codes: LetterCodes;
}

/** Key of a code counter. */
export function letterKey(account: string, auxiliary: string | undefined, fiscalYear: Day): string {
  return `${account}|${auxiliary ?? ''}|${fiscalYear}`;
}

/** True if an account is lettered under the scheme's beginnings. */
export function isLettered(account: string, beginnings: readonly string[]): boolean {
  return beginnings.some((beginning) => account.startsWith(beginning));
}

/**
 * The groups of some lines: those of one account and auxiliary that allocations connect, each in the order given.
 *
 * A line that carries out an allocation belongs to its item while the allocation stands, and to the credit of its
 * payment once it was taken back. So a payment of several items letters with each of them by itself, and an undo of
 * one leaves the others lettered.
 */
export function letterGroups(
  lines: readonly LetterLine[],
  links: readonly LetterLink[],
  merges: readonly DepositMerge[] = [],
): LetterLine[][] {
  const byAllocation = new Map(links.map((link) => [link.allocation, link]));
  const nodes = new Connected();
  // An allocation that no line carries out connects its item and its payment themselves.
  for (const link of withoutLine(lines, links)) nodes.connect(`item ${link.item}`, `payment ${link.payment}`);
  for (const { deposit, other } of merges) nodes.connect(`deposit ${deposit}`, `deposit ${other}`);
  const within = new Connected();
  for (const line of lines) {
    for (const node of nodesOf(line, byAllocation))
      within.connect(`line ${line.id}`, `${placeKey(line)} ${nodes.rootOf(node)}`);
  }
  return [...groupBy(lines, (line) => within.rootOf(`line ${line.id}`)).values()];
}

/**
 * Letters some lines: groups at zero take the next code of their account, auxiliary and the financial year of their
 * latest line; a code whose group is no longer exactly its lines is lifted and never used again.
 *
 * The lines must hold whole groups: a projector passes the lines of the accounts and auxiliaries an event touched, or
 * those its items and payments reach ({@link letterNodes}).
 */
export function letter(
  lines: readonly LetterLine[],
  links: readonly LetterLink[],
  codes: LetterCodes,
  closing: string,
  merges: readonly DepositMerge[] = [],
): Lettered {
  const carriers = groupBy(
    lines.filter((line) => line.lettering !== undefined),
    (line) => carrierKey(line, closing),
  );
  const unchanged = new Set<string>();
  const fresh: LetterLine[][] = [];
  const isSettled = settledItems(lines, links);
  for (const group of letterGroups(lines, links, merges)) {
    if (!isAtZero(group) || !isSettled(group)) continue;
    const key = sharedCode(group, closing);
    if (key !== undefined && carriers.get(key)!.length === group.length) unchanged.add(key);
    else fresh.push(group);
  }
  const lifted = [...carriers].filter(([key]) => !unchanged.has(key)).map(([, group]) => liftedFrom(group));
  const next = { ...codes };
  return { lifted, given: fresh.sort(byLatestLine).map((group) => give(group, next, closing)), codes: next };
}

/** The nodes of the allocation graph a line hangs on; lines and links that share none are never in one group. */
export function letterNodes(line: LineLinks): string[] {
  return [
    ...(line.item === undefined ? [] : [`item ${line.item}`]),
    ...(line.payment === undefined ? [] : [`payment ${line.payment}`]),
    ...(line.transaction === undefined ? [] : [`transaction ${line.transaction}`]),
    ...(line.deposit === undefined ? [] : [`deposit ${line.deposit}`]),
  ];
}

function nodesOf(line: LetterLine, links: ReadonlyMap<string, LetterLink>): string[] {
  const link = line.allocation === undefined ? undefined : links.get(line.allocation);
  if (link === undefined) return letterNodes(line);
  const stands = link.net === 0n ? [] : [`item ${link.item}`];
  const backInCredit = link.net === 0n || link.reduced === true ? [`payment ${link.payment}`] : [];
  return [...stands, ...backInCredit];
}

function placeKey(line: LetterLine): string {
  return `${line.account}|${line.auxiliary ?? ''}`;
}

function isAtZero(group: readonly LetterLine[]): boolean {
  return group.length > 1 && group.reduce((sum, line) => sum + line.amount, 0n) === 0n;
}

/** Allocations that stand and that no line carries out: they stay on one account. */
function withoutLine(lines: readonly LetterLine[], links: readonly LetterLink[]): LetterLink[] {
  const booked = new Set(lines.map((line) => line.allocation));
  return links.filter((link) => link.net !== 0n && !booked.has(link.allocation));
}

/**
 * Says whether every item of a group is settled. A credit as large as its invoice makes zero with it also where it was
 * used for only a part of it: what an item's lines leave open must be what allocations without a line settle.
 */
function settledItems(
  lines: readonly LetterLine[],
  links: readonly LetterLink[],
): (group: readonly LetterLine[]) => boolean {
  const byAllocation = new Map(links.map((link) => [link.allocation, link]));
  const covered = new Map<string, bigint>();
  for (const link of withoutLine(lines, links)) {
    const node = `item ${link.item}`;
    covered.set(node, (covered.get(node) ?? 0n) + link.net);
  }
  return (group) => {
    const open = new Map<string, bigint>();
    for (const line of group) {
      const node = nodesOf(line, byAllocation).find((name) => name.startsWith('item '));
      if (node !== undefined) open.set(node, (open.get(node) ?? -(covered.get(node) ?? 0n)) + line.amount);
    }
    return [...open.values()].every((amount) => amount === 0n);
  };
}

function latestOf(group: readonly LetterLine[]): Day {
  return group.reduce((latest, line) => (line.date > latest ? line.date : latest), group[0]!.date);
}

function byLatestLine(a: readonly LetterLine[], b: readonly LetterLine[]): number {
  const [dayOfA, dayOfB] = [latestOf(a), latestOf(b)];
  return dayOfA < dayOfB ? -1 : dayOfA > dayOfB ? 1 : 0;
}

/** Which code a line carries: codes begin again with each financial year. */
function carrierKey(line: LetterLine, closing: string): string {
  const { code, date } = line.lettering!;
  return `${letterKey(line.account, line.auxiliary, fiscalYearEnd(date, closing))} ${code}`;
}

/** The one code all lines of a group carry; undefined if one has none or another. */
function sharedCode(group: readonly LetterLine[], closing: string): string | undefined {
  const keys = new Set(group.map((line) => (line.lettering === undefined ? undefined : carrierKey(line, closing))));
  return keys.size === 1 ? [...keys][0] : undefined;
}

function liftedFrom(group: readonly LetterLine[]): LetterGroup {
  const first = group[0]!;
  return groupOf(first, first.lettering!, group);
}

/** Gives a group its code and notes it in `codes`. */
function give(group: readonly LetterLine[], codes: Record<string, string>, closing: string): LetterGroup {
  const first = group[0]!;
  const date = latestOf(group);
  const key = letterKey(first.account, first.auxiliary, fiscalYearEnd(date, closing));
  const code = nextCode(codes[key]);
  codes[key] = code;
  return groupOf(first, { code, date }, group);
}

function groupOf(first: LetterLine, lettering: Lettering, group: readonly LetterLine[]): LetterGroup {
  const { account, auxiliary } = first;
  return {
    account,
    ...(auxiliary === undefined ? {} : { auxiliary }),
    code: lettering.code,
    date: lettering.date,
    lines: group.map((line) => line.id),
  };
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

/** Union-find over names. */
class Connected {
  private readonly parents = new Map<string, string>();

  rootOf(name: string): string {
    let root = name;
    for (let parent = this.parents.get(root); parent !== undefined; parent = this.parents.get(root)) root = parent;
    // Flattening the path keeps long chains of instalments fast.
    for (let at = name; at !== root;) {
      const parent = this.parents.get(at)!;
      this.parents.set(at, root);
      at = parent;
    }
    return root;
  }

  connect(a: string, b: string): void {
    const [rootOfA, rootOfB] = [this.rootOf(a), this.rootOf(b)];
    if (rootOfA !== rootOfB) this.parents.set(rootOfA, rootOfB);
  }
}
