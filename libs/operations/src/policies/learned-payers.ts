import { formatMinor, InputError, isIban, compact, type Day } from '@lettrage/domain';
import { LearnedStore, SqlBillingStore, TransactionQueries, type CompanyTransaction } from '@lettrage/persistence';
import { fullNameKey } from '@lettrage/reconciliation';
import { billingOf } from '../billing-of.js';
import type { OperationsContext } from '../context.js';
import { requestReconcile } from '../reconcile/request-reconcile.js';
import { readCompany } from '../setup/companies.js';
import { neededOf } from './needed.js';

/** A payer and a customer it is known to pay for. */
export interface LearnedPayerView {
  /** `iban:…`, or `full:…` with the words of a printed name. */
  readonly key: string;
  readonly kind: 'account' | 'name';
  readonly customer: string;
  readonly customerId: string;
  /** Confirmed payments that still count, and those after the last decision that spoke against it. */
  readonly count: number;
  readonly since: number;
  readonly needed: number;
  /** In shadow it proposes only. */
  readonly state: 'shadow' | 'trusted';
  readonly lastDay: Day;
}

/** The payments that taught it, newest first. */
export interface LearnedPayerReasons extends LearnedPayerView {
  readonly sources: readonly {
    readonly transactionId: string;
    readonly bookingDate: Day;
    readonly amount: string;
    readonly currency: string;
    readonly remittance?: string;
    readonly decisionId?: string;
    readonly decidedBy?: string;
    readonly rule?: string;
    readonly invoices: readonly string[];
  }[];
}

/** Which learned payers to list. */
export interface LearnedFilter {
  /** Code of a customer. */
  readonly customer?: string;
  /** Part of an account number or name. */
  readonly text?: string;
  readonly after?: string;
  readonly limit?: number;
}

const SOURCES = 20;

/** Who is known to pay for whom, by key; `limit` keys at most. */
export async function listLearned(
  context: OperationsContext,
  companyId: string,
  filter: LearnedFilter = {},
): Promise<LearnedPayerView[]> {
  return context.database.withCompany(
    companyId,
    async (tx) => {
      const customerId = filter.customer === undefined ? undefined : await customerIdOf(tx, filter.customer);
      const store = new LearnedStore(tx);
      const keys = await store.keys({
        limit: filter.limit ?? 200,
        ...(customerId === undefined ? {} : { customerId }),
        ...(filter.text === undefined ? {} : { text: keyText(filter.text) }),
        ...(filter.after === undefined ? {} : { after: filter.after }),
      });
      const views = await viewsOf(tx, keys);
      return customerId === undefined ? views : views.filter((one) => one.customerId === customerId);
    },
    { readOnly: true },
  );
}

/**
 * Why a payer is known: for each customer it pays for, the payments that taught it.
 *
 * @throws InputError `unknown-payer`
 */
export async function explainLearned(
  context: OperationsContext,
  companyId: string,
  payer: string,
): Promise<LearnedPayerReasons[]> {
  return context.database.withCompany(
    companyId,
    async (tx) => {
      const store = new LearnedStore(tx);
      const views = await viewsOf(tx, [keyOf(payer)]);
      if (views.length === 0) throw unknownPayer(payer);
      const reasons: LearnedPayerReasons[] = [];
      for (const view of views) {
        const sources = await store.sources(view.key, view.customerId, SOURCES);
        reasons.push({
          ...view,
          sources: sources.map((one) => ({ ...one, amount: formatMinor(one.amount, one.currency) })),
        });
      }
      return reasons;
    },
    { readOnly: true },
  );
}

/**
 * Forgets whom a payer pays for, or one of its customers. What was decided stays; payments from now on teach it anew.
 *
 * @returns what was forgotten
 * @throws InputError `unknown-payer`
 */
export async function forgetLearned(
  context: OperationsContext,
  companyId: string,
  what: { readonly payer: string; readonly customer?: string; readonly by: string },
): Promise<LearnedPayerView[]> {
  return context.database.withCompany(companyId, async (tx) => {
    const views = await viewsOf(tx, [keyOf(what.payer)]);
    const forgotten = views.filter((one) => what.customer === undefined || one.customer === what.customer);
    if (forgotten.length === 0) throw unknownPayer(what.payer);
    const store = new LearnedStore(tx);
    for (const one of forgotten) await store.forget(one.key, one.customerId, what.by);
    return forgotten;
  });
}

/**
 * A person says that the account a line was paid from is the customer's own: it is kept with the customer, and what
 * waits is decided again.
 *
 * @throws InputError `unknown-line`, `no-account` or `unknown-customer`
 */
export async function rememberPayer(
  context: OperationsContext,
  companyId: string,
  what: { readonly transactionId: string } & ({ readonly customerId: string } | { readonly customer: string }),
): Promise<{ readonly iban: string; readonly customer: string }> {
  return context.database.withCompany(companyId, async (tx) => {
    const line = await new TransactionQueries(tx).get(what.transactionId);
    if (!line) throw new InputError('unknown-line', 'There is no such bank line in this company.');
    const iban = compact(line.counterparty?.iban ?? '');
    if (!isIban(iban)) {
      throw new InputError(
        'no-account',
        'The bank names no account for this payer: make a rule on its name instead, with lettrage rule add.',
      );
    }
    const [customer] = await new SqlBillingStore(tx).customers(
      'customerId' in what ? { ids: [what.customerId] } : { codes: [what.customer] },
    );
    if (!customer) {
      const named = 'customerId' in what ? what.customerId : what.customer;
      throw new InputError('unknown-customer', `There is no customer "${named}" in this company.`);
    }
    const identity = { id: customer.code, name: customer.name, ibans: [...new Set([...customer.ibans, iban])] };
    await billingOf(context, tx).importCustomers([identity], {});
    await requestReconcile(tx);
    return { iban, customer: customer.code };
  });
}

async function viewsOf(tx: CompanyTransaction, keys: readonly string[]): Promise<LearnedPayerView[]> {
  const { payers: needed } = neededOf(await readCompany(tx));
  return (await new LearnedStore(tx).of(keys)).map(({ customerCode, ...payer }) => ({
    ...payer,
    kind: payer.key.startsWith('iban:') ? 'account' : 'name',
    customer: customerCode,
    needed,
    state: payer.since >= needed ? 'trusted' : 'shadow',
  }));
}

async function customerIdOf(tx: CompanyTransaction, code: string): Promise<string> {
  const [found] = await tx.query<{ id: string }>('select id from books.customer where company_id = $1 and code = $2', [
    tx.companyId,
    code,
  ]);
  if (!found) throw new InputError('unknown-customer', `There is no customer "${code}" in this company.`);
  return found.id;
}

/** A key, or an account number as people write it. */
function keyOf(payer: string): string {
  if (payer.startsWith('full:')) return fullNameKey(payer.slice('full:'.length).split(' '));
  return payer.startsWith('iban:') ? payer : `iban:${compact(payer)}`;
}

/** Account numbers are kept without spaces. */
function keyText(text: string): string {
  return /^[A-Za-z]{2}\d{2}[\dA-Za-z ]*$/.test(text) ? compact(text) : text;
}

function unknownPayer(payer: string): InputError {
  return new InputError(
    'unknown-payer',
    `Nothing is learned of the payer "${payer}": lettrage learned list shows whom it knows.`,
  );
}
