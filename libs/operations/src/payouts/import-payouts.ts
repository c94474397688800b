import { basename } from 'node:path';
import { fileSource, payoutReaders, readPayouts } from '@lettrage/adapter-host';
import { hasErrors, parseDay, parseMinor, type Problem, type ProviderPayout } from '@lettrage/domain';
import { PayoutReportStore, type CompanyTransaction, type PayoutOrigin } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { requestReconcile } from '../reconcile/request-reconcile.js';
import { readCompany } from '../setup/companies.js';
import { openMovement, type OpenMovement } from './book-payouts.js';
import { payoutKeys } from './payout-settings.js';
import { planPayout, type ItemToPlan } from './plan-payout.js';

/** How a report is imported. */
export interface ImportPayoutsOptions {
  /** Id of an adapter, where the header does not tell. */
  readonly format?: string;
  readonly name?: string;
  /** Says what would be stored, stores nothing. */
  readonly dryRun?: boolean;
}

/** A payout as it was found in a report. Amounts are decimal strings. */
export interface ImportedPayout {
  readonly provider: string;
  readonly id: string;
  readonly arrival: string;
  readonly currency: string;
  readonly gross: string;
  readonly fees: string;
  readonly feeVat: string;
  readonly net: string;
  /** `differs`: stored before with other sums, which stay. */
  readonly state: 'stored' | 'preview' | 'known' | 'differs';
  readonly items: number;
  readonly charges: number;
  /** Charges and refunds whose invoice, or whose recorded payment, is known. */
  readonly tied: number;
  readonly open: readonly OpenMovement[];
}

/** What an import of a report found. */
export interface ImportPayoutsReport {
  readonly file: string;
  readonly dryRun: boolean;
  readonly payouts: readonly ImportedPayout[];
  readonly problems: readonly Problem[];
}

/**
 * Stores the payouts of a provider's report, or says what would be stored. Sound payouts are stored though others of
 * the file are not; the same payout twice is known. Nothing is booked: that waits for the bank line.
 */
export async function importPayouts(
  context: OperationsContext,
  companyId: string,
  path: string,
  options: ImportPayoutsOptions = {},
): Promise<ImportPayoutsReport> {
  const file = options.name ?? basename(path);
  const readers = await payoutReaders(context.adapters);
  const found: ProviderPayout[] = [];
  const problems: Problem[] = [];
  const source = { ...fileSource(path), name: file };
  const chosen = options.format === undefined ? {} : { format: options.format };
  for await (const lines of readPayouts(source, readers, chosen))
    for (const line of lines)
      if (line.type === 'payout') found.push(line.payout);
      else problems.push(line.problem);
  const dryRun = options.dryRun ?? false;
  const stored = await context.database.withCompany(companyId, (tx) =>
    storePayouts(tx, found, { fileName: file }, { dryRun }),
  );
  return { file, dryRun, payouts: stored.payouts, problems: [...problems, ...stored.problems] };
}

/** True where a report of an import holds an error. */
export function payoutsRefused(report: ImportPayoutsReport): boolean {
  return hasErrors(report.problems);
}

/** Stores payouts inside the caller's transaction and says of each what it is tied to. */
export async function storePayouts(
  tx: CompanyTransaction,
  payouts: readonly ProviderPayout[],
  origin: PayoutOrigin,
  { dryRun }: { readonly dryRun: boolean },
): Promise<{ readonly payouts: ImportedPayout[]; readonly problems: Problem[] }> {
  const store = new PayoutReportStore(tx);
  const keys = payoutKeys(await readCompany(tx));
  const imported: ImportedPayout[] = [];
  const problems: Problem[] = [];
  for (const payout of payouts) {
    const outcome = dryRun ? await store.compare(payout) : await store.save(payout, origin);
    const state = outcome === 'new' ? 'preview' : outcome;
    imported.push(await described(tx, payout, state, keys));
    if (state === 'differs') problems.push(differing(payout));
  }
  if (!dryRun && imported.some(({ state }) => state === 'stored')) await requestReconcile(tx);
  return { payouts: imported, problems };
}

function differing({ provider, id, net, currency }: ProviderPayout): Problem {
  return {
    severity: 'error',
    rule: 'payout-differs',
    message: `The payout ${id} of ${provider} is stored with other sums than ${net} ${currency}: one of the two reports is not whole. What is stored stays.`,
    location: id,
  };
}

async function described(
  tx: CompanyTransaction,
  payout: ProviderPayout,
  state: ImportedPayout['state'],
  keys: readonly string[],
): Promise<ImportedPayout> {
  const { provider, id, arrival, currency, gross, fees, feeVat, net, items } = payout;
  // What was known before is not looked up again: a period is exported many times.
  const planned =
    state === 'stored' || state === 'preview'
      ? await planPayout(tx, { provider, currency, arrival: parseDay(arrival) }, items.map(toPlan(currency)), keys)
      : [];
  return {
    provider,
    id,
    arrival,
    currency,
    gross,
    fees,
    feeVat,
    net,
    state,
    items: items.length,
    charges: items.filter(({ kind }) => kind === 'charge').length,
    tied: planned.filter(({ reason, item }) => reason === undefined && item.kind !== 'reserve').length,
    open: planned.flatMap(({ item, reason }) => (reason === undefined ? [] : [openMovement(item, currency, reason)])),
  };
}

type PlannedShape = ItemToPlan & { readonly payer?: string; readonly description?: string };

function toPlan(currency: string): (item: ProviderPayout['items'][number]) => PlannedShape {
  return ({ id, day, amount, kind, charge, payer, description, references }) => ({
    kind,
    externalId: id,
    amount: parseMinor(amount, currency),
    references,
    ...(day === undefined ? {} : { day: parseDay(day) }),
    ...(charge === undefined ? {} : { charge }),
    ...(payer === undefined ? {} : { payer }),
    ...(description === undefined ? {} : { description }),
  });
}
