import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  daysBetween,
  daysInMonth,
  endOfMonth,
  fiscalYearEnd,
  fiscalYearStart,
  isDay,
  parseDay,
} from './index.js';

describe('days', () => {
  it.each(['2026-02-31', '2025-02-29', '2026-13-01', '2026-00-10', '26-01-01', '2026-1-1', '2026-01-01T00:00'])(
    '%s is no day',
    (text) => {
      expect(isDay(text)).toBe(false);
      expect(() => parseDay(text)).toThrow(/is not a calendar day/);
    },
  );

  it('knows leap years', () => {
    expect([daysInMonth(2024, 2), daysInMonth(2026, 2), daysInMonth(1900, 2), daysInMonth(2000, 2)]).toEqual([
      29, 28, 28, 29,
    ]);
    expect(endOfMonth(parseDay('2024-02-10'))).toBe('2024-02-29');
  });

  it('adds days and counts them back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 20_000 }), (days) => {
        const later = addDays(parseDay('2026-03-29'), days);
        expect(isDay(later)).toBe(true);
        expect(daysBetween(parseDay('2026-03-29'), later)).toBe(days);
      }),
    );
  });

  it('finds the financial year that holds a day', () => {
    expect(fiscalYearEnd(parseDay('2026-07-01'), '06-30')).toBe('2027-06-30');
    expect(fiscalYearEnd(parseDay('2026-06-30'), '06-30')).toBe('2026-06-30');
    expect(fiscalYearEnd(parseDay('2024-01-15'), '02-28')).toBe('2024-02-29');
    expect(fiscalYearStart(parseDay('2026-06-30'))).toBe('2025-07-01');
    expect(fiscalYearStart(parseDay('2024-02-29'))).toBe('2023-03-01');
  });

  it('puts every day between the start and the end of its financial year', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9000 }),
        fc.constantFrom('12-31', '06-30', '02-28', '02-29', '09-30'),
        (days, closing) => {
          const day = addDays(parseDay('2015-01-01'), days);
          const end = fiscalYearEnd(day, closing);
          const start = fiscalYearStart(end);
          expect(start <= day && day <= end).toBe(true);
          expect([365, 366]).toContain(daysBetween(start, end) + 1);
        },
      ),
    );
  });
});
