export type Language = 'fr' | 'en';

const SEPARATORS = { fr: { group: '\u00a0', point: ',' }, en: { group: ',', point: '.' } } as const;

/** `1234.5` → `1 234,5` or `1,234.5`; the decimals are those written. Works on the text: no float ever holds an amount. */
export function formatNumber(text: string | undefined, lang: Language): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text ?? '');
  if (!match) return text ?? '';
  const { group, point } = SEPARATORS[lang];
  const whole = match[2]!.replace(/\B(?=(\d{3})+$)/g, group);
  return `${match[1] ? '−' : ''}${whole}${match[3] === undefined ? '' : point + match[3]}`;
}

/** Like {@link formatNumber} without trailing zeros after the decimal mark: quantities and rates. */
export function formatShort(text: string | undefined, lang: Language): string {
  return formatNumber(text?.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text, lang);
}

/** A price with at least two decimals. */
export function formatPrice(text: string | undefined, lang: Language): string {
  const match = /^(-?\d+)(?:\.(\d*?)0*)?$/.exec(text ?? '');
  return match ? formatNumber(`${match[1]}.${(match[2] ?? '').padEnd(2, '0')}`, lang) : (text ?? '');
}

const SYMBOLS: Readonly<Record<string, string>> = { EUR: '€', USD: '$', GBP: '£' };

/** An amount with its currency, `1 200,00 €`. */
export function formatMoney(text: string | undefined, currency: string | undefined, lang: Language): string {
  if (text === undefined) return '';
  const symbol = SYMBOLS[currency ?? ''] ?? currency ?? '';
  return `${formatNumber(text, lang)}\u00a0${symbol}`.trim();
}

/** `2026-01-05` → `05/01/2026` in French, as it is in English. */
export function formatDay(day: string | undefined, lang: Language): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
  if (!match || lang === 'en') return day ?? '';
  return `${match[3]}/${match[2]}/${match[1]}`;
}

/** An IBAN in groups of four. */
export function formatIban(iban: string): string {
  return iban.replace(/\s+/g, '').replace(/(.{4})(?=.)/g, '$1\u00a0');
}
