import type { Billing, DecisionCommand, DecisionOutcome } from '@lettrage/billing';
import { formatMinor } from '@lettrage/domain';
import { decide, keysOf, readMatchConfig, type LineDecision } from '@lettrage/reconciliation';
import { ReconcileStore, SqlBook, type CompanyTransaction, type LineToDecide } from '@lettrage/persistence';
import { billingOf } from '../billing-of.js';
import type { OperationsContext, Progress } from '../context.js';
import { projectDeliveries } from '../deliveries/project-deliveries.js';
import { projectJournal } from '../journal/project-journal.js';
import { readCompany, type Company } from '../setup/companies.js';
import { confirmRecorded, recordedPairs } from './confirm-recorded.js';
import { commandOf, type BookIds } from './decision-command.js';
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
    let after: LineToDecide | undefined;
    for (;;) {
      const lines = await this.read((tx) => new ReconcileStore(tx).linesToDecide(after, PAGE));
      if (lines.length === 0) break;
      await this.page(lines);
      after = lines.at(-1)!;
    }
    return this.report();
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
    const posts = this.company.posting === 'auto';
    const confirmed =
      posts && !this.options.dryRun
        ? await this.context.database.withCompany(this.companyId, async (tx) => {
            const done = await confirmRecorded(tx, billingOf(this.context, tx), lines);
            if (done.size > 0) await requestProjections(tx);
            return done;
          })
        : new Set((await this.read((tx) => recordedPairs(tx, lines))).map(({ line }) => line.id));
    for (const line of lines) if (confirmed.has(line.id)) this.count(posts ? 'confirmed' : 'wouldHavePosted', line);
    return confirmed;
  }

  /** Returns the ids of the lines that turned stale. */
  private async decideAndApply(lines: readonly LineToDecide[]): Promise<string[]> {
    const { decisions, ids } = await this.read((tx) => this.decide(tx, lines));
    const byRef = new Map(lines.map((line) => [line.line.ref, line]));
    const stale: string[] = [];
    for (let from = 0; from < decisions.length; from += BATCH) {
      const batch = decisions.slice(from, from + BATCH);
      if (this.options.dryRun) {
        for (const decision of batch) this.count(this.intended(decision), byRef.get(decision.transaction)!);
        continue;
      }
      stale.push(...(await this.apply(batch, ids, byRef)));
    }
    return stale;
  }

  private async decide(
    tx: CompanyTransaction,
    lines: readonly LineToDecide[],
  ): Promise<{ decisions: LineDecision[]; ids: BookIds }> {
    const transactions = lines.map((line) => line.line);
    const slice = await new SqlBook(tx).slice(keysOf(transactions));
    const store = new ReconcileStore(tx);
    const config = readMatchConfig(this.company.settings['matching'] ?? {});
    const decisions = decide(transactions, slice, { config: { ...config, ownIbans: await store.ownIbans() } });
    const customers = await store.customerIds(decisions.flatMap((decision) => decision.best?.customer ?? []));
    const ids: BookIds = {
      transactions: new Map(lines.map((line) => [line.line.ref, line.id])),
      customers,
      credits: new Set(
        slice.items.filter(({ item }) => item.kind === 'payment' || item.kind === 'on-account').map(({ id }) => id),
      ),
      currency: this.company.currency,
    };
    return { decisions, ids };
  }

  private async apply(
    batch: readonly LineDecision[],
    ids: BookIds,
    byRef: ReadonlyMap<string, LineToDecide>,
  ): Promise<string[]> {
    const isReturn = (decision: LineDecision): boolean => (decision.reverses?.length ?? 0) > 0;
    const commands: { decision: LineDecision; command: DecisionCommand | undefined }[] = [];
    const outcomes = await this.context.database.withCompany(this.companyId, async (tx) => {
      commands.length = 0;
      const applied: DecisionOutcome[] = [];
      // Returns come last: what they give back may have been paid by another line of this very batch.
      for (const part of [batch.filter((decision) => !isReturn(decision)), batch.filter(isReturn)]) {
        const standing = await new ReconcileStore(tx).standingAllocations(
          part.flatMap((decision) => (decision.reverses ?? []).map((reverse) => reverse.transaction)),
        );
        const named = part.map((decision) => ({ decision, command: commandOf(decision, ids, standing) }));
        commands.push(...named);
        applied.push(...(await this.applyOrPropose(billingOf(this.context, tx), named)));
      }
      if (applied.some((outcome) => outcome.outcome === 'applied')) await requestProjections(tx);
      return new Map(applied.map((outcome) => [outcome.transactionId, outcome]));
    });
    const stale: string[] = [];
    for (const { decision, command } of commands) {
      const line = byRef.get(decision.transaction)!;
      const outcome = command === undefined ? undefined : outcomes.get(command.transactionId);
      if (outcome?.outcome === 'stale') stale.push(line.id);
      else this.count(this.became(decision, command, outcome), line);
    }
    return stale;
  }

  private async applyOrPropose(
    billing: Billing,
    named: readonly { readonly decision: LineDecision; readonly command: DecisionCommand | undefined }[],
  ): Promise<DecisionOutcome[]> {
    const known = named.flatMap(({ decision, command }) => (command === undefined ? [] : [{ decision, command }]));
    const posted = known.filter(({ decision }) => this.posts(decision)).map(({ command }) => command);
    const proposed = known.filter(({ decision }) => !this.posts(decision)).map(({ command }) => command);
    const outcomes = posted.length === 0 ? [] : await billing.applyDecisions(posted);
    if (proposed.length > 0) await billing.propose(proposed);
    return outcomes;
  }

  /** Only what is proven is posted, and only where the company wants it; a line that another file explains waits for it. */
  private posts(decision: LineDecision): boolean {
    return this.company.posting === 'auto' && decision.decision !== 'review' && decision.needs === undefined;
  }

  private intended(decision: LineDecision): Outcome {
    if (decision.decision === 'review') return decision.best === undefined ? 'undecided' : 'proposed';
    if (!this.posts(decision)) return decision.decision === 'auto' ? 'wouldHavePosted' : 'proposed';
    if (decision.decision === 'auto') return 'automatic';
    return (decision.reverses?.length ?? 0) > 0 ? 'returned' : 'setAside';
  }

  private became(
    decision: LineDecision,
    command: DecisionCommand | undefined,
    outcome: DecisionOutcome | undefined,
  ): Outcome {
    if (command === undefined) return 'undecided';
    if (outcome?.outcome === 'refused') {
      this.context.log.warn(
        { transaction: decision.transaction, code: outcome.code, reason: outcome.reason },
        'a decision was refused',
      );
      return 'undecided';
    }
    return this.intended(decision);
  }

  private count(outcome: Outcome, line: LineToDecide): void {
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
