import {
  AutomaticPosting,
  isProven,
  type Billing,
  type DecisionCommand,
  type DecisionOutcome,
  type HeldBack,
} from '@lettrage/billing';
import { formatMinor } from '@lettrage/domain';
import { ReconcileStore, SqlBillingStore, type CompanyTransaction, type LineToDecide } from '@lettrage/persistence';
import { billingOf } from '../billing-of.js';
import type { OperationsContext, Progress } from '../context.js';
import { projectDeliveries } from '../deliveries/project-deliveries.js';
import { projectJournal } from '../journal/project-journal.js';
import { explainLines } from '../payouts/explain-lines.js';
import { readCompany, type Company } from '../setup/companies.js';
import { confirmRecorded, recordedPairs } from './confirm-recorded.js';
import { decidePage, heldBackOf, type JudgedDecision, type PageDecisions } from './decide-page.js';
import { commandOf } from './decision-command.js';
import { requestProjections } from './request-reconcile.js';

/** How a run is to be done. */
export interface ReconcileOptions {
  /** Decides and reports, stores nothing. */
  readonly dryRun?: boolean;
  readonly onProgress?: Progress;
}

/** Lines and amounts by what became of them; amounts are decimal strings in the company's currency, unsigned sums. */
export interface ReconcileReport {
  readonly dryRun: boolean;
  readonly lines: number;
  readonly automatic: Tally;
  readonly confirmed: Tally;
  readonly proposed: Tally;
  readonly setAside: Tally;
  readonly returned: Tally;
  readonly undecided: Tally;
  /** The company proposes only: what would have been posted by itself. */
  readonly wouldHavePosted: Tally;
  readonly posting: Company['posting'];
}

/** A number of lines and the money in them. */
export interface Tally {
  readonly count: number;
  readonly amount: string;
}

type Outcome = 'automatic' | 'confirmed' | 'proposed' | 'setAside' | 'returned' | 'undecided' | 'wouldHavePosted';

/** Lines decided at once: enough for one set query, few enough that a page is quickly out of date no more. */
const PAGE = 500;
/** Decisions committed together. */
const BATCH = 100;
/** A line that is stale again and again meets a very busy book; the next run has it. */
const ROUNDS = 5;

/**
 * Decides the undecided lines of a company by day, applies what is proven and proposes the rest, then books and queues
 * what follows from it. The engine decides on a slice read in one transaction; each batch is applied in another, which
 * checks the open amounts the decision was taken on: a line whose books have moved is decided again.
 */
export async function reconcile(
  context: OperationsContext,
  companyId: string,
  options: ReconcileOptions = {},
): Promise<ReconcileReport> {
  const run = new Run(context, companyId, options);
  const report = await run.all();
  if (!options.dryRun) {
    await projectJournal(context, companyId);
    await projectDeliveries(context, companyId);
  }
  return report;
}

class Run {
  private readonly sums = new Map<Outcome, { count: number; amount: bigint }>();
  private company!: Company;
  /** Lines that a provider's payout explains: no engine looks at them. */
  private readonly explained = new Set<string>();
  /** A return was applied in this round: an item that was closed when its page was read is open now. */
  private reopened = false;
  private total = 0;
  private done = 0;

  constructor(
    private readonly context: OperationsContext,
    private readonly companyId: string,
    private readonly options: ReconcileOptions,
  ) {}

  async all(): Promise<ReconcileReport> {
    await this.read(async (tx) => {
      this.company = await readCompany(tx);
      this.total = await new ReconcileStore(tx).countToDecide();
    });
    await this.explain();
    let after: LineToDecide | undefined;
    for (;;) {
      const lines = await this.read((tx) => new ReconcileStore(tx).linesToDecide(after, PAGE));
      if (lines.length === 0) break;
      await this.page(lines.filter((line) => !this.explained.has(line.id)));
      after = lines.at(-1)!;
    }
    return this.report();
  }

  /** Lines that stored payouts explain; in a dry run, or where a person posts, they are only named. */
  private async explain(): Promise<void> {
    const posting = await this.read(currentPosting);
    const lines = await explainLines(this.context, this.companyId, {
      dryRun: this.options.dryRun ?? false,
      isPosted: ({ amount, currency }) => posting.heldBack('advice', amount, currency) === undefined,
    });
    for (const line of lines) {
      this.explained.add(line.transactionId);
      this.count(line.outcome === 'held' ? 'wouldHavePosted' : 'confirmed', line);
    }
  }

  /** Decides one page; what turned stale is decided again on the books as they are now. */
  private async page(lines: readonly LineToDecide[]): Promise<void> {
    let rest = lines;
    for (let round = 0; rest.length > 0 && round < ROUNDS; round++) {
      const confirmed = await this.confirm(rest);
      const open = rest.filter((line) => !confirmed.has(line.id));
      // The engine knows a line by its reference, which two accounts may share: the second has its own round.
      const now = [...new Map(open.map((line) => [line.line.ref, line])).values()];
      const stale = new Set(await this.decideAndApply(now));
      const decided = new Set(now.filter((line) => !stale.has(line.id)).map((line) => line.id));
      rest = open.filter((line) => !decided.has(line.id));
    }
    for (const line of rest) this.count('undecided', line);
  }

  /** Lines that are a payment recorded elsewhere; in a dry run, or where a person posts, they are only named. */
  private async confirm(lines: readonly LineToDecide[]): Promise<Set<string>> {
    const done = await this.context.database.withCompany(this.companyId, async (tx) => {
      const posting = await currentPosting(tx);
      const held = ({ amount, currency }: LineToDecide) => posting.heldBack('recorded', amount, currency) !== undefined;
      const posted = this.options.dryRun ? [] : lines.filter((line) => !held(line));
      const confirmed = await confirmRecorded(tx, billingOf(this.context, tx), posted);
      if (confirmed.size > 0) await requestProjections(tx);
      const rest = lines.filter((line) => !posted.includes(line));
      const named = (await recordedPairs(tx, rest)).map(({ line }) => ({ id: line.id, held: held(line) }));
      return { confirmed, named };
    });
    const named = new Map(done.named.map((one) => [one.id, one.held]));
    for (const line of lines) {
      if (done.confirmed.has(line.id)) this.count('confirmed', line);
      else if (named.has(line.id)) this.count(named.get(line.id) ? 'wouldHavePosted' : 'confirmed', line);
    }
    return new Set([...done.confirmed, ...named.keys()]);
  }

  /** Returns the ids of the lines that turned stale. */
  private async decideAndApply(lines: readonly LineToDecide[]): Promise<string[]> {
    const byRef = new Map(lines.map((line) => [line.line.ref, line]));
    const { page, posting } = await this.read(async (tx) => ({
      page: await decidePage(tx, this.company, lines),
      posting: await currentPosting(tx),
    }));
    if (this.options.dryRun) {
      const held = heldBackOf(page.decisions, byRef, posting);
      for (const one of page.decisions) this.count(intended(one, held), byRef.get(one.line.transaction)!);
      return [];
    }
    this.reopened = false;
    const stale: string[] = [];
    for (let from = 0; from < page.decisions.length; from += BATCH)
      stale.push(...(await this.apply(page, page.decisions.slice(from, from + BATCH), byRef)));
    return stale;
  }

  private async apply(
    page: PageDecisions,
    batch: readonly JudgedDecision[],
    byRef: ReadonlyMap<string, LineToDecide>,
  ): Promise<string[]> {
    const isReturn = ({ line }: JudgedDecision): boolean => (line.reverses?.length ?? 0) > 0;
    const { commands, outcomes, held } = await this.context.database.withCompany(this.companyId, async (tx) => {
      // Read in each batch: what an undo switched off a moment ago is not posted any more.
      const held = heldBackOf(page.decisions, byRef, await currentPosting(tx));
      const commands: Named[] = [];
      const applied: DecisionOutcome[] = [];
      // Returns come last: what they give back may have been paid by another line of this very batch.
      for (const part of [batch.filter((one) => !isReturn(one)), batch.filter(isReturn)]) {
        if (part.length === 0) continue;
        const standing = await new ReconcileStore(tx).standingAllocations(
          part.flatMap(({ line }) => (line.reverses ?? []).map((reverse) => reverse.transaction)),
        );
        const named = part.map((one) => ({ one, command: commandOf(one, held.get(one), page.ids, standing) }));
        commands.push(...named);
        applied.push(...(await applyOrPropose(billingOf(this.context, tx), named, held)));
      }
      if (applied.some((outcome) => outcome.outcome === 'applied')) await requestProjections(tx);
      return { commands, outcomes: new Map(applied.map((outcome) => [outcome.transactionId, outcome])), held };
    });
    await this.context.database.refreshStatistics();
    const stale: string[] = [];
    const outcomeOf = (command: DecisionCommand | undefined): DecisionOutcome | undefined =>
      command === undefined ? undefined : outcomes.get(command.transactionId);
    this.reopened ||= commands.some(({ one, command }) => isReturn(one) && outcomeOf(command)?.outcome === 'applied');
    for (const { one, command } of commands) {
      const line = byRef.get(one.line.transaction)!;
      const outcome = outcomeOf(command);
      // Who finds no item may pay one that a return has just opened again: it is looked at once more.
      if (outcome?.outcome === 'stale' || (command === undefined && this.reopened)) stale.push(line.id);
      else this.count(this.became(one, command, outcome, held), line);
    }
    return stale;
  }

  private became(
    one: JudgedDecision,
    command: DecisionCommand | undefined,
    outcome: DecisionOutcome | undefined,
    held: Held,
  ): Outcome {
    if (command === undefined) return 'undecided';
    if (outcome?.outcome === 'refused') {
      const { code, reason } = outcome;
      // Another run or a person was quicker: that is no fault.
      const level = code === 'already-decided' ? 'debug' : 'warn';
      this.context.log[level]({ transaction: one.line.transaction, code, reason }, 'a decision was refused');
      return 'undecided';
    }
    return intended(one, held);
  }

  private count(outcome: Outcome, line: Pick<LineToDecide, 'amount'>): void {
    const sum = this.sums.get(outcome) ?? { count: 0, amount: 0n };
    sum.count++;
    sum.amount += line.amount < 0n ? -line.amount : line.amount;
    this.sums.set(outcome, sum);
    this.done++;
    this.options.onProgress?.({ what: 'matching', done: this.done, total: this.total, unit: 'lines' });
  }

  private report(): ReconcileReport {
    const tally = (outcome: Outcome): Tally => {
      const sum = this.sums.get(outcome) ?? { count: 0, amount: 0n };
      return { count: sum.count, amount: formatMinor(sum.amount, this.company.currency) };
    };
    return {
      dryRun: this.options.dryRun ?? false,
      lines: this.done,
      automatic: tally('automatic'),
      confirmed: tally('confirmed'),
      proposed: tally('proposed'),
      setAside: tally('setAside'),
      returned: tally('returned'),
      undecided: tally('undecided'),
      wouldHavePosted: tally('wouldHavePosted'),
      posting: this.company.posting,
    };
  }

  private read<T>(work: (tx: CompanyTransaction) => Promise<T>): Promise<T> {
    return this.context.database.withCompany(this.companyId, work);
  }
}

type Held = ReadonlyMap<JudgedDecision, HeldBack>;

interface Named {
  readonly one: JudgedDecision;
  readonly command: DecisionCommand | undefined;
}

async function applyOrPropose(billing: Billing, named: readonly Named[], held: Held): Promise<DecisionOutcome[]> {
  const known = named.flatMap(({ one, command }) => (command === undefined ? [] : [{ one, command }]));
  const posted = known.filter(({ one }) => posts(one, held)).map(({ command }) => command);
  const proposed = known.filter(({ one }) => !posts(one, held)).map(({ command }) => command);
  const outcomes = posted.length === 0 ? [] : await billing.applyDecisions(posted);
  if (proposed.length > 0) await billing.propose(proposed);
  return outcomes;
}

/** Only what is proven is posted, and only where the company lets its class; a line that another file explains waits for it. */
function posts(one: JudgedDecision, held: Held): boolean {
  return isProven(one.line) && !held.has(one);
}

function intended(one: JudgedDecision, held: Held): Outcome {
  const { line } = one;
  if (line.decision === 'review') return line.best === undefined ? 'undecided' : 'proposed';
  if (!posts(one, held)) return line.decision === 'auto' ? 'wouldHavePosted' : 'proposed';
  if (line.decision === 'auto') return 'automatic';
  return (line.reverses?.length ?? 0) > 0 ? 'returned' : 'setAside';
}

/** What the company lets happen without a person, as committed by now. */
async function currentPosting(tx: CompanyTransaction): Promise<AutomaticPosting> {
  const store = new SqlBillingStore(tx);
  const { posting, currency } = await store.company();
  return new AutomaticPosting(posting, currency, await store.ruleClasses());
}
