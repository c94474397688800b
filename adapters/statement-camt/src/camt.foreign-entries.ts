import { CamtProblem } from './camt.element.js';

/**
 * Entries of a statement in another currency than its account: read as they are, but no part of its sum and balances.
 * They are told together, with the place of the first.
 */
export class ForeignEntries {
  private count = 0;
  private readonly currencies = new Set<string>();
  private place: { readonly line: number; readonly path: string } | undefined;

  add(currency: string, line: number, path: string): void {
    this.count++;
    this.currencies.add(currency);
    this.place ??= { line, path };
  }

  /** The warning; undefined where all entries are in the account's currency. */
  problem(account: string): CamtProblem | undefined {
    if (this.place === undefined) return undefined;
    const found = [...this.currencies].join(', ');
    const text = `entries in another currency (${found}) than the account (${account}): ${this.count}; each is read in its own currency, and the sum and the check of the balances leave them out. Ask the bank for a statement of each currency before you import it`;
    return new CamtProblem('currency-differs', text, this.place.line, this.place.path);
  }
}
