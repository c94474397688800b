import { get, inCompany, post, type Page } from './http.js';

export type LineState = 'new' | 'history' | 'proposed' | 'matched' | 'set-aside' | 'held';

export const CATEGORIES = [
  'fee',
  'tax',
  'social',
  'payroll',
  'supplier',
  'loan',
  'transfer',
  'card-sales',
  'refund',
  'return',
  'other',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const ADJUSTMENTS = ['discount', 'bank-fee', 'rounding', 'write-off', 'exchange'] as const;
export type AdjustmentKind = (typeof ADJUSTMENTS)[number];

export interface Adjustment {
  readonly kind: AdjustmentKind;
  readonly amount: string;
}

export interface ProposedAllocation {
  readonly invoice: string;
  readonly amount: string;
  readonly adjustment?: Adjustment;
}

export interface Alternative {
  readonly allocations: readonly ProposedAllocation[];
  readonly customer?: string;
  readonly confidence: number;
  readonly why: string;
}

/** What was decided or is proposed of a line, with its reasons. */
export interface Decision {
  readonly id: string;
  readonly decision: 'auto' | 'review' | 'none';
  readonly state: 'proposed' | 'applied';
  readonly rule?: string;
  readonly confidence: number;
  readonly reason?: string;
  readonly customer?: { readonly code: string; readonly name: string } | string;
  readonly allocations?: readonly ProposedAllocation[];
  readonly onAccount?: string;
  readonly evidence?: readonly { readonly kind: string; readonly detail: string }[];
  readonly alternatives?: readonly Alternative[];
  readonly category?: Category;
  /** Why it was not posted by itself though it is proven. */
  readonly heldBack?: 'class-off' | 'ceiling' | 'shadow' | 'earlier' | 'split';
  readonly needs?: 'payout' | 'cheque-slip' | 'direct-debits';
  readonly decidedBy: string;
}

export interface PaymentAllocation {
  readonly id: string;
  readonly itemId: string;
  readonly number: string;
  readonly amount: string;
  readonly adjustment?: Adjustment;
  readonly day: string;
  readonly undone: boolean;
}

/** A bank line. */
export interface Line {
  readonly id: string;
  readonly ref: string;
  readonly bookingDate: string;
  readonly valueDate?: string;
  readonly amount: string;
  readonly currency: string;
  readonly state: LineState;
  readonly personOnly: boolean;
  readonly account: { readonly id: string; readonly label: string; readonly iban?: string };
  readonly counterparty?: { readonly name?: string; readonly iban?: string };
  readonly remittance?: string;
  readonly endToEndId?: string;
  readonly decision?: Decision;
  readonly payment?: {
    readonly id: string;
    readonly onAccount: string;
    readonly customer?: { readonly id: string; readonly code: string; readonly name: string };
    readonly allocations: readonly PaymentAllocation[];
  };
}

export type Choice =
  | { readonly kind: 'proposal' }
  | { readonly kind: 'alternative'; readonly index: number }
  | {
      readonly kind: 'custom';
      readonly customerId?: string;
      readonly allocations: readonly {
        readonly itemId: string;
        readonly amount: string;
        readonly adjustment?: Adjustment;
      }[];
    };

export interface Applied {
  readonly outcome: 'applied';
  readonly decisionId: string;
}

export interface LineFilter {
  readonly states?: readonly LineState[];
  readonly text?: string;
  readonly cursor?: string;
}

export function listLines(companyId: string, filter: LineFilter, signal?: AbortSignal): Promise<Page<Line>> {
  const query = {
    state: filter.states?.join(','),
    q: filter.text || undefined,
    cursor: filter.cursor,
    limit: '50',
  };
  return get<Page<Line>>(inCompany(companyId, '/transactions'), query, signal);
}

export function readLine(companyId: string, id: string): Promise<Line> {
  return get<Line>(inCompany(companyId, `/transactions/${id}`));
}

export function accept(companyId: string, id: string, choice: Choice): Promise<Applied> {
  return post<Applied>(inCompany(companyId, `/transactions/${id}/accept`), { choice });
}

export function setAside(companyId: string, id: string, category: Category): Promise<Applied> {
  return post<Applied>(inCompany(companyId, `/transactions/${id}/set-aside`), { category });
}

export function putOnAccount(companyId: string, id: string, customerId: string): Promise<Applied> {
  return post<Applied>(inCompany(companyId, `/transactions/${id}/on-account`), { customerId });
}

export async function reopen(companyId: string, id: string): Promise<void> {
  await post(inCompany(companyId, `/transactions/${id}/reopen`));
}

/** Says whether a suspected double is the same movement as the one already stored. */
export async function sameOrDifferent(companyId: string, id: string, same: boolean): Promise<void> {
  await post(inCompany(companyId, `/transactions/${id}/same-or-different`), { same });
}

export async function undoDecision(companyId: string, decisionId: string): Promise<void> {
  await post(inCompany(companyId, `/decisions/${decisionId}/undo`));
}

export async function undoAllocation(companyId: string, allocationId: string): Promise<void> {
  await post(inCompany(companyId, `/allocations/${allocationId}/undo`));
}
