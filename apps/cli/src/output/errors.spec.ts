import { expect, it, jest } from '@jest/globals';
import { exitCodeOf, report } from './errors.js';

function said(error: unknown, json: boolean): string {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  report(error, { json });
  const text = write.mock.calls.map(([part]) => String(part)).join('');
  write.mockRestore();
  return text;
}

it('says of locks that were not had in time who has them, and what to do', () => {
  const late = Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' });
  expect(said(late, false)).toBe('Others are changing the same books; try again.\n');
  expect(JSON.parse(said(late, true))).toMatchObject({ error: { code: 'busy' } });
  expect(exitCodeOf(late)).toBe(3);
});
