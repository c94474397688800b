import { get, inCompany } from './http.js';

/** What customers owe and how they pay, as of a day. Amounts, days and percentages are decimal strings. */
export interface Indicators {
  readonly asOf: string;
  readonly currency: string;
  readonly aging: readonly {
    readonly band: 'not-due' | '1-30' | '31-60' | '61-90' | 'over-90';
    readonly count: number;
    readonly amount: string;
  }[];
  readonly creditNotes: string;
  readonly onAccount: string;
  readonly receivables: string;
  readonly overdue: string;
  readonly dso?: string;
  readonly dsoCountBack?: string;
  readonly bestPossibleDso?: string;
  readonly averageDelay?: string;
  readonly cei?: string;
  readonly forecast: {
    readonly weeks: readonly { readonly from: string; readonly byDueDate: string; readonly byHabit: string }[];
    readonly later: { readonly byDueDate: string; readonly byHabit: string };
    readonly disputed: string;
  };
}

export function indicators(companyId: string, asOf: string, signal?: AbortSignal): Promise<Indicators> {
  return get<Indicators>(inCompany(companyId, '/reports/indicators'), { asOf }, signal);
}
