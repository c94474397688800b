import { AmountError, formatScaled, parseMinor } from '@lettrage/adapter-sdk';

/** Currencies whose amounts the API gives in whole units. */
const WHOLE_UNITS = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));
/** Currencies whose amounts it gives in thousandths. ISK, UGX and all others: hundredths, decimals or not. */
const THOUSANDTHS = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

/** Minor units (ISO 4217) of an amount of the API: an integer, in the unit the API has for the currency. */
export function stripeMinor(value: unknown, currency: string): bigint {
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw new AmountError(`${String(value)} is no whole number of the smallest unit of ${currency}`, String(value));
  const decimals = WHOLE_UNITS.has(currency) ? 0 : THOUSANDTHS.has(currency) ? 3 : 2;
  return parseMinor(formatScaled(BigInt(value), decimals), currency);
}
