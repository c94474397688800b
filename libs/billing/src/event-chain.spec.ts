import { describe, expect, it } from '@jest/globals';
import { parseDay } from '@lettrage/domain';
import fc from 'fast-check';
import type { EventRow } from './billing-store.js';
import { canonicalJson } from './canonical-json.js';
import { CHAIN_START, chainHash, verifyChain } from './event-chain.js';

const KEY = Buffer.from('secret');
const COMPANY = '01900000-0000-7000-8000-000000000001';

function chain(count: number): EventRow[] {
  const rows: EventRow[] = [];
  let previous = CHAIN_START.hash;
  for (let position = 1n; position <= count; position++) {
    const event = {
      position,
      id: `event-${position}`,
      type: 'transaction.suspended' as const,
      version: 1,
      time: '2026-01-05T00:00:00.000Z',
      day: parseDay('2026-01-05'),
      data: { transaction: { label: `line ${position}`, amount: '1.00' } } as unknown as EventRow['data'],
    };
    const hash = chainHash(KEY, COMPANY, previous, event);
    rows.push({ ...event, previousHash: previous, hash });
    previous = hash;
  }
  return rows;
}

const verify = (rows: readonly EventRow[], head = rows[rows.length - 1]!, key = KEY) =>
  verifyChain(rows, { key, companyId: COMPANY, head: { position: head.position, hash: head.hash } });

describe('canonical JSON', () => {
  it('has one spelling whatever the order of keys', () => {
    expect(canonicalJson({ b: [1, 'é"', null], a: { d: true, c: undefined } })).toBe(
      '{"a":{"d":true},"b":[1,"é\\"",null]}',
    );
  });

  it('survives a round trip and reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const whole = JSON.parse(
          JSON.stringify(value, (_key, entry: unknown) =>
            typeof entry === 'number' ? Math.trunc(entry) % 1e6 : entry,
          ),
        ) as unknown;
        expect(JSON.parse(canonicalJson(whole))).toEqual(whole);
        expect(canonicalJson(JSON.parse(canonicalJson(whole)))).toBe(canonicalJson(whole));
      }),
    );
  });

  it('refuses what has no exact spelling', () => {
    expect(() => canonicalJson({ amount: 1.5 })).toThrow(TypeError);
    expect(() => canonicalJson([undefined])).toThrow(TypeError);
    expect(() => canonicalJson(1n)).toThrow(TypeError);
  });
});

describe('the event chain', () => {
  it('verifies as it was written, with any order of keys in the stored data', async () => {
    const rows = chain(5).map((row) => ({ ...row, data: JSON.parse(canonicalJson(row.data)) as EventRow['data'] }));
    expect(await verify(rows)).toMatchObject({ count: 5n });
    expect(await verify(rows)).not.toHaveProperty('firstBad');
  });

  it('an empty log verifies against the start', async () => {
    expect(await verifyChain([], { key: KEY, companyId: COMPANY, head: CHAIN_START })).toEqual({
      count: 0n,
      head: CHAIN_START,
    });
  });

  it.each<[string, (rows: EventRow[]) => EventRow[], bigint, string]>([
    [
      'changed content',
      (rows) => rows.map((row) => (row.position === 3n ? { ...row, day: parseDay('2026-01-06') } : row)),
      3n,
      'its content was changed',
    ],
    ['a removed event', (rows) => rows.filter((row) => row.position !== 2n), 3n, 'position 2 is missing'],
    ['events in another order', (rows) => [rows[1]!, rows[0]!, ...rows.slice(2)], 2n, 'position 1 is missing'],
    [
      'an event slipped in',
      (rows) => [...rows.slice(0, 2), { ...rows[2]!, previousHash: rows[0]!.hash }, ...rows.slice(3)],
      3n,
      'it does not follow the event before it',
    ],
  ])('names the first bad event: %s', async (_what, spoil, position, why) => {
    const rows = chain(5);
    expect(await verify(spoil(rows), rows[4])).toMatchObject({ firstBad: { position, why } });
  });

  it('notices a tail that was cut off and a chain made with another key', async () => {
    const rows = chain(5);
    expect(await verify(rows.slice(0, 3), rows[4])).toMatchObject({ count: 3n, firstBad: { position: 4n } });
    expect(await verify(rows, rows[4], Buffer.from('other'))).toMatchObject({ firstBad: { position: 1n } });
  });
});
