import type { Day } from '@lettrage/domain';
import {
  letterKey,
  type DepositMerge,
  type LetterCodes,
  type LetterGroup,
  type LetterLine,
  type LetterLink,
} from '@lettrage/ledger';
import type { CompanyTransaction } from '../company-transaction.js';
import { newId } from '../new-id.js';

/** A line with its place in the books: the event it comes from, which of its entries, and which line of that. */
export interface PlacedLine extends LetterLine {
  readonly position: number;
  readonly entryOrdinal: number;
  readonly ordinal: number;
}

/** What one event did to the letters: first lift, then give. */
export interface LetteringStep {
  readonly position: number;
  readonly day: Day;
  readonly lifted: readonly LetterGroup[];
  readonly given: readonly LetterGroup[];
}

/** What the lettering of some lines needs: whole groups, the allocations between them, and the last codes given. */
export interface LetteringSlice {
  readonly lines: readonly PlacedLine[];
  readonly links: readonly LetterLink[];
  readonly merges: readonly DepositMerge[];
  readonly codes: LetterCodes;
}

/** Items, payments, bank lines and deposits whose groups are wanted. */
export interface LetteringSeeds {
  readonly items: readonly string[];
  readonly payments: readonly string[];
  readonly transactions: readonly string[];
  readonly deposits: readonly string[];
}

interface LineRow {
  entryId: string;
  position: bigint;
  entryOrdinal: number;
  ordinal: number;
  account: string;
  auxiliary: string | null;
  date: Day;
  amount: bigint;
  item: string | null;
  payment: string | null;
  allocation: string | null;
  transaction: string | null;
  deposit: string | null;
  code: string | null;
  codeDay: Day | null;
}

/** Ways of the walk: from the id of one kind in this column to that of another in that one, of this table. */
const WAYS = [
  ['item', 'item_id', 'payment', 'payment_id', 'ledger_link'],
  ['payment', 'payment_id', 'item', 'item_id', 'ledger_link'],
  ['item', 'item_id', 'payment', 'payment_id', 'entry_line'],
  ['payment', 'payment_id', 'item', 'item_id', 'entry_line'],
  ['payment', 'payment_id', 'transaction', 'transaction_id', 'entry_line'],
  ['transaction', 'transaction_id', 'payment', 'payment_id', 'entry_line'],
  ['deposit', 'deposit_id', 'deposit', 'other_id', 'deposit_link'],
  ['deposit', 'other_id', 'deposit', 'deposit_id', 'deposit_link'],
] as const;

/** Lettering groups of a company: which lines carry which code, and which codes were ever used. */
export class LetteringStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /**
   * Everything connected, however many steps away, to the items, payments, bank lines and deposits given, and the last codes of
   * its accounts and auxiliaries and of those of `places`.
   */
  async slice(
    seeds: LetteringSeeds,
    beginnings: readonly string[],
    places: readonly { readonly account: string; readonly auxiliary?: string }[],
  ): Promise<LetteringSlice> {
    await this.reach(seeds);
    // From what was reached to its lines, one by one by their indexes (`offset 0` keeps it so): a planner without
    // statistics of a new company takes its rows for few and reads them all, for each page again.
    const lines = await this.tx.query<LineRow>(
      `select l.entry_id as "entryId", e.event_position as position, e.ordinal as "entryOrdinal", l.ordinal, l.account, l.auxiliary, e.day as date, l.debit - l.credit as amount,
              l.item_id as item, l.payment_id as payment, l.allocation_id as allocation, l.transaction_id as transaction,
              l.deposit_id as deposit,
              g.code, g.day as "codeDay"
         from (
           select distinct l.entry_id, l.ordinal, l.account, l.auxiliary, l.debit, l.credit, l.item_id, l.payment_id, l.allocation_id, l.transaction_id, l.deposit_id
             from reached r cross join lateral (
               select l.* from books.entry_line l where r.kind = 'item' and l.company_id = $1 and l.item_id = r.id
               union all
               select l.* from books.entry_line l where r.kind = 'payment' and l.company_id = $1 and l.payment_id = r.id
               union all
               select l.* from books.entry_line l where r.kind = 'transaction' and l.company_id = $1 and l.transaction_id = r.id
               union all
               select l.* from books.entry_line l where r.kind = 'deposit' and l.company_id = $1 and l.deposit_id = r.id
               offset 0) l
            where l.account like any ($2::text[])) l
        cross join lateral (
          select e.event_position, e.ordinal, e.day from books.journal_entry e where e.company_id = $1 and e.id = l.entry_id offset 0) e
         left join lateral (
           select x.code, x.day from books.lettering_line k
             join books.lettering x on x.company_id = k.company_id and x.id = k.lettering_id and x.lifted_position is null
            where k.company_id = $1 and k.entry_id = l.entry_id and k.ordinal = l.ordinal offset 0) g on true
        order by e.day, e.event_position, e.ordinal, l.ordinal`,
      [this.tx.companyId, beginnings.map((beginning) => `${beginning}%`)],
    );
    const links = await this.tx.query<LetterLink>(
      `select distinct k.allocation_id as allocation, k.item_id as item, k.payment_id as payment, k.net, k.reduced
         from reached r cross join lateral (
           select k.* from books.ledger_link k where r.kind = 'item' and k.company_id = $1 and k.item_id = r.id
           union all
           select k.* from books.ledger_link k where r.kind = 'payment' and k.company_id = $1 and k.payment_id = r.id
           offset 0) k`,
      [this.tx.companyId],
    );
    const merges = await this.tx.query<DepositMerge>(
      `select distinct k.deposit_id as deposit, k.other_id as other
         from reached r cross join lateral (
           select k.* from books.deposit_link k where r.kind = 'deposit' and k.company_id = $1 and k.deposit_id = r.id
           offset 0) k order by 1, 2`,
      [this.tx.companyId],
    );
    return { lines: lines.map(toLine), links, merges, codes: await this.lastCodes([...lines, ...places]) };
  }

  /**
   * Lines connect as allocations do: the line of a payment that gives back several is of an item whose allocation
   * another payment made, and without it a letter would be taken for broken.
   *
   * `offset 0` keeps what is null for the outside: within, it would let the planner read an index of another column whole.
   */
  private async reach(seeds: LetteringSeeds): Promise<void> {
    const ways = WAYS.map(
      ([kind, column, other, otherColumn, table]) =>
        `select '${other}' as kind, t.${otherColumn} as id from books.${table} t
          where w.kind = '${kind}' and t.company_id = '${this.tx.companyId}' and t.${column} = w.id`,
    );
    await this.tx.query(`drop table if exists reached`);
    await this.tx.query(
      `create temporary table reached on commit drop as
       with recursive walk (kind, id) as (
         (select 'item', unnest('${literal(seeds.items)}'::uuid[]) union select 'payment', unnest('${literal(seeds.payments)}'::uuid[])
          union select 'transaction', unnest('${literal(seeds.transactions)}'::uuid[])
          union select 'deposit', unnest('${literal(seeds.deposits)}'::uuid[]))
         union
         select n.kind, n.id from walk w cross join lateral (
           ${ways.join(' union all ')}
           offset 0) n where n.id is not null)
       select distinct kind, id from walk`,
    );
  }

  private async lastCodes(
    lines: readonly { readonly account: string; readonly auxiliary?: string | null }[],
  ): Promise<LetterCodes> {
    const places = [...new Map(lines.map((line) => [`${line.account} ${line.auxiliary ?? ''}`, line])).values()];
    const rows = await this.tx.query<{ account: string; auxiliary: string; fiscalYearEnd: Day; code: string }>(
      `select distinct on (account, auxiliary, fiscal_year_end) account, auxiliary, fiscal_year_end as "fiscalYearEnd", code
         from books.lettering
        where company_id = $1 and (account, auxiliary) in (select * from unnest($2::text[], $3::text[]))
        order by account, auxiliary, fiscal_year_end, length(code) desc, code collate "C" desc`,
      [this.tx.companyId, places.map((line) => line.account), places.map((line) => line.auxiliary ?? '')],
    );
    return Object.fromEntries(
      rows.map((row) => [letterKey(row.account, row.auxiliary || undefined, row.fiscalYearEnd), row.code]),
    );
  }

  /** Stores allocations as they stand. */
  async saveLinks(links: readonly LetterLink[]): Promise<void> {
    if (links.length === 0) return;
    await this.tx.query(
      `insert into books.ledger_link (company_id, allocation_id, item_id, payment_id, net, reduced)
       select $1, * from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::boolean[])
       on conflict (company_id, allocation_id) do update set net = excluded.net, reduced = excluded.reduced`,
      [
        this.tx.companyId,
        links.map((link) => link.allocation),
        links.map((link) => link.item),
        links.map((link) => link.payment),
        links.map((link) => link.net.toString()),
        links.map((link) => link.reduced ?? false),
      ],
    );
  }

  /** Stores which deposits can no longer be told from each other. */
  async saveMerges(merges: readonly DepositMerge[]): Promise<void> {
    if (merges.length === 0) return;
    await this.tx.query(
      `insert into books.deposit_link (company_id, deposit_id, other_id)
       select $1, * from unnest($2::uuid[], $3::uuid[]) on conflict do nothing`,
      [this.tx.companyId, merges.map(({ deposit }) => deposit), merges.map(({ other }) => other)],
    );
  }

  /**
   * Stores what events gave and lifted, in their order. Line ids are those of {@link slice}; a lifted group keeps its
   * history, and its code is not used again.
   */
  async save(steps: readonly LetteringStep[], fiscalYearOf: (day: Day) => Day): Promise<void> {
    const placed = (which: 'given' | 'lifted'): Placed[] =>
      steps.flatMap((step) => step[which].map((group) => ({ step, group, year: fiscalYearOf(group.date) })));
    await this.give(placed('given'));
    await this.lift(placed('lifted'));
  }

  private async lift(placed: readonly Placed[]): Promise<void> {
    if (placed.length === 0) return;
    await this.tx.query(
      `update books.lettering g set lifted_position = x.position, lifted_day = x.day
         from unnest($2::text[], $3::text[], $4::date[], $5::text[], $6::bigint[], $7::date[])
           as x (account, auxiliary, fiscal_year_end, code, position, day)
        where g.company_id = $1 and g.account = x.account and g.auxiliary = x.auxiliary and g.fiscal_year_end = x.fiscal_year_end
          and g.code = x.code and g.lifted_position is null`,
      [
        this.tx.companyId,
        ...columnsOf(placed),
        placed.map(({ step }) => step.position),
        placed.map(({ step }) => step.day),
      ],
    );
  }

  private async give(placed: readonly Placed[]): Promise<void> {
    if (placed.length === 0) return;
    const ids = placed.map(() => newId());
    await this.tx.query(
      `insert into books.lettering (company_id, account, auxiliary, fiscal_year_end, code, event_position, day, id)
       select $1, * from unnest($2::text[], $3::text[], $4::date[], $5::text[], $6::bigint[], $7::date[], $8::uuid[])`,
      [
        this.tx.companyId,
        ...columnsOf(placed),
        placed.map(({ step }) => step.position),
        placed.map(({ group }) => group.date),
        ids,
      ],
    );
    const lines = placed.flatMap(({ group }, index) =>
      group.lines.map((line) => [ids[index]!, ...line.split(' ')] as const),
    );
    await this.tx.query(
      `insert into books.lettering_line (company_id, lettering_id, entry_id, ordinal)
       select $1, * from unnest($2::uuid[], $3::uuid[], $4::integer[])`,
      [this.tx.companyId, lines.map((line) => line[0]), lines.map((line) => line[1]), lines.map((line) => line[2])],
    );
  }
}

interface Placed {
  readonly step: LetteringStep;
  readonly group: LetterGroup;
  readonly year: Day;
}

function columnsOf(placed: readonly Placed[]): unknown[] {
  return [
    placed.map(({ group }) => group.account),
    placed.map(({ group }) => group.auxiliary ?? ''),
    placed.map(({ year }) => year),
    placed.map(({ group }) => group.code),
  ];
}

/** `create table as` takes no parameters; the ids are checked to be UUIDs before they stand in its text. */
function literal(ids: readonly string[]): string {
  for (const id of ids) if (!/^[0-9a-f-]{36}$/.test(id)) throw new TypeError(`"${id}" is not a UUID`);
  return `{${ids.join(',')}}`;
}

function toLine(row: LineRow): PlacedLine {
  return {
    id: `${row.entryId} ${row.ordinal}`,
    position: Number(row.position),
    entryOrdinal: row.entryOrdinal,
    ordinal: row.ordinal,
    account: row.account,
    ...(row.auxiliary === null ? {} : { auxiliary: row.auxiliary }),
    date: row.date,
    amount: row.amount,
    ...(row.item === null ? {} : { item: row.item }),
    ...(row.payment === null ? {} : { payment: row.payment }),
    ...(row.allocation === null ? {} : { allocation: row.allocation }),
    ...(row.transaction === null ? {} : { transaction: row.transaction }),
    ...(row.deposit === null ? {} : { deposit: row.deposit }),
    ...(row.code === null || row.codeDay === null ? {} : { lettering: { code: row.code, date: row.codeDay } }),
  };
}
