import { isDay } from '@lettrage/domain';

/** `2026-01-05` → `20260105` (UN/CEFACT format 102). */
export function toFormat102(day: string): string {
  return day.replaceAll('-', '');
}

/** `20260105` → `2026-01-05`; undefined if it is no day that exists. */
export function fromFormat102(text: string): string | undefined {
  if (!/^\d{8}$/.test(text)) return undefined;
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  return isDay(day) ? day : undefined;
}
