import { get, inCompany, post } from './http.js';

/** A statement of an account nobody has added; it waits whole. */
export interface InboxStatement {
  readonly id: string;
  readonly fileName: string;
  /** The account as the statement names it: iban, number, … */
  readonly account: Readonly<Record<string, string>>;
  readonly currency?: string;
  readonly from?: string;
  readonly to?: string;
  readonly count: number;
  readonly sum: string;
}

export interface BankAccount {
  readonly id: string;
  readonly iban?: string;
  readonly number?: string;
  readonly label: string;
  readonly currency: string;
}

export async function listInbox(companyId: string, signal?: AbortSignal): Promise<readonly InboxStatement[]> {
  return (await get<{ items: InboxStatement[] }>(inCompany(companyId, '/inbox'), {}, signal)).items;
}

export async function listAccounts(companyId: string, signal?: AbortSignal): Promise<readonly BankAccount[]> {
  return (await get<{ items: BankAccount[] }>(inCompany(companyId, '/bank-accounts'), {}, signal)).items;
}

export async function assignStatement(companyId: string, id: string, accountId: string): Promise<void> {
  await post(inCompany(companyId, `/inbox/${id}/assign`), { accountId });
}
