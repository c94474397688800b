import type { BillingEventType } from '@lettrage/domain';

/**
 * The catalogue of billing events: a JSON Schema (2020-12) for each type and version. Generated into docs/events; every
 * event emitted in tests is checked against it. A new key may be added to a version; anything else is a new version.
 */

/** A JSON Schema as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const AMOUNT = {
  type: 'string',
  pattern: '^-?\\d+(\\.\\d+)?$',
  description: 'Decimal string with as many decimals as the currency has.',
};
const BOOKED = { ...AMOUNT, description: 'In the currency of the books, where that differs: at the rate of the day.' };
const DAY = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
const ID = {
  type: 'string',
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'UUIDv7',
};
const TEXT = { type: 'string', minLength: 1 };
const CURRENCY = { type: 'string', pattern: '^[A-Z]{3}$' };
const FLAG = { type: 'boolean' };
const STATE = { enum: ['draft', 'issued', 'partly-paid', 'paid', 'disputed', 'cancelled'] };
const CATEGORY = {
  enum: ['fee', 'tax', 'social', 'payroll', 'supplier', 'loan', 'transfer', 'card-sales', 'refund', 'return', 'other'],
};
const ADJUSTMENT = object({
  kind: { enum: ['discount', 'bank-fee', 'rounding', 'write-off', 'exchange'] },
  amount: AMOUNT,
});

/** Objects that several events name. */
const DEFINITIONS: JsonSchema = {
  customer: object({ id: ID, code: TEXT, name: { type: 'string' } }, { account: TEXT, externalId: TEXT }),
  item: object(
    {
      id: ID,
      kind: { enum: ['invoice', 'credit-note', 'deposit', 'payment', 'on-account'] },
      number: TEXT,
      instalment: { type: 'integer', minimum: 1 },
      customer: ref('customer'),
      issueDate: DAY,
      dueDate: DAY,
      currency: CURRENCY,
      total: AMOUNT,
    },
    {
      vat: { type: 'array', items: object({ rate: TEXT, base: AMOUNT, tax: AMOUNT }) },
      vatDue: { enum: ['debit', 'receipt'] },
      typeCode: TEXT,
      externalId: TEXT,
      connection: TEXT,
      booked: BOOKED,
    },
  ),
  transaction: object(
    {
      id: ID,
      ref: TEXT,
      bankAccount: object({ id: ID, journal: TEXT, account: TEXT, label: { type: 'string' } }, { iban: TEXT }),
      bookingDate: DAY,
      amount: AMOUNT,
      currency: CURRENCY,
      label: { type: 'string' },
    },
    { bankReference: TEXT, booked: BOOKED },
  ),
  payment: object(
    {
      id: ID,
      kind: { enum: ['bank', 'opening', 'recorded', 'netting'] },
      day: DAY,
      amount: AMOUNT,
      currency: CURRENCY,
      means: { enum: ['transfer', 'direct-debit', 'card', 'cheque', 'cash', 'credit', 'other'] },
    },
    {
      customer: ref('customer'),
      transaction: ref('transaction'),
      externalId: TEXT,
      connection: TEXT,
      returns: ID,
      refunds: ID,
      booked: BOOKED,
    },
  ),
  allocation: object(
    {
      id: ID,
      item: ref('item'),
      amount: AMOUNT,
      openBefore: AMOUNT,
      openAfter: AMOUNT,
      stateBefore: STATE,
      stateAfter: STATE,
    },
    { settled: AMOUNT, adjustment: ADJUSTMENT, undoes: ID },
  ),
};

const ALLOCATIONS = { type: 'array', items: ref('allocation') };
const FACTS = { type: 'object', additionalProperties: { type: 'string' } };

interface Entry {
  readonly description: string;
  readonly data: JsonSchema;
}

/** Counterparts of a line, with its sign; they add up to it. */
const SPLIT = { type: 'array', minItems: 1, items: object({ account: TEXT, amount: AMOUNT }) };

const CATALOGUE: Record<BillingEventType, Entry> = {
  'item.recorded': {
    description: 'An invoice, credit note or deposit entered the books.',
    data: object(
      { item: ref('item'), open: AMOUNT, origin: { enum: ['import', 'source', 'issued'] }, history: FLAG },
      { orderReference: TEXT, deducts: { type: 'array', items: TEXT } },
    ),
  },
  'item.changed': {
    description: 'Something that is not money changed at the source: due day, reference, VAT split.',
    data: object({ item: ref('item'), before: FACTS, after: FACTS }),
  },
  'item.disputed': {
    description: 'A dispute was opened or closed on an item.',
    data: object({ item: ref('item'), disputed: FLAG }, { reason: { type: 'string' } }),
  },
  'item.doubtful': {
    description: 'What is open of an item became doubtful, or is expected again.',
    data: object(
      { item: ref('item'), doubtful: FLAG, open: AMOUNT },
      { allowance: AMOUNT, reason: { type: 'string' } },
    ),
  },
  'item.revalued': {
    description:
      'What was open of an item in another currency was valued at the rate of a closing, or that was taken back.',
    data: object({ item: ref('item'), closing: DAY, rate: TEXT, open: AMOUNT, worth: BOOKED }, { takenBack: FLAG }),
  },
  'payment.used': {
    description: 'Credit on account paid late interest or the indemnity for recovery costs; or that was taken back.',
    data: object({
      payment: ref('payment'),
      uses: {
        type: 'array',
        items: object({ id: ID, kind: { enum: ['late-interest', 'indemnity'] }, amount: AMOUNT }, { undoes: ID }),
      },
      onAccountBefore: AMOUNT,
      onAccountAfter: AMOUNT,
    }),
  },
  'payout.confirmed': {
    description: 'A provider paid out what it had collected, less its fee: one bank line for payments recorded before.',
    data: object(
      {
        transaction: ref('transaction'),
        provider: TEXT,
        reference: TEXT,
        payments: { type: 'array', items: ref('payment') },
        fee: AMOUNT,
        feeVat: AMOUNT,
      },
      { suspended: FLAG },
    ),
  },
  'payout.reversed': {
    description: 'A booked payout was taken back: its line goes back to review, its payments wait for the bank again.',
    data: object(
      {
        transaction: ref('transaction'),
        provider: TEXT,
        reference: TEXT,
        payments: { type: 'array', items: ref('payment') },
        fee: AMOUNT,
        feeVat: AMOUNT,
      },
      { reason: { type: 'string' } },
    ),
  },
  'payment.recorded': {
    description: 'Money was entered, with what it settles at once; a returned payment names the one it gives back.',
    data: object(
      { payment: ref('payment'), allocations: ALLOCATIONS, onAccount: AMOUNT, history: FLAG },
      { suspended: FLAG, decision: ID },
    ),
  },
  'payment.allocated': {
    description: 'Credit on account settles items, or goes to another customer.',
    data: object(
      { payment: ref('payment'), allocations: ALLOCATIONS, onAccountBefore: AMOUNT, onAccountAfter: AMOUNT },
      { customerBefore: ref('customer'), decision: ID },
    ),
  },
  'payment.confirmed': {
    description: 'A payment recorded elsewhere was seen at the bank.',
    data: object({ payment: ref('payment') }, { suspended: FLAG }),
  },
  'payment.withdrawn': {
    description: 'A bank line entered as a payment proved to be none; the event that recorded it is reversed.',
    data: object({ payment: ref('payment'), onAccountBefore: AMOUNT }),
  },
  'allocation.undone': {
    description:
      'Allocations were taken back; the payment keeps its money on account. The event that made them is reversed.',
    data: object(
      { payment: ref('payment'), allocations: ALLOCATIONS, onAccountBefore: AMOUNT, onAccountAfter: AMOUNT },
      { reason: { type: 'string' } },
    ),
  },
  'transaction.set-aside': {
    description: 'A bank line pays no item.',
    data: object(
      { transaction: ref('transaction'), category: CATEGORY },
      { account: TEXT, split: SPLIT, suspended: FLAG },
    ),
  },
  'transaction.suspended': {
    description: 'A line nobody has decided yet is booked on the suspense account.',
    data: object({ transaction: ref('transaction') }),
  },
  'transaction.reopened': {
    description: 'A set-aside line goes back to review.',
    data: object({ transaction: ref('transaction'), category: CATEGORY }, { account: TEXT, split: SPLIT }),
  },
  'automatic.switched': {
    description: 'A class of rules may post without a person from now on, up to an amount, or may only propose.',
    data: object({ class: TEXT, automatic: FLAG, currency: CURRENCY }, { ceiling: AMOUNT, reason: { type: 'string' } }),
  },
  'customer.grouped': {
    description: 'A person put a customer into a group of those that pay for each other, or took him out.',
    data: object({ customer: ref('customer'), keptBefore: FLAG }, { before: TEXT, after: TEXT }),
  },
};

/** Types of the catalogue, in alphabetical order. */
export const EVENT_TYPES: readonly BillingEventType[] = (Object.keys(CATALOGUE) as BillingEventType[]).sort();

/** The schema of an event with its envelope, complete in itself. */
export function eventSchema(type: BillingEventType): JsonSchema {
  const { description, data } = CATALOGUE[type];
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:lettrage:event:${type}:1`,
    title: type,
    description,
    ...object(
      {
        id: ID,
        position: { type: 'integer', minimum: 1, description: 'Gapless per company, in the order of commit.' },
        type: { const: type },
        version: { const: 1 },
        time: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' },
        day: { ...DAY, description: 'The day it counts for: issue day, bank booking day, day of the undo.' },
        data,
      },
      {
        reverses: { ...ID, description: 'The event this one undoes.' },
        actor: { ...TEXT, description: 'Who did it: a user, a key, engine, import, system.' },
        lockedThrough: { ...DAY, description: 'Last locked day when it was appended: its entries are dated after it.' },
      },
    ),
    $defs: Object.fromEntries(definitionsIn(data).map((name) => [name, DEFINITIONS[name]])),
  };
}

/** Names of the definitions a schema refers to, also through others, in alphabetical order. */
function definitionsIn(schema: unknown, found = new Set<string>()): string[] {
  for (const [, name] of JSON.stringify(schema).matchAll(/"#\/\$defs\/(\w+)"/g)) {
    if (found.has(name!)) continue;
    found.add(name!);
    definitionsIn(DEFINITIONS[name!], found);
  }
  return [...found].sort();
}

function ref(name: string): JsonSchema {
  return { $ref: `#/$defs/${name}` };
}

function object(required: Record<string, unknown>, optional: Record<string, unknown> = {}): JsonSchema {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  };
}

/** The files of the catalogue by name: one schema for each event, and a page that lists them. */
export function catalogueFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const type of EVENT_TYPES) files.set(`${type}.json`, `${JSON.stringify(eventSchema(type), null, 2)}\n`);
  const rows = EVENT_TYPES.map((type) => `| [\`${type}\`](${type}.json) | 1 | ${CATALOGUE[type].description} |`);
  files.set(
    'README.md',
    [
      '# Billing events',
      '',
      'Generated by `node tools/generate-event-catalogue.mjs`; do not edit. Each file is a JSON Schema (2020-12) of one event',
      'with its envelope. Amounts are decimal strings, days are days, ids are UUIDv7; a key that does not apply is left out.',
      'A new key may be added to a version; anything else is a new version.',
      '',
      '| event | version | what happened |',
      '|---|---|---|',
      ...rows,
      '',
    ].join('\n'),
  );
  return files;
}
