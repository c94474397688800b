import { addDays, fiscalYearEnd, fiscalYearStart, type Day } from '@lettrage/domain';
import type { ExportSchedule, SchedulePeriod } from '@lettrage/persistence';

/** The first day after `after` on which a schedule runs. */
export function nextRunDay(schedule: Pick<ExportSchedule, 'every' | 'onDay'>, after: Day): Day {
  let day = addDays(after, 1);
  const isTurn = (): boolean => {
    if (schedule.every === 'day') return true;
    return schedule.every === 'week' ? weekday(day) === schedule.onDay : dayOfMonth(day) === schedule.onDay;
  };
  while (!isTurn()) day = addDays(day, 1);
  return day;
}

/** What a schedule exports when it runs for a day: whole days before it. `new`: all that is new up to the day before. */
export function periodOf(period: SchedulePeriod, day: Day, closing: string): { readonly from?: Day; readonly to: Day } {
  const yesterday = addDays(day, -1);
  switch (period) {
    case 'new':
      return { to: yesterday };
    case 'previous-day':
      return { from: yesterday, to: yesterday };
    case 'previous-week': {
      const sunday = addDays(day, -weekday(day));
      return { from: addDays(sunday, -6), to: sunday };
    }
    case 'previous-month': {
      const last = addDays(day, -dayOfMonth(day));
      return { from: addDays(last, 1 - dayOfMonth(last)), to: last };
    }
    case 'month-to-date':
      return { from: addDays(yesterday, 1 - dayOfMonth(yesterday)), to: yesterday };
    case 'year-to-date':
      return { from: fiscalYearStart(fiscalYearEnd(yesterday, closing)), to: yesterday };
    case 'previous-year': {
      const to = addDays(fiscalYearStart(fiscalYearEnd(day, closing)), -1);
      return { from: fiscalYearStart(to), to };
    }
  }
}

function dayOfMonth(day: Day): number {
  return Number.parseInt(day.slice(8, 10), 10);
}

/** 1 (Monday) to 7. */
function weekday(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}
