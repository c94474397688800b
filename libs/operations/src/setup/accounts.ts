import { BankAccountStore, type BankAccount, type NewBankAccount } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import type { Candidate } from '../statements/route-statement.js';

/** Adds a bank account to a company; statements of it are routed there from now on. */
export function addBankAccount(
  context: OperationsContext,
  companyId: string,
  account: NewBankAccount,
): Promise<BankAccount> {
  return context.database.withCompany(companyId, (tx) => new BankAccountStore(tx).add(account));
}

/** The bank accounts of the companies a caller may write to. */
export async function accountsOf(context: OperationsContext, companyIds: readonly string[]): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const companyId of companyIds) {
    const accounts = await context.database.withCompany(companyId, (tx) => new BankAccountStore(tx).list());
    candidates.push(...accounts.map((account) => ({ companyId, account })));
  }
  return candidates;
}
