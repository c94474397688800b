import { describe, expect, it } from '@jest/globals';
import { formatDay, formatInstant, formatShare, yearOf } from './day.js';

describe('days on the page', () => {
  it('shows a day in each language, whatever the time zone', () => {
    expect(formatDay('2026-09-01', 'fr')).toBe('1 sept. 2026');
    expect(formatDay('2026-01-31', 'en')).toBe('31 Jan 2026');
  });

  it('leaves what is no day as it is', () => {
    expect(formatDay('soon', 'fr')).toBe('soon');
    expect(formatInstant('soon', 'en')).toBe('soon');
  });

  it('shows an instant', () => {
    expect(formatInstant('2026-11-22T03:36:24.074Z', 'en', 'UTC')).toContain('22 Nov 2026');
  });

  it('knows the first and last day of a year', () => {
    expect(yearOf('2026-11-22')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
  });

  it('never rounds a probability up to certainty', () => {
    expect(formatShare(0.9999, 'en')).toBe('99%');
    expect(formatShare(0.0001, 'fr')).toBe('< 1\u00a0%'.replace('\u00a0', ' '));
  });
});
