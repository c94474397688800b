import type { HistoryRecord } from '@lettrage/domain';
import type { MatchConfig, MatchRule } from '../config.js';
import { ruleTextOf } from '../rule-text.js';

/** How often a rule's pattern fitted a confirmed payment, and how often its customer was not who had paid. */
export interface RuleRecord {
  readonly fitted: number;
  readonly otherwise: number;
}

/** Confirmed payments a rule is tried on, the newest. */
const MOST_TRIED = 2_000;
/** One wrong of so many shows a slip of somebody's hand, more show a pattern that fits too much. */
const RIGHT_FOR_EACH_WRONG = 19;

/**
 * The configuration with the record of each rule that names a customer, from the confirmed payments. A rule that has a
 * record keeps it.
 */
export function judgeRules(config: MatchConfig, history: readonly HistoryRecord[]): MatchConfig {
  if (history.length === 0 || !config.rules.some(isUnjudged)) return config;
  const tried = history.slice(-MOST_TRIED).filter(({ transaction }) => !transaction.amount.startsWith('-'));
  const payments = tried.map(({ transaction, customer, allocations = [] }) => ({
    text: ruleTextOf(transaction),
    // A payment of several customers' items says nothing of who paid.
    payer: customer ?? (allocations.length === 0 ? NOBODY : undefined),
  }));
  const rules = config.rules.map((rule) => (isUnjudged(rule) ? { ...rule, record: recordOf(rule, payments) } : rule));
  return { ...config, rules };
}

const NOBODY = Symbol('nobody');

function recordOf(
  rule: MatchRule,
  payments: readonly { readonly text: string; readonly payer: string | symbol | undefined }[],
): RuleRecord {
  let [fitted, otherwise] = [0, 0];
  for (const { text, payer } of payments) {
    if (payer === undefined || !rule.matches(text)) continue;
    fitted += 1;
    if (payer !== rule.customer) otherwise += 1;
  }
  return { fitted, otherwise };
}

function isUnjudged({ customer, record }: MatchRule): boolean {
  return customer !== undefined && record === undefined;
}

/** True if a rule was wrong so often in the past that nothing may be posted on it. */
export function isContradicted({ record }: MatchRule): boolean {
  return record !== undefined && record.otherwise * RIGHT_FOR_EACH_WRONG > record.fitted - record.otherwise;
}
