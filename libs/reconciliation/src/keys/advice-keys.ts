import { compactReference } from '../text/normalise.js';
import { numberKeys } from './item-keys.js';

/**
 * Keys of the open items that a name given by an advice or a payment provider may stand for: the invoice number, else
 * the order or the payment reference, exactly.
 */
export function invoiceNameKeys(name: string): string[] {
  const [number] = numberKeys(name);
  const compact = compactReference(name);
  const isReference = compact.length >= 4 && /\d/.test(compact);
  return [...(number === 'num:' ? [] : [number!]), ...(isReference ? [`order:${compact}`, `ref:${compact}`] : [])];
}
