import { expect, it } from '@jest/globals';
import { serverSettings } from './server-settings.js';

const GIGABYTE = 2 ** 30;

it.each([
  [0.5, '128MB'],
  [2, '256MB'],
  [64, '512MB'],
])('of %d GB gives the embedded server an eighth, within limits: %s', (memory, room) => {
  expect(serverSettings(memory * GIGABYTE)).toContain(`shared_buffers=${room}`);
});

it('gives up no promise of the database', () => {
  const risky = ['fsync', 'full_page_writes', 'synchronous_commit', 'wal_level', 'zero_damaged_pages'];
  expect(serverSettings().filter((setting) => risky.includes(setting.split('=')[0]!))).toEqual([]);
});
