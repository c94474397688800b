/** The statements of `SuspectedDoubles`, in the order they run. $1 company, $2 account, $3 file. */

/** Whether another file ever brought lines to the account: nothing to compare with otherwise. */
export const COMMON_FILES = /* sql */ `
select exists (select 1 from books.statement where company_id = $1 and account_id = $2 and file_id <> $3) as others`;

/** The lines of a statement, as long as it is being stored: what they say stands in the books by then. */
export const CREATE_LINES = /* sql */ `
create temporary table incoming_line (id uuid, ref text, booking_date date) on commit drop`;

/** Keeps the lines of a chunk that was copied. */
export const KEEP_LINES = /* sql */ `insert into incoming_line select id, ref, booking_date from incoming_part`;

/** Known lines this file holds too: they stand for themselves, and are nobody's double here. */
export const CREATE_SEEN = /* sql */ `
insert into seen_line
select t.id from incoming_line i join books.bank_transaction t on t.company_id = $1 and t.account_id = $2 and t.ref = i.ref and t.id <> i.id`;

/** The lines that are new to the books. */
export const CREATE_FRESH = /* sql */ `
create temporary table fresh_line on commit drop as
select t.id, t.amount, t.booking_date as day, t.status, t.bank_reference, t.end_to_end_id, t.remittance, t.counterparty_name,
       t.currency, t.line->'batch'->>'total' as batch_total, t.line->'batch'->>'ref' as batch_ref
  from incoming_line i join books.bank_transaction t on t.company_id = $1 and t.id = i.id
 where t.state = 'new'`;

/**
 * Messages of one bank standard (camt.053, whatever its version) are a family; every other format is one of its own, so
 * that two layouts of CSV are two channels.
 */
const family = (format: string): string =>
  `case when ${format} like 'camt.%' then split_part(${format}, '.', 1) || '.' || split_part(${format}, '.', 2) else ${format} end`;

/** The total of a batch, a decimal string with the decimals of its currency, in minor units. */
const MINOR_OF_TOTAL = `(case when batch_total ~ '^-?[0-9]{1,18}(\\.[0-9]+)?$' then replace(batch_total, '.', '')::numeric end)`;

/**
 * Lines of other files near the new ones. \`far\`: of another family, three days apart at most. \`near\`: of the same
 * family, where this file writes a line anew: in another version, or on a day it covers whole without having that line.
 */
export const CREATE_OTHER = /* sql */ `
create temporary table other_line on commit drop as
with days as (select min(day) - 3 as first, max(day) + 3 as last from fresh_line),
     period as (select min(booking_date) as first, max(booking_date) as last from incoming_line),
     own as (select f.format, ${family('f.format')} as family from books.statement_file f where f.company_id = $1 and f.id = $3),
     known as (
       select o.id, o.amount, o.booking_date as day, o.status, o.bank_reference, o.end_to_end_id, o.remittance, o.counterparty_name,
              o.currency, o.line->'batch'->>'total' as batch_total, o.line->'batch'->>'ref' as batch_ref,
              (o.line->'batch'->>'index')::integer as batch_index, f.format, ${family('f.format')} as family
         from books.bank_transaction o
         join books.statement s on s.company_id = o.company_id and s.id = o.statement_id
         join books.statement_file f on f.company_id = s.company_id and f.id = s.file_id
        where o.company_id = $1 and o.account_id = $2 and s.file_id <> $3 and o.state <> 'held'
          and o.booking_date between (select first from days) and (select last from days)
          and (o.amount in (select amount from fresh_line) or o.line->'batch'->>'index' = '1'
            or o.amount in (select ${MINOR_OF_TOTAL} from fresh_line))
          and not exists (select 1 from seen_line x where x.id = o.id)
          and not exists (
            select 1 from books.held_line h
              join books.bank_transaction t on t.company_id = h.company_id and t.id = h.transaction_id
              join books.statement hs on hs.company_id = t.company_id and hs.id = t.statement_id
              join books.statement_file hf on hf.company_id = hs.company_id and hf.id = hs.file_id
             where h.company_id = $1
               and ((h.transaction_id = o.id and h.answer = 'same')
                 or (h.resembles_id = o.id and h.answer is distinct from 'different'
                     and (hs.file_id = $3 or ((h.proven or h.answer = 'same') and hf.format = (select format from own)))))))
select k.*, k.family <> (select family from own) as far,
       k.format <> (select format from own) or (k.day > (select first from period) and k.day < (select last from period)) as near,
       k.family like 'camt.%' and (select family from own) like 'camt.%' and k.family <> (select family from own) as sibling
  from known k`;

export const CREATE_PAIR = /* sql */ `
create temporary table suspect_pair (fresh uuid, other uuid, kind text, proven boolean, sure boolean) on commit drop`;

const UNPAIRED_FRESH = `not exists (select 1 from suspect_pair p where p.fresh = f.id)`;
const UNPAIRED_OTHER = `not exists (select 1 from suspect_pair p where p.other = o.id)`;

/**
 * Equal references pair first, one for one. Two messages of one bank with the same bank reference are one booking for
 * sure; an end-to-end id, or the reference of another format, is strong evidence only.
 */
export const PAIR_BY_REFERENCE = (key: string, perDay: string): string => /* sql */ `
insert into suspect_pair
select f.id, o.id, 'line', true, o.sibling and '${key}' = 'bank_reference'
  from (select *, row_number() over (partition by amount, ${key}${perDay} order by day, id) as n from fresh_line f where ${key} is not null and ${UNPAIRED_FRESH}) f
  join (select *, row_number() over (partition by amount, ${key}${perDay} order by day, id) as n from other_line o where ${key} is not null and ${UNPAIRED_OTHER}) o
    on o.amount = f.amount and o.${key} = f.${key} and o.n = f.n
 where case when o.far${perDay === '' ? '' : ' and false'} then abs(f.day - o.day) <= 3 else f.day = o.day end`;

/** A day with as many equal amounts there as here, or more: every one here is a double. */
export const PAIR_SAME_DAY = /* sql */ `
insert into suspect_pair
select f.id, o.id, 'line', false, false
  from (select *, row_number() over (partition by amount, day order by remittance, id) as n, count(*) over (partition by amount, day) as total
          from fresh_line f where ${UNPAIRED_FRESH}) f
  join (select *, row_number() over (partition by amount, day order by remittance, id) as n, count(*) over (partition by amount, day) as total
          from other_line o where (far or near) and ${UNPAIRED_OTHER}) o
    on o.amount = f.amount and o.day = f.day and o.n = f.n
 where f.total <= o.total`;

const TEXT = `concat_ws(' ', counterparty_name, remittance, end_to_end_id, bank_reference)`;

export const REST_OF_FRESH = /* sql */ `
select id, amount, day, ${TEXT} as text, true as far from fresh_line f
 where ${UNPAIRED_FRESH} and exists (
   select 1 from other_line o where o.amount = f.amount and ${UNPAIRED_OTHER}
      and ((o.far and o.day between f.day - 3 and f.day + 3) or (o.near and o.day = f.day)))
 order by amount, day, id`;

export const REST_OF_OTHER = /* sql */ `
select id, amount, day, ${TEXT} as text, far from other_line o
 where (far or near) and ${UNPAIRED_OTHER} and exists (
   select 1 from fresh_line f where f.amount = o.amount and ${UNPAIRED_FRESH})
 order by amount, day, id`;

/** Details here whose batch another file told as one sum. */
export const DETAILS_OF_BATCHES = /* sql */ `
insert into suspect_pair
select f.id, b.other, 'batch', false, false
  from fresh_line f
  join (
    select distinct on (g.day, g.batch_total, g.batch_ref) g.day, g.batch_total, g.batch_ref, o.id as other
      from (select distinct day, batch_total, batch_ref, ${MINOR_OF_TOTAL} as whole from fresh_line where batch_total is not null) g
      join other_line o on o.amount = g.whole and (o.far or o.near) and o.batch_total is null
       and o.day between g.day - 3 and g.day + 3 and ${UNPAIRED_OTHER}
     order by g.day, g.batch_total, g.batch_ref, abs(o.day - g.day), o.id) b
    on b.day = f.day and b.batch_total = f.batch_total and b.batch_ref is not distinct from f.batch_ref
 where ${UNPAIRED_FRESH}`;

/** A sum here whose details another file told. */
export const BATCHES_ELSEWHERE = /* sql */ `
insert into suspect_pair
select distinct on (f.id) f.id, o.id, 'batch', false, false
  from (select *, row_number() over (partition by amount order by day, id) as n from fresh_line f where batch_total is null and ${UNPAIRED_FRESH}) f
  join (select *, ${MINOR_OF_TOTAL} as whole, row_number() over (partition by batch_total order by day, id) as n
          from other_line o where batch_index = 1 and (far or near) and ${UNPAIRED_OTHER}) o
    on o.whole = f.amount and o.day between f.day - 3 and f.day + 3
 order by f.id, abs(o.n - f.n), abs(o.day - f.day), o.id`;

/** A pending line there that is booked here gives way: it never was in the books. The booked one stands. */
export const SETTLE_PENDING = /* sql */ `
with settled as (
  delete from suspect_pair p using other_line o, fresh_line f
   where o.id = p.other and f.id = p.fresh and p.kind = 'line' and o.status = 'pending' and f.status = 'booked'
   returning p.fresh, p.other, p.proven),
 told as (
  insert into books.held_line (company_id, transaction_id, resembles_id, kind, proven, answer, answered_by, answered_at)
  select $1, other, fresh, 'update', proven, case when proven then 'same' end, case when proven then 'reference' end,
         case when proven then now() end from settled
  on conflict (company_id, transaction_id) do nothing)
update books.bank_transaction t set state = case when s.proven then 'history' else 'held' end
  from settled s where t.company_id = $1 and t.id = s.other returning t.state`;

export const HOLD_PAIRS = /* sql */ `
with told as (
  insert into books.held_line (company_id, transaction_id, resembles_id, kind, proven, answer, answered_by, answered_at)
  select distinct on (fresh) $1, fresh, other, kind, proven, case when sure then 'same' end, case when sure then 'bank reference' end,
         case when sure then now() end from suspect_pair order by fresh, sure desc nulls last
  returning transaction_id, answer)
update books.bank_transaction t set state = case when d.answer = 'same' then 'history' else 'held' end
  from told d where t.company_id = $1 and t.id = d.transaction_id returning t.state`;
