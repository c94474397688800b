import type { Decision } from '@lettrage/domain';

/**
 * The engine's many rules in classes that an accountant can tell apart and trust one by one: by what proves the match,
 * then by what differs. Automatic posting is switched on for a class, with a ceiling if wanted.
 */
export const RULE_CLASSES = [
  'reference',
  'slip',
  'completed',
  'difference',
  'part',
  'payer',
  'sum',
  'learned',
  'own-rule',
  'on-account',
  'advice',
  'category',
  'return',
  'recorded',
  'other',
] as const;

/** A class of rules that may post by itself, or may not. */
export type RuleClass = (typeof RULE_CLASSES)[number];

/** What each class covers, one sentence for people. */
export const RULE_CLASS_TITLES: Readonly<Record<RuleClass, string>> = {
  reference: 'The invoices are named and their amounts add up to the payment',
  slip: 'The number has a slip (typo, cut off), and payer and amount leave no doubt',
  completed: 'Some invoices are named, and one set of others completes the amount',
  difference: 'Named or proven, with a discount, bank fee, rounding or exchange difference',
  part: 'Part of an invoice was paid, or more than it asks',
  payer: 'No number: the payer is proven and one open amount fits',
  sum: 'No number: the payer is proven and one set of open items adds up',
  learned: 'No number: the payer is known from confirmed payments only',
  'own-rule': 'A rule of the company says who pays, or what the line is',
  'on-account': 'A second payment or a prepayment of a proven customer',
  advice: 'A remittance advice, slip or payout report agrees to the cent',
  category: 'Pays no item: fees, taxes, payroll, transfers and the like',
  return: 'A returned payment reopens what it had paid',
  recorded: 'The bank line of a payment recorded in another system',
  other: 'Rules of the engine that fit no other class',
};

const DIFFERENCES = new Set(['discount', 'bank-fee', 'rounding', 'exchange']);
const RESTING_ON_LEARNED = new Set(['iban-learned', 'alias']);

/** The class a decision falls under; undefined where nothing is decided or proposed. */
export function ruleClassOf(decision: Pick<Decision, 'rule' | 'evidence'>): RuleClass | undefined {
  const { rule, evidence = [] } = decision;
  if (rule === undefined) return undefined;
  const parts = rule.split('+');
  const has = (...names: string[]): boolean => names.some((name) => parts.includes(name));
  const kinds = new Set(evidence.map(({ kind }) => kind));
  if (has('category')) return evidence.some(isOwnRule) ? 'own-rule' : 'category';
  if (has('return')) return 'return';
  if (has('advice')) return 'advice';
  if (has('typo', 'truncated')) return 'slip';
  if (has('completed')) return 'completed';
  if (!has('reference')) {
    // Without a number everything rests on who paid: whose word that is comes first.
    if (kinds.has('rule')) return 'own-rule';
    if ([...kinds].some((kind) => RESTING_ON_LEARNED.has(kind))) return 'learned';
  }
  if (has('second-payment', 'prepayment')) return 'on-account';
  if (parts.some((part) => DIFFERENCES.has(part))) return 'difference';
  if (has('partial', 'over')) return 'part';
  if (has('reference')) return 'reference';
  if (has('sum', 'netted')) return 'sum';
  if (has('payer')) return 'payer';
  return 'other';
}

/** True if the engine decided it for good: it would be posted without a person where the class may. */
export function isProven(decision: Pick<Decision, 'decision' | 'needs'>): boolean {
  // A line that another file explains waits for that file.
  return decision.decision !== 'review' && decision.needs === undefined;
}

/** Whether evidence is a rule of the company's own. */
export function isOwnRule({ kind, detail }: { readonly kind: string; readonly detail: string }): boolean {
  return kind === 'rule' || (kind === 'category' && detail.startsWith('rule '));
}

/** How automatic posting of a class stands. */
export interface ClassSwitch {
  readonly class: RuleClass;
  readonly automatic: boolean;
  /** Largest amount posted, minor units of the company's currency, inclusive. */
  readonly ceiling?: bigint;
}

/**
 * Why a proven decision was not posted: its class is off, its amount is above the ceiling, its rule or payer is not
 * proven yet, or an earlier decision of the same customer waits.
 */
export type HeldBack = 'class-off' | 'ceiling' | 'shadow' | 'earlier' | 'split';

/** What a company lets happen without a person. */
export class AutomaticPosting {
  private readonly switches: ReadonlyMap<RuleClass, ClassSwitch>;

  /** @param currency the company's: ceilings are in it, and money in another is never below one */
  constructor(
    private readonly posting: 'propose' | 'auto',
    private readonly currency: string,
    switches: readonly ClassSwitch[],
  ) {
    this.switches = new Map(switches.map((one) => [one.class, one]));
  }

  /** How a class stands: as it was switched, else as the company is. */
  of(ruleClass: RuleClass): ClassSwitch {
    return this.switches.get(ruleClass) ?? { class: ruleClass, automatic: this.posting === 'auto' };
  }

  /** True if any class may post. */
  get any(): boolean {
    return RULE_CLASSES.some((one) => this.of(one).automatic);
  }

  /** Why money of this class is not posted by itself; undefined if it is. `amount` in minor units, signed. */
  heldBack(ruleClass: RuleClass, amount: bigint, currency: string): HeldBack | undefined {
    const { automatic, ceiling } = this.of(ruleClass);
    if (!automatic) return 'class-off';
    if (ceiling === undefined) return undefined;
    const absolute = amount < 0n ? -amount : amount;
    return currency === this.currency && absolute <= ceiling ? undefined : 'ceiling';
  }
}
