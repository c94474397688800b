import type { AccountIdentity } from '@lettrage/domain';
import type { BankAccount } from '@lettrage/persistence';

/** A bank account of a company the caller may write to. */
export interface Candidate {
  readonly companyId: string;
  readonly account: BankAccount;
}

/** Where a statement goes: to one account; nowhere known; or it could be several, which a person must tell apart. */
export type Route =
  | { readonly kind: 'account'; readonly companyId: string; readonly account: BankAccount; readonly assumed: boolean }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'currency'; readonly candidates: readonly Candidate[] };

/**
 * Finds the account a statement is about among the accounts the caller may write to: by IBAN, else by account number.
 * A national account number also finds the IBAN it is part of. A statement that names no account goes to the only
 * account there is, and says so; never to one of several.
 */
export function routeStatement(
  identity: AccountIdentity,
  currency: string | undefined,
  candidates: readonly Candidate[],
): Route {
  const named = identity.iban !== undefined || identity.number !== undefined;
  const matching = named ? candidates.filter((candidate) => isAccount(candidate.account, identity)) : candidates;
  const ofCurrency = matching.filter((candidate) => currency === undefined || candidate.account.currency === currency);
  if (ofCurrency.length === 1) return { kind: 'account', ...ofCurrency[0]!, assumed: !named };
  if (ofCurrency.length > 1) return named ? { kind: 'ambiguous', candidates: ofCurrency } : { kind: 'unknown' };
  return named && matching.length > 0 ? { kind: 'currency', candidates: matching } : { kind: 'unknown' };
}

/** Shortest account number that is looked for inside an IBAN: less is too easily part of another account's. */
const SHORTEST_PART = 9;

function isAccount(account: BankAccount, identity: AccountIdentity): boolean {
  if (identity.iban !== undefined) return account.iban === identity.iban;
  const number = plain(identity.number!);
  if (account.number !== undefined && plain(account.number) === number) return true;
  const significant = number.replace(/^0+/, '');
  return significant.length >= SHORTEST_PART && account.iban !== undefined && account.iban.slice(4).includes(number);
}

function plain(number: string): string {
  return number.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
}
