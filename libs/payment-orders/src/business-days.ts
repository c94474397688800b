import { addDays, dayOf, type Day } from '@lettrage/domain';

/** True for a day on which the European settlement system (TARGET) is open: no weekend and none of its six holidays. */
export function isBankingDay(day: Day): boolean {
  const year = Number(day.slice(0, 4));
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  if (['01-01', '05-01', '12-25', '12-26'].includes(day.slice(5))) return false;
  const easter = easterSunday(year);
  return day !== addDays(easter, -2) && day !== addDays(easter, 1);
}

/** The day itself where it is a banking day, else the next one. */
export function bankingDayFrom(day: Day): Day {
  let at = day;
  while (!isBankingDay(at)) at = addDays(at, 1);
  return at;
}

/** The banking day `count` banking days after a day. */
export function addBankingDays(day: Day, count: number): Day {
  let at = day;
  for (let left = count; left > 0; left--) at = bankingDayFrom(addDays(at, 1));
  return bankingDayFrom(at);
}

/** Easter Sunday of a year (Gregorian computus of Meeus, Jones and Butcher). */
export function easterSunday(year: number): Day {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return dayOf(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}
