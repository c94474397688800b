import {
  isProven,
  ruleClassOf,
  type AutomaticPosting,
  type HeldBack,
  type RuleClass,
  type Source,
} from '@lettrage/billing';
import {
  decide,
  keysOf,
  payerKeysOfLine,
  publicDecision,
  readMatchConfig,
  type BookItem,
  type LineDecision,
  type MatchConfig,
} from '@lettrage/reconciliation';
import {
  ReconcileStore,
  SqlBook,
  type CompanyTransaction,
  type LineToDecide,
  type SqlSlice,
} from '@lettrage/persistence';
import type { Advice } from '@lettrage/domain';
import { collectionAdvice } from '../payment-orders/order-life.js';
import { neededOf } from '../policies/needed.js';
import { ruleAccounts, readOwnRules, sourcesOfRules, type OwnRule } from '../policies/own-rules.js';
import type { Company } from '../setup/companies.js';
import { givenAdvice } from '../advice/given-advice.js';
import { receivedAdvice } from '../status/received-advice.js';
import type { BookIds } from './decision-command.js';

/** A decision of the engine with what the company makes of it. */
export interface JudgedDecision {
  readonly line: LineDecision;
  /** Absent where the engine can say nothing. */
  readonly ruleClass?: RuleClass;
  readonly sources: readonly Source[];
  /** Why it is proposed only, though it is proven, whatever is switched on. */
  readonly heldBack?: HeldBack;
  /** Where a rule of the company puts a line that pays no item. */
  readonly accounts: NonNullable<ReturnType<typeof ruleAccounts>>;
}

/** What a page of lines is decided on, and with. */
export interface PageDecisions {
  readonly decisions: readonly JudgedDecision[];
  readonly ids: BookIds;
}

/** Rules and payers nobody has proven yet. */
interface Shadow {
  readonly rules: readonly OwnRule[];
  /** `key|customer code` of learned payers. */
  readonly payers: ReadonlySet<string>;
}

/**
 * Decides lines on a slice of the books. The engine is asked with what is proven; where rules or payers still in shadow
 * have something to say of a line it left open, it is asked again with them, and their answer is proposed, never posted.
 */
export async function decidePage(
  tx: CompanyTransaction,
  company: Company,
  lines: readonly LineToDecide[],
): Promise<PageDecisions> {
  const transactions = lines.map((line) => line.line);
  const advice = [
    ...(await receivedAdvice(tx, transactions)),
    ...(await givenAdvice(tx, transactions)),
    ...(await collectionAdvice(tx, transactions)),
  ];
  const slice = await new SqlBook(tx).slice(keysOf(transactions, advice));
  const store = new ReconcileStore(tx);
  const rules = await readOwnRules(tx, company);
  const config = { ...readMatchConfig(company.settings['matching'] ?? {}), ownIbans: await store.ownIbans() };
  const { payers: needed } = neededOf(company);
  const shadow: Shadow = {
    rules: rules.filter((rule) => !rule.trusted),
    payers: new Set(slice.payers.filter(({ since }) => since < needed).map((one) => `${one.key}|${one.customerCode}`)),
  };
  const decided = decideTwice(transactions, { ...slice, advice }, config, rules, shadow);
  const named = [
    ...decided.flatMap(({ line }) => line.best?.customer ?? []),
    ...rules.flatMap((rule) => rule.customerCode ?? []),
  ];
  const customers = await store.customerIds(named);
  const proven = new Set(
    slice.payers.filter(({ since }) => since >= needed).map((one) => `${one.key}|${one.customerCode}`),
  );
  const known = { rules, customers, proven, onePaymentProves: needed === 1 };
  const decisions = decided.map(({ line, inShadow }, index) => judged(line, lines[index]!, { ...known, inShadow }));
  const ids: BookIds = {
    transactions: new Map(lines.map((line) => [line.line.ref, line.id])),
    customers,
    credits: new Set(
      slice.items.filter(({ item }) => item.kind === 'payment' || item.kind === 'on-account').map(({ id }) => id),
    ),
    currency: company.currency,
  };
  return { decisions, ids };
}

function decideTwice(
  transactions: readonly LineToDecide['line'][],
  { advice, ...slice }: SqlSlice & { readonly advice: readonly Advice[] },
  config: MatchConfig,
  rules: readonly OwnRule[],
  shadow: Shadow,
): { readonly line: LineDecision; readonly inShadow: boolean }[] {
  const learned = slice.learned.filter(({ key, customer }) => !shadow.payers.has(`${key}|${customer}`));
  const trusted = rules.filter((rule) => rule.trusted).map((rule) => rule.match);
  const first = decide(transactions, { ...slice, learned }, { config: { ...config, rules: trusted }, advice });
  const open = first.flatMap(({ decision }, index) =>
    decision !== 'auto' && concerns(shadow, transactions[index]!) ? [index] : [],
  );
  const answers = new Map<number, LineDecision>();
  if (open.length > 0) {
    const all = { ...config, rules: rules.map((rule) => rule.match) };
    const asked = open.map((index) => transactions[index]!);
    const second = decide(asked, { ...slice, items: withoutSettled(slice.items, first) }, { config: all });
    second.forEach((answer, at) => answers.set(open[at]!, answer));
  }
  return first.map((line, index) => {
    const answer = answers.get(index);
    return answer === undefined || sameDecision(line, answer)
      ? { line, inShadow: false }
      : { line: answer, inShadow: true };
  });
}

/** What is open once all that is proven is posted. */
function withoutSettled(items: readonly BookItem[], decisions: readonly LineDecision[]): BookItem[] {
  const taken = new Map<string, bigint>();
  for (const { decision, best } of decisions) {
    if (decision !== 'auto') continue;
    for (const { item, amount, adjustment } of best?.allocations ?? [])
      taken.set(item, (taken.get(item) ?? 0n) + amount + (adjustment?.amount ?? 0n));
  }
  return items.flatMap((one) => {
    const gone = taken.get(one.id);
    if (gone === undefined) return [one];
    const open = one.open - gone;
    return open === 0n ? [] : [{ ...one, open, item: { ...one.item, open } }];
  });
}

function concerns(shadow: Shadow, line: LineToDecide['line']): boolean {
  if (shadow.payers.size > 0) {
    const keys = payerKeysOfLine(line);
    for (const payer of shadow.payers) if (keys.some((key) => payer.startsWith(`${key}|`))) return true;
  }
  return sourcesOfRules(shadow.rules, line, new Map()).length > 0;
}

function sameDecision(a: LineDecision, b: LineDecision): boolean {
  const facts = (line: LineDecision): string => {
    const { confidence: _confidence, alternatives: _others, ...rest } = publicDecision(line);
    return JSON.stringify(rest);
  };
  return facts(a) === facts(b);
}

interface Known {
  readonly inShadow: boolean;
  readonly rules: readonly OwnRule[];
  readonly customers: ReadonlyMap<string, string>;
  /** `key|customer code` of learned payers that enough payments confirm. */
  readonly proven: ReadonlySet<string>;
  /** The company trusts a payer from its first payment on. */
  readonly onePaymentProves: boolean;
}

function judged(
  line: LineDecision,
  { line: transaction, amount, currency }: LineToDecide,
  known: Known,
): JudgedDecision {
  const ruleClass = ruleClassOf(line);
  const fitting = sourcesOfRules(known.rules, transaction, known.customers);
  const names = new Set(
    line.evidence.flatMap(({ kind, detail }) => (kind === 'rule' || kind === 'category' ? [detail] : [])),
  );
  const sources: Source[] = fitting.map(({ rule, ...source }) => ({
    ...source,
    ...(names.has(`rule ${rule.name}`) ? { rests: true } : {}),
  }));
  const learned = learnedSources(line, transaction, known.customers);
  sources.push(...learned);
  const decisive =
    line.decision === 'none' ? fitting.find(({ rule }) => rule.category && names.has(`rule ${rule.name}`)) : undefined;
  const accounts = decisive ? ruleAccounts(decisive.rule, { amount, currency }) : {};
  // What was learned in this very run, of a line before this one, is no proof yet either.
  const unproven =
    ruleClass === 'learned' &&
    !known.onePaymentProves &&
    !learned.some(({ key }) => known.proven.has(`${key}|${line.best?.customer}`));
  return {
    line,
    ...(ruleClass === undefined ? {} : { ruleClass }),
    sources: sources.map(({ key: _key, ...source }: Source & { key?: string }) => source),
    ...(known.inShadow || unproven ? { heldBack: 'shadow' as const } : {}),
    ...(accounts === undefined ? { heldBack: 'split' as const } : {}),
    accounts: accounts ?? {},
  };
}

/** The learned payers a decision rests on. */
function learnedSources(
  line: LineDecision,
  transaction: LineToDecide['line'],
  customers: ReadonlyMap<string, string>,
): (Source & { key: string })[] {
  const customerId = line.best?.customer === undefined ? undefined : customers.get(line.best.customer);
  if (customerId === undefined) return [];
  const kinds = new Set(line.evidence.map(({ kind }) => kind));
  return payerKeysOfLine(transaction)
    .filter((key) => (key.startsWith('iban:') ? kinds.has('iban-learned') : kinds.has('alias')))
    .map((key) => ({ key, subject: `payer:${key}|${customerId}`, customerId, rests: true }));
}

/**
 * Which decisions are posted without a person. The engine goes on as if all it proved were posted: where one waits
 * instead, what it decides later of the same customer without a number may rest on that one, and waits too.
 */
export function heldBackOf(
  decisions: readonly JudgedDecision[],
  lines: ReadonlyMap<string, LineToDecide>,
  posting: AutomaticPosting,
): Map<JudgedDecision, HeldBack> {
  const held = new Map<JudgedDecision, HeldBack>();
  const waiting = new Set<string>();
  const inOrder = decisions
    .filter(({ line, ruleClass }) => ruleClass !== undefined && isProven(line))
    .map((one) => ({ one, day: lines.get(one.line.transaction)!.bookingDate }))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  for (const { one } of inOrder) {
    const { line, ruleClass } = one;
    const customers = customersOf(line);
    const follows = ruleClass !== 'reference' && ruleClass !== 'advice' && customers.some((code) => waiting.has(code));
    const why =
      one.heldBack ?? posting.heldBack(ruleClass!, line.amount, line.currency) ?? (follows ? 'earlier' : undefined);
    if (why === undefined) continue;
    held.set(one, why);
    for (const code of customers) waiting.add(code);
  }
  return held;
}

function customersOf({ best }: LineDecision): string[] {
  if (best === undefined) return [];
  return [
    ...new Set([
      ...(best.customer === undefined ? [] : [best.customer]),
      ...best.allocations.map((one) => one.customer),
    ]),
  ];
}
