import { expect, it } from '@jest/globals';
import { isUuid, newId } from './new-id.js';

it('ids are UUIDs of version 7 and sort in the order they were made', () => {
  const ids = Array.from({ length: 20_000 }, newId);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

it('an id says when it was made, to within the ids borrowed from later milliseconds', () => {
  const millisecond = Number.parseInt(newId().replaceAll('-', '').slice(0, 12), 16);
  expect(Math.abs(millisecond - Date.now())).toBeLessThan(60_000);
});

it.each(['', 'x', '0198c0de-0000-7000-8000-00000000000', "0198c0de-0000-7000-8000-000000000000'"])(
  '%j is no UUID',
  (text) => {
    expect(isUuid(text)).toBe(false);
  },
);
