import { describe, expect, it } from '@jest/globals';
import { readAdvice, readHistory, writeNdjson } from './index.js';

async function* chunk(text: string): AsyncIterable<Uint8Array> {
  yield new TextEncoder().encode(text);
}
const transaction = {
  type: 'transaction',
  ref: 'r1',
  bookingDate: '2026-01-02',
  amount: '120.00',
  currency: 'EUR',
  status: 'booked',
  reversal: false,
};

describe('history and advice', () => {
  it('reads back the history it wrote', async () => {
    const records = [
      { transaction, customer: 'C1', allocations: [{ invoice: 'FA1', amount: '120.00' }] },
      { transaction },
    ];
    expect(await readHistory(chunk(writeNdjson(records)))).toEqual({ records, problems: [] });
  });

  it('refuses a bad line of history with its field and reads on', async () => {
    const bad = { transaction: { ...transaction, amount: 120 } };
    const { records, problems } = await readHistory(
      chunk(`${JSON.stringify(bad)}\nnonsense\n${JSON.stringify({ transaction })}\n`),
      { file: 'h.ndjson' },
    );
    expect(records).toHaveLength(1);
    expect(problems.map(({ location }) => location)).toEqual([
      'h.ndjson, line 1, transaction.amount',
      'h.ndjson, line 2, line',
    ]);
  });

  it.each([
    ['remittance', 7],
    ['additional', ['a']],
    ['counterparty', 'ACME'],
    ['counterparty.name', 7],
    ['counterparty.iban', {}],
    ['return', []],
    ['charges', {}],
    ['status', 'done'],
  ])('refuses history whose %s is %j', async (field, wrong) => {
    const [first, second] = field.split('.') as [string, string?];
    const bad = { ...transaction, [first]: second === undefined ? wrong : { [second]: wrong } };
    const { records, problems } = await readHistory(chunk(writeNdjson([{ transaction: bad }])), { file: 'h.ndjson' });
    expect(records).toEqual([]);
    expect(problems.map(({ location }) => location)).toEqual([`h.ndjson, line 1, transaction.${field}`]);
  });

  it('takes what is empty for absent', async () => {
    const loose = { ...transaction, remittance: null, additional: '', counterparty: { name: 'ACME', iban: null } };
    const { records } = await readHistory(chunk(writeNdjson([{ transaction: loose }])));
    expect(records).toEqual([{ transaction: { ...transaction, counterparty: { name: 'ACME' } } }]);
  });

  it('gives up a line that never ends', async () => {
    const piece = new TextEncoder().encode('x'.repeat(1_000_000));
    async function* endless(): AsyncIterable<Uint8Array> {
      for (;;) yield piece;
    }
    await expect(readHistory(endless(), { file: 'h.ndjson' })).rejects.toThrow('h.ndjson has a line that is too long');
  });

  it('reads an advice and refuses an unknown kind', async () => {
    const advice = { kind: 'payout', total: '98.00', items: [{ invoice: 'FA1', amount: '100.00', fee: '2.00' }] };
    expect((await readAdvice(chunk(writeNdjson([advice])))).records).toEqual([advice]);
    expect((await readAdvice(chunk(writeNdjson([{ ...advice, kind: 'memo' }])))).problems[0]!.message).toMatch(
      /must be one of/,
    );
  });
});
