import { anything, count, day, flag, listOf, money, object, oneOf, ref, text, uuid } from './schema-parts.js';

const sums = { currency: text, gross: money, fees: money, feeVat: money, net: money };

const payout = {
  id: uuid,
  provider: text,
  reference: text,
  arrival: day,
  ...sums,
  state: oneOf('waiting', 'booked'),
  items: count,
  open: count,
  'transactionId?': uuid,
};

/** Answers about what payment providers pay out. */
export const payouts = {
  Payout: object(payout, '`open`: movements that wait in suspense until a person says what they pay'),
  PayoutDetail: object({
    ...payout,
    movements: listOf(
      object({
        id: text,
        kind: oneOf('charge', 'refund', 'dispute', 'fee', 'adjustment', 'reserve'),
        amount: money,
        fee: money,
        feeVat: money,
        'day?': day,
        'charge?': text,
        'payer?': text,
        'description?': text,
        references: listOf(anything),
        'paymentId?': uuid,
        'reason?': text,
      }),
    ),
    lines: listOf(object({ transactionId: uuid, ref: text, bookingDate: day })),
  }),
  PayoutsImport: object({
    file: text,
    dryRun: flag,
    payouts: listOf(
      object({
        provider: text,
        id: text,
        arrival: day,
        ...sums,
        state: oneOf('stored', 'preview', 'known', 'differs'),
        items: count,
        charges: count,
        tied: count,
        open: listOf(ref('OpenMovement')),
      }),
    ),
    problems: listOf(ref('Finding')),
  }),
  OpenMovement: object({
    id: text,
    kind: text,
    amount: money,
    'payer?': text,
    'description?': text,
    reason: text,
  }),
  PayoutBooked: object({
    outcome: oneOf('booked', 'known'),
    payout: text,
    provider: text,
    currency: text,
    net: money,
    receipts: count,
    confirmed: count,
    open: listOf(ref('OpenMovement')),
  }),
  PayoutTakenBack: object({ payout: text, transactionId: uuid, allocationIds: listOf(uuid) }),
  MovementAssigned: object({ allocationIds: listOf(uuid) }),
};
