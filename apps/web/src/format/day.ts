import type { Language } from './amount.js';

/** A day of the API (YYYY-MM-DD) for people; days have no time zone, so none is applied. What is no day stays as it is. */
export function formatDay(day: string, language: Language): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!parts) return day;
  const at = new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])));
  const format = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.format(at);
}

/** An instant of the API (ISO 8601) in the reader's own time zone, or in the one given. */
export function formatInstant(instant: string, language: Language, timeZone?: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const format = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(timeZone ? { timeZone } : {}),
  });
  return format.format(at);
}

/** First and last day of the calendar year of a day. */
export function yearOf(day: string): { from: string; to: string } {
  const year = day.slice(0, 4);
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}

/** Today in the reader's time zone. */
export function today(): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A probability for people, never rounded up to certainty: 0.9999 is "99 %". */
export function formatShare(share: number, language: Language): string {
  const percent = Math.floor(share * 100);
  if (percent < 1) return language === 'fr' ? '< 1 %' : '< 1%';
  return language === 'fr' ? `${percent} %` : `${percent}%`;
}
