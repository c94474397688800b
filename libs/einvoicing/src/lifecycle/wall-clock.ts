import { isDay } from '@lettrage/domain';

/** The zone in which an installation writes the instants of its messages; the standard defines none. */
export type MessageZone = 'UTC' | 'Europe/Paris';

const RAW = /^format (\S*): (.*)$/s;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** A date of a message: its text and UN/CEFACT format (102 day, 203 minute, 204 second). */
export interface FormattedDate {
  readonly format?: string;
  readonly text: string;
}

/**
 * A date of the model as a message writes it: a day in format 102, an instant in format 204 in the zone's wall clock.
 * What reading kept as `format N: text` is given back as it was. Undefined if the text is no date.
 */
export function toFormattedDate(value: string, zone: MessageZone): FormattedDate | undefined {
  const raw = RAW.exec(value);
  if (raw) return raw[1] === '' ? { text: raw[2]! } : { format: raw[1]!, text: raw[2]! };
  if (isDay(value)) return { format: '102', text: value.replaceAll('-', '') };
  const at = epochOf(value);
  return at === undefined ? undefined : { format: '204', text: wallOf(at, zone) };
}

/**
 * Reads a date of a message. A format other than 102, 203 and 204 is kept as `format N: text`; undefined if the text does
 * not exist in its format.
 */
export function fromFormattedDate({ format, text }: FormattedDate, zone: MessageZone): string | undefined {
  const digits = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$/.exec(text);
  const length = { '102': 8, '203': 12, '204': 14 }[format ?? ''];
  if (length === undefined) return `format ${format ?? ''}: ${text}`;
  if (!digits || text.length !== length) return undefined;
  const [, year, month, day, hour, minute, second = '00'] = digits;
  const date = `${year}-${month}-${day}`;
  if (!isDay(date)) return undefined;
  if (hour === undefined) return date;
  const wall = epochOf(`${date}T${hour}:${minute}:${second}Z`);
  return wall === undefined ? undefined : instantOf(fromWall(wall, zone));
}

/** Reads a date and time of ISO 8601; one without an offset is of the zone. Undefined if it is none. */
export function fromDateTime(text: string, zone: MessageZone): string | undefined {
  const bare = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?$/.exec(text);
  return bare ? fromFormattedDate({ format: '204', text: bare.slice(1).join('') }, zone) : normalInstant(text);
}

/** `2026-10-05T10:00:00+02:00` → `2026-10-05T08:00:00Z`; undefined if it is no instant. */
export function normalInstant(text: string): string | undefined {
  const at = epochOf(text);
  return at === undefined ? undefined : instantOf(at);
}

/** Milliseconds since 1970, whole seconds; undefined for a day or hour that does not exist. */
function epochOf(text: string): number | undefined {
  const match = INSTANT.exec(text);
  if (!match || !isDay(match[1]!)) return undefined;
  const [hour, minute, second] = [match[2]!, match[3]!, match[4] ?? '00'];
  if (hour > '23' || minute > '59' || second > '59') return undefined;
  const at = Date.parse(`${match[1]}T${hour}:${minute}:${second}${match[5]!}`);
  return Number.isNaN(at) ? undefined : at;
}

function instantOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

function wallOf(at: number, zone: MessageZone): string {
  return new Date(at + offset(at, zone)).toISOString().slice(0, 19).replace(/\D/g, '');
}

function fromWall(wall: number, zone: MessageZone): number {
  // Twice, since the offset is that of the instant found; in the hour that comes twice the first is taken.
  const guess = wall - offset(wall, zone);
  const earlier = guess - 3_600_000;
  if (earlier + offset(earlier, zone) === wall) return earlier;
  return wall - offset(guess, zone);
}

/** How far the zone's clock is ahead of UTC at an instant: the last Sundays of March and October, 01:00 UTC, change it. */
function offset(at: number, zone: MessageZone): number {
  if (zone === 'UTC') return 0;
  const year = new Date(at).getUTCFullYear();
  const summer = at >= lastSunday(year, 2) && at < lastSunday(year, 9);
  return (summer ? 2 : 1) * 3_600_000;
}

function lastSunday(year: number, month: number): number {
  const end = new Date(Date.UTC(year, month + 1, 0, 1));
  return end.getTime() - end.getUTCDay() * 86_400_000;
}
