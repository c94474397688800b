import { AmountError, formatMinor, isCurrency, parseMinor } from '@lettrage/adapter-sdk';
import { readAmount } from '@lettrage/formats';

/** Minor units of an amount without sign; undefined if it cannot be read exactly. */
export function minorOf(text: string, currency: string): bigint | undefined {
  if (!isCurrency(currency)) return undefined;
  try {
    const minor = parseMinor(readAmount(text), currency);
    return minor < 0n ? undefined : minor;
  } catch (error) {
    if (error instanceof AmountError) return undefined;
    throw error;
  }
}

/** Decimal string with the currency's decimals. */
export function written(minor: bigint, currency: string): string {
  return formatMinor(minor, currency);
}
