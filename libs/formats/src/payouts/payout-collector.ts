import { formatMinor, payoutFault, payoutOf, type PayoutItem, type PayoutLine, type Problem } from '@lettrage/domain';
import { CellError } from './report-row.js';

/** What a row says of the payout it is part of. */
export interface PayoutFacts {
  readonly id: string;
  readonly arrival: string;
  readonly currency: string;
}

interface InMaking {
  readonly facts: PayoutFacts;
  readonly line: number;
  readonly items: PayoutItem[];
  /** What the report says the bank receives, where a row of its own says it; minor units. */
  net?: bigint;
}

/**
 * Gathers the rows of a report into payouts, in the order they first appear. A payout one of whose rows cannot be read
 * is left out: its sum would be wrong. A row of which not even the payout is known leaves out all.
 */
export class PayoutCollector {
  private readonly payouts = new Map<string, InMaking>();
  private readonly broken = new Set<string>();
  private readonly problems: Problem[] = [];
  private isUnsure = false;

  constructor(private readonly provider: string) {}

  /** Adds an item to its payout. */
  add(facts: PayoutFacts, line: number, item: PayoutItem): void {
    const known = this.of(facts, line);
    if (known.facts.currency !== facts.currency)
      return this.leaveOut(facts.id, line, `has rows in ${known.facts.currency} and in ${facts.currency}`);
    known.items.push(item);
  }

  /** Notes what the report says the bank receives. */
  expectNet(facts: PayoutFacts, line: number, net: bigint): void {
    const known = this.of(facts, line);
    known.net = (known.net ?? 0n) + net;
  }

  /** Runs the reading of one row; a cell that cannot be read is a problem and leaves its payout out. */
  attempt(payout: string | undefined, read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      this.report(error.problem);
      if (payout === undefined || payout === '') this.isUnsure = true;
      else this.broken.add(payout);
    }
  }

  /** A problem of the table itself: which payout it spoils is not known. */
  table(problem: Problem): void {
    this.report(problem);
    if (problem.severity !== 'warning') this.isUnsure = true;
  }

  report(problem: Problem): void {
    this.problems.push(problem);
  }

  /** Leaves a payout out, saying why. */
  leaveOut(id: string, line: number, why: string): void {
    this.broken.add(id);
    this.problems.push({
      severity: 'error',
      rule: 'payout-unsound',
      message: `The payout ${id} ${why}; it is left out. Export the report again, for the whole period.`,
      location: `line ${line}`,
    });
  }

  /** The payouts whose sums agree, and every problem. */
  finish(): PayoutLine[] {
    const lines: PayoutLine[] = [];
    for (const [id, { facts, line, items, net }] of this.payouts) {
      if (this.isUnsure || this.broken.has(id)) continue;
      const payout = payoutOf({ provider: this.provider, ...facts, items });
      const fault = payoutFault(payout);
      if (fault !== undefined) this.leaveOut(id, line, `cannot be right: ${fault}`);
      else if (net !== undefined && formatMinor(net, facts.currency) !== payout.net)
        this.leaveOut(id, line, `pays out ${formatMinor(net, facts.currency)}, its rows give ${payout.net}`);
      else lines.push({ type: 'payout', payout });
    }
    if (this.payouts.size === 0 && this.problems.length === 0)
      this.report({
        severity: 'warning',
        rule: 'no-payout',
        message: 'The report holds no payout: nothing in it was paid out yet.',
      });
    return [...lines, ...this.problems.map((problem) => ({ type: 'problem' as const, problem }))];
  }

  private of(facts: PayoutFacts, line: number): InMaking {
    const known = this.payouts.get(facts.id) ?? { facts, line, items: [] };
    this.payouts.set(facts.id, known);
    return known;
  }
}
