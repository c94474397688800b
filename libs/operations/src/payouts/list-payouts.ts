import { formatMinor, type Day } from '@lettrage/domain';
import { PayoutQueries, PayoutReportStore, type CompanyTransaction, type PayoutReport } from '@lettrage/persistence';
import { reportNamed } from './book-payouts.js';

/** A stored payout as the API and a person see it. Amounts are decimal strings. */
export interface PayoutView {
  readonly id: string;
  readonly provider: string;
  readonly reference: string;
  readonly arrival: Day;
  readonly currency: string;
  readonly gross: string;
  readonly fees: string;
  readonly feeVat: string;
  readonly net: string;
  readonly state: 'waiting' | 'booked';
  readonly items: number;
  /** Movements that wait in suspense for a person. */
  readonly open: number;
  /** The bank line it is booked on. */
  readonly transactionId?: string;
}

/** A movement of a stored payout. */
export interface PayoutItemView {
  readonly id: string;
  readonly kind: string;
  readonly amount: string;
  readonly fee: string;
  readonly feeVat: string;
  readonly day?: Day;
  readonly charge?: string;
  readonly payer?: string;
  readonly description?: string;
  readonly references: readonly { readonly key: string; readonly value: string }[];
  readonly paymentId?: string;
  readonly reason?: string;
}

/** A stored payout with its movements and, while it waits, the bank lines of its amount. */
export interface PayoutDetail extends PayoutView {
  readonly movements: readonly PayoutItemView[];
  readonly lines: readonly { readonly transactionId: string; readonly ref: string; readonly bookingDate: Day }[];
}

/** Stored payouts, newest arrival first. */
export async function listPayouts(
  tx: CompanyTransaction,
  options: Parameters<PayoutReportStore['list']>[0],
): Promise<PayoutView[]> {
  return (await new PayoutReportStore(tx).list(options)).map(viewOf);
}

/** Where a page of payouts ends. */
export function placeOfPayout({ arrival, id }: PayoutView): readonly [string, string] {
  return [arrival, id];
}

/** One stored payout by its id, here or at its provider. */
export async function payoutDetail(tx: CompanyTransaction, name: string): Promise<PayoutDetail> {
  const report = await reportNamed(tx, name);
  const write = (minor: bigint): string => formatMinor(minor, report.currency);
  const items = await new PayoutReportStore(tx).items(report.id);
  const pairs = report.payoutId === undefined ? await new PayoutQueries(tx).pairs({ reportId: report.id }) : [];
  return {
    ...viewOf(report),
    movements: items.map(({ externalId, amount, fee, feeVat, made: _made, ordinal: _ordinal, ...rest }) => ({
      id: externalId,
      ...rest,
      amount: write(amount),
      fee: write(fee),
      feeVat: write(feeVat),
    })),
    lines: pairs.map(({ transactionId, bookingDate, line }) => ({ transactionId, ref: line.ref, bookingDate })),
  };
}

function viewOf(report: PayoutReport): PayoutView {
  const { id, provider, reference, arrival, currency, open, transactionId } = report;
  const write = (minor: bigint): string => formatMinor(minor, currency);
  return {
    id,
    provider,
    reference,
    arrival,
    currency,
    gross: write(report.gross),
    fees: write(report.fee),
    feeVat: write(report.feeVat),
    net: write(report.net),
    state: report.payoutId === undefined ? 'waiting' : 'booked',
    items: report.itemCount,
    open,
    ...(transactionId === undefined ? {} : { transactionId }),
  };
}
