const [MINUS, ZERO, NINE] = [45, 48, 57];
/** So many digits are exact in an integer of JavaScript, whatever they are. */
const MOST_DIGITS = 15;

/**
 * Exact minor units of an amount written as nearly all are: a minus or none, digits, the decimal sign and just as many
 * decimals as the currency has. Undefined for any other text, right or wrong, which is for the careful reading to
 * judge. `point` is the code of the decimal sign. A statement has millions of amounts, and this is a third of the time.
 */
export function plainMinor(text: string, point: number, decimals: number): bigint | undefined {
  const { length } = text;
  const negative = text.charCodeAt(0) === MINUS;
  const from = negative ? 1 : 0;
  const pointAt = decimals === 0 ? length : length - decimals - 1;
  if (pointAt <= from || pointAt - from + decimals > MOST_DIGITS) return undefined;
  let value = 0;
  for (let at = from; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) value = value * 10 + code - ZERO;
    else if (at !== pointAt || code !== point) return undefined;
  }
  return pointAt < length && text.charCodeAt(pointAt) !== point ? undefined : BigInt(negative ? -value : value);
}
