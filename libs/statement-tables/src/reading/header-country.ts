import { normalise } from '../profile.js';
import { COUNTRIES, type CountryWords } from './header-words.countries.js';

/** Words of several languages, or of too many countries. */
const SHARED = new Set(
  'text|saldo|valuta|debet|kredit|typ|tip|opis|suma|vs|partner|ut|inn|in|ind|ud|transaktionsdatum|kontonummer|kontonr|tekst|data|summa|objem|poznamka|referenca|naziv|stanje|otto|pano|laji|conta|nib|deviza|tili|cont|sold|popis|detalii|valoare|namen|breme|dobro|kid|vrsta|ocr|rubrik|motpart|namn|navn|dato|valor|valeur|debit|credit|beneficiar|azonosito|poznamky|referans|borc|gider|gelir|tutar|datum|bilance|suma|referens|valutakod|konto|дата|сума|кредит|дебет|дебит|опис|контрагент|валута|валюта|баланс'.split(
    '|',
  ),
);

/** The one language that has a word; those of several are left out. */
const OWN = new Map<string, CountryWords | undefined>();
for (const country of COUNTRIES) {
  const keys = new Set(Object.values(country.words).flatMap((list) => list.split('|').map(normalise)));
  for (const key of keys) OWN.set(key, OWN.has(key) || SHARED.has(key) ? undefined : country);
}

/** The country whose words a header has, and no other's; undefined if none tells. */
export function countryOfHeader(cells: readonly string[]): CountryWords | undefined {
  const found = new Set(cells.slice(0, 100).flatMap((cell) => OWN.get(normalise(cell)) ?? []));
  return found.size === 1 ? [...found][0] : undefined;
}
