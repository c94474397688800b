import { get, inCompany, type Page } from './http.js';

export interface Customer {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

/** Customers whose name contains the text or whose code begins with it. */
export async function searchCustomers(
  companyId: string,
  text: string,
  signal?: AbortSignal,
): Promise<readonly Customer[]> {
  const page = await get<Page<Customer>>(
    inCompany(companyId, '/customers'),
    { q: text || undefined, limit: '8' },
    signal,
  );
  return page.items;
}
