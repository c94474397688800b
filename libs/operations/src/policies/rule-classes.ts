import { AutomaticPosting, classSubject, RULE_CLASS_TITLES, RULE_CLASSES, type RuleClass } from '@lettrage/billing';
import { formatMinor, InputError, parseMinor } from '@lettrage/domain';
import { RuleClassQueries, RuleStore, SqlBillingStore, type CompanyTransaction } from '@lettrage/persistence';
import { billingOf } from '../billing-of.js';
import type { OperationsContext } from '../context.js';
import { requestProjections, requestReconcile } from '../reconcile/request-reconcile.js';
import { readCompany, type Company } from '../setup/companies.js';

/** A class of rules: whether it posts by itself, and what speaks for it. */
export interface RuleClassView {
  readonly class: RuleClass;
  /** What it covers, one sentence. */
  readonly title: string;
  readonly automatic: boolean;
  /** Largest amount posted, in the company's currency. */
  readonly ceiling?: string;
  readonly currency: string;
  /** Proven proposals that a person decided: would have posted = confirmed + otherwise. */
  readonly wouldHavePosted: number;
  readonly confirmed: number;
  readonly otherwise: number;
  /** Posted without a person, and how many of those were taken back. */
  readonly posted: number;
  readonly undone: number;
  /** Proven, and waiting for a person. */
  readonly waiting: number;
  readonly changedAt?: Date;
  readonly changedBy?: string;
  readonly reason?: string;
}

/** What a company lets happen without a person, as it stands now. */
export async function readPosting(tx: CompanyTransaction, company: Company): Promise<AutomaticPosting> {
  return new AutomaticPosting(company.posting, company.currency, await new SqlBillingStore(tx).ruleClasses());
}

/** All classes with their switches and counters. */
export async function listRuleClasses(context: OperationsContext, companyId: string): Promise<RuleClassView[]> {
  return context.database.withCompany(
    companyId,
    async (tx) => {
      const company = await readCompany(tx);
      const posting = await readPosting(tx, company);
      const queries = new RuleClassQueries(tx);
      const counts = new Map((await queries.counts()).map((one) => [one.class, one]));
      const states = new Map((await queries.states()).map((one) => [one.class, one]));
      const judged = await new RuleStore(tx).judged('class');
      return RULE_CLASSES.map((name): RuleClassView => {
        const { automatic, ceiling } = posting.of(name);
        const { confirmed = 0, otherwise = 0, undone = 0 } = judged.get(classSubject(name)) ?? {};
        const { class: _name, ...state } = states.get(name) ?? { class: name };
        return {
          class: name,
          title: RULE_CLASS_TITLES[name],
          automatic,
          ...(ceiling === undefined ? {} : { ceiling: formatMinor(ceiling, company.currency) }),
          currency: company.currency,
          wouldHavePosted: confirmed + otherwise,
          confirmed,
          otherwise,
          posted: counts.get(name)?.posted ?? 0,
          undone,
          waiting: counts.get(name)?.waiting ?? 0,
          ...state,
        };
      });
    },
    { readOnly: true },
  );
}

/** How a class is to be switched; `ceiling` is a decimal string in the company's currency. */
export interface SwitchRuleClass {
  readonly class: string;
  readonly automatic: boolean;
  readonly ceiling?: string;
  readonly reason?: string;
  readonly by: string;
}

/**
 * Lets a class of rules (or `all`) post by itself up to an amount, or propose only. What waits is decided again.
 *
 * @throws InputError `unknown-class` or `invalid-ceiling`
 */
export async function switchRuleClass(
  context: OperationsContext,
  companyId: string,
  wanted: SwitchRuleClass,
): Promise<RuleClassView[]> {
  const classes = RULE_CLASSES.filter((known) => wanted.class === 'all' || known === wanted.class);
  if (classes.length === 0)
    throw new InputError('unknown-class', `There is no class "${wanted.class}". Classes: ${RULE_CLASSES.join(', ')}.`);
  await context.database.withCompany(companyId, async (tx) => {
    const { currency } = await readCompany(tx);
    const ceiling = wanted.automatic && wanted.ceiling !== undefined ? ceilingOf(wanted.ceiling, currency) : undefined;
    const billing = billingOf(context, tx);
    for (const name of classes)
      await billing.switchClass({
        class: name,
        automatic: wanted.automatic,
        by: wanted.by,
        ...(ceiling === undefined ? {} : { ceiling }),
        ...(wanted.reason === undefined ? {} : { reason: wanted.reason }),
      });
    if (wanted.automatic) await requestReconcile(tx);
    await requestProjections(tx);
  });
  const all = await listRuleClasses(context, companyId);
  return all.filter((one) => classes.includes(one.class));
}

function ceilingOf(text: string, currency: string): bigint {
  try {
    const minor = parseMinor(text, currency);
    if (minor > 0n) return minor;
  } catch {
    // Said below.
  }
  const example = formatMinor(parseMinor('5000', currency), currency);
  throw new InputError(
    'invalid-ceiling',
    `"${text}" is no ceiling: expected an amount above zero, such as ${example}.`,
  );
}
