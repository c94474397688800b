import { formatMinor, type PayoutItem, type PayoutLine, type PayoutReader } from '@lettrage/adapter-sdk';
import { PayoutCollector, readReport, ReportRow, sniffReport } from '@lettrage/formats';
import { isNotTaken, LAYOUT, sumupKind, WHERE, type SumupKind } from './sumup.layout.js';

const DAYS = ['YYYY-MM-DD', 'DD/MM/YYYY', 'DD.MM.YYYY', 'DD-MM-YYYY'];

/** The rows of one transaction: the sale or refund, and the row that says in which payout it went to the bank. */
interface Pair {
  own?: ReportRow;
  kind: SumupKind;
  readonly isGivenBack: boolean;
  paidOut?: ReportRow;
}

/** Reads the report of transactions. Each transaction that was paid out comes a second time, as a payout row. */
export const sumupReader: PayoutReader = {
  sniff: (head) => sniffReport(head, [LAYOUT]),

  async *read(chunks, options): AsyncGenerator<readonly PayoutLine[]> {
    const collector = new PayoutCollector('sumup');
    const pairs = new Map<string, Pair[]>();
    for await (const row of readReport(chunks, [LAYOUT], { ...options, where: WHERE })) {
      if (row instanceof ReportRow) collector.attempt(row.text('payoutId'), () => gather(row, pairs, collector));
      else collector.table(row);
    }
    for (const pair of [...pairs.values()].flat()) {
      const row = payoutRowOf(pair);
      if (row) collector.attempt(row.text('payoutId'), () => take(pair, row, collector));
    }
    yield collector.finish();
  },
};

function gather(row: ReportRow, pairs: Map<string, Pair[]>, collector: PayoutCollector): void {
  if (isNotTaken(row.text('status'))) return;
  const kind = sumupKind(row.text('type'));
  const isPayout = kind === 'payout';
  if (isPayout && row.text('transaction') === '') {
    // A total: it proves the payout.
    if (row.text('payoutId') !== '') collector.expectNet(factsOf(row), row.line, row.amount('payout', currencyOf(row)));
    return;
  }
  const transaction = row.needed('transaction');
  const known = pairs.get(transaction) ?? [];
  pairs.set(transaction, known);
  // A refund bears the code of its sale: their signs tell which payout row is whose.
  const isGivenBack = row.amountOrZero(isPayout ? 'payout' : 'total', currencyOf(row)) < 0n;
  const other = known.find((pair) => pair.isGivenBack === isGivenBack && !(isPayout ? pair.paidOut : pair.own));
  if (other) Object.assign(other, isPayout ? { paidOut: row } : { own: row, kind });
  else known.push({ kind: isPayout ? 'charge' : kind, isGivenBack, ...(isPayout ? { paidOut: row } : { own: row }) });
}

/** The row that names the payout; a transaction that was not paid out yet has none. */
function payoutRowOf({ own, paidOut }: Pair): ReportRow | undefined {
  return [paidOut, own].find((row) => row !== undefined && row.text('payoutId') !== '');
}

/** Reports of one country have no column for it. */
function currencyOf(row: ReportRow): string {
  return row.text('currency') === '' ? 'EUR' : row.currency('currency');
}

function factsOf(row: ReportRow) {
  return { id: row.needed('payoutId'), arrival: row.day('payoutDate', DAYS), currency: currencyOf(row) };
}

function take({ own, kind, paidOut }: Pair, payoutRow: ReportRow, collector: PayoutCollector): void {
  const facts = factsOf(payoutRow);
  const { currency } = facts;
  const net = payoutRow.amount('payout', currency);
  const fee = feeOf(own, paidOut, currency);
  const gross = own === undefined ? net + fee : own.amount('total', currency);
  if (gross - fee !== net)
    payoutRow.refuse(
      'payout',
      `${formatMinor(gross - fee, currency)} is left of total less fee, not ${payoutRow.text('payout')}`,
    );
  // Without its own row, from another period's report, a sale and what takes one back show by the sign.
  const itemKind = kind === 'payout' || (own === undefined && gross < 0n) ? 'refund' : kind;
  const row = own ?? payoutRow;
  const transaction = row.needed('transaction');
  const description = row.text('description');
  const write = (minor: bigint): string => formatMinor(minor, currency);
  const item: PayoutItem = {
    kind: itemKind,
    id: itemKind === 'charge' ? transaction : `${transaction}-${itemKind}`,
    amount: write(gross),
    fee: write(fee),
    day: row.day('date', DAYS),
    ...(itemKind === 'refund' || itemKind === 'dispute' ? { charge: transaction } : {}),
    ...(description === '' ? {} : { description }),
    references: [
      { key: 'order', value: row.text('reference') },
      { key: 'description', value: description },
      { key: 'payment', value: transaction },
    ].filter(({ value }) => value !== ''),
  };
  collector.add(facts, row.line, item);
}

/** The fee stands on the sale, on its payout row, or on both; two that differ are refused. */
function feeOf(own: ReportRow | undefined, paidOut: ReportRow | undefined, currency: string): bigint {
  const fees = [own, paidOut].flatMap((row) => (row === undefined ? [] : [row.amountOrZero('fee', currency)]));
  const [first = 0n, second = 0n] = fees.filter((fee) => fee !== 0n);
  if (second !== 0n && first !== second)
    paidOut!.refuse('fee', `is not the fee of the transaction on line ${own!.line}`);
  return first;
}
