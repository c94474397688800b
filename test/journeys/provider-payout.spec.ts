import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { formatScaled, parseDay } from '@lettrage/domain';
import {
  addBankAccount,
  addCompany,
  addConnection,
  assignMovement,
  importOpenItems,
  importPayouts,
  importStatement,
  projectJournal,
  reconcile,
  sync,
  takePayoutBack,
  verifyCompany,
} from '@lettrage/operations';
import nock from 'nock';
import { camt, entry, openItems, row, statement } from '../bad-input/testing/files.js';
import { createTestBooks, OTHER_IBAN, type TestBooks } from '../bad-input/testing/test-books.js';

const CHARGES = 60;
const money = (cents: bigint): string => formatScaled(cents, 2);
const number = (n: number): string => `FA2026-${String(n).padStart(6, '0')}`;

/** A movement of the balance at Stripe, in cents. */
interface Movement {
  readonly id: string;
  readonly category: 'charge' | 'refund' | 'dispute';
  readonly source: string;
  readonly charge: string;
  readonly gross: bigint;
  readonly fee: bigint;
  readonly order: string;
}

/** 60 charges of odd amounts; the last names no invoice. A refund with its credit note, and a dispute of an older charge. */
const MOVEMENTS: readonly Movement[] = [
  ...Array.from({ length: CHARGES }, (_, index): Movement => {
    const n = index + 1;
    const gross = BigInt(1_009 + n * 137);
    const fee = (gross * 14n + 500n) / 1000n + 25n;
    const order = n === CHARGES ? '' : number(n);
    return { id: `txn_${n}`, category: 'charge', source: `ch_${n}`, charge: `ch_${n}`, gross, fee, order };
  }),
  { id: 'txn_r', category: 'refund', source: 're_1', charge: 'ch_1', gross: -500n, fee: 0n, order: 'AV2026-00001' },
  { id: 'txn_d', category: 'dispute', source: 'dp_1', charge: 'ch_900', gross: -9_000n, fee: 1_500n, order: '' },
];
const GROSS = MOVEMENTS.reduce((sum, { gross }) => sum + gross, 0n);
const FEES = MOVEMENTS.reduce((sum, { fee }) => sum + fee, 0n);
const NET = GROSS - FEES;
const UNKNOWN = MOVEMENTS[CHARGES - 1]!.gross;
/** The charge that is disputed came with an earlier payout. */
const EARLIER: readonly Movement[] = [
  {
    id: 'txn_900',
    category: 'charge',
    source: 'ch_900',
    charge: 'ch_900',
    gross: 9_000n,
    fee: 151n,
    order: number(900),
  },
];

function report(payout: string, day: string, movements: readonly Movement[]): string {
  const rows = movements.map(({ id, category, source, charge, gross, fee, order }) =>
    [
      payout,
      day,
      id,
      `${day} 10:00:00`,
      'eur',
      money(gross),
      money(fee),
      money(gross - fee),
      category,
      source,
      charge,
      order,
    ].join(','),
  );
  const header =
    'automatic_payout_id,automatic_payout_effective_at,balance_transaction_id,created,currency,gross,fee,net,reporting_category,source_id,charge_id,payment_metadata[order_id]';
  return `${[header, ...rows].join('\n')}\n`;
}

/** What the Stripe API says of a payout. */
function answer(payout: string, movements: readonly Movement[]): void {
  const stripe = nock('https://api.stripe.com', { reqheaders: { authorization: 'Bearer rk_test_7' } });
  const created = 1_770_000_000;
  const net = movements.reduce((sum, { gross, fee }) => sum + gross - fee, 0n);
  const listed = { id: payout, created, arrival_date: 1_770_249_600, automatic: true, status: 'paid', currency: 'eur' };
  stripe
    .get('/v1/payouts')
    .query(true)
    .reply(200, { data: [{ ...listed, amount: Number(net) }], has_more: false });
  const data = movements.map(({ id, category, source, charge, gross, fee, order }) => ({
    id,
    created,
    currency: 'eur',
    amount: Number(gross),
    fee: Number(fee),
    net: Number(gross - fee),
    reporting_category: category,
    source: { id: source, charge, metadata: order === '' ? {} : { order_id: order } },
  }));
  stripe.get('/v1/balance_transactions').query(true).reply(200, { data, has_more: false });
}

describe('a payout of 60 charges', () => {
  let books: TestBooks;
  let companyId: string;

  beforeAll(async () => {
    books = await createTestBooks();
    companyId = await addCompany(books.context, {
      name: 'Boutique',
      siren: '404833048',
      posting: 'auto',
      cutOverDay: parseDay('2026-01-01'),
    });
    await addBankAccount(books.context, companyId, { iban: OTHER_IBAN, currency: 'EUR' });
    const invoices = [...MOVEMENTS.slice(0, CHARGES - 1), ...EARLIER].map(({ order, gross }, index) =>
      row({ number: order, customer: `C${index}`, name: `Client ${index}`, issued: '2026-01-10', total: money(gross) }),
    );
    const credit = row({
      number: 'AV2026-00001',
      kind: 'credit-note',
      customer: 'C0',
      name: 'Client 0',
      issued: '2026-01-20',
      total: '-5.00',
    });
    const file = await books.file('open.csv', openItems(...invoices, credit));
    await importOpenItems(books.context, companyId, file, { asOf: parseDay('2026-01-31') });
    await bring('po_1', '2026-01-28', EARLIER);
    await bank('2026-01-28', money(8_849n), 'S1');
    await reconcile(books.context, companyId);
  }, 120_000);
  afterEach(() => {
    expect(nock.pendingMocks()).toEqual([]);
  });
  afterAll(async () => {
    nock.restore();
    await books?.close();
  });

  const bring = async (payout: string, day: string, movements: readonly Movement[]) =>
    importPayouts(books.context, companyId, await books.file(`${payout}.csv`, report(payout, day, movements)));
  const bank = async (day: string, amount: string, id: string) => {
    const lines = statement([entry(amount, 'VIR SEPA STRIPE TECHNOLOGY EUROPE', day)], OTHER_IBAN, 'EUR', id);
    await importStatement(books.context, await books.file(`${id}.xml`, camt(lines)), { companies: [companyId] });
  };
  const query = <Row extends object>(sql: string): Promise<Row[]> =>
    books.context.database.withCompany(companyId, (tx) => tx.query<Row>(sql, [companyId]));

  /** Balances by account in cents, less those at zero; every stored promise holds. */
  async function balances(): Promise<Record<string, bigint>> {
    await projectJournal(books.context, companyId);
    expect((await verifyCompany(books.context, companyId)).violations).toEqual([]);
    const rows = await query<{ account: string; sum: bigint }>(
      `select account, sum(debit - credit)::bigint as sum from books.entry_line where company_id = $1 group by account having sum(debit - credit) <> 0`,
    );
    return Object.fromEntries(rows.map(({ account, sum }) => [account, sum]));
  }

  /** Everything a second run could add to. */
  const counted = () =>
    query(
      `select (select count(*)::int from books.event where company_id = $1) as events, (select count(*)::int from books.payment where company_id = $1) as payments,
              (select count(*)::int from books.journal_entry where company_id = $1) as entries, (select count(*)::int from books.task where company_id = $1) as tasks,
              (select count(*)::int from books.payout_report_item where company_id = $1) as items`,
    );

  it('is 60 receipts at gross plus fees, to the cent, with transit at zero; running twice changes nothing', async () => {
    const brought = await bring('po_2', '2026-02-05', MOVEMENTS);
    expect(brought.payouts).toMatchObject([
      { gross: money(GROSS), fees: money(FEES), net: money(NET), charges: CHARGES, tied: CHARGES + 1, state: 'stored' },
    ]);
    await bank('2026-02-06', money(NET), 'S2');
    expect(await reconcile(books.context, companyId)).toMatchObject({ confirmed: { count: 1, amount: money(NET) } });
    const opening = (
      await query<{ sum: bigint }>(`select -sum(total)::bigint as sum from books.item where company_id = $1`)
    )[0]!.sum;
    const after = {
      // The disputed invoice is open again; every other is paid.
      '411000': 9_000n,
      '471000': -UNKNOWN,
      '512000': 8_849n + NET,
      '627800': 151n + FEES,
      '890000': opening,
    };
    expect(await balances()).toEqual(after);
    const open = await query(
      'select number, (total - settled)::int as open from books.item where company_id = $1 and total <> settled',
    );
    expect(open).toEqual([{ number: number(900), open: 9_000 }]);
    const receipts = await query<{ n: number; gross: bigint }>(
      `select count(*)::int as n, sum(p.amount)::bigint as gross from books.payment p join books.payout o on o.company_id = p.company_id and o.id = p.payout_id
        where p.company_id = $1 and o.reference = 'po_2'`,
    );
    expect(receipts).toEqual([{ n: CHARGES + 2, gross: GROSS }]);
    const transit = await query(
      `select l.entry_id from books.entry_line l where l.company_id = $1 and l.account = '511200' and not exists (
         select 1 from books.lettering_line k join books.lettering g on g.company_id = k.company_id and g.id = k.lettering_id and g.lifted_position is null
          where k.company_id = l.company_id and k.entry_id = l.entry_id and k.ordinal = l.ordinal)`,
    );
    expect(transit).toEqual([]);

    const once = await counted();
    await bring('po_2', '2026-02-05', MOVEMENTS);
    await bank('2026-02-06', money(NET), 'S2 again');
    await reconcile(books.context, companyId);
    expect([await balances(), await counted()]).toEqual([after, once]);
  });

  it('is known when the Stripe API tells it too', async () => {
    process.env['PAYOUT_JOURNEY_KEY'] = 'rk_test_7';
    await addConnection(books.context, companyId, {
      name: 'stripe',
      adapter: 'payout-stripe',
      config: { apiKey: 'env:PAYOUT_JOURNEY_KEY' },
    });
    for (const payouts of [
      { stored: 0, known: 1, differing: 0 },
      { stored: 1, known: 0, differing: 0 },
    ]) {
      if (payouts.known === 1) answer('po_2', MOVEMENTS);
      else
        answer(
          'po_3',
          EARLIER.map((one) => ({ ...one, source: 'ch_901', charge: 'ch_901' })),
        );
      expect(await sync(books.context, companyId, 'stripe')).toMatchObject([{ pages: 1, payouts, problems: [] }]);
    }
  });

  it('leaves the charge without invoice to a person, who says whose it is', async () => {
    const tasks = await query<{ message: string }>(
      `select message from books.task where company_id = $1 and kind = 'payout-item' and state = 'open'`,
    );
    expect(tasks).toMatchObject([{ message: expect.stringContaining(`a charge of ${money(UNKNOWN)} EUR (ch_60)`) }]);
    await assignMovement(books.context, companyId, { payout: 'po_2', item: 'ch_60', customer: 'C7' }, 'anna');
    expect(await balances()).toMatchObject({ '411000': 9_000n - UNKNOWN });
    expect(await balances()).not.toHaveProperty('471000');
  });

  it('is taken back whole: every invoice open again, the line in review', async () => {
    await takePayoutBack(books.context, companyId, 'po_2', { by: 'anna', reason: 'another account' });
    const { '411000': receivables, '471000': suspense, '627800': fees } = await balances();
    const paid = MOVEMENTS.slice(0, CHARGES - 1).reduce((sum, { gross }) => sum + gross, -500n);
    expect([receivables, suspense, fees]).toEqual([paid, -NET, 151n]);
    expect(await query(`select state from books.bank_transaction where company_id = $1 and amount = ${NET}`)).toEqual([
      { state: 'proposed' },
    ]);
  });
});
