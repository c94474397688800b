import { dayOf } from '@lettrage/adapter-sdk';
import type { Day } from '@lettrage/adapter-sdk';

/**
 * Dolibarr gives dates as Unix seconds of midnight in the server's time zone, and compares `tms` with local date-times.
 * Everything that turns one into the other is here.
 */

/** The local date-time of an instant, as `YYYY-MM-DD HH:MM:SS`. */
export function localDateTime(at: Date, timeZone: string): string {
  const options = { timeZone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('sv-SE', options).format(at);
}

/** The civil day of Unix seconds; also takes the `YYYY-MM-DD…` text that payments have. Undefined if it is neither. */
export function dayOfServer(value: unknown, timeZone: string): Day | undefined {
  const text = String(value ?? '');
  const written = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (written) return asDay(written);
  if (!/^\d{1,11}$/.test(text) || text === '0') return undefined;
  return asDay(/^(\d{4})-(\d{2})-(\d{2})/.exec(localDateTime(new Date(Number(text) * 1000), timeZone)));
}

function asDay(match: RegExpExecArray | null): Day | undefined {
  if (!match) return undefined;
  try {
    return dayOf(Number(match[1]), Number(match[2]), Number(match[3]));
  } catch {
    return undefined;
  }
}

/** Unix seconds of noon of a day there: far from both midnights, so no clock change can move it to another day. */
export function noonOf(day: Day, timeZone: string): number {
  const noonUtc = Date.parse(`${day}T12:00:00Z`);
  const shown = Date.parse(`${localDateTime(new Date(noonUtc), timeZone).replace(' ', 'T')}Z`);
  return Math.floor((noonUtc - (shown - noonUtc)) / 1000);
}
