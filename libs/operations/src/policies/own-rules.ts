import type { Source } from '@lettrage/billing';
import { formatMinor, InputError, parseDay, type Category, type Day, type TransactionLine } from '@lettrage/domain';
import { readMatchConfig, ruleTextOf, type MatchRule } from '@lettrage/reconciliation';
import {
  RuleStore,
  type CompanyTransaction,
  type DecidedLine,
  type Judged,
  type OwnRuleRow,
} from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { readCompany, type Company } from '../setup/companies.js';
import { neededOf } from './needed.js';
import { checkShares, sharesOfLine, type LineShare, type RuleShare } from './rule-shares.js';

/** A rule of the company, ready to be run. */
export interface OwnRule extends Omit<OwnRuleRow, 'createdAt' | 'createdBy'> {
  /** True once enough decisions confirmed it without a contradiction: only then is anything posted on it. */
  readonly trusted: boolean;
  readonly judged: Judged;
  readonly createdAt?: Date;
  readonly createdBy?: string;
  readonly match: MatchRule;
}

/** What is said of a new rule. */
export interface NewOwnRule {
  readonly name: string;
  /** RE2 syntax. */
  readonly pattern: string;
  /** Code of the customer who pays. */
  readonly customer?: string;
  readonly category?: Category;
  /** Counterpart of the line; the chart's account of the category unless said. */
  readonly account?: string;
  /** VAT inside the amount: its rate in percent, and its account. */
  readonly vat?: { readonly rate: string; readonly account: string };
  /** Instead of `account` and `vat`: several accounts, each with its VAT. */
  readonly split?: readonly RuleShare[];
  readonly needed?: number;
}

/** A rule as people see it. */
export interface OwnRuleView {
  readonly id: string;
  readonly name: string;
  readonly pattern: string;
  readonly customer?: string;
  readonly category?: Category;
  readonly account?: string;
  readonly vat?: { readonly rate: string; readonly account: string };
  readonly split?: readonly RuleShare[];
  readonly state: 'shadow' | 'trusted';
  readonly needed: number;
  readonly confirmed: number;
  readonly otherwise: number;
  readonly undone: number;
  /** Confirmations after the last contradiction. */
  readonly since: number;
  /** `settings`: kept in the company's settings, and changed there. */
  readonly origin: 'rule' | 'settings';
  readonly createdBy?: string;
}

/** What a rule would have said of the lines of the past. */
export interface RuleTrial {
  readonly lines: number;
  readonly matched: number;
  /** Decided as the rule says, otherwise, and not decided. */
  readonly agreed: number;
  readonly otherwise: number;
  readonly undecided: number;
  /** The newest ones, those decided otherwise first. */
  readonly examples: readonly {
    readonly transactionId: string;
    readonly bookingDate: Day;
    readonly amount: string;
    readonly currency: string;
    readonly text: string;
    readonly outcome: 'agreed' | 'otherwise' | 'undecided';
  }[];
}

const NOT_JUDGED: Judged = { confirmed: 0, otherwise: 0, undone: 0, since: 0 };
/** Lines a rule is tried on at most, the newest first. */
const MOST_TRIED = 50_000;
const EXAMPLES = 20;

/** The rules of a company with how far each is proven: those of the database, then those of its settings. */
export async function readOwnRules(tx: CompanyTransaction, company: Company): Promise<OwnRule[]> {
  const store = new RuleStore(tx);
  const rows = await store.list();
  const settings = readMatchConfig(company.settings['matching'] ?? {}).rules;
  if (rows.length === 0 && settings.length === 0) return [];
  const judged = await store.judged('rule');
  const ready = (row: Omit<OwnRule, 'trusted' | 'judged'>): OwnRule => {
    const said = judged.get(subjectOf(row.id)) ?? NOT_JUDGED;
    return { ...row, judged: said, trusted: said.since >= row.needed };
  };
  return [
    ...rows.map((row) => ready({ ...row, match: compiled(row.name, row.pattern, row.customerCode, row.category) })),
    ...settings.map((match) =>
      ready({
        id: `settings/${match.id}`,
        name: match.id,
        pattern: match.pattern,
        ...(match.customer === undefined ? {} : { customerCode: match.customer }),
        ...(match.category === undefined ? {} : { category: match.category }),
        needed: neededOf(company).rules,
        match,
      }),
    ),
  ];
}

/** Name of a rule among what decisions rest on. */
export function subjectOf(ruleId: string): string {
  return `rule:${ruleId}`;
}

/** What the rules that fit a line say of it. */
export function sourcesOfRules(
  rules: readonly OwnRule[],
  line: TransactionLine,
  customers: ReadonlyMap<string, string>,
): (Source & { readonly rule: OwnRule })[] {
  if (rules.length === 0) return [];
  const text = ruleTextOf(line);
  const received = !line.amount.startsWith('-');
  return rules
    .filter((rule) => (received || rule.category !== undefined) && rule.match.matches(text))
    .map((rule) => {
      const customerId = rule.customerId ?? (rule.customerCode && customers.get(rule.customerCode));
      return {
        rule,
        subject: subjectOf(rule.id),
        ...(customerId ? { customerId } : {}),
        ...(rule.category === undefined ? {} : { category: rule.category }),
        ...(rule.trusted ? {} : { shadow: true }),
      };
    });
}

/**
 * Account or accounts a rule puts a line on; nothing where the chart's account of the category is meant, and undefined
 * where the fixed amounts of its split are more than the line.
 */
export function ruleAccounts(
  rule: Pick<OwnRule, 'account' | 'vat' | 'split'>,
  line: { readonly amount: bigint; readonly currency: string },
): { account?: string; split?: readonly LineShare[] } | undefined {
  const { account, vat, split } = rule;
  if (split !== undefined) {
    const shares = sharesOfLine(split, line);
    return shares && { split: shares };
  }
  if (account === undefined) return {};
  if (vat === undefined) return { account };
  const shares = sharesOfLine([{ account, rest: true, vat }], line);
  return shares && { split: shares };
}

/**
 * Adds a rule. It starts in shadow: it proposes, and posts only once its own counter proves it.
 *
 * @throws InputError where the pattern cannot run in linear time, the customer is unknown, or the name is taken
 */
export async function addOwnRule(
  context: OperationsContext,
  companyId: string,
  rule: NewOwnRule & { readonly by: string },
): Promise<OwnRuleView> {
  return context.database.withCompany(companyId, async (tx) => {
    const company = await readCompany(tx);
    const row = await checkedRule(tx, company, rule);
    await new RuleStore(tx).add(row);
    const added = (await readOwnRules(tx, company)).find(({ name }) => name === rule.name)!;
    return viewOf(added);
  });
}

/** The rules of a company, in the order they are asked. */
export async function listOwnRules(context: OperationsContext, companyId: string): Promise<OwnRuleView[]> {
  return context.database.withCompany(companyId, async (tx) =>
    (await readOwnRules(tx, await readCompany(tx))).map(viewOf),
  );
}

/** Removes a rule by id or name; what it had decided stays. */
export async function removeOwnRule(context: OperationsContext, companyId: string, which: string): Promise<void> {
  await context.database.withCompany(companyId, async (tx) => {
    const store = new RuleStore(tx);
    const found = (await store.list()).find(({ id, name }) => id === which || name === which);
    if (found && (await store.remove(found.id))) return;
    throw new InputError('unknown-rule', `There is no rule "${which}": lettrage rule list shows them.`);
  });
}

/** What a rule would have said of the lines since a day, and whether they were decided so. Stores nothing. */
export async function tryOwnRule(
  context: OperationsContext,
  companyId: string,
  rule: Omit<NewOwnRule, 'name'> & { readonly from?: Day },
): Promise<RuleTrial> {
  return context.database.withCompany(
    companyId,
    async (tx) => {
      const row = await checkedRule(tx, await readCompany(tx), { ...rule, name: 'trial', by: 'trial' });
      const match = compiled('trial', rule.pattern, rule.customer, rule.category);
      const lines = await new RuleStore(tx).decidedLines(rule.from ?? parseDay('1900-01-01'), MOST_TRIED);
      return trialOf(lines, match, row);
    },
    { readOnly: true },
  );
}

function trialOf(
  lines: readonly DecidedLine[],
  match: MatchRule,
  says: { readonly customerId?: string; readonly category?: Category },
): RuleTrial {
  const matched = lines.filter(
    (one) => (one.amount > 0n || says.category !== undefined) && match.matches(ruleTextOf(one.line)),
  );
  const judged = matched.map((one) => ({ one, outcome: outcomeOf(one, says) }));
  const number = (wanted: string): number => judged.filter(({ outcome }) => outcome === wanted).length;
  const examples = [...judged].sort((a, b) => Number(b.outcome === 'otherwise') - Number(a.outcome === 'otherwise'));
  return {
    lines: lines.length,
    matched: matched.length,
    agreed: number('agreed'),
    otherwise: number('otherwise'),
    undecided: number('undecided'),
    examples: examples.slice(0, EXAMPLES).map(({ one, outcome }) => ({
      transactionId: one.id,
      bookingDate: one.bookingDate,
      amount: formatMinor(one.amount, one.currency),
      currency: one.currency,
      text: [one.line.counterparty?.name, one.line.remittance].filter(Boolean).join(' · ').slice(0, 140),
      outcome,
    })),
  };
}

function outcomeOf(
  line: DecidedLine,
  says: { readonly customerId?: string; readonly category?: Category },
): 'agreed' | 'otherwise' | 'undecided' {
  if (line.state !== 'matched' && line.state !== 'set-aside') return 'undecided';
  return line.customerId === says.customerId && line.category === says.category ? 'agreed' : 'otherwise';
}

async function checkedRule(
  tx: CompanyTransaction,
  company: Company,
  rule: NewOwnRule & { readonly by: string },
): Promise<Parameters<RuleStore['add']>[0]> {
  const { name, pattern, customer, category, account, vat, split, needed = neededOf(company).rules } = rule;
  if (vat !== undefined && (account === undefined || !/^\d{1,2}(\.\d{1,2})?$/.test(vat.rate)))
    throw new InputError(
      'invalid-rule',
      'VAT needs a rate in percent, such as 20 or 5.5, and the account of the rest.',
    );
  if (split !== undefined && (account !== undefined || vat !== undefined))
    throw new InputError('invalid-rule', 'A split has the accounts and the VAT: say no other account beside it.');
  if (split !== undefined) checkShares(split, company.currency);
  if ((account ?? split) !== undefined && category === undefined)
    throw new InputError('invalid-rule', 'An account goes with a category: a customer has the customers’ account.');
  compiled(name, pattern, customer, category);
  let customerId: string | undefined;
  if (customer !== undefined) {
    const [found] = await tx.query<{ id: string }>(
      'select id from books.customer where company_id = $1 and code = $2',
      [tx.companyId, customer],
    );
    if (!found) throw new InputError('unknown-customer', `There is no customer "${customer}" in this company.`);
    customerId = found.id;
  }
  return {
    name,
    pattern,
    needed,
    createdBy: rule.by,
    ...(customerId === undefined ? {} : { customerId }),
    ...(category === undefined ? {} : { category }),
    ...(account === undefined ? {} : { account }),
    ...(vat === undefined ? {} : { vat }),
    ...(split === undefined ? {} : { split }),
  };
}

/** Throws with the engine's own words where the pattern can't run in linear time, or the rule says nothing or two things. */
function compiled(
  id: string,
  pattern: string,
  customer: string | undefined,
  category: Category | undefined,
): MatchRule {
  const rule = {
    id,
    pattern,
    ...(customer === undefined ? {} : { customer }),
    ...(category === undefined ? {} : { category }),
  };
  try {
    return readMatchConfig({ rules: [rule] }).rules[0]!;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const problems = error.problems.map((problem) => ({
      ...problem,
      location: (problem.location ?? '').replace('$.rules[0].', '').replace('$.rules[0]', 'rule'),
    }));
    throw new InputError('invalid-rule', `The rule cannot be used: ${problems[0]?.message ?? error.message}`, problems);
  }
}

function viewOf(rule: OwnRule): OwnRuleView {
  const { id, name, pattern, customerCode, category, account, vat, split, needed, judged, createdBy } = rule;
  return {
    id,
    name,
    pattern,
    ...(customerCode === undefined ? {} : { customer: customerCode }),
    ...(category === undefined ? {} : { category }),
    ...(account === undefined ? {} : { account }),
    ...(vat === undefined ? {} : { vat }),
    ...(split === undefined ? {} : { split }),
    state: rule.trusted ? 'trusted' : 'shadow',
    needed,
    ...judged,
    origin: id.startsWith('settings/') ? 'settings' : 'rule',
    ...(createdBy === undefined ? {} : { createdBy }),
  };
}
