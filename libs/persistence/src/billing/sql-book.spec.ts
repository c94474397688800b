import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseDay, type OpenItem, type TransactionLine } from '@lettrage/domain';
import { decide, keysOf, MemoryBook, publicDecision, type Slice } from '@lettrage/reconciliation';
import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../testing/index.js';
import { SqlBook } from './sql-book.js';
import { BooksFixture, openItem } from './testing/books-fixture.js';

const NAMES = [
  'MARTIN SARL',
  'DUPONT ET FILS',
  'BOULANGERIE MARTIN',
  'ACME FRANCE SAS',
  'MARTIN SARL',
  'Mueller Bau',
  'Müller Bau',
];
const AMOUNTS = ['100.00', '120.00', '48.50', '1200.00'];
const IBANS = ['FR7630006000011234567890189', 'DE89370400440532013000'];

interface World {
  readonly items: readonly { customer: number; amount: number; note: boolean; credit: boolean }[];
  readonly lines: readonly { item: number; other: number; amount: number; text: number; name: number; iban: number }[];
}

const world: fc.Arbitrary<World> = fc.record({
  items: fc.array(fc.record({ customer: fc.nat(6), amount: fc.nat(3), note: boolean(10), credit: boolean(10) }), {
    minLength: 3,
    maxLength: 30,
  }),
  lines: fc.array(
    fc.record({
      item: fc.nat(29),
      other: fc.nat(29),
      amount: fc.nat(5),
      text: fc.nat(5),
      name: fc.nat(9),
      iban: fc.nat(4),
    }),
    {
      minLength: 1,
      maxLength: 12,
    },
  ),
});

describe('the book in SQL', () => {
  let test: TestDatabase;

  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.drop());

  it('leads the engine to the same decisions as the book in memory', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (drawn) => {
        const items = itemsOf(drawn);
        const lines = linesOf(drawn, items);
        const books = await BooksFixture.open(test.database);
        await books.import(items);
        const slice = await sliceOf(books, lines);
        const inSql = decide(lines, slice).map(publicDecision);
        const inMemory = decide(lines, new MemoryBook(items).slice(keysOf(lines))).map(publicDecision);
        expect(inSql).toEqual(inMemory);
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });

  it('counts exactly what is open behind a key and opens none of a crowd', async () => {
    const books = await BooksFixture.open(test.database);
    await books.import(
      Array.from({ length: 50 }, (_, index) => openItem(`FA2026-${1000 + index}`, '99.00', { customer: `C${index}` })),
    );
    const slice = await sliceOf(books, [line('l1', '99.00', 'VIREMENT')]);
    expect(slice.hits.get('amt:EUR:9900')).toEqual({ count: 50, ids: [] });
    expect(slice.items).toEqual([]);
    expect(slice.customerCount).toBe(50);
  });

  it('no longer finds a settled item, but knows the payment that a second or returned one repeats', async () => {
    const books = await BooksFixture.open(test.database);
    await books.import([openItem('FA2026-000123', '100.00')]);
    const first = await books.line('100.00');
    await books.query(
      `update books.bank_transaction set counterparty_iban = $2, end_to_end_id = 'E2E7', line = (line::jsonb || '{"endToEndId":"E2E7","counterparty":{"name":"MARTIN SARL"}}')::json where id = $1`,
      [first, IBANS[0]],
    );
    await books.apply(await books.pays(first, { 'FA2026-000123': '100.00' }));
    const again = await sliceOf(books, [line('l2', '100.00', 'FACTURE FA2026-000123')]);
    expect(again.items).toEqual([]);
    expect(again.past).toMatchObject([
      {
        customer: 'C1',
        transaction: { amount: '100.00' },
        allocations: [{ invoice: 'FA2026-000123', amount: '100.00' }],
      },
    ]);
    const returned = await sliceOf(books, [{ ...line('l3', '-100.00', 'REJET'), endToEndId: 'E2E7' }]);
    expect(returned.past).toHaveLength(1);
    const payer = await sliceOf(books, [
      { ...line('l4', '55.00', 'VIR'), counterparty: { name: 'MARTIN SARL', iban: IBANS[0]! } },
    ]);
    expect(payer.learned).toEqual(expect.arrayContaining([{ key: `iban:${IBANS[0]}`, customer: 'C1', count: 1 }]));
    expect(payer.customers.map((customer) => customer.id)).toEqual(['C1']);
  });

  it('shows credit on account as an open item with what is left of it', async () => {
    const books = await BooksFixture.open(test.database);
    await books.import([openItem('OA77', '-30.00', { kind: 'on-account' }), openItem('FA2026-000124', '10.00')]);
    const slice = await sliceOf(books, [line('l1', '10.00', 'FA2026-000124')]);
    expect(slice.items.map(({ item, open }) => [item.kind, item.number, open])).toEqual([
      ['invoice', 'FA2026-000124', 1000n],
      ['on-account', 'OA77', -3000n],
    ]);
  });
});

function sliceOf(books: BooksFixture, lines: readonly TransactionLine[]): Promise<Slice> {
  return books.database.withCompany(books.companyId, (tx) => new SqlBook(tx).slice(keysOf(lines)), { readOnly: true });
}

function boolean(oneIn: number): fc.Arbitrary<boolean> {
  return fc.nat(oneIn - 1).map((value) => value === 0);
}

function itemsOf(drawn: World): OpenItem[] {
  return drawn.items.map(({ customer, amount, note, credit }, index) => {
    const sign = note || credit ? '-' : '';
    const number = `${credit ? 'OA' : note ? 'AV' : 'FA'}2026-${String(100 + index).padStart(6, '0')}`;
    const kind = credit ? 'on-account' : note ? 'credit-note' : 'invoice';
    // Credit on account has no due date of its own in the books: it can be used from its day on.
    const dueDate = credit ? '2026-01-02' : `2026-02-${String((index % 20) + 1).padStart(2, '0')}`;
    const item = openItem(number, `${sign}${AMOUNTS[amount]}`, { kind, issueDate: '2026-01-02', dueDate });
    const ibans = customer === 0 ? [IBANS[0]!] : customer === 1 ? IBANS : [];
    return {
      ...item,
      customer: {
        id: `C${customer}`,
        name: NAMES[customer]!,
        ibans,
        ...(customer === 3 || customer === 4 ? { groupId: 'G1' } : {}),
      },
    };
  });
}

function linesOf(drawn: World, items: readonly OpenItem[]): TransactionLine[] {
  return drawn.lines.map((one, index) => {
    const [item, other] = [items[one.item % items.length]!, items[one.other % items.length]!];
    const texts = [
      `FACTURE ${item.number}`,
      `REGLEMENT ${item.number} ${other.number}`,
      'VIREMENT',
      item.number.slice(-3),
      `SOLDE COMPTE`,
      `FA ${item.number.replace('-', '')}`,
    ];
    const amount = AMOUNTS[one.amount] ?? '220.00';
    const name = NAMES[one.name];
    const iban = IBANS[one.iban];
    const counterparty = { ...(name ? { name } : {}), ...(iban ? { iban } : {}) };
    return { ...line(`l${index}`, amount, texts[one.text]!), counterparty };
  });
}

function line(ref: string, amount: string, remittance: string): TransactionLine {
  const bookingDate = parseDay('2026-02-20');
  return {
    type: 'transaction',
    ref,
    bookingDate,
    amount,
    currency: 'EUR',
    status: 'booked',
    reversal: false,
    remittance,
  };
}
