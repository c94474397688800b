import { get, inCompany, post, upload, type Page, type Problem } from './http.js';

/** What a payment provider paid out. Amounts are decimal strings. */
export interface Payout {
  readonly id: string;
  readonly provider: string;
  readonly reference: string;
  readonly arrival: string;
  readonly currency: string;
  readonly gross: string;
  readonly fees: string;
  readonly net: string;
  readonly state: 'waiting' | 'booked';
  readonly items: number;
  /** Movements that wait in suspense for a person. */
  readonly open: number;
}

/** A charge, refund, dispute or fee of a payout; `reason` says why it waits in suspense. */
export interface Movement {
  readonly id: string;
  readonly kind: string;
  readonly amount: string;
  readonly fee: string;
  readonly day?: string;
  readonly payer?: string;
  readonly description?: string;
  readonly references: readonly { readonly key: string; readonly value: string }[];
  readonly reason?: string;
}

/** A payout with its movements and, while it waits, the bank lines of its amount. */
export interface PayoutDetail extends Payout {
  readonly movements: readonly Movement[];
  readonly lines: readonly { readonly transactionId: string; readonly ref: string; readonly bookingDate: string }[];
}

/** What a report held. */
export interface PayoutsReport {
  readonly file: string;
  readonly payouts: readonly {
    readonly id: string;
    readonly state: 'stored' | 'preview' | 'known' | 'differs';
    readonly charges: number;
    readonly tied: number;
  }[];
  readonly problems: readonly Problem[];
}

export function listPayouts(companyId: string, cursor?: string, signal?: AbortSignal): Promise<Page<Payout>> {
  return get<Page<Payout>>(inCompany(companyId, '/payouts'), { cursor, limit: '50' }, signal);
}

export function payoutDetail(companyId: string, id: string, signal?: AbortSignal): Promise<PayoutDetail> {
  return get<PayoutDetail>(inCompany(companyId, `/payouts/${id}`), {}, signal);
}

/** Sends a provider's report. @throws ApiProblem with every problem of a refused file */
export async function sendPayouts(companyId: string, file: File): Promise<PayoutsReport> {
  const response = await upload(inCompany(companyId, '/payouts'), { name: file.name }, file, 'application/json');
  return (await response.json()) as PayoutsReport;
}

export async function bookPayout(companyId: string, id: string, line: string): Promise<void> {
  await post(inCompany(companyId, `/payouts/${id}/book`), { line });
}

/** Says which invoice, or whose account, a movement pays. */
export async function assignMovement(
  companyId: string,
  id: string,
  movement: string,
  target: { readonly invoice?: string; readonly customer?: string },
): Promise<void> {
  await post(inCompany(companyId, `/payouts/${id}/assign`), { movement, ...target });
}

export async function takePayoutBack(companyId: string, id: string): Promise<void> {
  await post(inCompany(companyId, `/payouts/${id}/take-back`));
}
