import { describe, expect, it } from '@jest/globals';
import type { OpenItem, OpenItemSink, PlainOpenItem, Problem } from '@lettrage/domain';
import fc from 'fast-check';
import { collectOpenItems, fillOpenItems } from './index.js';

const HEADER = 'number,kind,customer_id,customer_name,customer_ibans,issue_date,due_date,currency,total,open_amount';
const IBAN = 'FR7630006000011234567890189';

/** Makes items of what it is given, and counts those that came as bytes. */
class Collected implements OpenItemSink {
  readonly items: unknown[] = [];
  plain = 0;
  private readonly owners: OpenItem['customer'][] = [];
  lastOwner = 0;

  add(item: OpenItem): void {
    if (!this.owners.includes(item.customer)) this.owners.push(item.customer);
    this.lastOwner = this.owners.indexOf(item.customer);
    this.items.push(kept(item));
  }

  addPlain(item: PlainOpenItem): void {
    this.plain += 1;
    const { issueDate, dueDate, kind, currency, total, open } = item;
    const text = (from: number, to: number): string => Buffer.from(item.bytes.slice(from, to)).toString('utf8');
    const [paymentReference, orderReference] = [
      text(item.paymentFrom, item.paymentTo),
      text(item.orderFrom, item.orderTo),
    ];
    this.lastOwner = item.owner;
    this.items.push({
      number: text(item.numberFrom, item.numberTo),
      customer: this.owners[item.owner]!,
      ...{ issueDate, dueDate, kind, currency, total: BigInt(total), open: BigInt(open) },
      ...{ paymentReference, orderReference, discount: undefined },
    });
  }
}

/** The fields that a sink keeps. */
function kept(item: OpenItem): unknown {
  const { number, customer, issueDate, dueDate, kind, currency, total, open, discount } = item;
  const { paymentReference = '', orderReference = '' } = item;
  return {
    number,
    customer,
    issueDate,
    dueDate,
    kind,
    currency,
    total,
    open,
    paymentReference,
    orderReference,
    discount,
  };
}

async function* pieces(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

type Filled = { items?: unknown[]; problems?: readonly Problem[]; error?: string; plain?: number };

async function filled(bytes: Uint8Array, size: number): Promise<Filled> {
  const sink = new Collected();
  try {
    const problems = await fillOpenItems(pieces(bytes, size), sink, { file: 'items.csv' });
    return { items: sink.items, problems, plain: sink.plain };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

async function byRules(bytes: Uint8Array, size: number): Promise<Filled> {
  try {
    const { items, problems } = await collectOpenItems(pieces(bytes, size), { file: 'items.csv' });
    return { items: items.map(kept), problems };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

async function expectSame(bytes: Uint8Array, size: number): Promise<Filled> {
  const { plain = 0, ...own } = await filled(bytes, size);
  expect(own).toEqual(await byRules(bytes, size));
  return { ...own, plain };
}

/** Mostly the first value, which nothing can be said against. */
function mostly<T>(usual: fc.Arbitrary<T>, ...others: T[]): fc.Arbitrary<T> {
  return fc.oneof({ arbitrary: usual, weight: 60 }, { arbitrary: fc.constantFrom(...others), weight: 1 });
}

const day = mostly(
  fc.integer({ min: 1, max: 28 }).map((date) => `2026-02-${String(date).padStart(2, '0')}`),
  ...['2026-02-30', '2026-2-1', '', '28/02/2026', '0000-00-00', ' 2026-02-01'],
);
const amount = mostly(
  fc.constantFrom('120.00', '7.50', '9999999.99'),
  ...[
    '0.00',
    '-120.00',
    '120',
    '120.5',
    '1 200.00',
    '12345678901.00',
    '.50',
    '99999999.00',
    'NaN',
    '',
    '12a.00',
    '=1.00',
  ],
);
const reference = mostly(fc.constantFrom('', 'RF2026', 'CDE 03'), ' X', 'É1', '="007"', '"a,b"', '"a\nb"', 'x"y');
const row = fc
  .tuple(
    mostly(
      fc.integer({ min: 1, max: 400 }).map((at) => `FA${at}`),
      '',
      ' FA1',
      'FA É',
      '="12"',
      '"FA1"',
      'F\tA',
      '"F\nA"',
    ),
    mostly(fc.constantFrom('invoice', 'deposit'), 'credit-note', 'Invoice', '', 'payment', 'invoicf', ' invoice'),
    mostly(fc.constantFrom('C1', 'C2', 'C3'), '', ' C1', 'CÉ', '="C1"', 'C\u00a0'),
    mostly(fc.constant('SOCIÉTÉ'), '', 'ACME ', 'B'),
    mostly(fc.constant(IBAN), '', 'FR00', `${IBAN} ${IBAN}`),
    fc.tuple(day, day),
    mostly(fc.constantFrom('EUR', 'USD'), 'eur', 'JPY', 'XXX', '', 'EURO'),
    fc.tuple(amount, amount, mostly(fc.constant(true), false)),
    fc.tuple(reference, reference, mostly(fc.constant(''), '20.00:100.00:20.00', 'x'), mostly(fc.constant(''), '2.00')),
    mostly(fc.constantFrom('\n', '\r\n'), ',\n', '\n\n', '\r\r\n'),
  )
  .map(([number, kind, id, name, ibans, days, currency, [total, open, same], more, end]) => {
    const amounts = same ? [total, total] : [total, open];
    return [number, kind, id, name, ibans, ...days, currency, ...amounts, ...more].join(',') + end;
  });

describe('open items taken from the bytes of their file', () => {
  it('are those that the rules read, in their order and with the same problems', async () => {
    const header = `${HEADER},payment_reference,order_reference,vat,discount_percent\n`;
    let [plain, all] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 10, maxLength: 40 }),
        fc.constantFrom('', '\ufeff'),
        fc.integer({ min: 1, max: 400 }),
        async (rows, mark, size) => {
          const { plain: some = 0, items = [] } = await expectSame(
            new TextEncoder().encode(mark + header + rows.join('')),
            size,
          );
          plain += some;
          all += items.length;
        },
      ),
      { numRuns: 80 },
    );
    // Else nothing was compared.
    expect(plain).toBeGreaterThan(all / 5);
  });

  const rows = ['1', '2', '3'].map((at) => `FA${at},invoice,C1,ACME,,2026-01-01,2026-01-31,EUR,120.00,120.00`);
  const whole = `${HEADER}\n${rows.join('\n')}\n`;
  it.each([
    ['a whole file', whole],
    ['no end of line after the last row', whole.trimEnd()],
    ['carriage returns', whole.replaceAll('\n', '\r')],
    ['semicolons', whole.replaceAll(',', ';')],
    ['a header in quotes', whole.replace('number', '"number"')],
    ['a quote that is never closed', `${whole}"FA4,invoice\n`],
    ['a missing column', whole.replace('number', 'nombre')],
    ['only a header', `${HEADER}\n`],
    ['blanks alone', ' \n\n'],
    ['nothing', ''],
    ['a row twice', `${whole}${rows[0]!}\n`],
    ['NDJSON', '{"number":"FA1","total":120}\n'],
    ['fewer columns', whole.replaceAll(',,', ',').replace('customer_ibans,', '')],
    ['a row without an end', `${whole}FA9,${'é'.repeat(1_100_000)}`],
  ])('are read like by the rules: %s', async (_, text) => {
    for (const size of [7, 100_000]) {
      if (text.length / size < 100_000) await expectSame(new TextEncoder().encode(text), size);
    }
  });

  it('are refused where the file is not UTF-8, with the same words', async () => {
    const bytes = new TextEncoder().encode(`${whole}FA4é,x\n${whole}`);
    for (const at of [3, whole.length + 2, whole.length + 4, whole.length + 5]) {
      const bad = bytes.slice();
      bad[at] = 0xe9;
      for (const size of [1, 5, 64, 4_096]) await expectSame(bad, size);
    }
  });
});
