import { parseMinor, type Day } from '@lettrage/domain';
import {
  isLettered,
  letter,
  letterNodes,
  type DepositMerge,
  type LetterCodes,
  type LetterGroup,
  type LetterLink,
  type LinkChange,
  type LookupKeys,
  type NumberedEntry,
} from '@lettrage/ledger';
import type { LetteringSlice, LetteringStep, PlacedLine } from '@lettrage/persistence';

/** What one event brought: the entries booked of it, by their stored ids, and the allocations it made or took back. */
export interface EventBooked {
  readonly position: number;
  readonly day: Day;
  readonly keys: LookupKeys;
  readonly entries: readonly { readonly id: string; readonly entry: NumberedEntry }[];
  readonly links: readonly LinkChange[];
  readonly merges: readonly DepositMerge[];
}

/** How the books letter: the accounts (by their beginnings), the closing day, the currency. */
export interface LetteringRules {
  readonly lettered: readonly string[];
  readonly closing: string;
  readonly currency: string;
}

/**
 * Letters events one by one on what was loaded for their whole page, so that codes do not depend on how many events a
 * transaction takes: a group that one event closes and the next opens again has used its code up, in one page as in two.
 * Each event looks only at what its own lines and allocations reach.
 */
export class PageLettering {
  private readonly lines = new Map<string, PlacedLine>();
  private readonly links = new Map<string, LetterLink>();
  private readonly linesAt = new Map<string, Set<string>>();
  private readonly linksAt = new Map<string, Set<string>>();
  private readonly mergesAt = new Map<string, Set<DepositMerge>>();
  private readonly changed = new Set<string>();
  private codes: LetterCodes;

  constructor(
    slice: LetteringSlice,
    private readonly rules: LetteringRules,
  ) {
    this.codes = slice.codes;
    for (const link of slice.links) this.putLink(link);
    for (const merge of slice.merges) this.putMerge(merge);
    for (const line of slice.lines) this.putLine(line);
  }

  /** Takes an event in; returns what it lifts and gives, or undefined where it changes no letter. */
  take(event: EventBooked): LetteringStep | undefined {
    for (const change of event.links) this.addUp(change);
    for (const merge of event.merges) this.putMerge(merge);
    const placed = event.entries.flatMap(({ id, entry }) => letteredLines(id, entry, this.rules));
    for (const line of placed) this.putLine(line);
    if (placed.length === 0 && event.links.length === 0) return undefined;
    const reached = this.reach([
      ...nodesOfKeys(event.keys),
      ...event.links.flatMap((link) => [`item ${link.item}`, `payment ${link.payment}`]),
      ...placed.flatMap(letterNodes),
    ]);
    const { lifted, given, codes } = letter(
      reached.lines,
      reached.links,
      this.codes,
      this.rules.closing,
      reached.merges,
    );
    this.codes = codes;
    for (const group of lifted) this.mark(group, undefined);
    for (const group of given) this.mark(group, { code: group.code, date: group.date });
    return lifted.length + given.length === 0 ? undefined : { position: event.position, day: event.day, lifted, given };
  }

  /** Allocations as they stand after the events taken, those that changed. */
  changedLinks(): LetterLink[] {
    return [...this.changed].map((allocation) => this.links.get(allocation)!);
  }

  /** Everything connected to some nodes, lines in the order of the books. */
  private reach(starts: readonly string[]): { lines: PlacedLine[]; links: LetterLink[]; merges: DepositMerge[] } {
    const nodes = new Set(starts);
    const lines = new Set<string>();
    const links = new Set<string>();
    const merges = new Set<DepositMerge>();
    // A set hands out what is added while it is walked.
    for (const node of nodes) {
      for (const id of this.linksAt.get(node) ?? []) links.add(id);
      for (const id of this.linesAt.get(node) ?? []) lines.add(id);
      for (const id of this.linksAt.get(node) ?? [])
        for (const next of nodesOfLink(this.links.get(id)!)) nodes.add(next);
      for (const id of this.linesAt.get(node) ?? [])
        for (const next of letterNodes(this.lines.get(id)!)) nodes.add(next);
      for (const merge of this.mergesAt.get(node) ?? []) {
        merges.add(merge);
        for (const next of nodesOfMerge(merge)) nodes.add(next);
      }
    }
    return {
      lines: [...lines].map((id) => this.lines.get(id)!).sort(inOrderOfBooks),
      links: [...links].map((id) => this.links.get(id)!).sort((a, b) => (a.allocation < b.allocation ? -1 : 1)),
      merges: [...merges],
    };
  }

  private addUp({ allocation, item, payment, amount }: LinkChange): void {
    const known = this.links.get(allocation);
    const change = parseMinor(amount, this.rules.currency);
    const reduced = known !== undefined && (known.reduced === true || known.net < 0n !== change < 0n);
    // A return of several payments gives back under a payment of its own: the allocation stays with the one that made it.
    this.putLink({ allocation, item, payment: known?.payment ?? payment, net: (known?.net ?? 0n) + change, reduced });
    this.changed.add(allocation);
  }

  private putLink(link: LetterLink): void {
    this.links.set(link.allocation, link);
    for (const node of nodesOfLink(link)) addTo(this.linksAt, node, link.allocation);
  }

  private putMerge(merge: DepositMerge): void {
    for (const node of nodesOfMerge(merge)) addTo(this.mergesAt, node, merge);
  }

  private putLine(line: PlacedLine): void {
    this.lines.set(line.id, line);
    for (const node of letterNodes(line)) addTo(this.linesAt, node, line.id);
  }

  private mark(group: LetterGroup, lettering: PlacedLine['lettering'] | undefined): void {
    for (const id of group.lines) {
      const { lettering: _before, ...line } = this.lines.get(id)!;
      this.lines.set(id, lettering === undefined ? line : { ...line, lettering });
    }
  }
}

/** The lines of an entry on lettered accounts. */
export function letteredLines(id: string, entry: NumberedEntry, rules: LetteringRules): PlacedLine[] {
  return entry.lines
    .filter((line) => isLettered(line.account, rules.lettered))
    .map(({ ordinal, account, auxiliary, debit, credit, item, payment, allocation, transaction, deposit }) => ({
      id: `${id} ${ordinal}`,
      position: entry.event.position,
      entryOrdinal: entry.ordinal,
      ordinal,
      account,
      ...(auxiliary === undefined ? {} : { auxiliary }),
      date: entry.date,
      amount: parseMinor(debit, rules.currency) - parseMinor(credit, rules.currency),
      ...(item === undefined ? {} : { item }),
      ...(payment === undefined ? {} : { payment }),
      ...(allocation === undefined ? {} : { allocation }),
      ...(transaction === undefined ? {} : { transaction }),
      ...(deposit === undefined ? {} : { deposit }),
    }));
}

function nodesOfKeys(keys: LookupKeys): string[] {
  return [
    ...keys.items.map((id) => `item ${id}`),
    ...keys.payments.map((id) => `payment ${id}`),
    ...keys.transactions.map((id) => `transaction ${id}`),
  ];
}

function nodesOfLink(link: LetterLink): string[] {
  return [`item ${link.item}`, `payment ${link.payment}`];
}

function nodesOfMerge({ deposit, other }: DepositMerge): string[] {
  return [`deposit ${deposit}`, `deposit ${other}`];
}

function inOrderOfBooks(a: PlacedLine, b: PlacedLine): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return a.position - b.position || a.entryOrdinal - b.entryOrdinal || a.ordinal - b.ordinal;
}

function addTo<T>(index: Map<string, Set<T>>, node: string, id: T): void {
  const known = index.get(node);
  if (known === undefined) index.set(node, new Set([id]));
  else known.add(id);
}
