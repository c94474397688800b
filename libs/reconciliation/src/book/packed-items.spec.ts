import { describe, expect, it } from '@jest/globals';
import { parseDay, type OpenItem, type PlainOpenItem } from '@lettrage/domain';
import { PackedItems } from './packed-items.js';

const day = parseDay('2026-02-01');
const item: OpenItem = {
  number: 'FA1',
  kind: 'invoice',
  customer: { id: 'C1', name: 'ACME', ibans: [] },
  issueDate: day,
  dueDate: day,
  currency: 'EUR',
  total: 12_000n,
  open: 12_000n,
};

describe('packed open items', () => {
  it('are the same whether they were given as objects or as bytes', () => {
    const bytes = Buffer.from('FA2;RF20;CDE7');
    const plain: PlainOpenItem = {
      ...{ bytes, numberFrom: 0, numberTo: 3, paymentFrom: 4, paymentTo: 8, orderFrom: 9, orderTo: 13 },
      ...{ owner: 0, kind: 'deposit', issueDate: day, dueDate: day, currency: 'USD', total: 999_999_999, open: 0 },
    };
    const same: OpenItem = {
      ...item,
      ...{ number: 'FA2', kind: 'deposit', currency: 'USD', total: 999_999_999n, open: 0n },
      ...{ paymentReference: 'RF20', orderReference: 'CDE7' },
    };
    const [one, two] = [new PackedItems(), new PackedItems()];
    // Enough that every column grows.
    for (let at = 0; at < 600; at++) {
      one.add({ ...item, open: -(2n ** 40n) });
      two.add({ ...item, open: -(2n ** 40n) });
      two.addPlain(plain);
      one.add(same);
    }
    expect([one.size, two.size]).toEqual([1_200, 1_200]);
    expect(two.lastOwner).toBe(plain.owner);
    for (let at = 0; at < one.size; at++) {
      expect(two.get(at)).toEqual(one.get(at));
      expect([two.isOpen(at), two.lowOfOpen(at)]).toEqual([one.isOpen(at), one.lowOfOpen(at)]);
    }
    expect(two.customers).toEqual(one.customers);
  });

  it('are the same after they were handed to another thread', () => {
    const packed = PackedItems.of([
      { ...item, discount: { percent: '2', until: day }, open: -(2n ** 70n) },
      { ...item, number: 'FA\u0152 2', customer: { ...item.customer, id: 'C2' }, orderReference: 'CDE 7' },
    ]);
    const same = PackedItems.from(structuredClone(packed.parts));
    for (const items of [packed, same]) items.add({ ...item, number: 'FA3', dueDate: parseDay('2026-03-01') });
    expect([same.size, same.customers, same.numberOf('C2')]).toEqual([3, packed.customers, 1]);
    for (let at = 0; at < packed.size; at++) {
      expect([same.get(at), same.row(at).discount]).toEqual([packed.get(at), packed.row(at).discount]);
      expect([same.isOpen(at), same.lowOfOpen(at)]).toEqual([packed.isOpen(at), packed.lowOfOpen(at)]);
    }
  });
});
