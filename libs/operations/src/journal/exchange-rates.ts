import { decimalsOf, InputError, isCurrency, type Day } from '@lettrage/domain';
import type { OperationsContext } from '../context.js';
import { readCompany } from '../setup/companies.js';

/** A rate: how many units of `currency` one unit of the books' was worth from a day on. */
export interface ExchangeRate {
  readonly currency: string;
  readonly from: Day;
  /** Decimal string, positive, as central banks publish it: `1.0832`. */
  readonly value: string;
  readonly source: string;
}

/**
 * Makes a rate known to every company whose books are in the same currency. What was recorded before without one is not
 * booked again; a rate that is there is never changed, since entries were made with it.
 *
 * @throws InputError where the rate is none, or another is known for that day
 */
export async function addExchangeRate(
  context: OperationsContext,
  companyId: string,
  rate: ExchangeRate,
): Promise<'added' | 'known'> {
  if (!isCurrency(rate.currency))
    throw new InputError('currency', `"${rate.currency}" is no currency (ISO 4217), such as USD.`);
  if (!/^\d{1,9}(\.\d{1,10})?$/.test(rate.value) || /^[0.]+$/.test(rate.value))
    throw new InputError('rate', `"${rate.value}" is no rate: a positive decimal number, such as 1.0832.`);
  return context.database.withCompany(companyId, async (tx) => {
    const { currency } = await readCompany(tx);
    if (currency === rate.currency)
      throw new InputError('rate', `The books are in ${currency}: they need no rate for it.`);
    decimalsOf(currency);
    const kind = `exchange:${currency}`;
    await tx.query(
      `insert into system.rate (kind, currency, valid_from, value, source) values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [kind, rate.currency, rate.from, rate.value, rate.source],
    );
    const rows = await tx.query<{ same: boolean; value: string; fresh: boolean }>(
      `select value = $4::numeric as same, value::text as value, xmin::text = pg_current_xact_id()::xid::text as fresh
         from system.rate where kind = $1 and currency = $2 and valid_from = $3`,
      [kind, rate.currency, rate.from, rate.value],
    );
    const { same, value, fresh } = rows[0]!;
    if (same) return fresh ? 'added' : 'known';
    throw new InputError(
      'rate-known',
      `The rate of ${rate.currency} from ${rate.from} is ${value}: entries were made with it.`,
    );
  });
}

/** Rates known to a company's books, latest first. */
export function listExchangeRates(context: OperationsContext, companyId: string): Promise<ExchangeRate[]> {
  return context.database.withCompany(companyId, async (tx) => {
    const { currency } = await readCompany(tx);
    return tx.query<ExchangeRate>(
      `select currency, valid_from as "from", value::text as value, source from system.rate where kind = $1 order by valid_from desc, currency limit 1000`,
      [`exchange:${currency}`],
    );
  });
}
