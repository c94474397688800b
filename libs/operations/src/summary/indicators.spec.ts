import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, parseDay, parseMinor, type Day, type OpenItem } from '@lettrage/domain';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { reconcile } from '../reconcile/reconcile.js';
import { bankLine, CompanyFixture } from '../testing/company-fixture.js';
import { indicators, type Indicators } from './indicators.js';

let test: TestDatabase;
let books: CompanyFixture;
beforeAll(async () => {
  test = await createTestDatabase();
  books = await lively();
});
afterAll(() => test.drop());

const START = parseDay('2026-01-02');

/** Half a year: invoices in two instalments, credit notes, payments early, late, partial and taken back, money on account. */
async function lively(): Promise<CompanyFixture> {
  const made = await CompanyFixture.open(test, { cutOverDay: '2026-01-01' });
  const items: OpenItem[] = [];
  for (let n = 0; n < 60; n++) {
    const issueDate = addDays(START, n * 3);
    const isCredit = n % 17 === 16;
    const amount = parseMinor(`${isCredit ? '-' : ''}${100 + 7 * n}.${10 + (n % 80)}`, 'EUR');
    const common = {
      number: `FA2026-${String(1000 + n)}`,
      kind: isCredit ? ('credit-note' as const) : ('invoice' as const),
      customer: { id: `C${n % 5}`, name: `CLIENT ${n % 5} SARL`, ibans: [] },
      issueDate,
      currency: 'EUR',
    };
    items.push({ ...common, dueDate: addDays(issueDate, 30), total: amount, open: amount });
    if (n % 10 === 0) items.push({ ...common, dueDate: addDays(issueDate, 60), total: amount, open: amount });
  }
  const options = { asOf: addDays(START, 180), partial: false, origin: 'import' } as const;
  await made.run((_tx, billing) => billing.importOpenItems(items, options));
  const paid = items.filter(
    (item, i) => item.total > 0n && i % 3 !== 1 && items.filter((each) => each.number === item.number).length === 1,
  );
  await made.statement(
    paid.map((item, i) =>
      bankLine(`p${i}`, addDays(item.issueDate, 20 + ((i * 13) % 45)), amountOf(item, i), `VIR ${item.number}`),
    ),
  );
  await reconcile(made.context, made.companyId);
  const lines = await made.query<{ id: string; customer: string; booking_date: Day }>(
    `select t.id, c.id as customer, t.booking_date from books.bank_transaction t cross join lateral (select id from books.customer where company_id = t.company_id order by code limit 1) c
      where t.company_id = $1 and t.state in ('new', 'proposed') order by t.booking_date, t.id limit 6`,
  );
  for (const line of lines)
    await made.run((_tx, billing) =>
      billing.putOnAccount({ transactionId: line.id, customerId: line.customer, by: 'anna' }),
    );
  const allocations = await made.query<{ id: string; day: Day }>(
    'select id, day from books.allocation where company_id = $1 order by id limit 4',
  );
  for (const { id, day } of allocations)
    await made.run((_tx, billing) => billing.undo({ allocationIds: [id], day: addDays(day, 25), by: 'anna' }));
  const [item] = await made.query<{ id: string }>(
    'select id from books.item where company_id = $1 and total > 0 and settled = 0 order by issue_date limit 1',
  );
  await made.run((_tx, billing) => billing.dispute({ itemId: item!.id, disputed: true, day: START, by: 'anna' }));
  return made;
}

/** Every sixth pays something else, so that some lines stay undecided. */
function amountOf(item: OpenItem, i: number): string {
  const cents = i % 6 === 5 ? item.total - 1_234n : item.total;
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}

/** The same figures from allocations one by one, without totals, and with another arithmetic: SQL numeric. */
async function recomputed(day: Day): Promise<Record<string, string | null>> {
  const [row] = await books.query<Record<string, string | null>>(
    `with state as (
       select i.*, i.total - coalesce((select sum(coalesce(a.settled, a.amount) + a.adjustment) from books.allocation a where a.company_id = i.company_id and a.item_id = i.id and a.day <= d.day), 0) as left_on_day, d.day
         from books.item i cross join (values ($2::date), ($2::date - 90)) d (day)
        where i.company_id = $1 and i.issue_date <= d.day),
     credit as (
       select d.day, coalesce(sum(p.amount - coalesce((select sum(a.amount) from books.allocation a where a.company_id = p.company_id and a.payment_id = p.id and a.day <= d.day), 0)), 0) as sum
         from (values ($2::date), ($2::date - 90)) d (day) left join books.payment p on p.company_id = $1 and p.day <= d.day and p.customer_id is not null and not p.withdrawn
        group by d.day),
     total as (select c.day, coalesce((select sum(left_on_day) from state s where s.day = c.day), 0) - c.sum as owed,
                      coalesce((select sum(left_on_day) from state s where s.day = c.day and left_on_day > 0 and due_date < c.day), 0) as late from credit c),
     sold as (select coalesce(sum(total), 0) as sum from books.item where company_id = $1 and issue_date between $2::date - 89 and $2),
     paid as (select sum(a.amount * (a.day - i.due_date)) as weighted, sum(a.amount) as sum
                from books.allocation a join books.item i on i.company_id = a.company_id and i.id = a.item_id
               where a.company_id = $1 and a.amount > 0 and i.total > 0 and a.day <= $2 and a.day > $2::date - 365 and a.undoes is null
                 and not exists (select from books.allocation u where u.undoes = a.id and u.day <= $2))
     select to_char(now.owed / 100, 'FM999999990.00') as receivables, to_char(now.late / 100, 'FM999999990.00') as overdue,
            to_char((select sum(left_on_day) from state where day = $2 and left_on_day > 0 and $2::date - due_date between 1 and 30) / 100, 'FM999999990.00') as first_band,
            to_char(-(select sum from credit where day = $2) / 100, 'FM999999990.00') as on_account,
            to_char(round(now.owed * 90 / nullif(sold.sum, 0), 1), 'FM999999990.0') as dso,
            to_char(round((now.owed - now.late) * 90 / nullif(sold.sum, 0), 1), 'FM999999990.0') as best,
            to_char(round(paid.weighted / nullif(paid.sum, 0), 1), 'FM999999990.0') as delay,
            to_char(round(100 * (was.owed + sold.sum - now.owed) / nullif(was.owed + sold.sum - (now.owed - now.late), 0), 1), 'FM999999990.0') as cei
       from total now, total was, sold, paid where now.day = $2 and was.day = $2::date - 90`,
    day,
  );
  return row!;
}

function figuresOf(found: Indicators): Record<string, string | null> {
  return {
    receivables: found.receivables,
    overdue: found.overdue,
    first_band: found.aging[1]!.amount === '0.00' ? null : found.aging[1]!.amount,
    on_account: found.onAccount,
    dso: found.dso ?? null,
    best: found.bestPossibleDso ?? null,
    delay: found.averageDelay ?? null,
    cei: found.cei ?? null,
  };
}

const cents = (amount: string): bigint => BigInt(amount.replace('.', ''));

describe('the indicators', () => {
  it.each(['2026-02-15', '2026-03-31', '2026-04-10', '2026-05-20', '2026-06-30', '2026-09-30'])(
    'of %s are what SQL of its own finds',
    async (text) => {
      const day = parseDay(text);
      expect(figuresOf(await indicators(books.context, books.companyId, day))).toEqual(await recomputed(day));
    },
  );

  it('of a past day stay what they were when more is paid later', async () => {
    const day = parseDay('2026-04-10');
    const before = await indicators(books.context, books.companyId, day);
    const [open] = await books.query<{ number: string; total: bigint }>(
      `select number, total from books.item where company_id = $1 and settled = 0 and total > 0 and not disputed order by issue_date limit 1`,
    );
    const amount = `${open!.total / 100n}.${String(open!.total % 100n).padStart(2, '0')}`;
    await books.statement([bankLine('late', '2026-06-29', amount, `VIR ${open!.number}`)]);
    await reconcile(books.context, books.companyId);
    expect(await indicators(books.context, books.companyId, day)).toEqual(before);
  });

  it('age each instalment by its own due day, and the bands add up', async () => {
    const found = await indicators(books.context, books.companyId, parseDay('2026-04-10'));
    const sum = found.aging.reduce((total, { amount }) => total + cents(amount), 0n);
    expect(sum + cents(found.creditNotes) + cents(found.onAccount)).toBe(cents(found.receivables));
    expect(found.aging.filter(({ count }) => count > 0).length).toBeGreaterThan(3);
  });

  it('forecast everything that is open and not disputed, once by due date and once by habit', async () => {
    const found = await indicators(books.context, books.companyId, parseDay('2026-04-10'));
    const { weeks, later, disputed } = found.forecast;
    const open = found.aging.reduce((total, { amount }) => total + cents(amount), 0n);
    for (const by of ['byDueDate', 'byHabit'] as const) {
      const sum = weeks.reduce((total, week) => total + cents(week[by]), cents(later[by]));
      expect(sum + cents(disputed)).toBe(open);
    }
    expect(weeks[0]).toMatchObject({ from: '2026-04-11' });
    expect(weeks.map((week) => week.byHabit)).not.toEqual(weeks.map((week) => week.byDueDate));
  });

  it('count months back: all of a month while it lasts, then a part', async () => {
    const own = await CompanyFixture.open(test, { cutOverDay: '2026-01-01' });
    const item = (number: string, issued: string, total: string) => ({ number, issued, total });
    await own.items(item('A1', '2026-02-10', '300.00'), item('A2', '2026-03-05', '100.00'));
    const found = await indicators(own.context, own.companyId, parseDay('2026-03-10'));
    // All 100.00 of March (10 days so far), and all 300.00 of February (28 days).
    expect(found).toMatchObject({ receivables: '400.00', dsoCountBack: '38.0', dso: '90.0' });
  });

  it('of a company without items divide by nothing', async () => {
    const empty = await CompanyFixture.open(test);
    const found = await indicators(empty.context, empty.companyId, parseDay('2026-03-10'));
    expect(found).toMatchObject({ receivables: '0.00', overdue: '0.00' });
    expect([found.dso, found.averageDelay, found.cei]).toEqual([undefined, undefined, undefined]);
  });
});
