import { FRENCH_CHART, type Chart } from './chart.js';

/** A journal: its code and what it is called. */
export interface Journal {
  readonly code: string;
  readonly label: string;
}

/** How a company books: which journals, where credit on account lies, what is lettered. */
export interface Scheme {
  /** Bank journals are not here: each bank account names its own. */
  readonly journals: { readonly sales: Journal; readonly miscellaneous: Journal; readonly opening: Journal };
  /** Credit of a known customer: on the customer's own account (`customers`) or on advances received (`advances`). */
  readonly creditOnAccount: 'customers' | 'advances';
  /** When VAT falls due for an item that does not say. */
  readonly vatDue: 'debit' | 'receipt';
  /**
   * VAT of a claim that is lost, where it was due at issue: taken back (`recovered`, CGI 272-1, if its formal conditions
   * are met) or part of the loss (`kept`). VAT that waits for collection never falls due either way.
   */
  readonly writeOffVat: 'recovered' | 'kept';
  /** Beginnings of the accounts that are lettered. */
  readonly lettered: readonly string[];
}

/** Everything the ledger needs to know of a company. Plain data, stored with the company. */
export interface LedgerSettings {
  /** Currency of the books. */
  readonly currency: string;
  /** Month and day the financial year closes, `"12-31"`. */
  readonly closing: string;
  readonly chart: Chart;
  readonly scheme: Scheme;
}

/** The journals of a French company. */
export const FRENCH_SCHEME: Scheme = {
  journals: {
    sales: { code: 'VE', label: 'Ventes' },
    miscellaneous: { code: 'OD', label: 'Opérations diverses' },
    opening: { code: 'AN', label: 'À-nouveaux' },
  },
  creditOnAccount: 'customers',
  vatDue: 'debit',
  writeOffVat: 'recovered',
  lettered: ['411', '416', '4191', '471', '511', '58'],
};

/** Books of a French company: PCG, euros, calendar year. */
export const FRENCH_SETTINGS: LedgerSettings = {
  currency: 'EUR',
  closing: '12-31',
  chart: FRENCH_CHART,
  scheme: FRENCH_SCHEME,
};
