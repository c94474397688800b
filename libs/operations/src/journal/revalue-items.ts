import { convert } from '@lettrage/billing';
import { fiscalYearEnd, formatMinor, InputError, parseDay, parseMinor, type Day } from '@lettrage/domain';
import { bookedWorth } from '@lettrage/ledger';
import { LedgerPositionStore, nextNumber, type CompanyTransaction } from '@lettrage/persistence';
import { billingOf } from '../billing-of.js';
import type { OperationsContext } from '../context.js';
import { requestProjections } from '../reconcile/request-reconcile.js';
import { readCompany } from '../setup/companies.js';
import { ledgerSettingsOf } from './ledger-settings.js';
import { projectJournal } from './project-journal.js';

/** What is asked of a revaluation. */
export interface RevaluationRequest {
  /** Last day of a financial year. */
  readonly closing: Day;
  /** Takes the revaluation of that closing back, by the same entries the other way round. */
  readonly takeBack?: boolean;
  readonly dryRun?: boolean;
  readonly by: string;
}

/** An item in another currency that was open on the closing. Amounts are decimal strings. */
export interface RevaluedItem {
  readonly number: string;
  readonly customer: string;
  readonly currency: string;
  /** In its currency. */
  readonly open: string;
  readonly rate?: string;
  /** From when on that rate was known: before the closing, it may not be the closing rate. */
  readonly rateFrom?: Day;
  /** In the currency of the books: what the open part was booked at, what it is worth, and worth less booked. */
  readonly booked?: string;
  readonly worth?: string;
  readonly difference?: string;
  /** `no-rate`, `not-booked`: left alone, and why. `known`: it was revalued (or taken back) before. */
  readonly state: 'revalued' | 'taken-back' | 'known' | 'no-rate' | 'not-booked';
}

/** What a revaluation comes to. Gains and losses are those of the items that it books. */
export interface RevaluationReport {
  readonly closing: Day;
  readonly currency: string;
  readonly items: readonly RevaluedItem[];
  /** 477 on the closing. */
  readonly gains: string;
  /** 476 on the closing, and the provision for it. */
  readonly losses: string;
}

/**
 * Values what is open in other currencies on the last day of a financial year at the rates known for that day, and books
 * the differences and the provision for losses, with their reversal on the first day of the next year. Asked again it books
 * only what it has not; a dry run books nothing.
 *
 * @throws InputError where the day is no closing, has not come yet, or is locked
 */
export async function revalueItems(
  context: OperationsContext,
  companyId: string,
  request: RevaluationRequest,
): Promise<RevaluationReport> {
  // What happened up to now stands in the ledger's positions.
  await projectJournal(context, companyId);
  const report = await context.database.withCompany(companyId, (tx) => revalue(context, tx, request));
  if (request.dryRun !== true) await projectJournal(context, companyId);
  return report;
}

async function revalue(
  context: OperationsContext,
  tx: CompanyTransaction,
  request: RevaluationRequest,
): Promise<RevaluationReport> {
  const { closing } = request;
  const takeBack = request.takeBack ?? false;
  const company = await readCompany(tx);
  const today = parseDay(context.now().toISOString().slice(0, 10));
  refuseDay(closing, today, fiscalYearEnd(closing, ledgerSettingsOf(company).closing), company.lockedThrough);
  // Its row stays locked until the end: two at once do not book the same twice.
  if (request.dryRun !== true) await nextNumber(tx, 'revaluation');
  const planned = await plan(tx, { closing, takeBack, currency: company.currency });
  const wanted = planned.filter(({ state }) => state === 'revalued' || state === 'taken-back');
  if (request.dryRun !== true && wanted.length > 0) {
    const items = wanted.map(({ id, open, currency, rate, worth }) => ({
      itemId: id,
      open: parseMinor(open, currency),
      rate: rate!,
      worth: worth!,
    }));
    await billingOf(context, tx).revalueItems({ closing, takeBack, items, by: request.by });
    await requestProjections(tx);
  }
  const sum = (isGain: boolean): string => {
    const minors = wanted.map(({ difference }) => parseMinor(difference!, company.currency));
    const total = minors.filter((minor) => minor > 0n === isGain).reduce((all, minor) => all + minor, 0n);
    return formatMinor(total < 0n ? -total : total, company.currency);
  };
  const items = planned.map(({ id: _id, ...item }) => item);
  return { closing, currency: company.currency, items, gains: sum(true), losses: sum(false) };
}

function refuseDay(closing: Day, today: Day, yearEnd: Day, lockedThrough: Day | undefined): void {
  if (closing !== yearEnd)
    throw new InputError(
      'closing',
      `${closing} is not the last day of a financial year: that year ends on ${yearEnd}.`,
    );
  if (closing > today) throw new InputError('closing', `${closing} has not come yet: rates of that day are needed.`);
  if (lockedThrough !== undefined && closing <= lockedThrough)
    throw new InputError(
      'closing',
      `The books are locked through ${lockedThrough}: what belongs on ${closing} cannot be booked there any more.`,
    );
}

interface Planned extends RevaluedItem {
  readonly id: string;
}

interface OpenRow {
  readonly id: string;
  readonly number: string;
  readonly customer: string;
  readonly currency: string;
  readonly open: bigint;
  /** How it was left for that closing before. */
  readonly before: {
    readonly open: string;
    readonly rate: string;
    readonly worth: string;
    readonly takenBack?: true;
  } | null;
}

async function plan(
  tx: CompanyTransaction,
  { closing, takeBack, currency }: { readonly closing: Day; readonly takeBack: boolean; readonly currency: string },
): Promise<Planned[]> {
  const rows = await openOn(tx, closing, currency);
  const rates = await ratesOn(tx, closing);
  const positions = await new LedgerPositionStore(tx).load({
    items: rows.map(({ id }) => id),
    payments: [],
    transactions: [],
    customers: [],
  });
  return rows.flatMap((row): Planned[] => {
    const stands = row.before !== null && row.before.takenBack !== true;
    // What is taken back is exactly what was booked, whatever is known by now.
    const said = stands ? row.before : undefined;
    if (takeBack && said === undefined) return [];
    const open = said === undefined ? row.open : parseMinor(said.open, row.currency);
    const { id, number, customer } = row;
    const named = { id, number, customer, currency: row.currency, open: formatMinor(open, row.currency) };
    const position = positions.item(id);
    const booked = position && bookedWorth(position, open, (amount) => parseMinor(amount, currency));
    if (booked === undefined) return [{ ...named, state: 'not-booked' }];
    const known = said === undefined ? rates.get(row.currency) : undefined;
    const rate = said?.rate ?? known?.value;
    if (rate === undefined) return [{ ...named, booked: formatMinor(booked, currency), state: 'no-rate' }];
    const worth = said?.worth ?? convert(named.open, row.currency, currency, rate);
    const difference = formatMinor(parseMinor(worth, currency) - booked, currency);
    const state = takeBack ? 'taken-back' : stands ? 'known' : 'revalued';
    const from = known === undefined ? {} : { rateFrom: known.from };
    return [{ ...named, rate, ...from, booked: formatMinor(booked, currency), worth, difference, state }];
  });
}

/** The rates that hold on a day, by currency, and from when on. */
async function ratesOn(tx: CompanyTransaction, day: Day): Promise<Map<string, { value: string; from: Day }>> {
  const rows = await tx.query<{ currency: string; value: string; from: Day }>(
    `select distinct on (currency) currency, value::text as value, valid_from as "from" from system.rate
      where kind = 'exchange:' || (select currency from books.company where company_id = $1) and valid_from <= $2
      order by currency, valid_from desc`,
    [tx.companyId, day],
  );
  return new Map(rows.map(({ currency, ...rate }) => [currency, rate]));
}

/** Items of other currencies that were open on a day, and how a revaluation of that day left them. */
function openOn(tx: CompanyTransaction, day: Day, currency: string): Promise<OpenRow[]> {
  return tx.query<OpenRow>(
    `with later as (
       select item_id, sum(coalesce(settled, amount) + adjustment)::bigint as settled from books.allocation
        where company_id = $1 and day > $2 group by item_id),
     said as (
       select distinct on (item_id) item_id, data from (
         select (data->'item'->>'id')::uuid as item_id, position,
                jsonb_build_object('open', data->>'open', 'rate', data->>'rate', 'worth', data->>'worth',
                                   'takenBack', (data->>'takenBack')::boolean) as data
           from books.event where company_id = $1 and type = 'item.revalued' and day = $2) e
        order by item_id, position desc)
     select i.id, i.number, c.code as customer, i.currency, (i.total - i.settled + coalesce(l.settled, 0))::bigint as open, s.data as before
       from books.item i
       join books.customer c on c.company_id = i.company_id and c.id = i.customer_id
       left join later l on l.item_id = i.id
       left join said s on s.item_id = i.id
      where i.company_id = $1 and i.currency <> $3 and i.issue_date <= $2 and not i.history
        and (i.total - i.settled + coalesce(l.settled, 0) <> 0 or s.data is not null)
      order by i.currency, c.code, i.number`,
    [tx.companyId, day, currency],
  );
}
