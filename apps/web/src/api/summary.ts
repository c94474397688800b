import { get, inCompany } from './http.js';

/** Where a company stands; amounts are decimal strings. */
export interface Summary {
  readonly currency: string;
  readonly lines: {
    readonly read: number;
    readonly automatic: number;
    readonly byPerson: number;
    readonly setAside: number;
    readonly proposed: number;
    readonly left: number;
    readonly held: number;
    readonly history: number;
  };
  readonly amounts: {
    readonly received: string;
    readonly matched: string;
    readonly proposed: string;
    readonly left: string;
  };
  readonly openItems: { readonly count: number; readonly amount: string; readonly overdue: string };
  readonly onAccount: string;
  readonly entries: number;
  readonly deliveries: Readonly<Record<string, number>>;
  readonly tasks: number;
}

export function readSummary(companyId: string, signal?: AbortSignal): Promise<Summary> {
  return get<Summary>(inCompany(companyId, '/summary'), {}, signal);
}
