import { get, inCompany, post, remove } from './http.js';
import type { Category } from './transactions.js';

/** A class of rules: whether it posts by itself, and what speaks for it. */
export interface RuleClass {
  readonly class: string;
  /** What it covers, in the reader's language. */
  readonly title: string;
  readonly automatic: boolean;
  readonly ceiling?: string;
  readonly currency: string;
  readonly wouldHavePosted: number;
  readonly confirmed: number;
  readonly otherwise: number;
  readonly posted: number;
  readonly undone: number;
  readonly waiting: number;
  readonly reason?: string;
}

/** A rule of the company. */
export interface OwnRule {
  readonly id: string;
  readonly name: string;
  readonly pattern: string;
  readonly customer?: string;
  readonly category?: Category;
  readonly account?: string;
  readonly state: 'shadow' | 'trusted';
  readonly needed: number;
  readonly since: number;
  readonly origin: 'rule' | 'settings';
}

/** What is asked of a new rule. */
export interface RuleDraft {
  readonly pattern: string;
  readonly customer?: string;
  readonly category?: Category;
  readonly account?: string;
}

/** What a rule would have said of the past. */
export interface RuleTrial {
  readonly lines: number;
  readonly matched: number;
  readonly agreed: number;
  readonly otherwise: number;
  readonly undecided: number;
  readonly examples: readonly {
    readonly transactionId: string;
    readonly bookingDate: string;
    readonly amount: string;
    readonly currency: string;
    readonly text: string;
    readonly outcome: 'agreed' | 'otherwise' | 'undecided';
  }[];
}

/** A payer and a customer it is known to pay for. */
export interface LearnedPayer {
  readonly key: string;
  readonly kind: 'account' | 'name';
  readonly customer: string;
  readonly count: number;
  readonly since: number;
  readonly needed: number;
  readonly state: 'shadow' | 'trusted';
  readonly lastDay: string;
}

/** Payments that taught whom a payer pays for. */
export interface LearnedReason extends LearnedPayer {
  readonly sources: readonly {
    readonly transactionId: string;
    readonly bookingDate: string;
    readonly amount: string;
    readonly currency: string;
    readonly decidedBy?: string;
    readonly invoices: readonly string[];
  }[];
}

/** Proven proposals that wait, of one class and category. */
export interface QueueGroup {
  readonly ruleClass: string;
  readonly category?: Category;
  readonly currency: string;
  readonly count: number;
  readonly amount: string;
}

interface List<T> {
  readonly items: readonly T[];
}

export async function listClasses(companyId: string, signal?: AbortSignal): Promise<readonly RuleClass[]> {
  return (await get<List<RuleClass>>(inCompany(companyId, '/automatic'), {}, signal)).items;
}

export async function switchClass(
  companyId: string,
  name: string,
  how: { readonly automatic: boolean; readonly ceiling?: string },
): Promise<void> {
  await post(inCompany(companyId, `/automatic/${name}`), how);
}

export async function listRules(companyId: string, signal?: AbortSignal): Promise<readonly OwnRule[]> {
  return (await get<List<OwnRule>>(inCompany(companyId, '/rules'), {}, signal)).items;
}

export function addRule(companyId: string, rule: RuleDraft & { readonly name: string }): Promise<OwnRule> {
  return post<OwnRule>(inCompany(companyId, '/rules'), rule);
}

export function tryRule(companyId: string, rule: RuleDraft): Promise<RuleTrial> {
  return post<RuleTrial>(inCompany(companyId, '/rules/try'), rule);
}

export function removeRule(companyId: string, id: string): Promise<void> {
  return remove(inCompany(companyId, `/rules/${id}`));
}

export async function listLearned(
  companyId: string,
  text: string,
  signal?: AbortSignal,
): Promise<readonly LearnedPayer[]> {
  const query = { q: text || undefined };
  return (await get<List<LearnedPayer>>(inCompany(companyId, '/learned-payers'), query, signal)).items;
}

export async function whyLearned(companyId: string, payer: string): Promise<readonly LearnedReason[]> {
  return (await get<List<LearnedReason>>(inCompany(companyId, '/learned-payers/why'), { payer })).items;
}

export async function forgetLearned(companyId: string, payer: string, customer: string): Promise<void> {
  await post(inCompany(companyId, '/learned-payers/forget'), { payer, customer });
}

export async function listGroups(companyId: string, signal?: AbortSignal): Promise<readonly QueueGroup[]> {
  return (await get<List<QueueGroup>>(inCompany(companyId, '/review/groups'), {}, signal)).items;
}

/** Accepts some of a group; `left` says how many of it wait still. */
export function acceptGroup(
  companyId: string,
  group: Pick<QueueGroup, 'ruleClass' | 'category'>,
): Promise<{ readonly accepted: number; readonly refused: readonly unknown[]; readonly left: number }> {
  const { ruleClass, category } = group;
  return post(inCompany(companyId, '/review/accept-group'), { ruleClass, ...(category ? { category } : {}) });
}

export async function rememberPayer(companyId: string, lineId: string, customerId: string): Promise<void> {
  await post(inCompany(companyId, `/transactions/${lineId}/remember-payer`), { customerId });
}
