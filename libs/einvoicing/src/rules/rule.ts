import type { InvoiceFacts } from './facts.js';

/** A sentence in the languages we speak. */
export interface BilingualText {
  readonly en: string;
  readonly fr: string;
}

/** One place where a rule is broken. */
export interface Violation {
  /** Path of group and term: `/BG-25[2]/BT-131`. Positions count from 1. */
  readonly location: string;
  /** The values that disagree, for the message: `120.00 ≠ 119.99`. Understood in any language. */
  readonly found?: string;
}

/** A rule of a pack: data for people (identifier, text, terms read) and the test itself. */
export interface Rule {
  /** The standard's own identifier where it has one, else ours in kebab-case. */
  readonly id: string;
  readonly severity: 'fatal' | 'warning';
  /** Business terms and groups the test reads. */
  readonly reads: readonly string[];
  /** What must hold. */
  readonly text: BilingualText;
  /** Every place where it does not hold; nothing if it does, or if what it speaks of is absent. */
  readonly test: (facts: InvoiceFacts) => Iterable<Violation>;
}

/** A dated set of rules. */
export interface RulePack {
  /** What `--rules` takes: `en16931`, `ctc-fr`, `plausibility`. */
  readonly id: string;
  readonly title: BilingualText;
  /** Version of the published rule set it follows. */
  readonly version: string;
  /** First day of validity, compared with the invoice's issue date. */
  readonly validFrom: string;
  /** Last day of validity; open if absent. */
  readonly validUntil?: string;
  readonly rules: readonly Rule[];
}

type Checked = boolean | string | undefined;

/** Turns what a predicate says into violations: true or undefined is fine, false is broken, a text is broken with the values found. */
export function* violation(result: Checked, location: string): Iterable<Violation> {
  if (result === true || result === undefined) return;
  yield result === false ? { location } : { location, found: result };
}

/** A rule on the invoice as a whole. The location is the first term it reads unless given. */
export function rule(
  id: string,
  reads: readonly string[],
  text: BilingualText,
  holds: (facts: InvoiceFacts) => Checked,
  severity: Rule['severity'] = 'fatal',
  location = `/${reads[0]!}`,
): Rule {
  return { id, severity, reads, text, test: (facts) => violation(holds(facts), location) };
}

/** A rule on each member of a repeated group. */
export function ruleForEach<T>(
  id: string,
  reads: readonly string[],
  text: BilingualText,
  members: (facts: InvoiceFacts) => Iterable<readonly [location: string, member: T]>,
  holds: (member: T, facts: InvoiceFacts) => Checked,
  severity: Rule['severity'] = 'fatal',
): Rule {
  return {
    id,
    severity,
    reads,
    text,
    *test(facts) {
      for (const [location, member] of members(facts)) yield* violation(holds(member, facts), location);
    },
  };
}
