import type { Company } from '../setup/companies.js';

/** Confirmations before something may post by itself, unless the company says otherwise. */
export const NEEDED = { rules: 3, payers: 2 } as const;

/** How often a rule of the company, and a learned payer, must be confirmed before anything is posted on their word. */
export function neededOf(company: Pick<Company, 'settings'>): { readonly rules: number; readonly payers: number } {
  const { rules = NEEDED.rules, payers = NEEDED.payers } = (company.settings['confirmations'] ?? {}) as {
    rules?: number;
    payers?: number;
  };
  return { rules, payers };
}
