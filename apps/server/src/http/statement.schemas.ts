import { anything, count, day, flag, instant, listOf, money, object, oneOf, text, uuid } from './schema-parts.js';

const chain = oneOf('first', 'follows', 'gap', 'overlaps', 'unknown');

const compared = object({
  id: uuid,
  bookingDate: day,
  amount: money,
  currency: text,
  state: text,
  'counterparty?': text,
  'remittance?': text,
  file: text,
  format: text,
});

/** Answers about what statements are worth: their chain, and lines that may be told twice. */
export const statementAnswers = {
  StatementChain: object({
    account: object({ id: uuid, account: text, label: text, currency: text }),
    whole: { ...flag, description: 'No gap and no statement number left out' },
    gaps: listOf(object({ after: day, before: day, missing: money })),
    statements: listOf(
      object({
        id: uuid,
        'statementId?': text,
        'sequence?': text,
        'from?': day,
        'to?': day,
        'opening?': money,
        'closing?': money,
        count,
        sum: money,
        'balanced?': flag,
        file: text,
        format: text,
        importedAt: instant,
        chain,
        'missing?': { ...money, description: 'Of a gap: the movements that are missing' },
        'after?': day,
        'before?': day,
        'late?': { ...flag, description: 'It came after a statement of later days' },
        'afterNumber?': { ...text, description: 'The number before it, where numbers are left out' },
      }),
    ),
  }),
  AccountTotals: object(
    {
      account: text,
      'company?': text,
      'companyId?': uuid,
      'currency?': text,
      statements: count,
      'from?': day,
      'to?': day,
      'opening?': money,
      'closing?': money,
      read: count,
      stored: count,
      known: count,
      held: count,
      history: count,
      refused: count,
      gaps: count,
      overlaps: count,
      late: count,
      warnings: count,
      errors: count,
    },
    'What a file brings to one account, all its statements together',
  ),
  StatementProfile: object({
    id: uuid,
    name: text,
    format: text,
    profile: anything,
    confirmedBy: text,
    createdAt: instant,
    'usedAt?': instant,
  }),
  ProposedProfile: object({ file: text, profile: anything, check: listOf(text) }),
  SuspectedDouble: object({
    line: compared,
    resembles: compared,
    kind: {
      ...oneOf('line', 'batch', 'update'),
      description: 'batch: a sum here and its details there, or the other way',
    },
    others: listOf(compared),
  }),
};
