import { InputError } from '@lettrage/domain';
import { readMatchConfig } from '@lettrage/reconciliation';
import { CompanyStore, type CompanyTransaction } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { requestReconcile } from '../reconcile/request-reconcile.js';
import { readCompany } from '../setup/companies.js';

/** What may be written off on the lines a pattern fits; decimal strings, and what is left out is the company's. */
export interface OwnTolerance {
  /** RE2 syntax, on the capitals of the payer's name and the text. */
  readonly pattern: string;
  readonly bankFee?: string;
  readonly rounding?: string;
}

/** The tolerances of a company's patterns, in the order they are asked: the first that fits a line holds. */
export async function listTolerances(context: OperationsContext, companyId: string): Promise<OwnTolerance[]> {
  return context.database.withCompany(companyId, async (tx) => (await settingsOf(tx)).own, { readOnly: true });
}

/**
 * Keeps the tolerances of a pattern, last in the order or in the place of the same pattern. What waits is decided again.
 *
 * @throws InputError `invalid-rule` where the pattern can't run in linear time or an amount can't be read
 */
export async function keepTolerance(
  context: OperationsContext,
  companyId: string,
  tolerance: OwnTolerance,
): Promise<OwnTolerance[]> {
  return context.database.withCompany(companyId, async (tx) => {
    const { matching, tolerances, own } = await settingsOf(tx);
    const at = own.findIndex(({ pattern }) => pattern === tolerance.pattern);
    const next = at < 0 ? [...own, tolerance] : own.map((one, index) => (index === at ? tolerance : one));
    const changed = { ...matching, tolerances: { ...tolerances, for: next } };
    checked(changed, at < 0 ? own.length : at);
    await new CompanyStore(tx).update({ settings: { matching: changed } });
    await requestReconcile(tx);
    return next;
  });
}

/**
 * Takes the tolerances of a pattern out; what was decided stays.
 *
 * @throws InputError where there are none for it
 */
export async function removeTolerance(context: OperationsContext, companyId: string, pattern: string): Promise<void> {
  await context.database.withCompany(companyId, async (tx) => {
    const { matching, tolerances, own } = await settingsOf(tx);
    const next = own.filter((one) => one.pattern !== pattern);
    if (next.length === own.length)
      throw new InputError(
        'unknown-rule',
        `There are no tolerances for "${pattern}": lettrage rule tolerance list shows them.`,
      );
    await new CompanyStore(tx).update({
      settings: { matching: { ...matching, tolerances: { ...tolerances, for: next } } },
    });
  });
}

async function settingsOf(tx: CompanyTransaction) {
  const { settings } = await readCompany(tx);
  const matching = (settings['matching'] ?? {}) as Readonly<Record<string, unknown>>;
  const tolerances = (matching['tolerances'] ?? {}) as Readonly<Record<string, unknown>>;
  return { matching, tolerances, own: (tolerances['for'] ?? []) as OwnTolerance[] };
}

/** Says what is wrong with the tolerances at a place of the list, in the words of whoever reads the settings. */
function checked(matching: unknown, at: number): void {
  try {
    readMatchConfig(matching);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const own = error.problems.find(({ location = '' }) => location.startsWith(`$.tolerances.for[${at}]`));
    if (own === undefined) throw error;
    throw new InputError('invalid-rule', `The rule cannot be used: ${own.message}`, [own]);
  }
}
