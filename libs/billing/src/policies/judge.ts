import type { Category } from '@lettrage/domain';
import type { DecisionRow } from '../billing-store.js';
import type { AllocationInput, CreditInput, DecisionCommand } from '../commands.js';
import { resolvedIn, type Resolved } from '../decision-detail.js';

/** Something a decision rests on beside the class of its rule: a rule of the company's, or a learned payer. */
export interface Source {
  /** `rule:<id>` or `payer:<key>|<customer id>`. */
  readonly subject: string;
  /** What it says: who pays, or what the line is. */
  readonly customerId?: string;
  readonly category?: Category;
  /** The decision rests on it: when that is taken back, it speaks against it. */
  readonly rests?: boolean;
  /** Not proven yet: what is posted independently of it confirms it. */
  readonly shadow?: boolean;
}

/** What became of a decision, for one thing it rested on. */
export interface Verdict {
  readonly subject: string;
  readonly decisionId: string;
  readonly verdict: 'confirmed' | 'otherwise' | 'undone';
}

/** The subject of a class of rules. */
export function classSubject(ruleClass: string): string {
  return `class:${ruleClass}`;
}

/** What was decided of a line, as far as a source can have said it. */
interface Outcome {
  readonly customerId: string | undefined;
  readonly category: Category | undefined;
}

/**
 * What a person's decision says of the proposal it answers: of its class, where the engine would have posted it, and of
 * each source. A proposal that only asked says nothing of its class.
 */
export function verdictsOfPerson(
  proposal: DecisionRow,
  command: DecisionCommand,
  decided: { readonly decisionId: string; readonly customerId: string | undefined },
): Verdict[] {
  const stored = resolvedIn(proposal);
  const { decisionId } = decided;
  const verdicts = verdictsOfSources(stored.sources ?? [], command, decided);
  if (proposal.ruleClass !== undefined && proposal.proven) {
    const agrees = saysTheSame(stored, command, decided.customerId);
    verdicts.unshift({
      subject: classSubject(proposal.ruleClass),
      decisionId,
      verdict: agrees ? 'confirmed' : 'otherwise',
    });
  }
  return verdicts;
}

/** What a decision, proven without them, says of sources that are still in shadow. */
export function verdictsOfShadow(
  command: DecisionCommand,
  decided: { readonly decisionId: string; readonly customerId: string | undefined },
): Verdict[] {
  const shadows = (command.sources ?? []).filter((source) => source.shadow);
  return verdictsOfSources(shadows, command, decided);
}

/** An automatic decision that a person takes back speaks against everything it rested on. */
export function verdictsOfUndo(decision: DecisionRow): Verdict[] {
  const subjects = (resolvedIn(decision).sources ?? []).filter(({ rests }) => rests).map(({ subject }) => subject);
  if (decision.ruleClass !== undefined) subjects.unshift(classSubject(decision.ruleClass));
  return subjects.map((subject) => ({ subject, decisionId: decision.id, verdict: 'undone' }));
}

function verdictsOfSources(
  sources: readonly Source[],
  command: DecisionCommand,
  { decisionId, customerId }: { readonly decisionId: string; readonly customerId: string | undefined },
): Verdict[] {
  const category = command.kind === 'set-aside' ? command.category : undefined;
  const outcome: Outcome = { customerId: command.kind === 'pay' ? customerId : undefined, category };
  return sources.map((source) => ({
    subject: source.subject,
    decisionId,
    verdict:
      source.customerId === outcome.customerId && source.category === outcome.category ? 'confirmed' : 'otherwise',
  }));
}

/** True if a person decided exactly what was proposed, whichever way it was said. */
function saysTheSame(stored: Resolved, command: DecisionCommand, customerId: string | undefined): boolean {
  if (stored.kind !== command.kind) return false;
  switch (command.kind) {
    case 'set-aside':
      return (stored.category ?? 'other') === command.category;
    case 'return':
      return same(
        (stored.reverses ?? []).map((one) => `${one.allocationId} ${one.amount}`),
        command.reverses.map((one) => `${one.allocationId} ${one.amount}`),
      );
    case 'pay':
      return (
        (stored.customerId === undefined || customerId === undefined || stored.customerId === customerId) &&
        same(
          [...(stored.allocations ?? []).map(spelled), ...(stored.credits ?? []).map(spelledCredit)],
          [...command.allocations.map(spelled), ...(command.credits ?? []).map(spelledCredit)],
        )
      );
  }
}

function spelled(one: {
  readonly itemId: string;
  readonly amount: bigint | string;
  readonly adjustment?: AllocationInput['adjustment'] | { readonly kind: string; readonly amount: string };
}): string {
  const { itemId, amount, adjustment } = one;
  return `${itemId} ${amount} ${adjustment ? `${adjustment.kind} ${adjustment.amount}` : ''}`;
}

function spelledCredit({ paymentId, amount }: CreditInput | { paymentId: string; amount: string }): string {
  return `${paymentId} ${amount}`;
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && [...a].sort().join('\n') === [...b].sort().join('\n');
}
