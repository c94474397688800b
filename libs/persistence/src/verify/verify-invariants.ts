import type { CompanyTransaction } from '../company-transaction.js';

/** One stored fact that contradicts another. */
export interface Violation {
  /** Which promise is broken: I1 … I13 of docs/architecture.md. */
  readonly invariant: string;
  readonly subject: string;
  readonly detail: string;
}

/**
 * Every query returns the rows that break a promise: none is the good answer. They are written against the tables
 * alone, so that a mistake of the application cannot hide itself.
 */
const CHECKS: readonly { invariant: string; sql: string }[] = [
  {
    invariant: 'I1',
    sql: /* sql */ `select 'payment ' || p.id as subject, 'allocated ' || p.allocated || ', its allocations and uses add up to ' || coalesce(sum(a.amount), 0) as detail
      from books.payment p left join (
        select company_id, payment_id, amount from books.allocation where company_id = $1
        union all select company_id, payment_id, amount from books.payment_use where company_id = $1) a
        on a.company_id = p.company_id and a.payment_id = p.id
      where p.company_id = $1 group by p.company_id, p.id having p.allocated <> coalesce(sum(a.amount), 0)`,
  },
  {
    invariant: 'I1',
    sql: /* sql */ `select 'payment ' || id as subject, 'allocated ' || allocated || ' of ' || amount as detail from books.payment
      where company_id = $1 and ((amount >= 0 and allocated > amount) or (amount < 0 and allocated < amount))`,
  },
  {
    invariant: 'I2',
    sql: /* sql */ `select 'item ' || i.number || '/' || i.instalment as subject,
        'settled ' || i.settled || ', its allocations add up to ' || coalesce(sum(coalesce(a.settled, a.amount) + a.adjustment), 0) as detail
      from books.item i left join books.allocation a on a.company_id = i.company_id and a.item_id = i.id
      where i.company_id = $1 group by i.company_id, i.id having i.settled <> coalesce(sum(coalesce(a.settled, a.amount) + a.adjustment), 0)`,
  },
  {
    invariant: 'I2',
    sql: /* sql */ `select 'item ' || number || '/' || instalment as subject, 'settled ' || settled || ' of ' || total as detail
      from books.item where company_id = $1 and (abs(settled) > abs(total) or sign(settled) * sign(total) < 0)`,
  },
  {
    invariant: 'I2',
    sql: /* sql */ `select 'allocation ' || u.id as subject, 'takes back more than ' || a.id || ' gave' as detail
      from books.allocation u join books.allocation a on a.company_id = u.company_id and a.id = u.undoes
      where u.company_id = $1 and abs(u.amount) > abs(a.amount)`,
  },
  {
    invariant: 'I3',
    sql: /* sql */ `select 'entry ' || e.journal || e.number as subject, 'debit ' || e.debit || ', credit ' || e.credit || ', lines ' || coalesce(sum(l.debit), 0) || ' / ' || coalesce(sum(l.credit), 0) as detail
      from books.journal_entry e left join books.entry_line l on l.company_id = e.company_id and l.entry_id = e.id
      where e.company_id = $1 group by e.company_id, e.id
      having e.debit <> e.credit or coalesce(sum(l.debit), 0) <> e.debit or coalesce(sum(l.credit), 0) <> e.credit`,
  },
  {
    invariant: 'I3',
    sql: /* sql */ `select 'letter ' || g.code || ' of ' || g.account || '/' || g.auxiliary as subject, 'its lines add up to ' || sum(l.debit - l.credit) as detail
      from books.lettering g join books.lettering_line k on k.company_id = g.company_id and k.lettering_id = g.id
      join books.entry_line l on l.company_id = k.company_id and l.entry_id = k.entry_id and l.ordinal = k.ordinal
      where g.company_id = $1 and g.lifted_position is null group by g.company_id, g.id having sum(l.debit - l.credit) <> 0`,
  },
  {
    invariant: 'I4',
    sql: /* sql */ `select 'journal ' || journal || ' of the year to ' || fiscal_year_end as subject, count(*) || ' entries numbered ' || min(number) || ' to ' || max(number) as detail
      from books.journal_entry where company_id = $1 group by journal, fiscal_year_end
      having min(number) <> 1 or max(number) <> count(*)`,
  },
  {
    invariant: 'I4',
    sql: /* sql */ `select 'journal ' || c.name as subject, 'counted to ' || c.value || ', its last entry is ' || coalesce(max(e.number), 0) as detail
      from books.counter c left join books.journal_entry e on e.company_id = c.company_id and 'entry:' || e.journal || '|' || e.fiscal_year_end = c.name
      where c.company_id = $1 and c.name like 'entry:%' group by c.company_id, c.name, c.value having c.value <> coalesce(max(e.number), 0)`,
  },
  {
    invariant: 'I5',
    sql: /* sql */ `select 'projector ' || p.name as subject, 'stands at ' || p.position || ', the events end at ' || c.head_position as detail
      from books.projector p join books.company c on c.company_id = p.company_id
      where p.company_id = $1 and p.position > c.head_position`,
  },
  {
    invariant: 'I6',
    sql: /* sql */ `select 'event ' || position as subject, 'does not follow the event before it' as detail
      from (select position, previous_hash, lag(hash) over (order by position) as before, lag(position) over (order by position) as place
              from books.event where company_id = $1) e
      where place is not null and (position <> place + 1 or previous_hash <> before)`,
  },
  {
    invariant: 'I7',
    sql: /* sql */ `select 'statement ' || coalesce(statement_id, id::text) as subject, 'opening ' || opening || ' and movements ' || line_sum || ' do not give ' || closing as detail
      from books.statement where company_id = $1 and balanced and opening + line_sum <> closing`,
  },
  {
    invariant: 'I10',
    sql: /* sql */ `select 'bank line ' || t.ref as subject, 'is ' || t.state || ' but ' || count(p.id) || ' payments were made of it' as detail
      from books.bank_transaction t left join books.payment p on p.company_id = t.company_id and p.transaction_id = t.id and not p.withdrawn
      where t.company_id = $1 group by t.company_id, t.id having (t.state = 'matched') <> (count(p.id) = 1)
        and not (t.state = 'matched' and exists (select 1 from books.payout o where o.company_id = t.company_id and o.transaction_id = t.id and o.taken_back_at is null)) and t.state not in ('new', 'proposed')`,
  },
  {
    invariant: 'I11',
    sql: /* sql */ `select 'payout ' || r.provider || ' ' || r.reference as subject,
        'gross ' || r.gross || ', fees ' || r.fee || '; its ' || r.item_count || ' items: ' || count(i.ordinal) || ' with ' || coalesce(sum(i.amount), 0) || ' and ' || coalesce(sum(i.fee), 0) as detail
      from books.payout_report r left join books.payout_report_item i on i.company_id = r.company_id and i.report_id = r.id
      where r.company_id = $1 group by r.company_id, r.id
      having r.gross <> coalesce(sum(i.amount), 0) or r.fee <> coalesce(sum(i.fee), 0) or r.fee_vat <> coalesce(sum(i.fee_vat), 0)
          or r.item_count <> count(i.ordinal)`,
  },
  {
    invariant: 'I11',
    sql: /* sql */ `select 'payout ' || o.provider || ' ' || o.reference as subject,
        'gross ' || o.gross || ', its payments ' || coalesce(sum(p.amount), 0) || ', its line ' || t.amount || ' with fees of ' || (o.fee + o.fee_vat) as detail
      from books.payout o join books.bank_transaction t on t.company_id = o.company_id and t.id = o.transaction_id
      left join books.payment p on p.company_id = o.company_id and p.payout_id = o.id
      where o.company_id = $1 and o.taken_back_at is null group by o.company_id, o.id, t.amount
      having o.gross <> coalesce(sum(p.amount), 0) or o.gross - o.fee - o.fee_vat <> t.amount`,
  },
  {
    invariant: 'I12',
    sql: /* sql */ `select 'bank line ' || t.ref as subject, 'is ' || t.state || ', but what was said of it is ' || coalesce(h.answer, 'nothing') as detail
      from books.bank_transaction t left join books.held_line h on h.company_id = t.company_id and h.transaction_id = t.id
      where t.company_id = $1 and ((t.state = 'held') <> (h.transaction_id is not null and h.answer is null) or (h.answer = 'same' and t.state <> 'history'))`,
  },
  {
    invariant: 'I12',
    sql: /* sql */ `select 'payment file ' || o.message_id as subject, o.payments || ' payments of ' || o.total || ' in all; its lines: ' || count(l.ordinal) || ' with ' || coalesce(sum(l.amount), 0) as detail
      from books.payment_order o left join books.payment_order_line l on l.company_id = o.company_id and l.order_id = o.id
      where o.company_id = $1 group by o.company_id, o.id having o.payments <> count(l.ordinal) or o.total <> coalesce(sum(l.amount), 0)`,
  },
  {
    invariant: 'I13',
    sql: /* sql */ `select 'status of ' || number || ' of ' || day as subject, 'its parts do not add up to ' || amount || ' (minor units)' as detail
      from books.invoice_status where company_id = $1 and event_id is not null and currency = 'EUR' and state in ('ready', 'elsewhere')
        and parts is not null and amount <> (select sum((p ->> 'amount')::numeric) * 100 from jsonb_array_elements(parts) p)`,
  },
  {
    invariant: 'I13',
    sql: /* sql */ `select 'archived invoice ' || number as subject, 'its bytes are not those of its SHA-256' as detail
      from books.archived_invoice where company_id = $1 and sha256 <> encode(sha256(bytes), 'hex')`,
  },
];

/** Runs every check on one company; an empty list means everything stored agrees with itself. */
export async function verifyStoredInvariants(tx: CompanyTransaction): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const { invariant, sql } of CHECKS) {
    const rows = await tx.query<{ subject: string; detail: string }>(sql, [tx.companyId]);
    violations.push(...rows.map((row) => ({ invariant, ...row })));
  }
  return violations;
}
