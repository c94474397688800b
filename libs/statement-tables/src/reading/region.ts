import { compact, isIban } from '@lettrage/domain';
import { COMMA, POINT } from '../profile.js';
import type { Language } from './header-words.js';
import { tryAmount } from './proof.js';
import type { TableRow } from './table-row.js';

/**
 * Whether a file writes the day before the month, by the language of its header and what its rows show; undefined
 * where neither tells. What the rows show counts less than `days` that make sense in the other order alone.
 */
export function dayFirstBy(
  language: Language,
  below: readonly TableRow[],
  days: readonly string[] = [],
): true | undefined {
  return language !== 'en' || (isEuropean(below) && !isOneMonth(days)) ? true : undefined;
}

const SLASHED = /^(\d{1,2})\/(\d{1,2})\//;

/** `01/04/2026`, `01/07/2026`, `01/11/2026`: the first of three months, or, more likely, three days of one. */
function isOneMonth(days: readonly string[]): boolean {
  const found = days.map((day) => SLASHED.exec(day)).filter((day) => day !== null);
  return new Set(found.map((day) => day[1])).size === 1 && new Set(found.map((day) => day[2])).size > 2;
}

const EUROPEAN = /^(?:EUR|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|€|£)$/;

/** An IBAN, a European currency or decimal commas: nobody there writes the month first. */
function isEuropean(rows: readonly TableRow[]): boolean {
  let commas = 0;
  for (const row of rows.slice(0, 200)) {
    for (const cell of row.cells) {
      const text = cell.trim();
      if (EUROPEAN.test(text) || /\d\s?(?:EUR|€)$|^[€£]/.test(text)) return true;
      if (text.length > 14 && text.length < 45 && /^[A-Z]{2}\d{2}/.test(text) && isIban(compact(text))) return true;
      if (/^-?[\d.]+,\d{2}$/.test(text) && tryAmount(text, POINT) === undefined && tryAmount(text, COMMA) !== undefined)
        commas++;
    }
  }
  return commas > 2;
}

/** Currencies of countries without the euro, by which most accounts there are kept. */
const OF_COUNTRY: Readonly<Record<string, string>> = {
  ...{ CH: 'CHF', LI: 'CHF', GB: 'GBP', PL: 'PLN', CZ: 'CZK', HU: 'HUF', RO: 'RON', SE: 'SEK', NO: 'NOK', DK: 'DKK' },
  ...{ IS: 'ISK', RS: 'RSD', TR: 'TRY', UA: 'UAH', AL: 'ALL', BA: 'BAM', MK: 'MKD', GE: 'GEL', MD: 'MDL' },
};

/** What an account is kept in where nothing tells, by the country of its IBAN; undefined without one. */
export function currencyOfCountry(account: string | undefined): string | undefined {
  return account !== undefined && isIban(account) ? (OF_COUNTRY[account.slice(0, 2)] ?? 'EUR') : undefined;
}
