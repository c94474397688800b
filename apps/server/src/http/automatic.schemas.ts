import { RULE_CLASSES } from '@lettrage/billing';
import { count, day, flag, instant, listOf, money, object, oneOf, ref, text, uuid } from './schema-parts.js';

const learned = {
  key: text,
  kind: oneOf('account', 'name'),
  customer: text,
  customerId: uuid,
  count,
  since: count,
  needed: count,
  state: oneOf('shadow', 'trusted'),
  lastDay: day,
};
const ruleClass = oneOf(...RULE_CLASSES);

/** Answers about what is posted without a person, and about the queue of those who decide. */
export const automatic = {
  CustomerGroup: object({
    code: text,
    'name?': text,
    members: listOf(object({ code: text, name: text, kept: flag })),
  }),
  CustomerGroupChange: object({
    id: uuid,
    at: instant,
    'by?': text,
    customer: text,
    customerName: text,
    'before?': text,
    'after?': text,
    'undoes?': uuid,
    'undoneBy?': uuid,
  }),
  RuleClass: object({
    class: ruleClass,
    title: text,
    automatic: flag,
    'ceiling?': money,
    currency: text,
    wouldHavePosted: count,
    confirmed: count,
    otherwise: count,
    posted: count,
    undone: count,
    waiting: count,
    'changedAt?': instant,
    'changedBy?': text,
    'reason?': text,
  }),
  OwnRule: object({
    id: text,
    name: text,
    pattern: text,
    'customer?': text,
    'category?': text,
    'account?': text,
    'vat?': object({ rate: text, account: text }),
    'split?': listOf(
      object({
        account: text,
        'amount?': money,
        'percent?': text,
        'rest?': flag,
        'vat?': object({ rate: text, account: text }),
      }),
    ),
    state: oneOf('shadow', 'trusted'),
    needed: count,
    confirmed: count,
    otherwise: count,
    undone: count,
    since: count,
    origin: oneOf('rule', 'settings'),
    'createdBy?': text,
  }),
  RuleTrial: object({
    lines: count,
    matched: count,
    agreed: count,
    otherwise: count,
    undecided: count,
    examples: listOf(
      object({
        transactionId: uuid,
        bookingDate: day,
        amount: money,
        currency: text,
        text,
        outcome: oneOf('agreed', 'otherwise', 'undecided'),
      }),
    ),
  }),
  LearnedPayer: object(learned),
  LearnedPayerReasons: object({
    ...learned,
    sources: listOf(
      object({
        transactionId: uuid,
        bookingDate: day,
        amount: money,
        currency: text,
        'remittance?': text,
        'decisionId?': uuid,
        'decidedBy?': text,
        'rule?': text,
        invoices: listOf(text),
      }),
    ),
  }),
  NextLine: object({ 'line?': ref('Transaction'), waiting: count }),
  QueueGroup: object({ ruleClass, 'category?': text, currency: text, count, amount: money }),
  GroupAccepted: object({
    accepted: count,
    refused: listOf(object({ transactionId: uuid, reason: text })),
    left: count,
  }),
  RememberedPayer: object({ iban: text, customer: text }),
};
