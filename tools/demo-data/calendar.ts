import { addDays, parseDay, type Day } from '@lettrage/domain';

/** The demonstration's days: invoices from June, bank statements of September and October 2026. */
export const INVOICES_FROM = parseDay('2026-06-01');
export const STATEMENT_FROM = parseDay('2026-09-01');
export const STATEMENT_TO = parseDay('2026-10-31');

/** Day of the week, Monday 1 … Sunday 7: 2026-06-01 is a Monday. */
export function weekday(day: Day): number {
  const monday = Date.UTC(2026, 5, 1);
  const days = (Date.parse(`${day}T00:00:00Z`) - monday) / 86_400_000;
  return (((days % 7) + 7) % 7) + 1;
}

/** The day itself, or the next one on which banks work. */
export function bankDay(day: Day): Day {
  let result = day;
  while (weekday(result) > 5) result = addDays(result, 1);
  return result;
}

/** Every working day from `from` to `to`, both included. */
export function bankDays(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) if (weekday(day) <= 5) days.push(day);
  return days;
}

/** `2026-09-03` as French banks print it: `03/09/2026`. */
export function french(day: Day): string {
  return `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
}

const MONTHS = [
  'JANVIER',
  'FEVRIER',
  'MARS',
  'AVRIL',
  'MAI',
  'JUIN',
  'JUILLET',
  'AOUT',
  'SEPTEMBRE',
  'OCTOBRE',
  'NOVEMBRE',
  'DECEMBRE',
];

/** The month of a day in French capitals. */
export function monthName(day: Day): string {
  return MONTHS[Number(day.slice(5, 7)) - 1] as string;
}
