import type { AccountIdentity } from '@lettrage/adapter-sdk';
import { frenchIban } from '@lettrage/formats';
import type { OwnerFields } from './cfonb.layout.js';

/**
 * The account of a record: its IBAN where bank, branch and account have the French shape, else the number as written.
 */
export function accountOf(fields: OwnerFields, currency: string): AccountIdentity {
  const iban = frenchIban(fields.bank, fields.branch, fields.account);
  if (iban !== undefined) return { iban, currency };
  const number = [fields.bank, fields.branch, fields.account.toUpperCase()].filter(Boolean).join(' ');
  return number === '' ? { currency } : { number, currency };
}
