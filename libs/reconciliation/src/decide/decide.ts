import { formatMinor, type Advice, type TransactionLine } from '@lettrage/domain';
import { DEFAULT_CONFIG, toleranceOf, type MatchConfig } from '../config.js';
import { viewOf, type SliceView } from '../book/slice-view.js';
import { WorkingBook } from '../book/working-book.js';
import { foreignPayment } from '../explain/exchange.js';
import { forget, readLine, says, type ReadLine } from '../line/read-line.js';
import {
  ENGINE_VERSION,
  type Explanation,
  type LineDecision,
  type MatchContext,
  type Rival,
  type Slice,
} from '../model.js';
import { identifyPayer } from '../payer/identify.js';
import { CHARGE_WORDS } from '../text/vocabulary.js';
import { adviceFor } from './advice.js';
import { noItem, type NoItem } from './categories.js';
import { findReferences } from './found.js';
import { evidenceOf, whyOf, type Situation } from './hypothesis.js';
import { onAccount } from './on-account.js';
import { forReview, habitEvidence } from './propose.js';
import { ruleOf, unproven } from './prove.js';
import { rank, type Ranked } from './rank.js';
import { findReturned, isReturn } from './returns.js';
import { probability } from './score.js';
import { Waiting } from './waiting.js';

/** Alternatives shown beside the best proposal. */
const MOST_ALTERNATIVES = 5;

/**
 * Decides bank lines against a slice of the book: by booking day, then the order given; each automatic decision changes
 * the engine's own copy of the slice before the next line is looked at. Writes nothing; the same input gives the same
 * decisions. Returns one decision per line, in the order given.
 */
export function decide(
  lines: readonly TransactionLine[],
  slice: Slice | SliceView,
  context: MatchContext = {},
): LineDecision[] {
  const view = 'rowsOf' in slice ? slice : viewOf(slice);
  const book = new WorkingBook(view);
  const config = context.config ?? DEFAULT_CONFIG;
  const decided = new Map<number, LineDecision>();
  const inOrder = lines.map((line, index) => ({ line, index }));
  inOrder.sort((a, b) =>
    a.line.bookingDate < b.line.bookingDate ? -1 : a.line.bookingDate > b.line.bookingDate ? 1 : a.index - b.index,
  );
  const waiting = new Waiting();
  const confirmed = new Set(slice.past.map(({ transaction }) => transaction.ref));
  for (const { line, index } of inOrder) {
    const read = readLine(line);
    const decision = confirmed.has(line.ref)
      ? undecided(read, 'this line was already confirmed in the history')
      : decideLine(situationOf(read, book, waiting, config), context.advice ?? []);
    if (decision.decision === 'auto') book.apply(read, decision);
    if (decision.decision === 'review') waiting.add(decision);
    book.see(read);
    decided.set(index, decision);
    forget(line);
  }
  return lines.map((_, index) => decided.get(index)!);
}

/** One line: returns, then money paid out, then advice, then open items, then what pays no item. */
function decideLine(situation: Situation, advice: readonly Advice[]): LineDecision {
  const { read, book } = situation;
  const { config } = situation.amount;
  if (read.amount === 0n) return paysNothing(read, { category: 'other', detail: 'nothing was moved' });
  if (isReturn(read)) return decideReturn(read, book, advice);
  if (read.amount < 0n) return decidePaidOut(situation);
  const ranked = rank(situation);
  const all = ranked.map(({ hypothesis }) => hypothesis);
  const [best] = all;
  const reason = best && unproven(best, all, situation);
  const advised = adviceFor(situation, advice, reason === undefined ? best : undefined, all);
  if (advised) return decideAdvised(read, advised);
  if (best && reason === undefined) return proven(read, situation, ranked);
  const none = noItem(read, config);
  if (none && situation.payers.definite.size === 0 && !namesItem(situation)) return paysNothing(read, none);
  const credit = onAccount(situation, all);
  if (credit && credit.reason === undefined) return decideOnAccount(read, credit);
  return best ? proposed(read, situation, ranked, reason!) : undecided(read, credit?.reason ?? missing(situation));
}

/** The text names an open item by a whole number. */
function namesItem({ found }: Situation): boolean {
  for (const { rank: strength } of found.open.values()) if (strength >= 4) return true;
  return false;
}

function situationOf(read: ReadLine, book: WorkingBook, waiting: Waiting, whole: MatchConfig): Situation {
  const { line } = read;
  const config = toleranceOf(whole, () => `${read.payerName.join(' ')} ${read.text}`);
  const foreign = line.counterparty?.iban !== undefined && !line.counterparty.iban.startsWith('FR');
  const charges = foreign || (line.charges?.length ?? 0) > 0 || says(read, CHARGE_WORDS);
  const foreignPaid = foreignPayment(line);
  const { currency, bookingDate: day } = line;
  const known = { amount: read.amount, day, currency, config, charges };
  const amount = foreignPaid ? { ...known, foreign: foreignPaid } : known;
  return { read, book, waiting, found: findReferences(read, book), payers: identifyPayer(read, book, config), amount };
}

function explanation(ranked: Ranked, situation: Situation, all: readonly Ranked[]): Explanation {
  const { hypothesis, odds } = ranked;
  let equals = 0;
  for (const other of all) if (other !== ranked && other.odds >= odds - 1) equals += 1;
  const { customer, allocations, onAccount } = hypothesis;
  const rule = ruleOf(hypothesis);
  const confidence = probability(odds - Math.log(1 + equals));
  const evidence = evidenceOf(hypothesis, situation.payers);
  // Written out: objects put together from parts take longer than all that is in them.
  return customer === undefined
    ? { allocations, onAccount, rule, confidence, evidence }
    : { customer, allocations, onAccount, rule, confidence, evidence };
}

function rivalsOf(ranked: readonly Ranked[], situation: Situation): Rival[] {
  return ranked.slice(1, 1 + MOST_ALTERNATIVES).map((one) => {
    const { customer, allocations, onAccount, rule, confidence, evidence } = explanation(one, situation, ranked);
    const why = whyOf(one.hypothesis);
    return customer === undefined
      ? { allocations, onAccount, rule, confidence, evidence, why }
      : { customer, allocations, onAccount, rule, confidence, evidence, why };
  });
}

function base(read: ReadLine): Pick<LineDecision, 'transaction' | 'currency' | 'amount' | 'rivals' | 'engineVersion'> {
  return {
    transaction: read.line.ref,
    currency: read.line.currency,
    amount: read.amount,
    rivals: [],
    engineVersion: ENGINE_VERSION,
  };
}

function proven(read: ReadLine, situation: Situation, ranked: readonly Ranked[]): LineDecision {
  const best = explanation(ranked[0]!, situation, ranked);
  const { evidence, confidence, rule } = best;
  return {
    transaction: read.line.ref,
    currency: read.line.currency,
    amount: read.amount,
    rivals: rivalsOf(ranked, situation),
    engineVersion: ENGINE_VERSION,
    decision: 'auto',
    best,
    evidence,
    confidence,
    rule,
  };
}

function proposed(read: ReadLine, situation: Situation, ranked: readonly Ranked[], reason: string): LineDecision {
  const proposals = forReview(ranked, situation);
  const decision = proven(read, situation, proposals);
  const habit = habitEvidence(proposals[0]!.hypothesis, situation);
  const evidence = habit.length === 0 ? decision.evidence : [...decision.evidence, ...habit];
  return Object.assign(decision, { evidence, decision: 'review' as const, reason });
}

function undecided(read: ReadLine, reason: string): LineDecision {
  return { ...base(read), decision: 'review', reason, evidence: [], confidence: 0.0001 };
}

function missing({ payers, found }: Situation): string {
  if (found.unpayable.length > 0) return `the text names ${found.unpayable[0]!.number}, which is in another currency`;
  if (found.settled.length > 0) return `the text names ${found.settled[0]!.number}, which is already settled`;
  return payers.definite.size > 0
    ? 'the payer is known, but no open item explains the amount'
    : 'no open item has this number or amount';
}

function paysNothing(read: ReadLine, none: NoItem): LineDecision {
  const { category, needs, detail } = none;
  const evidence = [{ kind: 'category', detail }];
  return {
    ...base(read),
    decision: 'none',
    category,
    ...(needs && { needs }),
    evidence,
    confidence: 0.99,
    rule: `category+${category}`,
  };
}

function decideReturn(read: ReadLine, book: WorkingBook, advice: readonly Advice[]): LineDecision {
  if (read.amount > 0n)
    return paysNothing(read, { category: 'return', detail: 'the bank gives back money that was paid out' });
  const search = findReturned(read, book, advice);
  if ('reason' in search) return { ...undecided(read, search.reason), category: 'return' };
  const { payment, allocations, detail } = search;
  book.reopen(payment, new Set(allocations.map(({ invoice }) => invoice)));
  const reverses = allocations.map(({ invoice, amount }) => ({
    transaction: payment.transaction,
    invoice,
    amount,
  }));
  const evidence = [{ kind: 'return', detail }];
  return { ...base(read), decision: 'none', category: 'return', reverses, evidence, confidence: 0.999, rule: 'return' };
}

/** Money paid out settles an item only if it names an open credit note of exactly this amount; it is proposed if the payee fits. */
function decidePaidOut(situation: Situation): LineDecision {
  const { read } = situation;
  const ranked = rank(situation).filter(
    ({ hypothesis }) => hypothesis.kind === 'exact' && hypothesis.units.every((unit) => unit.kind !== 'invoice'),
  );
  const best = ranked[0]?.hypothesis;
  if (
    best &&
    best.rank >= 4 &&
    unproven(
      best,
      ranked.map(({ hypothesis }) => hypothesis),
      situation,
    ) === undefined
  ) {
    return proven(read, situation, ranked);
  }
  if (best && (best.rank >= 4 || best.payer >= 2))
    return proposed(read, situation, ranked, 'money paid out fits a credit of this customer');
  return paysNothing(read, noItem(read, situation.amount.config) ?? { category: 'other', detail: 'money paid out' });
}

function decideAdvised(read: ReadLine, advised: NonNullable<ReturnType<typeof adviceFor>>): LineDecision {
  const { advice, allocations, customers, reason } = advised;
  const evidence = [
    {
      kind: 'advice',
      detail: `${advice.kind} of ${advice.total} with ${advice.items.length} items agrees to the cent`,
    },
  ];
  const rule = `advice+${advice.kind}`;
  const confidence = reason === undefined ? 0.9995 : 0.6;
  const best: Explanation = {
    ...(customers.length === 1 && { customer: customers[0]! }),
    allocations,
    onAccount: 0n,
    rule,
    confidence,
    evidence,
  };
  return {
    ...base(read),
    decision: reason === undefined ? 'auto' : 'review',
    best,
    evidence,
    confidence,
    rule,
    ...(reason !== undefined && { reason }),
  };
}

function decideOnAccount(read: ReadLine, credit: NonNullable<ReturnType<typeof onAccount>>): LineDecision {
  const { customer, rule, evidence } = credit;
  const best: Explanation = { customer, allocations: [], onAccount: read.amount, rule, confidence: 0.99, evidence };
  const detail = { kind: 'amount', detail: `${formatMinor(read.amount, read.line.currency)} on account` };
  return { ...base(read), decision: 'auto', best, evidence: [...evidence, detail], confidence: 0.99, rule };
}
