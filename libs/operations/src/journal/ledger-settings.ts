import { FRENCH_SETTINGS, type Chart, type LedgerSettings, type Scheme } from '@lettrage/ledger';
import type { Company } from '../setup/companies.js';

/** The part of a company's settings that changes the French defaults of its books. */
export interface LedgerOverrides {
  readonly chart?: Partial<{ [Part in keyof Chart]: Partial<Chart[Part]> }>;
  readonly scheme?: Partial<Scheme>;
}

/** How a company books: the French general chart and journals, with the accounts and choices of its own. */
export function ledgerSettingsOf(company: Company): LedgerSettings {
  const { chart = {}, scheme = {} } = (company.settings['ledger'] ?? {}) as LedgerOverrides;
  const base = FRENCH_SETTINGS;
  return {
    currency: company.currency,
    closing: company.fiscalYearEnd,
    chart: {
      roles: { ...base.chart.roles, ...chart.roles },
      labels: { ...base.chart.labels, ...chart.labels } as Record<string, string>,
      vatCollectedByRate: { ...base.chart.vatCollectedByRate, ...chart.vatCollectedByRate } as Record<string, string>,
      salesByRate: { ...base.chart.salesByRate, ...chart.salesByRate } as Record<string, string>,
      categories: { ...base.chart.categories, ...chart.categories },
    },
    scheme: { ...base.scheme, ...scheme },
  };
}
