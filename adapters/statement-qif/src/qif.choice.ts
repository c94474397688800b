import { compact, isCurrency, isIban } from '@lettrage/adapter-sdk';
import type { AmountFormat, DayFormat } from '@lettrage/formats';
import { proveDays, proveNumbers } from '@lettrage/statement-tables/reading';
import { FORMATS } from './qif.formats.js';
import { QifRecords, type QifPiece } from './qif.records.js';

/** How a file writes days and amounts, and what it does not say: currency and account. */
export interface QifDialect {
  readonly dates: readonly DayFormat[];
  readonly numbers: AmountFormat;
  readonly currency?: string;
  readonly account?: string;
}

/** A file that cannot be read as it is, with the reason. */
export interface QifRefusal {
  readonly code: string;
  readonly message: string;
}

interface Wanted {
  readonly dayFirst?: boolean;
  readonly decimal?: '.' | ',';
  readonly currency?: string;
  readonly account?: string;
}

/** What the start of a file and the user's profile (an id, or JSON) prove; refused where neither tells. */
export function dialectOf(start: string, profile: string | undefined): QifDialect | QifRefusal {
  const wanted = wantedBy(profile);
  if ('code' in wanted) return wanted;
  const { days, amounts } = sampleOf(start);
  const hint: AmountFormat | undefined =
    wanted.decimal === undefined
      ? undefined
      : { decimal: wanted.decimal, thousands: [wanted.decimal === ',' ? '.' : ',', ' ', "'"] };
  const numbers = hint ? { value: hint } : proveNumbers(amounts);
  if ('unclear' in numbers)
    return refusal('unclear-decimals', numbers.unclear, 'qif.dmy-comma or qif.dmy-point (or qif.mdy-…)');
  // Who writes decimal commas writes the day first.
  const european = numbers.value.decimal === ',' ? true : undefined;
  const dates = proveDays(days, wanted.dayFirst ?? optionOf(start) ?? european, wanted.dayFirst !== undefined);
  if ('unclear' in dates) return refusal('unclear-dates', dates.unclear, 'qif.dmy or qif.mdy');
  const { currency, account } = wanted;
  return { dates: dates.value, numbers: numbers.value, currency, account };
}

/** `!Option:MDY` at the start of a file says the order of its days. */
function optionOf(start: string): boolean | undefined {
  const order = /^!Option:(MDY|DMY)\s*$/im.exec(start)?.[1]?.toUpperCase();
  return order === undefined ? undefined : order === 'DMY';
}

/** The day as the proofs and formats know it: `1/ 2'26` and `1/2'2026` are written with slashes. */
export function plainDay(text: string): string {
  return text.replace(/\s*'\s*/, '/').replace(/([/.-])\s+/g, '$1');
}

function wantedBy(profile: string | undefined): Wanted | QifRefusal {
  if (profile === undefined || profile === 'statement-qif') return {};
  if (!profile.trimStart().startsWith('{')) {
    const found = FORMATS.find(({ id }) => id === profile || id === `qif.${profile}`);
    if (found) return found;
    return {
      code: 'unknown-profile',
      message: `there is no QIF profile "${profile}"; known are ${FORMATS.map(({ id }) => id).join(', ')}`,
    };
  }
  return ownProfile(profile);
}

/** A profile of the user's own: `{"format":"statement-qif","days":"dmy","decimal":",","currency":"EUR","account":"…"}`. */
function ownProfile(json: string): Wanted | QifRefusal {
  let own: Record<string, unknown>;
  try {
    own = JSON.parse(json) as Record<string, unknown>;
  } catch (error) {
    return { code: 'bad-profile', message: `the profile is not JSON: ${(error as Error).message}` };
  }
  const { days, decimal, currency, account } = own;
  if (days !== undefined && days !== 'dmy' && days !== 'mdy') return wrong('"days" must be "dmy" or "mdy"');
  if (decimal !== undefined && decimal !== ',' && decimal !== '.') return wrong('"decimal" must be "." or ","');
  if (currency !== undefined && !(typeof currency === 'string' && isCurrency(currency)))
    return wrong('"currency" must be an ISO 4217 code');
  if (account !== undefined && (typeof account !== 'string' || account.trim() === ''))
    return wrong('"account" must be a text');
  const number = typeof account === 'string' ? account.trim() : undefined;
  return {
    dayFirst: days === undefined ? undefined : days === 'dmy',
    decimal,
    currency,
    account: number !== undefined && isIban(compact(number)) ? compact(number) : number,
  };
}

function wrong(what: string): QifRefusal {
  return { code: 'bad-profile', message: `the profile is not usable: ${what}` };
}

function refusal(code: string, why: string, profiles: string): QifRefusal {
  return { code, message: `${why}; nothing is guessed: read it again with --profile ${profiles}` };
}

/** Days and amounts of the records in the start of a file. */
function sampleOf(start: string): { days: string[]; amounts: string[] } {
  const pieces: QifPiece[] = new QifRecords().push(`${start}\n`);
  const fields = pieces.flatMap((piece) => (piece.kind === 'record' ? piece.fields : []));
  const of = (codes: string): string[] => fields.filter(({ code }) => codes.includes(code)).map(({ text }) => text);
  return { days: of('D').map(plainDay), amounts: of('TU$') };
}
