import { get, inCompany, type Page } from './http.js';
import type { Adjustment } from './transactions.js';

export const ITEM_STATES = ['open', 'overdue', 'disputed', 'paid'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** An invoice, credit note or deposit. */
export interface Item {
  readonly id: string;
  readonly number: string;
  readonly kind: 'invoice' | 'credit-note' | 'deposit';
  readonly instalment: number;
  readonly customer: { readonly id: string; readonly code: string; readonly name: string };
  readonly issueDate: string;
  readonly dueDate: string;
  readonly currency: string;
  readonly total: string;
  readonly open: string;
  readonly disputed: boolean;
  readonly disputeReason?: string;
  readonly cancelled: boolean;
  readonly hasDocument: boolean;
}

export interface ItemAllocation {
  readonly id: string;
  readonly day: string;
  readonly amount: string;
  readonly adjustment?: Adjustment;
  /** The allocation this row takes back. */
  readonly undoes?: string;
  readonly payment: { readonly id: string; readonly day: string; readonly transactionId?: string };
  readonly decisionId?: string;
  readonly decidedBy?: string;
}

export interface ItemDetail extends Item {
  readonly allocations: readonly ItemAllocation[];
}

export interface ItemFilter {
  readonly state?: ItemState;
  readonly customerId?: string;
  readonly number?: string;
  readonly cursor?: string;
}

export function listItems(companyId: string, filter: ItemFilter, signal?: AbortSignal): Promise<Page<Item>> {
  const query = {
    state: filter.state,
    customer: filter.customerId,
    number: filter.number || undefined,
    cursor: filter.cursor,
    limit: '50',
  };
  return get<Page<Item>>(inCompany(companyId, '/items'), query, signal);
}

export function readItem(companyId: string, id: string, signal?: AbortSignal): Promise<ItemDetail> {
  return get<ItemDetail>(inCompany(companyId, `/items/${id}`), {}, signal);
}

/** Address of the Factur-X of an item issued here. */
export function documentAddress(companyId: string, id: string, language: string): string {
  return inCompany(companyId, `/items/${id}/document?lang=${language}`);
}
