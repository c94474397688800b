/**
 * Schemas of what the API answers, as the OpenAPI document has them. The specs hold every answer they get to its schema.
 * A field with `?` may be left out.
 */
type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };
const uuid: Schema = { type: 'string', format: 'uuid' };
const day: Schema = { type: 'string', format: 'date' };
const instant: Schema = { type: 'string', format: 'date-time' };
const money: Schema = { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$', description: 'Decimal string, exact' };
const count: Schema = { type: 'integer', minimum: 0 };
const flag: Schema = { type: 'boolean' };
const anything: Schema = { type: 'object', additionalProperties: true };
const oneOf = (...values: string[]): Schema => ({ type: 'string', enum: values });
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

function object(fields: Readonly<Record<string, Schema>>, description?: string): Schema {
  const names = Object.keys(fields);
  return {
    type: 'object',
    ...(description ? { description } : {}),
    required: names.filter((name) => !name.endsWith('?')),
    properties: Object.fromEntries(names.map((name) => [name.replace(/\?$/, ''), fields[name]!])),
  };
}

const counts = (...names: string[]): Schema => object(Object.fromEntries(names.map((name) => [name, count])));
const party = object({ id: uuid, code: text, name: text });
const adjustment = object({ kind: oneOf('discount', 'bank-fee', 'rounding', 'write-off', 'exchange'), amount: money });
const tally = object({ count, amount: money });
const stateAfter = (...states: string[]): Schema => object({ id: uuid, state: oneOf(...states) });

const company = {
  id: uuid,
  name: text,
  'siren?': text,
  'vatNumber?': text,
  country: text,
  currency: text,
  timeZone: text,
  address: anything,
  fiscalYearEnd: { type: 'string', description: 'MM-DD' },
  cutOverDay: day,
  posting: oneOf('propose', 'auto'),
  booksComplete: flag,
  'lockedThrough?': day,
  settings: anything,
};

const item = {
  id: uuid,
  number: text,
  kind: text,
  instalment: count,
  customer: party,
  issueDate: day,
  dueDate: day,
  currency: text,
  total: money,
  open: money,
  disputed: flag,
  'disputeReason?': text,
  cancelled: flag,
  hasDocument: flag,
};

const setUp = {
  Company: object(company),
  ListedCompany: object({ ...company, demonstration: flag }),
  AddedCompany: object({ id: uuid, name: text }),
  CompaniesImport: object({
    added: listOf(object({ id: uuid, name: text })),
    known: listOf(object({ id: uuid, name: text })),
  }),
  BankAccount: object({
    id: uuid,
    'iban?': text,
    'number?': text,
    'bic?': text,
    currency: text,
    label: text,
    journal: text,
    ledgerAccount: text,
  }),
  Session: object({
    user: object({ 'name?': text, 'email?': text }),
    companies: listOf(
      object({
        id: uuid,
        name: text,
        'siren?': text,
        currency: text,
        posting: text,
        demonstration: flag,
        may: listOf(text),
      }),
    ),
  }),
  SignedIn: object({ user: object({ 'name?': text, 'email?': text }), csrfToken: text }),
  ApiKey: object({
    id: text,
    name: text,
    scopes: listOf(text),
    createdAt: instant,
    'expiresAt?': instant,
    'lastUsedAt?': instant,
    'revokedAt?': instant,
  }),
  NewApiKey: object({ id: text, 'key?': { type: 'string', description: 'Shown once' } }),
  NewUser: object({
    id: uuid,
    email: text,
    role: text,
    'signIn?': { type: 'string', description: 'Single-use, shown once' },
  }),
};

const books = {
  Transaction: object({
    id: uuid,
    ref: text,
    bookingDate: day,
    'valueDate?': day,
    amount: money,
    currency: text,
    state: oneOf('new', 'history', 'proposed', 'matched', 'set-aside', 'held'),
    personOnly: flag,
    account: object({ id: uuid, label: text, 'iban?': text }),
    'counterparty?': object({ 'name?': text, 'iban?': text }),
    'remittance?': text,
    'endToEndId?': text,
    'decision?': {
      ...anything,
      description: 'The decision that stands or is proposed, with its evidence, reason and alternatives',
    },
    'payment?': object({
      id: uuid,
      onAccount: money,
      'customer?': party,
      allocations: listOf(
        object({ id: uuid, itemId: uuid, number: text, amount: money, 'adjustment?': adjustment, day, undone: flag }),
      ),
    }),
  }),
  Item: object(item),
  ItemWithAllocations: object({
    ...item,
    allocations: listOf(
      object({
        id: uuid,
        day,
        amount: money,
        'adjustment?': adjustment,
        'undoes?': uuid,
        payment: object({ id: uuid, day, 'transactionId?': uuid }),
        'decisionId?': uuid,
      }),
    ),
  }),
  Dispute: object({ id: uuid, disputed: flag }),
  Customer: object({
    id: uuid,
    code: text,
    name: text,
    'siren?': text,
    'vatNumber?': text,
    'group?': text,
    'ledgerAccount?': text,
    ibans: listOf(text),
  }),
  Event: object(
    { id: uuid, position: count, type: text, version: count, day, data: anything },
    'See docs/events for the data of each type',
  ),
  Task: object({
    id: uuid,
    kind: text,
    message: text,
    data: anything,
    state: oneOf('open', 'done', 'dismissed'),
    createdAt: instant,
    'closedAt?': instant,
    'closedBy?': text,
  }),
  ClosedTask: stateAfter('done', 'dismissed'),
  Statement: object({
    id: uuid,
    account: object({ id: uuid, label: text, 'iban?': text, currency: text }),
    file: object({ id: uuid, name: text, format: text, importedAt: instant }),
    'statementId?': text,
    'sequence?': text,
    'from?': day,
    'to?': day,
    'opening?': money,
    'closing?': money,
    count,
    sum: money,
    'balanced?': flag,
    chain: oneOf('first', 'follows', 'gap', 'overlaps', 'unknown'),
    'missing?': { ...money, description: 'Opening balance less the closing balance before it, where there is a gap' },
  }),
  Summary: object({
    currency: text,
    lines: counts('read', 'automatic', 'byPerson', 'setAside', 'proposed', 'left', 'held', 'history'),
    amounts: object({ received: money, matched: money, proposed: money, left: money }),
    openItems: object({ count, amount: money, overdue: money }),
    onAccount: money,
    entries: count,
    deliveries: { type: 'object', additionalProperties: count },
    tasks: count,
  }),
};

const work = {
  StatementImport: object({
    file: text,
    format: text,
    dryRun: flag,
    statements: listOf(
      object({
        account: text,
        'companyId?': uuid,
        'currency?': text,
        'from?': day,
        'to?': day,
        'opening?': money,
        'closing?': money,
        count,
        sum: money,
        'balanced?': flag,
        state: oneOf('stored', 'preview', 'known', 'inbox', 'refused'),
        lines: counts('read', 'stored', 'known', 'booked', 'history', 'held'),
        problems: listOf(ref('Finding')),
      }),
    ),
    problems: listOf(ref('Finding')),
  }),
  OpenItemsImport: object({
    file: text,
    asOf: day,
    dryRun: flag,
    refused: flag,
    problems: listOf(ref('Finding')),
    'report?': { ...anything, description: 'New, known, changed, gone, settled there, settled only here, conflicts' },
  }),
  InboxStatement: object({
    id: uuid,
    fileName: text,
    format: text,
    account: anything,
    'currency?': text,
    'from?': day,
    'to?': day,
    count,
    sum: money,
    receivedAt: instant,
  }),
  AssignedStatement: object({
    statementId: uuid,
    account: text,
    sum: money,
    lines: counts('read', 'stored', 'known', 'booked', 'history', 'held'),
  }),
  Reconciliation: object({
    dryRun: flag,
    lines: count,
    automatic: tally,
    confirmed: tally,
    proposed: tally,
    setAside: tally,
    returned: tally,
    undecided: tally,
    wouldHavePosted: tally,
    posting: text,
  }),
  Decided: object({ transactionId: uuid, outcome: oneOf('applied'), decisionId: uuid, 'paymentId?': uuid }),
  Undone: object({
    outcome: oneOf('undone'),
    allocationIds: listOf(uuid),
    transactionIds: listOf(uuid),
    itemIds: listOf(uuid),
  }),
  Reopened: stateAfter('new'),
  HeldLine: stateAfter('history', 'new'),
  Export: object({
    id: uuid,
    number: count,
    format: text,
    use: oneOf('report', 'transfer'),
    'destination?': text,
    fileName: text,
    from: day,
    to: day,
    'journals?': listOf(text),
    throughPosition: count,
    entries: count,
    lines: count,
    sha256: text,
    createdAt: instant,
    'handedOverAt?': instant,
  }),
  ExportMade: object({
    'id?': uuid,
    'number?': count,
    format: text,
    use: oneOf('report', 'transfer'),
    'destination?': text,
    fileName: text,
    from: day,
    to: day,
    entries: count,
    lines: count,
    debit: money,
    credit: money,
    suspended: count,
    omitted: {
      type: 'object',
      additionalProperties: count,
      description: 'Lines that lost a fact the format has no field for, by fact',
    },
    'losses?': listOf(object({ what: oneOf('left-out', 'cut', 'changed'), field: text, count, entry: text })),
    'earlier?': count,
    'sha256?': text,
  }),
};

const connections = {
  Connection: object({
    id: uuid,
    name: text,
    adapter: text,
    config: anything,
    state: oneOf('hold', 'released', 'disabled'),
    'releaseFrom?': day,
    'sourceCursor?': anything,
    'lastRunAt?': instant,
    'lastError?': text,
  }),
  AddedConnection: object({ id: uuid, name: text, state: oneOf('hold') }),
  ConnectionCheck: object({ problems: listOf(ref('Finding')) }),
  Released: object({ opened: count, cancelled: count }),
  Disabled: stateAfter('disabled'),
  Sync: object({ reports: listOf(anything) }),
  Deliveries: object(
    { 'planned?': listOf(anything), 'reports?': listOf(anything) },
    '`planned` of a dry run, `reports` of a real one',
  ),
  Delivery: object({
    id: uuid,
    connectionId: uuid,
    eventPosition: count,
    subject: text,
    type: text,
    day,
    state: oneOf('held', 'pending', 'sending', 'unknown', 'delivered', 'unsupported', 'rejected', 'dead', 'cancelled'),
    attempts: count,
    payload: anything,
  }),
  Redriven: stateAfter('pending'),
  Adapter: object({
    id: text,
    title: text,
    version: text,
    sdk: text,
    capabilities: listOf(text),
    'config?': anything,
    'formats?': listOf(anything),
  }),
};

/** Every schema by name. */
export const SCHEMAS = {
  Finding: object({ severity: oneOf('fatal', 'error', 'warning'), rule: text, message: text, 'location?': text }),
  Problem: object(
    {
      type: text,
      title: text,
      status: count,
      detail: text,
      code: text,
      'instance?': text,
      'problems?': listOf(ref('Finding')),
    },
    'RFC 9457; `code` is stable and for machines, `problems` name line and field',
  ),
  Status: object({ status: text }),
  ...setUp,
  ...books,
  ...work,
  ...connections,
} as const;

export type SchemaName = keyof typeof SCHEMAS;
