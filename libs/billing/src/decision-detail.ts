import type { Category } from '@lettrage/domain';
import type { DecisionRow } from './billing-store.js';
import type {
  AllocationInput,
  AlternativeInput,
  CreditInput,
  DecidedOn,
  DecisionCommand,
  SetAsideDecision,
} from './commands.js';
import { present } from './facts.js';
import type { Source } from './policies/judge.js';
import { isProven, ruleClassOf, type HeldBack } from './policies/rule-class.js';
import { refuse } from './working-books.js';

/**
 * A decision as it is stored: its public shape, and under `resolved` the ids it was resolved to, so that a person can
 * accept it, or one of its alternatives, weeks later without the engine. Amounts are minor units as text: JSON has no bigint.
 */
export interface Resolved {
  readonly kind: DecisionCommand['kind'];
  readonly customerId?: string;
  readonly allocations?: readonly StoredAllocation[];
  readonly credits?: readonly { readonly paymentId: string; readonly amount: string }[];
  readonly alternatives?: readonly {
    readonly customerId?: string;
    readonly allocations: readonly StoredAllocation[];
    readonly credits?: readonly { readonly paymentId: string; readonly amount: string }[];
    readonly basedOn: Readonly<Record<string, string>>;
  }[];
  readonly reverses?: readonly { readonly allocationId: string; readonly amount: string }[];
  readonly category?: Category;
  readonly account?: string;
  readonly split?: SetAsideDecision['split'];
  /** What it rests on beside its class. */
  readonly sources?: readonly Source[];
  /** Why it was not posted though it is proven. */
  readonly heldBack?: HeldBack;
}

interface StoredAllocation {
  readonly itemId: string;
  readonly amount: string;
  readonly settled?: string;
  readonly adjustment?: { readonly kind: NonNullable<AllocationInput['adjustment']>['kind']; readonly amount: string };
}

/** The row of a decision command. */
export function decisionRow(
  command: DecisionCommand,
  row: { readonly id: string; readonly state: DecisionRow['state']; readonly customerId?: string },
): DecisionRow {
  const { decision } = command;
  return present({
    id: row.id,
    transactionId: command.transactionId,
    engine: command.engine,
    decision: decision.decision,
    state: row.state,
    rule: decision.rule,
    confidence: decision.confidence,
    customerId: row.customerId ?? (command.kind === 'pay' ? command.customerId : undefined),
    ruleClass: ruleClassOf(decision),
    category: command.kind === 'set-aside' ? command.category : undefined,
    proven: isProven(decision),
    detail: {
      ...decision,
      resolved: present({ ...resolvedOf(command), sources: command.sources, heldBack: command.heldBack }),
    },
    basedOn: Object.fromEntries(command.basedOn.map(({ id, open }) => [id, open.toString()])),
    decidedBy: command.by ?? 'engine',
  });
}

function resolvedOf(command: DecisionCommand): Resolved {
  switch (command.kind) {
    case 'pay':
      return present({
        kind: command.kind,
        customerId: command.customerId,
        allocations: command.allocations.map(storedAllocation),
        credits: command.credits?.map(storedCredit),
        alternatives: command.alternatives?.map((alternative) =>
          present({
            customerId: alternative.customerId,
            allocations: alternative.allocations.map(storedAllocation),
            credits: alternative.credits?.map(storedCredit),
            basedOn: Object.fromEntries(alternative.basedOn.map(({ id, open }) => [id, open.toString()])),
          }),
        ),
      });
    case 'return':
      return {
        kind: command.kind,
        reverses: command.reverses.map(({ allocationId, amount }) => ({ allocationId, amount: amount.toString() })),
      };
    case 'set-aside':
      return present({
        kind: command.kind,
        category: command.category,
        account: command.account,
        split: command.split,
      });
  }
}

/** The ids a stored decision was resolved to. */
export function resolvedIn(row: DecisionRow): Resolved {
  const resolved = row.detail['resolved'] as Resolved | undefined;
  return resolved ?? refuse('wrong-kind', `decision ${row.id} carries nothing that could be accepted`);
}

/** The stored decision as a command again, as it was decided. */
export function commandIn(row: DecisionRow, by: string): DecisionCommand {
  const resolved = resolvedIn(row);
  const base = {
    transactionId: row.transactionId,
    decision: publicDecision(row),
    engine: row.engine,
    by,
  };
  switch (resolved.kind) {
    case 'pay':
      return present({ ...base, kind: 'pay', basedOn: basedOnOf(row.basedOn, resolved), ...explanationOf(resolved) });
    case 'return':
      return {
        ...base,
        kind: 'return',
        basedOn: [],
        reverses: (resolved.reverses ?? []).map(({ allocationId, amount }) => ({
          allocationId,
          amount: BigInt(amount),
        })),
      };
    case 'set-aside':
      return present({
        ...base,
        kind: 'set-aside',
        basedOn: [],
        category: resolved.category ?? 'other',
        account: resolved.account,
        split: resolved.split,
      });
  }
}

/** One alternative of a stored decision. */
export function alternativeIn(row: DecisionRow, index: number): AlternativeInput {
  const stored = resolvedIn(row).alternatives?.[index];
  if (!stored) return refuse('not-found', `the decision has no alternative ${index}`);
  return { ...explanationOf(stored), basedOn: basedOnOf(stored.basedOn, stored) };
}

/** The public decision inside a stored one. */
export function publicDecision(row: DecisionRow): DecisionCommand['decision'] {
  const { resolved: _ids, ...decision } = row.detail;
  return decision as unknown as DecisionCommand['decision'];
}

/** Only what the allocations touch must still be as it was: a rival that was settled meanwhile does not hinder a person. */
function basedOnOf(
  stored: Readonly<Record<string, string>>,
  touched: { allocations?: readonly StoredAllocation[]; credits?: readonly { paymentId: string }[] },
): DecidedOn[] {
  const ids = new Set([
    ...(touched.allocations ?? []).map((row) => row.itemId),
    ...(touched.credits ?? []).map((row) => row.paymentId),
  ]);
  return Object.entries(stored)
    .filter(([id]) => ids.has(id))
    .map(([id, open]) => ({ id, open: BigInt(open) }));
}

function explanationOf(stored: {
  customerId?: string;
  allocations?: readonly StoredAllocation[];
  credits?: readonly { paymentId: string; amount: string }[];
}): { customerId?: string; allocations: AllocationInput[]; credits?: CreditInput[] } {
  return present({
    customerId: stored.customerId,
    allocations: (stored.allocations ?? []).map((row) =>
      present({
        itemId: row.itemId,
        amount: BigInt(row.amount),
        settled: row.settled === undefined ? undefined : BigInt(row.settled),
        adjustment: row.adjustment && { kind: row.adjustment.kind, amount: BigInt(row.adjustment.amount) },
      }),
    ),
    credits: stored.credits?.map(({ paymentId, amount }) => ({ paymentId, amount: BigInt(amount) })),
  });
}

function storedAllocation(row: AllocationInput): StoredAllocation {
  return present({
    itemId: row.itemId,
    amount: row.amount.toString(),
    settled: row.settled?.toString(),
    adjustment: row.adjustment && { kind: row.adjustment.kind, amount: row.adjustment.amount.toString() },
  });
}

function storedCredit(credit: CreditInput): { paymentId: string; amount: string } {
  return { paymentId: credit.paymentId, amount: credit.amount.toString() };
}
