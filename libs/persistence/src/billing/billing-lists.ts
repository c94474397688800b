import { EVENT_COLUMNS } from './event-table.js';
import type { ListDefinition } from './keyset-page.js';

/** The lists of the books: their columns, filters and order. `?` stands for the value of a filter. */

const CUSTOMER = 'c.id as customer_id, c.code as customer_code, c.name as customer_name';

export const PAYMENTS = {
  select: `select p.id, p.kind, p.day, p.amount, p.currency, p.allocated, p.means, p.transaction_id, p.returns_payment_id, p.history, p.withdrawn,
      p.external_id, p.number, ${CUSTOMER}
    from books.payment p left join books.customer c on c.company_id = p.company_id and c.id = p.customer_id where p.company_id = $1`,
  filters: {
    customer: 'c.code = ?',
    customerId: 'p.customer_id = ?::uuid',
    kind: 'p.kind = ?',
    transaction: 'p.transaction_id = ?::uuid',
    onAccount: '(p.allocated <> p.amount and p.customer_id is not null) = ?::boolean',
    confirmed: '(p.transaction_id is not null) = ?::boolean',
    from: 'p.day >= ?::date',
    to: 'p.day <= ?::date',
  },
  sort: [
    { column: 'p.day', type: 'date', as: 'day' },
    { column: 'p.id', type: 'uuid', as: 'id' },
  ],
  descending: true,
} satisfies ListDefinition;

export const DECISIONS = {
  select: `select d.id, d.transaction_id, d.decided_at, d.engine, d.decision, d.state, d.rule, d.confidence, d.detail, d.decided_by,
      t.ref, t.booking_date, t.amount, t.currency, t.counterparty_name, t.remittance, d.customer_id, c.code as customer_code, c.name as customer_name
    from books.decision d
    join books.bank_transaction t on t.company_id = d.company_id and t.id = d.transaction_id
    left join books.customer c on c.company_id = d.company_id and c.id = d.customer_id where d.company_id = $1`,
  filters: {
    state: 'd.state = ?',
    decision: 'd.decision = ?',
    rule: 'd.rule = ?',
    transaction: 'd.transaction_id = ?::uuid',
    customer: 'c.code = ?',
    decidedBy: 'd.decided_by = ?',
    from: 't.booking_date >= ?::date',
    to: 't.booking_date <= ?::date',
  },
  sort: [{ column: 'd.id', type: 'uuid', as: 'id' }],
  descending: true,
} satisfies ListDefinition;

export const EVENTS = {
  select: `select ${EVENT_COLUMNS} from books.event e where e.company_id = $1`,
  filters: {
    type: 'e.type = ?',
    from: 'e.day >= ?::date',
    to: 'e.day <= ?::date',
    after: 'e.position > ?::bigint',
  },
  sort: [{ column: 'e.position', type: 'bigint', as: 'position' }],
} satisfies ListDefinition;
