import { get, inCompany, post, type Page } from './http.js';

/** What a person has to do. */
export interface Task {
  readonly id: string;
  readonly kind: string;
  readonly message: string;
  readonly createdAt: string;
}

export const DELIVERY_STATES = [
  'held',
  'pending',
  'sending',
  'unknown',
  'delivered',
  'unsupported',
  'rejected',
  'dead',
  'cancelled',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One status on its way to a connected system. */
export interface Delivery {
  readonly id: string;
  readonly connectionId: string;
  readonly type: string;
  readonly day: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly payload: { readonly invoice?: { readonly number?: string } };
  readonly outcome?: { readonly message?: string; readonly detail?: string; readonly reason?: string } | null;
  readonly deliveredAt?: string | null;
}

export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly adapter: string;
  readonly state: string;
}

export function listTasks(companyId: string, cursor?: string, signal?: AbortSignal): Promise<Page<Task>> {
  return get<Page<Task>>(inCompany(companyId, '/tasks'), { state: 'open', cursor, limit: '50' }, signal);
}

export async function closeTask(companyId: string, id: string, state: 'done' | 'dismissed'): Promise<void> {
  await post(inCompany(companyId, `/tasks/${id}/close`), { state });
}

export function listDeliveries(
  companyId: string,
  filter: { readonly state?: DeliveryState; readonly cursor?: string },
  signal?: AbortSignal,
): Promise<Page<Delivery>> {
  const query = { state: filter.state, cursor: filter.cursor, limit: '50' };
  return get<Page<Delivery>>(inCompany(companyId, '/deliveries'), query, signal);
}

export async function redrive(companyId: string, id: string): Promise<void> {
  await post(inCompany(companyId, `/deliveries/${id}/redrive`));
}

export async function listConnections(companyId: string, signal?: AbortSignal): Promise<readonly Connection[]> {
  return (await get<{ items: Connection[] }>(inCompany(companyId, '/connections'), {}, signal)).items;
}
