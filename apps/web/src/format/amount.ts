/**
 * Amounts as the API writes them: decimal strings such as "-1234.50". They are shown, compared and added without ever
 * becoming floating-point numbers.
 */

export type Language = 'fr' | 'en';

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Number of decimals an amount is written with: "1.50" has 2. */
export function decimalsIn(amount: string): number {
  return DECIMAL.exec(amount)?.[3]?.length ?? 0;
}

/** Minor units of a decimal string with `decimals` decimals. @throws RangeError on what is no decimal string or too precise */
export function toMinor(amount: string, decimals: number): bigint {
  const parts = DECIMAL.exec(amount);
  const fraction = parts?.[3] ?? '';
  if (!parts || fraction.length > decimals) {
    throw new RangeError(`"${amount}" is not an amount with at most ${decimals} decimals`);
  }
  const units = BigInt(`${parts[2]}${fraction.padEnd(decimals, '0')}`);
  return parts[1] === '-' ? -units : units;
}

/** The decimal string of minor units. */
export function fromMinor(units: bigint, decimals: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const sign = units < 0n ? '-' : '';
  return decimals === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** An amount for people: "1 234,50 €" or "€1,234.50". The string goes to the formatter whole, so every digit is kept. */
export function formatAmount(amount: string, currency: string, language: Language): string {
  const decimals = decimalsIn(amount);
  const format = new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return format.format(amount as `${number}`);
}

/**
 * Reads an amount a person typed, in either language's habits: spaces between thousands, comma or point before the
 * decimals. Undefined if it is not one, or has more decimals than the currency; a lone group of three digits after a
 * comma or point is refused where the currency has fewer decimals, because it may be thousands.
 */
export function readTyped(text: string, decimals: number): bigint | undefined {
  const parts = /^([-−]?)(\d+)(?:[.,](\d+))?$/.exec(text.replace(/[\s\u00a0\u202f']/g, ''));
  if (!parts || (parts[3]?.length ?? 0) > decimals) return undefined;
  return toMinor(`${parts[1] ? '-' : ''}${parts[2]}${parts[3] ? `.${parts[3]}` : ''}`, decimals);
}

/** The amount as a person would type it: decimal comma in French, no grouping. */
export function typedForm(amount: string, language: Language): string {
  return language === 'fr' ? amount.replace('.', ',') : amount;
}
